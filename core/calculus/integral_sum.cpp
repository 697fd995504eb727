#include "core/calculus/integral_sum.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/integral_rounding.h"

namespace calc {
namespace {

/// Without its ends, where a jump may have given the function the other side's value.
Range insideOf(Range range) {
    const Range open{std::nextafter(range.low, range.high), std::nextafter(range.high, range.low)};
    return open.low <= open.high ? open : range;
}

/// A range cut where its scale changes: over [-1e100, 1e100] no point would fall where exp(-x^2) lives.
std::vector<double> scalesOf(const Range& range) {
    std::vector<double> points = {range.low, range.high};
    const double far = std::max(std::fabs(range.low), std::fabs(range.high));
    for (double scale = 1.0; far > kWideRange && scale < far; scale *= 64.0)
        for (const double x : {-scale, scale})
            if (range.low < x && x < range.high) points.push_back(x);
    std::sort(points.begin(), points.end());
    return points;
}

class PieceAddition {
public:
    PieceAddition(Integrand& integrand, const PieceGoal& goal, const PieceValue& taken)
        : m_integrand(integrand), m_goal(goal), m_probe(integrand) {
        m_sum.apart = taken;
    }

    IntegralSum sumOf(const std::vector<IntegralPiece>& pieces) {
        for (const IntegralPiece& piece : pieces) {
            if (!m_sum.apart.ok) break;
            if (piece.range.isFinite())
                addFinite(piece);
            else
                addInfinite(piece);
        }
        m_sum.isPlain = m_sum.plain.size() == pieces.size();
        return std::move(m_sum);
    }

private:
    void addFinite(const IntegralPiece& piece) {
        const double length = piece.range.length();
        const PieceEnd& special = piece.low.kind == PieceEnd::Kind::Regular ? piece.high : piece.low;
        if (special.kind == PieceEnd::Kind::Rough) return addPointUpTo(length, special);
        if (special.kind == PieceEnd::Kind::Oscillating) return addCut(piece, special);
        if (special.kind == PieceEnd::Kind::Removable) return addLocal(m_sum.smooth, *special.local, scalesOf({0.0, length}));
        const auto rounding = m_probe.errorOver(piece.range);
        if (!rounding) return addLocal(m_sum.smooth, m_integrand.near(piece.low.point, 1, length), {0.0, length});
        m_sum.rounding += *rounding;
        addPlain(piece.range);
    }

    void addPlain(const Range& range) {
        m_sum.plain.push_back(range);
        const Program program = m_integrand.program();
        const Range open = insideOf(range);
        m_sum.smooth.add(
            [program, open](double x) { return program(std::clamp(x, open.low, open.high)); }, scalesOf(range), 1.0,
            [program, open](Range x) { return program.enclose(Interval::of(std::max(x.low, open.low), std::min(x.high, open.high))); });
    }

    /// The part of a piece beyond what the oscillation at its end took.
    void addCut(const IntegralPiece& piece, const PieceEnd& special) {
        const bool atLow = &special == &piece.low;
        const LocalFunction local = m_integrand.near(special.point, atLow ? 1 : -1, piece.range.length());
        addLocal(m_sum.smooth, local, {special.cutAt, piece.range.length()});
    }

    void addPointUpTo(double reach, const PieceEnd& rough) {
        addPiece(m_sum.apart, integralAtPoint(*rough.local, reach, rough.growth, m_goal));
    }

    void addInfinite(const IntegralPiece& piece) {
        const bool isHigh = piece.range.high == HUGE_VAL;
        const PieceEnd& far = isHigh ? piece.high : piece.low;
        const PieceEnd& near = isHigh ? piece.low : piece.high;
        const bool needsOwnRule =
            near.kind == PieceEnd::Kind::Oscillating || (near.kind == PieceEnd::Kind::Rough && near.growth.isLogarithmic);
        if (needsOwnRule) return addInTwo(near, far, isHigh ? 1 : -1);
        addTail(near, far);
    }

    /// Up to the distance 1 with the rule of the near end, then from there.
    void addInTwo(const PieceEnd& near, const PieceEnd& far, int direction) {
        if (near.kind == PieceEnd::Kind::Oscillating)
            addLocal(m_sum.smooth, *far.local, {near.cutAt, 1.0});
        else
            addPointUpTo(1.0, near);
        const SpecialPoint further = exactPoint(near.point.x + direction, false);
        PieceEnd rest = far;
        rest.local = m_integrand.near(further, direction, 1.0);
        addTail(regularEnd(further), rest);
    }

    /// From a near end, regular or rough, to infinity, in the distance from it.
    void addTail(const PieceEnd& near, const PieceEnd& far) {
        const LocalFunction& local = *far.local;
        const bool isSlow = far.growth.isLogarithmic;
        const bool isRough = near.kind == PieceEnd::Kind::Rough;
        if (far.kind == PieceEnd::Kind::Algebraic && !isSlow)
            return addPiece(m_sum.apart, integralToInfinity(local, isRough ? near.growth : Growth{}, far.growth, m_goal));
        if (isSlow) addPiece(m_sum.apart, integralOfSlowTail(local, far.growth, m_goal));
        const double reach = isSlow ? 1.0 : reachOfRapidTail(local);
        double start = 0.0;
        if (isRough) {
            start = isSlow ? 1.0 : std::min(1.0, reach / 16.0);
            addPointUpTo(start, near);
        }
        addLocal(m_sum.smooth, local, {start, std::max(start, reach / 16), reach / 8, reach / 4, reach / 2, reach});
    }

    Integrand& m_integrand;
    const PieceGoal& m_goal;
    RoundingProbe m_probe;
    IntegralSum m_sum;
};

}  // namespace

double IntegralSum::error() const { return apart.error + smooth.error() + smooth.pointRounding() + rounding + 1e-15 * absolute(); }

IntegralSum sumOfPieces(Integrand& integrand, const ExaminedRange& examined, const PieceGoal& goal) {
    IntegralSum sum = PieceAddition(integrand, goal, examined.taken).sumOf(examined.pieces);
    if (sum.isPlain && !examined.isCurtailed) sum.provable = examined.range;
    return sum;
}

void addLocal(AdaptiveSum& sum, const LocalFunction& f, const std::vector<double>& distances) {
    sum.add([f](double t) { return f(t); }, distances, 1.0, [f](Range t) { return f.enclose(Interval::of(t.low, t.high)); });
}

}  // namespace calc
