#include <array>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/point_value.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 4> kFields = {{{"f", "the expression", true}, {"x", "value of x"}, {"y", "value of y"}, {"n", "value of n"}}};

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const std::vector<Variable> variables = {Variable::X, Variable::Y, Variable::N};
    const auto expression = question.expression("f", variables);
    if (!expression) return expression.error();
    std::vector<double> point;
    for (const Variable variable : variables) {
        const std::string_view name = variableName(variable);
        if (expression->uses(variable) && !question.has(name)) {
            return Error{ErrorCode::BadValue, {CALC_TEXT("The expression uses {0}, and no value was given for it."), {std::string(name)}}, std::nullopt, std::string(name)};
        }
        const auto value = question.numberOr(name, 0.0);
        if (!value) return value.error();
        point.push_back(*value);
    }
    const PointValue answer = pointValue(*expression, variables, point);
    if (answer.kind == PointValue::Kind::Undefined || answer.kind == PointValue::Kind::Undetermined) {
        const std::string_view kind = answer.kind == PointValue::Kind::Undefined ? "undefined" : "undetermined";
        out.field("kind", kind);
        return std::string(kind);
    }
    const double value = answer.value;
    if (answer.kind == PointValue::Kind::Overflow) {
        out.field("kind", "overflow");
        out.field("sign", value > 0 ? 1 : -1);
        return std::string(value > 0 ? "overflow (too large for a double)" : "overflow (too large for a double, negative)");
    }
    out.field("kind", "value");
    out.field("value", value);
    return shortest(value);
}

}  // namespace

const Verb kEvaluateVerb = {"evaluate", "the value of an expression at a point", kFields, answer};

}  // namespace calc
