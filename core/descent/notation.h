#pragma once
#include <cstdint>
#include <string>

#include "core/base/number_text.h"
#include "core/descent/step_term.h"

/// The symbols that the optimizers share in their formulas: w for the weights (the ball's place), ∇f for the gradient, η, β … for
/// parameters; t counts the steps from 1. Quantities in the colour of their arrows.
namespace calc {

inline FormulaBox indexed(std::string letter, std::int64_t t) {
    return mathSubscript(mathItalic(std::move(letter)), mathText(displayInteger(t)));
}
inline FormulaBox gradientSymbol(std::int64_t t) { return mathRow({mathText("∇"), mathItalic("f"), mathDelimited("()", indexed("w", t))}); }

inline StepTerm weights(std::int64_t t, Vec2 value) { return vectorTerm(indexed("w", t), value, std::nullopt, 4); }
inline StepTerm gradientTerm(std::int64_t t, Vec2 value) { return vectorTerm(gradientSymbol(t), value, Role::Gradient); }
inline StepTerm velocityTerm(const char* letter, std::int64_t t, Vec2 value) {
    return vectorTerm(indexed(letter, t), value, Role::Momentum);
}
inline StepTerm parameterTerm(const char* symbol, double value) { return scalarTerm(mathItalic(symbol), value); }
/// The learning rate of this step: under a schedule it has as many digits as a double, of which four are read.
inline StepTerm rateTerm(double value) {
    StepTerm term = parameterTerm("η", value);
    term.digits = 4;
    return term;
}
/// 1 - β, written out.
inline StepTerm complement(const char* symbol, double value) { return numberTerm(1.0) - parameterTerm(symbol, value); }

/// "gradient: g = ∇f(w)", with which every step begins.
inline Stage gradientStage(std::int64_t t, Vec2 gradient) {
    return {StageKind::Gradient,
            Message(CALC_TEXT("gradient")),
            {vectorTerm(mathItalic("g"), gradient, Role::Gradient), gradientTerm(t - 1, gradient)},
            gradient,
            Role::Gradient};
}
/// "weight decay: g = ∇f + λ w".
inline Stage decayStage(std::int64_t t, Vec2 gradient, double weightDecay, Vec2 point, Vec2 decayed) {
    return {StageKind::Decay,
            Message(CALC_TEXT("weight decay")),
            {vectorTerm(mathItalic("g"), decayed, Role::Gradient),
             gradientTerm(t - 1, gradient) + parameterTerm("λ", weightDecay) * weights(t - 1, point)},
            decayed,
            Role::Gradient};
}
/// The gradient as later stages write it: ∇f(w), or g where weight decay changed it.
inline StepTerm usedGradient(std::int64_t t, double weightDecay, Vec2 decayed) {
    return weightDecay != 0.0 ? vectorTerm(mathItalic("g"), decayed, Role::Gradient) : gradientTerm(t - 1, decayed);
}
/// w_t = w_{t-1} − η · direction, with the update as the stage's value.
inline Stage totalStage(const StepEquation& rule, Vec2 update) {
    return {StageKind::Total, Message(CALC_TEXT("new weights")), rule, update, Role::Update};
}
inline Contribution gradientPart(FormulaBox symbol, Vec2 value) {
    return {Role::Gradient, Message(CALC_TEXT("gradient")), std::move(symbol), value};
}
inline Contribution momentumPart(FormulaBox symbol, Vec2 value) {
    return {Role::Momentum, Message(CALC_TEXT("momentum")), std::move(symbol), value};
}
inline Contribution decayPart(FormulaBox symbol, Vec2 value) {
    return {Role::Guide, Message(CALC_TEXT("weight decay")), std::move(symbol), value};
}

}  // namespace calc
