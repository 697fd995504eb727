#include "ui/state/background_preparation.h"

#include <atomic>
#include <utility>

#include "ui/state/resource_reading.h"

namespace calc {

TypingDelay::TypingDelay(QObject* parent, int milliseconds) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(milliseconds);
    connect(&m_timer, &QTimer::timeout, this, &TypingDelay::passed);
}

void TypingDelay::start() { m_timer.start(); }

void TypingDelay::stop() { m_timer.stop(); }

void TypingDelay::passNow() {
    if (!m_timer.isActive()) return;
    m_timer.stop();
    emit passed();
}

/// What the window's thread and the worker share: one job in, one result out.
struct BackgroundPreparation::Shared {
    struct Job {
        Scene scene;
        std::shared_ptr<const Prepared> previous;
        std::stop_token stop;
    };
    std::mutex mutex;
    std::condition_variable_any jobCame;
    std::condition_variable resultCame;
    std::optional<Job> job;
    std::optional<Result<Prepared>> result;
    std::atomic<double> progress = 0.0;
    Function function;
    ResourceTexts data;

    void work(const std::stop_token& quit, const std::function<void()>& announce) {
        while (true) {
            Job next;
            {
                std::unique_lock lock(mutex);
                if (!jobCame.wait(lock, quit, [this] { return job.has_value(); })) return;
                next = std::move(*std::exchange(job, std::nullopt));
            }
            const Task task{next.stop, [this](double part) { progress = part; }};
            Result<Prepared> made = function(next.scene, data, next.previous.get(), task);
            {
                const std::lock_guard lock(mutex);
                result = std::move(made);
            }
            resultCame.notify_one();
            announce();
        }
    }
};

BackgroundPreparation::BackgroundPreparation(QObject* parent, Function function, ResourceTexts data)
    : QObject(parent), m_shared(std::make_shared<Shared>()) {
    m_shared->function = function ? std::move(function) : Function(&prepareWithFiles);
    m_shared->data = std::move(data);
    m_watch.setInterval(50);
    connect(&m_watch, &QTimer::timeout, this, &BackgroundPreparation::lookAtProgress);
    // A queued call to an object that is gone by then is dropped by Qt; the worker itself ends before this object does.
    const auto announce = [this] {
        QMetaObject::invokeMethod(
            this, [this] { collect(); }, Qt::QueuedConnection);
    };
    m_worker = std::jthread([shared = m_shared, announce](const std::stop_token& quit) { shared->work(quit, announce); });
}

BackgroundPreparation::~BackgroundPreparation() {
    m_stop.request_stop();
    m_worker.request_stop();
    m_worker.join();
}

void BackgroundPreparation::request(const Scene& scene) {
    if (m_busy) {
        m_next = scene;
        if (std::chrono::steady_clock::now() - m_began > kPatience) m_stop.request_stop();
        return;
    }
    startJob(scene);
    if (m_wasSlow) return;
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->resultCame.wait_for(lock, kAtOnce, [this] { return m_shared->result.has_value(); });
    }
    collect();
}

void BackgroundPreparation::startJob(const Scene& scene) {
    m_stop = std::stop_source();
    m_busy = true;
    m_cancelledByPerson = false;
    m_saidLong = false;
    m_began = std::chrono::steady_clock::now();
    m_shared->progress = 0.0;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->job = Shared::Job{scene, m_prepared, m_stop.get_token()};
    }
    m_shared->jobCame.notify_one();
    m_watch.start();
}

bool BackgroundPreparation::collect() {
    std::optional<Result<Prepared>> result;
    {
        const std::lock_guard lock(m_shared->mutex);
        result = std::exchange(m_shared->result, std::nullopt);
    }
    if (!result) return false;
    m_busy = false;
    m_wasSlow = std::chrono::steady_clock::now() - m_began > kAtOnce;
    if (m_next) {
        startJob(*std::exchange(m_next, std::nullopt));
    } else {
        m_watch.stop();
        setWaiting(false, 1.0);
    }
    deliver(std::move(*result));
    return true;
}

void BackgroundPreparation::deliver(Result<Prepared> result) {
    if (result.ok()) {
        m_prepared = std::make_shared<const Prepared>(std::move(*result));
        emit ready();
    } else if (result.error().code == ErrorCode::Cancelled) {
        if (m_cancelledByPerson) emit cancelled();
    } else if (!m_busy) {
        emit failed(result.error());
    }
}

void BackgroundPreparation::cancel() {
    m_next.reset();
    if (!m_busy) return;
    m_cancelledByPerson = true;
    m_stop.request_stop();
}

void BackgroundPreparation::lookAtProgress() {
    const auto lasts = std::chrono::steady_clock::now() - m_began;
    if (m_next && lasts > kPatience) m_stop.request_stop();
    if (lasts > kShownAfter || m_isWaiting) setWaiting(true, m_shared->progress);
    if (lasts < kLong || m_saidLong) return;
    m_saidLong = true;
    emit takesLong();
}

void BackgroundPreparation::setWaiting(bool waiting_, double progress) {
    if (!waiting_ && !m_isWaiting) return;
    m_isWaiting = waiting_;
    emit waiting(waiting_, progress);
}

}  // namespace calc
