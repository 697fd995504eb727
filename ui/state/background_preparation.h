#pragma once
#include <QObject>
#include <QTimer>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "core/scene/prepare.h"

namespace calc {

/// The single-shot delay for half-typed text: `passed` comes once, so long after the last start. Text is looked at when a person pauses;
/// what is to be kept is written when a person pauses for longer.
class TypingDelay : public QObject {
    Q_OBJECT

public:
    static constexpr int kMilliseconds = 180;
    explicit TypingDelay(QObject* parent = nullptr, int milliseconds = kMilliseconds);
    bool isWaiting() const { return m_timer.isActive(); }

public slots:
    void start();
    void stop();
    void passNow();  ///< Enter, or the field is left

signals:
    void passed();

private:
    QTimer m_timer;
};

/// Runs prepare on one worker thread, so that the window never waits. What is done within kAtOnce is there when request returns; the
/// rest comes later. The newest Scene supersedes: while one is being prepared only the newest of the others waits, and one that takes
/// longer than kPatience is stopped for it (a shorter one is let finish, so that a drag shows pictures on its way). prepared() stays
/// the last good one.
class BackgroundPreparation : public QObject {
    Q_OBJECT

public:
    using Function = std::function<Result<Prepared>(const Scene&, const ResourceTexts&, const Prepared*, const Task&)>;
    static constexpr std::chrono::milliseconds kAtOnce{5};
    static constexpr std::chrono::milliseconds kPatience{120};
    static constexpr std::chrono::milliseconds kShownAfter{100};  ///< progress is shown only from here on
    static constexpr std::chrono::milliseconds kLong{1000};       ///< a person may want to stop it

    explicit BackgroundPreparation(QObject* parent = nullptr, Function function = {}, ResourceTexts data = {});
    ~BackgroundPreparation() override;

    const Prepared* prepared() const { return m_prepared.get(); }
    std::shared_ptr<const Prepared> sharedPrepared() const { return m_prepared; }
    bool isBusy() const { return m_busy; }

    void request(const Scene& scene);

public slots:
    void cancel();

signals:
    void ready();                           ///< prepared() is a new one
    void failed(const calc::Error& error);  ///< of the newest Scene; prepared() stays
    void cancelled();
    void takesLong();                             ///< once, when a Scene has been waited for longer than kLong
    void waiting(bool waiting, double progress);  ///< a Scene has been waited for longer than kShownAfter; 0 to 1

private:
    struct Shared;

    void startJob(const Scene& scene);
    bool collect();
    void deliver(Result<Prepared> result);
    void lookAtProgress();
    void setWaiting(bool waiting, double progress);

    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<const Prepared> m_prepared;
    std::optional<Scene> m_next;
    std::stop_source m_stop;
    std::chrono::steady_clock::time_point m_began;
    QTimer m_watch;
    bool m_busy = false;
    bool m_wasSlow = false;
    bool m_isWaiting = false;
    bool m_saidLong = false;
    bool m_cancelledByPerson = false;
    std::jthread m_worker;
};

}  // namespace calc
