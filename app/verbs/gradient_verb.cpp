#include <array>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/derivative.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 2> kFields = {{{"f", "the function of x and y", true}, {"at", "the point: x y", true}}};

void writePair(JsonWriter& out, double a, double b) {
    out.beginArray();
    out.value(a);
    out.value(b);
    out.endArray();
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X, Variable::Y});
    const auto at = question.numbers("at");
    if (!f) return f.error();
    if (!at) return at.error();
    if (at->size() != 2) return Error{ErrorCode::BadValue, CALC_TEXT("The field at takes two numbers, x and y."), std::nullopt, "at"};
    const GradientAndHessian result = gradientAndHessian(*f, {(*at)[0], (*at)[1]});
    if (result.kind != PointDerivative::Kind::Value) {
        const std::string why = renderPlainEnglish(result.why);
        const char* kind = result.kind == PointDerivative::Kind::Undefined ? "undefined" : "undetermined";
        out.field("kind", kind);
        out.field("why", std::string_view(why));
        return std::string(kind) + ": " + why;
    }
    out.field("kind", "value");
    out.key("gradient");
    writePair(out, result.gradient.x, result.gradient.y);
    if (result.hasHessian) {
        out.key("hessian");
        out.beginArray();
        for (const auto& hessianRow : result.hessian) writePair(out, hessianRow[0], hessianRow[1]);
        out.endArray();
    }
    return "gradient (" + shortest(result.gradient.x) + ", " + shortest(result.gradient.y) + ")";
}

}  // namespace

const Verb kGradientVerb = {"gradient", "gradient and Hessian of a function of x and y", kFields, answer};

}  // namespace calc
