#include <algorithm>
#include <vector>

#include "app/verbs/verb_list.h"

namespace calc {

std::span<const Verb> verbs() {
    static const std::vector<Verb> kVerbs = {kEvaluateVerb, kDerivativeVerb, kGradientVerb, kIntegralVerb, kRiemannVerb,
                                             kLimitVerb,    kEpsilonDeltaVerb, kSequenceVerb, kSeriesVerb,  kDescendVerb};
    return kVerbs;
}

const Verb* findVerb(std::string_view name) {
    const auto all = verbs();
    const auto found = std::find_if(all.begin(), all.end(), [name](const Verb& verb) { return verb.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Result<std::string> answerQuestion(const Verb& verb, const Question& question, JsonWriter& out) {
    const bool open = verb.fields.back().name == "*";  // `descend` takes the parameters of its optimizer by name and checks them itself
    for (const auto& [name, field] : question.fields) {
        const bool known = std::any_of(verb.fields.begin(), verb.fields.end(), [&name](const FieldHelp& help) { return help.name == name; });
        if (!known && !open) {
            return Error{ErrorCode::UnknownName, {CALC_TEXT("The verb {0} has no field {1}."), {std::string(verb.name), name}}, std::nullopt, name};
        }
    }
    for (const FieldHelp& help : verb.fields) {
        if (help.required && !question.has(help.name)) {
            return Error{ErrorCode::BadValue, {CALC_TEXT("The field {0} is missing."), {std::string(help.name)}}, std::nullopt, std::string(help.name)};
        }
    }
    return verb.answer(question, out);
}

void writeError(const Error& error, JsonWriter& out) {
    out.field("kind", "error");
    out.field("message", renderPlainEnglish(error.message));
    if (error.span) out.field("column", static_cast<std::int64_t>(error.span->first) + 1);
    if (!error.field.empty()) out.field("field", error.field);
}

}  // namespace calc
