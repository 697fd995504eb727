#pragma once
#include <span>
#include <string_view>

#include "core/expression/expression.h"

namespace calc {

/// One row of the one table of functions: parser, help, completion and printing read it.
struct Builtin {
    Function function;
    std::string_view name;         ///< the name that print writes
    int arity;
    std::string_view derivative;   ///< the rule for help, in u: "cos(u) * u'"
    std::string_view domain;       ///< in words for help: "u > 0", empty for all reals
    std::string_view meaning;      ///< one short sentence
};
std::span<const Builtin> builtins();
const Builtin& builtin(Function function);

}  // namespace calc
