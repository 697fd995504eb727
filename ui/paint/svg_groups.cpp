#include "ui/paint/svg_groups.h"

#include <QPainter>
#include <QRegularExpression>

namespace calc {
namespace {

// Plain letters: a character that the face lacks would split the words into several <text>.
const QString kOpen = QStringLiteral("calculoscope-open-");
const QString kClose = QStringLiteral("calculoscope-close");

void drawMark(QPainter& painter, const QString& text) {
    // One font and one colour for every mark: the words must come out as a single <text>.
    QFont font(QStringLiteral("serif"));
    font.setPixelSize(8);
    painter.setFont(font);
    painter.setPen(Qt::black);
    painter.drawText(QPointF(0, 0), text);
}

}  // namespace

void openSvgGroup(QPainter& painter, const QString& title) { drawMark(painter, kOpen + QString::fromLatin1(title.toUtf8().toHex())); }
void closeSvgGroup(QPainter& painter) { drawMark(painter, kClose); }

QByteArray withSvgGroups(const QByteArray& svg) {
    // QSvgGenerator puts every element into a <g> of its state: the mark's own <g> is closed before the group opens, and an empty <g>
    // takes the closing tag that follows the mark.
    static const QRegularExpression marks(QStringLiteral("<text\\b[^>]*>calculoscope-(?:open-([0-9a-f]*)|close)</text>"));
    static const QRegularExpression emptyGroups(QStringLiteral("<g\\b[^>]*>\\s*</g>\\s*"));
    const QString source = QString::fromUtf8(svg);
    QString result;
    result.reserve(source.size());
    qsizetype done = 0;
    for (auto match = marks.globalMatch(source); match.hasNext();) {
        const QRegularExpressionMatch mark = match.next();
        result += QStringView(source).mid(done, mark.capturedStart() - done);
        if (mark.capturedLength(1) > 0) {
            const QString title = QString::fromUtf8(QByteArray::fromHex(mark.captured(1).toLatin1()));
            result += QStringLiteral("</g>\n<g><title>") + title.toHtmlEscaped() + QStringLiteral("</title>\n<g>");
        } else {
            result += QStringLiteral("</g>\n</g>\n<g>");
        }
        done = mark.capturedEnd();
    }
    result += QStringView(source).mid(done);
    result.remove(emptyGroups);
    result.replace(QStringLiteral("font-family=\"Inter\""),
                   QStringLiteral("font-family=\"Inter, 'Noto Sans', 'DejaVu Sans', sans-serif\""));
    return result.toUtf8();
}

}  // namespace calc
