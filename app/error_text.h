#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace calc {

/// The error for a terminal: one line, and for an expression a line with the text and one with a caret under the column. The text is cut
/// to 60 characters around the column; what is not valid UTF-8 or not printable is shown as U+FFFD.
std::string errorText(const Error& error, std::string_view source);

}  // namespace calc
