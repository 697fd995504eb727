#pragma once
#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>

#include "core/scene/timeline.h"

namespace calc {

/// The only clock: maps elapsed time to the playhead of a Timeline. It asks its clock, a function that gives seconds and never goes back;
/// tests hand in their own and call tick(). Without a running animation it sleeps.
class Player : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<double()>;
    static constexpr double kSlowest = 0.25;
    static constexpr double kFastest = 4.0;
    static constexpr int kTickMilliseconds = 16;

    /// StepsOnly: no motion between the stops (a person's choice).
    enum class Motion { Smooth, StepsOnly };

    explicit Player(QObject* parent = nullptr, Clock clock = systemClock());
    static Clock systemClock();

    const Timeline& timeline() const { return m_timeline; }
    /// Another Timeline; the playhead stays where it was as far as that is possible, and goes on if it was running.
    void setTimeline(const Timeline& timeline);

    double time() const;
    bool isPlaying() const { return m_playing; }
    double speed() const { return m_speed; }
    bool loops() const { return m_loops; }

    void setMotion(Motion motion);

public slots:
    void play();  ///< from the start when it stands at the end
    void pause();
    void toggle();
    void stepForward();  ///< glides to the next stop, within 0.12 to 0.4 s
    void stepBack();
    void toStart();
    void toEnd();
    void seek(double time);
    void setSpeed(double speed);
    void setLoops(bool loops);
    /// Moves the playhead to what the clock says; called by the Player's own timer.
    void tick();

signals:
    void timeChanged(double time);
    void playingChanged(bool playing);
    void timelineChanged();
    void speedChanged(double speed);
    void loopsChanged(bool loops);

private:
    struct Glide {
        double from, to, began, lasts;
    };

    void glideTo(double target);
    void finishGlide();
    void advance(double elapsed);
    void moveTo(double time);
    void setPlaying(bool playing);
    void runTimer();

    Clock m_clock;
    QTimer m_timer;
    Timeline m_timeline;
    std::optional<Glide> m_glide;
    double m_time = 0.0;
    double m_shown = 0.0;  ///< what timeChanged said last
    double m_lastTick = 0.0;
    double m_speed = 1.0;
    bool m_playing = false;
    bool m_loops = false;
    Motion m_motion = Motion::Smooth;
};

}  // namespace calc
