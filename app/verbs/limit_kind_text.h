#pragma once
#include <string>

#include "core/base/json_writer.h"
#include "core/base/number_text.h"
#include "core/calculus/limit.h"

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

}  // namespace calc
