#pragma once
#include <QRectF>
#include <cstdint>

#include "ui/paint/theme.h"

class QPainter;
class QPixmap;

namespace calc {

/// The signs on buttons and in the navigation, drawn by lines: sharp at every scale, in every theme, without an image file.
enum class Glyph : std::uint8_t {
    Undo,
    Redo,
    Export,
    ChevronRight,
    ChevronDown,
    Plus,
    Close,
    ArrowRight,
    ToStart,
    StepBack,
    Play,
    Pause,
    StepForward,
    ToEnd,
    Loop,
    Derivatives,
    Integrals,
    Limits,
    Learning,
    Lessons,
    Panel,
};
void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& box, const QColor& colour);

/// The magnifier with the curve in it.
void paintLogo(QPainter& painter, const QRectF& box, const Theme& theme);
QPixmap logoPixmap(int side, const Theme& theme);

}  // namespace calc
