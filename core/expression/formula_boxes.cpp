#include <utility>

#include "core/expression/layout.h"

/// The builders of formula boxes; layout.cpp puts expressions together from them.
namespace calc {
namespace {

FormulaBox box(FormulaBox::Kind kind, std::vector<FormulaBox> parts, std::string text = {}) {
    FormulaBox result;
    result.kind = kind;
    result.text = std::move(text);
    result.parts = std::move(parts);
    return result;
}

/// The parts moved in, not copied: deep formulas stay linear.
template <class... Part>
std::vector<FormulaBox> moved(Part... part) {
    std::vector<FormulaBox> parts;
    parts.reserve(sizeof...(part));
    (parts.push_back(std::move(part)), ...);
    return parts;
}

FormulaBox styledText(FormulaBox::Style style, std::string text) {
    FormulaBox result;
    result.kind = FormulaBox::Kind::Text;
    result.style = style;
    result.text = std::move(text);
    return result;
}

}  // namespace

FormulaBox mathText(std::string upright) { return styledText(FormulaBox::Style::Upright, std::move(upright)); }
FormulaBox mathItalic(std::string name) { return styledText(FormulaBox::Style::Italic, std::move(name)); }
FormulaBox mathOperator(std::string symbol) { return styledText(FormulaBox::Style::Operator, std::move(symbol)); }
FormulaBox mathRow(std::vector<FormulaBox> parts) { return box(FormulaBox::Kind::Row, std::move(parts)); }

FormulaBox mathFraction(FormulaBox numerator, FormulaBox denominator) {
    return box(FormulaBox::Kind::Fraction, moved(std::move(numerator), std::move(denominator)));
}
FormulaBox mathSuperscript(FormulaBox base, FormulaBox exponent) {
    return box(FormulaBox::Kind::Superscript, moved(std::move(base), std::move(exponent)));
}
FormulaBox mathSubscript(FormulaBox base, FormulaBox index) {
    return box(FormulaBox::Kind::Subscript, moved(std::move(base), std::move(index)));
}
FormulaBox mathRoot(FormulaBox radicand) { return box(FormulaBox::Kind::Root, moved(std::move(radicand))); }
FormulaBox mathDelimited(std::string delimiters, FormulaBox content) {
    return box(FormulaBox::Kind::Delimited, moved(std::move(content)), std::move(delimiters));
}
FormulaBox mathSum(FormulaBox lower, FormulaBox upper) {
    return box(FormulaBox::Kind::BigOperator, moved(mathText("\u2211"), std::move(lower), std::move(upper)), "sum");
}
FormulaBox mathIntegral(FormulaBox lower, FormulaBox upper) {
    return box(FormulaBox::Kind::BigOperator, moved(mathText("\u222B"), std::move(lower), std::move(upper)), "integral");
}
FormulaBox mathLimit(FormulaBox below) { return box(FormulaBox::Kind::Under, moved(mathText("lim"), std::move(below))); }
FormulaBox mathColumn(std::vector<FormulaBox> entries) { return box(FormulaBox::Kind::Column, std::move(entries)); }
FormulaBox mathSpace(std::string width) { return box(FormulaBox::Kind::Space, {}, std::move(width)); }

FormulaBox coloured(Role role, FormulaBox content) {
    content.role = role;
    return content;
}

}  // namespace calc
