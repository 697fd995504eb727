#pragma once
#include <optional>
#include <string>

#include "core/numbers/rational.h"

namespace calc {

/// A rational that is not negative as a decimal literal of the grammar, exactly: "0.1", "1.5", "1e400"; nullopt where it has no finite
/// decimal form (1/3) or none that the parser reads (1,000 characters, exponents to +-5000). The shorter of the plain and the scientific
/// form; every number that was read has one.
std::optional<std::string> decimalText(const Rational& value);

}  // namespace calc
