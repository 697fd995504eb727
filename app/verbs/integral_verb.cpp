#include <array>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/quadrature.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 3> kFields = {
    {{"f", "the integrand, a function of x", true}, {"from", "lower bound; -inf is allowed", true}, {"to", "upper bound; inf is allowed", true}}};

const char* kindName(IntegralKind kind) {
    switch (kind) {
        case IntegralKind::Value: return "value";
        case IntegralKind::Diverges: return "diverges";
        case IntegralKind::Undefined: return "undefined";
        case IntegralKind::Undetermined: break;
    }
    return "undetermined";
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X});
    const auto from = question.number("from");
    const auto to = question.number("to");
    if (!f) return f.error();
    if (!from) return from.error();
    if (!to) return to.error();
    IntegrateOptions options;
    options.expired = question.expired;
    const Integral result = integrate(*f, {*from, *to}, options);
    const std::string why = renderPlainEnglish(result.why);
    out.field("kind", kindName(result.kind));
    std::string plain = kindName(result.kind);
    if (result.kind == IntegralKind::Value) {
        out.field("value", result.value);
        out.field("error", result.error);
        out.field("certified", result.certified);
        if (result.certified) {
            out.field("lower", result.lower);
            out.field("upper", result.upper);
        }
        plain = shortest(result.value) + " ± " + shortest(result.error);
        if (result.certified) plain += ", proved to lie in [" + shortest(result.lower) + ", " + shortest(result.upper) + "]";
    }
    out.field("evaluations", result.evaluations);
    out.field("why", std::string_view(why));
    return why.empty() ? plain : plain + "\n" + why;
}

}  // namespace

const Verb kIntegralVerb = {"integral", "the integral of a function of x", kFields, answer};

}  // namespace calc
