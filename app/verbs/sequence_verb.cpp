#include <array>

#include "app/verbs/limit_kind_text.h"
#include "app/verbs/verb_list.h"
#include "core/calculus/sequence.h"
#include "core/expression/parser.h"
#include "core/expression/print.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 2> kFields = {
    {{"a", "the terms, an expression in n = 1, 2, 3 …", true}, {"epsilon", "how near the terms must stay to the limit; a list"}}};

/// The texts of the epsilons, as they were given, and their exact values.
struct Epsilons {
    std::vector<std::string> texts;
    std::vector<Expression> values;
};

Result<Epsilons> epsilonsOf(const Question& question) {
    Epsilons epsilons;
    const auto found = question.fields.find("epsilon");
    if (found == question.fields.end()) return epsilons;
    for (const std::string& text : found->second.items) {
        const auto value = parseNumber(text);
        const auto exact = parseConstant(text);
        if (!value || !exact || !(*value > 0)) {
            return Error{ErrorCode::BadValue, {CALC_TEXT("Epsilon must be a number greater than 0, not {0}."), {text}}, std::nullopt, "epsilon"};
        }
        epsilons.texts.push_back(text);
        epsilons.values.push_back(*exact);
    }
    return epsilons;
}

/// The object {epsilon: N} of those that are proved, or of those only looked up; nothing is written where there are none.
std::string writeFirst(const SequenceLimit& result, const Epsilons& epsilons, bool proved, std::string_view name, JsonWriter& out) {
    std::string plain;
    bool open = false;
    for (std::size_t i = 0; i < result.first.size() && i < epsilons.texts.size(); ++i) {
        const auto& first = result.first[i];
        if (!first || first->proved != proved) continue;
        if (!open) {
            out.key(name);
            out.beginObject();
            open = true;
        }
        out.field(epsilons.texts[i], first->n);
        plain += "\nwithin " + epsilons.texts[i] + " from n = " + std::to_string(first->n) + (proved ? " on (proved)" : " on, as far as was looked");
    }
    if (open) out.endObject();
    return plain;
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto a = question.expression("a", {Variable::N});
    const auto epsilons = epsilonsOf(question);
    if (!a) return a.error();
    if (!epsilons) return epsilons.error();
    SequenceOptions options;
    options.expired = question.expired;
    const SequenceLimit result = sequence(*a, epsilons->values, options);
    const std::string why = renderPlainEnglish(result.why);
    std::string plain = writeLimit(out, result);
    plain += writeFirst(result, *epsilons, true, "first_n", out);
    plain += writeFirst(result, *epsilons, false, "checked_to", out);
    out.field("why", std::string_view(why));
    return why.empty() ? plain : plain + "\n" + why;
}

}  // namespace

const Verb kSequenceVerb = {"sequence", "the limit of a sequence, and from where on it stays near", kFields, answer};

}  // namespace calc
