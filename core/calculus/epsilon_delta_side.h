#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/calculus/epsilon_delta.h"
#include "core/calculus/epsilon_delta_enclosure.h"

namespace calc {

/// |f(x) - limit| < epsilon near `to`, with enclosures of the constants.
struct EpsilonDeltaClaim {
    Expression f, to, limit, epsilon;
    Variable variable = Variable::X;
    Interval place, limitValue, epsilonValue;

    enum class Band { Inside, Outside, Across };
    Band bandOf(const Interval& gap) const;  ///< where f - limit lies
};

/// Counts the enclosures of one question.
struct EpsilonDeltaBudget {
    std::int64_t left = 0;
    std::function<bool()> expired;
    bool isOver = false;

    bool spend();  ///< false once there is nothing left
};

/// What is known of one side, in the distance t from the point.
struct SideVerdict {
    enum class Kind {
        Near,     ///< within epsilon on 0 < t <= reach
        Breaks,   ///< outside epsilon at points arbitrarily near
        NoValue,  ///< no value on 0 < t <= reach
        Unknown,
    };
    Kind kind = Kind::Unknown;
    double reach = 0.0;
    Interval values;  ///< of Near: encloses f - limit there
};

/// One side of the claim: x = to + direction t.
class EpsilonDeltaSide {
public:
    EpsilonDeltaSide(const EpsilonDeltaClaim& claim, int direction, double largestDelta, EpsilonDeltaBudget& budget);

    SideVerdict verdict();
    /// From a proved neighbourhood outward, as far as enclosures stay within epsilon; at most to `furthest`. Returns how far. The pieces
    /// are in t and in f - limit.
    double marched(const SideVerdict& near, double furthest, std::vector<ProofPiece>& pieces);

private:
    /// Whether the gap has values throughout is asked of itself, or of the enclosure that stands for it.
    enum class Domain { OfGap, OfEnclosure };
    SideVerdict near(PuncturedEnclosure& enclosure, Domain domain);
    void widen(PuncturedEnclosure& enclosure, Domain domain, SideVerdict& side);
    bool isNear(PuncturedEnclosure& enclosure, Domain domain, double reach, Interval& gap);
    SideVerdict rewrittenNear();
    SideVerdict byCauchy();
    bool vanishes(const Expression& part);
    SideVerdict byLimit();
    SideVerdict monotone(const Interval& limitGap);
    SideVerdict monotone(const Interval& limitGap, const Expression& slope);
    SideVerdict oscillating();
    bool tendsToInfinity(const Expression& argument);
    bool isInside(double low, double high, Interval& gap);

    const EpsilonDeltaClaim* m_claim;
    int m_direction;
    double m_largestDelta;
    EpsilonDeltaBudget* m_budget;
    Expression m_there;                                             ///< f(to + direction t)
    Expression m_gap;                                               ///< the same minus the limit
    std::vector<std::unique_ptr<PuncturedEnclosure>> m_enclosures;  ///< of the gap: as it stands, as one fraction, other writings
};

}  // namespace calc
