#include "core/scene/tangent_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/formula_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr double kRuleSeconds = 1.6;

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

FormulaBox equation(const char* name, const Expression& expression) {
    return mathRow({mathItalic(name), mathDelimited("()", mathItalic("x")), mathOperator("="), layout(expression)});
}

Result<std::shared_ptr<const TangentFunction>> readFunction(const std::string& text) {
    const auto parsed = parse(text);
    if (!parsed) return inField(parsed.error(), "function");
    auto function = std::make_shared<TangentFunction>();
    function->expression = *parsed;
    function->program = Program::compile(*parsed);
    function->formula = equation("f", *parsed);
    auto derivation = derive(*parsed, Variable::X);
    if (!derivation) {
        function->noFormula = derivation.error().message;
        return std::shared_ptr<const TangentFunction>(std::move(function));
    }
    function->slopeFormula = equation("f\u2032", derivation->result);
    function->slope = Program::compile(derivation->result);
    if (const auto second = differentiate(derivation->result, Variable::X)) function->bending = Program::compile(*second);
    function->derivation = std::move(*derivation);
    return std::shared_ptr<const TangentFunction>(std::move(function));
}

Result<std::shared_ptr<const TangentPoint>> readPoint(const TangentFunction& function, const std::string& text) {
    const auto x = parseNumber(text);
    if (!x) return inField(x.error(), "at");
    auto point = std::make_shared<TangentPoint>();
    point->x = *x;
    point->place = typedNumber(text);
    point->value = function.program(*x);
    point->slope = derivative(function.expression, *x);
    if (point->hasSlope()) {
        const PointDerivative second = derivative(function.expression, *x, 2);
        if (second.kind == PointDerivative::Kind::Value) point->second = second.value;
    }
    return std::shared_ptr<const TangentPoint>(std::move(point));
}

Result<std::vector<PinnedTangent>> readPins(const TangentFunction& function, const std::vector<std::string>& texts) {
    std::vector<PinnedTangent> pins;
    for (const std::string& text : texts) {
        const auto x = parseNumber(text);
        if (!x) return inField(x.error(), "pins");
        pins.push_back({text, *x, function.program(*x), derivative(function.expression, *x)});
    }
    return pins;
}

Timeline rulesTimeline(std::size_t count) {
    Timeline timeline;
    for (std::size_t k = 0; k < std::max<std::size_t>(count, 1); ++k) {
        timeline.stops.push_back(kRuleSeconds * static_cast<double>(k));
        if (count > 1) timeline.ticks.push_back({timeline.stops.back(), {"{0}", {static_cast<std::int64_t>(k + 1)}}});
    }
    timeline.duration = timeline.stops.back();
    timeline.opening = timeline.duration;
    return timeline;
}

Timeline secantTimeline(const TangentPrepared& prepared) {
    Timeline timeline;
    if (prepared.secants->empty()) {
        timeline.stops = {0.0};
        return timeline;
    }
    const double largest = largestStep(prepared.point->x);
    const double unit = 0.5 * largest;  // a power of ten
    std::vector<double> steps{largest, unit};
    // While the eye can tell them apart, in small steps; then by powers of ten.
    for (const double part : {0.5, 0.2, 0.1, 0.05, 0.02, 0.01}) steps.push_back(part * unit);
    for (double h = 1e-3 * unit; h > 1.5 * kSmallestStep; h *= 0.1) steps.push_back(h);
    steps.push_back(kSmallestStep);
    for (const double h : steps) timeline.stops.push_back(secantTime(largest, h));
    timeline.duration = timeline.stops.back();
    timeline.opening = secantTime(largest, std::clamp(prepared.scene.step, kSmallestStep, largest));
    const int first = static_cast<int>(std::lround(std::log10(unit)));
    for (int exponent = first; exponent >= -16; exponent -= 4) {
        timeline.ticks.push_back({secantTime(largest, std::pow(10.0, exponent)), {"{0}", {displayPowerOfTen(exponent)}}});
    }
    return timeline;
}

/// Parts with equal inputs come from the last Prepared.
struct Same {
    bool function = false;
    bool point = false;
    bool curve = false;
    bool secants = false;
};

void fillMarks(TangentPrepared& prepared) {
    prepared.chart = std::make_shared<const TangentChart>(tangentChart(prepared));
    prepared.curveMarks = tangentCurveMarks(prepared);
    prepared.slopeMarks = tangentSlopeMarks(prepared);
    prepared.dialMarks = tangentDialMarks(prepared);
}

void fillView(TangentPrepared& prepared, const TangentPrepared* previous, const Same& same, const Task& task) {
    if (prepared.scene.view == TangentView::Rounding && !prepared.secants->empty()) {
        prepared.windows = same.point && previous->windows
                               ? previous->windows
                               : std::make_shared<const std::vector<FloatWindow>>(floatWindows(*prepared.function, *prepared.point, task));
    }
    if (prepared.scene.view == TangentView::Rules)
        prepared.rules = std::make_shared<const std::vector<WorkedStep>>(ruleSteps(*prepared.function));
    prepared.timeline = prepared.rules ? rulesTimeline(prepared.rules->size()) : secantTimeline(prepared);
}

}  // namespace

double largestStep(double at) {
    constexpr double kNear = 10.0;
    const double size = std::fabs(at);
    return size <= kNear ? 2.0 : 2.0 * std::pow(10.0, std::ceil(std::log10(size / kNear) - 1e-12));
}

double secantTime(double largest, double h) { return kSecondsPerDecade * std::log10(largest / h); }

Range chosenTangentRange(double at) {
    constexpr double kUsual = 3.4;
    constexpr double kAside = 1.4;
    const double half = std::fabs(at) <= 3.0 ? kUsual : kAside * std::fabs(at);
    return std::isfinite(2.0 * half) ? Range{-half, half} : Range{-0.5 * std::fabs(at), 0.5 * std::fabs(at)};
}

Result<std::shared_ptr<const TangentPrepared>> prepareTangent(const TangentScene& scene, const TangentPrepared* previous,
                                                              const Task& task) {
    auto prepared = std::make_shared<TangentPrepared>();
    prepared->scene = scene;
    Same same;
    same.function = previous && previous->scene.function == scene.function;
    if (same.function) {
        prepared->function = previous->function;
    } else {
        auto function = readFunction(scene.function);
        if (!function) return function.error();
        prepared->function = *function;
    }
    same.point = same.function && previous->scene.at == scene.at;
    if (same.point) {
        prepared->point = previous->point;
    } else {
        auto point = readPoint(*prepared->function, scene.at);
        if (!point) return point.error();
        prepared->point = *point;
    }
    auto pins = readPins(*prepared->function, scene.pins);
    if (!pins) return pins.error();
    prepared->pins = std::move(*pins);
    const Range x = scene.xRange.value_or(chosenTangentRange(prepared->point->x));
    same.curve = same.function && previous->curve->x == x && previous->scene.yRange == scene.yRange;
    prepared->curve =
        same.curve ? previous->curve : std::make_shared<const TangentCurve>(tangentCurve(*prepared->function, scene, x, task));
    same.secants = same.point && previous->scene.side == scene.side && previous->scene.step == scene.step;
    prepared->secants = same.secants ? previous->secants
                                     : std::make_shared<const std::vector<SecantMoment>>(
                                           secantMoments(*prepared->function, *prepared->point, scene.side, scene.step));
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    fillView(*prepared, previous, same, task);
    const bool sameMarks = same.curve && same.secants && previous->scene.pins == scene.pins && previous->scene.below == scene.below &&
                           previous->scene.view == scene.view;
    if (sameMarks) {
        prepared->chart = previous->chart;
        prepared->curveMarks = previous->curveMarks;
        prepared->slopeMarks = previous->slopeMarks;
        prepared->dialMarks = previous->dialMarks;
    } else {
        fillMarks(*prepared);
    }
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    return std::shared_ptr<const TangentPrepared>(std::move(prepared));
}

Timeline tangentTimeline(const TangentPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
