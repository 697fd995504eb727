#pragma once
#include "core/descent/parameters.h"

/// Rows that several optimizers share, so that one parameter has one name, symbol and sentence everywhere.
namespace calc {

inline constexpr double kLargestBelowOne = 0x1.fffffffffffffp-1;
inline constexpr double kLargestParameter = 1e12;

constexpr ParameterInfo learningRateRow(double standard) {
    return {"learning_rate",
            "η",
            CALC_TEXT("learning rate"),
            CALC_TEXT("How far each step goes for a given slope: too small crawls, too large overshoots and flies away."),
            ParameterKind::Number,
            standard,
            0.0,
            kLargestParameter,
            1e-4,
            10.0,
            ParameterScale::Logarithmic};
}
constexpr ParameterInfo momentumRow(double standard) {
    return {"momentum",
            "β",
            CALC_TEXT("momentum"),
            CALC_TEXT("Which part of the last step is carried on: 0 forgets it at once, 0.9 keeps a heavy ball rolling."),
            ParameterKind::Number,
            standard,
            0.0,
            2.0,
            0.0,
            0.999,
            ParameterScale::NearOne};
}
constexpr ParameterInfo weightDecayRow(double standard) {
    return {"weight_decay",
            "λ",
            CALC_TEXT("weight decay"),
            CALC_TEXT("Pulls the weights towards 0 a little in each step, against too large weights."),
            ParameterKind::Number,
            standard,
            0.0,
            kLargestParameter,
            0.0,
            0.5,
            ParameterScale::Linear};
}
constexpr ParameterInfo epsRow(double standard) {
    return {"eps",
            "ε",
            CALC_TEXT("epsilon"),
            CALC_TEXT("A small number that keeps the division away from 0."),
            ParameterKind::Number,
            standard,
            0.0,
            kLargestParameter,
            1e-12,
            1e-2,
            ParameterScale::Logarithmic};
}
constexpr ParameterInfo beta1Row(double standard) {
    return {"beta1",
            "β₁",
            CALC_TEXT("decay of the mean"),
            CALC_TEXT("How slowly the running mean of the gradients forgets: 0.9 remembers about 10 steps."),
            ParameterKind::Number,
            standard,
            0.0,
            kLargestBelowOne,
            0.0,
            0.999,
            ParameterScale::NearOne};
}
constexpr ParameterInfo beta2Row(double standard) {
    return {"beta2",
            "β₂",
            CALC_TEXT("decay of the square"),
            CALC_TEXT("How slowly the running mean of the squared gradients forgets: 0.999 remembers about 1000 steps."),
            ParameterKind::Number,
            standard,
            0.0,
            kLargestBelowOne,
            0.0,
            0.9999,
            ParameterScale::NearOne};
}
constexpr ParameterInfo amsgradRow() {
    return {"amsgrad",
            "",
            CALC_TEXT("AMSGrad"),
            CALC_TEXT("Divides by the largest mean square so far, so that the steps never grow again."),
            ParameterKind::Switch,
            0.0,
            0.0,
            1.0,
            0.0,
            1.0,
            ParameterScale::Linear};
}
constexpr ParameterInfo biasCorrectionRow() {
    return {
        "bias_correction",
        "",
        CALC_TEXT("bias correction"),
        CALC_TEXT("Makes up for means that begin at 0; without it the squares weigh too little at first, and the first steps are wild."),
        ParameterKind::Switch,
        1.0,
        0.0,
        1.0,
        0.0,
        1.0,
        ParameterScale::Linear};
}
constexpr ParameterInfo fractionRow(std::string_view name, std::string_view symbol, std::string_view title, std::string_view help,
                                    double standard) {
    return {name, symbol, title, help, ParameterKind::Number, standard, 0.0, 1.0, 0.0, 1.0, ParameterScale::Linear};
}

/// Looks the values of one optimizer up by name while its typed parameters are made.
class ParameterReader {
public:
    ParameterReader(std::span<const ParameterInfo> rows, const ParameterValues& values) : m_rows(rows), m_values(values) {}
    double operator()(std::string_view name) const { return parameterValue(m_rows, m_values, name); }
    bool flag(std::string_view name) const { return (*this)(name) != 0.0; }

private:
    std::span<const ParameterInfo> m_rows;
    const ParameterValues& m_values;
};

}  // namespace calc
