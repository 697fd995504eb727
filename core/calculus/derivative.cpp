#include "core/calculus/derivative.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/derivative_local.h"

namespace calc {

namespace local {

LocalDerivative differentiateAlong(const Expression& expression, const Line& line, int order) {
    const LocalDerivative first = differentiateWithHundred(expression, line, order);
    if (!first.wantsMoreDigits) return first;
    Line rest = line;
    rest.work = first.workLeft;
    return differentiateWithThousand(expression, rest, order);
}

}  // namespace local

namespace {

using local::LocalDerivative;
using local::SideDerivative;
using What = SideDerivative::What;
using Kind = PointDerivative::Kind;

std::optional<double> slopeOf(const SideDerivative& side) {
    if (side.what == What::Slope || side.what == What::Infinite) return side.slope;
    return std::nullopt;
}

Message whyNot(const LocalDerivative& d, double at, int order) {
    const NumberArgument place{at};
    const What left = d.left.what;
    const What right = d.right.what;
    if (left == What::NoValues && right == What::NoValues)
        return {CALC_TEXT("The function has a value at {0} alone, none to the left or right of it: there is nothing to take a slope from."),
                {place}};
    if (left == What::NoValues)
        return {CALC_TEXT("The function ends at {0}: it has no values to the left, and a derivative needs both sides."), {place}};
    if (right == What::NoValues)
        return {CALC_TEXT("The function ends at {0}: it has no values to the right, and a derivative needs both sides."), {place}};
    if (left == What::Jump || right == What::Jump)
        return {CALC_TEXT("The function jumps at {0}: where it is not continuous it has no derivative."), {place}};
    if (d.failsAt < order)
        return {CALC_TEXT("The derivative of order {0} does not exist at {1}, so no higher one does."),
                {static_cast<std::int64_t>(d.failsAt), place}};
    if (left == What::Infinite && right == What::Infinite && order == 1) {
        if (d.left.slope == d.right.slope)
            return {CALC_TEXT("The tangent at {0} is vertical: the slope grows beyond every number."), {place}};
        return {CALC_TEXT("There is a cusp at {0}: the slope grows beyond every number, with different signs left and right."), {place}};
    }
    if (order == 1)
        return {CALC_TEXT("There is a kink at {0}: the slope is {1} on the left and {2} on the right."),
                {place, NumberArgument{d.left.slope}, NumberArgument{d.right.slope}}};
    return {CALC_TEXT("The derivatives of order {0} from the left, {1}, and from the right, {2}, differ at {3}."),
            {static_cast<std::int64_t>(order), NumberArgument{d.left.slope}, NumberArgument{d.right.slope}, place}};
}

PointDerivative worded(const LocalDerivative& d, double at, int order) {
    PointDerivative result;
    const bool sidesKnown = d.left.what != What::Unknown && d.right.what != What::Unknown;
    if (d.isValueKnown && !d.hasValue) {
        result.why = {CALC_TEXT("The function has no value at {0}, so it has no derivative there."), {NumberArgument{at}}};
        return result;
    }
    if (!d.isValueKnown || d.doubtful || (!sidesKnown && d.left.what != What::NoValues && d.right.what != What::NoValues)) {
        result.kind = Kind::Undetermined;
        result.why = {CALC_TEXT("The function could not be followed closely enough at {0} to decide."), {NumberArgument{at}}};
        return result;
    }
    if (d.agree) {
        result.kind = Kind::Value;
        result.value = d.right.slope == 0.0 ? 0.0 : d.right.slope;
        return result;
    }
    if (d.failsAt == order || d.left.what == What::NoValues || d.right.what == What::NoValues || d.left.what == What::Jump ||
        d.right.what == What::Jump) {
        result.left = slopeOf(d.left);
        result.right = slopeOf(d.right);
    }
    result.why = whyNot(d, at, order);
    return result;
}

}  // namespace

PointDerivative derivative(const Expression& expression, double at, int order, Variable variable) {
    PointDerivative result;
    if (!std::isfinite(at)) {
        result.why = CALC_TEXT("A derivative is taken at a finite point.");
        return result;
    }
    local::Line line;
    line.origin[static_cast<std::size_t>(variable)] = at;
    line.direction[static_cast<std::size_t>(variable)] = 1.0;
    return worded(local::differentiateAlong(expression, line, std::clamp(order, 1, 20)), at, std::clamp(order, 1, 20));
}

namespace {

/// First and second derivative along one direction of the plane.
struct Directional {
    PointDerivative first, second;
    double value = 0.0;
    double secondRest = 0.0;  ///< what the double of the second derivative left out
    bool hasSecond() const { return second.kind == Kind::Value; }
};

Directional along(const Expression& expression, Vec2 at, double dx, double dy, local::FunctionValues& known, double& work) {
    local::Line line;
    line.known = &known;
    line.origin[static_cast<std::size_t>(Variable::X)] = at.x;
    line.origin[static_cast<std::size_t>(Variable::Y)] = at.y;
    line.direction[static_cast<std::size_t>(Variable::X)] = dx;
    line.direction[static_cast<std::size_t>(Variable::Y)] = dy;
    line.work = work;
    const LocalDerivative first = local::differentiateAlong(expression, line, 1);
    line.work = first.workLeft;
    const LocalDerivative second = local::differentiateAlong(expression, line, 2);
    work = second.workLeft;
    const double place = dx != 0.0 ? at.x : at.y;
    return {worded(first, place, 1), worded(second, place, 2), first.functionValue, second.right.slopeRest};
}

bool close(double a, double b, double scale) { return std::fabs(a - b) <= 1e-9 * scale; }

}  // namespace

GradientAndHessian gradientAndHessian(const Expression& expression, Vec2 at) {
    GradientAndHessian result;
    if (!at.isFinite()) {
        result.why = CALC_TEXT("A gradient is taken at a finite point.");
        return result;
    }
    constexpr std::array<std::array<double, 2>, 5> kDirections = {{{1, 0}, {0, 1}, {1, 1}, {1, -1}, {2, 1}}};
    std::array<Directional, 5> d;
    double work = local::kMostWork;
    const std::shared_ptr<local::FunctionValues> known = local::makeFunctionValues();
    for (std::size_t i = 0; i < d.size(); ++i) {
        d[i] = along(expression, at, kDirections[i][0], kDirections[i][1], *known, work);
        if (d[i].first.kind == Kind::Value) continue;
        result.kind = d[i].first.kind;
        result.why = d[i].first.why;
        return result;
    }
    const Vec2 g{d[0].first.value, d[1].first.value};
    const double size = std::fabs(g.x) + std::fabs(g.y) + std::fabs(d[2].first.value) + std::fabs(d[3].first.value);
    for (std::size_t i = 2; i < d.size(); ++i) {
        if (close(kDirections[i][0] * g.x + kDirections[i][1] * g.y, d[i].first.value, size)) continue;
        result.why = {CALC_TEXT("The slopes in different directions at ({0}, {1}) do not belong to one tangent plane."),
                      {NumberArgument{at.x}, NumberArgument{at.y}}};
        return result;
    }
    result.kind = Kind::Value;
    result.value = d[0].value;
    result.gradient = g;
    if (!std::all_of(d.begin(), d.end(), [](const Directional& one) { return one.hasSecond(); })) return result;
    const double xx = d[0].second.value;
    const double yy = d[1].second.value;
    const double xy = 0.25 * ((d[2].second.value - d[3].second.value) + (d[2].secondRest - d[3].secondRest));
    const double span = std::fabs(xx) + std::fabs(yy) + std::fabs(d[2].second.value) + std::fabs(d[3].second.value);
    result.hasHessian =
        close(xx + 2.0 * xy + yy, d[2].second.value, span) && close(4.0 * xx + 4.0 * xy + yy, d[4].second.value, 8.0 * span);
    result.hessian = {{{xx, xy}, {xy, yy}}};
    return result;
}

}  // namespace calc
