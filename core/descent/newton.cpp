#include "core/descent/newton.h"

#include <array>

#include "core/descent/notation.h"

namespace calc {
namespace {

constexpr std::array<ParameterInfo, 2> kRows{
    learningRateRow(1.0),
    ParameterInfo{"damping", "δ", CALC_TEXT("damping"),
                  CALC_TEXT("Added to the curvature: it shortens the steps where the valley is flat or bends the wrong way."),
                  ParameterKind::Number, 0.0, 0.0, kLargestParameter, 0.0, 10.0, ParameterScale::Linear}};

FormulaBox matrixBox(const Hessian& m) {
    const auto number = [](double v) { return mathText(displayNumber(v, 3)); };
    return mathDelimited("()",
                         mathRow({mathColumn({number(m.xx), number(m.xy)}), mathSpace("quad"), mathColumn({number(m.xy), number(m.yy)})}));
}

}  // namespace

NewtonParameters NewtonParameters::from(const ParameterReader& value) { return {value("learning_rate"), value("damping")}; }

StepResult<NewtonState> step(const NewtonParameters& p, const NewtonState& before, Vec2 gradient, const Hessian& hessian) {
    const NewtonAdvance a = advance(p, before, gradient, hessian);
    const std::int64_t t = a.state.steps;
    const FormulaBox inverse = mathText("−1");
    const FormulaBox matrixSymbol =
        p.damping == 0.0 ? mathItalic("H")
                         : mathDelimited("()", mathRow({mathItalic("H"), mathOperator("+"), mathItalic("δ"), mathItalic("I")}));
    const FormulaBox solveSymbol =
        mathRow({mathSuperscript(matrixSymbol, inverse), mathSpace("thin"), coloured(Role::Gradient, gradientSymbol(t - 1))});
    const FormulaBox solveNumbers =
        mathRow({mathSuperscript(matrixBox(a.matrix), inverse), mathSpace("thin"), numbersOf(gradientTerm(t - 1, gradient), 2)});
    const StepTerm solve = writtenTerm(solveSymbol, solveNumbers, a.direction);
    const StepTerm direction = vectorTerm(indexed("d", t), a.direction, Role::Momentum);
    StepInside inside;
    inside.stages.push_back(gradientStage(t, gradient));
    inside.stages.push_back({StageKind::Division,
                             a.positiveDefinite ? Message(CALC_TEXT("division by the curvature"))
                                                : Message(CALC_TEXT("division by the curvature, which is not positive here")),
                             {direction, solve},
                             a.direction,
                             Role::Momentum});
    const StepTerm rate = rateTerm(p.learningRate);
    const StepTerm old = weights(t - 1, before.point);
    inside.rule = {weights(t, a.state.point), old - rate * solve};
    inside.stages.push_back(totalStage({inside.rule.left, old - rate * direction}, a.update));
    inside.contributions = {gradientPart(
        mathRow({mathText("−"), mathItalic("η"), mathSuperscript(mathItalic("H"), inverse), mathText("∇"), mathItalic("f")}), a.update)};
    return {a.state, inside};
}

OptimizerInfo newtonInfo() {
    return {"newton",
            "Newton",
            CALC_TEXT("second order"),
            CALC_TEXT("Knows the curvature too and jumps to the bottom of the parabola that fits; near a saddle that misleads it."),
            "Newton 1685, Raphson 1690; Nocedal and Wright, ch. 3",
            kRows};
}

}  // namespace calc
