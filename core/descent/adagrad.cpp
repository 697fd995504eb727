#include "core/descent/adagrad.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 5> kRows{
    learningRateRow(1e-2),
    ParameterInfo{"lr_decay", "δ", CALC_TEXT("learning rate decay"),
                  CALC_TEXT("Makes the learning rate shrink as the steps go on, besides what the sum does."), ParameterKind::Number, 0.0,
                  0.0, kLargestParameter, 0.0, 0.5, ParameterScale::Linear},
    weightDecayRow(0.0), epsRow(1e-10),
    ParameterInfo{"initial_accumulator_value", "s₀", CALC_TEXT("start of the sum"),
                  CALC_TEXT("What the sum of squares begins with: more makes the first steps smaller."), ParameterKind::Number, 0.0, 0.0,
                  kLargestParameter, 0.0, 10.0, ParameterScale::Linear}};

}  // namespace

AdaGradParameters AdaGradParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("lr_decay"), value("weight_decay"), value("eps"), value("initial_accumulator_value")};
}

StepResult<AdaGradState> step(const AdaGradParameters& p, const AdaGradState& before, Vec2 gradient) {
    const AdaGradAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    const StepTerm sum = vectorTerm(indexed("s", t), a.state.sum);
    inside.stages.push_back({StageKind::Square,
                             Message(CALC_TEXT("squares, added up")),
                             {sum, vectorTerm(indexed("s", t - 1), before.sum) + squareOf(g)},
                             a.state.sum,
                             std::nullopt});
    StepTerm rate = rateTerm(p.learningRate);
    if (p.learningRateDecay != 0.0) {
        const StepTerm decayed = scalarTerm(indexed("η", t), a.rate);
        const StepTerm stretch = numberTerm(1.0) + numberTerm(static_cast<double>(t - 1)) * parameterTerm("δ", p.learningRateDecay);
        inside.stages.push_back({StageKind::Correction,
                                 Message(CALC_TEXT("learning rate, decayed")),
                                 {decayed, rate / stretch},
                                 {a.rate, a.rate},
                                 std::nullopt});
        rate = decayed;
    }
    const Vec2 divided = over(a.gradient, shifted(rooted(a.state.sum), p.eps));
    const StepTerm direction = vectorTerm(indexed("d", t), divided, Role::Gradient);
    const StepTerm quotient = g / (rootOf(sum) + parameterTerm("ε", p.eps));
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the root")), {direction, quotient}, divided, Role::Gradient});
    inside.rule = {weights(t, a.state.point), weights(t - 1, before.point) - rate * quotient};
    inside.stages.push_back(totalStage({inside.rule.left, weights(t - 1, before.point) - rate * direction}, a.update));
    inside.contributions = {gradientPart(
        mathRow({mathText("−"), mathItalic("η"), mathText("∇"), mathItalic("f"), mathText("/"), mathRoot(mathItalic("s"))}), a.update)};
    return {a.state, inside};
}

OptimizerInfo adagradInfo() {
    return {"adagrad",
            "AdaGrad",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Divides each direction by all the slope it has seen: rare directions keep long steps, all steps shrink in time."),
            "Duchi, Hazan and Singer 2011",
            kRows};
}

}  // namespace calc
