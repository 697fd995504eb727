#pragma once
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/expression/expression.h"

namespace calc {

/// Reads an expression of the grammar in the command line's documentation (README, "Expressions"), by precedence climbing over tokens.
///
/// Total on any bytes: what is not an expression over `variables` gives an Error with the span (code points) and a sentence that says
/// what to write instead. A text over 1 MiB, more than Expression::kMaximumNodes parts or nesting over Expression::kMaximumDepth is
/// refused with a sentence. Linear in the length of the text. The result's spans point into the text.
Result<Expression> parse(std::string_view text, const std::vector<Variable>& variables = {Variable::X});

/// An expression without variables, evaluated: what number fields take ("pi/2", "-3", "1e-3", "inf", "-inf"). Infinity only where
/// `allowInfinity`. Fails with a sentence where it is no number or has no value.
enum class InfinityRule { Refuse, Allow };
Result<double> parseNumber(std::string_view text, InfinityRule infinity = InfinityRule::Refuse);
/// The same, kept exact as an expression without variables (infinity is not an expression).
Result<Expression> parseConstant(std::string_view text);

}  // namespace calc
