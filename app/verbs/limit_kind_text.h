#pragma once
#include <string>

#include "core/base/json_writer.h"
#include "core/base/number_text.h"
#include "core/calculus/limit.h"
#include "core/expression/print.h"

/// How limits, sequences and sides are named in answers.
namespace calc {

inline const char* limitKindName(LimitKind kind) {
    switch (kind) {
        case LimitKind::Value: return "value";
        case LimitKind::PlusInfinity: return "+inf";
        case LimitKind::MinusInfinity: return "-inf";
        case LimitKind::DoesNotExist: return "dne";
        case LimitKind::Undefined: return "undefined";
        case LimitKind::Undetermined: break;
    }
    return "undetermined";
}

inline std::string limitText(LimitKind kind, double value) {
    if (kind == LimitKind::Value) return shortest(value);
    return kind == LimitKind::DoesNotExist ? "does not exist" : limitKindName(kind);
}

/// The fields kind, value, error and exact of an answer, and its plain text. Answer: Limit or SequenceLimit.
template <class Answer>
std::string writeLimit(JsonWriter& out, const Answer& answer) {
    out.field("kind", limitKindName(answer.kind));
    std::string plain = limitText(answer.kind, answer.value);
    if (answer.kind != LimitKind::Value) return plain;
    out.field("value", answer.value);
    out.field("error", answer.error);
    if (!answer.exact) return plain;
    const std::string exact = print(*answer.exact);
    out.field("exact", std::string_view(exact));
    return exact == plain ? plain : plain + " = " + exact;
}

}  // namespace calc
