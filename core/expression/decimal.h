#pragma once
#include <optional>
#include <string>

#include "core/numbers/rational.h"

namespace calc {

/// A rational that is not negative as a decimal literal of the grammar, exactly: "0.1", "1.5", "1e400"; nullopt where it has no finite
/// decimal form (1/3) or would need more than 1,000 digits. The shorter of the plain and the scientific form.
std::optional<std::string> decimalText(const Rational& value);

}  // namespace calc
