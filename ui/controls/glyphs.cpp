#include "ui/controls/glyphs.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <functional>

namespace calc {
namespace {

/// Draws on a field of 24 × 24, whatever the box; lines are 2 wide.
class Pencil {
public:
    Pencil(QPainter& painter, const QRectF& box, const QColor& colour) : m_painter(painter), m_colour(colour) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const double side = std::min(box.width(), box.height());
        painter.translate(box.center() - QPointF(side / 2, side / 2));
        painter.scale(side / 24.0, side / 24.0);
        outline(2.0);
    }
    ~Pencil() { m_painter.restore(); }
    Pencil(const Pencil&) = delete;
    Pencil& operator=(const Pencil&) = delete;

    void outline(double width, double opacity = 1.0) {
        QColor colour = m_colour;
        colour.setAlphaF(colour.alphaF() * static_cast<float>(opacity));
        m_painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
    }
    void solid() {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_colour);
    }
    void line(std::initializer_list<QPointF> points) { m_painter.drawPolyline(QPolygonF(QList<QPointF>(points))); }
    void shape(std::initializer_list<QPointF> points) { m_painter.drawPolygon(QPolygonF(QList<QPointF>(points))); }
    void bar(double x, double y, double width, double height) { m_painter.drawRect(QRectF(x, y, width, height)); }
    void disc(double x, double y, double radius) { m_painter.drawEllipse(QPointF(x, y), radius, radius); }
    void path(const QPainterPath& path) { m_painter.drawPath(path); }

private:
    QPainter& m_painter;
    QColor m_colour;
};

void undo(Pencil& pencil) {
    QPainterPath path(QPointF(4.5, 9.5));
    path.lineTo(14.5, 9.5);
    path.arcTo(QRectF(9.5, 9.5, 10, 10), 90, -180);
    path.lineTo(11, 19.5);
    pencil.path(path);
    pencil.line({{8.5, 5.2}, {4.2, 9.5}, {8.5, 13.8}});
}

void redo(Pencil& pencil) {
    QPainterPath path(QPointF(19.5, 9.5));
    path.lineTo(9.5, 9.5);
    path.arcTo(QRectF(4.5, 9.5, 10, 10), 90, 180);
    path.lineTo(13, 19.5);
    pencil.path(path);
    pencil.line({{15.5, 5.2}, {19.8, 9.5}, {15.5, 13.8}});
}

void exportGlyph(Pencil& pencil) {
    pencil.line({{5, 11.5}, {5, 20.5}, {19, 20.5}, {19, 11.5}});
    pencil.line({{12, 15.5}, {12, 3}});
    pencil.line({{7.8, 7}, {12, 2.8}, {16.2, 7}});
}

void loop(Pencil& pencil) {
    QPainterPath path;
    path.arcMoveTo(QRectF(4, 4, 16, 16), 60);
    path.arcTo(QRectF(4, 4, 16, 16), 60, 280);
    pencil.path(path);
    pencil.line({{16.2, 1.8}, {16.2, 5.4}, {12.4, 6.6}});
}

void derivatives(Pencil& pencil) {
    QPainterPath curve(QPointF(1.5, 12));
    curve.cubicTo(6, 21, 12, 19, 21, 4);
    pencil.outline(2.2, 0.55);
    pencil.path(curve);
    pencil.outline(2.6);
    pencil.line({{4, 22}, {22, 7.5}});
    pencil.solid();
    pencil.disc(13.2, 14.6, 2.9);
}

void integrals(Pencil& pencil) {
    pencil.solid();
    constexpr double kTops[] = {13.0, 7.5, 3.5, 5.5, 10.0};
    for (int i = 0; i < 5; ++i) pencil.bar(2.6 + 4.0 * i, kTops[i], 3.0, 20.0 - kTops[i]);
    pencil.bar(1, 20, 22, 2.2);
}

void limits(Pencil& pencil) {
    pencil.outline(1.8, 0.9);
    pencil.line({{2.4, 17}, {8, 10}, {13, 13}, {17.5, 12}});
    pencil.solid();
    pencil.disc(2.8, 17.4, 2.7);
    pencil.disc(8.2, 10, 2.6);
    pencil.disc(13.2, 13, 2.3);
    pencil.outline(2.2);
    pencil.disc(20, 12, 3);
}

void learning(Pencil& pencil) {
    pencil.line({{4, 5.5}, {12, 12}, {4, 18.5}});
    pencil.line({{15.5, 12}, {21, 12}});
    pencil.disc(12, 12, 3.4);
    pencil.solid();
    pencil.disc(3.6, 5.2, 2.6);
    pencil.disc(3.6, 18.8, 2.6);
    pencil.disc(21.2, 12, 1.9);
}

void lessons(Pencil& pencil) {
    pencil.line({{4, 5.5}, {20, 5.5}});
    pencil.line({{4, 12}, {16.5, 12}});
    pencil.line({{4, 18.5}, {12.5, 18.5}});
}

void drawTransport(Pencil& pencil, Glyph glyph) {
    pencil.solid();
    switch (glyph) {
        case Glyph::ToStart: pencil.bar(3.5, 4, 2.6, 16), pencil.shape({{20, 4}, {20, 20}, {7.2, 12}}); break;
        case Glyph::StepBack: pencil.bar(17.4, 4, 2.6, 16), pencil.shape({{14.8, 4.6}, {14.8, 19.4}, {3, 12}}); break;
        case Glyph::StepForward: pencil.bar(4, 4, 2.6, 16), pencil.shape({{9.2, 4.6}, {9.2, 19.4}, {21, 12}}); break;
        case Glyph::ToEnd: pencil.bar(17.9, 4, 2.6, 16), pencil.shape({{4, 4}, {4, 20}, {16.8, 12}}); break;
        case Glyph::Play: pencil.shape({{7, 3.6}, {7, 20.4}, {21, 12}}); break;
        case Glyph::Pause: pencil.bar(6, 4, 4, 16), pencil.bar(14, 4, 4, 16); break;
        default: break;
    }
}

}  // namespace

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& box, const QColor& colour) {
    Pencil pencil(painter, box, colour);
    switch (glyph) {
        case Glyph::Undo: undo(pencil); break;
        case Glyph::Redo: redo(pencil); break;
        case Glyph::Export: exportGlyph(pencil); break;
        case Glyph::ChevronRight: pencil.line({{8.5, 5}, {15.5, 12}, {8.5, 19}}); break;
        case Glyph::ChevronDown: pencil.line({{5, 8.5}, {12, 15.5}, {19, 8.5}}); break;
        case Glyph::Plus: pencil.line({{12, 4}, {12, 20}}), pencil.line({{4, 12}, {20, 12}}); break;
        case Glyph::Close: pencil.line({{6, 6}, {18, 18}}), pencil.line({{6, 18}, {18, 6}}); break;
        case Glyph::ArrowRight: pencil.line({{3, 12}, {20.5, 12}}), pencil.line({{13.5, 5}, {20.5, 12}, {13.5, 19}}); break;
        case Glyph::Panel:
            pencil.line({{4, 7}, {20, 7}}), pencil.line({{4, 17}, {20, 17}}), pencil.disc(9, 7, 2.6), pencil.disc(15, 17, 2.6);
            break;
        case Glyph::Loop: loop(pencil); break;
        case Glyph::Derivatives: derivatives(pencil); break;
        case Glyph::Integrals: integrals(pencil); break;
        case Glyph::Limits: limits(pencil); break;
        case Glyph::Learning: learning(pencil); break;
        case Glyph::Lessons: lessons(pencil); break;
        case Glyph::ToStart:
        case Glyph::StepBack:
        case Glyph::Play:
        case Glyph::Pause:
        case Glyph::StepForward:
        case Glyph::ToEnd: drawTransport(pencil, glyph); break;
    }
}

void paintLogo(QPainter& painter, const QRectF& box, const Theme& theme) {
    Pencil pencil(painter, box, theme.colour(Token::Ink));
    painter.setBrush(theme.colour(Token::Surface));
    painter.drawEllipse(QPointF(10.5, 10.3), 8.8, 8.8);
    pencil.outline(3.2);
    pencil.line({{17.2, 17.2}, {22, 21.8}});
    QPainterPath curve(QPointF(5.6, 6.6));
    curve.cubicTo(8, 15.6, 13, 15.6, 15.4, 6.6);
    pencil.outline(1.9);
    pencil.path(curve);
    painter.setPen(QPen(theme.mark(Role::Tangent), 2.0, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(5.2, 13.2), QPointF(15.8, 13.2));
}

QPixmap logoPixmap(int side, const Theme& theme) {
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintLogo(painter, QRectF(0, 0, side, side), theme);
    return pixmap;
}

}  // namespace calc
