#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/epsilon_delta_parts.h"
#include "core/scene/mark_parts.h"

namespace calc {
namespace {

double logMiddle(double a, double b) { return std::sqrt(a * b); }

}  // namespace

std::shared_ptr<const Marks> deltaCurveMarks(const DeltaCurve& curve) {
    auto marks = std::make_shared<Marks>();
    const double foot = curve.deltas.low;
    if (curve.refutedUpTo || curve.undecidedUpTo) {
        const bool isRefuted = curve.refutedUpTo.has_value();
        const double end = isRefuted ? *curve.refutedUpTo : *curve.undecidedUpTo;
        const Role role = isRefuted ? Role::Bad : Role::Undecided;
        marks->push_back(Band{"no-answer", plainStyle(role), Orientation::Vertical, {curve.epsilons.low, end}});
        marks->push_back(Label{"no-answer-name",
                               plainStyle(role),
                               {logMiddle(curve.epsilons.low, end), logMiddle(curve.deltas.low, curve.deltas.high)},
                               Anchor::Centre,
                               isRefuted ? Message(CALC_TEXT("no δ")) : Message(CALC_TEXT("not decided")),
                               false});
    }
    if (curve.proved.size() < 2) return marks;
    const auto line = std::make_shared<const std::vector<Vec2>>(curve.proved);
    marks->push_back(Area{"safe", plainStyle(Role::Delta), line, foot, nullptr});
    marks->push_back(Polyline{"delta", plainStyle(Role::Delta, LineKind::Solid), line, true});
    const Vec2 first = curve.proved.front();
    if (first.y < 0.03 * curve.deltas.high)
        marks->push_back(
            Label{"wide-name", plainStyle(Role::Ink2), {first.x, curve.deltas.high}, Anchor::BelowRight, CALC_TEXT("not proved"), false});
    return marks;
}

namespace {

/// The name of what lies under the curve, on the roomier side of the line that marks the epsilon.
void addSafeName(Marks& marks, const DeltaCurve& curve, double epsilon) {
    if (curve.proved.size() < 2) return;
    constexpr double kLeftFrom = 0.55;
    const double first = curve.proved.front().x;
    const double last = curve.proved.back().x;
    if (!(last > 30.0 * first)) return;
    const double here = std::clamp(epsilon, first, last);
    const double share = std::log(here / first) / std::log(last / first);
    marks.push_back(Label{"safe-name",
                          plainStyle(Role::Delta),
                          {here, curve.deltas.low},
                          share > kLeftFrom ? Anchor::AboveLeft : Anchor::AboveRight,
                          CALC_TEXT("small enough"),
                          false});
}

}  // namespace

Panel deltaCurvePanel(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const DeltaCurve& curve = *prepared.curve;
    Panel panel;
    panel.id = "delta-of-epsilon";
    panel.title = CALC_TEXT("δ as a function of ε, log");
    panel.x = {mathItalic("ε"), curve.epsilons, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), curve.deltas, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = curve.marks;
    const bool hasPlace = curve.epsilons.contains(state.epsilon);
    if (hasPlace && state.delta && curve.deltas.contains(*state.delta)) {
        const Vec2 here{state.epsilon, *state.delta};
        const Style guide = plainStyle(Role::Epsilon, LineKind::Dotted, LineWeight::Hair);
        panel.moving.push_back(Polyline{"epsilon", guide, lineOf({here.x, curve.deltas.low}, here), false});
        panel.moving.push_back(Polyline{"delta-now", plainStyle(Role::Delta, LineKind::Dotted, LineWeight::Hair),
                                        lineOf({curve.epsilons.low, here.y}, here), false});
        const bool isBroken = !state.isAsking && prepared.moments[state.moment].kind == EpsilonDeltaKind::Refuted;
        panel.moving.push_back(Marker{"here", plainStyle(isBroken ? Role::Bad : Role::Delta), MarkerShape::Disc, here});
    } else if (hasPlace) {
        panel.moving.push_back(
            Rule{"epsilon", plainStyle(Role::Epsilon, LineKind::Solid, LineWeight::Hair), Orientation::Vertical, state.epsilon});
    }
    addSafeName(panel.moving, curve, state.epsilon);
    return panel;
}

}  // namespace calc
