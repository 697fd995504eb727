#pragma once
#include <string>

#include "core/scene/prepare.h"

namespace calc {

/// The numbers that were recorded for a Scene as CSV, with a line of names: for a descent every step of every run, for totals every bar of
/// the period, for an area every n with its sum, for an accumulation every x with its area. Shortest digits that read back; what has no
/// value is an empty cell. Empty text: this kind of scene records nothing, its numbers are those of its Frames.
std::string recordedNumbers(const Prepared& prepared);

}  // namespace calc
