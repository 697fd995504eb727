#pragma once
#include <QAbstractButton>
#include <QAbstractSlider>
#include <QWidget>

#include "ui/state/player.h"

class QHBoxLayout;

namespace calc {

class GlyphButton;

/// The way of the playhead: ticks beneath, events ("loss < 10⁻³") above, a thumb to scrub with.
class ScrubTrack : public QAbstractSlider {
    Q_OBJECT

public:
    explicit ScrubTrack(QWidget* parent = nullptr);
    void setTimeline(const Timeline& timeline);
    void setTime(double time);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

signals:
    void scrubBegan();
    void scrubbed(double time);
    void scrubEnded();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;  ///< left to the page: ← and → step everywhere
    void wheelEvent(QWheelEvent* event) override;

private:
    QRectF track() const;
    double xOf(double time) const;
    double timeAt(double x) const;
    const Timeline::Event* eventAt(const QPointF& position) const;
    void paintMarks(QPainter& painter) const;

    Timeline m_timeline;
    double m_time = 0.0;
};

/// |◀ ◀ ▶ ▶|, the track, where the playhead stands, and how fast it goes. Wired to one Player.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    explicit TransportBar(Player& player, QWidget* parent = nullptr);

    /// "step 24 of 90". The room for it grows and does not shrink until the next setTimeline: the track stands still.
    void setPosition(const QString& text);
    void reservePosition(const QString& widest);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    class Words;
    class SpeedButton;

    void createButtons();
    void wire();
    void applyChrome();
    void showSpeedMenu();
    void showPlaying(bool playing);

    Player& m_player;
    QHBoxLayout* m_row;
    GlyphButton* m_toStart;
    GlyphButton* m_stepBack;
    QAbstractButton* m_play;
    GlyphButton* m_stepForward;
    GlyphButton* m_toEnd;
    ScrubTrack* m_track;
    Words* m_position;
    QAbstractButton* m_speed;
    bool m_resumes = false;
};

}  // namespace calc
