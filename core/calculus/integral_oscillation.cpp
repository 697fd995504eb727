#include "core/calculus/integral_oscillation.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/calculus/integral_growth.h"
#include "core/calculus/integral_real.h"
#include "core/calculus/integral_special_points.h"
#include "core/calculus/integral_taylor.h"
#include "core/calculus/quadrature_rules.h"
#include "core/expression/program.h"

namespace calc {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// One call that never comes to rest: sin, cos, tan, floor or ceil of an unbounded argument = factor phase + shift.
struct Wave {
    Expression call;
    Rational factor{1};
    double shift = 0.0;
};

bool isWave(const Expression& e) {
    if (e.op() != Op::Call) return false;
    const Function f = e.function();
    return f == Function::Sin || f == Function::Cos || f == Function::Tan || f == Function::Floor || f == Function::Ceil;
}
bool isStep(const Expression& e) { return e.function() == Function::Floor || e.function() == Function::Ceil; }

void collectWaves(const Expression& e, Variable variable, std::vector<Expression>& waves) {
    if (!e.uses(variable)) return;
    if (isWave(e) && std::find(waves.begin(), waves.end(), e) == waves.end()) waves.push_back(e);
    for (const Expression& operand : e.operands()) collectWaves(operand, variable, waves);
}

/// The expression with each wave in terms of the phase T: A(x, T).
class WaveReplacer {
public:
    WaveReplacer(const std::vector<Wave>& waves, Variable phase) : m_waves(waves), m_phase(phase) {}

    Expression replaced(const Expression& e) {
        if (e.operands().empty()) return e;
        if (const auto known = m_known.find(e.identity()); known != m_known.end()) return known->second;
        Expression result = made(e);
        m_known.emplace(e.identity(), result);
        return result;
    }

private:
    Expression made(const Expression& e) {
        if (isWave(e))
            for (const Wave& wave : m_waves)
                if (wave.call == e) return waveOf(wave);
        std::vector<Expression> operands;
        for (const Expression& operand : e.operands()) operands.push_back(replaced(operand));
        if (e.op() == Op::Call) return Expression::call(e.function(), operands);
        if (e.op() == Op::Negate) return Expression::negate(operands[0]);
        if (e.op() == Op::If) return Expression::choose(operands[0], operands[1], operands[2]);
        return Expression::binary(e.op(), operands[0], operands[1]);
    }

    Expression waveOf(const Wave& wave) {
        Expression phase = Expression::variable(m_phase);
        if (wave.factor != Rational(1)) phase = Expression::number(wave.factor) * phase;
        if (wave.shift != 0.0) phase = phase + Expression::number(Rational::fromDouble(wave.shift));
        if (!isStep(wave.call)) return Expression::call(wave.call.function(), phase);
        // floor(u) = u - (w - floor(w)) with w = u modulo 1: what stays of u is smooth.
        return replaced(wave.call.operand(0)) - (phase - Expression::call(wave.call.function(), phase));
    }

    const std::vector<Wave>& m_waves;
    Variable m_phase;
    std::unordered_map<const void*, Expression> m_known;
};

std::optional<Rational> smallFraction(const Real& x) {
    for (std::int64_t q = 1; q <= 12; ++q) {
        const Real p = round(x * q);
        if (abs(p) > 200 || p == 0) continue;
        if (abs(x * q - p) < 1e-30) return Rational(p.convert_to<std::int64_t>(), q);
    }
    return std::nullopt;
}

}  // namespace

struct OscillatingTail::State {
    Expression f;
    Variable variable;
    Verdict verdict = Verdict::Steady;
    std::vector<Wave> waves;
    Expression phase;          ///< increasing to infinity
    double period = 0.0;       ///< of A in the phase
    std::int64_t highest = 1;  ///< the largest factor of the base frequency
    Program program, phaseProgram, amplitude;
    std::shared_ptr<ExactGraph> waveGraph, phaseGraph;
    std::shared_ptr<RealEvaluator> waveReal, phaseReal;
    Growth meanGrowth;
    bool isEndless = false;
    bool hasMean = true;
    bool isStepped = false;
    std::int64_t evaluations = 0;

    State(const Expression& expression, Variable v) : f(expression), variable(v), program(Program::compile(expression, {v})) { examine(); }

    void examine() {
        std::vector<Expression> calls;
        collectWaves(f, variable, calls);
        for (const Expression& call : calls) {
            const int unbounded = isUnbounded(call.operand(0));
            if (unbounded < 0) {
                verdict = Verdict::Unknown;
                return;
            }
            if (unbounded > 0) waves.push_back({call, Rational(1), 0.0});
        }
        if (waves.empty()) return;
        if (absoluteIsRapid()) {
            verdict = Verdict::Rapid;
            return;
        }
        verdict = Verdict::Unknown;
        if (findPhase()) decide();
    }

    /// 1: |u| tends to infinity; 0: it does not; -1: not known.
    int isUnbounded(const Expression& u) const {
        const ExactGraph graph(u, LiteralRule::Exact, {variable});
        RealEvaluator real(graph);
        const Growth growth = growthOf([&](const Real& s) { return real(Real(exp(s))); });
        if (growth.isRapid) return growth.rate > 0.0 ? 1 : 0;
        if (growth.depth == 0.0) return -1;
        if (growth.isLogarithmic) return growth.logRate > 1e-6 ? 1 : 0;
        return growth.rate > 1e-9 ? 1 : 0;
    }

    /// Whether the waves, replaced by values anywhere in their range, leave something that falls faster than any power.
    bool absoluteIsRapid() {
        for (const double value : {0.83, -0.61}) {
            std::unordered_map<const void*, Expression> known;
            const Expression still = frozen(f, value, known);
            const ExactGraph graph(still, LiteralRule::Exact, {variable});
            RealEvaluator real(graph);
            const Growth growth = growthOf([&](const Real& s) {
                const Real t = exp(s);
                RealValue g = real(t);
                if (g.ok()) g.value = abs(g.value) * t;
                ++evaluations;
                return g;
            });
            if (growth.verdict != Growth::Verdict::Summable || !growth.isRapid) return false;
        }
        return true;
    }

    Expression frozen(const Expression& e, double value, std::unordered_map<const void*, Expression>& known) {
        if (e.operands().empty()) return e;
        if (const auto found = known.find(e.identity()); found != known.end()) return found->second;
        std::vector<Expression> operands;
        for (const Expression& operand : e.operands()) operands.push_back(frozen(operand, value, known));
        Expression result = e;
        const auto wave = std::find_if(waves.begin(), waves.end(), [&e](const Wave& one) { return isWave(e) && one.call == e; });
        if (wave != waves.end()) {
            // Each its own value: of cos(x) - cos(2 x) nothing would be left otherwise.
            const double own = value * std::pow(0.91, static_cast<double>(wave - waves.begin()));
            const Expression still = Expression::number(Rational::fromDouble(own));
            result = isStep(e) ? operands[0] + still : still;
        } else if (e.op() == Op::Call)
            result = Expression::call(e.function(), operands);
        else if (e.op() == Op::Negate)
            result = Expression::negate(operands[0]);
        else if (e.op() == Op::If)
            result = Expression::choose(operands[0], operands[1], operands[2]);
        else
            result = Expression::binary(e.op(), operands[0], operands[1]);
        known.emplace(e.identity(), result);
        return result;
    }

    /// One phase of which every argument is an affine function with a rational factor.
    bool findPhase() {
        const bool steps = isStepped = isStep(waves[0].call);
        for (const Wave& wave : waves)
            if (isStep(wave.call) != steps || !isFreeOfWaves(wave.call.operand(0))) return false;
        const Expression base = waves[0].call.operand(0);
        std::int64_t commonDenominator = 1;
        std::vector<Rational> factors;
        for (Wave& wave : waves) {
            if (!relate(base, wave)) return false;
            std::int64_t denominator = 1;
            while (!(wave.factor * Rational(denominator)).isInteger()) ++denominator;
            commonDenominator = std::lcm(commonDenominator, denominator);
            factors.push_back(wave.factor);
        }
        if (commonDenominator > 60) return false;
        period = static_cast<double>(commonDenominator) * (steps ? 1.0 : 2.0 * std::numbers::pi);
        for (const Rational& factor : factors)
            highest = std::max(highest, std::abs((factor * Rational(commonDenominator)).toInteger().value_or(1)));
        phase = base;
        if (Program::compile(base, {variable})(1e6) < 0.0) {
            phase = -base;
            for (Wave& wave : waves) wave.factor = -wave.factor;
        }
        return true;
    }

    bool isFreeOfWaves(const Expression& e) const {
        for (const Wave& wave : waves)
            if (wave.call == e) return false;
        for (const Expression& operand : e.operands())
            if (!isFreeOfWaves(operand)) return false;
        return true;
    }

    /// wave's argument = factor base + shift, checked at three points in 50 digits.
    bool relate(const Expression& base, Wave& wave) {
        const ExactGraph baseGraph(base, LiteralRule::Exact, {variable}), graph(wave.call.operand(0), LiteralRule::Exact, {variable});
        RealEvaluator baseReal(baseGraph), real(graph);
        std::vector<Real> u, w;
        for (const double x : {7.37, 11.93, 23.71}) {
            const RealValue a = baseReal(Real(x)), b = real(Real(x));
            if (!a.ok() || !b.ok()) return false;
            u.push_back(a.value), w.push_back(b.value);
        }
        if (u[1] == u[0] || u[2] == u[1]) return false;
        const Real ratio = (w[1] - w[0]) / (u[1] - u[0]);
        const auto factor = smallFraction(ratio);
        if (!factor || abs((w[2] - w[1]) - toReal(*factor) * (u[2] - u[1])) > 1e-35 * abs(w[2])) return false;
        wave.factor = *factor;
        const Real shift = w[0] - toReal(*factor) * u[0];
        wave.shift = abs(shift) < 1e-35 ? 0.0 : toDouble(shift);
        return true;
    }

    /// max |A| and the mean of A over a period, at a point in 50 digits.
    struct Period {
        RealValue largest, mean;
    };
    Period overPeriod(const Real& t) {
        // A multiple of 4, taken at half steps: what is odd, or changes sign with half a period, sums to 0; no quarter turn is hit.
        const int count = static_cast<int>(8 * highest + 8);
        const Real exactPeriod = isStepped ? Real(std::round(period))
                                           : 2 * boost::math::constants::pi<Real>() * Real(std::round(period / (2 * std::numbers::pi)));
        Real total = 0, largest = 0;
        double relative = 0.0;
        bool known = false;
        for (int k = 0; k < count; ++k) {
            const Real theta = exactPeriod * (Real(k) + 0.5) / count;
            const RealValue point[2] = {RealValue::exact(t), RealValue::exact(theta)};
            const RealValue value = waveReal->at(waveGraph->root(), point);
            ++evaluations;
            if (value.status == RealValue::Status::Lost) return {RealValue::lost(), RealValue::lost()};
            if (!value.ok()) continue;  // a pole or a hole at this phase
            known = true;
            total += value.value;
            largest = std::max<Real>(largest, abs(value.value));
            relative = std::max(relative, value.relative);
        }
        if (!known) return {RealValue::lost(), RealValue::lost()};
        // A mean far below the amplitude is lost among the rounding of 50 digits.
        const bool isLost = abs(total) <= largest * count * 1e-36;
        RealValue mean = isLost ? RealValue::lost() : RealValue{Real(total / count), relative, RealValue::Status::Value};
        return {{largest, relative, RealValue::Status::Value}, mean};
    }

    void decide() {
        const Variable phaseVariable = variable == Variable::T ? Variable::X : Variable::T;
        const Expression a = WaveReplacer(waves, phaseVariable).replaced(f);
        amplitude = Program::compile(a, {variable, phaseVariable});
        phaseProgram = Program::compile(phase, {variable});
        waveGraph = std::make_shared<ExactGraph>(a, LiteralRule::Exact, std::vector<Variable>{variable, phaseVariable});
        phaseGraph = std::make_shared<ExactGraph>(phase, LiteralRule::Exact, std::vector<Variable>{variable});
        waveReal = std::make_shared<RealEvaluator>(*waveGraph);
        phaseReal = std::make_shared<RealEvaluator>(*phaseGraph);
        const Growth height = growthOf([this](const Real& s) {
            const RealValue slope = phaseSlope(s);
            RealValue g = overPeriod(exp(s)).largest;
            if (!g.ok() || !slope.ok() || slope.value == 0) return RealValue::lost();
            g.value = g.value * exp(s) / slope.value;
            g.relative += slope.relative;
            return g;
        });
        const bool isKnown = height.isRapid || height.depth > 0.0;
        if (!isKnown) return;
        if (!height.tendsToZero) {
            if (height.isLogarithmic || height.rate > 1e-9 || height.isRapid) verdict = Verdict::Diverges;
            if (verdict == Verdict::Diverges && !height.isRapid) measureMean();
            isEndless = meanGrowth.verdict == Growth::Verdict::Endless && meanGrowth.rate > height.rate + 1e-9;
            return;
        }
        measureMean();
        if (!hasMean) {
            verdict = Verdict::Converges;
            return;
        }
        isEndless = meanGrowth.verdict == Growth::Verdict::Endless;
        if (isEndless) verdict = Verdict::Diverges;
        if (meanGrowth.verdict == Growth::Verdict::Summable && !meanGrowth.isLogarithmic) verdict = Verdict::Converges;
    }

    void measureMean() {
        hasMean = false;
        for (const double depth : {1.7, 3.1, 6.2, 11.3}) hasMean = hasMean || overPeriod(exp(Real(depth))).mean.ok();
        if (!hasMean) return;
        meanGrowth = growthOf([this](const Real& s) {
            const Real t = exp(s);
            RealValue g = overPeriod(t).mean;
            if (g.ok()) g.value *= t;
            return g;
        });
    }

    /// d phase / d ln t, by a central difference whose step is small against the phase's own scale.
    RealValue phaseSlope(const Real& s) {
        Real step = 1e-12;
        for (int attempt = 0; attempt < 6; ++attempt) {
            const RealValue above = (*phaseReal)(Real(exp(s + step))), below = (*phaseReal)(Real(exp(s - step)));
            if (!above.ok() || !below.ok()) return RealValue::lost();
            const Real rise = above.value - below.value;
            if (rise <= 0) return RealValue::lost();
            const double share = toDouble(rise / above.value);
            if (share > 1e-8) {
                step *= 1e-10 / share;
                continue;
            }
            const double relative = (above.relative + below.relative + toDouble(s) * kRealUnit) / share + 1e-15;
            if (!(relative < 1e-9)) return RealValue::lost();
            return {Real(rise / (2 * step)), relative, RealValue::Status::Value};
        }
        return RealValue::lost();
    }

    /// The t at which the phase has a value, beyond `from`.
    double placeOf(double value, double from) const {
        double low = from, high = std::max(2.0 * from, from + 1.0);
        for (int k = 0; k < 1100 && phaseProgram(high) < value; ++k) low = high, high *= 2.0;
        if (!(phaseProgram(high) >= value)) return kNone;
        for (int k = 0; k < 200; ++k) {
            const double middle = 0.5 * low + 0.5 * high;
            if (middle <= low || middle >= high) break;
            (phaseProgram(middle) < value ? low : high) = middle;
            if (high - low < 1e-9 * high) break;
        }
        return 0.5 * low + 0.5 * high;
    }

    double window(double phaseValue, double centre, double width) const { return 0.5 * std::erfc((phaseValue - centre) / width); }

    /// The mean of A over a period, in doubles.
    double mean(double t) {
        const int count = static_cast<int>(8 * highest + 8);
        double coarse = 0.0, fine = 0.0, size = 0.0;
        for (int k = 0; k < 2 * count; ++k) {
            const double value = amplitude(t, period * (k + 0.43) / (2 * count));
            (k % 2 == 0 ? coarse : fine) += value;
            size += std::fabs(value);
        }
        evaluations += 2 * count;
        if (std::fabs(coarse - fine) <= 1e-14 * size) {
            const double sum = coarse + fine;
            if (std::fabs(sum) > 1e-4 * size) return sum / (2 * count);
            const RealValue exact = overPeriod(Real(t)).mean;  // far below the waves doubles leave nothing but their rounding
            return exact.ok() ? toDouble(exact.value) : 0.0;
        }
        AdaptiveSum sum;
        std::vector<double> points;
        for (std::int64_t k = 0; k <= 4 * highest; ++k)
            points.push_back(period * static_cast<double>(k) / static_cast<double>(4 * highest));
        sum.add([this, t](double theta) { return amplitude(t, theta); }, points);
        AdaptiveSum::Goal goal;
        goal.relative = 1e-13;
        goal.maximumEvaluations = 20'000;
        sum.refine(goal);
        evaluations += sum.evaluations();
        return sum.value() / period;
    }

    /// Not more than `negligible` may stay unsettled: a mean that falls like exp(-t) is lost among the digits before it is added up.
    PieceValue meanPart(double start, double centre, double width, double negligible, const PieceGoal& goal) {
        const auto term = [&](double tau) {
            const double u = 0.5 * std::numbers::pi * std::sinh(tau), t = start + std::exp(u) * std::max(1.0, std::fabs(start));
            const double rest = 1.0 - window(phaseProgram(t), centre, width);
            if (rest < 1e-18) return 0.0;
            if (t > 1e250) return kNone;
            return mean(t) * rest * (t - start) * 0.5 * std::numbers::pi * std::cosh(tau);
        };
        TrapezoidGoal inner;
        inner.relative = goal.relative;
        inner.expired = goal.expired;
        const TrapezoidSum sum = trapezoidOverLine(term, inner);
        const bool isSettled = sum.converged || (sum.evaluations > 0 && sum.absolute <= negligible);
        PieceValue piece{sum.value, std::min(sum.error, 2.0 * sum.absolute), sum.absolute, isSettled && !sum.lostBelow};
        if (sum.lostAbove && meanGrowth.rate < 0.0 && !meanGrowth.isRapid) {
            const double rest = mean(1e250) * 1e250 / -meanGrowth.rate;
            piece.value += rest;
            piece.error += std::fabs(rest) * 1e-3;
        }
        return piece;
    }

    /// The integral by one window, and by another, from the same values of f.
    PieceValue value(double start, const PieceGoal& goal) {
        const double frequency = 2.0 * std::numbers::pi / period;
        const double widths[2] = {12.0 / frequency, 13.3 / frequency};
        const double first = phaseProgram(start);
        double centres[2];
        for (int i = 0; i < 2; ++i) centres[i] = first + 6.1 * widths[i];
        const double end = placeOf(centres[1] + 6.1 * widths[1], start);
        if (!std::isfinite(end) || !std::isfinite(first)) return {};
        std::vector<double> points = {start};
        for (double at = first + period / static_cast<double>(highest); at < phaseProgram(end); at += period / static_cast<double>(highest))
            points.push_back(placeOf(at, points.back()));
        points.push_back(end);
        SpecialPointSearch search(f, goal.expired);
        const SpecialPoints special = search.find({start, end});
        if (!special.isComplete) return {};
        for (const SpecialPoint& point : special.points) {
            if (point.isSingular && point.x > start) return {};
            points.push_back(point.x);
        }
        std::sort(points.begin(), points.end());
        PieceValue best;
        double values[2] = {0.0, 0.0};
        for (int i = 0; i < 2; ++i) {
            AdaptiveSum sum;
            sum.add([this, &centres, &widths, i](double t) { return program(t) * window(phaseProgram(t), centres[i], widths[i]); }, points);
            AdaptiveSum::Goal inner;
            inner.relative = goal.relative;
            inner.noise = 1e-14;
            inner.maximumEvaluations = 100'000;
            inner.expired = goal.expired;
            if (!sum.refine(inner)) return {};
            if (i == 0) evaluations += sum.evaluations();
            PieceValue rest;
            if (hasMean) rest = meanPart(start, centres[i], widths[i], 1e-16 * sum.absolute(), goal);
            if (hasMean && !rest.ok) return {};
            values[i] = sum.value() + rest.value;
            best = {values[i], sum.error() + rest.error + sum.pointRounding() + 2e-15 * sum.absolute(), sum.absolute() + rest.absolute,
                    true};
        }
        best.error += std::fabs(values[0] - values[1]);
        return best;
    }
};

OscillatingTail::OscillatingTail(const Expression& f, Variable variable) : m_state(std::make_shared<State>(f, variable)) {}
OscillatingTail::Verdict OscillatingTail::verdict() const { return m_state->verdict; }
std::int64_t OscillatingTail::evaluations() const { return m_state->evaluations; }

bool OscillatingTail::isEndless() const { return m_state->isEndless; }

double OscillatingTail::reach() const {
    const SpecialPoint origin = exactPoint(0.0, false);
    return reachOfRapidTail(LocalFunction(m_state->f, m_state->variable, origin, 1, 1.0));
}

double OscillatingTail::start(double atLeast, const PieceGoal& goal) const {
    std::vector<Expression> calls;
    for (const Wave& wave : m_state->waves) calls.push_back(wave.call);
    SpecialPointSearch search(m_state->f, goal.expired);
    const SpecialPoints steady = search.find({atLeast, HUGE_VAL}, calls);
    if (!steady.isComplete) return kNone;
    double from = atLeast;
    for (const SpecialPoint& point : steady.points)
        if (point.x > atLeast) from = std::max(from, point.x + std::max(0.25, 0.01 * std::fabs(point.x)));
    TaylorEvaluator taylor(*m_state->phaseGraph);
    for (double step = 1.0;; from += step, step *= 2.0) {
        if (step > 1e6) return kNone;
        const auto slope = taylor.evaluate(Interval::of(from, std::max(4.0 * from, from + 64.0)), 1);
        if (slope[1].low > 0.0 && taylor.smooth(1)) break;
    }
    const double later = m_state->placeOf(m_state->phaseProgram(from) + 1.05 * m_state->period, from);
    const SpecialPoints waving = search.find({from, later});
    const bool hasPoles = std::any_of(waving.points.begin(), waving.points.end(), [](const SpecialPoint& p) { return p.isSingular; });
    return hasPoles ? later : from;
}

PieceValue OscillatingTail::integral(double start, const PieceGoal& goal) const { return m_state->value(start, goal); }

}  // namespace calc
