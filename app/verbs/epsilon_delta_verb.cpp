#include <array>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/epsilon_delta.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 5> kFields = {{{"f", "the function of x", true},
                                               {"to", "the point that x tends to", true},
                                               {"limit", "the claimed limit", true},
                                               {"epsilon", "how near the values must be", true},
                                               {"side", "from where x comes: both left right; both if not given"}}};

Result<Expression> finite(const Question& question, std::string_view field) {
    const auto point = question.numberLinePoint(field);
    if (!point) return point.error();
    if (point->kind != NumberLinePoint::Kind::Finite) {
        return Error{ErrorCode::BadValue,
                     {CALC_TEXT("The field {0} takes a finite number."), {std::string(field)}},
                     std::nullopt,
                     std::string(field)};
    }
    return point->exact;
}

Result<Side> sideOf(const Question& question) {
    const std::string name = question.textOr("side", "both");
    if (name == "both") return Side::Both;
    if (name == "left") return Side::Left;
    if (name == "right") return Side::Right;
    return Error{
        ErrorCode::UnknownName, {CALC_TEXT("There is no side {0}; the sides are both, left and right."), {name}}, std::nullopt, "side"};
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X});
    const auto to = finite(question, "to");
    const auto limit = finite(question, "limit");
    const auto epsilon = finite(question, "epsilon");
    const auto epsilonValue = question.number("epsilon");
    if (!f) return f.error();
    if (!to) return to.error();
    if (!limit) return limit.error();
    if (!epsilon) return epsilon.error();
    if (!epsilonValue) return epsilonValue.error();
    if (!(*epsilonValue > 0)) return Error{ErrorCode::BadValue, CALC_TEXT("Epsilon must be greater than 0."), std::nullopt, "epsilon"};
    const auto side = sideOf(question);
    if (!side) return side.error();
    EpsilonDeltaOptions options;
    options.side = *side;
    options.expired = question.expired;
    const EpsilonDelta result = epsilonDelta(*f, *to, *limit, *epsilon, options);
    const std::string why = renderPlainEnglish(result.why);
    std::string plain = "undecided";
    if (result.kind == EpsilonDeltaKind::Proved) {
        out.field("kind", "proved");
        out.field("delta", result.delta);
        plain = "proved with delta = " + shortest(result.delta);
    } else if (result.kind == EpsilonDeltaKind::Refuted) {
        out.field("kind", "refuted");
        out.field("witness", result.witness);
        plain = "refuted at x = " + shortest(result.witness);
    } else {
        out.field("kind", "undecided");
    }
    out.field("why", std::string_view(why));
    return plain + "\n" + why;
}

}  // namespace

const Verb kEpsilonDeltaVerb = {"epsilon-delta", "prove or refute a limit for a given epsilon", kFields, answer};

}  // namespace calc
