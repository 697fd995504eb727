#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/message.h"
#include "core/expression/expression.h"

namespace calc {

/// The function of a name as typed, accepted names included ("log" is Ln, "arcsin" is Asin); nullopt where there is none.
std::optional<Function> functionByName(std::string_view name);

/// The variable of a name, whether it is allowed in an expression or not.
std::optional<Variable> variableByName(std::string_view name);

/// "x", "x and y", "x, y and n": what an expression may use, for messages. Empty for none.
std::string listed(const std::vector<Variable>& variables);

enum class Follows { Bracket, Other };

/// What to write instead of a name that nobody knows: x*y for "xy", sin(x) for "sinx", asin for "arcsinus", the nearest name for a slip
/// of the finger. Bounded work whatever the length of the name.
Message unknownName(std::string_view name, Follows follows, const std::vector<Variable>& variables);

}  // namespace calc
