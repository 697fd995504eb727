#include <algorithm>
#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

Message kindName(const Integral& integral) {
    switch (integral.kind) {
        case IntegralKind::Diverges: return CALC_TEXT("diverges");
        case IntegralKind::Undetermined: return CALC_TEXT("not decided");
        case IntegralKind::Undefined:
        case IntegralKind::Value: break;
    }
    return CALC_TEXT("no value");
}

/// Everything at this moment that the readouts are made from.
struct Moment {
    const AreaPrepared& prepared;
    const AreaStop* stop;
    bool hasIntegral;
    bool hasSum;
    double parts;  ///< the size of what is added up
    int decimals;
};

Moment momentOf(const AreaPrepared& prepared, const AreaStop* stop) {
    const Integral& integral = prepared.exact->integral;
    Moment m{prepared, stop, integral.kind == IntegralKind::Value, stop && stop->kind == RiemannSum::Kind::Value, 0.0, 0};
    const double size = std::max(m.hasIntegral ? std::fabs(integral.value) : 0.0, m.hasSum ? std::fabs(stop->sum) : 0.0);
    m.parts = stop ? std::max({std::fabs(stop->positive), std::fabs(stop->negative), wholeArea(*prepared.exact)}) : size;
    m.decimals = decimalsFor(std::max(size, m.hasSum ? m.parts : 0.0), 7);
    return m;
}

Message sumValue(const Moment& m, double value) { return plain(steadyNumber(withoutNoise(value, kSumNoise * m.parts), m.decimals)); }

Message integralValue(const Moment& m) {
    const Integral& integral = m.prepared.exact->integral;
    if (!m.hasIntegral) return kindName(integral);
    return plain(steadyNumber(withoutNoise(integral.value, integral.error), m.decimals));
}

Message provedNote(bool proved) { return proved ? CALC_TEXT("proved by interval arithmetic") : CALC_TEXT("estimated from samples"); }

/// Upper sum, integral, lower sum, and the gap between: each says whether it is proved.
void addBetween(Frame& frame, const Moment& m) {
    const bool isLower = m.prepared.scene.rule == SumRule::Lower;
    const std::optional<double> own = m.hasSum ? std::optional(m.stop->sum) : std::nullopt;
    const std::optional<double> upper = isLower ? m.stop->other : own;
    const std::optional<double> lower = isLower ? own : m.stop->other;
    const bool upperIsProved = isLower ? m.stop->otherIsProved : m.stop->proved;
    const bool lowerIsProved = isLower ? m.stop->proved : m.stop->otherIsProved;
    const auto add = [&](const char* id, const char* name, const std::optional<double>& value, bool proved) {
        frame.readouts.push_back({id, name, value ? sumValue(m, *value) : Message(CALC_TEXT("no value")),
                                  value ? provedNote(proved) : Message(), Role::Ink, false, false});
    };
    add("upper", CALC_TEXT("Upper sum"), upper, upperIsProved);
    frame.readouts.push_back({"integral", CALC_TEXT("Integral"), integralValue(m),
                              m.hasIntegral ? integralNote(m.prepared.exact->integral) : Message(), Role::Ink, false, false});
    add("lower", CALC_TEXT("Lower sum"), lower, lowerIsProved);
    if (!upper || !lower) return;
    const Message gap = plain(steadyNumber(std::fabs(*upper - *lower), std::min(m.decimals, 12)));
    const bool proved = upperIsProved && lowerIsProved;
    frame.readouts.push_back({"gap", CALC_TEXT("Upper \u2212 lower"), gap,
                              proved ? Message(CALC_TEXT("proved: the integral lies between")) : Message(CALC_TEXT("not proved")),
                              proved ? Role::Integrals : Role::Ink2, true, true});
}

void addDifference(Frame& frame, const Moment& m) {
    const Integral& integral = m.prepared.exact->integral;
    const double difference = m.stop->sum - integral.value;
    const bool agrees = std::fabs(difference) <= integral.error + kSumNoise * m.parts;
    const Message value = agrees ? Message("0") : signedValue(difference, std::min(m.decimals, 12));
    frame.readouts.push_back({"difference", CALC_TEXT("Sum \u2212 integral"), value, integralNote(integral), Role::Integrals, true, true});
}

bool hasBothSigns(const AreaExact& exact) {
    return exact.positive && exact.negative && exact.negative->value != 0.0 && exact.positive->value != 0.0;
}

/// Net and total area: the same where nothing lies below.
void addTotal(Frame& frame, const Moment& m) {
    const AreaExact& exact = *m.prepared.exact;
    if (!hasBothSigns(exact)) return;
    const double total = std::fabs(exact.positive->value) + std::fabs(exact.negative->value);
    frame.readouts.push_back({"total", CALC_TEXT("Total area"), plain(steadyNumber(total, m.decimals)),
                              CALC_TEXT("above and below, both positive"), Role::Ink, false, true});
}

void addWidest(Frame& frame, const Moment& m) {
    if (!m.stop || !hasFreeWidths(m.prepared.scene)) return;
    frame.readouts.push_back({"widest", CALC_TEXT("Widest piece"), plain(displayNumber(m.stop->widest, 4)), {}, Role::Ink, false, false});
}

}  // namespace

double wholeArea(const AreaExact& exact) {
    if (exact.positive && exact.negative) return std::fabs(exact.positive->value) + std::fabs(exact.negative->value);
    return exact.integral.kind == IntegralKind::Value ? std::fabs(exact.integral.value) : 0.0;
}

Message signedValue(double value, int decimals) {
    const std::string text = steadyNumber(value, decimals);
    return plain(value > 0.0 ? "+" + text : text);
}

Message integralNote(const Integral& integral) {
    const double proved = std::max(integral.upper - integral.value, integral.value - integral.lower);
    if (integral.certified && proved > 0.0 && proved <= 1e-6 * std::max(std::fabs(integral.value), 1e-6))
        return {CALC_TEXT("integral proved to \u00B1{0}"), {displayErrorBound(proved)}};
    if (integral.error > 0.0) return {CALC_TEXT("integral estimated, known to \u00B1{0}"), {displayErrorBound(integral.error)}};
    return CALC_TEXT("integral known to the last digit");
}

void addReadouts(Frame& frame, const AreaPrepared& prepared, const AreaStop* stop) {
    const Moment m = momentOf(prepared, stop);
    if (stop && (prepared.scene.rule == SumRule::Lower || prepared.scene.rule == SumRule::Upper)) {
        addBetween(frame, m);
        return;
    }
    if (stop) {
        const Message value = m.hasSum ? sumValue(m, stop->sum) : Message(CALC_TEXT("no value"));
        frame.readouts.push_back({"sum", CALC_TEXT("Sum"), value, {}, Role::Ink, false, false});
    }
    const Message name = hasBothSigns(*prepared.exact) ? CALC_TEXT("Integral (net area)") : CALC_TEXT("Integral");
    frame.readouts.push_back({"integral", name, integralValue(m), {}, Role::Ink, !stop && m.hasIntegral, false});
    if (m.hasIntegral && m.hasSum) addDifference(frame, m);
    if (m.hasIntegral && !m.hasSum) frame.readouts.back().note = integralNote(prepared.exact->integral);
    addWidest(frame, m);
    addTotal(frame, m);
}

}  // namespace calc
