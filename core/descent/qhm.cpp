#include "core/descent/qhm.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr ParameterInfo momentumBelowOne() {
    ParameterInfo row = momentumRow(0.999);
    row.high = 1.0;
    return row;
}
constexpr std::array<ParameterInfo, 4> kRows{
    learningRateRow(1e-3), momentumBelowOne(),
    fractionRow("nu", "ν", CALC_TEXT("share of momentum"),
                CALC_TEXT("How much of the step follows the momentum; the rest follows the plain slope."), 0.7),
    weightDecayRow(0.0)};

}  // namespace

QhmParameters QhmParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("momentum"), value("nu"), value("weight_decay")};
}

StepResult<QhmState> step(const QhmParameters& p, const QhmState& before, Vec2 gradient) {
    const QhmAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    const StepTerm velocity = velocityTerm("v", t, a.state.velocity);
    inside.stages.push_back(
        {StageKind::Average,
         Message(CALC_TEXT("mean gradient")),
         {velocity, parameterTerm("β", p.momentum) * velocityTerm("v", t - 1, before.velocity) + complement("β", p.momentum) * g},
         a.state.velocity,
         Role::Momentum});
    const StepTerm blend = complement("ν", p.nu) * g + parameterTerm("ν", p.nu) * velocity;
    const StepTerm direction = vectorTerm(indexed("d", t), a.direction, Role::Momentum);
    inside.stages.push_back(
        {StageKind::Direction, Message(CALC_TEXT("slope and momentum, mixed")), {direction, blend}, a.direction, Role::Momentum});
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * blend};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    inside.contributions = {momentumPart(mathRow({mathText("−"), mathItalic("η"), mathItalic("ν"), mathItalic("β"), mathItalic("v")}),
                                         -p.learningRate * p.nu * p.momentum * before.velocity),
                            gradientPart(mathRow({mathText("−"), mathItalic("η"), mathText("∇"), mathItalic("f")}),
                                         -p.learningRate * (1.0 - p.nu * p.momentum) * a.gradient)};
    return {a.state, inside};
}

OptimizerInfo qhmInfo() {
    return {"qhm",
            "QHM",
            CALC_TEXT("momentum"),
            CALC_TEXT("A mean of the plain slope and of a very long momentum: fast, and yet quick to turn."),
            "Ma and Yarats 2019",
            kRows};
}

}  // namespace calc
