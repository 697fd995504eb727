#include "core/descent/trajectory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>

#include "core/base/number_text.h"
#include "core/descent/gradient_noise.h"
#include "core/descent/notation.h"
#include "core/descent/stop_watch.h"

namespace calc {
namespace {

constexpr double kFar = 1e12;
constexpr std::int64_t kAskEvery = 256;
constexpr std::int64_t kCheckpointEvery = 64;

std::string pointText(Vec2 point, int dimension) {
    return dimension == 1 ? "x = " + displayNumber(point.x, 4) : "(" + displayNumber(point.x, 4) + ", " + displayNumber(point.y, 4) + ")";
}

Message whySteps(std::int64_t steps, double loss) {
    return Message(CALC_TEXT("All {0} steps are used up; the loss is now {1}."), {steps, NumberArgument{loss, 4}});
}
Message whyAtRest(const std::string& place, bool inValley) {
    return inValley
               ? Message(CALC_TEXT("The ball is at rest at {0}: the slope is zero and it no longer moves."), {place})
               : Message(
                     CALC_TEXT("The ball is at rest at {0}, but not in a valley: from this saddle or peak it goes down in some direction."),
                     {place});
}
Message whyNoProgress() {
    return Message(CALC_TEXT("The loss has not fallen in the last {0} steps; another learning rate may help."), {ProgressWatch::kWindow});
}
Message whyFar(std::int64_t step, const std::string& place) {
    return Message(CALC_TEXT("The run flies apart: step {0} lands at {1}. A smaller learning rate keeps the ball in the valley."),
                   {step, place});
}
Message whyFallen(std::int64_t step, double loss) {
    return Message(CALC_TEXT("The run falls without end: at step {0} the loss is {1}. There is no bottom in this direction."),
                   {step, NumberArgument{loss, 3}});
}
Message whyHigh(std::int64_t step, double loss) {
    if (step == 0)
        return Message(CALC_TEXT("At the start the loss is {0} already, too high for any step. Start lower, or scale the function down."),
                       {NumberArgument{loss, 3}});
    return Message(CALC_TEXT("The run flies apart: at step {0} the loss is {1}. A smaller learning rate keeps the ball in the valley."),
                   {step, NumberArgument{loss, 3}});
}
Message whyOverflow(std::int64_t step) {
    if (step == 0)
        return Message(
            CALC_TEXT("At the start the numbers are too large for the computer already. Start elsewhere, or scale the function down."));
    return Message(CALC_TEXT("The run flies apart: at step {0} the numbers are too large for the computer. A smaller learning rate helps."),
                   {step});
}
Message whyNoValue(std::int64_t step, const std::string& place) {
    return step == 0 ? Message(CALC_TEXT("The function has no value at the start {0}; move the start."), {place})
                     : Message(CALC_TEXT("Step {0} lands at {1}, where the function has no value."), {step, place});
}
Message whyNoSlope(std::int64_t step, const std::string& place) {
    return Message(CALC_TEXT("At step {0}, at {1}, the function has no slope to follow."), {step, place});
}
Message whyNoStep(std::int64_t step) {
    return Message(CALC_TEXT("After step {0} the next step has no value: it would divide by zero."), {step});
}
Message whyNoNewtonStep(std::int64_t step, const std::string& place) {
    return Message(
        CALC_TEXT("At step {0}, at {1}, Newton's method has no step: the curvature is zero in some direction or not known. Damping helps."),
        {step, place});
}
Message whyStepsIndefinite(std::int64_t steps, std::int64_t first) {
    return Message(
        CALC_TEXT(
            "All {0} steps are used up. At step {1} the curvature was not positive definite, so Newton's step led towards a saddle or "
            "a peak, not into a valley."),
        {steps, first});
}

/// Is no point close around lower, as far as the remaining slope and rounding allow to say? False at a saddle or a peak.
bool isLowest(const LossFunction& loss, Vec2 point, const ValueAndGradient& at) {
    constexpr int directions = 16;
    const Program& value = loss.program.value();
    for (const double radius : {1e-5 * (1.0 + point.length()), 1e-3 * (1.0 + point.length())}) {
        const double noise = 2.0 * at.gradient.length() * radius + 8.0 * std::numeric_limits<double>::epsilon() * std::fabs(at.value);
        for (int i = 0; i < directions; ++i) {
            const double angle = 2.0 * std::numbers::pi * i / directions;
            const double x = point.x + radius * std::cos(angle);
            const double around = loss.dimension == 1 ? value(x) : value(x, point.y + radius * std::sin(angle));
            if (around < at.value - noise) return false;
        }
    }
    return true;
}

/// The recurrence of one kind of optimizer; everything but the arithmetic of the step.
template <class Parameters>
class Fold {
public:
    using State = decltype(initialState(std::declval<const Parameters&>(), Vec2{}));

    Fold(const LossFunction& loss, const Parameters& parameters, const DescentOptions& options, const std::stop_token& stop,
         Trajectory& out)
        : m_loss(loss),
          m_parameters(parameters),
          m_options(options),
          m_stop(stop),
          m_out(out),
          m_baseRate(parameters.learningRate),
          m_plain(options.noise == 0.0 && !options.clip),
          m_scheduled(options.schedule.kind != Schedule::Kind::Constant),
          m_rest(options.restTolerance) {
        if constexpr (Parameters::kNeedsHessian)
            m_curvature = options.curvature ? options.curvature : std::make_shared<const Curvature>(loss);
    }

    void run();

private:
    void end(StopReason reason, Message why) {
        m_out.stopped = reason;
        m_out.why = std::move(why);
    }
    bool hasValue(std::int64_t k, const State& state, const ValueAndGradient& at);
    bool mayGoOn(std::int64_t k, const State& state, const ValueAndGradient& at);
    bool rulesAllow(std::int64_t k, const State& state, const ValueAndGradient& at);
    void keep(std::int64_t k, const State& state, const ValueAndGradient& at);
    bool move(std::int64_t k, State& state, Vec2 gradient);
    bool moveSecondOrder(std::int64_t k, State& state, Vec2 gradient);
    bool accept(std::int64_t k, State& state, const State& next, Vec2 update);
    void finishSteps(double loss);

    const LossFunction& m_loss;
    Parameters m_parameters;
    const DescentOptions& m_options;
    const std::stop_token& m_stop;
    Trajectory& m_out;
    double m_baseRate;
    bool m_plain;
    bool m_scheduled;
    Vec2 m_update;
    RestWatch m_rest;
    ProgressWatch m_progress;
    std::int64_t m_firstIndefinite = -1;
    std::shared_ptr<const Curvature> m_curvature;  ///< for second-order methods
};

template <class Parameters>
void Fold<Parameters>::run() {
    State state = initialState(m_parameters, m_options.start);
    const bool everything = m_options.record == Record::Everything;
    const bool path = m_options.record != Record::LastPoint;
    if (path) m_out.points.reserve(static_cast<std::size_t>(m_options.steps) + 1);
    for (std::int64_t k = 0;; ++k) {
        const ValueAndGradient at = m_loss.program(state.point);
        if (!std::isfinite(at.value) && !hasValue(k, state, at)) return;
        m_out.stepsDone = k;
        m_out.last = state.point;
        m_out.lastLoss = at.value;
        if (path) m_out.points.push_back(state.point);
        if (everything) keep(k, state, at);
        if (!mayGoOn(k, state, at)) return;
        const Vec2 gradient = m_plain ? at.gradient : gradientOfStep(m_options, m_loss.dimension, at.gradient, k);
        if (m_scheduled) m_parameters.learningRate = learningRateAt(m_options.schedule, m_baseRate, k);
        if (!move(k, state, gradient)) return;
    }
}

template <class Parameters>
bool Fold<Parameters>::hasValue(std::int64_t k, const State& state, const ValueAndGradient& at) {
    if (std::isnan(at.value))
        end(StopReason::LeftDomain, whyNoValue(k, pointText(state.point, m_loss.dimension)));
    else
        end(StopReason::Diverged, whyOverflow(k));
    return false;
}

template <class Parameters>
void Fold<Parameters>::keep(std::int64_t k, const State& state, const ValueAndGradient& at) {
    m_out.loss.push_back(at.value);
    m_out.gradients.push_back(at.gradient);
    if (k % kCheckpointEvery == 0) m_out.checkpoints.push_back(state);
}

template <class Parameters>
bool Fold<Parameters>::mayGoOn(std::int64_t k, const State& state, const ValueAndGradient& at) {
    if (m_options.stop == StopRule::Auto && !rulesAllow(k, state, at)) return false;
    if (k >= m_options.steps) {
        finishSteps(at.value);
        return false;
    }
    if ((Parameters::kNeedsHessian || k % kAskEvery == 0) && m_stop.stop_requested()) {
        end(StopReason::Cancelled, Message(CALC_TEXT("Stopped by hand after {0} steps."), {k}));
        return false;
    }
    if (!at.gradient.isFinite()) {
        const bool none = std::isnan(at.gradient.x) || std::isnan(at.gradient.y);
        end(none ? StopReason::LeftDomain : StopReason::Diverged,
            none ? whyNoSlope(k, pointText(state.point, m_loss.dimension)) : whyOverflow(k));
        return false;
    }
    return true;
}

template <class Parameters>
bool Fold<Parameters>::rulesAllow(std::int64_t k, const State& state, const ValueAndGradient& at) {
    const Vec2 point = state.point;
    if (point.x * point.x + point.y * point.y > kFar * kFar) {
        const bool hasFallen = !m_out.loss.empty() && at.value < m_out.loss.front();
        end(StopReason::Diverged, hasFallen ? whyFallen(k, at.value) : whyFar(k, pointText(point, m_loss.dimension)));
        return false;
    }
    if (std::fabs(at.value) > kFar) {
        end(StopReason::Diverged, at.value < 0.0 && k > 0 ? whyFallen(k, at.value) : whyHigh(k, at.value));
        return false;
    }
    if (k > 0 && m_rest.atRest(point, at.gradient, m_update)) {
        end(StopReason::AtRest, whyAtRest(pointText(point, m_loss.dimension), isLowest(m_loss, point, at)));
        return false;
    }
    if (m_progress.stalled(k, at.value, m_update)) {
        end(StopReason::NoProgress, whyNoProgress());
        return false;
    }
    return true;
}

template <class Parameters>
bool Fold<Parameters>::move(std::int64_t k, State& state, Vec2 gradient) {
    if constexpr (Parameters::kNeedsHessian) {
        return moveSecondOrder(k, state, gradient);
    } else {
        const auto advanced = advance(m_parameters, state, gradient);
        return accept(k, state, advanced.state, advanced.update);
    }
}

template <class Parameters>
bool Fold<Parameters>::moveSecondOrder(std::int64_t k, State& state, Vec2 gradient) {
    if constexpr (Parameters::kNeedsHessian) {
        const std::optional<Hessian> hessian = (*m_curvature)(state.point);
        if (!hessian) {
            end(StopReason::LeftDomain, whyNoNewtonStep(k, pointText(state.point, m_loss.dimension)));
            return false;
        }
        const auto advanced = advance(m_parameters, state, gradient, *hessian);
        if (!advanced.positiveDefinite && m_firstIndefinite < 0) m_firstIndefinite = k;
        const Vec2 place = state.point;
        const bool accepted = accept(k, state, advanced.state, advanced.update);
        if (accepted && m_options.record == Record::Everything) m_out.hessians.push_back(*hessian);
        if (!accepted && m_out.stopped == StopReason::LeftDomain) m_out.why = whyNoNewtonStep(k, pointText(place, m_loss.dimension));
        return accepted;
    }
    return false;
}

template <class Parameters>
bool Fold<Parameters>::accept(std::int64_t k, State& state, const State& next, Vec2 update) {
    const double y = m_loss.dimension == 1 ? 0.0 : next.point.y;
    if (!std::isfinite(next.point.x) || !std::isfinite(y)) {
        const bool none = std::isnan(next.point.x) || std::isnan(y);
        end(none ? StopReason::LeftDomain : StopReason::Diverged, none ? whyNoStep(k) : whyOverflow(k + 1));
        return false;
    }
    state = next;
    state.point.y = y;
    m_update = {update.x, m_loss.dimension == 1 ? 0.0 : update.y};
    return true;
}

template <class Parameters>
void Fold<Parameters>::finishSteps(double loss) {
    end(StopReason::Steps,
        m_firstIndefinite >= 0 ? whyStepsIndefinite(m_options.steps, m_firstIndefinite) : whySteps(m_options.steps, loss));
}

std::optional<Error> optionsError(const DescentOptions& options, int dimension) {
    const auto bad = [](const char* field, Message message) { return Error{ErrorCode::BadValue, std::move(message), std::nullopt, field}; };
    if (!std::isfinite(options.start.x)) return bad("startX", Message(CALC_TEXT("The start must be a finite number.")));
    if (dimension > 1 && !std::isfinite(options.start.y)) return bad("startY", Message(CALC_TEXT("The start must be a finite number.")));
    if (options.steps < 0 || options.steps > kMaximumSteps)
        return bad("steps", Message(CALC_TEXT("The number of steps must lie between 0 and {0}."), {kMaximumSteps}));
    if (!(options.noise >= 0.0 && std::isfinite(options.noise)))
        return bad("noise", Message(CALC_TEXT("The noise must be 0 or a positive number.")));
    if (options.clip && !(*options.clip > 0.0)) return bad("clip", Message(CALC_TEXT("The largest gradient length must be above 0.")));
    return std::nullopt;
}

/// Stages of noise and clipping, which come before those of the optimizer.
std::vector<Stage> preparationStages(const Trajectory& trajectory, std::int64_t k, Vec2 exact, Vec2 used) {
    const DescentOptions& options = trajectory.options;
    std::vector<Stage> stages{gradientStage(k + 1, exact)};
    const StepTerm gradient = vectorTerm(mathItalic("g"), used, Role::Gradient);
    Vec2 noisy = exact;
    if (options.noise > 0.0) {
        const Vec2 noise = options.noise * gradientNoise(options.seed, k);
        noisy = exact + noise;
        stages.push_back({StageKind::Gradient,
                          Message(CALC_TEXT("noise added")),
                          {vectorTerm(mathItalic("g"), noisy, Role::Gradient), gradientTerm(k, exact) + vectorTerm(mathItalic("ξ"), noise)},
                          noisy,
                          Role::Gradient});
    }
    if (options.clip && used != noisy) {
        const double factor = *options.clip / noisy.length();
        stages.push_back({StageKind::Correction,
                          Message(CALC_TEXT("clipped to the largest length")),
                          {gradient, scalarTerm(mathItalic("c"), factor) * vectorTerm(mathItalic("g"), noisy, Role::Gradient)},
                          used,
                          Role::Gradient});
    }
    return stages;
}

}  // namespace

std::string_view stopReasonName(StopReason reason) {
    static constexpr std::array<std::string_view, 6> names{"steps", "at-rest", "no-progress", "diverged", "left-domain", "cancelled"};
    return names[static_cast<std::size_t>(reason)];
}

Vec2 gradientOfStep(const DescentOptions& options, int dimension, Vec2 gradient, std::int64_t k) {
    Vec2 used = gradient;
    if (options.noise > 0.0) {
        const Vec2 noise = gradientNoise(options.seed, k);
        used.x += options.noise * noise.x;
        if (dimension > 1) used.y += options.noise * noise.y;
    }
    if (options.clip) {
        const double length = used.length();
        if (length > *options.clip) used = (*options.clip / length) * used;
    }
    return used;
}

Result<Trajectory> descend(const LossFunction& loss, const DescentOptions& options, std::stop_token stop) {
    if (std::optional<Error> error = optionsError(options, loss.dimension)) return *error;
    Trajectory trajectory;
    trajectory.dimension = loss.dimension;
    trajectory.options = options;
    if (loss.dimension == 1) trajectory.options.start.y = 0.0;
    if (options.record == Record::Everything) {
        // Untouched memory costs nothing, growing lists would be copied.
        const std::size_t expected = static_cast<std::size_t>(options.steps) + 1;
        trajectory.loss.reserve(expected);
        trajectory.gradients.reserve(expected);
    }
    const DescentOptions checked = trajectory.options;
    std::visit([&](const auto& parameters) { Fold(loss, parameters, checked, stop, trajectory).run(); }, checked.optimizer.parameters);
    return trajectory;
}

StepInside stepInside(const Trajectory& trajectory, std::int64_t k) {
    const auto gradientAt = [&trajectory](std::int64_t i) {
        return gradientOfStep(trajectory.options, trajectory.dimension, trajectory.gradients[static_cast<std::size_t>(i)], i);
    };
    const auto hessianOf = [&trajectory](std::int64_t i) {
        return trajectory.hessians.empty() ? Hessian{} : trajectory.hessians[static_cast<std::size_t>(i)];
    };
    const std::int64_t checkpoint = k / kCheckpointEvery;
    OptimizerState state = trajectory.checkpoints[static_cast<std::size_t>(checkpoint)];
    for (std::int64_t i = checkpoint * kCheckpointEvery; i < k; ++i)
        state = advanced(trajectory.options.optimizer, state, gradientAt(i), hessianOf(i), trajectory.learningRate(i));
    const Vec2 exact = trajectory.gradients[static_cast<std::size_t>(k)];
    const Vec2 used = gradientAt(k);
    StepInside inside = step(trajectory.options.optimizer, state, used, hessianOf(k), trajectory.learningRate(k)).inside;
    if (trajectory.options.noise > 0.0 || trajectory.options.clip) {
        std::vector<Stage> stages = preparationStages(trajectory, k, exact, used);
        stages.insert(stages.end(), inside.stages.begin() + 1, inside.stages.end());
        inside.stages = std::move(stages);
    }
    return inside;
}

}  // namespace calc
