#pragma once
#include <QPainterPath>

namespace calc {

/// A delimiter drawn to any height: one of ( ) [ ] | { } ⌊ ⌋ ⌈ ⌉. The shape stands with its left side at x = 0 and reaches from `top` to
/// `bottom` (y downward). `em` is the size of the type around it: it gives the weight of the strokes. Empty for other characters.
struct DelimiterShape {
    QPainterPath path;
    double width = 0.0;
};
DelimiterShape delimiterShape(char32_t delimiter, double top, double bottom, double em);

/// The sign of a root over a radicand of the given width; the radicand begins at `inner` right of the origin.
struct RootShape {
    QPainterPath path;
    double inner = 0.0;
};
RootShape rootShape(double width, double top, double bottom, double em);

/// The sign of an integral, slanted, from top to bottom; its optical middle line is at x = width / 2.
DelimiterShape integralShape(double top, double bottom, double em);

}  // namespace calc
