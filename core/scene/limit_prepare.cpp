#include "core/scene/limit_prepare.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/calculus/limit.h"
#include "core/expression/parser.h"
#include "core/scene/deep_function.h"
#include "core/scene/formula_parts.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Error cancelled() { return {ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}}; }

/// f at the point itself, not at the double beside it: tan has no value at pi/2.
double valueAtPoint(const LimitFunction& function) {
    DeepFunction exact(function.local, function.point);
    const DeepFunction::Value value = exact(0.0);
    if (value.status == DeepFunction::Value::Status::Known) return value.value;
    if (value.status == DeepFunction::Value::Status::NoValue) return std::nan("");
    // 50 digits do not tell sin(pi) from 0: there an enclosure says whether there is a value.
    const Interval around = function.program.enclose(Program::compile(function.point).enclose(Interval::point(0.0)));
    return around.defined && around.isFinite() ? function.program(function.at) : std::nan("");
}

Result<std::shared_ptr<const LimitFunction>> readFunction(const LimitScene& scene) {
    const auto parsed = parse(scene.function);
    if (!parsed) return inField(parsed.error(), "function");
    const auto to = parseNumber(scene.to, InfinityRule::Allow);
    if (!to) return inField(to.error(), "to");
    auto function = std::make_shared<LimitFunction>();
    function->expression = *parsed;
    function->formula = layout(*parsed);
    function->target = typedNumber(scene.to);
    if (std::isinf(*to)) {
        function->infinity = *to > 0.0 ? 1 : -1;
        const Expression x = Expression::variable(Variable::X);
        function->local = substitute(*parsed, Variable::X, Expression::number(1) / x);
        function->atValue = std::nan("");
    } else {
        const auto point = parseConstant(scene.to);
        if (!point) return inField(point.error(), "to");
        function->local = *parsed;
        function->point = *point;
        function->at = *to;
    }
    function->program = Program::compile(function->local);
    if (function->infinity == 0) function->atValue = valueAtPoint(*function);
    function->atText = plainText(function->target);
    return std::shared_ptr<const LimitFunction>(std::move(function));
}

template <class Answer>
SideLimit sideOf(const Answer& answer) {
    return {answer.kind, answer.value, answer.exact};
}

LimitVerdict decide(const LimitFunction& function, ApproachSide side, const Task& task) {
    LimitOptions options;
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    const LimitPoint to = function.infinity > 0   ? LimitPoint::plusInfinity()
                          : function.infinity < 0 ? LimitPoint::minusInfinity()
                                                  : LimitPoint::finite(function.point);
    const Limit answer = limit(function.expression, to, Side::Both, options);
    LimitVerdict verdict;
    verdict.asked = sideOf(answer);
    verdict.why = answer.why;
    verdict.suggested = answer.suggested;
    verdict.leadingTerms = answer.leadingTerms;
    verdict.seriesEnds = answer.seriesEnds;
    if (function.infinity != 0) {
        (function.infinity > 0 ? verdict.right : verdict.left) = verdict.asked;
        return verdict;
    }
    verdict.left = answer.left ? sideOf(*answer.left) : verdict.asked;
    verdict.right = answer.right ? sideOf(*answer.right) : verdict.asked;
    if (side == ApproachSide::Both) return verdict;
    const std::optional<OneSidedLimit>& one = side == ApproachSide::Left ? answer.left : answer.right;
    verdict.asked = side == ApproachSide::Left ? verdict.left : verdict.right;
    if (one && !one->why.empty()) verdict.why = one->why;
    if (one) verdict.suggested = one->suggested;
    return verdict;
}

/// The last power of ten whose window is known.
int deepestOf(const std::vector<LimitWindow>& windows) { return kShallowest + (static_cast<int>(windows.size()) - 1) / kWindowsPerDecade; }

void completeMarks(LimitPrepared& prepared, std::vector<LimitWindow> windows) {
    for (LimitWindow& window : windows) window.marks = windowMarks(prepared, window);
    prepared.windows = std::make_shared<const std::vector<LimitWindow>>(std::move(windows));
}

void placeLabels(LimitPrepared& prepared) {
    const Range y = prepared.windows->back().y;
    const double ring = prepared.verdict->asked.isFinite() ? -y.low / y.length() : 0.5;
    const std::array words = {ring + 0.055, ring - 0.065, 0.93, 0.04};
    prepared.labelHeight = freeHeight(*prepared.windows, words, {0.02, 0.3}, 0.04);

    // The arrows of the approach, with the words beneath them, keep away from the words of the point and from the limits' lines.
    constexpr std::array kArrows = {0.13, 0.07, 0.28, 0.45, 0.6, 0.75, 0.87};
    constexpr double kBeneath = 0.03;  // the words stand below their arrow
    constexpr double kApart = 0.12;
    constexpr double kFromLine = 0.1;
    std::vector<double> taken;
    if (prepared.verdict->asked.isFinite() && prepared.function->infinity == 0) taken.push_back(prepared.labelHeight);
    std::vector<double> lines;
    for (const SideLimit& side : {prepared.verdict->left, prepared.verdict->right})
        if (side.isFinite()) lines.push_back((side.value - prepared.reference - y.low) / y.length());
    std::vector<double> arrows;
    for (const double height : kArrows) {
        const auto isNear = [height](double distance) {
            return [height, distance](double other) { return std::fabs(height + kBeneath - other) < distance; };
        };
        if (std::none_of(taken.begin(), taken.end(), isNear(kApart)) && std::none_of(lines.begin(), lines.end(), isNear(kFromLine)))
            arrows.push_back(height);
    }
    if (arrows.empty()) arrows.push_back(kArrows.front());
    prepared.approachHeight = kBeneath + freeHeight(*prepared.windows, arrows, {0.2, 0.8}, 0.07);
}

/// The limit as it stands on the axis: exact where that is short ("e"), else as a number.
std::string referenceText(const SideLimit& limit) {
    constexpr std::size_t kShort = 6;
    if (!limit.isFinite() || limit.value == 0.0) return {};
    const std::string exact = limit.exact ? plainText(layout(*limit.exact)) : std::string();
    return !exact.empty() && codePoints(exact).size() <= kShort ? exact : displayNumber(limit.value, 7);
}

}  // namespace

Result<std::shared_ptr<const LimitPrepared>> prepareLimit(const LimitScene& scene, const LimitPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<LimitPrepared>();
    prepared->scene = scene;
    const bool sameFunction = previous && previous->scene.function == scene.function && previous->scene.to == scene.to;
    if (sameFunction) {
        prepared->function = previous->function;
    } else {
        auto function = readFunction(scene);
        if (!function) return function.error();
        prepared->function = *function;
    }
    const bool sameQuestion = sameFunction && previous->scene.side == scene.side;
    prepared->verdict = sameQuestion ? previous->verdict : std::make_shared<LimitVerdict>(decide(*prepared->function, scene.side, task));
    if (task.stop.stop_requested()) return cancelled();
    prepared->reference = prepared->verdict->asked.isFinite() ? prepared->verdict->asked.value : 0.0;
    prepared->referenceText = referenceText(prepared->verdict->asked);
    if (sameQuestion && previous->scene.deepest == scene.deepest) {
        prepared->windows = previous->windows;
        prepared->rows = previous->rows;
    } else {
        auto windows = limitWindows(*prepared->function, scene, *prepared->verdict, prepared->reference, task);
        if (task.stop.stop_requested()) return cancelled();
        completeMarks(*prepared, std::move(windows));
        prepared->rows = std::make_shared<const std::vector<LimitRow>>(limitRows(*prepared->function, *prepared->verdict, scene.deepest));
    }
    prepared->deepest = deepestOf(*prepared->windows);
    if (scene.view == LimitView::Linearity && prepared->verdict->asked.isFinite())
        prepared->linear =
            std::make_shared<const LinearView>(linearView(*prepared->function, scene, *prepared->verdict, *prepared->windows, task));
    if (scene.view == LimitView::Computer)
        prepared->computer = std::make_shared<const ComputerView>(computerView(*prepared->function, scene, *prepared, task));
    if (task.stop.stop_requested()) return cancelled();
    placeLabels(*prepared);
    for (int depth = kShallowest; depth <= prepared->deepest; ++depth) prepared->strip.push_back(stripMarks(*prepared, depth));
    prepared->timeline = makeLimitTimeline(*prepared);
    return std::shared_ptr<const LimitPrepared>(std::move(prepared));
}

}  // namespace calc
