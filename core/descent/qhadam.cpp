#include "core/descent/qhadam.h"

#include <array>

#include "core/descent/adam_stages.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 7> kRows{
    learningRateRow(1e-3),
    beta1Row(0.995),
    beta2Row(0.999),
    fractionRow("nu1", "ν₁", CALC_TEXT("share of the mean"),
                CALC_TEXT("How much of the direction is the mean gradient; the rest is this step's slope."), 0.7),
    fractionRow("nu2", "ν₂", CALC_TEXT("share of the mean square"),
                CALC_TEXT("How much of the divisor is the mean square; the rest is this step's square."), 1.0),
    epsRow(1e-8),
    weightDecayRow(0.0)};

void addAverages(const QhAdamParameters& p, const QhAdamState& before, const QhAdamAdvance& a, const StepTerm& g,
                 std::vector<Stage>& stages) {
    const std::int64_t t = a.state.steps;
    stages.push_back(meanStage(t, p.beta1, before.mean, a.state.mean, g));
    stages.push_back(squareStage(t, p.beta2, before.square, a.state.square, g));
    stages.push_back({StageKind::Correction,
                      Message(CALC_TEXT("mean, start corrected")),
                      {velocityTerm("m̂", t, a.meanCorrected), velocityTerm("m", t, a.state.mean) / biasTerm("β₁", p.beta1, t)},
                      a.meanCorrected,
                      Role::Momentum});
    stages.push_back(
        {StageKind::Correction,
         Message(CALC_TEXT("squares, start corrected")),
         {vectorTerm(indexed("v̂", t), a.squareCorrected), vectorTerm(indexed("v", t), a.state.square) / biasTerm("β₂", p.beta2, t)},
         a.squareCorrected,
         std::nullopt});
}

}  // namespace

QhAdamParameters QhAdamParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("beta1"), value("beta2"), value("nu1"), value("nu2"), value("eps"), value("weight_decay")};
}

StepResult<QhAdamState> step(const QhAdamParameters& p, const QhAdamState& before, Vec2 gradient) {
    const QhAdamAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, p.weightDecay, a.gradient);
    addAverages(p, before, a, g, inside.stages);
    const StepTerm numerator = vectorTerm(indexed("m̃", t), a.numerator, Role::Momentum);
    const StepTerm square = vectorTerm(indexed("ṽ", t), a.mixedSquare);
    inside.stages.push_back({StageKind::Direction,
                             Message(CALC_TEXT("slope and mean, mixed")),
                             {numerator, complement("ν₁", p.nu1) * g + parameterTerm("ν₁", p.nu1) * velocityTerm("m̂", t, a.meanCorrected)},
                             a.numerator,
                             Role::Momentum});
    inside.stages.push_back(
        {StageKind::Square,
         Message(CALC_TEXT("squares, mixed")),
         {square, complement("ν₂", p.nu2) * squareOf(g) + parameterTerm("ν₂", p.nu2) * vectorTerm(indexed("v̂", t), a.squareCorrected)},
         a.mixedSquare,
         std::nullopt});
    const Vec2 divided = over(a.numerator, a.denominator);
    const StepTerm quotient = numerator / (rootOf(square) + parameterTerm("ε", p.eps));
    const StepTerm direction = vectorTerm(indexed("d", t), divided, Role::Momentum);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the root")), {direction, quotient}, divided, Role::Momentum});
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * quotient};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    const double carried = p.nu1 / (1.0 - a.state.beta1Power);
    inside.contributions = {
        momentumPart(dividedSymbol(mathItalic("m"), "v"), -p.learningRate * carried * p.beta1 * over(before.mean, a.denominator)),
        gradientPart(dividedSymbol(mathRow({mathText("∇"), mathItalic("f")}), "v"),
                     -p.learningRate * (1.0 - p.nu1 + carried * (1.0 - p.beta1)) * over(a.gradient, a.denominator))};
    return {a.state, inside};
}

OptimizerInfo qhadamInfo() {
    return {"qhadam",
            "QHAdam",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Adam that mixes this step's slope into its means, with a longer memory."),
            "Ma and Yarats 2019",
            kRows};
}

}  // namespace calc
