#pragma once
#include "core/descent/notation.h"

/// Stages that the optimizers of Adam's family share.
namespace calc {

/// m = β₁ m + (1 − β₁) g.
inline Stage meanStage(std::int64_t t, double beta1, Vec2 before, Vec2 after, const StepTerm& gradient) {
    return {
        StageKind::Average,
        Message(CALC_TEXT("mean gradient")),
        {velocityTerm("m", t, after), parameterTerm("β₁", beta1) * velocityTerm("m", t - 1, before) + complement("β₁", beta1) * gradient},
        after,
        Role::Momentum};
}
/// v = β₂ v + (1 − β₂) g².
inline Stage squareStage(std::int64_t t, double beta2, Vec2 before, Vec2 after, const StepTerm& gradient) {
    return {StageKind::Square,
            Message(CALC_TEXT("squares, averaged")),
            {vectorTerm(indexed("v", t), after),
             parameterTerm("β₂", beta2) * vectorTerm(indexed("v", t - 1), before) + complement("β₂", beta2) * squareOf(gradient)},
            after,
            std::nullopt};
}
/// 1 − βᵗ, written out.
inline StepTerm biasTerm(const char* symbol, double beta, std::int64_t t) {
    return numberTerm(1.0) - powerOf(parameterTerm(symbol, beta), static_cast<double>(t));
}
inline FormulaBox dividedSymbol(FormulaBox numerator, const char* root) {
    return mathRow({mathText("−"), mathItalic("η"), std::move(numerator), mathText("/"), mathRoot(mathItalic(root))});
}

}  // namespace calc
