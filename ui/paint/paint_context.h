#pragma once
#include <cstdint>

#include "ui/paint/theme.h"

namespace calc {

/// Where the picture goes. Vector targets get whole lines, words as text and formulas as outlines; pixels get what is fast and sharp there.
enum class PaintTarget : std::uint8_t { Raster, Svg, Pdf };

/// What every painter is told. Lengths handed to px() and type() are those of the visual language, in px at 1080p.
struct PaintContext {
    Theme theme = Theme::light();
    double scale = 1.0;
    double typeScale = 1.0;   ///< a person's type size, 1 to 2
    double pixelRatio = 1.0;  ///< device pixels for one unit
    PaintTarget target = PaintTarget::Raster;

    double px(double at1080) const { return at1080 * scale; }
    double type(double at1080) const { return at1080 * scale * typeScale; }
    bool isVector() const { return target != PaintTarget::Raster; }
    QColor colour(Token token) const { return theme.colour(token); }
    bool operator==(const PaintContext&) const = default;
};

}  // namespace calc
