#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/base/range.h"

/// The stop rules of a run that look at more than one step, kept out of the fold. See descend in trajectory.h for what they mean.
namespace calc {

/// Ten steps running with gradient and last update both below tolerance (1 + |w|).
class RestWatch {
public:
    explicit RestWatch(double tolerance = 1e-10) : m_tolerance(tolerance) {}

    bool atRest(Vec2 point, Vec2 gradient, Vec2 update) {
        // (1 + |w|)² <= 2 (1 + |w|²): a cheap look that is false in almost every step.
        const double loose = 2.0 * m_tolerance * m_tolerance * (1.0 + point.x * point.x + point.y * point.y);
        if (gradient.x * gradient.x + gradient.y * gradient.y >= loose || update.x * update.x + update.y * update.y >= loose) {
            m_still = 0;
            return false;
        }
        const double small = m_tolerance * (1.0 + point.length());
        m_still = gradient.length() < small && update.length() < small ? m_still + 1 : 0;
        return m_still >= 10;
    }

private:
    double m_tolerance;
    int m_still = 0;
};

/// Every 1,000 steps: did the loss reach a new low, or is the ball at least in smooth flight?
class ProgressWatch {
public:
    static constexpr std::int64_t kWindow = 1000;
    static constexpr double kRelative = 1e-12;

    /// To be told of the start too, as step 0. True: no progress.
    bool stalled(std::int64_t step, double loss, Vec2 update) {
        m_low = std::min(m_low, loss);
        m_high = std::max(m_high, loss);
        if (step == 0) {
            m_best = loss;
            return false;
        }
        m_path += std::fabs(update.x) + std::fabs(update.y);
        m_turning += std::fabs(update.x - m_before.x) + std::fabs(update.y - m_before.y);
        m_before = update;
        if (step % kWindow != 0) return false;
        const bool fell = m_low < m_best - kRelative * std::fabs(m_best);
        const bool varies = m_high - m_low > kRelative * std::max(std::fabs(m_low), std::fabs(m_high));
        const bool smooth = m_turning < 0.5 * m_path;
        m_best = std::min(m_best, m_low);
        m_low = m_high = loss;
        m_path = m_turning = 0.0;
        return !fell && !(varies && smooth);
    }

private:
    double m_best = 0.0;  ///< lowest loss before this window
    double m_low = HUGE_VAL;
    double m_high = -HUGE_VAL;
    double m_path = 0.0;     ///< length of the updates in this window
    double m_turning = 0.0;  ///< how much they changed from step to step
    Vec2 m_before;
};

}  // namespace calc
