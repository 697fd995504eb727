#include "ui/state/player.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace calc {

Player::Player(QObject* parent, Clock clock) : QObject(parent), m_clock(std::move(clock)) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Player::tick);
}

Player::Clock Player::systemClock() {
    return [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
}

double Player::time() const {
    if (m_motion == Motion::StepsOnly && m_playing && !m_timeline.stops.empty()) {
        return m_timeline.stops[static_cast<std::size_t>(std::max(0, stepAt(m_timeline, m_time)))];
    }
    return m_time;
}

void Player::setTimeline(const Timeline& timeline) {
    m_timeline = timeline;
    finishGlide();
    m_time = std::clamp(m_time, 0.0, m_timeline.duration);
    m_shown = time();
    if (m_timeline.duration <= 0.0) setPlaying(false);
    emit timelineChanged();
}

void Player::setMotion(Motion motion) {
    finishGlide();
    m_motion = motion;
    moveTo(m_time);
}

void Player::play() {
    if (m_timeline.duration <= 0.0) return;
    finishGlide();
    if (m_time >= m_timeline.duration) moveTo(0.0);
    setPlaying(true);
}

void Player::pause() {
    // What stands still is what was seen last.
    m_time = time();
    setPlaying(false);
}

void Player::toggle() { m_playing ? pause() : play(); }

void Player::stepForward() {
    pause();
    finishGlide();
    glideTo(nextStop(m_timeline, m_time));
}

void Player::stepBack() {
    pause();
    finishGlide();
    glideTo(previousStop(m_timeline, m_time));
}

void Player::toStart() { seek(0.0); }

void Player::toEnd() {
    pause();
    seek(m_timeline.duration);
}

void Player::seek(double time) {
    m_glide.reset();
    m_lastTick = m_clock();
    runTimer();
    moveTo(std::clamp(time, 0.0, m_timeline.duration));
}

void Player::setSpeed(double speed) {
    const double bounded = std::clamp(speed, kSlowest, kFastest);
    if (bounded == m_speed) return;
    m_speed = bounded;
    emit speedChanged(m_speed);
}

void Player::setLoops(bool loops) {
    if (loops == m_loops) return;
    m_loops = loops;
    emit loopsChanged(m_loops);
}

void Player::glideTo(double target) {
    if (m_motion == Motion::StepsOnly || target == m_time) {
        moveTo(target);
        return;
    }
    const double lasts = std::clamp(std::fabs(target - m_time) / m_speed, 0.12, 0.4);
    m_glide = Glide{m_time, target, m_clock(), lasts};
    runTimer();
}

void Player::finishGlide() {
    if (!m_glide) return;
    const double target = m_glide->to;
    m_glide.reset();
    runTimer();
    moveTo(std::min(target, m_timeline.duration));
}

void Player::tick() {
    const double now = m_clock();
    const double elapsed = std::max(0.0, now - m_lastTick);
    m_lastTick = now;
    if (m_glide) {
        const Glide glide = *m_glide;
        const double part = (now - glide.began) / glide.lasts;
        part >= 1.0 ? finishGlide() : moveTo(glide.from + part * (glide.to - glide.from));
    } else if (m_playing) {
        advance(elapsed);
    }
}

void Player::advance(double elapsed) {
    const double duration = m_timeline.duration;
    const double next = m_time + m_speed * elapsed;
    if (next < duration) {
        moveTo(next);
    } else if (m_loops) {
        moveTo(std::fmod(next, duration));
    } else {
        moveTo(duration);
        setPlaying(false);
    }
}

void Player::moveTo(double time) {
    m_time = time;
    const double shown = this->time();
    if (shown == m_shown) return;
    m_shown = shown;
    emit timeChanged(shown);
}

void Player::setPlaying(bool playing) {
    if (playing == m_playing) return;
    m_playing = playing;
    m_lastTick = m_clock();
    runTimer();
    emit playingChanged(m_playing);
}

void Player::runTimer() {
    const bool runs = m_playing || m_glide.has_value();
    if (runs == m_timer.isActive()) return;
    runs ? m_timer.start() : m_timer.stop();
}

}  // namespace calc
