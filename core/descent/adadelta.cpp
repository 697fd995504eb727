#include "core/descent/adadelta.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 4> kRows{learningRateRow(1.0),
                                             ParameterInfo{"rho", "ρ", CALC_TEXT("decay of the squares"),
                                                           CALC_TEXT("How slowly the running means of squared slopes and steps forget."),
                                                           ParameterKind::Number, 0.9, 0.0, 1.0, 0.0, 0.999, ParameterScale::NearOne},
                                             epsRow(1e-6), weightDecayRow(0.0)};

}  // namespace

AdaDeltaParameters AdaDeltaParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("rho"), value("eps"), value("weight_decay")};
}

StepResult<AdaDeltaState> step(const AdaDeltaParameters& p, const AdaDeltaState& before, Vec2 gradient) {
    const AdaDeltaAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    const StepTerm rho = parameterTerm("ρ", p.rho);
    const StepTerm forget = complement("ρ", p.rho);
    const StepTerm eps = parameterTerm("ε", p.eps);
    const StepTerm square = vectorTerm(indexed("s", t), a.state.square);
    inside.stages.push_back({StageKind::Square,
                             Message(CALC_TEXT("squares, averaged")),
                             {square, rho * vectorTerm(indexed("s", t - 1), before.square) + forget * squareOf(g)},
                             a.state.square,
                             std::nullopt});
    const StepTerm ownRate = rootOf(vectorTerm(indexed("u", t - 1), before.stepSquare) + eps) / rootOf(square + eps);
    const StepTerm direction = vectorTerm(indexed("d", t), a.direction, Role::Gradient);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("past steps over past slopes")), {direction, ownRate * g}, a.direction, Role::Gradient});
    inside.stages.push_back({StageKind::Average,
                             Message(CALC_TEXT("squared steps, averaged")),
                             {vectorTerm(indexed("u", t), a.state.stepSquare),
                              rho * vectorTerm(indexed("u", t - 1), before.stepSquare) + forget * squareOf(direction)},
                             a.state.stepSquare,
                             std::nullopt});
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * (ownRate * g)};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    inside.contributions = {gradientPart(mathRow({mathText("−"), mathItalic("η"), mathRoot(mathItalic("u")), mathText("∇"), mathItalic("f"),
                                                  mathText("/"), mathRoot(mathItalic("s"))}),
                                         a.update)};
    return {a.state, inside};
}

OptimizerInfo adadeltaInfo() {
    return {"adadelta",
            "AdaDelta",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Measures its steps by its own past steps, so that it hardly needs a learning rate."),
            "Zeiler 2012",
            kRows};
}

}  // namespace calc
