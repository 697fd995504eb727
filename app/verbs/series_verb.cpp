#include <array>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/calculus/series.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 2> kFields = {{{"term", "the terms, an expression in n", true}, {"from", "the first n; 1 if not given"}}};

const char* kindName(SeriesKind kind) {
    switch (kind) {
        case SeriesKind::Value: return "value";
        case SeriesKind::PlusInfinity: return "+inf";
        case SeriesKind::MinusInfinity: return "-inf";
        case SeriesKind::Diverges: return "diverges";
        case SeriesKind::Undefined: return "undefined";
        case SeriesKind::Undetermined: break;
    }
    return "undetermined";
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto term = question.expression("term", {Variable::N});
    const auto from = question.integerOr("from", 1);
    if (!term) return term.error();
    if (!from) return from.error();
    SeriesOptions options;
    options.expired = question.expired;
    const SeriesSum result = series(*term, *from, options);
    const std::string why = renderPlainEnglish(result.why);
    out.field("kind", kindName(result.kind));
    std::string plain = kindName(result.kind);
    if (result.kind == SeriesKind::Value) {
        out.field("value", result.value);
        out.field("error", result.error);
        plain = shortest(result.value) + " ± " + shortest(result.error);
    }
    out.field("why", std::string_view(why));
    return why.empty() ? plain : plain + "\n" + why;
}

}  // namespace

const Verb kSeriesVerb = {"series", "the sum of a series, and the test that decides", kFields, answer};

}  // namespace calc
