#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kColumns = 1000;  // of the chart along the run
constexpr int kRateSamples = 200;       // of the chart of rates
constexpr double kHighestRate = 1.4;
constexpr std::int64_t kWindow = 10;  // steps over which the rate is seen

/// Where most of the values lie; false where there are none.
bool spanOf(std::vector<double> values, Range& span) {
    std::erase_if(values, [](double v) { return !std::isfinite(v) || !(v > 0.0); });
    if (values.empty()) return false;
    std::sort(values.begin(), values.end());
    const auto at = [&values](double part) { return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))]; };
    span = {at(0.1), at(0.9)};
    return true;
}

/// Whole decades around a span, at most eight of them.
Range decades(Range span) {
    constexpr double kRoom = 1.6;  // above and below
    const double high = std::clamp(std::ceil(std::log10(kRoom * span.high)), -300.0, 300.0);
    const double low = std::clamp(std::floor(std::log10(span.low / kRoom)), high - 8.0, high - 1.0);
    return {std::pow(10.0, low), std::pow(10.0, high)};
}

double limitAt(const DescentStability& stability, std::size_t k) {
    return learningRateLimit(stability.run->trajectory.options.optimizer, stability.curvature[k].high).value_or(kNone);
}

double rateAt(const DescentRun& run, std::size_t k) { return run.trajectory.learningRate(static_cast<std::int64_t>(k)); }

bool hasLimits(const DescentRun& run) { return learningRateLimit(run.trajectory.options.optimizer, 1.0).has_value(); }

Style styleOf(Role role, LineKind line, LineWeight weight = LineWeight::Secondary) {
    return {role, Look::None, Emphasis::Normal, line, weight};
}

/// One value for each column of the run: the smallest there, so that no dip is lost.
template <class Value>
Points alongRun(std::size_t count, Value value) {
    auto points = std::make_shared<std::vector<Vec2>>();
    const std::size_t width = count / kColumns + 1;
    for (std::size_t first = 0; first < count; first += width) {
        double least = kNone;
        for (std::size_t k = first; k < std::min(first + width, count); ++k) {
            const double v = value(k);
            if (std::isfinite(v) && v > 0.0 && !(least <= v)) least = v;
        }
        points->push_back({static_cast<double>(first), least});
    }
    return points;
}

/// A jump over a kink: the slope turns round at once though no curvature says so. (|x| has none on either side.)
bool jumpsOverKink(const DescentStability& stability) {
    const Trajectory& t = stability.run->trajectory;
    constexpr std::size_t kLooked = 12;
    const std::size_t count = stability.curvature.size();
    if (count < 2 * kLooked || t.stopped == StopReason::Diverged || t.stopped == StopReason::LeftDomain) return false;
    std::size_t jumps = 0;
    for (std::size_t k = count - kLooked; k < count; ++k) {
        const double way = (t.points[k] - t.points[k - 1]).length();
        const double turn = (t.gradients[k] - t.gradients[k - 1]).length();
        const double bend = std::max({std::fabs(stability.curvature[k].high), std::fabs(stability.curvature[k].low),
                                      std::fabs(stability.curvature[k - 1].high), std::fabs(stability.curvature[k - 1].low)});
        const bool slopeStays = t.gradients[k].length() > 0.2 * t.gradients.front().length();
        if (way > 0.0 && slopeStays && (!std::isfinite(bend) || turn / way > 10.0 * bend)) ++jumps;
    }
    return jumps >= kLooked / 3;
}

struct Moment {
    const DescentRun& run;
    Eigenvalues curvature;
    std::size_t k = 0;
    double learningRate = 0.0;
    std::optional<double> limit;
    bool isBeyond() const { return limit && learningRate >= *limit; }
};

std::optional<Moment> momentAt(const DescentPrepared& prepared, double position) {
    const DescentRun* run = shownRun(prepared);
    if (!run || !prepared.stability || prepared.stability->curvature.empty()) return std::nullopt;
    const double last = static_cast<double>(prepared.stability->curvature.size() - 1);
    const auto k = static_cast<std::size_t>(std::clamp(std::floor(position + 1e-9), 0.0, last));
    const Eigenvalues curvature = prepared.stability->curvature[k];
    if (!std::isfinite(curvature.high)) return std::nullopt;
    return Moment{*run, curvature, k, rateAt(*run, k), learningRateLimit(run->trajectory.options.optimizer, curvature.high)};
}

/// With momentum: underdamped it swings through the bottom, overdamped it does not.
Message regimeWord(Regime regime, bool hasMomentum) {
    if (hasMomentum && regime == Regime::Converges) return CALC_TEXT("overdamped");
    if (hasMomentum && regime == Regime::Oscillates) return CALC_TEXT("underdamped");
    switch (regime) {
        case Regime::Flat: return CALC_TEXT("flat");
        case Regime::Uphill: return CALC_TEXT("rolls away");
        case Regime::Crawls: return CALC_TEXT("crawls");
        case Regime::Converges: return CALC_TEXT("converges");
        case Regime::Oscillates: return CALC_TEXT("swings");
        case Regime::Bounces: return CALC_TEXT("bounces");
        case Regime::Diverges: return CALC_TEXT("diverges");
    }
    return {};
}

Message regimeTitle(Regime regime) {
    switch (regime) {
        case Regime::Flat: return CALC_TEXT("Flat");
        case Regime::Uphill: return CALC_TEXT("Rolls away");
        case Regime::Crawls: return CALC_TEXT("Crawls");
        case Regime::Converges: return CALC_TEXT("Converges");
        case Regime::Oscillates: return CALC_TEXT("Swings and settles");
        case Regime::Bounces: return CALC_TEXT("Bounces and settles");
        case Regime::Diverges: return CALC_TEXT("Past the limit");
    }
    return {};
}

Role regimeRole(Regime regime) {
    if (regime == Regime::Diverges) return Role::Bad;
    return regime == Regime::Converges || regime == Regime::Oscillates || regime == Regime::Bounces ? Role::Ok : Role::Ink2;
}

/// Of both directions the one that decides: what diverges, then what rolls away, then what crawls.
Regime deciding(Regime steep, Regime flat) {
    for (const Regime regime : {Regime::Diverges, Regime::Uphill, Regime::Crawls})
        if (steep == regime || flat == regime) return regime;
    return steep;
}

/// By how much the slope shrank in each of the last steps, on average.
std::optional<double> seenRate(const DescentRun& run, std::size_t k) {
    const auto window = std::min<std::size_t>(static_cast<std::size_t>(kWindow), k);
    if (window == 0) return std::nullopt;
    const double now = run.trajectory.gradients[k].length();
    const double before = run.trajectory.gradients[k - window].length();
    if (!(now > 0.0) || !(before > 0.0) || !std::isfinite(now) || !std::isfinite(before)) return std::nullopt;
    return std::pow(now / before, 1.0 / static_cast<double>(window));
}

Points rateCurve(const Optimizer& optimizer, double curvature, Range rates) {
    auto points = std::make_shared<std::vector<Vec2>>();
    for (int i = 0; i <= kRateSamples; ++i) {
        const double eta = rates.low * std::pow(rates.high / rates.low, static_cast<double>(i) / kRateSamples);
        const std::optional<Recurrence> recurrence = recurrenceOf(optimizer, curvature, eta);
        points->push_back({eta, recurrence ? recurrence->rate : kNone});
    }
    return points;
}

void addDirection(Panel& panel, const Moment& moment, const char* id, double curvature, const Style& style, Range rates) {
    const Optimizer& optimizer = moment.run.trajectory.options.optimizer;
    const std::optional<Recurrence> now = recurrenceOf(optimizer, curvature, moment.learningRate);
    if (!now) return;
    panel.moving.push_back(Polyline{id, style, rateCurve(optimizer, curvature, rates), false});
    panel.moving.push_back(Marker{std::string(id) + ".now",
                                  {style.role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default},
                                  MarkerShape::Disc,
                                  {moment.learningRate, std::min(now->rate, kHighestRate)}});
}

/// Predicted factor of each step against the learning rate: for the steep direction and the flat one.
Panel ratePanel(const DescentPrepared& prepared, const std::optional<Moment>& moment) {
    Panel panel;
    panel.id = "rate";
    panel.title = CALC_TEXT("Distance kept in each step");
    panel.x = {mathText("learning rate η"), prepared.stabilityRates, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), {0.0, kHighestRate}, AxisScale::Linear, AxisPlacement::Edge, {}};
    auto still = std::make_shared<Marks>();
    still->push_back(Rule{"one", styleOf(Role::Bad, LineKind::Dashed, LineWeight::Hair), Orientation::Horizontal, 1.0});
    panel.still = prepared.stabilityRateMarks ? prepared.stabilityRateMarks : still;
    if (!moment) return panel;
    const Range rates = prepared.stabilityRates;
    if (moment->limit && *moment->limit < rates.high)
        panel.moving.push_back(Band{
            "beyond", styleOf(Role::Bad, LineKind::Default), Orientation::Vertical, {std::max(*moment->limit, rates.low), rates.high}});
    if (moment->limit && *moment->limit > rates.low && *moment->limit < rates.high)
        panel.moving.push_back(Label{"limit",
                                     styleOf(Role::Bad, LineKind::Default),
                                     {*moment->limit, 0.94 * kHighestRate},
                                     Anchor::Right,
                                     CALC_TEXT("past the limit"),
                                     false});
    addDirection(panel, *moment, "flat", moment->curvature.low, styleOf(Role::Curve, LineKind::Dashed), rates);
    addDirection(panel, *moment, "steep", moment->curvature.high, styleOf(Role::Tangent, LineKind::Solid), rates);
    panel.moving.push_back(
        Rule{"eta", styleOf(moment->isBeyond() ? Role::Bad : Role::Ink, LineKind::Solid), Orientation::Vertical, moment->learningRate});
    return panel;
}

/// The learning rate and its limit at each step, or the curvatures where there is no limit.
Panel alongPanel(const DescentPrepared& prepared, const std::optional<Moment>& moment, double position) {
    Panel panel;
    panel.id = "along";
    const DescentRun* run = shownRun(prepared);
    const bool limited = run && hasLimits(*run);
    panel.title = limited ? Message(CALC_TEXT("Learning rate and its limit")) : Message(CALC_TEXT("Curvature along the way"));
    panel.x = {mathText("step"),
               {0.0, static_cast<double>(std::max<std::int64_t>(1, prepared.steps))},
               AxisScale::Linear,
               AxisPlacement::Edge,
               {}};
    panel.y = {mathRow({}), prepared.stabilityValues, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.stabilityMarks;
    panel.moving.push_back(
        Rule{"now", {Role::Ink, Look::None, Emphasis::Normal, LineKind::Solid, LineWeight::Secondary}, Orientation::Vertical, position});
    if (!moment) return panel;
    const double step = static_cast<double>(moment->k);
    const auto mark = [&](const char* id, Role role, double value) {
        if (value > 0.0 && std::isfinite(value))
            panel.moving.push_back(
                Marker{id, {role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}, MarkerShape::Disc, {step, value}});
    };
    if (limited) {
        mark("limit.now", Role::Bad, moment->limit.value_or(0.0));
        mark("eta.now", moment->isBeyond() ? Role::Bad : Role::Ink, moment->learningRate);
    } else {
        mark("low.now", Role::Curve, moment->curvature.low);
        mark("high.now", Role::Tangent, moment->curvature.high);
    }
    return panel;
}

Readout readout(const char* id, Message label, Message value, Role role = Role::Ink) {
    return {id, std::move(label), std::move(value), {}, role, false, false};
}

/// The curvature along a way, and what the run does there.
Message wayOf(double curvature, const Message& regime) {
    if (regime.empty()) return {CALC_TEXT("λ = {0}"), {NumberArgument{curvature, 3}}};
    return {CALC_TEXT("λ = {0}, {1}"), {NumberArgument{curvature, 3}, renderPlainEnglish(regime)}};
}
Message oneNumber(double v) { return {"{0}", {NumberArgument{v, 3}}}; }

void addReadouts(Frame& frame, const Moment& moment, Regime steep, Regime flat) {
    const Optimizer& optimizer = moment.run.trajectory.options.optimizer;
    std::vector<Readout>& list = frame.readouts;
    list.clear();
    const std::optional<Recurrence> along = recurrenceOf(optimizer, moment.curvature.high, moment.learningRate);
    const std::optional<Recurrence> across = recurrenceOf(optimizer, moment.curvature.low, moment.learningRate);
    const bool heavy = moment.run.hasMomentum;
    list.push_back(readout("steep", CALC_TEXT("Steep way"), wayOf(moment.curvature.high, along ? regimeWord(steep, heavy) : Message())));
    list.push_back(readout("flat", CALC_TEXT("Flat way"), wayOf(moment.curvature.low, across ? regimeWord(flat, heavy) : Message())));
    const Role alarm = moment.isBeyond() ? Role::Bad : Role::Ink;
    list.push_back(readout("rate", CALC_TEXT("Learning rate now"), oneNumber(moment.learningRate), alarm));
    if (moment.limit && std::isfinite(*moment.limit))
        list.push_back(readout("limit", CALC_TEXT("Its limit here"), oneNumber(*moment.limit), alarm));
    const std::optional<double> seen = seenRate(moment.run, moment.k);
    if (along && across) {
        const NumberArgument predicted{std::max(along->rate, across->rate), 3};
        list.push_back(
            readout("kept", CALC_TEXT("Kept per step"),
                    seen ? Message{CALC_TEXT("{0}, seen {1}"), {predicted, NumberArgument{*seen, 3}}} : Message("{0}", {predicted})));
    } else if (seen) {
        list.push_back(readout("kept", CALC_TEXT("Kept per step"), {CALC_TEXT("seen {0}"), {NumberArgument{*seen, 3}}}));
    }
}

std::shared_ptr<const Marks> alongMarks(const DescentStability& stability, bool limited) {
    auto marks = std::make_shared<Marks>();
    const std::size_t count = stability.curvature.size();
    const auto named = [&](const char* id, const char* name, const Style& style, Points points) {
        Vec2 end{kNone, kNone};
        for (const Vec2 point : *points)
            if (point.isFinite()) end = point;
        if (end.isFinite()) marks->push_back(Label{std::string(id) + ".name", style, end, Anchor::AboveLeft, Message(name), false});
        marks->push_back(Polyline{id, style, std::move(points), false});
    };
    if (!limited) {
        named("low", CALC_TEXT("flat way"), styleOf(Role::Curve, LineKind::Dashed),
              alongRun(count, [&](std::size_t k) { return stability.curvature[k].low; }));
        named("high", CALC_TEXT("steep way"), styleOf(Role::Tangent, LineKind::Solid),
              alongRun(count, [&](std::size_t k) { return stability.curvature[k].high; }));
        return marks;
    }
    named("limit", CALC_TEXT("limit"), styleOf(Role::Bad, LineKind::Dashed),
          alongRun(count, [&](std::size_t k) { return limitAt(stability, k); }));
    named("eta", "η", styleOf(Role::Ink, LineKind::Solid), alongRun(count, [&](std::size_t k) { return rateAt(*stability.run, k); }));
    marks->push_back(Polyline{"beyond", styleOf(Role::Bad, LineKind::Solid, LineWeight::Default),
                              alongRun(count,
                                       [&](std::size_t k) {
                                           const double rate = rateAt(*stability.run, k);
                                           return rate >= limitAt(stability, k) ? rate : kNone;
                                       }),
                              false});
    return marks;
}

}  // namespace

std::shared_ptr<const DescentStability> descentStability(const DescentLoss& loss, std::shared_ptr<const DescentRun> run, const Task& task) {
    auto stability = std::make_shared<DescentStability>();
    stability->curvature.reserve(run->trajectory.points.size());
    for (const Vec2 point : run->trajectory.points) {
        if (task.stop.stop_requested()) break;
        const std::optional<Hessian> hessian = (*loss.curvature)(point);
        stability->curvature.push_back(hessian ? eigenvaluesOf(*hessian) : Eigenvalues{kNone, kNone, {}, {}});
    }
    stability->run = std::move(run);
    if (stability->curvature.size() == stability->run->trajectory.points.size()) stability->jumpsOverKink = jumpsOverKink(*stability);
    return stability;
}

void prepareStabilityView(DescentPrepared& prepared) {
    prepared.stabilityRates = {1e-4, 10.0};
    prepared.stabilityValues = {1e-4, 10.0};
    auto still = std::make_shared<Marks>();
    still->push_back(Rule{"one", styleOf(Role::Bad, LineKind::Dashed, LineWeight::Hair), Orientation::Horizontal, 1.0});
    prepared.stabilityRateMarks = std::move(still);
    prepared.stabilityMarks = std::make_shared<const Marks>();
    if (!prepared.stability) return;
    const DescentStability& stability = *prepared.stability;
    const bool limited = hasLimits(*stability.run);
    std::vector<double> limits, rates, curvatures;
    for (std::size_t k = 0; k < stability.curvature.size(); ++k) {
        limits.push_back(limitAt(stability, k));
        rates.push_back(rateAt(*stability.run, k));
        curvatures.push_back(stability.curvature[k].high);
        curvatures.push_back(stability.curvature[k].low);
    }
    prepared.stabilityMarks = alongMarks(stability, limited);
    Range ofLimits, ofRates, ofCurvatures;
    const bool hasRates = spanOf(rates, ofRates);
    if (!limited) {
        if (spanOf(curvatures, ofCurvatures)) prepared.stabilityValues = decades(ofCurvatures);
        return;
    }
    if (!hasRates) return;
    if (!spanOf(limits, ofLimits)) ofLimits = ofRates;
    const Range both{std::min(ofLimits.low, ofRates.low), std::max(ofLimits.high, ofRates.high)};
    prepared.stabilityValues = decades(both);
    prepared.stabilityRates = decades({0.1 * both.low, 2.0 * both.high});
}

void addStabilityView(Frame& frame, const DescentPrepared& prepared, double position) {
    const std::optional<Moment> moment = momentAt(prepared, position);
    const DescentRun* run = shownRun(prepared);
    if (run && hasLimits(*run)) frame.panels.push_back(ratePanel(prepared, moment));
    frame.panels.push_back(alongPanel(prepared, moment, position));
    if (!moment) {
        frame.readouts.clear();
        frame.verdicts.insert(frame.verdicts.begin(), Verdict{Role::Undecided, CALC_TEXT("No curvature"),
                                                              CALC_TEXT("The function has no second derivatives here.")});
        return;
    }
    const Optimizer& optimizer = run->trajectory.options.optimizer;
    const Regime steep = regimeOf(optimizer, moment->curvature.high, moment->learningRate);
    const Regime flat = regimeOf(optimizer, moment->curvature.low, moment->learningRate);
    addReadouts(frame, *moment, steep, flat);
    if (!hasLimits(*run)) {
        frame.verdicts.insert(frame.verdicts.begin(),
                              Verdict{Role::Ink2,
                                      CALC_TEXT("No fixed limit"),
                                      {CALC_TEXT("{0} divides by its own past slopes: its steps depend on the whole run."), {run->title}}});
        return;
    }
    const Regime both = deciding(steep, flat);
    frame.verdicts.insert(frame.verdicts.begin(),
                          Verdict{regimeRole(both), regimeTitle(both), CALC_TEXT("Locally, as if the surface were quadratic.")});
}

Message stabilitySentence(const DescentPrepared& prepared, double position) {
    const std::optional<Moment> moment = momentAt(prepared, position);
    if (!moment)
        return CALC_TEXT(
            "Here the function has no curvature to ask for: <undecided>nothing can be said about the learning rate.</undecided>");
    if (!hasLimits(moment->run))
        return {CALC_TEXT("{0} makes its own learning rate for each direction: <derivatives>no fixed limit exists for it.</derivatives>"),
                {moment->run.title}};
    if (moment->isBeyond())
        return CALC_TEXT(
            "<bad>The learning rate is past its limit here:</bad> along the steep way each step gets longer than the one before.");
    if (moment->curvature.low < 0.0)
        return CALC_TEXT(
            "The surface bends down along one direction: <derivatives>the ball rolls away that way, at any learning rate.</derivatives>");
    return CALC_TEXT("<tangent>The steep way</tangent> limits the learning rate; <curve>the flat way</curve> says how long it takes.");
}

}  // namespace calc
