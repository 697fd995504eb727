#include <cmath>
#include <limits>

#include "core/expression/parser.h"
#include "core/expression/program.h"

namespace calc {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

/// 1, -1 where the text says infinity, else 0.
int infinitySign(std::string_view text) {
    std::string_view name = trimmed(text);
    int sign = 1;
    for (const std::string_view minus : {std::string_view("-"), std::string_view("−")}) {
        if (!name.starts_with(minus)) continue;
        sign = -1;
        name = trimmed(name.substr(minus.size()));
        break;
    }
    if (sign > 0 && name.starts_with('+')) name = trimmed(name.substr(1));
    return name == "inf" || name == "infinity" || name == "∞" ? sign : 0;
}

}  // namespace

Result<Expression> parseConstant(std::string_view text) { return parse(text, {}); }

Result<double> parseNumber(std::string_view text, InfinityRule infinity) {
    if (const int sign = infinitySign(text); sign != 0) {
        if (infinity == InfinityRule::Allow) return sign * std::numeric_limits<double>::infinity();
        return Error{ErrorCode::BadValue, {CALC_TEXT("Infinity is not allowed here: write a number."), {}}, Span{0, text.size()}, {}};
    }
    const Result<Expression> expression = parseConstant(text);
    if (!expression) return expression.error();
    const double value = Program::compile(*expression, {})(std::span<const double>{});
    if (std::isnan(value)) {
        return Error{ErrorCode::BadValue, {CALC_TEXT("This has no value among the real numbers."), {}}, expression->span(), {}};
    }
    if (std::isinf(value)) return Error{ErrorCode::BadValue, {CALC_TEXT("This number is too large."), {}}, expression->span(), {}};
    return value;
}

}  // namespace calc
