#include <cmath>
#include <numeric>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/series_parts.h"

namespace calc {
namespace {

using Kind = ConvergenceRadius::Kind;
constexpr int kMostTerms = 6;            // of the polynomial in the formula line
constexpr std::size_t kExactOrder = 12;  // up to here k! and its fractions are short

std::string shown(double value, int digits = 5) { return displayNumber(value == 0.0 ? 0.0 : value, digits); }

/// A coefficient of the polynomial: as a fraction where the derivative is a whole number or halves, quarters … of one, else as a decimal.
FormulaBox magnitudeOf(const TaylorFunction& function, std::size_t k) {
    constexpr std::int64_t kParts = 1024;
    const double scaled = std::fabs(function.derivatives[k]) * static_cast<double>(kParts);
    if (k <= kExactOrder && scaled == std::floor(scaled) && scaled < 1e9) {
        std::int64_t below = kParts;
        for (std::size_t i = 2; i <= k; ++i) below *= static_cast<std::int64_t>(i);
        const auto whole = static_cast<std::int64_t>(scaled);
        const std::int64_t common = std::gcd(whole, below);
        const FormulaBox above = mathText(displayInteger(whole / common));
        const bool isShort = below / common < 10000000;
        if (isShort) return below == common ? above : mathFraction(above, mathText(displayInteger(below / common)));
    }
    return mathText(shown(std::fabs(function.coefficients[k]), 4));
}

FormulaBox distanceBox(const SeriesPrepared& prepared) {
    if (prepared.function->centre == 0.0) return mathItalic("x");
    const double a = prepared.function->centre;
    const FormulaBox centre = isPlainNumber(prepared.scene.centre) ? mathText(shown(std::fabs(a))) : typedNumber(prepared.scene.centre);
    const bool plus = a < 0.0 && isPlainNumber(prepared.scene.centre);
    return mathDelimited("()", mathRow({mathItalic("x"), mathOperator(plus ? "+" : "\u2212"), centre}));
}

FormulaBox powerBox(const SeriesPrepared& prepared, std::size_t k) {
    const FormulaBox base = distanceBox(prepared);
    return k == 1 ? base : mathSuperscript(base, mathText(displayInteger(static_cast<std::int64_t>(k))));
}

/// Coefficient times power: "x³/6" as one fraction where it is one over something.
FormulaBox termBox(const SeriesPrepared& prepared, std::size_t k) {
    const FormulaBox size = magnitudeOf(*prepared.function, k);
    if (k == 0) return size;
    const FormulaBox power = powerBox(prepared, k);
    if (size.kind == FormulaBox::Kind::Text && size.text == "1") return power;
    if (size.kind == FormulaBox::Kind::Fraction && size.parts.front().text == "1") return mathFraction(power, size.parts.back());
    return mathRow({size, mathSpace("thin"), power});
}

FormulaBox polynomialBox(const SeriesPrepared& prepared, std::size_t degree) {
    std::vector<FormulaBox> parts;
    int count = 0;
    const TaylorFunction& function = *prepared.function;
    for (std::size_t k = 0; k <= degree && k < function.coefficients.size(); ++k) {
        const double coefficient = function.coefficients[k];
        if (coefficient == 0.0) continue;
        if (count == kMostTerms) {
            parts.push_back(mathOperator(coefficient < 0.0 ? "\u2212" : "+"));
            parts.push_back(mathText("\u22EF"));
            break;
        }
        if (count > 0)
            parts.push_back(mathOperator(coefficient < 0.0 ? "\u2212" : "+"));
        else if (coefficient < 0.0)
            parts.push_back(mathText("\u2212"));
        parts.push_back(termBox(prepared, k));
        ++count;
    }
    if (parts.empty()) parts.push_back(mathText("0"));
    return mathRow(std::move(parts));
}

}  // namespace

FormulaLine taylorFormula(const SeriesPrepared& prepared, const StepMoment& moment) {
    FormulaLine line;
    line.caption = CALC_TEXT("Taylor polynomial");
    const FormulaBox k = mathItalic("k");
    const FormulaBox sum = mathSum(mathRow({k, mathOperator("="), mathText("0")}), mathItalic("n"));
    const FormulaBox coefficient =
        mathFraction(mathRow({mathSuperscript(mathItalic("f"), mathDelimited("()", k)), mathDelimited("()", mathItalic("a"))}),
                     mathRow({k, mathText("!")}));
    const FormulaBox power = mathSuperscript(mathDelimited("()", mathRow({mathItalic("x"), mathOperator("\u2212"), mathItalic("a")})), k);
    const auto name = [](FormulaBox degree) { return coloured(Role::Secant, mathSubscript(mathItalic("T"), std::move(degree))); };
    line.symbols = mathRow({name(mathItalic("n")), mathDelimited("()", mathItalic("x")), mathOperator("="), sum, coefficient, power});
    if (prepared.function->coefficients.empty()) {
        line.numbers = mathRow({mathItalic("f"), mathDelimited("()", mathItalic("a")), mathOperator("="), mathText("\u2013")});
        return line;
    }
    const FormulaBox degree = mathText(displayInteger(static_cast<std::int64_t>(moment.step)));
    line.numbers = mathRow({name(degree), mathDelimited("()", mathItalic("x")), mathOperator("="), polynomialBox(prepared, moment.step)});
    return line;
}

Message taylorSentence(const SeriesPrepared& prepared, const StepMoment& moment) {
    const TaylorFunction& function = *prepared.function;
    if (function.coefficients.empty())
        return CALC_TEXT("<bad>The function has no value here</bad>, so no polynomial can start from it. Drag the centre.");
    const auto degree = static_cast<std::int64_t>(moment.step);
    if (!function.missing.empty() && moment.step + 1 == function.coefficients.size())
        return {CALC_TEXT("Degree {0} is the last: <bad>the next derivative does not exist at the centre.</bad>"), {degree}};
    const NumberArgument radius{function.radius.value, 4};
    switch (function.radius.kind) {
        case Kind::Infinite:
            return {CALC_TEXT(
                "Each degree makes the <secant>polynomial</secant> cling <curve>to f</curve> further out; with enough of them, anywhere.")};
        case Kind::Value:
            return {
                CALC_TEXT("Higher degrees cling better, but only <delta>within {0} of the centre</delta>; beyond, they run away faster."),
                {radius}};
        case Kind::AtLeast:
            return {
                CALC_TEXT("Higher degrees cling better <delta>within {0} of the centre</delta>, at least; how far beyond is not known."),
                {radius}};
        case Kind::Unknown: break;
    }
    return CALC_TEXT("Higher degrees cling better near the centre; <undecided>how far the series converges is not known here.</undecided>");
}

Verdict taylorCard(const SeriesPrepared& prepared) {
    const TaylorFunction& function = *prepared.function;
    if (!function.missing.empty()) {
        const Message title =
            function.coefficients.empty() ? Message(CALC_TEXT("No Taylor polynomial")) : Message(CALC_TEXT("The series ends"));
        return {Role::Bad, title, function.missing};
    }
    const ConvergenceRadius& radius = function.radius;
    const NumberArgument value{radius.value, 5};
    switch (radius.kind) {
        case Kind::Infinite: return {Role::Ok, CALC_TEXT("Radius \u221E"), radius.why};
        case Kind::Value: return {Role::Limits, {CALC_TEXT("Radius {0}"), {value}}, radius.why};
        case Kind::AtLeast: return {Role::Undecided, {CALC_TEXT("Radius at least {0}"), {value}}, radius.why};
        case Kind::Unknown: break;
    }
    return {Role::Undecided, CALC_TEXT("Radius not known"), radius.why};
}

void addTaylorReadouts(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment) {
    const TaylorFunction& function = *prepared.function;
    frame.readouts.push_back(
        {"centre", CALC_TEXT("centre a"), {"{0}", {NumberArgument{function.centre, 6}}}, {}, Role::Accent, false, false});
    if (moment.step >= function.derivatives.size()) return;
    const auto k = static_cast<std::int64_t>(moment.step);
    frame.readouts.push_back({"derivative",
                              {CALC_TEXT("derivative {0}"), {k}},
                              {"{0}", {NumberArgument{function.derivatives[moment.step], 4}}},
                              {},
                              Role::Tangent,
                              false,
                              false});
    frame.readouts.push_back({"coefficient",
                              CALC_TEXT("divided by k!"),
                              {"{0}", {NumberArgument{function.coefficients[moment.step], 6}}},
                              {},
                              Role::Secant,
                              true,
                              false});
    const ConvergenceRadius& radius = function.radius;
    Message text = CALC_TEXT("not known");
    if (radius.kind == Kind::Infinite) text = "\u221E";
    if (radius.kind == Kind::Value) text = {"{0}", {NumberArgument{radius.value, 6}}};
    if (radius.kind == Kind::AtLeast) text = {"\u2265 {0}", {NumberArgument{radius.value, 6}}};
    frame.readouts.push_back({"radius", CALC_TEXT("radius of convergence"), text, {}, Role::Delta, false, true});
}

}  // namespace calc
