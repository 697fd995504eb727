#include "core/descent/step_term.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/number_text.h"
#include "core/descent/elementwise.h"

namespace calc {
namespace {

StepTerm composite(StepTerm::Kind kind, std::vector<StepTerm> parts) {
    StepTerm term;
    term.kind = kind;
    term.isVector = std::any_of(parts.begin(), parts.end(), [](const StepTerm& part) { return part.isVector; });
    for (const StepTerm& part : parts) term.digits = std::max(term.digits, part.digits);
    term.parts = std::move(parts);
    return term;
}

bool isSumLike(const StepTerm& term) { return term.kind == StepTerm::Kind::Sum || term.kind == StepTerm::Kind::Difference; }
bool isLeaf(const StepTerm& term) { return term.kind == StepTerm::Kind::Leaf || term.kind == StepTerm::Kind::Number; }

FormulaBox inParentheses(FormulaBox box) { return mathDelimited("()", std::move(box)); }
FormulaBox inRoleOf(const StepTerm& term, FormulaBox box) { return term.role ? coloured(*term.role, std::move(box)) : box; }

FormulaBox numberBox(double value, int digits) { return mathText(displayNumber(value, digits)); }

/// Entries of one column share their decimals, so that they align on the point; very large and very small ones stand as powers of ten.
FormulaBox columnBox(Vec2 v, int digits) {
    const double size = std::max(std::fabs(v.x), std::fabs(v.y));
    if (!(size >= 1e-2 && size < 1e5)) return inParentheses(mathColumn({numberBox(v.x, digits), numberBox(v.y, digits)}));
    const int decimals = std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(size))));
    return inParentheses(mathColumn({mathText(displayFixed(v.x, decimals)), mathText(displayFixed(v.y, decimals))}));
}

FormulaBox valueBox(const StepTerm& term, int dimension) {
    return term.isVector && dimension > 1 ? columnBox(term.value, term.digits) : numberBox(term.value.x, term.digits);
}

FormulaBox symbolFactor(const StepTerm& term) { return isSumLike(term) ? inParentheses(symbolsOf(term)) : symbolsOf(term); }

bool showsNegative(const StepTerm& term, int dimension) {
    return isLeaf(term) && !(term.isVector && dimension > 1) && valueOf(term).x < 0.0;
}

FormulaBox numberFactor(const StepTerm& term, int dimension) {
    FormulaBox box = numbersOf(term, dimension);
    return isSumLike(term) || showsNegative(term, dimension) ? inParentheses(std::move(box)) : box;
}

/// Does the factor, shown with numbers, begin with a bracket? Then no multiplication sign is needed before it.
bool opensWithBracket(const StepTerm& term, int dimension) {
    if (isSumLike(term)) return true;
    if (term.kind == StepTerm::Kind::Product) return opensWithBracket(term.parts.front(), dimension);
    return (term.isVector && dimension > 1) || showsNegative(term, dimension);
}

FormulaBox productOfNumbers(const StepTerm& term, int dimension) {
    std::vector<FormulaBox> boxes;
    for (std::size_t i = 0; i < term.parts.size(); ++i) {
        if (i > 0) boxes.push_back(opensWithBracket(term.parts[i], dimension) ? mathSpace("thin") : mathOperator("·"));
        boxes.push_back(numberFactor(term.parts[i], dimension));
    }
    return mathRow(std::move(boxes));
}

/// An entry-by-entry operation with numbers in it: its parts are plain numbers by then.
FormulaBox entryBox(const StepTerm& term, double a, double b) {
    const auto part = [&term](std::size_t i, double v) {
        FormulaBox box = numberBox(v, 3);
        return inRoleOf(term.parts[i], v < 0.0 && term.kind == StepTerm::Kind::Square ? inParentheses(std::move(box)) : std::move(box));
    };
    switch (term.kind) {
        case StepTerm::Kind::Quotient: return mathRow({part(0, a), mathText("\u2009/\u2009"), part(1, b)});
        case StepTerm::Kind::Root: return mathRoot(part(0, a));
        case StepTerm::Kind::Square: return mathSuperscript(part(0, a), mathText("2"));
        case StepTerm::Kind::Absolute: return mathDelimited("||", part(0, a));
        default: return mathRow({mathText("max"), inParentheses(mathRow({part(0, a), mathText(", "), part(1, b)}))});
    }
}

FormulaBox entriesBox(const StepTerm& term, int dimension) {
    const Vec2 a = valueOf(term.parts.front());
    const Vec2 b = valueOf(term.parts.back());
    if (!term.isVector || dimension == 1) return entryBox(term, a.x, b.x);
    return inParentheses(mathColumn({entryBox(term, a.x, b.x), entryBox(term, a.y, b.y)}));
}

}  // namespace

StepTerm scalarTerm(FormulaBox symbol, double value) {
    StepTerm term;
    term.kind = StepTerm::Kind::Leaf;
    term.symbol = std::move(symbol);
    term.value = {value, value};
    term.digits = 6;
    return term;
}

StepTerm vectorTerm(FormulaBox symbol, Vec2 value, std::optional<Role> role, int digits) {
    StepTerm term;
    term.kind = StepTerm::Kind::Leaf;
    term.symbol = std::move(symbol);
    term.isVector = true;
    term.value = value;
    term.role = role;
    term.digits = digits;
    return term;
}

StepTerm writtenTerm(FormulaBox symbol, FormulaBox written, Vec2 value) {
    StepTerm term = vectorTerm(std::move(symbol), value);
    term.kind = StepTerm::Kind::Written;
    term.written = std::move(written);
    return term;
}

StepTerm numberTerm(double value) {
    StepTerm term;
    term.value = {value, value};
    term.digits = 6;
    return term;
}

StepTerm operator+(StepTerm a, StepTerm b) { return composite(StepTerm::Kind::Sum, {std::move(a), std::move(b)}); }
StepTerm operator-(StepTerm a, StepTerm b) { return composite(StepTerm::Kind::Difference, {std::move(a), std::move(b)}); }
StepTerm operator*(StepTerm a, StepTerm b) { return composite(StepTerm::Kind::Product, {std::move(a), std::move(b)}); }
StepTerm operator/(StepTerm a, StepTerm b) { return composite(StepTerm::Kind::Quotient, {std::move(a), std::move(b)}); }
StepTerm rootOf(StepTerm a) { return composite(StepTerm::Kind::Root, {std::move(a)}); }
StepTerm squareOf(StepTerm a) { return composite(StepTerm::Kind::Square, {std::move(a)}); }
StepTerm absoluteOf(StepTerm a) { return composite(StepTerm::Kind::Absolute, {std::move(a)}); }
StepTerm largerOf(StepTerm a, StepTerm b) { return composite(StepTerm::Kind::Larger, {std::move(a), std::move(b)}); }
StepTerm powerOf(StepTerm a, double exponent) { return composite(StepTerm::Kind::Power, {std::move(a), numberTerm(exponent)}); }

Vec2 valueOf(const StepTerm& term) {
    const auto part = [&term](std::size_t i) { return valueOf(term.parts[i]); };
    switch (term.kind) {
        case StepTerm::Kind::Leaf:
        case StepTerm::Kind::Number:
        case StepTerm::Kind::Written: return term.value;
        case StepTerm::Kind::Sum: return part(0) + part(1);
        case StepTerm::Kind::Difference: return part(0) - part(1);
        case StepTerm::Kind::Product: return times(part(0), part(1));
        case StepTerm::Kind::Quotient: return over(part(0), part(1));
        case StepTerm::Kind::Root: return rooted(part(0));
        case StepTerm::Kind::Square: return squared(part(0));
        case StepTerm::Kind::Absolute: return absolute(part(0));
        case StepTerm::Kind::Larger: return larger(part(0), part(1));
        case StepTerm::Kind::Power: return {std::pow(part(0).x, part(1).x), std::pow(part(0).y, part(1).y)};
    }
    return term.value;
}

FormulaBox symbolsOf(const StepTerm& term) {
    const auto part = [&term](std::size_t i) { return symbolsOf(term.parts[i]); };
    FormulaBox box;
    switch (term.kind) {
        case StepTerm::Kind::Leaf:
        case StepTerm::Kind::Written: box = term.symbol; break;
        case StepTerm::Kind::Number: box = numberBox(term.value.x, term.digits); break;
        case StepTerm::Kind::Sum: box = mathRow({part(0), mathOperator("+"), part(1)}); break;
        case StepTerm::Kind::Difference: box = mathRow({part(0), mathOperator("−"), symbolFactor(term.parts[1])}); break;
        case StepTerm::Kind::Product: box = mathRow({symbolFactor(term.parts[0]), mathSpace("thin"), symbolFactor(term.parts[1])}); break;
        case StepTerm::Kind::Quotient: box = mathFraction(part(0), part(1)); break;
        case StepTerm::Kind::Root: box = mathRoot(part(0)); break;
        case StepTerm::Kind::Square: box = mathSuperscript(isLeaf(term.parts[0]) ? part(0) : inParentheses(part(0)), mathText("2")); break;
        case StepTerm::Kind::Absolute: box = mathDelimited("||", part(0)); break;
        case StepTerm::Kind::Larger: box = mathRow({mathText("max"), inParentheses(mathRow({part(0), mathText(", "), part(1)}))}); break;
        case StepTerm::Kind::Power: box = mathSuperscript(symbolFactor(term.parts[0]), part(1)); break;
    }
    return inRoleOf(term, std::move(box));
}

FormulaBox numbersOf(const StepTerm& term, int dimension) {
    const auto part = [&term, dimension](std::size_t i) { return numbersOf(term.parts[i], dimension); };
    FormulaBox box;
    switch (term.kind) {
        case StepTerm::Kind::Leaf:
        case StepTerm::Kind::Number: box = valueBox(term, dimension); break;
        case StepTerm::Kind::Written: box = dimension > 1 ? term.written : numberBox(term.value.x, term.digits); break;
        case StepTerm::Kind::Sum:
        case StepTerm::Kind::Difference: {
            const bool bracket =
                showsNegative(term.parts[1], dimension) || (term.kind == StepTerm::Kind::Difference && isSumLike(term.parts[1]));
            box =
                mathRow({part(0), mathOperator(term.kind == StepTerm::Kind::Sum ? "+" : "−"), bracket ? inParentheses(part(1)) : part(1)});
            break;
        }
        case StepTerm::Kind::Product: box = productOfNumbers(term, dimension); break;
        case StepTerm::Kind::Quotient: box = !term.isVector ? mathFraction(part(0), part(1)) : entriesBox(term, dimension); break;
        case StepTerm::Kind::Root:
        case StepTerm::Kind::Square:
        case StepTerm::Kind::Absolute:
        case StepTerm::Kind::Larger: box = entriesBox(term, dimension); break;
        case StepTerm::Kind::Power: box = mathSuperscript(numberFactor(term.parts[0], dimension), part(1)); break;
    }
    return inRoleOf(term, std::move(box));
}

FormulaBox symbolsOf(const StepEquation& equation) {
    return mathRow({symbolsOf(equation.left), mathOperator("="), symbolsOf(equation.right)});
}

FormulaBox numbersOf(const StepEquation& equation, int dimension) {
    return mathRow({numbersOf(equation.left, dimension), mathOperator("="), numbersOf(equation.right, dimension)});
}

}  // namespace calc
