#include "core/scene/formula_parts.h"

#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"

namespace calc {

std::string steadyNumber(double value, int decimals) {
    const double magnitude = std::fabs(value);
    const bool isShort = std::isfinite(value) && magnitude < 1e5 && (value == 0.0 || magnitude >= 0.5 * std::pow(10.0, -decimals + 1));
    if (isShort) return displayFixed(value, decimals);
    return displayNumber(value, 4);
}

int decimalsFor(double size, int significantDigits) {
    if (!(size > 0.0) || !std::isfinite(size)) return significantDigits - 1;
    return std::clamp(significantDigits - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 12);
}

double withoutNoise(double value, double noise) { return std::fabs(value) <= noise ? 0.0 : value; }

bool isPlainNumber(const std::string& text) { return parseDouble(text).has_value(); }

FormulaBox number(double value, int decimals) { return mathText(steadyNumber(value, decimals)); }

FormulaBox functionOf(std::string name, FormulaBox argument) {
    return mathRow({mathItalic(std::move(name)), mathDelimited("()", std::move(argument))});
}

FormulaBox typedNumber(const std::string& text) {
    if (const auto constant = parseConstant(text)) return layout(*constant);
    const auto value = parseNumber(text, InfinityRule::Allow);
    return mathText(value ? displayNumber(*value) : text);
}

}  // namespace calc
