#include "ui/paint/label_painter.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/paint/formula_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kTextSize = 17.0;
constexpr double kBoxedSize = 20.0;
constexpr double kFormulaSize = 25.0;
constexpr double kBoxedFormulaSize = 22.0;

struct LabelInk {
    RichLine words;  // or
    FormulaPicture formula;
    QSizeF size;
    double baseLine = 0.0;  // below the top of the label
};

bool isQuiet(Role role) {
    return role == Role::Ink || role == Role::Ink2 || role == Role::Ink3 || role == Role::Guide || role == Role::Hole;
}

LabelInk inkOf(const Label& label, const PaintContext& context) {
    LabelInk ink;
    if (const auto* message = std::get_if<Message>(&label.text)) {
        const bool isSmall = label.style.weight == LineWeight::Secondary || label.style.weight == LineWeight::Hair;
        const double size = context.type(label.boxed ? kBoxedSize : isSmall ? 16.0 : kTextSize);
        const int weight = label.boxed || !isQuiet(label.style.role) || label.style.look != Look::None ? 600 : 500;
        const QColor colour = label.style.role == Role::Hole ? context.colour(Token::Ink) : context.theme.text(label.style);
        ink.words = richLines(messageText(*message), size, weight, colour, context.theme, 1e9).front();
        const double cap = capHeight(interfaceFont(size, weight));
        ink.size = QSizeF(ink.words.width, cap);
        ink.baseLine = cap;
    } else {
        ink.formula = layoutFormula(std::get<FormulaBox>(label.text), context.type(label.boxed ? kBoxedFormulaSize : kFormulaSize));
        ink.size = QSizeF(ink.formula.width, ink.formula.height());
        ink.baseLine = ink.formula.ascent;
    }
    return ink;
}

QSizeF paddingOf(const Label& label, const PaintContext& context) {
    return label.boxed ? QSizeF(context.px(13), context.px(12)) : QSizeF(0.0, context.px(2));
}

void pushApart(std::vector<PlacedLabel*>& labels, const QRectF& outer, double gap) {
    std::sort(labels.begin(), labels.end(),
              [](const PlacedLabel* a, const PlacedLabel* b) { return a->rect.center().y() < b->rect.center().y(); });
    for (std::size_t i = 1; i < labels.size(); ++i) {
        const double above = labels[i - 1]->rect.bottom() + gap;
        if (labels[i]->rect.top() < above) labels[i]->rect.moveTop(above);
    }
    double floor = outer.bottom();
    for (auto it = labels.rbegin(); it != labels.rend(); ++it) {
        if ((*it)->rect.bottom() > floor) (*it)->rect.moveBottom(floor);
        floor = (*it)->rect.top() - gap;
    }
}

}  // namespace

QRectF anchored(QPointF point, QSizeF size, Anchor anchor, double gap) {
    const double w = size.width();
    const double h = size.height();
    const double diagonal = 0.7 * gap;
    QPointF topLeft = point - QPointF(w / 2, h / 2);
    switch (anchor) {
        case Anchor::Centre: break;
        case Anchor::Left: topLeft = point - QPointF(w + gap, h / 2); break;
        case Anchor::Right: topLeft = point + QPointF(gap, -h / 2); break;
        case Anchor::Above: topLeft = point - QPointF(w / 2, h + gap); break;
        case Anchor::Below: topLeft = point + QPointF(-w / 2, gap); break;
        case Anchor::AboveLeft: topLeft = point - QPointF(w + diagonal, h + diagonal); break;
        case Anchor::AboveRight: topLeft = point + QPointF(diagonal, -h - diagonal); break;
        case Anchor::BelowLeft: topLeft = point + QPointF(-w - diagonal, diagonal); break;
        case Anchor::BelowRight: topLeft = point + QPointF(diagonal, diagonal); break;
    }
    return {topLeft, size};
}

QSizeF labelSize(const Label& label, const PaintContext& context) {
    const QSizeF padding = paddingOf(label, context);
    return inkOf(label, context).size + 2.0 * padding;
}

bool isEndLabel(const Label& label, const Panel& panel) {
    return label.anchor == Anchor::Right && !label.boxed &&
           label.position.x >= panel.x.range.high - 1e-6 * std::fabs(panel.x.range.length());
}

bool isHangingLabel(const Label& label, const Panel& panel) {
    return label.boxed && label.position.y <= panel.y.range.low + 1e-6 * std::fabs(panel.y.range.length());
}

std::vector<PlacedLabel> placeLabels(const Marks& marks, const Panel& panel, const Viewport& viewport, const QRectF& outer,
                                     const PaintContext& context) {
    std::vector<PlacedLabel> placed;
    std::vector<std::size_t> ends;
    for (const Mark& mark : marks) {
        const auto* label = std::get_if<Label>(&mark);
        if (!label) continue;
        const QPointF point = viewport.at(label->position);
        if (!std::isfinite(point.x()) || !std::isfinite(point.y())) continue;
        const QSizeF size = labelSize(*label, context);
        if (isHangingLabel(*label, panel)) {
            QRectF rect = anchored({point.x(), viewport.plot().bottom()}, size, Anchor::Centre, 0.0);
            rect.moveLeft(std::clamp(rect.left(), outer.left(), std::max(outer.left(), outer.right() - rect.width())));
            placed.push_back({label, rect});
            continue;
        }
        QRectF rect = anchored(point, size, label->anchor, context.px(label->boxed ? 14 : 10));
        if (isEndLabel(*label, panel)) {
            ends.push_back(placed.size());
        } else {
            const QRectF room = viewport.plot().adjusted(context.px(4), context.px(4), -context.px(4), -context.px(4));
            // Where the point itself is out of sight, so are its words.
            const double slack = context.px(2);
            if (!viewport.plot().adjusted(-slack, -slack, slack, slack).contains(point)) continue;
            rect.moveLeft(std::clamp(rect.left(), room.left(), std::max(room.left(), room.right() - rect.width())));
            rect.moveTop(std::clamp(rect.top(), room.top(), std::max(room.top(), room.bottom() - rect.height())));
        }
        placed.push_back({label, rect});
    }
    std::vector<PlacedLabel*> atEnd;
    for (const std::size_t index : ends) atEnd.push_back(&placed[index]);
    pushApart(atEnd, outer, context.px(7));
    return placed;
}

void paintLabel(QPainter& painter, const PlacedLabel& placed, const PaintContext& context) {
    const Label& label = *placed.label;
    const LabelInk ink = inkOf(label, context);
    const QSizeF padding = paddingOf(label, context);
    const QPointF baseLine = placed.rect.topLeft() + QPointF(padding.width(), padding.height() + ink.baseLine);
    if (label.boxed) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(context.colour(context.theme.isDark() ? Token::Field : Token::Surface));
        painter.setPen(QPen(context.theme.text(label.style), context.px(2)));
        painter.drawRoundedRect(placed.rect, context.px(8), context.px(8));
    }
    if (ink.formula.isEmpty()) {
        drawRichLine(painter, baseLine, ink.words, context.target);
    } else {
        const QColor colour = label.boxed ? context.colour(Token::Ink) : context.theme.text(label.style);
        paintFormula(painter, baseLine, ink.formula, context.theme, colour, context.target);
    }
}

}  // namespace calc
