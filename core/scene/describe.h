#pragma once
#include <string>

#include "core/scene/frame.h"

namespace calc {

/// The Frame as text, one part a line, for golden tests: numbers with 9 significant digits, what is below 1e-12 of its panel's range as 0;
/// long point lists as count, first, last and a few between.
std::string describe(const Frame& frame);

}  // namespace calc
