#include "core/scene/epsilon_delta_prepare.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/epsilon_delta_parts.h"
#include "core/scene/formula_parts.h"

namespace calc {
namespace {

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

Error wrong(std::string_view field, Message message) { return {ErrorCode::BadValue, std::move(message), std::nullopt, std::string(field)}; }

struct ReadConstant {
    Expression exact;
    double value = 0.0;
};

Result<ReadConstant> readConstant(const std::string& text, std::string_view field) {
    const auto value = parseNumber(text, InfinityRule::Allow);
    if (!value) return inField(value.error(), field);
    if (std::isinf(*value)) return wrong(field, CALC_TEXT("The bands need a finite number here; the microscope looks at infinity."));
    const auto exact = parseConstant(text);
    if (!exact) return inField(exact.error(), field);
    return ReadConstant{*exact, *value};
}

Result<ReadConstant> readPositive(const std::string& text, std::string_view field, Message message) {
    const auto number = readConstant(text, field);
    if (number && !(number->value > 0.0)) return wrong(field, std::move(message));
    return number;
}

/// Pieces in the order in which the proof goes: those at the point first, then outward.
std::vector<std::size_t> outward(const BandMoment& moment, double at) {
    std::vector<std::size_t> order(moment.pieces.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto distance = [&](std::size_t i) { return std::fabs(moment.pieces[i].x.middle() - at); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    return order;
}

bool sameClaim(const EpsilonDeltaScene& a, const EpsilonDeltaScene& b) {
    return a.function == b.function && a.to == b.to && a.limit == b.limit;
}

}  // namespace

Side sideOf(ApproachSide side) {
    if (side == ApproachSide::Left) return Side::Left;
    return side == ApproachSide::Right ? Side::Right : Side::Both;
}

double roundedDown(double value, int significantDigits) {
    if (!(value > 0.0) || !std::isfinite(value)) return value;
    const int decimals = significantDigits - 1 - static_cast<int>(std::floor(std::log10(value)));
    if (std::abs(decimals) > 290) return value;
    const double unit = std::pow(10.0, std::abs(decimals));
    const double rounded = decimals >= 0 ? std::floor(value * unit) / unit : std::floor(value / unit) * unit;
    return rounded > 0.0 && rounded <= value ? rounded : value;
}

double furthestDelta(const BandFunction& function) { return 1e3 * std::max(1.0, std::fabs(function.at)); }

Result<std::shared_ptr<const BandFunction>> readBandFunction(const EpsilonDeltaScene& scene) {
    const auto parsed = parse(scene.function);
    if (!parsed) return inField(parsed.error(), "function");
    const auto point = readConstant(scene.to, "to");
    if (!point) return point.error();
    const auto limit = readConstant(scene.limit, "limit");
    if (!limit) return limit.error();
    auto function = std::make_shared<BandFunction>();
    function->expression = *parsed;
    function->point = point->exact;
    function->limit = limit->exact;
    function->program = Program::compile(*parsed);
    function->at = point->value;
    function->level = limit->value;
    function->formula = layout(*parsed);
    function->pointFormula = typedNumber(scene.to);
    function->limitFormula = typedNumber(scene.limit);
    function->pointText = plainText(function->pointFormula);
    function->limitText = plainText(function->limitFormula);
    return std::shared_ptr<const BandFunction>(std::move(function));
}

Result<std::shared_ptr<const EpsilonDeltaPrepared>> prepareEpsilonDelta(const EpsilonDeltaScene& scene,
                                                                        const EpsilonDeltaPrepared* previous, const Task& task) {
    auto prepared = std::make_shared<EpsilonDeltaPrepared>();
    prepared->scene = scene;
    const bool isSame = previous && sameClaim(previous->scene, scene);
    if (isSame) {
        prepared->function = previous->function;
    } else {
        auto function = readBandFunction(scene);
        if (!function) return function.error();
        prepared->function = *function;
    }
    const auto epsilon = readPositive(scene.epsilon, "epsilon", CALC_TEXT("ε is a distance: greater than 0."));
    if (!epsilon) return epsilon.error();
    const auto delta = readPositive(scene.delta, "delta", CALC_TEXT("δ is a distance: greater than 0."));
    if (!delta) return delta.error();
    const BandFunction& function = *prepared->function;
    const bool hasCurve = isSame && previous->scene.side == scene.side && previous->curve->epsilons == deltaCurveRange(epsilon->value);
    prepared->curve =
        hasCurve ? previous->curve : std::make_shared<const DeltaCurve>(deltaCurve(function, scene.side, epsilon->value, task));
    addMoments(*prepared, epsilon->exact, task);
    if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    const BandMoment& asked = prepared->moments[prepared->asked];
    prepared->pieceOrder = outward(asked, function.at);
    prepared->window = std::make_shared<const BandWindow>(bandWindow(function, scene, asked, task));
    prepared->marks = bandMarks(*prepared);
    return std::shared_ptr<const EpsilonDeltaPrepared>(std::move(prepared));
}

Timeline epsilonDeltaTimeline(const EpsilonDeltaPrepared& prepared) { return prepared.timeline; }

Scene withChallenge(const Scene& scene, const Prepared& prepared) {
    const auto* part = std::get_if<std::shared_ptr<const EpsilonDeltaPrepared>>(&prepared.parts);
    const auto* bands = std::get_if<EpsilonDeltaScene>(&scene.kind);
    if (!part || !bands || (*part)->challenge.empty()) return scene;
    Scene changed = scene;
    EpsilonDeltaScene next = withEpsilon(*bands, (*part)->challenge);
    next.round = std::min(bands->round + 1, 1000);
    changed.kind = next;
    return changed;
}

}  // namespace calc
