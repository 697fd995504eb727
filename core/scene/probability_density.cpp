#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/formula_parts.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

FormulaBox greek(const char* letter) { return mathItalic(letter); }
FormulaBox minus() { return mathOperator("\u2212"); }

FormulaBox density(FormulaBox right) { return mathRow({functionOf("p", mathItalic("x")), mathOperator("="), std::move(right)}); }

/// As a textbook writes it, without its numbers: those stand on the sliders.
FormulaBox namedFormula(DistributionFamily family) {
    const FormulaBox x = mathItalic("x");
    const FormulaBox one = mathText("1");
    const auto lessOne = [&](const char* letter) { return mathRow({greek(letter), mathText("\u22121")}); };
    switch (family) {
        case DistributionFamily::Uniform:
            return density(mathRow({mathFraction(one, mathRow({mathItalic("d"), minus(), mathItalic("c")})), mathSpace("medium"),
                                    mathText("for "), mathItalic("c"), mathOperator("<"), x, mathOperator("<"), mathItalic("d")}));
        case DistributionFamily::Exponential:
            return density(mathRow({greek("\u03BB"), mathSpace("thin"),
                                    mathSuperscript(mathText("e"), mathRow({mathText("\u2212"), greek("\u03BB"), x})), mathSpace("medium"),
                                    mathText("for "), x, mathOperator(">"), mathText("0")}));
        case DistributionFamily::Beta:
            return density(mathRow(
                {mathFraction(one,
                              mathRow({mathText("B"), mathDelimited("()", mathRow({greek("\u03B1"), mathText(", "), greek("\u03B2")}))})),
                 mathSpace("thin"), mathSuperscript(x, lessOne("\u03B1")),
                 mathSuperscript(mathDelimited("()", mathRow({one, minus(), x})), lessOne("\u03B2"))}));
        case DistributionFamily::Gamma: {
            const FormulaBox ratio = mathRow({x, mathText("/"), greek("\u03B8")});
            return density(mathRow(
                {mathFraction(one, mathRow({mathText("\u0393"), mathDelimited("()", mathItalic("k")), mathSpace("thin"), greek("\u03B8")})),
                 mathSpace("thin"), mathSuperscript(mathDelimited("()", ratio), lessOne("k")),
                 mathSuperscript(mathText("e"), mathRow({mathText("\u2212"), ratio}))}));
        }
        case DistributionFamily::StudentT: {
            const FormulaBox base =
                mathDelimited("()", mathRow({one, mathOperator("+"), mathSuperscript(x, mathText("2")), mathText("/"), greek("\u03BD")}));
            return density(mathRow(
                {mathText("const \u00B7 "), mathSuperscript(base, mathRow({mathText("\u2212("), greek("\u03BD"), mathText("+1)/2")}))}));
        }
        case DistributionFamily::Normal:
        case DistributionFamily::Typed: break;
    }
    const FormulaBox off = mathSuperscript(mathDelimited("()", mathRow({x, mathText("\u2212"), greek("\u03BC")})), mathText("2"));
    const FormulaBox width = mathRow({mathText("2"), mathSuperscript(greek("\u03C3"), mathText("2"))});
    return density(mathRow({mathFraction(one, mathRow({greek("\u03C3"), mathRoot(mathRow({mathText("2"), mathText("\u03C0")}))})),
                            mathSpace("thin"), mathSuperscript(mathText("e"), mathRow({mathText("\u2212"), off, mathText("/"), width}))}));
}

/// About the x with this area below it; for windows, not for readouts.
double roughQuantile(const Distribution& distribution, Range bracket, double p, int halvings) {
    for (int i = 0; i < halvings; ++i) (distribution.below(bracket.middle()).value < p ? bracket.low : bracket.high) = bracket.middle();
    return bracket.middle();
}

/// A finite range that holds the middle half: outward from 0, or from a finite end, by doubling twice.
Range middleBracket(const Distribution& distribution) {
    constexpr double kQuarter = 0.25;
    constexpr double kMost = 1e300;
    const Range support = distribution.support();
    const double anchor = std::isfinite(support.low) ? support.low : std::isfinite(support.high) ? support.high : 0.0;
    double reach = 1e-3;
    const auto around = [&] { return Range{std::max(support.low, anchor - reach), std::min(support.high, anchor + reach)}; };
    const auto misses = [&](Range range) {
        return distribution.below(range.low).value > kQuarter || distribution.above(range.high).value > kQuarter;
    };
    while (reach < kMost && misses(around())) reach *= 4.0;
    return around();
}

/// Where the middle 99.8 % of the area is, but not further than a few widths of the middle half: a heavy tail has no end.
Range bulkOf(const Distribution& distribution) {
    constexpr double kTail = 1e-3;
    constexpr double kMostWidths = 6.0;
    constexpr int kFine = 44;    // a bell may be narrow and far away
    constexpr int kCoarse = 12;  // each may cost an integral
    const Range bracket = middleBracket(distribution);
    const double middle = roughQuantile(distribution, bracket, 0.5, kFine);
    const double half = roughQuantile(distribution, bracket, 0.75, kFine) - roughQuantile(distribution, bracket, 0.25, kFine);
    const double width = std::max(half, 1e-12 * std::max(1.0, std::fabs(middle)));
    const Range support = distribution.support();
    const Range most{std::max(support.low, middle - kMostWidths * width), std::min(support.high, middle + kMostWidths * width)};
    Range bulk = most;
    if (distribution.below(most.low).value < kTail) bulk.low = roughQuantile(distribution, {most.low, middle}, kTail, kCoarse);
    if (distribution.above(most.high).value < kTail) bulk.high = roughQuantile(distribution, {middle, most.high}, 1.0 - kTail, kCoarse);
    // A finite end belongs to the picture where it is near.
    if (std::isfinite(support.low) && bulk.low - support.low < 2.0 * width) bulk.low = support.low;
    if (std::isfinite(support.high) && support.high - bulk.high < 2.0 * width) bulk.high = support.high;
    return bulk;
}

/// Windows that do not follow a slider at once: a bell that is moved is seen to move.
Range usualWindow(DistributionFamily family, Range bulk) {
    switch (family) {
        case DistributionFamily::Normal: return {-4.0, 4.0};
        case DistributionFamily::StudentT: return {-6.0, 6.0};
        case DistributionFamily::Uniform: return {-0.5, 1.5};
        case DistributionFamily::Exponential: return {-0.4, 6.0};
        case DistributionFamily::Beta: return {-0.06, 1.06};
        case DistributionFamily::Gamma: return {-0.6, 12.0};
        case DistributionFamily::Typed: break;
    }
    return bulk;
}

Result<Distribution> typed(const ProbabilityScene& scene, FormulaBox& formula, const Task& task) {
    const auto parsed = parse(scene.function);
    if (!parsed) return inField(parsed.error(), "function");
    const auto low = parseNumber(scene.supportFrom, InfinityRule::Allow);
    if (!low) return inField(low.error(), "supportFrom");
    const auto high = parseNumber(scene.supportTo, InfinityRule::Allow);
    if (!high) return inField(high.error(), "supportTo");
    if (!(*low < *high))
        return Error{ErrorCode::BadValue, CALC_TEXT("The density needs a range: it must begin before it ends."), std::nullopt, "supportTo"};
    auto distribution = typedDistribution(*parsed, {*low, *high}, [stop = task.stop] { return stop.stop_requested(); });
    // Whatever kept the area from being followed, it is the function that can be changed.
    if (!distribution) return inField(distribution.error(), "function");
    const double factor = distribution->normalization();
    std::vector<FormulaBox> parts;
    if (std::fabs(factor - 1.0) > 1e-12) parts = {mathText(displayNumber(factor, 5)), mathOperator("\u00B7")};
    const bool isSum = !parts.empty() && (parsed->op() == Op::Add || parsed->op() == Op::Subtract);
    parts.push_back(isSum ? mathDelimited("()", layout(*parsed)) : layout(*parsed));
    formula = density(mathRow(std::move(parts)));
    return distribution;
}

}  // namespace

Distribution watched(const Distribution& distribution, const Task& task) {
    return distribution.watchedBy([stop = task.stop] { return stop.stop_requested(); });
}

Result<std::shared_ptr<const ProbabilityDensity>> readDensity(const ProbabilityScene& scene, const Task& task) {
    FormulaBox formula;
    const DistributionEntry* entry = distributionEntry(scene.distribution.name);
    if (!entry && scene.distribution.name != kTypedDensity)
        return Error{
            ErrorCode::UnknownName, {CALC_TEXT("There is no distribution {0}."), {scene.distribution.name}}, std::nullopt, "distribution"};
    auto distribution = entry ? namedDistribution(entry->family, scene.distribution.parameters) : typed(scene, formula, task);
    if (!distribution) return distribution.error();
    if (entry) formula = namedFormula(entry->family);
    const Range bulk = bulkOf(watched(*distribution, task));
    const Range usual = usualWindow(distribution->family(), bulk);
    Program program = Program::compile(distribution->density());
    return std::make_shared<const ProbabilityDensity>(ProbabilityDensity{scene.distribution, scene.function, scene.supportFrom,
                                                                         scene.supportTo, std::move(*distribution), std::move(program),
                                                                         std::move(formula), bulk, usual});
}

Result<Range> readBounds(const ProbabilityScene& scene) {
    const auto from = parseNumber(scene.from, InfinityRule::Allow);
    if (!from) return inField(from.error(), "from");
    const auto to = parseNumber(scene.to, InfinityRule::Allow);
    if (!to) return inField(to.error(), "to");
    return Range{*from, *to};
}

Range chosenProbabilityRange(const ProbabilityDensity& density, Range bounds) {
    constexpr double kAside = 0.04;
    constexpr int kWidenings = 14;
    constexpr double kWider = 1.5;
    constexpr double kNarrow = 0.2;
    constexpr double kFarBound = 3.0;  // widths: a bound further out is not waited for
    Range wanted = density.bulk;
    for (const double bound : {bounds.low, bounds.high}) {
        if (!std::isfinite(bound)) continue;
        const double away = std::max(density.bulk.low - bound, bound - density.bulk.high);
        if (away > kFarBound * density.bulk.length()) continue;
        wanted = {std::min(wanted.low, bound), std::max(wanted.high, bound)};
    }
    // In steps from the usual window: what a slider changes is seen to change.
    const auto contains = [wanted](Range window) {
        const double slack = 1e-9 * wanted.length();
        return window.low <= wanted.low + slack && wanted.high - slack <= window.high;
    };
    const auto times = [](Range window, double factor) { return Range{factor * window.low, factor * window.high}; };
    Range window = density.usual;
    for (int i = 0; i < kWidenings && !contains(window); ++i) window = times(window, kWider);
    while (contains(times(window, 0.5)) && wanted.length() < kNarrow * window.length()) window = times(window, 0.5);
    const bool isClose = contains(window) && wanted.length() > 0.5 * kNarrow * window.length();
    if (isClose && density.distribution.family() != DistributionFamily::Typed) return window;
    const double step = roundStep(wanted.length() / 10.0);
    const double margin = kAside * wanted.length();
    const bool isUsable = step > 1e-9 * std::max(std::fabs(wanted.low), std::fabs(wanted.high)) && std::isfinite(step);
    if (!isUsable) return {wanted.low - 1.0, wanted.high + 1.0};
    return {std::floor((wanted.low - margin) / step) * step, std::ceil((wanted.high + margin) / step) * step};
}

}  // namespace calc
