#include "ui/paint/dial_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/paint/axis_ticks.h"
#include "ui/paint/line_geometry.h"
#include "ui/paint/stroke_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kSweep = 259.0;       // degrees from the lowest to the highest value
constexpr double kFaceRadius = 158.0;  // px at 1080p; all lengths below are of a dial of this size
constexpr double kTrackRadius = 138.0;
constexpr double kTrackWidth = 9.0;
constexpr double kMajorTick = 27.0;
constexpr double kMinorTick = 17.0;
constexpr double kNumberRadius = 104.0;
constexpr double kNeedleLength = 140.0;
constexpr double kNeedleWidth = 13.0;
constexpr double kHub = 13.0;
constexpr double kReadingBelow = 108.0;
constexpr double kTickSpacing = 60.0;
constexpr double kWidestNumber = 62.0;
constexpr double kDegrees = std::numbers::pi / 180.0;

/// Centre and scale of a dial in its rectangle.
struct DialPlace {
    QPointF centre;
    double unit = 1.0;  ///< painter units for 1 px at 1080p of the full dial

    DialPlace(const QRectF& plot, const PaintContext& context) {
        const double room = 0.5 * std::min(plot.width(), plot.height()) - context.px(1);
        unit = std::min(context.px(1.0), std::max(0.1, room / kFaceRadius));
        centre = {plot.center().x(), plot.top() + kFaceRadius * unit + context.px(1)};
    }
    /// Type shrinks less than the dial: it must be read from the back row.
    double type(double at1080, const PaintContext& context) const {
        return at1080 * std::max(unit, 0.86 * context.scale) * context.typeScale;
    }
    QPointF at(double angle, double radius) const {
        return centre + QPointF(std::sin(angle * kDegrees), -std::cos(angle * kDegrees)) * (radius * unit);
    }
};

/// A piece of a circle as a line of short chords.
PathPoints arcPoints(const DialPlace& dial, double from, double to, double radius) {
    PathPoints points;
    const int count = std::max(2, static_cast<int>(std::ceil(std::fabs(to - from) / 2.0)));
    for (int i = 0; i <= count; ++i) points.push_back(dial.at(from + (to - from) * i / count, radius));
    return points;
}

void paintArc(QPainter& painter, const DialPlace& dial, double from, double to, double radius, const QColor& colour, double width) {
    const PathPoints points = arcPoints(dial, from, to, radius);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(points.data(), static_cast<int>(points.size()));
}

QFont numberFont(const DialPlace& dial, const PaintContext& context) { return interfaceFont(dial.type(17.0, context)); }

AxisTicks numbersOf(const DialPlace& dial, const Panel& panel, const PaintContext& context) {
    const double length = kSweep * kDegrees * kTrackRadius;
    const QFont font = numberFont(dial, context);
    AxisTicks ticks = axisTicks(panel.x, length, kTickSpacing);
    // Long numbers (powers of ten) need more room around the rim than short ones.
    for (double spacing = 1.6 * kTickSpacing; spacing < 0.5 * length; spacing *= 1.6) {
        double widest = 0.0;
        for (const AxisTick& tick : ticks) widest = std::max(widest, textWidth(tick.label, font));
        if (widest < kWidestNumber * dial.unit || ticks.size() < 4) break;
        ticks = axisTicks(panel.x, length, spacing);
    }
    return ticks;
}

void paintNumber(QPainter& painter, const DialPlace& dial, const Panel& panel, const AxisTick& tick, const PaintContext& context) {
    const QFont font = numberFont(dial, context);
    const QPointF place = dial.at(dialAngle(panel.x.range, tick.value), kNumberRadius);
    drawText(painter, place + QPointF(0.0, capHeight(font) / 2), tick.label, font, context.colour(Token::Ink), TextAlign::Centre,
             context.target);
}

/// Ticks between two numbers: one in the middle.
void paintTicks(QPainter& painter, const DialPlace& dial, const Panel& panel, const PaintContext& context) {
    const AxisTicks ticks = numbersOf(dial, panel, context);
    const QColor ink = context.colour(Token::Ink);
    const auto line = [&](double value, double inner, double width, const QColor& colour) {
        const double angle = dialAngle(panel.x.range, value);
        painter.setPen(QPen(colour, width * dial.unit, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(dial.at(angle, kTrackRadius + 0.5 * kMajorTick - inner), dial.at(angle, kTrackRadius + 0.5 * kMajorTick));
    };
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        if (i + 1 < ticks.size()) line(0.5 * (ticks[i].value + ticks[i + 1].value), kMinorTick, 1.6, context.colour(Token::Axis));
        line(ticks[i].value, kMajorTick, 2.6, ink);
        paintNumber(painter, dial, panel, ticks[i], context);
    }
}

/// A number that a hand passes stands over it, on a patch of the face: it is read, and the hand goes on behind it.
void liftNumbers(QPainter& painter, const DialPlace& dial, const Panel& panel, const PaintContext& context) {
    const QFont font = numberFont(dial, context);
    for (const AxisTick& tick : numbersOf(dial, panel, context)) {
        const double angle = dialAngle(panel.x.range, tick.value);
        const QPointF place = dial.at(angle, kNumberRadius);
        const double half = 0.5 * textWidth(tick.label, font) + context.px(3), up = 0.5 * capHeight(font) + context.px(3);
        const QRectF patch(place - QPointF(half, up), QSizeF(2.0 * half, 2.0 * up));
        const auto passes = [&](const Mark& mark) {
            const auto* needle = std::get_if<Needle>(&mark);
            if (!needle || std::isnan(needle->value)) return false;
            return patch.contains(dial.at(dialAngle(panel.x.range, needle->value), kNumberRadius));
        };
        if (std::none_of(panel.moving.begin(), panel.moving.end(), passes)) continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.colour(Token::Surface));
        painter.drawRoundedRect(patch, context.px(4), context.px(4));
        paintNumber(painter, dial, panel, tick, context);
    }
}

/// A solid hand is a wedge, a dashed one a line with a dot at its end: told apart without colour.
void paintNeedle(QPainter& painter, const DialPlace& dial, const Needle& needle, Range scale, const PaintContext& context) {
    if (std::isnan(needle.value)) return;
    const double angle = dialAngle(scale, needle.value);
    const bool isFaint = needle.style.emphasis == Emphasis::Faint;
    const Stroke stroke = context.theme.stroke(needle.style);
    const QPointF tip = dial.at(angle, kNeedleLength - (isFaint ? 8.0 : 0.0));
    if (!stroke.dash.empty() || isFaint) {
        PaintContext own = context;
        own.scale = dial.unit;
        const PathPoints points{dial.centre, dial.at(angle, kNeedleLength - 14.0)};
        const QRectF everywhere(dial.centre - QPointF(1e4, 1e4), QSizeF(2e4, 2e4));
        Stroke thin = stroke;
        thin.width = isFaint ? 2.6 : 4.0;
        if (!thin.dash.empty()) thin.dash = {10, 6};
        strokeLine(painter, points, everywhere, thin, false, own);
        painter.setPen(Qt::NoPen);
        painter.setBrush(stroke.colour);
        painter.drawEllipse(dial.at(angle, kNeedleLength - 9.0), 6.5 * dial.unit, 6.5 * dial.unit);
    } else {
        const QPointF along = (tip - dial.centre) / (kNeedleLength * dial.unit);
        const QPointF across = QPointF(-along.y(), along.x()) * (0.5 * kNeedleWidth * dial.unit);
        const QPointF wedge[] = {dial.centre + across, tip, dial.centre - across};
        painter.setPen(Qt::NoPen);
        painter.setBrush(stroke.colour);
        painter.drawPolygon(wedge, 3);
    }
    if (scale.contains(needle.value)) return;
    // Beyond the scale: an arrow goes on around the rim.
    const double way = needle.value < scale.low ? -1.0 : 1.0;
    const QPointF head[] = {dial.at(angle + way * 15.0, kTrackRadius), dial.at(angle + way * 5.0, kTrackRadius + 10.0),
                            dial.at(angle + way * 5.0, kTrackRadius - 10.0)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(stroke.colour);
    painter.drawPolygon(head, 3);
}

void paintStretch(QPainter& painter, const DialPlace& dial, const Band& band, Range scale, const PaintContext& context) {
    QColor colour = context.theme.mark(band.style);
    colour.setAlphaF(0.5F);
    paintArc(painter, dial, dialAngle(scale, band.range.low), dialAngle(scale, band.range.high), kTrackRadius, colour,
             kTrackWidth * dial.unit);
}

void paintMarks(QPainter& painter, const DialPlace& dial, const Marks& marks, Range scale, const PaintContext& context) {
    for (const Mark& mark : marks) {
        if (const auto* band = std::get_if<Band>(&mark)) paintStretch(painter, dial, *band, scale, context);
    }
    for (const Mark& mark : marks) {
        if (const auto* needle = std::get_if<Needle>(&mark)) paintNeedle(painter, dial, *needle, scale, context);
    }
}

void paintReading(QPainter& painter, const DialPlace& dial, const Panel& panel, const PaintContext& context) {
    const double most = 1.4 * kNumberRadius * dial.unit;
    const QString reading = plainMessageText(panel.reading);
    double size = dial.type(27.0, context);
    const double natural = textWidth(reading, interfaceFont(size, 600));
    if (natural > most) size *= most / natural;
    const QPointF place = dial.centre + QPointF(0.0, kReadingBelow * dial.unit);
    drawText(painter, place, reading, interfaceFont(size, 600), context.theme.text(panel.readingRole), TextAlign::Centre, context.target);
    const QString note = plainMessageText(panel.readingNote);
    double noteSize = dial.type(16.0, context);
    const double noteWidth = textWidth(note, interfaceFont(noteSize));
    if (noteWidth > kNumberRadius * dial.unit) noteSize *= kNumberRadius * dial.unit / noteWidth;
    drawText(painter, place + QPointF(0.0, 24.0 * dial.unit), note, interfaceFont(noteSize), context.colour(Token::Ink2), TextAlign::Centre,
             context.target);
}

}  // namespace

double dialAngle(Range scale, double value) {
    const double share = std::clamp((value - scale.low) / scale.length(), 0.0, 1.0);
    return kSweep * (share - 0.5);
}

void paintDialFace(QPainter& painter, const Panel& panel, const QRectF& plot, const PaintContext& context) {
    const DialPlace dial(plot, context);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.colour(Token::Line), context.px(1.6)));
    painter.setBrush(context.colour(Token::Surface));
    painter.drawEllipse(dial.centre, kFaceRadius * dial.unit, kFaceRadius * dial.unit);
    paintArc(painter, dial, -0.5 * kSweep, 0.5 * kSweep, kTrackRadius, context.colour(Token::Line), kTrackWidth * dial.unit);
    paintTicks(painter, dial, panel, context);
    paintMarks(painter, dial, *panel.still, panel.x.range, context);
}

void paintDialHands(QPainter& painter, const Panel& panel, const QRectF& plot, const PaintContext& context) {
    const DialPlace dial(plot, context);
    painter.setRenderHint(QPainter::Antialiasing);
    paintReading(painter, dial, panel, context);
    paintMarks(painter, dial, panel.moving, panel.x.range, context);
    liftNumbers(painter, dial, panel, context);
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.colour(Token::Ink));
    painter.drawEllipse(dial.centre, kHub * dial.unit, kHub * dial.unit);
    painter.setBrush(context.colour(Token::Surface));
    painter.drawEllipse(dial.centre, 0.4 * kHub * dial.unit, 0.4 * kHub * dial.unit);
}

}  // namespace calc
