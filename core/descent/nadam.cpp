#include "core/descent/nadam.h"

#include <array>

#include "core/descent/adam_stages.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 6> kRows{
    learningRateRow(2e-3),
    beta1Row(0.9),
    beta2Row(0.999),
    epsRow(1e-8),
    weightDecayRow(0.0),
    ParameterInfo{"momentum_decay", "ψ", CALC_TEXT("momentum decay"),
                  CALC_TEXT("How fast the momentum grows from half to full in the first steps."), ParameterKind::Number, 4e-3, 0.0,
                  kLargestParameter, 0.0, 0.1, ParameterScale::Linear}};

/// The factors of the look ahead: of the mean, and of this gradient.
struct Factors {
    double mean;
    double gradient;
};
Factors factorsOf(const NAdamAdvance& a) {
    return {a.nextMomentum / (1.0 - a.state.momentumProduct * a.nextMomentum), (1.0 - a.momentum) / (1.0 - a.state.momentumProduct)};
}

Stage lookAhead(const NAdamAdvance& a, const StepTerm& gradient) {
    const std::int64_t t = a.state.steps;
    const StepTerm next = scalarTerm(indexed("μ", t + 1), a.nextMomentum);
    const StepTerm now = scalarTerm(indexed("μ", t), a.momentum);
    const StepTerm product = scalarTerm(indexed("P", t), a.state.momentumProduct);
    const StepTerm right = (next / (numberTerm(1.0) - product * next)) * velocityTerm("m", t, a.state.mean) +
                           ((numberTerm(1.0) - now) / (numberTerm(1.0) - product)) * gradient;
    return {StageKind::Correction,
            Message(CALC_TEXT("mean, one step ahead")),
            {velocityTerm("m̂", t, a.meanCorrected), right},
            a.meanCorrected,
            Role::Momentum};
}

}  // namespace

NAdamParameters NAdamParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("beta1"), value("beta2"), value("eps"), value("weight_decay"), value("momentum_decay")};
}

StepResult<NAdamState> step(const NAdamParameters& p, const NAdamState& before, Vec2 gradient) {
    const NAdamAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    inside.stages.push_back(meanStage(t, p.beta1, before.mean, a.state.mean, g));
    inside.stages.push_back(squareStage(t, p.beta2, before.square, a.state.square, g));
    inside.stages.push_back(lookAhead(a, g));
    inside.stages.push_back(
        {StageKind::Correction,
         Message(CALC_TEXT("squares, start corrected")),
         {vectorTerm(indexed("v̂", t), a.squareCorrected), vectorTerm(indexed("v", t), a.state.square) / biasTerm("β₂", p.beta2, t)},
         a.squareCorrected,
         std::nullopt});
    const Vec2 divided = over(a.meanCorrected, a.denominator);
    const StepTerm quotient =
        velocityTerm("m̂", t, a.meanCorrected) / (rootOf(vectorTerm(indexed("v̂", t), a.squareCorrected)) + parameterTerm("ε", p.eps));
    const StepTerm direction = vectorTerm(indexed("d", t), divided, Role::Momentum);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the root")), {direction, quotient}, divided, Role::Momentum});
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * quotient};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    const Factors factors = factorsOf(a);
    inside.contributions = {
        momentumPart(dividedSymbol(mathItalic("m"), "v"), -p.learningRate * factors.mean * p.beta1 * over(before.mean, a.denominator)),
        gradientPart(dividedSymbol(mathRow({mathText("∇"), mathItalic("f")}), "v"),
                     -p.learningRate * (factors.mean * (1.0 - p.beta1) + factors.gradient) * over(a.gradient, a.denominator))};
    return {a.state, inside};
}

OptimizerInfo nadamInfo() {
    return {"nadam",      "NAdam", CALC_TEXT("adaptive"), CALC_TEXT("Adam that looks one step ahead, as Nesterov's momentum does."),
            "Dozat 2016", kRows};
}

}  // namespace calc
