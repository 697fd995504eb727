#pragma once
#include <string>

#include "core/expression/expression.h"

namespace calc {

/// The expression as text in the grammar of the parser, ASCII, with the fewest parentheses: parse(print(e)) == e for every e that the
/// parser can return; for others (negative or fractional Numbers made by simplification) an equal value.
std::string print(const Expression& expression);

}  // namespace calc
