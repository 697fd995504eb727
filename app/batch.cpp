#include "app/batch.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "core/base/number_text.h"

namespace calc {
namespace {

using Json = nlohmann::json;

Error badLine(Message message) { return {ErrorCode::Syntax, std::move(message), std::nullopt, {}}; }

/// A scalar as text; nothing where the value is no scalar.
std::optional<std::string> scalarText(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number_unsigned()) return std::to_string(value.get<std::uint64_t>());
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_number_float()) return shortest(value.get<double>());
    return std::nullopt;
}

std::optional<FieldText> fieldText(const Json& value) {
    if (const auto scalar = scalarText(value)) return FieldText{{*scalar}, false, !value.is_string()};
    if (!value.is_array()) return std::nullopt;
    FieldText field{{}, true, true};
    for (const Json& item : value) {
        const auto scalar = scalarText(item);
        if (!scalar) return std::nullopt;
        field.items.push_back(*scalar);
    }
    return field;
}

Result<Question> readQuestion(const Json& line) {
    Question question;
    if (!line.is_object()) return badLine(CALC_TEXT("A line of a batch must be one JSON object."));
    for (const auto& [name, value] : line.items()) {
        if (name == "id" || value.is_null()) continue;
        const auto field = fieldText(value);
        if (!field) return Error{ErrorCode::Syntax, {CALC_TEXT("The field {0} must be a number, a text or a list of them."), {name}}, std::nullopt, name};
        question.fields[name] = *field;
    }
    return question;
}

/// The id exactly as it may be given back; JSON's own writer is safe here only for what JSON can say.
std::string idText(const Json& id) {
    if (id.is_string() || !id.is_primitive()) return id.dump(-1, ' ', false, Json::error_handler_t::replace);
    return scalarText(id).value_or("null");
}

std::string answerLine(const Verb& verb, const std::string& line, const DeadlineMaker& deadline) {
    const Json json = Json::parse(line, nullptr, false);
    const bool hasId = json.is_object() && json.contains("id");
    const auto open = [&json, hasId] {
        JsonWriter out;
        out.beginObject();
        if (hasId) {
            out.key("id");
            out.raw(idText(json["id"]));
        }
        return out;
    };
    auto question = json.is_discarded() ? Result<Question>(badLine(CALC_TEXT("This line is not valid JSON."))) : readQuestion(json);
    JsonWriter out = open();
    if (question) question->expired = deadline();
    const auto plain = question ? answerQuestion(verb, *question, out) : Result<std::string>(question.error());
    if (!plain) {
        out = open();
        writeError(plain.error(), out);
    }
    out.endObject();
    return out.text();
}

}  // namespace

void answerBatch(const Verb& verb, std::istream& in, std::ostream& out, const DeadlineMaker& deadline) {
    std::string line;
    while (std::getline(in, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        out << answerLine(verb, line, deadline) << '\n' << std::flush;
    }
}

}  // namespace calc
