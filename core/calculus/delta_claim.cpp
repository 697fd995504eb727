#include "core/calculus/delta_claim.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/epsilon_delta_enclosure.h"

namespace calc {
namespace {

constexpr int kEven = 500;
constexpr int kPowers = 200;
constexpr int kBisections = 48;
constexpr int kChecks = 12;  // 50-digit checks on a side

double valueOf(const Expression& constant) { return Program::compile(constant)(0.0); }

class BreakSearch {
public:
    BreakSearch(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon)
        : m_f(f),
          m_limit(limit),
          m_epsilon(epsilon),
          m_program(Program::compile(f)),
          m_at(valueOf(to)),
          m_level(valueOf(limit)),
          m_reach(valueOf(epsilon)) {}

    std::optional<double> onSide(int direction, double from, double upTo) const {
        double kept = from;
        int checks = 0;
        for (const double distance : grid(from, upTo)) {
            if (!breaks(direction, distance)) {
                kept = distance;
                continue;
            }
            if (const auto x = nearest(direction, kept, distance, checks)) return x;
            if (checks >= kChecks) return std::nullopt;
        }
        return std::nullopt;
    }

private:
    static std::vector<double> grid(double from, double upTo) {
        std::vector<double> distances;
        for (int i = 1; i <= kEven; ++i) distances.push_back(from + (upTo - from) * (static_cast<double>(i) / (kEven + 1)));
        const double low = std::max(from, upTo * 1e-12);
        for (int i = 0; i <= kPowers; ++i) distances.push_back(low * std::pow(upTo / low, static_cast<double>(i) / (kPowers + 1)));
        std::sort(distances.begin(), distances.end());
        std::erase_if(distances, [&](double d) { return !(d > from && d < upTo); });
        return distances;
    }

    /// In doubles: where to look, not what to believe.
    bool breaks(int direction, double distance) const {
        const double x = m_at + direction * distance;
        return x != m_at && !(std::fabs(m_program(x) - m_level) < m_reach);
    }

    bool isChecked(double x) const { return x != m_at && isWitness(m_f, Variable::X, m_limit, m_epsilon, x); }

    /// The nearest double that breaks between a distance that keeps the claim and one that does not, checked.
    std::optional<double> nearest(int direction, double kept, double broken, int& checks) const {
        double low = kept;
        double high = broken;
        for (int i = 0; i < kBisections && high - low > 1e-15 * high; ++i) {
            const double middle = 0.5 * (low + high);
            (breaks(direction, middle) ? high : low) = middle;
        }
        // At the very border rounding decides; a little further out the check holds.
        for (const double part : {0.0, 1e-9, 1e-4, 0.3, 1.0}) {
            const double x = m_at + direction * (high + part * (broken - high));
            ++checks;
            if (isChecked(x)) return x;
        }
        return std::nullopt;
    }

    const Expression& m_f;
    const Expression& m_limit;
    const Expression& m_epsilon;
    Program m_program;
    double m_at;
    double m_level;
    double m_reach;
};

DeltaClaim refuted(double witness, Message why) {
    DeltaClaim claim;
    claim.kind = EpsilonDeltaKind::Refuted;
    claim.witness = witness;
    claim.why = std::move(why);
    return claim;
}

}  // namespace

std::optional<double> nearestBreak(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon,
                                   double from, double upTo, Side side) {
    if (!(upTo > from) || !(from >= 0.0) || !std::isfinite(upTo)) return std::nullopt;
    const BreakSearch search(f, to, limit, epsilon);
    const auto left = side == Side::Right ? std::nullopt : search.onSide(-1, from, upTo);
    const auto right = side == Side::Left ? std::nullopt : search.onSide(1, from, upTo);
    if (!left || !right) return left ? left : right;
    const double at = valueOf(to);
    return std::fabs(*left - at) < std::fabs(*right - at) ? left : right;
}

DeltaClaim deltaClaim(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon, double delta,
                      const EpsilonDeltaOptions& options) {
    EpsilonDeltaOptions within = options;
    within.largestDelta = delta;
    EpsilonDelta answer = epsilonDelta(f, to, limit, epsilon, within);
    const double at = valueOf(to);
    if (answer.kind == EpsilonDeltaKind::Refuted && std::fabs(answer.witness - at) < delta) return refuted(answer.witness, answer.why);
    DeltaClaim claim;
    claim.pieces = std::move(answer.pieces);
    if (answer.kind == EpsilonDeltaKind::Proved) claim.proved = answer.delta;
    if (claim.proved >= delta) {
        claim.kind = EpsilonDeltaKind::Proved;
        claim.why = std::move(answer.why);
        return claim;
    }
    if (auto witness = nearestBreak(f, to, limit, epsilon, claim.proved, delta, options.side)) {
        // Further out the value is further off: that shows more, where it does.
        const double further = 0.5 * (*witness + at + (*witness < at ? -delta : delta));
        if (isWitness(f, Variable::X, limit, epsilon, further)) witness = further;
        DeltaClaim broken = refuted(*witness, {CALC_TEXT("x = {0} is nearer than delta, but its value is not within epsilon of the limit."),
                                               {NumberArgument{*witness, 6}}});
        broken.proved = claim.proved;
        return broken;
    }
    claim.why = claim.proved > 0.0
                    ? Message{CALC_TEXT("Proved up to {0} only; further out neither a proof nor an x that breaks it was found."),
                              {NumberArgument{claim.proved, 4}}}
                    : answer.why;
    return claim;
}

}  // namespace calc
