#include "ui/controls/segmented_choice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/controls/control_painting.h"

namespace calc {
namespace {

constexpr double kRowRing = 3;  // rows stand closer than other controls

class Segment : public QAbstractButton {
public:
    Segment(const QString& text, bool isFirst, bool isLast, QWidget* parent)
        : QAbstractButton(parent), m_isFirst(isFirst), m_isLast(isLast) {
        setText(text);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override {
        const Chrome& c = chrome();
        return {QFontMetrics(c.font(17, 600)).horizontalAdvance(text()) + c.px(14), c.px(40) + 2 * c.px(kRowRing)};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        const Chrome& c = chrome();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double ring = c.ring();
        const double above = c.px(kRowRing);
        // Neighbours share one edge: each segment reaches half an edge's width into the next.
        const double half = c.real(0.75);
        const QRectF body =
            QRectF(rect()).adjusted(m_isFirst ? ring : 0, above, m_isLast ? -ring : 0, -above).adjusted(half, half, -half, -half);
        const ControlState state = stateOf(*this);
        const Token edge = !isEnabled() ? Token::Line : (state.hovered ? Token::Ink2 : Token::Edge);
        painter.setPen(QPen(c.colour(edge), c.real(1.5)));
        painter.setBrush(c.colour(isEnabled() ? Token::Field : Token::Paper));
        painter.drawPath(outline(body.adjusted(m_isFirst ? 0 : -2 * half, 0, 0, 0), c.real(8)));
        if (isChecked())
            paintRounded(painter, body.adjusted(-half, -half, half, half), c.real(7), c.colour(Token::AccentTint), c.colour(Token::Accent),
                         c.real(2));
        painter.setPen(c.colour(!isEnabled() ? Token::Ink3 : (isChecked() ? Token::Accent : Token::Ink)));
        painter.setFont(c.font(17, isChecked() ? 600 : 400));
        painter.drawText(body, Qt::AlignCenter, text());
        if (state.focused) paintFocusRing(painter, body.adjusted(c.real(1.5), c.real(1.5), -c.real(1.5), -c.real(1.5)), c.real(6));
    }

private:
    QPainterPath outline(const QRectF& body, double radius) const {
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        path.addRoundedRect(body, radius, radius);
        QPainterPath square;
        if (!m_isFirst) square.addRect(QRectF(body.left(), body.top(), radius, body.height()));
        if (!m_isLast) square.addRect(QRectF(body.right() - radius, body.top(), radius, body.height()));
        return path.united(square);
    }

    bool m_isFirst;
    bool m_isLast;
};

}  // namespace

SegmentedChoice::SegmentedChoice(const QString& name, const QStringList& options, const std::vector<int>& columns, QWidget* parent)
    : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    setAccessibleName(name);
    int next = 0;
    for (const int count : columns) {
        auto* row = new QHBoxLayout;
        row->setSpacing(0);
        for (int i = 0; i < count; ++i, ++next) {
            auto* segment = new Segment(options.at(next), i == 0, i + 1 == count, this);
            segment->setAccessibleName(name + QStringLiteral(": ") + options.at(next));
            connect(segment, &QAbstractButton::clicked, this, [this, next] { emit chosen(next); });
            row->addWidget(segment, 1);
            m_segments.push_back(segment);
        }
        m_rows->addLayout(row);
    }
    applyChrome();
}

void SegmentedChoice::setCurrent(int index) {
    if (index < 0 || index >= static_cast<int>(m_segments.size())) return;
    m_segments[static_cast<std::size_t>(index)]->setChecked(true);
}

int SegmentedChoice::current() const {
    const auto found =
        std::find_if(m_segments.begin(), m_segments.end(), [](const QAbstractButton* segment) { return segment->isChecked(); });
    return found == m_segments.end() ? -1 : static_cast<int>(found - m_segments.begin());
}

QAbstractButton* SegmentedChoice::segment(int index) const { return m_segments.at(static_cast<std::size_t>(index)); }

void SegmentedChoice::setSegmentToolTip(int index, const QString& text) { segment(index)->setToolTip(text); }

void SegmentedChoice::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void SegmentedChoice::applyChrome() {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

}  // namespace calc
