#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/calculus/epsilon_delta_enclosure.h"
#include "core/expression/parser.h"
#include "core/scene/epsilon_delta_parts.h"

namespace calc {
namespace {

constexpr int kHalvings = 7;
constexpr double kSeconds = 2.4;  // for one epsilon and its answer
constexpr double kHold = 0.9;     // the answered bands stand still
constexpr double kNarrow = 1.4;   // epsilon has narrowed
constexpr double kAsk = 1.8;      // then delta answers
constexpr double kPiece = 0.6;    // for one piece of the proof
constexpr double kChallenge = 1.5;
constexpr int kWitnesses = 9;
constexpr int kUndecidedInARow = 3;
constexpr int kStepsPerDecade = 4;

EpsilonDeltaOptions optionsOf(const BandFunction& function, ApproachSide side, const Task& task) {
    EpsilonDeltaOptions options;
    options.side = sideOf(side);
    options.largestDelta = furthestDelta(function);
    options.expired = [stop = task.stop] { return stop.stop_requested(); };
    return options;
}

Expression halved(const Expression& epsilon, int times) {
    return times < 0 ? Expression::number(std::int64_t{1} << -times) * epsilon : epsilon / Expression::number(std::int64_t{1} << times);
}

double valueOf(const Expression& constant) { return Program::compile(constant)(0.0); }

Message positionOf(const BandMoment& moment) { return {CALC_TEXT("ε = {0}"), {moment.epsilonText}}; }

/// 2ε, ε, ε/2 …: as long as there is an answer.
void addGame(EpsilonDeltaPrepared& prepared, const Expression& epsilon, std::optional<double> fixed, const Task& task) {
    const BandFunction& function = *prepared.function;
    const auto at = [&](int k) { return bandMoment(function, prepared.scene, halved(epsilon, k), fixed, task); };
    BandMoment wider = at(-1);
    BandMoment asked = at(0);
    if (wider.kind == EpsilonDeltaKind::Proved) {
        prepared.moments.push_back(std::move(wider));
        prepared.asked = 1;
    }
    prepared.moments.push_back(std::move(asked));
    for (int k = 1; k < kHalvings && prepared.moments.back().kind == EpsilonDeltaKind::Proved && !task.stop.stop_requested(); ++k)
        prepared.moments.push_back(at(k));
    Timeline& timeline = prepared.timeline;
    for (std::size_t i = 0; i < prepared.moments.size(); ++i) {
        const double time = static_cast<double>(i) * kSeconds;
        timeline.stops.push_back(time);
        const bool isFirst = i == 0;
        timeline.ticks.push_back({time, isFirst ? positionOf(prepared.moments[i]) : Message("{0}", {prepared.moments[i].epsilonText})});
    }
    timeline.opening = static_cast<double>(prepared.asked) * kSeconds;
    timeline.duration = timeline.stops.back();
}

/// Doubles ever nearer to the point that break the claim, each checked: from what is in sight down to where nobody can see them apart.
std::vector<double> nearerWitnesses(const BandFunction& function, ApproachSide side, const BandMoment& moment, const Expression& epsilon) {
    const Range x = chosenBandRanges(function, side, moment.epsilon, std::nullopt).x;
    const double direction = moment.witness < function.at ? -1.0 : 1.0;
    const double furthest = 0.75 * std::max(std::fabs(x.low), x.high);
    std::vector<double> found;
    double last = 2.0 * furthest;
    for (double distance = furthest; found.size() < kWitnesses && distance > 1e-4 * furthest; distance *= 0.96) {
        if (distance > 0.6 * last) continue;
        const double at = function.at + direction * distance;
        if (!isWitness(function.expression, Variable::X, function.limit, epsilon, at)) continue;
        found.push_back(at);
        last = distance;
    }
    if (found.empty()) found.push_back(moment.witness);
    return found;
}

void addProof(EpsilonDeltaPrepared& prepared, const Expression& epsilon, std::optional<double> fixed, const Task& task) {
    prepared.moments.push_back(bandMoment(*prepared.function, prepared.scene, epsilon, fixed, task));
    const BandMoment& moment = prepared.moments.front();
    std::size_t count = moment.pieces.size();
    if (moment.limitKind == EpsilonDeltaKind::Refuted) {
        prepared.witnesses = nearerWitnesses(*prepared.function, prepared.scene.side, moment, epsilon);
        count = prepared.witnesses.size();
    }
    Timeline& timeline = prepared.timeline;
    const std::size_t steps = count < 2 ? 0 : count;
    for (std::size_t i = 0; i <= steps; ++i) timeline.stops.push_back(static_cast<double>(i) * kPiece);
    timeline.duration = timeline.stops.back();
    timeline.opening = timeline.duration;
    const std::size_t stride = std::max<std::size_t>(1, (steps + 5) / 6);
    for (std::size_t i = 0; i <= steps && steps > 0; i += stride)
        timeline.ticks.push_back({timeline.stops[i], {"{0}", {static_cast<std::int64_t>(i)}}});
}

/// A short number just below a value: 0.137 gives 0.1.
std::string shortBelow(double value) {
    const double unit = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * unit <= value) return shortest(roundedDown(factor * unit * (1.0 + 1e-12), 1));
    return shortest(unit);
}

/// How far the values are from the limit inside delta, by looking at some.
double largestGap(const BandFunction& function, ApproachSide side, double delta) {
    constexpr int kSamples = 256;
    double largest = 0.0;
    for (int i = 1; i < kSamples; ++i) {
        for (const double direction : {-1.0, 1.0}) {
            if ((direction < 0.0 && side == ApproachSide::Right) || (direction > 0.0 && side == ApproachSide::Left)) continue;
            const double gap = std::fabs(function.program(function.at + direction * delta * i / kSamples) - function.level);
            if (std::isfinite(gap)) largest = std::max(largest, gap);
        }
    }
    return largest;
}

/// The program's move: an epsilon that no delta keeps, where one is known; else one that this delta does not keep.
void addChallenge(EpsilonDeltaPrepared& prepared, const Task& task) {
    const BandFunction& function = *prepared.function;
    const BandMoment now = prepared.moments.front();
    if (now.kind != EpsilonDeltaKind::Proved || !now.delta) return;
    const auto tryEpsilon = [&](double bound) {
        if (!(bound > 1e-300) || !std::isfinite(bound)) return false;
        const std::string text = shortBelow(std::min(bound, 0.99 * now.epsilon));
        BandMoment next = bandMoment(function, prepared.scene, Expression::number(*Rational::fromDecimal(text)), now.delta, task);
        if (next.kind != EpsilonDeltaKind::Refuted) return false;
        prepared.challenge = text;
        prepared.challengeWins = next.limitKind == EpsilonDeltaKind::Refuted;
        prepared.moments.push_back(std::move(next));
        return true;
    };
    const bool found = (prepared.curve->refutedUpTo && tryEpsilon(*prepared.curve->refutedUpTo)) ||
                       tryEpsilon(0.7 * largestGap(function, prepared.scene.side, *now.delta));
    if (!found) return;
    prepared.timeline.stops = {0.0, kChallenge};
    prepared.timeline.duration = kChallenge;
    prepared.timeline.ticks = {{0.0, positionOf(prepared.moments[0])}, {kChallenge, positionOf(prepared.moments[1])}};
}

double eased(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t < 0.5 ? 4.0 * t * t * t : 1.0 - 0.5 * std::pow(2.0 - 2.0 * t, 3.0);
}

double between(double a, double b, double t) { return std::exp((1.0 - t) * std::log(a) + t * std::log(b)); }

BandState gameState(const EpsilonDeltaPrepared& prepared, double time) {
    const bool isChallenge = prepared.scene.epsilonBy == EpsilonPlayer::Program && prepared.scene.view == EpsilonDeltaView::Game;
    const double seconds = isChallenge ? kChallenge : kSeconds;
    BandState state;
    state.moment = static_cast<std::size_t>(stepAt(prepared.timeline, time));
    const double inside = time - prepared.timeline.stops[state.moment];
    const BandMoment& now = prepared.moments[state.moment];
    state.epsilon = now.epsilon;
    state.delta = now.delta;
    const double hold = isChallenge ? 0.0 : kHold;
    if (state.moment + 1 >= prepared.moments.size() || inside <= hold + 1e-9) return state;
    const BandMoment& next = prepared.moments[state.moment + 1];
    const double narrow = isChallenge ? kChallenge : kNarrow;
    state.epsilon = between(now.epsilon, next.epsilon, eased((inside - hold) / (narrow - hold)));
    state.isAsking = true;
    if (next.delta && now.delta && inside > kAsk) state.delta = between(*now.delta, *next.delta, eased((inside - kAsk) / (seconds - kAsk)));
    return state;
}

}  // namespace

BandMoment bandMoment(const BandFunction& function, const EpsilonDeltaScene& scene, const Expression& epsilon, std::optional<double> delta,
                      const Task& task) {
    const EpsilonDeltaOptions options = optionsOf(function, scene.side, task);
    BandMoment moment;
    moment.epsilon = valueOf(epsilon);
    moment.epsilonText = displayNumber(moment.epsilon, 4);
    EpsilonDelta answer = epsilonDelta(function.expression, function.point, function.limit, epsilon, options);
    moment.limitKind = answer.kind;
    moment.kind = answer.kind;
    moment.witness = answer.witness;
    moment.why = answer.why;
    if (answer.kind == EpsilonDeltaKind::Proved) {
        moment.largestProved = answer.delta;
        moment.delta = roundedDown(answer.delta, kDeltaDigits);
        const double reach = std::min(options.largestDelta, 4.0 * answer.delta);
        const auto nearest = nearestBreak(function.expression, function.point, function.limit, epsilon, answer.delta, reach, options.side);
        if (nearest) moment.failsFrom = std::fabs(*nearest - function.at);
        moment.pieces = std::move(answer.pieces);
    }
    if (!delta) return moment;
    DeltaClaim claim = deltaClaim(function.expression, function.point, function.limit, epsilon, *delta, options);
    moment.delta = delta;
    moment.kind = claim.kind;
    moment.witness = claim.witness;
    moment.pieces = std::move(claim.pieces);
    moment.why = std::move(claim.why);
    return moment;
}

void addMoments(EpsilonDeltaPrepared& prepared, const Expression& epsilon, const Task& task) {
    const EpsilonDeltaScene& scene = prepared.scene;
    const auto typed = parseDouble(scene.delta);
    const bool programPlays = scene.epsilonBy == EpsilonPlayer::Program;
    std::optional<double> fixed;
    if (!scene.deltaFollows || programPlays) fixed = typed ? *typed : valueOf(*parseConstant(scene.delta));
    switch (scene.view) {
        case EpsilonDeltaView::Proof: addProof(prepared, epsilon, fixed, task); return;
        case EpsilonDeltaView::Swapped: {
            // One delta for all: the learner's, or the one that answers the first epsilon.
            if (!fixed) fixed = bandMoment(*prepared.function, scene, halved(epsilon, -1), std::nullopt, task).delta;
            if (!fixed) fixed = bandMoment(*prepared.function, scene, epsilon, std::nullopt, task).delta;
            addGame(prepared, epsilon, fixed, task);
            return;
        }
        case EpsilonDeltaView::Game: break;
    }
    if (!programPlays) {
        addGame(prepared, epsilon, fixed, task);
        return;
    }
    prepared.moments.push_back(bandMoment(*prepared.function, scene, epsilon, fixed, task));
    prepared.timeline.stops = {0.0};
    addChallenge(prepared, task);
}

Range deltaCurveRange(double epsilon) {
    const double decade = std::floor(std::log10(epsilon));
    return {std::pow(10.0, std::min(-6.0, decade - 1.0)), std::pow(10.0, std::max(1.0, decade + 1.0))};
}

DeltaCurve deltaCurve(const BandFunction& function, ApproachSide side, double epsilon, const Task& task) {
    DeltaCurve curve;
    curve.epsilons = deltaCurveRange(epsilon);
    const double top = std::log10(curve.epsilons.high);
    const int steps = static_cast<int>(std::lround(kStepsPerDecade * (top - std::log10(curve.epsilons.low))));
    const EpsilonDeltaOptions options = optionsOf(function, side, task);
    int undecided = 0;
    // From wide to narrow: what is refuted for one epsilon is refuted for every smaller one.
    for (int i = 0; i <= steps && !curve.refutedUpTo && undecided < kUndecidedInARow && !task.stop.stop_requested(); ++i) {
        const double value = std::pow(10.0, top - static_cast<double>(i) / kStepsPerDecade);
        const Expression exact = Expression::number(Rational::fromDouble(value));
        const EpsilonDelta answer = epsilonDelta(function.expression, function.point, function.limit, exact, options);
        if (answer.kind == EpsilonDeltaKind::Refuted) curve.refutedUpTo = value;
        if (answer.kind == EpsilonDeltaKind::Proved) curve.proved.push_back({value, answer.delta});
        undecided = answer.kind == EpsilonDeltaKind::Undecided ? undecided + 1 : 0;
        if (undecided == kUndecidedInARow) curve.undecidedUpTo = value * std::pow(10.0, (kUndecidedInARow - 1.0) / kStepsPerDecade);
    }
    std::reverse(curve.proved.begin(), curve.proved.end());
    // A delta that does for one epsilon does for every larger one.
    for (std::size_t i = 1; i < curve.proved.size(); ++i) curve.proved[i].y = std::max(curve.proved[i].y, curve.proved[i - 1].y);
    // What holds as far as was looked leaves the chart through its top.
    const double most = 0.99 * furthestDelta(function);
    double low = most;
    double high = 0.0;
    for (const Vec2 p : curve.proved) {
        if (p.y >= most) continue;
        low = std::min(low, p.y);
        high = std::max(high, p.y);
    }
    if (high > 0.0) {
        const double ceiling = std::ceil(std::log10(high) + 1e-9);
        curve.deltas = {std::pow(10.0, std::min(std::floor(std::log10(low)), ceiling - 2.0)), std::pow(10.0, ceiling)};
    }
    curve.marks = deltaCurveMarks(curve);
    return curve;
}

BandState bandState(const EpsilonDeltaPrepared& prepared, double time) {
    const double shown = std::clamp(time, 0.0, prepared.timeline.duration);
    if (prepared.scene.view != EpsilonDeltaView::Proof) return gameState(prepared, shown);
    BandState state;
    const BandMoment& moment = prepared.moments.front();
    state.epsilon = moment.epsilon;
    state.delta = moment.delta;
    state.shown = prepared.timeline.stops.size() > 1 ? static_cast<std::size_t>(stepAt(prepared.timeline, shown))
                                                     : std::max(moment.pieces.size(), prepared.witnesses.size());
    return state;
}

}  // namespace calc
