#include "core/calculus/integral_examination.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/calculus/integral_ends.h"
#include "core/calculus/integral_oscillation.h"
#include "core/calculus/integral_shift.h"

namespace calc {
namespace {

using Verdict = OscillatingTail::Verdict;

Message atPoint(const char* text, double x) { return Message(text, {NumberArgument{x}}); }

bool hasWaves(const Expression& e) {
    if (e.op() == Op::Call && (e.function() == Function::Sin || e.function() == Function::Cos || e.function() == Function::Tan ||
                               e.function() == Function::Floor || e.function() == Function::Ceil))
        return true;
    return std::any_of(e.operands().begin(), e.operands().end(), hasWaves);
}

class Examination {
public:
    Examination(Integrand& integrand, const Range& range, const PieceGoal& goal) : m_integrand(integrand), m_goal(goal) {
        m_found.range = range;
    }

    ExaminedRange found() {
        takeOscillatingEnds();
        // A divergent end is not the last word: where there are no values at all, nothing diverges.
        if (m_found.verdict && m_found.verdict->kind != IntegralKind::Diverges) return m_found;
        CutRange cut = cutAtSpecialPoints(m_integrand.expression(), m_found.range, m_goal.expired);
        m_found.pieces = std::move(cut.pieces);
        if (const auto gap = firstGap(m_found.pieces, m_integrand)) {
            decide(IntegralKind::Undefined, Message(CALC_TEXT("The function has no real value between {0} and {1}."),
                                                    {NumberArgument{gap->low}, NumberArgument{gap->high}}));
            return m_found;
        }
        if (!m_found.verdict) examineEnds();
        if (!m_found.verdict && !cut.isComplete) decide(IntegralKind::Undetermined, tooMany());
        return m_found;
    }

private:
    static Message tooMany() { return Message(CALC_TEXT("The function has too many kinks, jumps or poles in this range.")); }
    bool diverges() const { return m_found.verdict && m_found.verdict->kind == IntegralKind::Diverges; }
    void decide(IntegralKind kind, Message why) { m_found.verdict = IntegralVerdict{kind, std::move(why)}; }

    void take(const PieceValue& waves) {
        addPiece(m_found.taken, waves);
        if (!waves.ok) m_found.verdict = disagreement();
    }

    /// Infinite ends towards which the function oscillates for ever: their part of the integral, and what is left of the range.
    void takeOscillatingEnds() {
        if (!hasWaves(m_integrand.expression())) return;
        const Range whole = m_found.range;
        if (whole.high == HUGE_VAL) takeOscillatingEnd(whole.low == -HUGE_VAL ? 0.0 : whole.low, 1, m_found.range.high);
        if (whole.low == -HUGE_VAL && !m_found.verdict)
            takeOscillatingEnd(whole.high == HUGE_VAL ? 0.0 : whole.high, -1, m_found.range.low);
    }

    void takeOscillatingEnd(double anchor, int direction, double& end) {
        const Expression origin = Expression::number(Rational::fromDouble(anchor));
        const OscillatingTail tail(shifted(m_integrand.expression(), m_integrand.variable(), origin, direction), m_integrand.variable());
        const Verdict verdict = tail.verdict();
        if (verdict == Verdict::Steady) return;
        m_found.isCurtailed = true;
        m_found.ends.push_back(oscillatingEnd(direction * HUGE_VAL, direction, verdict));
        if (verdict == Verdict::Rapid) {
            end = anchor + direction * tail.reach();
            return;
        }
        const double start = verdict == Verdict::Unknown ? std::numeric_limits<double>::quiet_NaN() : tail.start(1.0, m_goal);
        if (std::isfinite(start)) end = anchor + direction * start;
        if (verdict == Verdict::Diverges)
            return decide(IntegralKind::Diverges,
                          tail.isEndless()
                              ? Message(CALC_TEXT("Wave by wave the area adds up without end: it grows beyond all bounds."))
                              : Message(CALC_TEXT("The function goes on oscillating: the area up to X has no limit as X grows.")));
        if (std::isfinite(start))
            take(tail.integral(start, m_goal));
        else
            decide(IntegralKind::Undetermined, Message(CALC_TEXT("How the oscillation settles towards infinity could not be decided.")));
        m_integrand.count(tail.evaluations());
    }

    /// Decides at every singular and infinite end on its own whether the integral exists there. One that diverges has the last word, also
    /// after one that could not be decided.
    void examineEnds() {
        for (IntegralPiece& piece : m_found.pieces) {
            if (m_goal.expired && m_goal.expired()) return decide(IntegralKind::Undetermined, tooMany());
            if (piece.range.low == -HUGE_VAL) examineInfinity(piece.low, piece.high.point, -1);
            if (piece.range.high == HUGE_VAL) examineInfinity(piece.high, piece.low.point, 1);
            const double length = piece.range.isFinite() ? piece.range.length() : 1.0;
            if (std::isfinite(piece.range.low) && piece.low.point.isSingular) examinePoint(piece.low, 1, length);
            if (std::isfinite(piece.range.high) && piece.high.point.isSingular && !diverges()) examinePoint(piece.high, -1, length);
            if (diverges()) return;
        }
    }

    enum class Waves { None, Taken };
    /// sin(1/x) at 0 and its kind, in u = 1 / t.
    Waves takeOscillatingPoint(PieceEnd& end, int direction, double reach) {
        if (!end.point.exact || !hasWaves(m_integrand.expression())) return Waves::None;
        const Variable variable = m_integrand.variable();
        const Expression u = Expression::variable(variable);
        const Expression local = shifted(m_integrand.expression(), variable, *end.point.exact, direction);
        const OscillatingTail tail(substitute(local, variable, Expression::number(1) / u) / power(u, Expression::number(2)), variable);
        if (tail.verdict() == Verdict::Steady) return Waves::None;
        end.kind = PieceEnd::Kind::Oscillating;
        m_found.ends.push_back(oscillatingEnd(end.point.x, direction, tail.verdict()));
        settleWaves(end, tail, reach);
        m_integrand.count(tail.evaluations());
        return Waves::Taken;
    }

    void settleWaves(PieceEnd& end, const OscillatingTail& tail, double reach) {
        if (tail.verdict() == Verdict::Diverges)
            return decide(
                IntegralKind::Diverges,
                atPoint(tail.isEndless() ? CALC_TEXT("The area near x = {0} grows beyond all bounds.")
                                         : CALC_TEXT("Near x = {0} the function oscillates without settling: the area has no limit there."),
                        end.point.x));
        if (tail.verdict() == Verdict::Rapid) {
            end.cutAt = std::min(0.5 * reach, 1.0 / tail.reach());
            return;
        }
        const double start = tail.verdict() == Verdict::Converges ? tail.start(1.0 / reach, m_goal) : HUGE_VAL;
        if (!std::isfinite(start))
            return decide(IntegralKind::Undetermined,
                          atPoint(CALC_TEXT("How the oscillation near x = {0} settles could not be decided."), end.point.x));
        end.cutAt = 1.0 / start;
        take(tail.integral(start, m_goal));
    }

    void examinePoint(PieceEnd& end, int direction, double reach) {
        if (takeOscillatingPoint(end, direction, reach) == Waves::Taken) return;
        end.local = m_integrand.near(end.point, direction, reach);
        end.growth = end.local->towardsAnchor();
        if (const auto improper = improperPoint(end.point.x, direction, end.growth)) m_found.ends.push_back(*improper);
        if (end.growth.verdict == Growth::Verdict::Endless)
            return decide(IntegralKind::Diverges, atPoint(CALC_TEXT("The area near x = {0} grows beyond all bounds."), end.point.x));
        if (end.growth.verdict == Growth::Verdict::Unknown)
            return decide(IntegralKind::Undetermined,
                          atPoint(CALC_TEXT("How fast the function grows near x = {0} could not be decided."), end.point.x));
        const double order = -end.growth.rate - 1.0;
        const bool isWhole = std::fabs(order - std::round(order)) < 1e-9 && order > -0.5 && std::fabs(end.growth.logRate) < 1e-6;
        const bool isRapid = end.growth.isRapid && end.growth.verdict == Growth::Verdict::Summable;
        end.kind = (isWhole && !end.point.isRough) || isRapid ? PieceEnd::Kind::Removable : PieceEnd::Kind::Rough;
    }

    void examineInfinity(PieceEnd& end, const SpecialPoint& anchor, int direction) {
        end.local = m_integrand.near(anchor, direction, 1.0);
        end.growth = end.local->towardsInfinity();
        m_found.ends.push_back(improperInfinity(direction, end.growth));
        if (end.growth.verdict == Growth::Verdict::Endless)
            return decide(
                IntegralKind::Diverges,
                direction > 0
                    ? Message(CALC_TEXT("The function does not fall fast enough towards infinity: the area grows beyond all bounds."))
                    : Message(
                          CALC_TEXT("The function does not fall fast enough towards minus infinity: the area grows beyond all bounds.")));
        if (end.growth.verdict == Growth::Verdict::Unknown)
            return decide(IntegralKind::Undetermined,
                          Message(CALC_TEXT("How fast the function falls towards infinity could not be decided.")));
        // A bell far away looks like an enormous power from here.
        constexpr double kLikeRapid = -1000.0;
        end.kind = end.growth.isRapid || end.growth.rate < kLikeRapid ? PieceEnd::Kind::Rapid : PieceEnd::Kind::Algebraic;
    }

    Integrand& m_integrand;
    const PieceGoal& m_goal;
    ExaminedRange m_found;
};

}  // namespace

IntegralVerdict disagreement() { return {IntegralKind::Undetermined, Message(CALC_TEXT("Two ways of adding the area up do not agree."))}; }

ExaminedRange examine(Integrand& integrand, const Range& range, const PieceGoal& goal) {
    return Examination(integrand, range, goal).found();
}

}  // namespace calc
