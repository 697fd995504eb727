#pragma once
#include "core/expression/program_graph.h"
#include "core/numbers/interval.h"

namespace calc::intervals {

/// Any operation but Variable and Constant on intervals; `exponent` is that of PowerInteger.
Interval apply(Code code, double exponent, const Interval& a, const Interval& b, const Interval& c);

}  // namespace calc::intervals
