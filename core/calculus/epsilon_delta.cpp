#include "core/calculus/epsilon_delta.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/calculus/epsilon_delta_side.h"

namespace calc {
namespace {

Interval valueOf(const Expression& constant) {
    const ExactGraph graph(constant, LiteralRule::Exact, {});
    return TaylorEvaluator(graph).evaluate(Interval::point(0.0), 0)[0];
}

bool isNumber(const Interval& value) { return !value.isEmpty() && value.isFinite() && value.defined; }

EpsilonDelta undecided(Message why) {
    EpsilonDelta result;
    result.why = std::move(why);
    return result;
}

/// A double that breaks the claim, as simple and as near as comes, checked in 50 digits.
std::optional<double> witnessOf(const EpsilonDeltaClaim& claim, int direction, double reach) {
    double t = std::min(reach, 1e-3);
    for (int step = 0; step < 4000 && t > 1e-300; ++step, t *= step < 40 ? 0.5 : 0.9973) {
        const double x = claim.place.middle() + direction * t;
        const bool isBeside = x < claim.place.low || x > claim.place.high;
        if (isBeside && isWitness(claim.f, claim.variable, claim.limit, claim.epsilon, x)) return x;
    }
    return std::nullopt;
}

EpsilonDelta refuted(const EpsilonDeltaClaim& claim, int direction, double reach, const char* reason) {
    const auto witness = witnessOf(claim, direction, reach);
    if (!witness) return undecided(Message(CALC_TEXT("The claim looks false, but no double next to the point shows it.")));
    EpsilonDelta result;
    result.kind = EpsilonDeltaKind::Refuted;
    result.witness = *witness;
    result.why = Message(reason, {NumberArgument{*witness, 10}});
    return result;
}

class Decision {
public:
    Decision(const EpsilonDeltaClaim& claim, const EpsilonDeltaOptions& options)
        : m_claim(claim), m_options(options), m_budget{options.maximumEvaluations, options.expired, false} {
        if (options.side != Side::Right) m_sides.push_back(std::make_unique<OneSide>(m_claim, -1, options.largestDelta, m_budget));
        if (options.side != Side::Left) m_sides.push_back(std::make_unique<OneSide>(m_claim, 1, options.largestDelta, m_budget));
    }

    EpsilonDelta decided() {
        for (const auto& one : m_sides) {
            one->verdict = one->side.verdict();
            if (one->verdict.kind == SideVerdict::Kind::Breaks)
                return refuted(
                    m_claim, one->direction, one->verdict.reach,
                    CALC_TEXT("At x = {0}, and at points as near as one likes, the function is not within epsilon of the claimed limit."));
        }
        const auto count = [this](SideVerdict::Kind kind) {
            return std::count_if(m_sides.begin(), m_sides.end(), [kind](const auto& one) { return one->verdict.kind == kind; });
        };
        const auto sides = static_cast<std::ptrdiff_t>(m_sides.size());
        if (count(SideVerdict::Kind::NoValue) == sides)
            return refuted(m_claim, m_sides[0]->direction, m_sides[0]->verdict.reach,
                           CALC_TEXT("At x = {0}, as everywhere next to the point, the function has no value."));
        if (count(SideVerdict::Kind::Near) == sides) return proved();
        if (count(SideVerdict::Kind::NoValue) > 0)
            return undecided(
                Message(CALC_TEXT("On one side of the point the function has no value: only the limit from the other side can be asked.")));
        return undecided(m_budget.isOver ? Message(CALC_TEXT("The time for this question ran out."))
                                         : Message(CALC_TEXT("No enclosure of the function near the point was narrow enough to decide.")));
    }

private:
    struct OneSide {
        OneSide(const EpsilonDeltaClaim& claim, int toward, double largestDelta, EpsilonDeltaBudget& budget)
            : direction(toward), side(claim, toward, largestDelta, budget) {}
        int direction;
        EpsilonDeltaSide side;
        SideVerdict verdict;
        std::vector<ProofPiece> pieces;
    };

    EpsilonDelta proved() {
        EpsilonDelta result;
        result.kind = EpsilonDeltaKind::Proved;
        result.delta = m_options.largestDelta;
        for (const auto& one : m_sides) result.delta = one->side.marched(one->verdict, result.delta, one->pieces);
        for (const auto& one : m_sides) addPieces(*one, result);
        result.why =
            Message(CALC_TEXT("On each of {0} pieces next to the point, an enclosure of the function lies within epsilon of the limit."),
                    {static_cast<std::int64_t>(result.pieces.size())});
        return result;
    }

    /// In x and in f, cut to delta.
    void addPieces(OneSide& one, EpsilonDelta& result) const {
        if (one.direction < 0) std::reverse(one.pieces.begin(), one.pieces.end());
        const double middle = m_claim.place.middle();
        for (const ProofPiece& piece : one.pieces) {
            if (piece.x.low >= result.delta) continue;
            const double near = piece.x.low, far = std::min(piece.x.high, result.delta);
            const Interval values = Interval::of(piece.values.low, piece.values.high) + m_claim.limitValue;
            const Range x = one.direction > 0 ? Range{middle + near, middle + far} : Range{middle - far, middle - near};
            result.pieces.push_back({x, {values.low, values.high}});
        }
    }

    EpsilonDeltaClaim m_claim;
    EpsilonDeltaOptions m_options;
    EpsilonDeltaBudget m_budget;
    std::vector<std::unique_ptr<OneSide>> m_sides;
};

}  // namespace

EpsilonDelta epsilonDelta(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilon,
                          const EpsilonDeltaOptions& options, Variable variable) {
    const EpsilonDeltaClaim claim{f, to, limit, epsilon, variable, valueOf(to), valueOf(limit), valueOf(epsilon)};
    const bool areNumbers = isNumber(claim.place) && isNumber(claim.limitValue) && isNumber(claim.epsilonValue);
    if (!areNumbers || !(claim.epsilonValue.low > 0.0) || !(options.largestDelta > 0.0))
        return undecided(Message(CALC_TEXT("The point, the limit and a positive epsilon must be numbers.")));
    return Decision(claim, options).decided();
}

}  // namespace calc
