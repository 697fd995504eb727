#include "core/calculus/difference_quotient.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/derivative.h"

namespace calc {

namespace {

constexpr double kUnitRoundoff = 0x1p-53;
constexpr int kMostPerDecade = 200;

/// The derivative where there is one, else 0: theory then expects no truncation.
double derivativeOrZero(const Expression& f, double x, int order, Variable variable) {
    const PointDerivative d = derivative(f, x, order, variable);
    return d.kind == PointDerivative::Kind::Value ? d.value : 0.0;
}

/// What theory expects: error(h) = curvature h^power + roundoff / h.
struct Theory {
    double curvature = 0.0;
    double power = 1.0;
    double roundoff = 0.0;

    double bestStep() const { return curvature > 0.0 ? std::pow(roundoff / (power * curvature), 1.0 / (power + 1.0)) : 0.0; }
};

Theory theoryOf(const Expression& f, double x, double value, DifferenceRule rule, Variable variable) {
    if (rule == DifferenceRule::Central)
        return {std::fabs(derivativeOrZero(f, x, 3, variable)) / 6.0, 2.0, kUnitRoundoff * std::fabs(value)};
    return {std::fabs(derivativeOrZero(f, x, 2, variable)) / 2.0, 1.0, 2.0 * kUnitRoundoff * std::fabs(value)};
}

}  // namespace

double differenceQuotient(const Program& f, double x, double h, DifferenceRule rule) {
    switch (rule) {
        case DifferenceRule::Forward: return (f(x + h) - f(x)) / h;
        case DifferenceRule::Backward: return (f(x) - f(x - h)) / h;
        case DifferenceRule::Central: break;
    }
    return (f(x + h) - f(x - h)) / (2.0 * h);
}

std::optional<Error> DifferenceSteps::validate() const {
    const auto wrong = [](const char* text, const char* field) { return Error{ErrorCode::BadValue, text, std::nullopt, field}; };
    if (!(smallest > 0.0) || !std::isfinite(smallest)) return wrong(CALC_TEXT("The smallest step is a number above 0."), "smallest");
    if (!(largest >= smallest) || !std::isfinite(largest))
        return wrong(CALC_TEXT("The largest step is at least the smallest one."), "largest");
    if (perDecade < 1 || perDecade > kMostPerDecade)
        return Error{ErrorCode::BadValue,
                     {CALC_TEXT("There are 1 to {0} steps for each power of ten."), {std::int64_t(kMostPerDecade)}},
                     std::nullopt,
                     "perDecade"};
    return std::nullopt;
}

Result<DifferenceErrorCurve> differenceErrorCurve(const Expression& f, double x, DifferenceRule rule, const DifferenceSteps& steps,
                                                  Variable variable) {
    if (auto error = steps.validate()) return *error;
    const PointDerivative exact = derivative(f, x, 1, variable);
    if (exact.kind != PointDerivative::Kind::Value) return Error{ErrorCode::BadValue, exact.why, std::nullopt, "at"};
    const Program program = Program::compile(f, {variable});
    const Theory theory = theoryOf(f, x, program(x), rule, variable);
    DifferenceErrorCurve curve;
    curve.slope = exact.value;
    curve.bestStep = theory.bestStep();
    const int count = static_cast<int>(std::floor(std::log10(steps.largest / steps.smallest) * steps.perDecade + 1e-9));
    for (int i = 0; i <= count; ++i) {
        const double h = steps.largest * std::pow(10.0, -static_cast<double>(i) / steps.perDecade);
        const double quotient = differenceQuotient(program, x, h, rule);
        if (!std::isfinite(quotient)) continue;
        curve.errors.push_back(
            {h, quotient, std::fabs(quotient - exact.value), theory.curvature * std::pow(h, theory.power), theory.roundoff / h});
    }
    const auto bySize = [](const DifferenceError& a, const DifferenceError& b) { return a.error < b.error; };
    if (curve.errors.empty())
        return Error{ErrorCode::BadValue, CALC_TEXT("The function has no values around the point to take differences of."), std::nullopt,
                     "at"};
    curve.smallest = static_cast<std::size_t>(std::min_element(curve.errors.begin(), curve.errors.end(), bySize) - curve.errors.begin());
    return curve;
}

}  // namespace calc
