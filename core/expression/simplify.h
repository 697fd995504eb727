#pragma once
#include "core/expression/expression.h"

namespace calc {

/// An equal expression as a teacher would write it: exact constants folded, like terms and powers collected (2*x, not x*1+1*x+0),
/// signs moved out, terms in falling degree. Keeps meaning on the reals: equal wherever the given one has a value; it may have a value at
/// single points where the given one has none (x/x is 1). No rule that changes the domain on an interval (sqrt(x)^2 stays).
/// Linear passes to a fixed point, bounded: at most four, on at most Expression::kMaximumNodes nodes and numbers of 10,000 bits; beyond
/// that the expression is given back as it is.
///
/// DomainRule::MayGrow allows more where only the values count that the given expression has, as in a derivative, which is read inside
/// the domain of the function: sqrt(x)*sqrt(x) is x, exp(ln(x)) is x, 0*ln(x) is 0.
enum class DomainRule { Keep, MayGrow };
Expression simplify(const Expression& expression, DomainRule domain = DomainRule::Keep);

}  // namespace calc
