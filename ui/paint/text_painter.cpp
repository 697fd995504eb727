#include "ui/paint/text_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>
#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/rich_text.h"

namespace calc {
namespace {

bool isFigure(QChar c) { return c.unicode() >= u'0' && c.unicode() <= u'9'; }
bool hasFigure(const QString& text) { return std::any_of(text.begin(), text.end(), isFigure); }

// A face by its glyphs, with the width that every figure gets.
struct Face {
    QRawFont raw;
    double figureWidth = 0.0;
};

Face faceOf(const QFont& font) {
    Face face{QRawFont::fromFont(font)};
    for (const QPointF& advance : face.raw.advancesForGlyphIndexes(face.raw.glyphIndexesForString(QStringLiteral("0123456789")))) {
        face.figureWidth = std::max(face.figureWidth, advance.x());
    }
    return face;
}

// Glyphs side by side with figures in equal cells; empty where the face lacks a character, so that Qt finds another face.
struct TabularGlyphs {
    QList<quint32> glyphs;
    QList<QPointF> places;
    double width = 0.0;
};

std::optional<TabularGlyphs> tabularGlyphs(const QString& text, const Face& face) {
    TabularGlyphs result;
    result.glyphs = face.raw.glyphIndexesForString(text);
    if (result.glyphs.size() != text.size() || result.glyphs.contains(0U)) return std::nullopt;
    const QList<QPointF> advances = face.raw.advancesForGlyphIndexes(result.glyphs, QRawFont::KernedAdvances);
    result.places.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const double own = advances[i].x();
        const double cell = isFigure(text[i]) ? face.figureWidth : own;
        result.places.push_back({result.width + (cell - own) / 2.0, 0.0});
        result.width += cell;
    }
    return result;
}

QString translated(const std::string& text) { return QCoreApplication::translate("core", text.c_str()); }

}  // namespace

QString messageText(const Message& message) {
    if (message.empty()) return {};
    return QString::fromStdString(fill(translated(message.text).toStdString(), message.arguments));
}

QString plainMessageText(const Message& message) { return QString::fromStdString(plainText(messageText(message).toStdString())); }

QString unbrokenNumbers(QString text) { return text.replace(QStringLiteral(" · 10"), QStringLiteral("\u00a0·\u00a010")); }

double textWidth(const QString& text, const QFont& font) {
    if (text.isEmpty()) return 0.0;
    if (hasFigure(text)) {
        if (const auto tabular = tabularGlyphs(text, faceOf(font))) return tabular->width;
    }
    return QFontMetricsF(font).horizontalAdvance(text);
}

double textWidth(const QString& text, const QFont& font, PaintTarget target) {
    return target == PaintTarget::Raster ? textWidth(text, font) : QFontMetricsF(font).horizontalAdvance(text);
}

double capHeight(const QFont& font) { return QFontMetricsF(font).capHeight(); }

void drawText(QPainter& painter, QPointF baseLine, const QString& text, const QFont& font, const QColor& colour, TextAlign align,
              PaintTarget target) {
    if (text.isEmpty()) return;
    painter.setPen(colour);
    const bool isTabular = target == PaintTarget::Raster && hasFigure(text);
    if (isTabular) {
        const Face face = faceOf(font);
        if (const auto tabular = tabularGlyphs(text, face)) {
            QGlyphRun run;
            run.setRawFont(face.raw);
            run.setGlyphIndexes(tabular->glyphs);
            run.setPositions(tabular->places);
            const double shift = align == TextAlign::Left ? 0.0 : (align == TextAlign::Right ? 1.0 : 0.5) * tabular->width;
            painter.drawGlyphRun(baseLine - QPointF(shift, 0.0), run);
            return;
        }
    }
    painter.setFont(font);
    const double width = align == TextAlign::Left ? 0.0 : QFontMetricsF(font).horizontalAdvance(text);
    painter.drawText(baseLine - QPointF((align == TextAlign::Right ? 1.0 : 0.5) * width, 0.0), text);
}

std::vector<RichLine> richLines(const QString& text, double pixelSize, int weight, const QColor& colour, const Theme& theme, double width) {
    std::vector<RichLine> lines(1);
    const auto append = [&](const QString& words, const QFont& font, const QColor& ink) {
        RichLine& line = lines.back();
        if (!line.runs.empty() && line.runs.back().font == font && line.runs.back().colour == ink) {
            RichLine::Run& run = line.runs.back();
            line.width -= run.width;
            run.text += words;
            run.width = textWidth(run.text, font);
            line.width += run.width;
            return;
        }
        line.runs.push_back({words, font, ink, textWidth(words, font)});
        line.width += line.runs.back().width;
    };
    bool isApart = false;  // a space ended the run before: a line may break there, too
    for (const TextRun& run : richText(unbrokenNumbers(text).toStdString())) {
        const QFont font = interfaceFont(pixelSize, run.role ? std::max(weight, 600) : weight);
        const QColor ink = run.role ? theme.text(*run.role) : colour;
        const QStringList words = QString::fromStdString(run.text).split(u' ');
        for (qsizetype i = 0; i < words.size(); ++i) {
            if (words[i].isEmpty() && i == 0) continue;
            if (words[i].isEmpty() && i + 1 == words.size()) {
                isApart = true;
                continue;
            }
            const bool spaceBefore = i > 0 || std::exchange(isApart, false);
            const bool isBroken = spaceBefore && !words[i].isEmpty() && !lines.back().runs.empty() &&
                                  lines.back().width + textWidth(u' ' + words[i], font) > width;
            if (isBroken) lines.emplace_back();
            const bool startsLine = lines.back().runs.empty();
            append(spaceBefore && !(isBroken || (startsLine && lines.size() > 1)) ? u' ' + words[i] : words[i], font, ink);
        }
    }
    return lines;
}

void drawRichLine(QPainter& painter, QPointF baseLine, const RichLine& line, PaintTarget target) {
    for (const RichLine::Run& run : line.runs) {
        drawText(painter, baseLine, run.text, run.font, run.colour, TextAlign::Left, target);
        baseLine.rx() += target == PaintTarget::Raster ? run.width : textWidth(run.text, run.font, target);
    }
}

}  // namespace calc
