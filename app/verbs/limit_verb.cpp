#include <array>

#include "app/verbs/limit_kind_text.h"
#include "app/verbs/verb_list.h"
#include "core/expression/print.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 3> kFields = {{{"f", "the function of x", true},
                                               {"to", "where x goes: a number, inf or -inf", true},
                                               {"side", "both left right; both if not given"}}};

LimitPoint limitPoint(const NumberLinePoint& point) {
    if (point.kind == NumberLinePoint::Kind::PlusInfinity) return LimitPoint::plusInfinity();
    if (point.kind == NumberLinePoint::Kind::MinusInfinity) return LimitPoint::minusInfinity();
    return LimitPoint::finite(point.exact);
}

Result<Side> sideOf(const Question& question) {
    const std::string name = question.textOr("side", "both");
    if (name == "both") return Side::Both;
    if (name == "left") return Side::Left;
    if (name == "right") return Side::Right;
    return Error{
        ErrorCode::UnknownName, {CALC_TEXT("There is no side {0}; the sides are both, left and right."), {name}}, std::nullopt, "side"};
}

void writeSide(JsonWriter& out, std::string_view name, const OneSidedLimit& side) {
    out.key(name);
    out.beginObject();
    out.field("kind", limitKindName(side.kind));
    if (side.kind == LimitKind::Value) out.field("value", side.value);
    out.endObject();
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X});
    const auto to = question.numberLinePoint("to");
    const auto side = sideOf(question);
    if (!f) return f.error();
    if (!to) return to.error();
    if (!side) return side.error();
    LimitOptions options;
    options.expired = question.expired;
    const Limit result = limit(*f, limitPoint(*to), *side, options);
    const std::string why = renderPlainEnglish(result.why);
    std::string plain = writeLimit(out, result);
    if (result.suggested) out.field("suggested", result.suggested->value);
    if (result.left) writeSide(out, "left", *result.left);
    if (result.right) writeSide(out, "right", *result.right);
    if (result.left && result.right && result.kind != LimitKind::Value) {
        plain += " (from the left: " + limitText(result.left->kind, result.left->value) +
                 ", from the right: " + limitText(result.right->kind, result.right->value) + ")";
    }
    out.field("why", std::string_view(why));
    return why.empty() ? plain : plain + "\n" + why;
}

}  // namespace

const Verb kLimitVerb = {"limit", "the limit of a function of x", kFields, answer};

}  // namespace calc
