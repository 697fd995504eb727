#include <cmath>

#include "app/verbs/verb.h"
#include "core/base/number_text.h"
#include "core/expression/parser.h"

namespace calc {
namespace {

Error named(Error error, std::string_view field) {
    error.field = std::string(field);
    return error;
}

Error fieldError(std::string_view field, Message message, ErrorCode code = ErrorCode::BadValue) {
    return {code, std::move(message), std::nullopt, std::string(field)};
}

Error notOneValue(std::string_view field) { return fieldError(field, {CALC_TEXT("The field {0} takes one value, not a list."), {std::string(field)}}); }

}  // namespace

bool Question::has(std::string_view name) const { return fields.contains(std::string(name)); }

Result<const FieldText*> Question::find(std::string_view name) const {
    const auto found = fields.find(std::string(name));
    if (found == fields.end()) return fieldError(name, {CALC_TEXT("The field {0} is missing."), {std::string(name)}});
    return &found->second;
}

Result<std::string> Question::text(std::string_view name) const {
    const auto field = find(name);
    if (!field) return field.error();
    if ((*field)->isList || (*field)->items.size() != 1) return notOneValue(name);
    return (*field)->items.front();
}

std::string Question::textOr(std::string_view name, std::string_view otherwise) const {
    const auto given = has(name) ? text(name) : Result<std::string>(std::string(otherwise));
    return given ? *given : std::string(otherwise);
}

Result<double> Question::number(std::string_view name) const {
    const auto given = text(name);
    if (!given) return given.error();
    if (*given == "true") return 1.0;
    if (*given == "false") return 0.0;
    const auto value = parseNumber(*given, InfinityRule::Allow);
    if (!value) return named(value.error(), name);
    return *value;
}

Result<double> Question::numberOr(std::string_view name, double otherwise) const {
    if (!has(name)) return otherwise;
    return number(name);
}

Result<std::int64_t> Question::integerOr(std::string_view name, std::int64_t otherwise) const {
    const auto value = numberOr(name, static_cast<double>(otherwise));
    if (!value) return value.error();
    constexpr double kLargest = 9.0e15;  // whole numbers are exact in a double up to here
    if (*value != std::floor(*value) || std::fabs(*value) > kLargest) {
        return fieldError(name, {CALC_TEXT("The field {0} takes a whole number, not {1}."), {std::string(name), NumberArgument{*value}}});
    }
    return static_cast<std::int64_t>(*value);
}

Result<std::vector<double>> Question::numbers(std::string_view name) const {
    const auto field = find(name);
    if (!field) return field.error();
    std::vector<double> values;
    for (const std::string& item : (*field)->items) {
        const auto value = parseNumber(item, InfinityRule::Allow);
        if (!value) return named(value.error(), name);
        values.push_back(*value);
    }
    return values;
}

Result<NumberLinePoint> Question::numberLinePoint(std::string_view name) const {
    const auto given = text(name);
    if (!given) return given.error();
    const auto value = parseNumber(*given, InfinityRule::Allow);
    if (!value) return named(value.error(), name);
    if (std::isinf(*value)) {
        return NumberLinePoint{*value > 0 ? NumberLinePoint::Kind::PlusInfinity : NumberLinePoint::Kind::MinusInfinity, {}, *value};
    }
    const auto exact = parseConstant(*given);
    if (!exact) return named(exact.error(), name);
    return NumberLinePoint{NumberLinePoint::Kind::Finite, *exact, *value};
}

Result<Expression> Question::expression(std::string_view name, const std::vector<Variable>& variables) const {
    const auto given = text(name);
    if (!given) return given.error();
    const auto parsed = parse(*given, variables);
    if (!parsed) return named(parsed.error(), name);
    return *parsed;
}

}  // namespace calc
