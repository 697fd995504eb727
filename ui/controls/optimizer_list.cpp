#include "ui/controls/optimizer_list.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>
#include <utility>

#include "ui/controls/buttons.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/text_label.h"
#include "ui/controls/texts.h"

namespace calc {

class OptimizerList::Chip : public QAbstractButton {
public:
    Chip(OptimizerList& list, int index, QWidget* parent) : QAbstractButton(parent), m_list(list), m_index(index) {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCheckable(true);
        setMouseTracking(true);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    }

    bool hasSame(const SeriesReadout& series) const { return series.id == m_series.id && series.look == m_series.look; }

    void setSeries(const SeriesReadout& series) {
        if (series.value == m_series.value && series.selected == m_series.selected && series.name == m_series.name) return;
        m_series = series;
        m_name = plainMessageText(series.name);
        m_value = plainMessageText(series.value);
        setChecked(series.selected);
        setAccessibleName(m_name);
        setAccessibleDescription(m_value);
        setToolTip(m_name);
        update();
    }

    QSize sizeHint() const override { return {chrome().px(300), chrome().px(43)}; }
    /// Many stand closer together, rather than that the panel needs a scroll bar.
    QSize minimumSizeHint() const override { return {chrome().px(200), chrome().px(28)}; }

protected:
    void nextCheckState() override {}  // the Scene says which one is selected

    void paintEvent(QPaintEvent*) override {
        const Chrome& c = chrome();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const LookStyle style = c.theme.look(m_series.look);
        const QRectF body = QRectF(rect()).adjusted(c.real(2), c.real(1), -c.real(2), -c.real(1));
        const bool lit = underMouse();
        if (m_series.selected) {
            QColor tint = style.colour;
            tint.setAlphaF(c.theme.isDark() ? 0.20F : 0.16F);
            paintRounded(painter, body, c.real(8), tint, style.colour, c.real(2));
        } else if (lit) {
            paintRounded(painter, body, c.real(8), c.colour(Token::Grid), {}, 0);
        }
        paintSample(painter, style, QRectF(c.real(12), 0, c.real(34), height()));
        paintWords(painter, lit);
        if (showsFocusRing(*this)) paintFocusRing(painter, body.adjusted(c.real(3), c.real(3), -c.real(3), -c.real(3)), c.real(6));
    }

    void mousePressEvent(QMouseEvent* event) override {
        // Only a cross that is seen takes out.
        m_closes = event->button() == Qt::LeftButton && underMouse() && m_list.count() > 1 && closeBox().contains(event->position());
        if (!m_closes) QAbstractButton::mousePressEvent(event);
    }

    void mouseReleaseEvent(QMouseEvent* event) override {
        if (!std::exchange(m_closes, false))
            QAbstractButton::mouseReleaseEvent(event);
        else if (closeBox().contains(event->position()))
            emit m_list.removeAsked(m_index);
    }

    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Delete && m_list.count() > 1) {
            emit m_list.removeAsked(m_index);
            return;
        }
        QAbstractButton::keyPressEvent(event);
    }

    void contextMenuEvent(QContextMenuEvent* event) override {
        QMenu menu(this);
        QAction* show = menu.addAction(tr("Show in the formula"));
        QAction* remove = menu.addAction(tr("Take %1 out of the race").arg(m_name));
        remove->setEnabled(m_list.count() > 1);
        const QAction* picked = menu.exec(event->globalPos());
        if (picked == show) emit m_list.chosen(m_index);
        if (picked == remove) emit m_list.removeAsked(m_index);
    }

private:
    /// Where there is no room for the whole name, what tells it apart from its twins stays: "Gradi…, η = 0.02".
    QString shortened(const QFontMetricsF& metrics, double room) const {
        const qsizetype comma = m_name.indexOf(QLatin1String(", "));
        if (comma < 0 || metrics.horizontalAdvance(m_name) <= room) return metrics.elidedText(m_name, Qt::ElideRight, room);
        const QString difference = m_name.mid(comma);
        const double left = room - metrics.horizontalAdvance(difference);
        const double least = metrics.horizontalAdvance(m_name.left(2)) + metrics.horizontalAdvance(QChar(0x2026));
        if (left < least) return metrics.elidedText(m_name.mid(comma + 2), Qt::ElideRight, room);
        return metrics.elidedText(m_name.left(comma), Qt::ElideRight, left) + difference;
    }

    /// The cross that takes an optimizer out, seen while it is pointed at.
    QRectF closeBox() const {
        const double side = chrome().real(18);
        return {width() - chrome().real(12) - side, (height() - side) / 2, side, side};
    }

    void paintSample(QPainter& painter, const LookStyle& style, const QRectF& box) const {
        const Chrome& c = chrome();
        const QPointF centre = box.center();
        painter.fillRect(QRectF(box.left(), centre.y() - c.real(2), box.width(), c.real(4)), style.colour);
        paintLookShape(painter, m_series.look, centre, 0.95);
    }

    void paintWords(QPainter& painter, bool lit) const {
        const Chrome& c = chrome();
        const int weight = m_series.selected ? 600 : 400;
        painter.setPen(c.colour(Token::Ink));
        painter.setFont(c.font(18, m_series.selected ? 600 : 500));
        double right = width() - c.real(12);
        if (lit && m_list.count() > 1) {
            paintGlyph(painter, Glyph::Close, closeBox().adjusted(2, 2, -2, -2), c.colour(Token::Ink2));
            right = closeBox().left() - c.real(8);
        }
        const double valueWidth = QFontMetricsF(painter.font()).horizontalAdvance(m_value);
        painter.drawText(QRectF(right - valueWidth - 1, 0, valueWidth + 2, height()), Qt::AlignVCenter | Qt::AlignRight, m_value);
        painter.setFont(c.font(18, weight));
        const double left = c.real(60);
        const double room = right - valueWidth - c.real(10) - left;
        const QString name = shortened(QFontMetricsF(painter.font()), room);
        painter.drawText(QRectF(left, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft, name);
    }

    OptimizerList& m_list;
    int m_index;
    SeriesReadout m_series;
    QString m_name;
    QString m_value;
    bool m_closes = false;
};

OptimizerList::OptimizerList(QWidget* parent)
    : QWidget(parent),
      m_heading(new TextLabel(tr("Optimizers"), {}, this)),
      m_column(new TextLabel(tr("loss now"), {16, 400, Token::Ink3}, this)),
      m_rows(new QVBoxLayout(this)),
      m_chipRows(new QVBoxLayout),
      m_add(new DashedButton(tr("+ Add an optimizer"), this)) {
    auto* header = new QHBoxLayout;
    header->addWidget(m_heading, 1);
    header->addWidget(m_column);
    m_rows->addLayout(header);
    m_rows->addLayout(m_chipRows);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_add);
    m_rows->addLayout(foot);
    connect(m_add, &QAbstractButton::clicked, this, [this] { emit addAsked(m_add->mapToGlobal(QPoint(0, m_add->height()))); });
    applyChrome();
}

void OptimizerList::show(const std::vector<SeriesReadout>& series) {
    bool same = series.size() == m_chips.size();
    for (std::size_t i = 0; same && i < series.size(); ++i) same = m_chips[i]->hasSame(series[i]);
    if (!same) rebuild(series);
    for (std::size_t i = 0; i < series.size(); ++i) m_chips[i]->setSeries(series[i]);
}

void OptimizerList::rebuild(const std::vector<SeriesReadout>& series) {
    for (Chip* chip : m_chips) {
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto* chip = new Chip(*this, static_cast<int>(i), this);
        chip->setSeries(series[i]);
        connect(chip, &QAbstractButton::clicked, this, [this, i] { emit chosen(static_cast<int>(i)); });
        m_chipRows->addWidget(chip);
        m_chips.push_back(chip);
    }
    updateGeometry();
}

void OptimizerList::setAddEnabled(bool enabled, const QString& why) {
    m_add->setEnabled(enabled);
    m_add->setToolTip(why);
}

QWidget* OptimizerList::chip(int index) const { return m_chips.at(static_cast<std::size_t>(index)); }

QWidget* OptimizerList::addButton() const { return m_add; }

void OptimizerList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void OptimizerList::applyChrome() {
    const Chrome& c = chrome();
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(c.px(2));
    m_rows->itemAt(0)->layout()->setContentsMargins(c.px(12), 0, c.px(12), 0);
    m_rows->itemAt(2)->layout()->setContentsMargins(c.px(12) - c.ring(), 0, c.px(12) - c.ring(), 0);
    m_chipRows->setSpacing(0);
}

}  // namespace calc
