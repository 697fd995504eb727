#include <array>
#include <cmath>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/derivative.h"
#include "core/expression/differentiate.h"
#include "core/expression/print.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 3> kFields = {{{"f", "the function of x", true}, {"at", "the point", true}, {"order", "1 to 20; 1 if not given"}}};
constexpr std::int64_t kLargestOrder = 20;
constexpr std::size_t kLongestFormula = 4000;  // parts; a longer derivative helps nobody as text

/// The derivative as text where there is one of reasonable length.
std::optional<std::string> derivativeText(const Expression& f, std::int64_t order) {
    Expression result = f;
    for (std::int64_t i = 0; i < order; ++i) {
        if (result.nodeCount() > kLongestFormula) return std::nullopt;
        const auto next = differentiate(result, Variable::X);
        if (!next) return std::nullopt;
        result = *next;
    }
    if (result.nodeCount() > kLongestFormula) return std::nullopt;
    return print(result);
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X});
    const auto at = question.number("at");
    const auto order = question.integerOr("order", 1);
    if (!f) return f.error();
    if (!at) return at.error();
    if (!order) return order.error();
    if (*order < 1 || *order > kLargestOrder) {
        return Error{ErrorCode::BadValue, {CALC_TEXT("The order of a derivative is a whole number from 1 to {0}."), {kLargestOrder}}, std::nullopt, "order"};
    }
    const PointDerivative result = derivative(*f, *at, static_cast<int>(*order));
    const bool isValue = result.kind == PointDerivative::Kind::Value;
    const char* kind = isValue ? "value" : result.kind == PointDerivative::Kind::Undefined ? "undefined" : "undetermined";
    if (isValue && std::isinf(result.value)) {
        out.field("kind", "overflow");
        out.field("sign", result.value > 0 ? 1 : -1);
        return std::string("overflow (too large for a double)");
    }
    out.field("kind", kind);
    if (isValue) out.field("value", result.value);
    const auto text = derivativeText(*f, *order);
    if (text) out.field("expression", std::string_view(*text));
    if (result.left) out.field("left", *result.left);
    if (result.right) out.field("right", *result.right);
    if (isValue) return shortest(result.value) + (text ? "   (derivative: " + *text + ")" : "");
    const std::string why = renderPlainEnglish(result.why);
    if (!why.empty()) out.field("why", std::string_view(why));
    return std::string(kind) + ": " + why;
}

}  // namespace

const Verb kDerivativeVerb = {"derivative", "the derivative of a function of x at a point", kFields, answer};

}  // namespace calc
