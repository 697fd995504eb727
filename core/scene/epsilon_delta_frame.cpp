#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/epsilon_delta_parts.h"

namespace calc {
namespace {

Panel bandsPanel(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    Panel panel;
    panel.id = "bands";
    panel.title = CALC_TEXT("The bands");
    panel.x = bandAxisX(prepared, AxisPlacement::Edge);
    panel.y = bandAxisY(prepared);
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.marks;
    addBands(panel.moving, prepared, state);
    return panel;
}

void addHandles(Frame& frame, const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const Vec2 base = bandBase(prepared);
    const BandWindow& window = *prepared.window;
    const auto epsilon = [&](const char* id, double sign, Message name) {
        if (!window.y.contains(sign * state.epsilon)) return;
        frame.handles.push_back(
            {id, "bands", {base.x + window.x.high, base.y + sign * state.epsilon}, Handle::Freedom::Y, Role::Epsilon, std::move(name)});
    };
    const bool programPlays = prepared.scene.epsilonBy == EpsilonPlayer::Program && prepared.scene.view == EpsilonDeltaView::Game;
    if (!programPlays) epsilon("epsilon-high", 1.0, CALC_TEXT("upper edge of the ε band"));
    if (!programPlays) epsilon("epsilon-low", -1.0, CALC_TEXT("lower edge of the ε band"));
    if (!state.delta) return;
    const auto delta = [&](const char* id, double sign, Message name) {
        if (!window.x.contains(sign * *state.delta)) return;
        frame.handles.push_back(
            {id, "bands", {base.x + sign * *state.delta, base.y + window.y.high}, Handle::Freedom::X, Role::Delta, std::move(name)});
    };
    if (prepared.scene.side != ApproachSide::Right) delta("delta-low", -1.0, CALC_TEXT("left edge of the δ band"));
    if (prepared.scene.side != ApproachSide::Left) delta("delta-high", 1.0, CALC_TEXT("right edge of the δ band"));
}

Message positionOf(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandMoment& moment = prepared.moments[state.moment];
    if (prepared.scene.view != EpsilonDeltaView::Proof)
        return {CALC_TEXT("ε = {0}"), {state.isAsking ? displayNumber(state.epsilon, 3) : moment.epsilonText}};
    const auto shown = static_cast<std::int64_t>(state.shown);
    if (!prepared.witnesses.empty()) return {CALC_TEXT("x number {0}"), {shown}};
    return {CALC_TEXT("piece {0} of {1}"), {shown, static_cast<std::int64_t>(moment.pieces.size())}};
}

}  // namespace

Frame epsilonDeltaFrame(const EpsilonDeltaPrepared& prepared, double time) {
    const BandState state = bandState(prepared, time);
    Frame frame;
    frame.subject = Role::Limits;
    frame.panels.push_back(bandsPanel(prepared, state));
    frame.panels.push_back(proofPanel(prepared, state));
    frame.panels.push_back(deltaCurvePanel(prepared, state));
    const Arrangement side =
        column({fixedSize(leaf("verdict"), 188.0), fixedSize(leaf("readouts"), 156.0), leaf("delta-of-epsilon")}, 0.31);
    frame.arrangement = row({column({leaf("bands"), fixedSize(leaf("proof"), 78.0)}, 0.69), side});
    frame.formula = bandFormula(prepared, state);
    frame.sentence = bandSentence(prepared, state);
    frame.verdicts.push_back(bandVerdict(prepared, state));
    addBandReadouts(frame, prepared, state);
    frame.position = positionOf(prepared, state);
    addHandles(frame, prepared, state);
    return frame;
}

}  // namespace calc
