#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/role.h"
#include "core/expression/expression.h"

namespace calc {

/// A typeset formula as nested boxes, without fonts or sizes: ui/paint measures and draws it. A plain value.
/// `parts` by kind:
///   Text        none; `text` with `style`
///   Row         the parts side by side
///   Fraction    {numerator, denominator}
///   Superscript {base, exponent};  Subscript {base, index};  SubSuperscript {base, index, exponent}
///   Root        {radicand} or {radicand, degree}
///   Delimited   {content}; `text` holds the two delimiters: "()", "||", "[]", "⌊⌋", "⌈⌉", "{ " (left brace only)
///   BigOperator {operator text, lower, upper}: sum and integral with limits (sum: under and over; integral: at its side)
///   Under       {base, below}: lim with its arrow
///   Column      the parts below each other, as a vector (put it in a Delimited "()"); columns aligned right on the point
///   Cases       {value 1, condition 1, value 2, condition 2 …}, with a left brace
///   Space       `text` is "thin", "medium" or "quad"
struct FormulaBox {
    enum class Kind : std::uint8_t { Text, Row, Fraction, Superscript, Subscript, SubSuperscript, Root, Delimited, BigOperator, Under, Column, Cases, Space };
    enum class Style : std::uint8_t { Upright, Italic, Operator };  ///< digits and function names / variables / binary operators and relations with space around

    Kind kind = Kind::Row;
    Style style = Style::Upright;
    std::string text;
    std::optional<Role> role;  ///< colour of this box and what is in it; none: that of the surrounding
    std::vector<FormulaBox> parts;

    bool operator==(const FormulaBox&) const = default;
};

// Builders.
FormulaBox mathText(std::string upright);
FormulaBox mathItalic(std::string name);
FormulaBox mathOperator(std::string symbol);
FormulaBox mathRow(std::vector<FormulaBox> parts);
FormulaBox mathFraction(FormulaBox numerator, FormulaBox denominator);
FormulaBox mathSuperscript(FormulaBox base, FormulaBox exponent);
FormulaBox mathSubscript(FormulaBox base, FormulaBox index);
FormulaBox mathRoot(FormulaBox radicand);
FormulaBox mathDelimited(std::string delimiters, FormulaBox content);
FormulaBox mathSum(FormulaBox lower, FormulaBox upper);
FormulaBox mathIntegral(FormulaBox lower, FormulaBox upper);
FormulaBox mathLimit(FormulaBox below);
FormulaBox mathColumn(std::vector<FormulaBox> entries);
FormulaBox mathSpace(std::string width);
FormulaBox coloured(Role role, FormulaBox box);

/// The expression as a textbook prints it: fractions, powers, roots, |...|, e^x as a power of e, implicit products (2x, 2 sin x),
/// floor and ceiling brackets, piecewise cases. Fractions nest twice, then a slash is written; what is nested in more than 60 parts
/// is shown as dots.
FormulaBox layout(const Expression& expression);

/// The formula in one line of plain text, for <title> in SVG, screen readers and logs: "sin x / x".
std::string plainText(const FormulaBox& box);

}  // namespace calc
