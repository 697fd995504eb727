#include <algorithm>

#include "ui/paint/block_painter.h"
#include "ui/paint/panel_layout.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

struct CellText {
    QString agreed;
    QString rest;
    Role role = Role::Ink;
};

bool isDecimal(const QString& text) {
    constexpr QChar kMinus(0x2212), kThinSpace(0x2009);
    return text.contains(u'.') &&
           std::all_of(text.begin(), text.end(), [&](QChar c) { return c.isDigit() || c == u'.' || c == kMinus || c == kThinSpace; });
}

// A decimal number may lose its last digits where there is no room: all of a column the same, so that they stand beneath each other.
CellText cut(CellText cell, qsizetype mostDecimals) {
    const QString whole = cell.agreed + cell.rest;
    const qsizetype length = whole.indexOf(u'.') + 1 + mostDecimals;
    if (!isDecimal(whole) || whole.size() <= length) return cell;
    cell.rest = whole.mid(cell.agreed.size(), std::max<qsizetype>(0, length - cell.agreed.size()));
    cell.agreed.truncate(length);
    return cell;
}

class TablePicture {
public:
    TablePicture(const ValueTable& table, double size, qsizetype mostDecimals) : m_size(size) {
        for (const auto& row : table.rows) {
            std::vector<CellText> cells;
            for (const ValueTable::Cell& cell : row) {
                const QString text = plainMessageText(cell.text);
                cells.push_back(cut({text.left(cell.agreedCharacters), text.mid(cell.agreedCharacters), cell.role}, mostDecimals));
            }
            m_rows.push_back(std::move(cells));
        }
        for (const Message& header : table.headers) m_headers.push_back(plainMessageText(header));
        std::size_t columns = m_headers.size();
        for (const auto& row : m_rows) columns = std::max(columns, row.size());
        m_widths.assign(columns, 0.0);
        for (std::size_t i = 0; i < m_headers.size(); ++i) m_widths[i] = textWidth(m_headers[i], headerFont());
        for (const auto& row : m_rows) {
            for (std::size_t i = 0; i < row.size(); ++i) m_widths[i] = std::max(m_widths[i], widthOf(row[i]));
        }
    }

    QFont font(int weight) const { return interfaceFont(m_size, weight); }
    QFont headerFont() const { return interfaceFont(m_size * 16.0 / 18.0); }
    double widthOf(const CellText& cell) const {
        return textWidth(cell.agreed, font(600)) + textWidth(cell.rest, font(cell.role == Role::Ink ? 400 : 600));
    }
    /// Words begin at the left; numbers, powers and signs stand at the right, and so do the words among numbers ("no limit").
    bool isWords(std::size_t column) const {
        const bool hasNumbers = std::any_of(m_rows.begin(), m_rows.end(), [column](const std::vector<CellText>& row) {
            return column < row.size() && isDecimal(row[column].agreed + row[column].rest);
        });
        return !hasNumbers && std::any_of(m_rows.begin(), m_rows.end(), [column](const std::vector<CellText>& row) {
            if (column >= row.size()) return false;
            const QString& text = row[column].rest;
            return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }) > 3;
        });
    }
    double naturalWidth() const {
        double width = 0.0;
        for (const double column : m_widths) width += column;
        return width;
    }
    const std::vector<std::vector<CellText>>& rows() const { return m_rows; }
    const std::vector<QString>& headers() const { return m_headers; }
    const std::vector<double>& widths() const { return m_widths; }

private:
    double m_size;
    std::vector<QString> m_headers;
    std::vector<std::vector<CellText>> m_rows;
    std::vector<double> m_widths;
};

TablePicture fittingPicture(const ValueTable& table, double width, double gap, double size) {
    TablePicture picture(table, size, 24);
    const double gaps = gap * std::max(0.0, static_cast<double>(picture.widths().size()) - 1.0);
    for (const double factor : {1.0, 0.94, 0.88}) {
        for (const qsizetype decimals : {24, 12, 10, 9, 8, 7, 6}) {
            // Shorter numbers before smaller type, but not fewer than eight decimals as long as smaller type would do.
            if (factor > 0.9 && decimals < 8) continue;
            picture = TablePicture(table, size * factor, decimals);
            if (picture.naturalWidth() + gaps <= width) return picture;
        }
    }
    const double shrink = std::max(0.5, (width - gaps) / std::max(1.0, picture.naturalWidth()));
    return TablePicture(table, size * 0.88 * std::min(1.0, shrink), 6);
}

}  // namespace

void paintTable(QPainter& painter, const QRectF& rect, const ValueTable& table, Role subject, const PaintContext& context) {
    if (rect.isEmpty()) return;
    const double gap = context.px(16);
    const TablePicture picture = fittingPicture(table, rect.width() - context.px(12), gap, context.type(18));
    const double title = table.title.empty() ? 0.0 : titleHeight(context);
    drawText(painter, rect.topLeft() + QPointF(0.0, context.type(20)), plainMessageText(table.title), interfaceFont(context.type(17), 600),
             context.colour(Token::Ink), TextAlign::Left, context.target);
    const double header = picture.headers().empty() ? 0.0 : context.type(34);
    const double room = rect.height() - title - header - context.px(6);
    const double pitch = std::min(context.type(43), room / std::max(1.0, static_cast<double>(picture.rows().size())));

    // Right ends of the columns: the spare room shared between them.
    const std::size_t columns = picture.widths().size();
    const double spare =
        std::max(gap, (rect.width() - context.px(10) - picture.naturalWidth()) / std::max(1.0, static_cast<double>(columns)));
    std::vector<double> rights(columns, rect.right());
    double right = rect.right();
    for (std::size_t i = columns; i-- > 0;) {
        rights[i] = right;
        right -= picture.widths()[i] + spare;
    }
    double y = rect.top() + title;
    const auto placeOf = [&](std::size_t column, double base) {
        return picture.isWords(column) ? QPointF(column == 0 ? rect.left() : rights[column] - picture.widths()[column], base)
                                       : QPointF(rights[column], base);
    };
    const auto sideOf = [&](std::size_t column) { return picture.isWords(column) ? TextAlign::Left : TextAlign::Right; };
    for (std::size_t i = 0; i < picture.headers().size(); ++i) {
        drawText(painter, placeOf(i, y + context.type(20)), picture.headers()[i], picture.headerFont(), context.colour(Token::Ink2),
                 sideOf(i), context.target);
    }
    if (header > 0.0) {
        painter.setPen(QPen(context.colour(Token::Axis), context.px(1.4)));
        painter.drawLine(QPointF(rect.left(), y + header - context.px(4)), QPointF(rect.right(), y + header - context.px(4)));
        y += header;
    }
    for (std::size_t r = 0; r < picture.rows().size(); ++r) {
        const bool isHighlighted = static_cast<int>(r) == table.highlightedRow;
        if (isHighlighted) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(context.theme.tint(subject));
            painter.drawRoundedRect(QRectF(rect.left() - context.px(8), y + pitch * 0.08, rect.width() + context.px(16), pitch * 0.84),
                                    context.px(7), context.px(7));
        }
        const double baseLine = y + pitch / 2 + capHeight(picture.font(400)) / 2;
        for (std::size_t i = 0; i < picture.rows()[r].size(); ++i) {
            const CellText& cell = picture.rows()[r][i];
            const QFont font = picture.font((isHighlighted && i == 0) || cell.role != Role::Ink ? 600 : 400);
            const QColor ink =
                i == 0 && !isHighlighted && cell.role == Role::Ink ? context.colour(Token::Ink2) : context.theme.text(cell.role);
            drawText(painter, placeOf(i, baseLine), cell.rest, font, ink, sideOf(i), context.target);
            drawText(painter, {rights[i] - textWidth(cell.rest, font, context.target), baseLine}, cell.agreed, picture.font(600),
                     context.theme.text(Role::Limit), TextAlign::Right, context.target);
        }
        y += pitch;
    }
}

}  // namespace calc
