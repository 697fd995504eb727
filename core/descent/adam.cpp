#include "core/descent/adam.h"

#include <array>

#include "core/descent/adam_stages.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 7> kRows{learningRateRow(1e-3), beta1Row(0.9), beta2Row(0.999),    epsRow(1e-8),
                                             weightDecayRow(0.0),   amsgradRow(),  biasCorrectionRow()};

bool decoupled(const AdamParameters& p) { return p.decay == WeightDecay::Decoupled && p.weightDecay != 0.0; }

/// The weights from which the step is taken: w, or (1 − ηλ) w where the decay is decoupled.
StepTerm origin(const AdamParameters& p, std::int64_t t, Vec2 point) {
    if (!decoupled(p)) return weights(t - 1, point);
    return (numberTerm(1.0) - rateTerm(p.learningRate) * parameterTerm("λ", p.weightDecay)) * weights(t - 1, point);
}

void addCorrections(const AdamParameters& p, const AdamState& before, const AdamAdvance& a, std::vector<Stage>& stages) {
    const std::int64_t t = a.state.steps;
    StepTerm square = vectorTerm(indexed("v", t), a.state.square);
    if (p.amsgrad) {
        const StepTerm largest = vectorTerm(indexed("v⁺", t), a.state.largestSquare);
        stages.push_back({StageKind::Square,
                          Message(CALC_TEXT("largest mean square so far")),
                          {largest, largerOf(vectorTerm(indexed("v⁺", t - 1), before.largestSquare), square)},
                          a.state.largestSquare,
                          std::nullopt});
        square = largest;
    }
    if (!p.biasCorrection) return;
    stages.push_back({StageKind::Correction,
                      Message(CALC_TEXT("mean, start corrected")),
                      {velocityTerm("m̂", t, a.meanCorrected), velocityTerm("m", t, a.state.mean) / biasTerm("β₁", p.beta1, t)},
                      a.meanCorrected,
                      Role::Momentum});
    stages.push_back({StageKind::Correction,
                      Message(CALC_TEXT("squares, start corrected")),
                      {vectorTerm(indexed("v̂", t), a.squareCorrected), square / biasTerm("β₂", p.beta2, t)},
                      a.squareCorrected,
                      std::nullopt});
}

std::vector<Contribution> contributionsOf(const AdamParameters& p, const AdamState& before, const AdamAdvance& a) {
    const double scale = -p.learningRate / (p.biasCorrection ? 1.0 - a.state.beta1Power : 1.0);
    std::vector<Contribution> parts{momentumPart(dividedSymbol(mathItalic("m"), "v"), scale * p.beta1 * over(before.mean, a.denominator)),
                                    gradientPart(dividedSymbol(mathRow({mathText("∇"), mathItalic("f")}), "v"),
                                                 scale * (1.0 - p.beta1) * over(a.gradient, a.denominator))};
    if (decoupled(p)) parts.push_back(decayPart(mathRow({mathText("−"), mathItalic("η"), mathItalic("λ"), mathItalic("w")}), a.decay));
    return parts;
}

}  // namespace

AdamParameters AdamParameters::from(const ParameterReader& value) {
    return {
        value("learning_rate"),        value("beta1"),         value("beta2"), value("eps"), value("weight_decay"), value.flag("amsgrad"),
        value.flag("bias_correction"), WeightDecay::InGradient};
}

StepResult<AdamState> step(const AdamParameters& p, const AdamState& before, Vec2 gradient) {
    const AdamAdvance a = advance(p, before, gradient);
    const std::int64_t t = a.state.steps;
    const bool inGradient = p.decay == WeightDecay::InGradient;
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    if (inGradient && p.weightDecay != 0.0) inside.stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    const StepTerm g = usedGradient(t, inGradient ? p.weightDecay : 0.0, a.gradient);
    inside.stages.push_back(meanStage(t, p.beta1, before.mean, a.state.mean, g));
    inside.stages.push_back(squareStage(t, p.beta2, before.square, a.state.square, g));
    addCorrections(p, before, a, inside.stages);
    const Vec2 divided = over(a.meanCorrected, a.denominator);
    const char* mean = p.biasCorrection ? "m̂" : "m";
    const char* square = p.biasCorrection ? "v̂" : p.amsgrad ? "v⁺" : "v";
    const StepTerm quotient =
        velocityTerm(mean, t, a.meanCorrected) / (rootOf(vectorTerm(indexed(square, t), a.squareCorrected)) + parameterTerm("ε", p.eps));
    const StepTerm direction = vectorTerm(indexed("d", t), divided, Role::Momentum);
    inside.stages.push_back(
        {StageKind::Division, Message(CALC_TEXT("division by the root")), {direction, quotient}, divided, Role::Momentum});
    const StepTerm rate = rateTerm(p.learningRate);
    inside.rule = {weights(t, a.state.point), origin(p, t, before.point) - rate * quotient};
    inside.stages.push_back(totalStage({inside.rule.left, origin(p, t, before.point) - rate * direction}, a.update));
    inside.contributions = contributionsOf(p, before, a);
    return {a.state, inside};
}

OptimizerInfo adamInfo() {
    return {"adam",
            "Adam",
            CALC_TEXT("adaptive"),
            CALC_TEXT("Momentum and RMSProp in one: keeps a mean direction and divides it by the recent slope."),
            "Kingma and Ba 2015",
            kRows};
}

}  // namespace calc
