#include "core/expression/refusals.h"

#include "core/expression/builtins.h"

namespace calc {
namespace {

using Kind = Token::Kind;

std::string symbol(const Token& token) {
    if (token.kind == Kind::RaisedClose || token.kind == Kind::RaisedOpen) return "^";
    return std::string(token.text.substr(0, 24));
}

bool isOperator(Kind kind) {
    switch (kind) {
        case Kind::Plus:
        case Kind::Minus:
        case Kind::Times:
        case Kind::Divide:
        case Kind::Power:
        case Kind::Compare:
        case Kind::Root: return true;
        default: return false;
    }
}

bool hasArguments(const OpenBracket& bracket) {
    return bracket.kind == OpenBracket::Kind::Call || bracket.kind == OpenBracket::Kind::Choose;
}

Message missingAfter(const Token& previous) {
    return {CALC_TEXT("After “{0}” something is missing: a number, a name or a bracket."), {symbol(previous)}};
}

Message missingAtEnd(const Token& previous, const OpenBracket& bracket) {
    if (isOperator(previous.kind)) return missingAfter(previous);
    if (bracket.kind != OpenBracket::Kind::None) return unclosedBracket(bracket);
    return CALC_TEXT("There is nothing here yet. Type an expression, such as x^2 - 1.");
}

Message missingBeforeClose(const Token& previous, const OpenBracket& bracket) {
    if (bracket.kind == OpenBracket::Kind::None) return uselessClose(bracket);
    if (previous.kind == Kind::Comma) return CALC_TEXT("After the comma an argument is missing.");
    if (isOperator(previous.kind)) return missingAfter(previous);
    if (bracket.kind == OpenBracket::Kind::Choose) return tooFewArguments(bracket);
    if (bracket.kind == OpenBracket::Kind::Call) {
        const Builtin& entry = builtin(bracket.function);
        const std::string name(entry.name);
        return {CALC_TEXT("“{0}” needs an argument between its brackets, as in {1}."),
                {name, name + (entry.arity == 2 ? "(x, 2)" : "(x)")}};
    }
    return CALC_TEXT("These brackets are empty: write an expression between them.");
}

}  // namespace

Message missingOperand(const Token& token, const Token& previous, const OpenBracket& bracket) {
    switch (token.kind) {
        case Kind::Invalid: return invalidToken(token, bracket);
        case Kind::End: return missingAtEnd(previous, bracket);
        case Kind::Close: return missingBeforeClose(previous, bracket);
        case Kind::Comma: return hasArguments(bracket) ? CALC_TEXT("Before the comma an argument is missing.") : misplacedComma(previous);
        case Kind::RaisedOpen: return CALC_TEXT("A raised number needs something before it, as in x².");
        case Kind::RaisedClose: return CALC_TEXT("The raised part is not complete: write a number after the sign, as in x⁻¹.");
        case Kind::Factorial: return CALC_TEXT("“!” stands after a number or a bracket, as in n!.");
        default: break;
    }
    if (token.kind == Kind::Times && previous.kind == Kind::Times) {
        return CALC_TEXT("Two signs for a product stand together. For a power write ^, as in x^2.");
    }
    if (token.kind == Kind::Divide && previous.kind == Kind::Divide) {
        return CALC_TEXT("Write / only once. For a whole-number quotient write floor(x/2).");
    }
    if (isOperator(previous.kind)) {
        return {CALC_TEXT("Between “{0}” and “{1}” something is missing: a number, a name or a bracket."),
                {symbol(previous), symbol(token)}};
    }
    return {CALC_TEXT("Before “{0}” something is missing: a number, a name or a bracket."), {symbol(token)}};
}

Message invalidToken(const Token& token, const OpenBracket& bracket) {
    const bool isEquality = token.text == "=" || token.text == "!";
    if (!isEquality || bracket.kind != OpenBracket::Kind::Choose) return token.problem;
    return CALC_TEXT("“if” compares with <, <=, > or >= only, as in if(x < 0, -x, x).");
}

Message unclosedBracket(const OpenBracket& bracket) {
    const auto column = static_cast<std::int64_t>(bracket.column) + 1;
    switch (bracket.kind) {
        case OpenBracket::Kind::Bar: return {CALC_TEXT("The bar | in column {0} is never closed: write | here."), {column}};
        case OpenBracket::Kind::Call: {
            const std::string name(builtin(bracket.function).name);
            return {CALC_TEXT("The bracket of “{1}” in column {0} is never closed: write ) here."), {column, name}};
        }
        default: return {CALC_TEXT("The bracket in column {0} is never closed: write ) here."), {column}};
    }
}

Message uselessClose(const OpenBracket& bracket) {
    if (bracket.kind != OpenBracket::Kind::Bar) return CALC_TEXT("This bracket closes nothing. Delete it, or open it with ( before.");
    return {CALC_TEXT("The bar | in column {0} must be closed before this bracket."), {static_cast<std::int64_t>(bracket.column) + 1}};
}

Message misplacedComma(const Token& previous) {
    if (previous.kind == Kind::Number) {
        return CALC_TEXT("Write decimal numbers with a point, as in 1.5. A comma only separates the arguments of a function.");
    }
    return CALC_TEXT("A comma only stands between the arguments of a function, as in max(x, 2).");
}

Message callWithoutBracket(const std::string& name, const Token& token) {
    if (name == "if") return CALC_TEXT("Write if with brackets: if(x < 0, -x, x).");
    if (token.kind == Kind::Power || token.kind == Kind::RaisedOpen) {
        return {CALC_TEXT("Write the power behind the bracket, as in {0}(x)^2."), {name}};
    }
    if (token.kind == Kind::Number || (token.kind == Kind::Name && token.text.size() <= 2)) {
        return {CALC_TEXT("Write the argument of {0} in brackets: {0}({1})."), {name, symbol(token)}};
    }
    return {CALC_TEXT("“{0}” is a function: write its argument in brackets, as in {0}(x)."), {name}};
}

Message tooFewArguments(const OpenBracket& bracket) {
    if (bracket.kind == OpenBracket::Kind::Choose) return CALC_TEXT("“if” needs a comparison and two values, as in if(x < 0, -x, x).");
    return {CALC_TEXT("“{0}” takes two arguments, separated by a comma: {0}(x, 2)."), {std::string(builtin(bracket.function).name)}};
}

Message tooManyArguments(const OpenBracket& bracket) {
    if (bracket.kind == OpenBracket::Kind::Choose) return CALC_TEXT("“if” has three parts only, as in if(x < 0, -x, x).");
    const Builtin& entry = builtin(bracket.function);
    const std::string name(entry.name);
    if (entry.arity == 2) return {CALC_TEXT("“{0}” takes exactly two arguments. For three write {0}({0}(x, 2), 3)."), {name}};
    if (entry.function == Function::Ln) {
        return CALC_TEXT("A logarithm takes one argument. For another base write log10(x), log2(x) or ln(x)/ln(3).");
    }
    return {CALC_TEXT("“{0}” takes one argument. Decimal numbers are written with a point, as in 1.5."), {name}};
}

Message numberAfterOperand(const Token& token, const Token& previous) {
    if (previous.kind == Kind::Name) {
        return {CALC_TEXT("Write {0}*{1} for the product or {0}^{1} for the power."), {symbol(previous), symbol(token)}};
    }
    if (previous.kind != Kind::Number || token.text.front() != '.') {
        return CALC_TEXT("Two numbers stand side by side. Write an operator between them, such as + or *.");
    }
    const bool inExponent = previous.text.find_first_of("eE") != std::string_view::npos;
    return inExponent ? CALC_TEXT("The exponent of a number is whole, as in 2e3.") : CALC_TEXT("A number has only one decimal point.");
}

}  // namespace calc
