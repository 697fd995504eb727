#include "core/scene/curve_descent_prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/descent/parameters.h"
#include "core/expression/differentiate.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/curve_descent_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr std::size_t kSamples = 513;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Result<std::shared_ptr<const CurveLoss>> readLoss(const std::string& text) {
    const auto parsed = parse(text);
    if (!parsed) return inField(parsed.error(), "function");
    LossFunction loss = compileLoss(*parsed, 1);
    Curvature curvature(loss);
    const FormulaBox formula = mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x")), mathOperator("="), layout(*parsed)});
    return std::shared_ptr<const CurveLoss>(
        std::make_shared<CurveLoss>(CurveLoss{*parsed, std::move(loss), std::move(curvature), formula}));
}

Result<std::shared_ptr<const CurveRun>> makeRun(const CurveLoss& loss, const CurveDescentScene& scene, double start, const Task& task) {
    auto optimizer = makeOptimizer("sgd", {{"learning_rate", scene.learningRate}, {"momentum", scene.momentum}});
    if (!optimizer) {
        Error error = optimizer.error();
        if (error.field == "learning_rate") error.field = "learningRate";
        return error;
    }
    DescentOptions options;
    options.start = {start, 0.0};
    options.optimizer = *optimizer;
    options.steps = scene.steps;
    auto trajectory = descend(loss.loss, options, task.stop);
    if (!trajectory) return inField(trajectory.error(), trajectory.error().field == "startX" ? "start" : trajectory.error().field);
    auto run = std::make_shared<CurveRun>();
    run->trajectory = std::move(*trajectory);
    for (const Vec2 point : run->trajectory.points) {
        const std::optional<Hessian> hessian = loss.curvature(point);
        run->curvature.push_back(hessian ? hessian->xx : kNaN);
    }
    return std::shared_ptr<const CurveRun>(std::move(run));
}

/// Where the slope jumps: the breaks of its own curve.
std::vector<double> kinksOf(const CurveLoss& loss, Range x, const Task& task) {
    const GradientProgram& program = loss.loss.program;
    const auto value = [&program](double at) { return program({at, 0.0}).gradient.x; };
    const auto block = [&value](std::span<const double> at, std::span<double> values) {
        std::transform(at.begin(), at.end(), values.begin(), value);
    };
    const auto derivative = differentiate(loss.expression, Variable::X);
    CurveSource source{block, value, nullptr};
    if (derivative) {
        const Program slope = Program::compile(*derivative);
        source.enclose = [slope](const Interval& at) { return slope.enclose(at); };
    }
    SamplingOptions options;
    options.stop = task.stop;
    options.mostEvaluations = 6000;
    std::vector<double> kinks;
    for (const CurveBreak& at : sampleCurve(source, x, options).breaks) {
        if (at.kind == CurveBreak::Kind::Jump && std::isfinite(loss.loss.program.value()(at.x))) kinks.push_back(at.x);
    }
    return kinks;
}

std::shared_ptr<const CurvePicture> makePicture(const CurveLoss& loss, const CurveDescentScene& scene, Range x, const Task& task) {
    auto picture = std::make_shared<CurvePicture>();
    const Program& program = loss.loss.program.value();
    picture->x = x;
    std::vector<double> at(kSamples);
    std::vector<double> values(kSamples);
    for (std::size_t i = 0; i < kSamples; ++i) at[i] = x.low + x.length() * (static_cast<double>(i) / (kSamples - 1));
    program.block(at, values);
    picture->hasValues = false;
    picture->lowest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < kSamples; ++i) {
        if (!std::isfinite(values[i])) continue;
        picture->hasValues = true;
        if (values[i] >= picture->lowest) continue;
        picture->lowest = values[i];
        picture->lowestAt = at[i];
    }
    picture->y = scene.yRange.value_or(valueRange(values, kNaN));
    SamplingOptions options;
    options.visible = picture->y;
    options.stop = task.stop;
    SampledCurve sampled = sampleCurve(program, x, options);
    picture->points = std::make_shared<const std::vector<Vec2>>(std::move(sampled.points));
    picture->envelopes = std::move(sampled.envelopes);
    picture->kinks = kinksOf(loss, x, task);
    std::vector<double> slopes;
    for (const double where : at) slopes.push_back(loss.loss.program({where, 0.0}).gradient.x);
    picture->dial = dialScale(slopes);
    return picture;
}

/// The place in sight nearest to the start around which f has values; none: f has none in this window, or the start has one itself.
std::optional<double> otherStart(const CurveDescentPrepared& prepared) {
    constexpr int kPlaces = 200;
    if (!prepared.run->trajectory.points.empty()) return std::nullopt;
    const Program& program = prepared.loss->loss.program.value();
    const Range x = prepared.picture->x;
    const auto hasValue = [&program](double at) { return std::isfinite(program(at)); };
    const double around = 0.05 * x.length();
    std::optional<double> nearest;
    for (int i = 0; i <= kPlaces; ++i) {
        const double at = x.low + x.length() * (static_cast<double>(i) / kPlaces);
        if (nearest && std::fabs(at - prepared.start) >= std::fabs(*nearest - prepared.start)) continue;
        if (x.contains(at - around) && x.contains(at + around) && hasValue(at) && hasValue(at - around) && hasValue(at + around))
            nearest = at;
    }
    return nearest;
}

Timeline makeTimeline(const CurveDescentPrepared& prepared) {
    constexpr double kSlowest = 1.2;  // seconds for a step
    constexpr double kWhole = 20.0;   // seconds for a long run
    constexpr std::int64_t kOpening = 2;
    Timeline timeline;
    const std::int64_t steps = prepared.run->trajectory.stepsDone;
    const double each = steps > 0 ? std::min(kSlowest, kWhole / static_cast<double>(steps)) : 0.0;
    for (std::int64_t k = 0; k <= steps; ++k) timeline.stops.push_back(each * static_cast<double>(k));
    timeline.duration = timeline.stops.back();
    if (steps == 0) return timeline;
    const double tick = std::max(1.0, std::round(roundStep(static_cast<double>(steps) / 5.0)));
    for (double k = 0.0; k <= static_cast<double>(steps); k += tick)
        timeline.ticks.push_back({each * k, {"{0}", {static_cast<std::int64_t>(k)}}});
    timeline.opening = each * static_cast<double>(std::min(kOpening, steps - 1));
    return timeline;
}

std::shared_ptr<const Marks> stillMarks(const CurveDescentPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const CurvePicture& picture = *prepared.picture;
    addZeroLines(*marks, picture.x, picture.y);
    int index = 0;
    for (const CurveEnvelope& envelope : picture.envelopes) {
        marks->push_back(Area{"oscillation-" + std::to_string(index++), plainStyle(Role::Curve),
                              std::make_shared<const std::vector<Vec2>>(envelope.upper), 0.0,
                              std::make_shared<const std::vector<Vec2>>(envelope.lower)});
    }
    marks->push_back(Polyline{"curve", plainStyle(Role::Curve), picture.points, false});
    addFormulaLabel(*marks, prepared.loss->formula, plainStyle(Role::Curve), picture.points, picture.x, picture.y, std::nullopt);
    return marks;
}

}  // namespace

Result<std::shared_ptr<const CurveDescentPrepared>> prepareCurveDescent(const CurveDescentScene& scene,
                                                                        const CurveDescentPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<CurveDescentPrepared>();
    prepared->scene = scene;
    const bool sameLoss = previous && previous->scene.function == scene.function;
    if (sameLoss) {
        prepared->loss = previous->loss;
    } else {
        auto loss = readLoss(scene.function);
        if (!loss) return loss.error();
        prepared->loss = *loss;
    }
    const auto start = parseNumber(scene.start);
    if (!start) return inField(start.error(), "start");
    prepared->start = *start;
    prepared->startValue = prepared->loss->loss.program.value()(*start);
    const bool sameRun = sameLoss && previous->start == *start && previous->scene.learningRate == scene.learningRate &&
                         previous->scene.momentum == scene.momentum && previous->scene.steps == scene.steps;
    if (sameRun) {
        prepared->run = previous->run;
        prepared->chart = previous->chart;
    } else {
        auto run = makeRun(*prepared->loss, scene, *start, task);
        if (!run) return run.error();
        prepared->run = *run;
        prepared->chart = std::make_shared<const CurveChart>(curveChart(prepared->run->trajectory));
    }
    const Range x = scene.xRange.value_or(chosenTangentRange(*start));
    const bool samePicture = sameLoss && previous->picture->x == x && previous->scene.yRange == scene.yRange;
    prepared->picture = samePicture ? previous->picture : makePicture(*prepared->loss, scene, x, task);
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    prepared->marks = samePicture ? previous->marks : stillMarks(*prepared);
    prepared->dialMarks = previous ? previous->dialMarks : std::make_shared<const Marks>();
    prepared->otherStart = otherStart(*prepared);
    prepared->insight = curveInsight(*prepared);
    prepared->settlesFrom = settlesFrom(*prepared);
    prepared->timeline = makeTimeline(*prepared);
    return std::shared_ptr<const CurveDescentPrepared>(std::move(prepared));
}

Timeline curveDescentTimeline(const CurveDescentPrepared& prepared) { return prepared.timeline; }

}  // namespace calc
