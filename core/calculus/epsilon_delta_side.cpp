#include "core/calculus/epsilon_delta_side.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/calculus/integral_shift.h"
#include "core/expression/differentiate.h"

namespace calc {
namespace {

constexpr int kShrinkings = 160;
constexpr double kSmallestReach = 1e-290;

bool isWave(const Expression& e) {
    return e.op() == Op::Call && (e.function() == Function::Sin || e.function() == Function::Cos || e.function() == Function::Tan);
}
bool isStep(const Expression& e) { return e.op() == Op::Call && (e.function() == Function::Floor || e.function() == Function::Ceil); }

void collectPhases(const Expression& e, Variable variable, std::vector<Expression>& phases) {
    if ((isWave(e) || isStep(e)) && e.operand(0).uses(variable) && std::find(phases.begin(), phases.end(), e.operand(0)) == phases.end())
        phases.push_back(e.operand(0));
    for (const Expression& operand : e.operands()) collectPhases(operand, variable, phases);
}

/// e / t where each term shows a factor t.
std::optional<Expression> dividedByVariable(const Expression& e, Variable variable) {
    if (e.op() == Op::Variable) return e.variable() == variable ? std::optional(Expression::number(1)) : std::nullopt;
    if (e.operands().empty() || e.op() == Op::Call || e.op() == Op::If) return std::nullopt;
    const auto first = dividedByVariable(e.operand(0), variable);
    if (e.op() == Op::Negate) return first ? std::optional(-*first) : std::nullopt;
    if (e.op() == Op::Power) {
        const bool isPower = first && e.operand(0).op() == Op::Variable && e.operand(1).isNumber();
        return isPower ? std::optional(power(e.operand(0), Expression::number(e.operand(1).value() - Rational(1)))) : std::nullopt;
    }
    if (e.op() == Op::Divide) return first ? std::optional(*first / e.operand(1)) : std::nullopt;
    if (e.op() == Op::Multiply && first) return *first * e.operand(1);
    const auto second = dividedByVariable(e.operand(1), variable);
    if (e.op() == Op::Multiply) return second ? std::optional(e.operand(0) * *second) : std::nullopt;
    if (!first || !second || (e.op() != Op::Add && e.op() != Op::Subtract)) return std::nullopt;
    return Expression::binary(e.op(), *first, *second);
}

/// Where the phase is a whole number of turns (of steps) and k / 16 of one: its waves (its floor and ceiling) written without it.
Expression withPhase(const Expression& e, const Expression& phase, int k, bool areWaves) {
    if (e.operands().empty()) return e;
    if (areWaves && isWave(e) && e.operand(0) == phase)
        return Expression::call(e.function(), Expression::number(Rational(k, 8)) * Expression::pi());
    if (!areWaves && isStep(e) && e.operand(0) == phase) {
        const Rational below(k, 16), above = k == 0 ? Rational(0) : Rational(k - 16, 16);
        return phase - Expression::number(e.function() == Function::Floor ? below : above);
    }
    std::vector<Expression> operands;
    for (const Expression& operand : e.operands()) operands.push_back(withPhase(operand, phase, k, areWaves));
    if (e.op() == Op::Call) return Expression::call(e.function(), operands);
    if (e.op() == Op::Negate) return Expression::negate(operands[0]);
    if (e.op() == Op::If) return Expression::choose(operands[0], operands[1], operands[2]);
    return Expression::binary(e.op(), operands[0], operands[1]);
}

}  // namespace

EpsilonDeltaClaim::Band EpsilonDeltaClaim::bandOf(const Interval& gap) const {
    if (gap.isEmpty()) return Band::Across;
    if (gap.high < epsilonValue.low && gap.low > -epsilonValue.low) return Band::Inside;
    if (gap.low >= epsilonValue.high || gap.high <= -epsilonValue.high) return Band::Outside;
    return Band::Across;
}

bool EpsilonDeltaBudget::spend() {
    --left;
    isOver = isOver || left < 0 || (left % 8 == 0 && expired && expired());
    return !isOver;
}

EpsilonDeltaSide::EpsilonDeltaSide(const EpsilonDeltaClaim& claim, int direction, double largestDelta, EpsilonDeltaBudget& budget)
    : m_claim(&claim), m_direction(direction), m_largestDelta(largestDelta), m_budget(&budget) {
    m_there = withoutSigns(shifted(claim.f, claim.variable, claim.to, direction), claim.variable, largestDelta);
    m_gap = m_there - claim.limit;
    for (const Expression& gap : {m_gap, asOneFraction(m_gap, claim.variable)})
        m_enclosures.push_back(std::make_unique<PuncturedEnclosure>(gap, claim.variable));
}

SideVerdict EpsilonDeltaSide::verdict() {
    SideVerdict side = near(*m_enclosures[1], Domain::OfGap);
    if (side.kind == SideVerdict::Kind::Unknown) side = rewrittenNear();
    if (side.kind == SideVerdict::Kind::Unknown) side = byCauchy();
    if (side.kind == SideVerdict::Kind::Unknown) side = oscillating();
    if (side.kind == SideVerdict::Kind::Unknown) side = byLimit();
    return side;
}

/// Whether the enclosure keeps 0 < t <= reach inside the band. A fraction made of fractions may have values where the gap has none, so
/// the gap as it stands must have them all.
bool EpsilonDeltaSide::isNear(PuncturedEnclosure& enclosure, Domain domain, double reach, Interval& gap) {
    gap = enclosure.nearZero(reach).values;
    if (!gap.defined || m_claim->bandOf(gap) != EpsilonDeltaClaim::Band::Inside) return false;
    return domain == Domain::OfEnclosure || m_enclosures[0]->nearZero(reach).values.defined;
}

/// Shrinks 0 < t <= reach until an enclosure over all of it decides.
SideVerdict EpsilonDeltaSide::near(PuncturedEnclosure& enclosure, Domain domain) {
    SideVerdict side;
    double reach = std::min(1.0, m_largestDelta);
    for (int step = 0; step < kShrinkings && reach > kSmallestReach && m_budget->spend(); ++step) {
        const bool isInside = isNear(enclosure, domain, reach, side.values);
        side.reach = reach;
        if (side.values.isEmpty()) side.kind = SideVerdict::Kind::NoValue;
        if (isInside) side.kind = SideVerdict::Kind::Near;
        // An enclosure of values that do not exist says nothing about the other side's limit.
        const bool isOutside = m_claim->bandOf(side.values) == EpsilonDeltaClaim::Band::Outside;
        if (isOutside && side.values.defined) side.kind = SideVerdict::Kind::Breaks;
        if (isInside && step > 0) widen(enclosure, domain, side);
        if (side.kind != SideVerdict::Kind::Unknown) return side;
        reach *= step < 60 ? 0.25 : 1e-3;
    }
    return side;
}

/// Between the reach that was proved and the one before, which was not: four halvings of the ratio.
void EpsilonDeltaSide::widen(PuncturedEnclosure& enclosure, Domain domain, SideVerdict& side) {
    double ratio = 4.0;
    for (int step = 0; step < 4; ++step) {
        ratio = std::sqrt(ratio);
        Interval gap;
        if (!isNear(enclosure, domain, side.reach * ratio, gap)) continue;
        side.reach *= ratio;
        side.values = gap;
    }
}

/// The same with the gap written in another way. Such a way may have values where the gap has none or the other way round, so only what
/// has values throughout counts.
SideVerdict EpsilonDeltaSide::rewrittenNear() {
    const Variable variable = m_claim->variable;
    const Expression ways[] = {withSmoothQuotients(m_gap, variable), asOneFraction(withExponentials(m_gap, variable), variable),
                               asOneFraction(withoutSteps(m_gap, variable), variable)};
    for (const Expression& way : ways) {
        auto enclosure = std::make_unique<PuncturedEnclosure>(way, variable);
        const SideVerdict side = near(*enclosure, Domain::OfGap);
        const bool isDecided = side.kind == SideVerdict::Kind::Near || side.kind == SideVerdict::Kind::Breaks;
        if (!isDecided || !side.values.defined) continue;
        m_enclosures.push_back(std::move(enclosure));
        return side;
    }
    return {};
}

/// The limit of a part at t = 0, from t > 0, is exactly 0.
bool EpsilonDeltaSide::vanishes(const Expression& part) {
    const LimitOptions options{m_budget->expired, m_claim->variable};
    const Limit found = limit(part, LimitPoint::finite(Expression()), Side::Right, options);
    return found.kind == LimitKind::Value && found.exact && found.exact->isNumber(0);
}

/// Cauchy's mean value theorem for zeros that double arithmetic does not see (sqrt(2)^2 - 2): for each t some s between 0 and t has
/// N(t) / D(t) = N'(s) / D'(s), if N and D are continuous, vanish at 0, and D' has no zero.
SideVerdict EpsilonDeltaSide::byCauchy() {
    const Variable variable = m_claim->variable;
    Expression fraction = asOneFraction(m_there, variable);
    const Domain domain = fraction == m_there ? Domain::OfEnclosure : Domain::OfGap;  // N and D are looked at below
    std::vector<std::unique_ptr<PuncturedEnclosure>> continuous, slopes;
    for (int order = 0; order < 4 && fraction.op() == Op::Divide && !m_budget->isOver; ++order) {
        const Expression numerator = fraction.operand(0), denominator = fraction.operand(1);
        if (!vanishes(numerator) || !vanishes(denominator)) return {};
        const auto above = differentiate(numerator, variable), below = differentiate(denominator, variable);
        if (!above || !below) return {};
        for (const Expression& part : {numerator, denominator}) continuous.push_back(std::make_unique<PuncturedEnclosure>(part, variable));
        slopes.push_back(std::make_unique<PuncturedEnclosure>(*below, variable));
        fraction = asOneFraction(*above / *below, variable);
        PuncturedEnclosure enclosure(fraction - m_claim->limit, variable), plain(*above, variable);
        SideVerdict side = near(enclosure, domain);
        const bool isDecided = side.kind == SideVerdict::Kind::Near || side.kind == SideVerdict::Kind::Breaks;
        if (!isDecided || !side.values.defined) continue;
        bool holds = plain.nearZero(side.reach).values.defined;
        for (const auto& part : continuous) {
            const Interval values = part->nearZero(side.reach).values;
            holds = holds && !values.isEmpty() && values.defined && values.continuous;
        }
        for (const auto& slope : slopes) {
            const OpenInterval values = slope->nearZero(side.reach);
            holds = holds && values.values.defined && values.isNonZero();
        }
        if (holds) return side;
    }
    return {};
}

/// What is continuous and grows beyond all bounds takes every angle (every fraction) arbitrarily near; if with one of them the gap stays
/// outside epsilon, so does the function at points arbitrarily near.
SideVerdict EpsilonDeltaSide::oscillating() {
    std::vector<Expression> phases;
    collectPhases(m_gap, m_claim->variable, phases);
    for (const Expression& phase : phases) {
        if (!tendsToInfinity(phase)) continue;
        for (int k = 0; k < 32; ++k) {
            const Expression there = withPhase(m_gap, phase, k % 16, k < 16);
            PuncturedEnclosure fixed(asOneFraction(there, m_claim->variable), m_claim->variable);
            for (const double reach : {1.0, 1e-2, 1e-4, 1e-8, 1e-16}) {
                if (!m_budget->spend()) return {};
                const Interval values = fixed.nearZero(reach).values;
                if (!values.defined || m_claim->bandOf(values) != EpsilonDeltaClaim::Band::Outside) continue;
                return {SideVerdict::Kind::Breaks, reach, values};
            }
        }
    }
    return {};
}

bool EpsilonDeltaSide::tendsToInfinity(const Expression& argument) {
    const LimitOptions options{m_budget->expired, m_claim->variable};
    const LimitKind kind = limit(argument, LimitPoint::finite(Expression()), Side::Right, options).kind;
    if (kind != LimitKind::PlusInfinity && kind != LimitKind::MinusInfinity) return false;
    PuncturedEnclosure enclosure(argument, m_claim->variable);
    for (double reach = 1.0; reach > 1e-18; reach *= 1e-3) {
        const Interval values = enclosure.nearZero(reach).values;
        if (!values.isEmpty() && values.defined && values.continuous) return true;
    }
    return false;
}

/// What the one-sided limit says, which is known without enclosures.
SideVerdict EpsilonDeltaSide::byLimit() {
    if (m_budget->isOver) return {};
    const LimitOptions options{m_budget->expired, m_claim->variable};
    const Side side = m_direction > 0 ? Side::Right : Side::Left;
    const Limit found = limit(m_claim->f, LimitPoint::finite(m_claim->to), side, options);
    const SideVerdict breaks{SideVerdict::Kind::Breaks, 1.0, {}};
    if (found.kind == LimitKind::PlusInfinity || found.kind == LimitKind::MinusInfinity) return breaks;
    if (found.kind != LimitKind::Value) return {};
    const Interval value = Interval::point(found.value) + Interval::of(-found.error, found.error);
    const Interval gap = value - m_claim->limitValue;
    switch (m_claim->bandOf(gap)) {
        case EpsilonDeltaClaim::Band::Outside:
            // At the very border the function may still be nearer than its limit.
            return gap.low > m_claim->epsilonValue.high || gap.high < -m_claim->epsilonValue.high ? breaks : SideVerdict{};
        case EpsilonDeltaClaim::Band::Inside: return monotone(gap);
        case EpsilonDeltaClaim::Band::Across: break;
    }
    return {};
}

/// A continuous function whose derivative keeps its sign on 0 < t <= reach lies between its limit at 0 and its value at reach.
SideVerdict EpsilonDeltaSide::monotone(const Interval& limitGap) {
    const Variable variable = m_claim->variable;
    const auto slope = differentiate(m_gap, variable);
    if (!slope) return {};
    std::vector<Expression> forms{*slope, asOneFraction(*slope, variable)};
    for (auto lower = dividedByVariable(*slope, variable); lower && forms.size() < 6; lower = dividedByVariable(*lower, variable))
        forms.push_back(*lower);
    for (const Expression& form : forms)
        if (const SideVerdict side = monotone(limitGap, form); side.kind != SideVerdict::Kind::Unknown) return side;
    return {};
}

/// `slope` has the sign of the derivative.
SideVerdict EpsilonDeltaSide::monotone(const Interval& limitGap, const Expression& slope) {
    PuncturedEnclosure slopes(slope, m_claim->variable);
    PuncturedEnclosure& plain = *m_enclosures[0];
    double reach = std::min(1.0, m_largestDelta);
    for (int step = 0; step < kShrinkings && reach > kSmallestReach && m_budget->spend(); ++step, reach *= 0.25) {
        const Interval rise = slopes.nearZero(reach).values, there = plain.nearZero(reach).values;
        const bool keepsSign = rise.defined && (rise.low >= 0.0 || rise.high <= 0.0);
        if (rise.isEmpty() || there.isEmpty() || !keepsSign || !there.defined || !there.continuous) continue;
        const Interval atReach = plain.between(reach, reach), both = hull(limitGap, atReach);
        if (!atReach.isEmpty() && atReach.defined && m_claim->bandOf(both) == EpsilonDeltaClaim::Band::Inside)
            return {SideVerdict::Kind::Near, reach, both};
    }
    return {};
}

bool EpsilonDeltaSide::isInside(double low, double high, Interval& gap) {
    const Interval plain = m_enclosures[0]->between(low, high);
    if (plain.isEmpty() || !plain.defined) return false;
    for (const auto& enclosure : m_enclosures) {
        gap = enclosure->between(low, high);
        if (!gap.isEmpty() && gap.defined && m_claim->bandOf(gap) == EpsilonDeltaClaim::Band::Inside) return true;
    }
    return false;
}

double EpsilonDeltaSide::marched(const SideVerdict& near, double furthest, std::vector<ProofPiece>& pieces) {
    double at = std::min(near.reach, furthest), step = at;
    pieces.push_back({{0.0, at}, {near.values.low, near.values.high}});
    while (at < furthest && m_budget->spend()) {
        const double next = std::min(at + step, furthest);
        if (!(next > at)) break;
        Interval gap;
        if (isInside(at, next, gap)) {
            pieces.push_back({{at, next}, {gap.low, gap.high}});
            at = next;
            step *= 2.0;
            continue;
        }
        step *= 0.5;
        if (step < 0.004 * at) break;
    }
    return at;
}

}  // namespace calc
