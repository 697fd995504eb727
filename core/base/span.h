#pragma once
#include <cstddef>

namespace calc {

/// A stretch of a text: 0-based first code point and length, both counted in Unicode code points.
/// A message shows column = first + 1.
struct Span {
    std::size_t first = 0;
    std::size_t length = 0;
    bool operator==(const Span&) const = default;
};

}  // namespace calc
