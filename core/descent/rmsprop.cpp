#include "core/descent/rmsprop.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 6> kRows{
    learningRateRow(1e-2),
    ParameterInfo{"alpha", "α", CALC_TEXT("decay of the square"),
                  CALC_TEXT("How slowly the running mean of the squared gradients forgets: 0.99 remembers about 100 steps."),
                  ParameterKind::Number, 0.99, 0.0, 1.0, 0.0, 0.999, ParameterScale::NearOne},
    epsRow(1e-8),
    weightDecayRow(0.0),
    momentumRow(0.0),
    ParameterInfo{"centered", "", CALC_TEXT("centered"),
                  CALC_TEXT("Divides by the spread around the mean gradient instead of by its size."), ParameterKind::Switch, 0.0, 0.0, 1.0,
                  0.0, 1.0, ParameterScale::Linear}};

void addSquares(const RmsPropParameters& p, const RmsPropState& before, const RmsPropAdvance& a, const StepTerm& g,
                std::vector<Stage>& stages) {
    const std::int64_t t = a.state.steps;
    const StepTerm alpha = parameterTerm("α", p.alpha);
    const StepTerm forget = complement("α", p.alpha);
    const StepTerm square = vectorTerm(indexed("s", t), a.state.square);
    stages.push_back({StageKind::Square,
                      Message(CALC_TEXT("squares, averaged")),
                      {square, alpha * vectorTerm(indexed("s", t - 1), before.square) + forget * squareOf(g)},
                      a.state.square,
                      std::nullopt});
    if (!p.centered) return;
    const StepTerm mean = vectorTerm(indexed("a", t), a.state.mean);
    stages.push_back({StageKind::Average,
                      Message(CALC_TEXT("mean gradient")),
                      {mean, alpha * vectorTerm(indexed("a", t - 1), before.mean) + forget * g},
                      a.state.mean,
                      std::nullopt});
    stages.push_back({StageKind::Correction,
                      Message(CALC_TEXT("spread around the mean")),
                      {vectorTerm(indexed("s̃", t), a.spread), square - squareOf(mean)},
                      a.spread,
                      std::nullopt});
}

}  // namespace

RmsPropParameters RmsPropParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("alpha"), value("eps"), value("weight_decay"), value("momentum"), value.flag("centered")};
}

StepResult<RmsPropState> step(const RmsPropParameters& p, const RmsPropState& before, Vec2 gradient) {
    const RmsPropAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    addSquares(p, before, a, g, inside.stages);
    const StepTerm quotient = g / (rootOf(vectorTerm(indexed(p.centered ? "s̃" : "s", t), a.spread)) + parameterTerm("ε", p.eps));
    const StepTerm divided = vectorTerm(indexed("d", t), a.direction, Role::Gradient);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the root")), {divided, quotient}, a.direction, Role::Gradient});
    StepTerm direction = divided;
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * quotient};
    const Vec2 own = -p.learningRate * a.direction;
    if (p.momentum != 0.0) {
        const StepTerm carried = parameterTerm("β", p.momentum) * velocityTerm("v", t - 1, before.velocity);
        direction = velocityTerm("v", t, a.state.velocity);
        inside.stages.push_back(
            {StageKind::Average, Message(CALC_TEXT("velocity")), {direction, carried + divided}, a.state.velocity, Role::Momentum});
        inside.rule.right = old - rate * (carried + quotient);
        inside.contributions.push_back(momentumPart(mathRow({mathText("−"), mathItalic("η"), mathItalic("β"), mathItalic("v")}),
                                                    -p.learningRate * p.momentum * before.velocity));
    }
    inside.contributions.push_back(gradientPart(
        mathRow({mathText("−"), mathItalic("η"), mathText("∇"), mathItalic("f"), mathText("/"), mathRoot(mathItalic("s"))}), own));
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    return {a.state, inside};
}

OptimizerInfo rmspropInfo() {
    return {"rmsprop",
            "RMSProp",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Divides each direction by its recent slope, so that steep and flat directions move equally far."),
            "Tieleman and Hinton 2012",
            kRows};
}

}  // namespace calc
