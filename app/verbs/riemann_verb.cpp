#include <algorithm>
#include <array>
#include <utility>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/quadrature.h"
#include "core/calculus/riemann_sum.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 5> kFields = {{{"f", "the function of x", true},
                                               {"from", "start of the range", true},
                                               {"to", "end of the range", true},
                                               {"n", "number of equal subintervals", true},
                                               {"rule", "left right midpoint trapezoid simpson lower upper; midpoint if not given"}}};

constexpr std::array<std::pair<std::string_view, RiemannRule>, 7> kRules = {{{"left", RiemannRule::Left},
                                                                           {"right", RiemannRule::Right},
                                                                           {"midpoint", RiemannRule::Midpoint},
                                                                           {"trapezoid", RiemannRule::Trapezoid},
                                                                           {"simpson", RiemannRule::Simpson},
                                                                           {"lower", RiemannRule::Lower},
                                                                           {"upper", RiemannRule::Upper}}};

Result<RiemannRule> ruleOf(const Question& question) {
    const std::string name = question.textOr("rule", "midpoint");
    const auto found = std::find_if(kRules.begin(), kRules.end(), [&name](const auto& entry) { return entry.first == name; });
    if (found != kRules.end()) return found->second;
    return Error{ErrorCode::UnknownName,
                 {CALC_TEXT("There is no rule {0}; the rules are left, right, midpoint, trapezoid, simpson, lower and upper."), {name}},
                 std::nullopt,
                 "rule"};
}

const char* kindName(RiemannSum::Kind kind) {
    switch (kind) {
        case RiemannSum::Kind::Value: return "value";
        case RiemannSum::Kind::Undefined: return "undefined";
        case RiemannSum::Kind::Overflow: return "overflow";
        case RiemannSum::Kind::Undetermined: break;
    }
    return "undetermined";
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto f = question.expression("f", {Variable::X});
    const auto from = question.number("from");
    const auto to = question.number("to");
    const auto n = question.integerOr("n", 0);
    const auto rule = ruleOf(question);
    if (!f) return f.error();
    if (!from) return from.error();
    if (!to) return to.error();
    if (!n) return n.error();
    if (!rule) return rule.error();
    const auto sum = riemannSum(Program::compile(*f), {*from, *to}, *n, *rule);
    if (!sum) return sum.error();
    out.field("kind", kindName(sum->kind));
    const std::string why = renderPlainEnglish(sum->why);
    std::string plain = kindName(sum->kind);
    if (sum->kind == RiemannSum::Kind::Overflow) out.field("sign", sum->sum.value < 0 ? -1 : 1);
    if (sum->kind == RiemannSum::Kind::Value) {
        out.field("value", sum->sum.value);
        plain = shortest(sum->sum.value);
        IntegrateOptions options;
        options.expired = question.expired;
        options.certify = IntegrateOptions::Certify::No;
        const Integral integral = integrate(*f, {*from, *to}, options);
        if (integral.kind == IntegralKind::Value) {
            out.field("error", sum->sum.value - integral.value);
            plain += "   (sum minus integral: " + shortest(sum->sum.value - integral.value) + ")";
        }
        if (sum->proved) {
            out.field("lower", sum->proved->low);
            out.field("upper", sum->proved->high);
        }
    }
    if (!why.empty()) out.field("why", std::string_view(why));
    return why.empty() ? plain : plain + "\n" + why;
}

}  // namespace

const Verb kRiemannVerb = {"riemann", "a Riemann sum of a function of x", kFields, answer};

}  // namespace calc
