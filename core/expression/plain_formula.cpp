#include <algorithm>
#include <string_view>

#include "core/expression/layout.h"

/// Formula boxes in one line of text.
namespace calc {
namespace {

using Kind = FormulaBox::Kind;
using Style = FormulaBox::Style;

bool isFunctionName(const FormulaBox& box) {
    switch (box.kind) {
        case Kind::Text:
            return box.style == Style::Upright && box.text.size() > 1 &&
                   std::all_of(box.text.begin(), box.text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
        case Kind::Superscript:
        case Kind::Subscript:
        case Kind::SubSuperscript: return isFunctionName(box.parts.front());
        case Kind::BigOperator:
        case Kind::Under: return true;
        default: return false;
    }
}

bool isOperator(const FormulaBox& box) { return box.kind == Kind::Text && box.style == Style::Operator; }

bool hasOperator(const FormulaBox& box) {
    if (isOperator(box) || box.kind == Kind::Cases) return true;
    return box.kind == Kind::Row && std::any_of(box.parts.begin(), box.parts.end(), hasOperator);
}

/// One thing to the eye: needs no brackets below a line or as a base.
bool isSingle(const FormulaBox& box) {
    switch (box.kind) {
        case Kind::Row: return box.parts.size() == 1 && isSingle(box.parts.front());
        case Kind::Fraction:
        case Kind::Cases:
        case Kind::BigOperator:
        case Kind::Under: return false;
        default: return true;
    }
}

std::string enclosed(const FormulaBox& box, bool brackets) { return brackets ? "(" + plainText(box) + ")" : plainText(box); }

/// "²" for "2", empty where a character has no raised (or lowered) form.
std::string shifted(std::string_view text, bool raisedForm) {
    constexpr std::string_view kRaised[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                            "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    constexpr std::string_view kLowered[] = {"\u2080", "\u2081", "\u2082", "\u2083", "\u2084",
                                             "\u2085", "\u2086", "\u2087", "\u2088", "\u2089"};
    constexpr std::string_view kMinus = "\u2212";
    std::string result;
    if (text.starts_with(kMinus)) {
        result = raisedForm ? "\u207B" : "\u208B";
        text.remove_prefix(kMinus.size());
    }
    for (const char c : text) {
        if (c < '0' || c > '9') return {};
        result += (raisedForm ? kRaised : kLowered)[c - '0'];
    }
    return result;
}

std::string raised(const FormulaBox& exponent) {
    const std::string text = plainText(exponent);
    std::string small = shifted(text, true);
    if (!small.empty()) return small;
    return isSingle(exponent) ? "^" + text : "^(" + text + ")";
}

std::string lowered(const FormulaBox& index) {
    const std::string text = plainText(index);
    std::string small = shifted(text, false);
    if (!small.empty()) return small;
    return isSingle(index) ? "_" + text : "_(" + text + ")";
}

bool isComma(const FormulaBox& box) { return box.kind == Kind::Text && box.text == ","; }

/// What stands at this place of a row, in brackets where it would run into its neighbour.
std::string placed(const std::vector<FormulaBox>& parts, std::size_t i) {
    const FormulaBox& part = parts[i];
    const bool joinsLeft = i > 0 && !isOperator(parts[i - 1]) && !isComma(parts[i - 1]);
    const bool joinsRight = i + 1 < parts.size() && !isOperator(parts[i + 1]) && !isComma(parts[i + 1]);
    const std::string text = enclosed(part, part.kind == Kind::Fraction && (joinsLeft || joinsRight));
    const bool hasCaret = part.kind == Kind::Superscript && text.find('^') != std::string::npos && text.back() != ')';
    return hasCaret && joinsRight ? text + " " : text;
}

std::string row(const std::vector<FormulaBox>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const FormulaBox& part = parts[i];
        const FormulaBox* before = i > 0 ? &parts[i - 1] : nullptr;
        const bool isSign = isOperator(part) && (before == nullptr || isOperator(*before) || isComma(*before));
        const bool afterName = before != nullptr && isFunctionName(*before) && part.kind != Kind::Delimited && !isComma(part);
        const bool spaceBefore = isOperator(part) ? !isSign : isFunctionName(part) || afterName;
        const bool isSigned = before != nullptr && isOperator(*before) && text.ends_with("\u2212");
        if (spaceBefore && !isSigned && !text.empty() && text.back() != ' ') text += ' ';
        text += placed(parts, i);
        const bool spaceAfter = (isOperator(part) && !isSign) || isComma(part);
        if (spaceAfter && i + 1 < parts.size()) text += ' ';
    }
    return text;
}

std::string delimited(const FormulaBox& box) {
    // Two characters of one or more bytes each; a blank second one is left out.
    const std::size_t firstSize = (static_cast<unsigned char>(box.text[0]) & 0x80u) == 0 ? 1 : box.text.size() / 2;
    const std::string close = box.text.substr(firstSize);
    const bool doubled = box.parts.front().kind == Kind::Column && box.text == "()";  // a column brings its own brackets
    if (doubled) return plainText(box.parts.front());
    return box.text.substr(0, firstSize) + plainText(box.parts.front()) + (close == " " ? "" : close);
}

std::string listed(const FormulaBox& box) {
    std::string text;
    for (const FormulaBox& part : box.parts) text += (text.empty() ? "(" : ", ") + plainText(part);
    return text + ")";
}

std::string casesText(const FormulaBox& box) {
    std::string text;
    for (std::size_t i = 0; i + 1 < box.parts.size(); i += 2) {
        if (i > 0) text += "; ";
        const std::string condition = plainText(box.parts[i + 1]);
        text += plainText(box.parts[i]) + (condition == "otherwise" ? " " : " if ") + condition;
    }
    return "{" + text + "}";
}

std::string rootText(const FormulaBox& box) {
    const std::string degree = box.parts.size() > 1 ? plainText(box.parts[1]) : "";
    const std::string sign = degree == "3" ? "\u221B" : (degree == "4" ? "\u221C" : shifted(degree, true) + "\u221A");
    const FormulaBox& radicand = box.parts.front();
    return sign + enclosed(radicand, !isSingle(radicand) || isFunctionName(radicand));
}

std::string bigOperatorText(const FormulaBox& box) {
    std::string text = plainText(box.parts[0]);
    const std::string lower = plainText(box.parts[1]);
    const std::string upper = plainText(box.parts[2]);
    if (!lower.empty()) text += " from " + lower;
    if (!upper.empty()) text += " to " + upper;
    return text + " of";
}

}  // namespace

std::string plainText(const FormulaBox& box) {
    switch (box.kind) {
        case Kind::Text: return box.text;
        case Kind::Row: return row(box.parts);
        case Kind::Fraction: {
            const FormulaBox& below = box.parts[1];
            return enclosed(box.parts[0], hasOperator(box.parts[0])) + " / " + enclosed(below, !isSingle(below));
        }
        case Kind::Superscript: return enclosed(box.parts[0], !isSingle(box.parts[0])) + raised(box.parts[1]);
        case Kind::Subscript: return enclosed(box.parts[0], !isSingle(box.parts[0])) + lowered(box.parts[1]);
        case Kind::SubSuperscript: return enclosed(box.parts[0], !isSingle(box.parts[0])) + lowered(box.parts[1]) + raised(box.parts[2]);
        case Kind::Root: return rootText(box);
        case Kind::Delimited: return delimited(box);
        case Kind::BigOperator: return bigOperatorText(box);
        case Kind::Under: return plainText(box.parts[0]) + " " + plainText(box.parts[1]);
        case Kind::Column: return listed(box);
        case Kind::Cases: return casesText(box);
        case Kind::Space: return " ";
    }
    return {};
}

}  // namespace calc
