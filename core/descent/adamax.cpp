#include "core/descent/adamax.h"

#include <array>

#include "core/descent/adam_stages.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 5> kRows{learningRateRow(2e-3), beta1Row(0.9), beta2Row(0.999), epsRow(1e-8), weightDecayRow(0.0)};

}  // namespace

AdaMaxParameters AdaMaxParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("beta1"), value("beta2"), value("eps"), value("weight_decay")};
}

StepResult<AdaMaxState> step(const AdaMaxParameters& p, const AdaMaxState& before, Vec2 gradient) {
    const AdaMaxAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    inside.stages.push_back(meanStage(t, p.beta1, before.mean, a.state.mean, g));
    const StepTerm largest = vectorTerm(indexed("u", t), a.state.largest);
    inside.stages.push_back({StageKind::Largest,
                             Message(CALC_TEXT("largest recent slope")),
                             {largest, largerOf(parameterTerm("β₂", p.beta2) * vectorTerm(indexed("u", t - 1), before.largest),
                                                absoluteOf(g) + parameterTerm("ε", p.eps))},
                             a.state.largest,
                             std::nullopt});
    const StepTerm rate = scalarTerm(indexed("η", t), a.rate);
    inside.stages.push_back({StageKind::Correction,
                             Message(CALC_TEXT("learning rate, start corrected")),
                             {rate, rateTerm(p.learningRate) / biasTerm("β₁", p.beta1, t)},
                             {a.rate, a.rate},
                             std::nullopt});
    const Vec2 divided = over(a.state.mean, a.state.largest);
    const StepTerm quotient = velocityTerm("m", t, a.state.mean) / largest;
    const StepTerm direction = vectorTerm(indexed("d", t), divided, Role::Momentum);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the largest slope")), {direction, quotient}, divided, Role::Momentum});
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * quotient};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    const FormulaBox slope = mathRow({mathText("∇"), mathItalic("f")});
    const auto symbol = [](FormulaBox numerator) {
        return mathRow({mathText("−"), mathItalic("η"), std::move(numerator), mathText("/"), mathItalic("u")});
    };
    inside.contributions = {momentumPart(symbol(mathItalic("m")), -a.rate * p.beta1 * over(before.mean, a.state.largest)),
                            gradientPart(symbol(slope), -a.rate * (1.0 - p.beta1) * over(a.gradient, a.state.largest))};
    return {a.state, inside};
}

OptimizerInfo adamaxInfo() {
    return {"adamax",
            "AdaMax",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Adam that divides by the largest recent slope instead of by the mean square."),
            "Kingma and Ba 2015, section 7.1",
            kRows};
}

}  // namespace calc
