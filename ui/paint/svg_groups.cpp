#include "ui/paint/svg_groups.h"

#include <QPainter>
#include <QRegularExpression>

namespace calc {
namespace {

constexpr QChar kOpen = u'\uE000';
constexpr QChar kClose = u'\uE001';

void drawMark(QPainter& painter, const QString& text) {
    // One font and one colour for every mark: the words must come out as a single <text>.
    QFont font(QStringLiteral("serif"));
    font.setPixelSize(8);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(QPointF(0, 0), text);
}

}  // namespace

void openSvgGroup(QPainter& painter, const QString& title) { drawMark(painter, kOpen + title); }
void closeSvgGroup(QPainter& painter) { drawMark(painter, QString(kClose)); }

QByteArray withSvgGroups(const QByteArray& svg) {
    // QSvgGenerator puts every element into a <g> of its state: the mark's own <g> is closed before the group opens, and an empty <g>
    // takes the closing tag that follows the mark.
    static const QRegularExpression marks(QStringLiteral("<text\\b[^>]*>\\s*([\\x{E000}\\x{E001}])([^<]*)</text>"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    const QString source = QString::fromUtf8(svg);
    QString result;
    result.reserve(source.size());
    qsizetype done = 0;
    for (auto match = marks.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch mark = match.next();
        result += QStringView(source).mid(done, mark.capturedStart() - done);
        if (mark.captured(1).front() == kOpen) {
            result += QStringLiteral("</g>\n<g><title>") + mark.captured(2) + QStringLiteral("</title>\n<g>");
        } else {
            result += QStringLiteral("</g>\n</g>\n<g>");
        }
        done = mark.capturedEnd();
    }
    result += QStringView(source).mid(done);
    result.replace(QStringLiteral("font-family=\"Inter\""),
                   QStringLiteral("font-family=\"Inter, 'Noto Sans', 'DejaVu Sans', sans-serif\""));
    return result.toUtf8();
}

}  // namespace calc
