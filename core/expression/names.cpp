#include "core/expression/names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "core/expression/builtins.h"

namespace calc {
namespace {

constexpr std::size_t kLongestGuess = 24;  // longer names are not guessed at
constexpr std::size_t kLongestQuote = 24;

struct Alias {
    std::string_view name;
    Function function;
};
constexpr std::array kAliases = {
    Alias{"log", Function::Ln},
    Alias{"arcsin", Function::Asin},
    Alias{"arccos", Function::Acos},
    Alias{"arctan", Function::Atan},
};

/// Names of other programs and languages, and how the same is written here.
struct Elsewhere {
    std::string_view name;
    std::string_view ours;
};
constexpr std::array kElsewhere = {
    Elsewhere{"sine", "sin(x)"},
    Elsewhere{"cosine", "cos(x)"},
    Elsewhere{"tangent", "tan(x)"},
    Elsewhere{"tg", "tan(x)"},
    Elsewhere{"ctg", "1/tan(x)"},
    Elsewhere{"cot", "1/tan(x)"},
    Elsewhere{"cotan", "1/tan(x)"},
    Elsewhere{"sec", "1/cos(x)"},
    Elsewhere{"csc", "1/sin(x)"},
    Elsewhere{"cosec", "1/sin(x)"},
    Elsewhere{"arctg", "atan(x)"},
    Elsewhere{"sh", "sinh(x)"},
    Elsewhere{"ch", "cosh(x)"},
    Elsewhere{"th", "tanh(x)"},
    Elsewhere{"sech", "1/cosh(x)"},
    Elsewhere{"csch", "1/sinh(x)"},
    Elsewhere{"coth", "1/tanh(x)"},
    Elsewhere{"lg", "log10(x)"},
    Elsewhere{"lb", "log2(x)"},
    Elsewhere{"ld", "log2(x)"},
    Elsewhere{"exp2", "2^x"},
    Elsewhere{"exp10", "10^x"},
    Elsewhere{"expm1", "exp(x) - 1"},
    Elsewhere{"log1p", "ln(1 + x)"},
    Elsewhere{"pow", "x^2"},
    Elsewhere{"power", "x^2"},
    Elsewhere{"sqr", "x^2"},
    Elsewhere{"square", "x^2"},
    Elsewhere{"root", "sqrt(x)"},
    Elsewhere{"squareroot", "sqrt(x)"},
    Elsewhere{"wurzel", "sqrt(x)"},
    Elsewhere{"sgn", "sign(x)"},
    Elsewhere{"signum", "sign(x)"},
    Elsewhere{"ceiling", "ceil(x)"},
    Elsewhere{"int", "floor(x)"},
    Elsewhere{"trunc", "floor(x)"},
    Elsewhere{"round", "floor(x + 0.5)"},
    Elsewhere{"mod", "x - 2*floor(x/2)"},
    Elsewhere{"fact", "x!"},
    Elsewhere{"factorial", "x!"},
    Elsewhere{"logistic", "sigmoid(x)"},
    Elsewhere{"expit", "sigmoid(x)"},
    Elsewhere{"softplus", "ln(1 + exp(x))"},
    Elsewhere{"tgamma", "gamma(x)"},
    Elsewhere{"erfc", "1 - erf(x)"},
    Elsewhere{"asinh", "ln(x + sqrt(x^2 + 1))"},
    Elsewhere{"arsinh", "ln(x + sqrt(x^2 + 1))"},
    Elsewhere{"acosh", "ln(x + sqrt(x^2 - 1))"},
    Elsewhere{"arcosh", "ln(x + sqrt(x^2 - 1))"},
    Elsewhere{"atanh", "ln((1 + x)/(1 - x))/2"},
    Elsewhere{"artanh", "ln((1 + x)/(1 - x))/2"},
    Elsewhere{"euler", "e"},
    Elsewhere{"tau", "2*pi"},
    Elsewhere{"sinc", "sin(x)/x"},
    Elsewhere{"minimum", "min(x, 2)"},
    Elsewhere{"maximum", "max(x, 2)"},
    Elsewhere{"heaviside", "if(x < 0, 0, 1)"},
    Elsewhere{"step", "if(x < 0, 0, 1)"},
};

std::string lowered(std::string_view name) {
    std::string result(name);
    for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

bool isConstantName(std::string_view name) { return name == "pi" || name == "e"; }

bool isKnown(std::string_view name, const std::vector<Variable>& variables) {
    const auto variable = variableByName(name);
    const bool allowed = variable && std::find(variables.begin(), variables.end(), *variable) != variables.end();
    return allowed || isConstantName(name) || name == "if" || functionByName(name).has_value();
}

bool isDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

using Pieces = std::vector<std::string_view>;

/// The name cut into the fewest known names and numbers, the first not a number; empty where that cannot be done.
Pieces pieces(std::string_view name, const std::vector<Variable>& variables) {
    std::vector<Pieces> best(name.size() + 1);
    for (std::size_t end = 1; end <= name.size(); ++end) {
        for (std::size_t first = 0; first < end; ++first) {
            if (first > 0 && best[first].empty()) continue;
            const std::string_view piece = name.substr(first, end - first);
            if (!isKnown(piece, variables) && !(first > 0 && isDigits(piece))) continue;
            if (!best[end].empty() && best[end].size() <= best[first].size() + 1) continue;
            best[end] = best[first];
            best[end].push_back(piece);
        }
    }
    return best[name.size()];
}

/// "x*y", "sin(x)", "2*x*sin(" … from the pieces; empty where a function would have no argument.
std::string joined(const Pieces& parts, Follows follows) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += '*';
        const bool isLast = i + 1 == parts.size();
        if (!functionByName(parts[i])) {
            text += parts[i];
        } else if (isLast) {
            if (follows != Follows::Bracket) return {};
            text += std::string(parts[i]) + "(x)";
        } else {
            if (i + 2 != parts.size() || functionByName(parts[i + 1])) return {};
            return text + std::string(parts[i]) + "(" + std::string(parts[i + 1]) + ")";
        }
    }
    return text;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

/// The name of the table that a slip of the finger may have meant; empty where none is near.
std::string_view nearest(std::string_view name) {
    std::size_t least = name.size() >= 4 ? 3 : 2;
    std::string_view found;
    for (const Builtin& candidate : builtins()) {
        if (name.size() < 3 || candidate.name.size() < 3) continue;
        const std::size_t distance = editDistance(name, candidate.name);
        if (distance < least) {
            least = distance;
            found = candidate.name;
        }
    }
    return found;
}

std::string quoted(std::string_view name) {
    if (name.size() <= kLongestQuote) return std::string(name);
    return std::string(name.substr(0, kLongestQuote)) + "…";
}

}  // namespace

std::optional<Function> functionByName(std::string_view name) {
    for (const Builtin& entry : builtins()) {
        if (entry.name == name) return entry.function;
    }
    for (const Alias& alias : kAliases) {
        if (alias.name == name) return alias.function;
    }
    return std::nullopt;
}

std::optional<Variable> variableByName(std::string_view name) {
    if (name.size() != 1) return std::nullopt;
    for (const Variable variable : {Variable::X, Variable::Y, Variable::N, Variable::Z, Variable::H, Variable::T}) {
        if (name.front() == variableName(variable)[0]) return variable;
    }
    return std::nullopt;
}

std::string listed(const std::vector<Variable>& variables) {
    std::string text;
    for (std::size_t i = 0; i < variables.size(); ++i) {
        if (i > 0) text += i + 1 == variables.size() ? " and " : ", ";
        text += variableName(variables[i]);
    }
    return text;
}

Message unknownName(std::string_view name, Follows follows, const std::vector<Variable>& variables) {
    const std::string shown = quoted(name);
    if (name.size() <= kLongestGuess) {
        const std::string small = lowered(name);
        if (small != name && isKnown(small, variables)) {
            return {CALC_TEXT("“{0}” is not known. Names are written in small letters: {1}."), {shown, small}};
        }
        const auto elsewhere = std::find_if(kElsewhere.begin(), kElsewhere.end(), [&small](const Elsewhere& e) { return e.name == small; });
        if (elsewhere != kElsewhere.end()) return {CALC_TEXT("“{0}” is not known here. Write {1}."), {shown, std::string(elsewhere->ours)}};
        const Pieces parts = pieces(small, variables);
        const std::string product = joined(parts, follows);
        if (!product.empty() && parts.size() == 2 && isDigits(parts[1]) && !functionByName(parts[0])) {
            return {CALC_TEXT("“{0}” is not known. Write {1} for the product or {2} for the power."),
                    {shown, product, std::string(parts[0]) + "^" + std::string(parts[1])}};
        }
        if (!product.empty() && parts.size() <= 4) return {CALC_TEXT("“{0}” is not known. Write {1}."), {shown, product}};
        const std::string_view near = nearest(small);
        if (!near.empty()) return {CALC_TEXT("“{0}” is not known. Did you mean {1}?"), {shown, std::string(near)}};
    }
    if (variables.empty()) return {CALC_TEXT("“{0}” is not known. Here a number is expected, such as 2, pi/2 or sqrt(2)."), {shown}};
    return {CALC_TEXT("“{0}” is not known. You may use {1}, numbers, pi, e and functions such as sin(x)."), {shown, listed(variables)}};
}

}  // namespace calc
