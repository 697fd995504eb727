#include "ui/controls/transport_bar.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/controls/buttons.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/texts.h"

namespace calc {
namespace {

constexpr int kTrackSteps = 10000;
constexpr double kSpeeds[] = {0.25, 0.5, 1.0, 2.0, 4.0};

QString speedText(double speed) { return QString::fromStdString(displayNumber(speed, 3)) + QChar(0x00D7); }

/// The round button in the accent.
class PlayButton : public QAbstractButton {
public:
    explicit PlayButton(QWidget* parent) : QAbstractButton(parent) {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    void setPlaying(bool playing) {
        m_playing = playing;
        update();
    }
    QSize sizeHint() const override { return {chrome().px(66), chrome().px(64)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Chrome& c = chrome();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF centre = QRectF(rect()).center();
        const double radius = c.real(27);
        QColor fill = c.colour(isEnabled() ? Token::Accent : Token::Line);
        if (isEnabled() && isDown())
            fill = fill.darker(115);
        else if (isEnabled() && underMouse())
            fill = fill.lighter(112);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawEllipse(centre, radius, radius);
        const double side = c.real(27);
        // A triangle looks centred when its centre of mass is.
        const QPointF shift(m_playing ? 0 : -c.real(1), 0);
        paintGlyph(painter, m_playing ? Glyph::Pause : Glyph::Play,
                   QRectF(centre + shift - QPointF(side / 2, side / 2), QSizeF(side, side)), c.colour(Token::AccentLabel));
        const QRectF disc(centre - QPointF(radius, radius), centre + QPointF(radius, radius));
        if (showsFocusRing(*this)) paintFocusRing(painter, disc, radius);
    }
    bool hitButton(const QPoint& position) const override {
        return QLineF(QPointF(position), QRectF(rect()).center()).length() <= chrome().real(30);
    }
    void keyPressEvent(QKeyEvent* event) override { event->ignore(); }  // Space plays everywhere on the page

private:
    bool m_playing = false;
};

}  // namespace

/// Where the playhead stands, right-aligned.
class TransportBar::Words : public QWidget {
public:
    explicit Words(QWidget* parent) : QWidget(parent) {}
    void setText(const QString& text) {
        if (text == m_text) return;
        m_text = text;
        setAccessibleName(text);
        reserve(text);
        update();
    }
    void reserve(const QString& text) {
        const int width = QFontMetrics(chrome().font(19, 600)).horizontalAdvance(text) + chrome().px(4);
        if (width > minimumWidth()) setFixedWidth(width);
    }
    void startAnew() {
        setMinimumWidth(0);
        setMaximumWidth(QWIDGETSIZE_MAX);
        reserve(m_text);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setFont(chrome().font(19, 600));
        painter.setPen(chrome().colour(Token::Ink));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignRight, m_text);
    }

private:
    QString m_text;
};

class TransportBar::SpeedButton : public QAbstractButton {
public:
    explicit SpeedButton(QWidget* parent) : QAbstractButton(parent) {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {chrome().px(70), chrome().px(46)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Chrome& c = chrome();
        QPainter painter(this);
        QRectF body = innerRect(rect());
        const double trim = std::max(0.0, (body.height() - c.real(40)) / 2);
        body.adjust(0, trim, 0, -trim);
        if (underMouse()) paintRounded(painter, body, c.real(8), c.colour(Token::Grid), {}, 0);
        painter.setFont(c.font(18, 500));
        painter.setPen(c.colour(underMouse() ? Token::Ink : Token::Ink2));
        painter.drawText(body, Qt::AlignCenter, text());
        if (showsFocusRing(*this)) paintFocusRing(painter, body, c.real(8));
    }
};

ScrubTrack::ScrubTrack(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setRange(0, kTrackSteps);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Time"));
}

QSize ScrubTrack::minimumSizeHint() const { return {chrome().px(160), chrome().px(80)}; }

void ScrubTrack::setTimeline(const Timeline& timeline) {
    m_timeline = timeline;
    setEnabled(timeline.duration > 0.0);
    setTime(m_time);
}

void ScrubTrack::setTime(double time) {
    m_time = time;
    if (m_timeline.duration > 0.0) setValue(static_cast<int>(std::lround(time / m_timeline.duration * kTrackSteps)));
    update();
}

QRectF ScrubTrack::track() const {
    const Chrome& c = chrome();
    const double side = c.real(16);
    return {side, c.real(32) - c.real(3), width() - 2 * side, c.real(6)};
}

double ScrubTrack::xOf(double time) const {
    const QRectF way = track();
    return m_timeline.duration > 0.0 ? way.left() + std::clamp(time / m_timeline.duration, 0.0, 1.0) * way.width() : way.left();
}

double ScrubTrack::timeAt(double x) const {
    const QRectF way = track();
    return std::clamp((x - way.left()) / std::max(1.0, way.width()), 0.0, 1.0) * m_timeline.duration;
}

const Timeline::Event* ScrubTrack::eventAt(const QPointF& position) const {
    for (const Timeline::Event& event : m_timeline.events) {
        const QPointF at(xOf(event.time), track().top() - chrome().real(15));
        if (QLineF(at, position).length() < chrome().real(11)) return &event;
    }
    return nullptr;
}

bool ScrubTrack::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Timeline::Event* found = eventAt(help->pos());
        if (found)
            QToolTip::showText(help->globalPos(), plainMessageText(found->name), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractSlider::event(event);
}

void ScrubTrack::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    emit scrubBegan();
    const Timeline::Event* found = eventAt(event->position());
    emit scrubbed(found ? found->time : timeAt(event->position().x()));
}

void ScrubTrack::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) emit scrubbed(timeAt(event->position().x()));
}

void ScrubTrack::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isSliderDown()) return;
    setSliderDown(false);
    emit scrubEnded();
    update();
}

void ScrubTrack::keyPressEvent(QKeyEvent* event) { event->ignore(); }

void ScrubTrack::wheelEvent(QWheelEvent* event) { event->ignore(); }

void ScrubTrack::paintMarks(QPainter& painter) const {
    const Chrome& c = chrome();
    const QRectF way = track();
    painter.setFont(c.font(16));
    double free = -1e9;
    for (const Timeline::Tick& tick : m_timeline.ticks) {
        const double x = xOf(tick.time);
        const QString label = plainMessageText(tick.label);
        const double half = QFontMetricsF(painter.font()).horizontalAdvance(label) / 2 + 1;
        painter.fillRect(QRectF(x - c.real(0.9), way.bottom() + c.real(8), c.real(1.8), c.real(6)), c.colour(Token::Axis));
        const double centre = std::clamp(x, half, width() - half);
        if (centre - half < free) continue;
        free = centre + half + c.real(10);
        painter.setPen(c.colour(Token::Ink2));
        painter.drawText(QRectF(centre - half, way.bottom() + c.real(16), 2 * half, c.real(24)), Qt::AlignHCenter | Qt::AlignTop, label);
    }
    for (const Timeline::Event& event : m_timeline.events) {
        paintLookShape(painter, event.look, {xOf(event.time), way.top() - c.real(15)}, 0.66);
    }
}

void ScrubTrack::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF way = track();
    const QColor accent = c.colour(isEnabled() ? Token::Accent : Token::Line);
    paintMarks(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.colour(Token::Line));
    painter.drawRoundedRect(way, way.height() / 2, way.height() / 2);
    const double x = xOf(m_time);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(way.topLeft(), QPointF(x, way.bottom())), way.height() / 2, way.height() / 2);
    const QPointF centre(x, way.center().y());
    const double radius = c.real(12);
    if (isEnabled() && (underMouse() || isSliderDown())) {
        QColor halo = accent;
        halo.setAlphaF(isSliderDown() ? 0.28F : 0.16F);
        painter.setBrush(halo);
        painter.drawEllipse(centre, c.real(18), c.real(18));
    }
    painter.setPen(QPen(accent, c.real(3.2)));
    painter.setBrush(c.colour(Token::Surface));
    painter.drawEllipse(centre, radius - c.real(1.6), radius - c.real(1.6));
    if (showsFocusRing(*this)) paintFocusRing(painter, QRectF(centre - QPointF(radius, radius), centre + QPointF(radius, radius)), radius);
}

TransportBar::TransportBar(Player& player, QWidget* parent) : QWidget(parent), m_player(player), m_row(new QHBoxLayout(this)) {
    createButtons();
    wire();
    applyChrome();
    showPlaying(m_player.isPlaying());
}

void TransportBar::createButtons() {
    m_toStart = new GlyphButton(Glyph::ToStart, tr("To the start (Home)"), this);
    m_stepBack = new GlyphButton(Glyph::StepBack, tr("One step back (←)"), this);
    m_play = new PlayButton(this);
    m_stepForward = new GlyphButton(Glyph::StepForward, tr("One step forward (→)"), this);
    m_toEnd = new GlyphButton(Glyph::ToEnd, tr("To the end (End)"), this);
    m_track = new ScrubTrack(this);
    m_position = new Words(this);
    m_speed = new SpeedButton(this);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Speed, and whether it runs in a loop"));
    m_speed->setText(speedText(m_player.speed()));
    for (GlyphButton* button : {m_toStart, m_stepBack, m_stepForward, m_toEnd}) button->setSizes(22, 50);
    m_row->addWidget(m_toStart, 0, Qt::AlignTop);
    m_row->addWidget(m_stepBack, 0, Qt::AlignTop);
    m_row->addWidget(m_play, 0, Qt::AlignTop);
    m_row->addWidget(m_stepForward, 0, Qt::AlignTop);
    m_row->addWidget(m_toEnd, 0, Qt::AlignTop);
    m_row->addWidget(m_track, 1);
    m_row->addWidget(m_position, 0, Qt::AlignTop);
    m_row->addWidget(m_speed, 0, Qt::AlignTop);
}

void TransportBar::wire() {
    connect(m_toStart, &QAbstractButton::clicked, &m_player, &Player::toStart);
    connect(m_stepBack, &QAbstractButton::clicked, &m_player, &Player::stepBack);
    connect(m_play, &QAbstractButton::clicked, &m_player, &Player::toggle);
    connect(m_stepForward, &QAbstractButton::clicked, &m_player, &Player::stepForward);
    connect(m_toEnd, &QAbstractButton::clicked, &m_player, &Player::toEnd);
    connect(m_speed, &QAbstractButton::clicked, this, &TransportBar::showSpeedMenu);
    connect(m_track, &ScrubTrack::scrubBegan, this, [this] {
        m_resumes = m_player.isPlaying();
        m_player.pause();
    });
    connect(m_track, &ScrubTrack::scrubbed, &m_player, &Player::seek);
    connect(m_track, &ScrubTrack::scrubEnded, this, [this] {
        if (m_resumes) m_player.play();
    });
    connect(&m_player, &Player::timeChanged, m_track, &ScrubTrack::setTime);
    connect(&m_player, &Player::playingChanged, this, &TransportBar::showPlaying);
    connect(&m_player, &Player::speedChanged, this, [this](double speed) { m_speed->setText(speedText(speed)); });
    connect(&m_player, &Player::timelineChanged, this, [this] {
        m_track->setTimeline(m_player.timeline());
        m_track->setTime(m_player.time());
        for (QWidget* part : std::initializer_list<QWidget*>{m_toStart, m_stepBack, m_play, m_stepForward, m_toEnd}) {
            part->setEnabled(m_player.timeline().duration > 0.0);
        }
    });
}

void TransportBar::showPlaying(bool playing) {
    static_cast<PlayButton*>(m_play)->setPlaying(playing);
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
}

void TransportBar::setPosition(const QString& text) { m_position->setText(text); }

void TransportBar::reservePosition(const QString& widest) {
    m_position->startAnew();
    m_position->reserve(widest);
}

void TransportBar::showSpeedMenu() {
    QMenu menu(this);
    auto* speeds = new QActionGroup(&menu);
    for (const double speed : kSpeeds) {
        QAction* action = menu.addAction(speedText(speed));
        action->setCheckable(true);
        action->setChecked(speed == m_player.speed());
        speeds->addAction(action);
        connect(action, &QAction::triggered, this, [this, speed] { m_player.setSpeed(speed); });
    }
    menu.addSeparator();
    QAction* loop = menu.addAction(tr("Run in a loop"));
    loop->setCheckable(true);
    loop->setChecked(m_player.loops());
    connect(loop, &QAction::toggled, &m_player, &Player::setLoops);
    menu.exec(m_speed->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

void TransportBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void TransportBar::applyChrome() {
    const Chrome& c = chrome();
    // All stands on one line, 32 px below the upper edge; the words of the ticks need the room beneath.
    setFixedHeight(c.px(80));
    m_row->setContentsMargins(c.px(6), 0, c.px(14), 0);
    m_row->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{m_toStart, m_stepBack, m_play, m_stepForward, m_toEnd, m_position, m_speed}) {
        part->setFixedHeight(c.px(64));
    }
    m_position->startAnew();
}

void TransportBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), chrome().colour(Token::Paper));
}

}  // namespace calc
