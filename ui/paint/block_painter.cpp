#include "ui/paint/block_painter.h"

#include <algorithm>
#include <array>

#include "ui/paint/stroke_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kMargin = 28.0;
constexpr double kSample = 46.0;   // of a line before a readout, with the space after it
constexpr double kBetween = 52.0;  // least room between symbols and numbers
constexpr std::array<double, 4> kSizes = {30.0, 27.0, 24.0, 22.5};

void divider(QPainter& painter, double left, double right, double y, const PaintContext& context) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(context.colour(Token::Line), context.px(1.4)));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
}

struct Fitted {
    FormulaPicture picture;
    double pixels = 0.0;
};

// The largest size of the list at which the formula fits; below the list as small as it must be.
Fitted fitted(const FormulaBox& box, double width, double height, const PaintContext& context) {
    FormulaPicture picture;
    for (const double size : kSizes) {
        picture = layoutFormula(box, context.type(size));
        if (picture.width <= width && picture.height() <= height) return {picture, size};
    }
    const double shrink = std::min({1.0, width / std::max(1.0, picture.width), height / std::max(1.0, picture.height())});
    return {layoutFormula(box, context.type(kSizes.back()) * shrink), kSizes.back() * shrink};
}

void paintSign(QPainter& painter, QPointF centre, double radius, Role role, const PaintContext& context) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(context.theme.text(role));
    painter.drawEllipse(centre, radius, radius);
    const QColor core = context.colour(Token::Surface);
    painter.setPen(QPen(core, 0.2 * radius, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const auto at = [&](double x, double y) { return centre + QPointF(x, y) * radius; };
    if (role == Role::Bad) {
        painter.drawLine(at(-0.34, -0.34), at(0.34, 0.34));
        painter.drawLine(at(-0.34, 0.34), at(0.34, -0.34));
    } else if (role == Role::Undecided || role == Role::Ink2) {
        // What is not decided asks; what is neither good nor bad informs.
        const QString letter = role == Role::Undecided ? QStringLiteral("?") : QStringLiteral("i");
        const QFont font = interfaceFont(1.35 * radius, 600);
        drawText(painter, centre + QPointF(0.0, capHeight(font) / 2), letter, font, core, TextAlign::Centre, context.target);
    } else {
        const QPointF tick[] = {at(-0.42, 0.04), at(-0.10, 0.36), at(0.44, -0.30)};
        painter.drawPolyline(tick, 3);
    }
}

}  // namespace

FormulaLinePicture layoutFormulaLine(const FormulaLine& line, QSizeF size, const PaintContext& context) {
    FormulaLinePicture result;
    const double margin = context.px(kMargin);
    const double width = size.width() - 2.0 * margin;
    const double top = line.caption.empty() ? context.px(14) : context.type(42);
    const double height = size.height() - top - context.px(10);
    const auto fitsInOneLine = [&](double pixels) {
        result.symbols = layoutFormula(line.symbols, context.type(pixels));
        result.numbers = layoutFormula(line.numbers, context.type(pixels));
        return result.symbols.width + result.numbers.width + context.px(kBetween) <= width &&
               std::max(result.symbols.ascent, result.numbers.ascent) + std::max(result.symbols.descent, result.numbers.descent) <= height;
    };
    bool fits = std::any_of(kSizes.begin(), kSizes.end(), fitsInOneLine);
    const double half = 0.5 * (height - context.px(8));
    Fitted upper, lower;
    if (!fits) {
        upper = fitted(line.symbols, width, half, context);
        lower = fitted(line.numbers, width, half, context);
        // One line that is a little smaller reads better than two that are small.
        const double stacked = std::min(upper.pixels, lower.pixels);
        for (double pixels = kSizes.back() - 1.0; !fits && pixels > stacked; pixels -= 1.0) fits = fitsInOneLine(pixels);
    }
    if (fits) {
        const double ascent = std::max(result.symbols.ascent, result.numbers.ascent);
        const double descent = std::max(result.symbols.descent, result.numbers.descent);
        // Lines without tall parts keep the place that they have on the other pages.
        const double usual = context.type(22.0);
        const double rise = std::max(ascent, usual);
        const double baseLine = top + rise + 0.5 * std::max(0.0, height - rise - std::max(descent, context.type(12)));
        result.symbolsAt = QPointF(margin, baseLine);
        result.numbersAt = QPointF(size.width() - margin - result.numbers.width, baseLine);
        return result;
    }
    result.symbols = upper.picture;
    result.numbers = lower.picture;
    const auto centred = [](const FormulaPicture& picture, double above, double room) {
        return above + 0.5 * (room - picture.height()) + picture.ascent;
    };
    result.symbolsAt = QPointF(margin, centred(result.symbols, top, half));
    result.numbersAt = QPointF(margin, centred(result.numbers, top + height - half, half));
    return result;
}

void paintFormulaLine(QPainter& painter, const QRectF& rect, const FormulaLine& line, const FormulaLinePicture& picture,
                      const PaintContext& context) {
    if (rect.isEmpty()) return;
    divider(painter, rect.left(), rect.right(), rect.bottom(), context);
    const QColor ink = context.colour(Token::Ink);
    const QString caption = plainMessageText(line.caption);
    drawText(painter, rect.topLeft() + QPointF(context.px(kMargin), context.type(33)), caption, interfaceFont(context.type(17)),
             context.colour(Token::Ink2), TextAlign::Left, context.target);
    paintFormula(painter, rect.topLeft() + picture.symbolsAt, picture.symbols, context.theme, ink, context.target);
    paintFormula(painter, rect.topLeft() + picture.numbersAt, picture.numbers, context.theme, ink, context.target);
}

void paintSentence(QPainter& painter, const QRectF& rect, const Message& sentence, const PaintContext& context) {
    if (rect.isEmpty()) return;
    divider(painter, rect.left(), rect.right(), rect.top(), context);
    const double width = rect.width() - 2.0 * context.px(kMargin);
    const QString text = messageText(sentence);
    const QColor ink = context.colour(Token::Ink);
    double size = context.type(26);
    std::vector<RichLine> lines = richLines(text, size, 500, ink, context.theme, width);
    for (const double smaller : {24.0, 22.0, 20.0}) {
        if (lines.size() <= 1) break;
        size = context.type(smaller);
        lines = richLines(text, size, 500, ink, context.theme, width);
    }
    // Two short lines take the room of one.
    while (lines.size() > 1 && static_cast<double>(lines.size()) * 1.22 * size > rect.height() && size > context.px(12)) {
        size *= 0.94;
        lines = richLines(text, size, 500, ink, context.theme, width);
    }
    const double cap = capHeight(interfaceFont(size, 500));
    const double pitch = 1.25 * size;
    double y = rect.center().y() + cap / 2 - pitch * 0.5 * (static_cast<double>(lines.size()) - 1.0);
    for (const RichLine& line : lines) {
        drawRichLine(painter, {rect.left() + context.px(kMargin), y}, line, context.target);
        y += pitch;
    }
}

void paintReadouts(QPainter& painter, const QRectF& rect, const std::vector<Readout>& readouts, const PaintContext& context) {
    if (rect.isEmpty()) return;
    const auto heightOf = [&](const Readout& readout) {
        return (readout.strong ? 46.0 : 37.0) + (readout.note.empty() ? 0.0 : 27.0) + (readout.ruleAbove ? 12.0 : 0.0);
    };
    double whole = 0.0;
    for (const Readout& readout : readouts) whole += context.type(heightOf(readout));
    const double squeeze = std::min(1.0, rect.height() / std::max(1.0, whole));
    const auto type = [&](double size) { return context.type(size) * squeeze; };
    double y = rect.top();
    for (const Readout& readout : readouts) {
        if (readout.ruleAbove) {
            divider(painter, rect.left(), rect.right(), y + type(5), context);
            y += type(12);
        }
        const double row = type(readout.strong ? 46.0 : 37.0);
        const QString label = plainMessageText(readout.label);
        const double sample = readout.line ? context.px(kSample) : 0.0;
        const QString value = plainMessageText(readout.value);
        // Label and value share the row: both shrink a little before the value shrinks alone.
        const double whole18 =
            textWidth(label, interfaceFont(type(18))) + textWidth(value, interfaceFont(type(readout.strong ? 27 : 20), 600));
        const double fit = std::clamp((rect.width() - sample - context.px(12)) / std::max(1.0, whole18), 0.82, 1.0);
        const QFont labelFont = interfaceFont(type(18) * fit);
        const double cap = capHeight(labelFont);
        const double baseLine = y + row / 2 + cap / 2;
        if (readout.line) {
            const double middle = y + row / 2;
            strokeLine(painter, {{rect.left(), middle}, {rect.left() + context.px(kSample - 10.0), middle}}, rect,
                       context.theme.stroke(*readout.line), false, context);
        }
        drawText(painter, {rect.left() + sample, baseLine}, label, labelFont, context.colour(Token::Ink2), TextAlign::Left, context.target);
        const double room = rect.width() - sample - textWidth(label, labelFont) - context.px(12);
        double size = type(readout.strong ? 27 : 20) * fit;
        const double natural = textWidth(value, interfaceFont(size, 600));
        if (natural > room && room > 0.0) size *= std::max(0.6, room / natural);
        const QFont valueFont = interfaceFont(size, 600);
        drawText(painter, {rect.right(), y + row / 2 + capHeight(valueFont) / 2}, value, valueFont, context.theme.text(readout.role),
                 TextAlign::Right, context.target);
        y += row;
        if (!readout.note.empty()) {
            drawText(painter, {rect.right(), y + type(12)}, plainMessageText(readout.note), interfaceFont(type(16)),
                     context.colour(Token::Ink3), TextAlign::Right, context.target);
            y += type(27);
        }
    }
}

void paintVerdict(QPainter& painter, const QRectF& rect, const Verdict& verdict, const PaintContext& context) {
    // Where not even its title has room the sentence has to do.
    if (rect.isEmpty() || rect.height() < context.type(50)) return;
    const double padding = context.px(20);
    const double radius = context.type(15);
    const double width = rect.width() - 2.0 * padding;
    const QString title = plainMessageText(verdict.title);
    double titleSize = context.type(25);
    const double titleRoom = width - 2.0 * radius - context.px(12);
    const double natural = textWidth(title, interfaceFont(titleSize, 600));
    if (natural > titleRoom) titleSize *= std::max(0.55, titleRoom / natural);
    double reasonSize = context.type(17);
    std::vector<RichLine> lines = richLines(messageText(verdict.reason), reasonSize, 400, context.colour(Token::Ink), context.theme, width);
    const double titleRow = context.type(56);
    FormulaPicture formula;
    if (!verdict.formula.parts.empty()) {
        formula = layoutFormula(verdict.formula, context.type(24));
        if (formula.width > width) formula = layoutFormula(verdict.formula, context.type(24) * std::max(0.5, width / formula.width));
    }
    const double formulaRow = formula.isEmpty() ? 0.0 : formula.height() + context.type(14);
    const auto heightOf = [&] { return titleRow + static_cast<double>(lines.size()) * 1.45 * reasonSize + formulaRow + padding; };
    while (heightOf() > rect.height() && reasonSize > context.type(12.5)) {
        reasonSize -= context.type(0.5);
        lines = richLines(messageText(verdict.reason), reasonSize, 400, context.colour(Token::Ink), context.theme, width);
    }
    const QRectF card(rect.left(), rect.top(), rect.width(), std::min(heightOf(), rect.height()));
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = context.theme.text(verdict.role);
    painter.setPen(QPen(ink, context.px(2)));
    painter.setBrush(context.theme.tint(verdict.role));
    const double inset = context.px(1);
    painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), context.px(12), context.px(12));
    const double middle = card.top() + 0.62 * titleRow;
    paintSign(painter, {card.left() + padding + radius, middle}, radius, verdict.role, context);
    const QFont titleFont = interfaceFont(titleSize, 600);
    drawText(painter, {card.left() + padding + 2.0 * radius + context.px(12), middle + capHeight(titleFont) / 2}, title, titleFont, ink,
             TextAlign::Left, context.target);
    double y = card.top() + titleRow + 1.15 * reasonSize;
    for (const RichLine& line : lines) {
        if (y > card.bottom()) break;
        drawRichLine(painter, {card.left() + padding, y}, line, context.target);
        y += 1.45 * reasonSize;
    }
    const double base = y - 1.15 * reasonSize + context.type(8) + formula.ascent;
    if (!formula.isEmpty() && base + formula.descent <= card.bottom())
        paintFormula(painter, {card.left() + padding, base}, formula, context.theme, context.colour(Token::Ink), context.target);
}

}  // namespace calc
