#include "core/descent/sgd.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 5> rows(double momentum, double nesterov) {
    return {learningRateRow(1e-3), momentumRow(momentum),
            fractionRow("dampening", "τ", CALC_TEXT("dampening"),
                        CALC_TEXT("Takes this part of each new gradient away before it joins the velocity."), 0.0),
            ParameterInfo{"nesterov", "", CALC_TEXT("look ahead (Nesterov)"),
                          CALC_TEXT("Measures the step as if the ball had already rolled on, so that it brakes before it overshoots."),
                          ParameterKind::Switch, nesterov, 0.0, 1.0, 0.0, 1.0, ParameterScale::Linear},
            weightDecayRow(0.0)};
}
constexpr std::array<ParameterInfo, 5> kPlain = rows(0.0, 0.0);
constexpr std::array<ParameterInfo, 5> kMomentum = rows(0.9, 0.0);
constexpr std::array<ParameterInfo, 5> kNesterov = rows(0.9, 1.0);

/// The part of the gradient in the velocity: 1 in the first step, then 1 - dampening.
double share(const SgdParameters& p, const SgdState& before) { return before.steps == 0 ? 1.0 : 1.0 - p.dampening; }

/// β v + g, or with dampening β v + (1 - τ) g.
StepTerm newVelocity(const SgdParameters& p, const SgdState& before, const StepTerm& gradient) {
    const StepTerm carried = parameterTerm("β", p.momentum) * velocityTerm("v", before.steps, before.velocity);
    if (before.steps == 0 || p.dampening == 0.0) return carried + gradient;
    return carried + complement("τ", p.dampening) * gradient;
}

StepEquation ruleOf(const SgdParameters& p, const SgdState& before, const SgdAdvance& a) {
    const std::int64_t t = a.state.steps;
    const StepTerm gradient = usedGradient(t, p.weightDecay, a.gradient);
    StepTerm direction = gradient;
    if (p.momentum != 0.0 && p.nesterov)
        direction = gradient + parameterTerm("β", p.momentum) * velocityTerm("v", t, a.state.velocity);
    else if (p.momentum != 0.0)
        direction = newVelocity(p, before, gradient);
    return {weights(t, a.state.point), weights(t - 1, before.point) - rateTerm(p.learningRate) * direction};
}

std::vector<Stage> stagesOf(const SgdParameters& p, const SgdState& before, Vec2 gradient, const SgdAdvance& a) {
    const std::int64_t t = a.state.steps;
    std::vector<Stage> stages{gradientStage(t, gradient)};
    if (p.weightDecay != 0.0) stages.push_back(decayStage(t, gradient, p.weightDecay, before.point, a.gradient));
    StepTerm direction = usedGradient(t, p.weightDecay, a.gradient);
    if (p.momentum != 0.0) {
        const StepTerm velocity = velocityTerm("v", t, a.state.velocity);
        stages.push_back({StageKind::Average,
                          Message(CALC_TEXT("velocity")),
                          {velocity, newVelocity(p, before, direction)},
                          a.state.velocity,
                          Role::Momentum});
        if (p.nesterov) {
            const StepTerm ahead = vectorTerm(indexed("d", t), a.direction, Role::Momentum);
            stages.push_back({StageKind::Direction,
                              Message(CALC_TEXT("looking ahead")),
                              {ahead, direction + parameterTerm("β", p.momentum) * velocity},
                              a.direction,
                              Role::Momentum});
            direction = ahead;
        } else {
            direction = velocity;
        }
    }
    const StepEquation total{weights(t, a.state.point), weights(t - 1, before.point) - rateTerm(p.learningRate) * direction};
    stages.push_back(totalStage(total, a.update));
    return stages;
}

std::vector<Contribution> contributionsOf(const SgdParameters& p, const SgdState& before, const SgdAdvance& a) {
    const double fresh = share(p, before);
    // Nesterov: g + β v = (1 + β fresh) g + β² v before.
    const double carried = p.momentum == 0.0 || before.steps == 0 ? 0.0 : p.nesterov ? p.momentum * p.momentum : p.momentum;
    const double own = p.momentum == 0.0 ? 1.0 : p.nesterov ? 1.0 + p.momentum * fresh : fresh;
    std::vector<Contribution> parts;
    if (p.momentum != 0.0)
        parts.push_back(momentumPart(mathRow({mathText("−"), mathItalic("η"), mathItalic(p.nesterov ? "β²" : "β"), mathItalic("v")}),
                                     -p.learningRate * carried * before.velocity));
    parts.push_back(
        gradientPart(mathRow({mathText("−"), mathItalic("η"), mathText("∇"), mathItalic("f")}), -p.learningRate * own * a.gradient));
    return parts;
}

}  // namespace

SgdParameters SgdParameters::from(const ParameterReader& value) {
    return {value("learning_rate"), value("momentum"), value("dampening"), value("weight_decay"), value.flag("nesterov")};
}

StepResult<SgdState> step(const SgdParameters& parameters, const SgdState& state, Vec2 gradient) {
    const SgdAdvance a = advance(parameters, state, gradient);
    return {a.state, {stagesOf(parameters, state, gradient, a), ruleOf(parameters, state, a), contributionsOf(parameters, state, a)}};
}

OptimizerInfo sgdInfo() {
    return {"sgd",
            "Gradient descent",
            CALC_TEXT("momentum"),
            CALC_TEXT("Walks straight down the steepest slope, with steps in proportion to it."),
            "Cauchy 1847; Robbins and Monro 1951",
            kPlain};
}
OptimizerInfo momentumInfo() {
    return {"momentum",
            "Momentum",
            CALC_TEXT("momentum"),
            CALC_TEXT("A heavy ball: it keeps a part of its speed, rolls through small dents and overshoots."),
            "Polyak 1964; Sutskever and others 2013",
            kMomentum};
}
OptimizerInfo nesterovInfo() {
    return {"nesterov",
            "Nesterov",
            CALC_TEXT("momentum"),
            CALC_TEXT("A heavy ball that looks ahead, and so brakes before the valley is passed."),
            "Nesterov 1983; Sutskever and others 2013",
            kNesterov};
}

}  // namespace calc
