#pragma once
#include <string>

#include "core/base/number_text.h"
#include "core/expression/layout.h"

/// Small pieces of formula lines that several scenes use.
namespace calc {

/// A number with `decimals` decimals where that is short, else as a power of ten.
std::string steadyNumber(double value, int decimals);
/// How many decimals show `significantDigits` of a number of this size; at most 12, at least 0.
int decimalsFor(double size, int significantDigits);

/// 0 for what is only rounding.
double withoutNoise(double value, double noise);

FormulaBox number(double value, int decimals);
FormulaBox functionOf(std::string name, FormulaBox argument);
/// Whether a number field holds a plain decimal number, not a formula such as "pi/2".
bool isPlainNumber(const std::string& text);
/// The text of a number field as a formula ("pi/2" as π/2, "inf" as ∞); what cannot be read as it stands.
FormulaBox typedNumber(const std::string& text);

}  // namespace calc
