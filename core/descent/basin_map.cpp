#include "core/descent/basin_map.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <thread>

#include "core/descent/stability.h"

namespace calc {
namespace {

constexpr double kRest = 1e-5;
constexpr double kReach = 0.03;  // of the rectangle's diagonal: as far as a run may end from its minimum
constexpr double kThere = 0.01;  // of the diagonal: a run that stays so close has arrived
constexpr double kSame = 1e-3;   // of the diagonal: minima closer than that are one
constexpr int kPolish = 8;       // steps of Newton's method

/// Where one run ended.
struct End {
    Vec2 at;
    BasinEnd how = BasinEnd::NotArrived;
    std::int32_t steps = 0;
    bool isMinimum = false;  ///< then `at` is polished
};

/// The minimum close to a point, by Newton's method; false where there is none within reach.
bool polish(const LossFunction& loss, const Curvature& curvature, double reach, Vec2& point) {
    Vec2 at = point;
    for (int i = 0; i < kPolish; ++i) {
        const std::optional<Hessian> hessian = curvature(at);
        if (!hessian || !(eigenvaluesOf(*hessian).low > 0.0)) return false;
        const Vec2 slope = loss.program(at).gradient;
        const double determinant = hessian->xx * hessian->yy - hessian->xy * hessian->xy;
        const Vec2 step{(hessian->yy * slope.x - hessian->xy * slope.y) / determinant,
                        (hessian->xx * slope.y - hessian->xy * slope.x) / determinant};
        if (!step.isFinite()) return false;
        at = at - step;
        if (!((at - point).length() <= reach)) return false;
        if (step.length() <= 1e-12 * (1.0 + at.length())) break;
    }
    point = at;
    return true;
}

class Survey {
public:
    Survey(const LossFunction& loss, const BasinOptions& options, const std::stop_token& stop)
        : m_loss(loss),
          m_options(options),
          m_stop(stop),
          m_curvature(std::make_shared<const Curvature>(loss)),
          m_reach(kReach * std::hypot(options.x.length(), options.y.length())),
          m_ends(static_cast<std::size_t>(options.columns) * static_cast<std::size_t>(options.rows)) {
        m_options.descent.record = Record::Path;
        m_options.descent.restTolerance = kRest;
        m_options.descent.curvature = m_curvature;
    }

    std::optional<Error> run(const std::function<void(double)>& progress);
    BasinMap sorted() const;

private:
    Vec2 startOf(int row, int column) const {
        const auto centre = [](Range range, int index, int count) {
            return range.low + range.length() * ((static_cast<double>(index) + 0.5) / static_cast<double>(count));
        };
        return {centre(m_options.x, column, m_options.columns), centre(m_options.y, row, m_options.rows)};
    }
    void work(const std::function<void(double)>& progress);
    void surveyRow(int row);
    std::int32_t stepsUntilThere(const std::vector<Vec2>& points, Vec2 minimum) const;
    End endOf(const Trajectory& run) const;

    const LossFunction& m_loss;
    BasinOptions m_options;
    const std::stop_token& m_stop;
    std::shared_ptr<const Curvature> m_curvature;
    double m_reach;
    std::vector<End> m_ends;
    std::atomic<int> m_next{0};
    std::atomic<int> m_done{0};
    std::mutex m_mutex;
    std::optional<Error> m_failed;
};

/// After how many steps the ball stays close to its minimum; how long it trembles there is not what a map tells.
std::int32_t Survey::stepsUntilThere(const std::vector<Vec2>& points, Vec2 minimum) const {
    const double close = kThere / kReach * m_reach;
    std::size_t k = points.size() - 1;
    while (k > 0 && (points[k - 1] - minimum).length() <= close) --k;
    return static_cast<std::int32_t>(k);
}

End Survey::endOf(const Trajectory& run) const {
    End end{run.last, BasinEnd::NotArrived, static_cast<std::int32_t>(run.stepsDone), false};
    if (run.stopped == StopReason::Diverged) end.how = BasinEnd::Diverged;
    if (run.stopped == StopReason::LeftDomain) end.how = BasinEnd::LeftDomain;
    if (run.stopped == StopReason::Diverged || run.stopped == StopReason::LeftDomain) return end;
    end.isMinimum = polish(m_loss, *m_curvature, m_reach, end.at);
    // A minimum without curvature (a kink, a point) is recognized where it is known.
    for (const Vec2 known : m_options.known) {
        if (end.isMinimum || (known - run.last).length() > m_reach) continue;
        end.at = known;
        end.isMinimum = true;
    }
    if (end.isMinimum) end.steps = stepsUntilThere(run.points, end.at);
    return end;
}

void Survey::surveyRow(int row) {
    DescentOptions options = m_options.descent;
    for (int column = 0; column < m_options.columns && !m_stop.stop_requested(); ++column) {
        options.start = startOf(row, column);
        const Result<Trajectory> run = descend(m_loss, options, m_stop);
        if (!run) {
            const std::lock_guard lock(m_mutex);
            if (!m_failed) m_failed = run.error();
            return;
        }
        m_ends[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_options.columns) + static_cast<std::size_t>(column)] =
            endOf(*run);
    }
}

void Survey::work(const std::function<void(double)>& progress) {
    while (!m_stop.stop_requested()) {
        const int row = m_next++;
        if (row >= m_options.rows) return;
        surveyRow(row);
        const int done = ++m_done;
        if (progress) progress(static_cast<double>(done) / static_cast<double>(m_options.rows));
    }
}

std::optional<Error> Survey::run(const std::function<void(double)>& progress) {
    const unsigned machine = std::max(1U, std::thread::hardware_concurrency());
    const unsigned threads = m_options.threads > 0 ? m_options.threads : std::max(1U, machine - 1U);
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([this] { work({}); });
        work(progress);
    }
    if (m_stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
    return m_failed;
}

/// Ends that polished to the same point are one minimum; a serial pass in the order of rows, so that numbering does not depend on threads.
BasinMap Survey::sorted() const {
    BasinMap map{m_options.columns, m_options.rows, m_options.x, m_options.y, {}, {}, {}};
    for (const Vec2 known : m_options.known) map.minima.push_back({known, m_loss.program(known).value, 0});
    const double same = kSame * std::hypot(m_options.x.length(), m_options.y.length());
    std::size_t last = 0;
    map.basin.reserve(m_ends.size());
    map.steps.reserve(m_ends.size());
    const auto indexOf = [&](Vec2 at) -> std::optional<std::size_t> {
        if (last < map.minima.size() && (map.minima[last].at - at).length() <= same) return last;  // neighbours mostly agree
        for (std::size_t i = 0; i < map.minima.size(); ++i)
            if ((map.minima[i].at - at).length() <= same) return i;
        if (map.minima.size() >= kMostMinima) return std::nullopt;
        map.minima.push_back({at, m_loss.program(at).value, 0});
        return map.minima.size() - 1;
    };
    for (const End& end : m_ends) {
        const std::optional<std::size_t> index = end.isMinimum ? indexOf(end.at) : std::nullopt;
        map.basin.push_back(index ? static_cast<std::int16_t>(*index) : static_cast<std::int16_t>(end.how));
        map.steps.push_back(end.steps);
        if (!index) continue;
        last = *index;
        ++map.minima[last].starts;
    }
    return map;
}

}  // namespace

// The token comes by value, as in every function that can be stopped. NOLINTNEXTLINE(performance-unnecessary-value-param)
Result<BasinMap> basinMap(const LossFunction& loss, const BasinOptions& options, std::stop_token stop,
                          const std::function<void(double)>& progress) {
    const bool usable = options.columns > 0 && options.rows > 0 && options.x.isFinite() && options.y.isFinite();
    if (!usable)
        return Error{ErrorCode::BadValue, CALC_TEXT("A basin map needs a rectangle and at least one cell."), std::nullopt, "basinCells"};
    Survey survey(loss, options, stop);
    if (std::optional<Error> failed = survey.run(progress)) return *failed;
    return survey.sorted();
}

}  // namespace calc
