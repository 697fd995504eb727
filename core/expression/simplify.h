#pragma once
#include "core/expression/expression.h"

namespace calc {

/// An equal expression as a teacher would write it: exact constants folded, like terms and powers collected (2*x, not x*1+1*x+0),
/// signs moved out, terms in falling degree. Keeps meaning on the reals: equal wherever the given one has a value; it may have a value at
/// single points where the given one has none (x/x is 1). No rule that changes the domain on an interval (sqrt(x)^2 stays).
/// Linear passes to a fixed point, bounded.
Expression simplify(const Expression& expression);

}  // namespace calc
