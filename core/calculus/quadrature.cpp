#include "core/calculus/quadrature.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/calculus/integral_bounds.h"
#include "core/calculus/integral_ends.h"
#include "core/calculus/integral_local.h"
#include "core/calculus/integral_oscillation.h"
#include "core/calculus/integral_pieces.h"
#include "core/calculus/integral_shift.h"
#include "core/calculus/integral_special_points.h"
#include "core/calculus/quadrature_rules.h"
#include "core/expression/program.h"

namespace calc {
namespace {

/// How the integrand behaves at one end of a piece.
struct End {
    enum class Kind {
        Regular,      ///< smooth up to and beyond, or a kink or jump: rules for smooth functions
        Removable,    ///< no value there, but smooth up to it: the same rules in the distance from it
        Rough,        ///< a root, a logarithm, a pole that can be integrated
        Rapid,        ///< infinite; falls faster than any power
        Algebraic,    ///< infinite; falls like a power
        Oscillating,  ///< for ever, towards a point; added up to the distance `cutAt`
    };
    Kind kind = Kind::Regular;
    SpecialPoint point;  ///< where it is finite
    std::optional<LocalFunction> local;
    Growth growth;
    double cutAt = 0.0;
};

/// One piece between neighbouring special points; at most one end is infinite.
struct Piece {
    Range range;
    End low, high;
};

constexpr double kWide = 1e6;  ///< a range that reaches further is looked at scale by scale

Message atPoint(const char* text, double x) { return Message(text, {NumberArgument{x}}); }

class Integration {
public:
    Integration(const Expression& integrand, Variable variable, const IntegrateOptions& options)
        : m_options(options), m_variable(variable), m_f(withNearestDoubles(integrand)), m_program(Program::compile(m_f, {variable})) {
        m_goal.relative = options.relativeTolerance;
        m_goal.expired = options.expired;
    }

    Integral over(Range range) {
        takeOscillatingEnds(range);
        if (!m_isDecided || m_result.kind == IntegralKind::Diverges) cutAndExamine(range);
        m_result.evaluations = m_evaluations + m_sum.evaluations();
        for (const LocalFunction& local : m_locals) m_result.evaluations += local.evaluations();
        return m_result;
    }

private:
    void cutAndExamine(const Range& range) {
        cut(range);
        if (hasGaps()) return;
        if (!m_isDecided) examineEnds();
        if (!m_isDecided) addPieces();
        if (!m_isDecided) conclude(range);
    }

    /// Infinite ends towards which the function oscillates for ever: their part of the integral, and what is left of the range.
    void takeOscillatingEnds(Range& range) {
        if (!hasWaves(m_f)) return;
        const Range whole = range;
        if (whole.high == HUGE_VAL) takeOscillatingEnd(whole.low == -HUGE_VAL ? 0.0 : whole.low, 1, range.high);
        if (whole.low == -HUGE_VAL && !m_isDecided) takeOscillatingEnd(whole.high == HUGE_VAL ? 0.0 : whole.high, -1, range.low);
    }

    void takeOscillatingEnd(double anchor, int direction, double& end) {
        const OscillatingTail tail(shifted(m_f, m_variable, Expression::number(Rational::fromDouble(anchor)), direction), m_variable);
        const OscillatingTail::Verdict verdict = tail.verdict();
        m_hasTail = verdict != OscillatingTail::Verdict::Steady;
        if (m_hasTail) m_result.ends.push_back(oscillatingEnd(direction * HUGE_VAL, direction, verdict));
        if (verdict == OscillatingTail::Verdict::Rapid) end = anchor + direction * tail.reach();
        if (verdict == OscillatingTail::Verdict::Steady || verdict == OscillatingTail::Verdict::Rapid) return;
        const double start = verdict == OscillatingTail::Verdict::Unknown ? std::numeric_limits<double>::quiet_NaN() : tail.start(1.0);
        if (std::isfinite(start)) end = anchor + direction * start;
        if (verdict == OscillatingTail::Verdict::Diverges)
            return decide(IntegralKind::Diverges,
                          tail.isEndless()
                              ? Message(CALC_TEXT("Wave by wave the area adds up without end: it grows beyond all bounds."))
                              : Message(CALC_TEXT("The function goes on oscillating: the area up to X has no limit as X grows.")));
        if (std::isfinite(start)) addOther(tail.integral(start, m_goal));
        m_evaluations += tail.evaluations();
        if (!std::isfinite(start))
            decide(IntegralKind::Undetermined, Message(CALC_TEXT("How the oscillation settles towards infinity could not be decided.")));
    }

    static bool hasWaves(const Expression& e) {
        if (e.op() == Op::Call && (e.function() == Function::Sin || e.function() == Function::Cos || e.function() == Function::Tan ||
                                   e.function() == Function::Floor || e.function() == Function::Ceil))
            return true;
        return std::any_of(e.operands().begin(), e.operands().end(), hasWaves);
    }

    void decide(IntegralKind kind, Message why) {
        if (m_isDecided && m_result.kind == IntegralKind::Diverges && kind == IntegralKind::Undetermined) return;
        m_isDecided = true;
        m_result.kind = kind;
        m_result.why = std::move(why);
    }

    /// Cuts the range at its special points, and once more where a piece would be infinite on both sides or special at both ends.
    void cut(const Range& range) {
        SpecialPointSearch search{m_f};
        SpecialPoints special = search.find(range);
        std::vector<SpecialPoint> points = std::move(special.points);
        if (!special.isComplete) m_tooMany = true;
        if (std::isfinite(range.low) && (points.empty() || points.front().x > range.low))
            points.insert(points.begin(), exactPoint(range.low, special.nearLow));
        if (std::isfinite(range.high) && (points.empty() || points.back().x < range.high))
            points.push_back(exactPoint(range.high, special.nearHigh));
        if (points.empty()) points.push_back(exactPoint(0.0, false));
        if (range.low == -HUGE_VAL) m_pieces.push_back({{-HUGE_VAL, points.front().x}, {}, {End::Kind::Regular, points.front(), {}, {}}});
        for (std::size_t i = 0; i + 1 < points.size(); ++i) addBetween(points[i], points[i + 1]);
        if (range.high == HUGE_VAL) m_pieces.push_back({{points.back().x, HUGE_VAL}, {End::Kind::Regular, points.back(), {}, {}}, {}});
    }

    void addBetween(const SpecialPoint& a, const SpecialPoint& b) {
        if (!(a.x < b.x)) return;
        const double middle = 0.5 * a.x + 0.5 * b.x;
        if (a.isSingular && b.isSingular && a.x < middle && middle < b.x) {
            const SpecialPoint between = exactPoint(middle, false);
            m_pieces.push_back({{a.x, middle}, {End::Kind::Regular, a, {}, {}}, {End::Kind::Regular, between, {}, {}}});
            m_pieces.push_back({{middle, b.x}, {End::Kind::Regular, between, {}, {}}, {End::Kind::Regular, b, {}, {}}});
            return;
        }
        m_pieces.push_back({{a.x, b.x}, {End::Kind::Regular, a, {}, {}}, {End::Kind::Regular, b, {}, {}}});
    }

    /// Between special points a function is real everywhere or nowhere: a few inner points tell.
    bool hasGaps() {
        for (const Piece& piece : m_pieces) {
            const bool fromLow = std::isfinite(piece.range.low);
            const double anchor = fromLow ? piece.range.low : piece.range.high;
            const double length = piece.range.isFinite() ? piece.range.length() : std::max(1.0, std::fabs(anchor));
            if (length <= 1e-13 * std::fabs(anchor)) continue;
            int without = 0;
            for (const double fraction : {0.381, 0.62, 0.203}) {
                const double x = anchor + (fromLow ? 1.0 : -1.0) * fraction * length;
                ++m_evaluations;
                if (!std::isnan(m_program(x))) break;
                const LocalFunction there(m_f, m_variable, exactPoint(x, false), 1, 1.0);
                if (there.status(0.0) != LocalFunction::Status::NoValue) break;
                ++without;
            }
            if (without < 3) continue;
            decide(IntegralKind::Undefined, Message(CALC_TEXT("The function has no real value between {0} and {1}."),
                                                    {NumberArgument{piece.range.low}, NumberArgument{piece.range.high}}));
            return true;
        }
        return false;
    }

    /// Decides at every singular and infinite end on its own whether the integral exists there.
    void examineEnds() {
        for (Piece& piece : m_pieces) {
            if (piece.range.low == -HUGE_VAL) examineInfinity(piece.low, piece.high.point, -1);
            if (piece.range.high == HUGE_VAL) examineInfinity(piece.high, piece.low.point, 1);
            const double length = piece.range.isFinite() ? piece.range.length() : 1.0;
            if (!m_isDecided && std::isfinite(piece.range.low) && piece.low.point.isSingular) examinePoint(piece.low, 1, length);
            if (!m_isDecided && std::isfinite(piece.range.high) && piece.high.point.isSingular) examinePoint(piece.high, -1, length);
            if (m_isDecided && m_result.kind == IntegralKind::Diverges) return;
        }
        if (!m_isDecided && m_tooMany)
            decide(IntegralKind::Undetermined, Message(CALC_TEXT("The function has too many kinks, jumps or poles in this range.")));
    }

    LocalFunction localAt(const SpecialPoint& point, int direction, double reach) {
        m_locals.emplace_back(m_f, m_variable, point, direction, reach);
        return m_locals.back();
    }

    /// sin(1/x) at 0 and its kind, in u = 1 / t. True: taken care of.
    bool takeOscillatingPoint(End& end, int direction, double reach) {
        if (!end.point.exact || !hasWaves(m_f)) return false;
        const Expression u = Expression::variable(m_variable), local = shifted(m_f, m_variable, *end.point.exact, direction);
        const Expression inverted = substitute(local, m_variable, Expression::number(1) / u) / power(u, Expression::number(2));
        const OscillatingTail tail(inverted, m_variable);
        if (tail.verdict() == OscillatingTail::Verdict::Steady) return false;
        end.kind = End::Kind::Oscillating;
        m_result.ends.push_back(oscillatingEnd(end.point.x, direction, tail.verdict()));
        if (tail.verdict() == OscillatingTail::Verdict::Diverges)
            decide(
                IntegralKind::Diverges,
                atPoint(tail.isEndless() ? CALC_TEXT("The area near x = {0} grows beyond all bounds.")
                                         : CALC_TEXT("Near x = {0} the function oscillates without settling: the area has no limit there."),
                        end.point.x));
        else if (tail.verdict() == OscillatingTail::Verdict::Rapid)
            end.cutAt = std::min(0.5 * reach, 1.0 / tail.reach());
        else if (const double start = tail.verdict() == OscillatingTail::Verdict::Converges ? tail.start(1.0 / reach) : HUGE_VAL;
                 std::isfinite(start)) {
            end.cutAt = 1.0 / start;
            addOther(tail.integral(start, m_goal));
        } else {
            decide(IntegralKind::Undetermined,
                   atPoint(CALC_TEXT("How the oscillation near x = {0} settles could not be decided."), end.point.x));
        }
        m_evaluations += tail.evaluations();
        return true;
    }

    void examinePoint(End& end, int direction, double reach) {
        if (takeOscillatingPoint(end, direction, reach)) return;
        end.local = localAt(end.point, direction, reach);
        end.growth = end.local->towardsAnchor();
        if (const auto improper = improperPoint(end.point.x, direction, end.growth)) m_result.ends.push_back(*improper);
        if (end.growth.verdict == Growth::Verdict::Endless)
            return decide(IntegralKind::Diverges, atPoint(CALC_TEXT("The area near x = {0} grows beyond all bounds."), end.point.x));
        if (end.growth.verdict == Growth::Verdict::Unknown)
            return decide(IntegralKind::Undetermined,
                          atPoint(CALC_TEXT("How fast the function grows near x = {0} could not be decided."), end.point.x));
        const double order = -end.growth.rate - 1.0;
        const bool isWhole = std::fabs(order - std::round(order)) < 1e-9 && order > -0.5 && std::fabs(end.growth.logRate) < 1e-6;
        const bool isRapid = end.growth.isRapid && end.growth.verdict == Growth::Verdict::Summable;
        end.kind = (isWhole && !end.point.isRough) || isRapid ? End::Kind::Removable : End::Kind::Rough;
    }

    void examineInfinity(End& end, const SpecialPoint& anchor, int direction) {
        end.local = localAt(anchor, direction, 1.0);
        end.growth = end.local->towardsInfinity();
        m_result.ends.push_back(improperInfinity(direction, end.growth));
        if (end.growth.verdict == Growth::Verdict::Endless)
            return decide(
                IntegralKind::Diverges,
                direction > 0
                    ? Message(CALC_TEXT("The function does not fall fast enough towards infinity: the area grows beyond all bounds."))
                    : Message(
                          CALC_TEXT("The function does not fall fast enough towards minus infinity: the area grows beyond all bounds.")));
        if (end.growth.verdict == Growth::Verdict::Unknown)
            return decide(IntegralKind::Undetermined,
                          Message(CALC_TEXT("How fast the function falls towards infinity could not be decided.")));
        // A bell far away looks like an enormous power from here.
        constexpr double kLikeRapid = -1000.0;
        end.kind = end.growth.isRapid || end.growth.rate < kLikeRapid ? End::Kind::Rapid : End::Kind::Algebraic;
    }

    void addPieces() {
        for (Piece& piece : m_pieces) {
            if (m_isDecided) return;
            if (piece.range.isFinite())
                addFinite(piece);
            else
                addInfinite(piece);
        }
    }

    AdaptiveSum::Enclosure enclosureOf(const LocalFunction& local) const {
        return [local](Range t) { return local.enclose(Interval::of(t.low, t.high)); };
    }

    /// Measures the rounding of the integrand in doubles against 50 digits at a few points. True: it is so large that other ways of
    /// evaluating are called for (subtraction of nearly equal parts).
    bool isNoisy(const Range& range) {
        constexpr int kMeasured = 8;
        if (m_measured >= kMeasured) {
            m_rounding += m_worstRounding * range.length();
            return false;
        }
        ++m_measured;
        if (!m_truth) m_truth = localAt(exactPoint(0.0, false), 1, 1.0);
        double apart = 0.0, largest = 0.0;
        for (const double fraction : {0.0191, 0.4137, 0.9713}) {
            const double x = range.low + fraction * range.length(), value = m_truth->precise(x);
            ++m_evaluations;
            if (!std::isfinite(value)) continue;
            apart = std::max(apart, std::fabs(m_program(x) - value));
            largest = std::max(largest, std::fabs(value));
        }
        if (apart > 1e-12 * largest) return true;
        m_worstRounding = std::max(m_worstRounding, 2.0 * apart);
        m_rounding += 2.0 * apart * range.length();
        return false;
    }

    /// Without its ends, where a jump may have given the function the other side's value.
    static Range insideOf(Range range) {
        const Range open{std::nextafter(range.low, range.high), std::nextafter(range.high, range.low)};
        return open.low <= open.high ? open : range;
    }

    /// A range cut where its scale changes: over [-1e100, 1e100] no point would fall where exp(-x^2) lives.
    static std::vector<double> scalesOf(const Range& range) {
        std::vector<double> points = {range.low, range.high};
        const double far = std::max(std::fabs(range.low), std::fabs(range.high));
        for (double scale = 1.0; far > kWide && scale < far; scale *= 64.0)
            for (const double x : {-scale, scale})
                if (range.low < x && x < range.high) points.push_back(x);
        std::sort(points.begin(), points.end());
        return points;
    }

    void addFinite(const Piece& piece) {
        const double length = piece.range.length();
        const End& special = piece.low.kind == End::Kind::Regular ? piece.high : piece.low;
        if (special.kind == End::Kind::Rough) return addOther(integralAtPoint(*special.local, length, special.growth, m_goal));
        if (special.kind == End::Kind::Oscillating) return addCut(piece, special);
        if (special.kind == End::Kind::Removable) {
            const LocalFunction local = *special.local;
            return m_sum.add([local](double t) { return local(t); }, scalesOf({0.0, length}), 1.0, enclosureOf(local));
        }
        const Program program = m_program;
        if (isNoisy(piece.range)) {
            const LocalFunction local = localAt(piece.low.point, 1, length);
            return m_sum.add([local](double t) { return local(t); }, {0.0, length}, 1.0, enclosureOf(local));
        }
        m_plain.push_back(piece.range);
        const Range open = insideOf(piece.range);
        m_sum.add(
            [program, open](double x) { return program(std::clamp(x, open.low, open.high)); }, scalesOf(piece.range), 1.0,
            [program, open](Range x) { return program.enclose(Interval::of(std::max(x.low, open.low), std::min(x.high, open.high))); });
    }

    /// The part of a piece beyond what the oscillation at its end took.
    void addCut(const Piece& piece, const End& special) {
        const bool atLow = &special == &piece.low;
        const LocalFunction local = localAt(special.point, atLow ? 1 : -1, piece.range.length());
        m_sum.add([local](double t) { return local(t); }, {special.cutAt, piece.range.length()}, 1.0, enclosureOf(local));
    }

    void addInfinite(const Piece& piece) {
        const bool isHigh = piece.range.high == HUGE_VAL;
        const End& far = isHigh ? piece.high : piece.low;
        const End& near = isHigh ? piece.low : piece.high;
        const LocalFunction local = *far.local;
        const bool oscillates = near.kind == End::Kind::Oscillating;
        if (oscillates || (near.kind == End::Kind::Rough && near.growth.isLogarithmic)) {
            // Up to the distance 1, then from there.
            if (oscillates)
                m_sum.add([local](double t) { return local(t); }, {near.cutAt, 1.0}, 1.0, enclosureOf(local));
            else
                addOther(integralAtPoint(*near.local, 1.0, near.growth, m_goal));
            const SpecialPoint further = exactPoint(near.point.x + (isHigh ? 1.0 : -1.0), false);
            Piece rest = piece;
            (isHigh ? rest.low : rest.high) = {End::Kind::Regular, further, {}, {}};
            (isHigh ? rest.high : rest.low).local = localAt(further, isHigh ? 1 : -1, 1.0);
            return addInfinite(rest);
        }
        if (far.kind == End::Kind::Algebraic && !far.growth.isLogarithmic)
            return addOther(integralToInfinity(local, near.kind == End::Kind::Rough ? near.growth : Growth{}, far.growth, m_goal));
        const bool isSlow = far.growth.isLogarithmic;
        if (isSlow) addOther(integralOfSlowTail(local, far.growth, m_goal));
        const double reach = isSlow ? 1.0 : reachOfRapidTail(local);
        double start = 0.0;
        if (near.kind == End::Kind::Rough) {
            start = isSlow ? 1.0 : std::min(1.0, reach / 16.0);
            addOther(integralAtPoint(*near.local, start, near.growth, m_goal));
        }
        m_sum.add([local](double t) { return local(t); }, {start, std::max(start, reach / 16), reach / 8, reach / 4, reach / 2, reach}, 1.0,
                  enclosureOf(local));
    }

    void addOther(const PieceValue& piece) {
        if (!piece.ok) return decide(IntegralKind::Undetermined, Message(CALC_TEXT("Two ways of adding the area up do not agree.")));
        m_value += piece.value;
        m_error += piece.error;
        m_absolute += piece.absolute;
    }

    AdaptiveSum::Goal goal() const {
        AdaptiveSum::Goal goal;
        goal.relative = m_options.relativeTolerance;
        goal.absolute = goal.relative * std::fabs(m_value);
        goal.maximumEvaluations = m_options.maximumEvaluations;
        goal.expired = m_options.expired;
        return goal;
    }

    /// Proved bounds, where every piece is plain. They also find what hides between the points: then the sum starts again from their cuts.
    void certify(const Range& range) {
        const bool isPlain = m_plain.size() == m_pieces.size();
        if (!isPlain || m_hasTail || m_options.certify == IntegrateOptions::Certify::No) return;
        BoundsOptions options;
        options.relativeWidth = 1e-9;
        options.absoluteWidth = 1e-14 * m_sum.absolute();
        options.mostBoxes = 300;
        options.expired = m_options.expired;
        for (const Range& piece : m_plain) options.cuts.push_back(piece.low);
        m_bounds = integralBounds(m_f, range, options, m_variable);
        if (!m_bounds.proved || liesWithinBounds()) return;
        const Program program = m_program;
        const std::int64_t before = m_sum.evaluations();
        m_sum = AdaptiveSum();
        m_sum.add([program](double x) { return program(x); }, m_bounds.cuts);
        m_sum.refine(goal());
        m_evaluations += before;
    }

    /// Where the rounding of the points themselves spoils the sum (a peak far narrower than the distance from 0 has digits for), the pieces
    /// start again from the peak, in the distance from it.
    void resolvePeak() {
        if (m_plain.empty() || m_plain.size() != m_pieces.size() || m_sum.pointRounding() <= 1e-9 * m_sum.absolute()) return;
        const auto worst =
            std::max_element(m_sum.pieces().begin(), m_sum.pieces().end(), [](const AdaptiveSum::Piece& a, const AdaptiveSum::Piece& b) {
                return a.sum.variation / a.range.length() < b.sum.variation / b.range.length();
            });
        const double peak = worst->range.middle();
        const std::int64_t before = m_sum.evaluations();
        m_sum = AdaptiveSum();
        m_rounding = 0.0;
        const SpecialPoint centre = exactPoint(peak, false);
        for (const Range& range : m_plain)
            for (const int side : {-1, 1}) {
                const double near = side > 0 ? std::max(0.0, range.low - peak) : std::max(0.0, peak - range.high);
                const double far = side > 0 ? range.high - peak : peak - range.low;
                if (!(far > near)) continue;
                const LocalFunction local = localAt(centre, side, far);
                std::vector<double> points = {near};
                for (double t = far * 1e-14; t < far; t *= 10.0)
                    if (t > near) points.push_back(t);
                points.push_back(far);
                m_sum.add([local](double t) { return local(t); }, points, 1.0, enclosureOf(local));
            }
        m_sum.refine(goal());
        m_evaluations += before;
    }

    bool liesWithinBounds() const {
        const double slack = m_sum.error() + m_sum.pointRounding() + m_rounding + 1e-15 * m_sum.absolute();
        return m_sum.value() >= m_bounds.lower - slack && m_sum.value() <= m_bounds.upper + slack;
    }

    /// Tens of thousands of waves, say: fewer digits, but a value. What is good enough already stays as it is.
    void refineFurther() {
        AdaptiveSum::Goal less = goal();
        less.relative = 1e-7;
        less.noise = 1e-12;
        less.maximumEvaluations *= 4;
        m_sum.refine(less);
    }

    void conclude(const Range& range) {
        const AdaptiveSum::Goal aim = goal();
        bool reached = m_sum.refine(aim);
        if (!reached && m_sum.error() > 1e-7 * std::fabs(m_value + m_sum.value())) refineFurther();
        if (!m_sum.finite())
            return decide(IntegralKind::Undetermined, Message(CALC_TEXT("The function has no value at a point where it was needed.")));
        resolvePeak();
        certify(range);
        const bool isTight = m_bounds.proved && m_bounds.width() <= 1e-6 * std::max(m_sum.absolute(), 1e-300);
        bool mayHide = reached && !isTight;
        for (int round = 0; round < 20 && reached && mayHide; ++round) {
            mayHide = m_sum.expose(aim);
            if (mayHide) reached = m_sum.refine(aim);
        }
        m_result.value = m_value + m_sum.value();
        const double absolute = m_absolute + m_sum.absolute();
        m_result.error = m_error + m_sum.error() + m_sum.pointRounding() + m_rounding + 1e-15 * absolute;
        takeBounds();
        if (mayHide && absolute == 0.0 && !m_result.certified)
            return decide(IntegralKind::Undetermined,
                          Message(CALC_TEXT("Nothing but zeros was met, but something narrow may hide between them.")));
        if (mayHide && reached && range.isFinite() && range.length() > kWide && !m_result.certified)
            return decide(IntegralKind::Undetermined, Message(CALC_TEXT("The range is so wide that something narrow may lie in it.")));
        if (!std::isfinite(m_result.value) || !std::isfinite(m_result.error))
            return decide(IntegralKind::Undetermined, Message(CALC_TEXT("The area is too large to be added up in doubles.")));
        if (m_bounds.proved && !liesWithinBounds())
            return decide(IntegralKind::Undetermined,
                          Message(CALC_TEXT("The sum lies outside its proved bounds: something narrow was missed.")));
        if (m_result.error > std::max(1e-6 * std::fabs(m_result.value), 1e-11 * absolute))
            return decide(IntegralKind::Undetermined, Message(CALC_TEXT("Two ways of adding the area up do not agree.")));
        decide(IntegralKind::Value,
               m_result.certified
                   ? Message(CALC_TEXT("Two ways of adding the area up agree on every piece, and interval arithmetic proves the bounds."))
                   : Message(CALC_TEXT("Two ways of adding the area up agree on every piece.")));
    }

    /// Bounds that are worth something make the value certified, and cap its error.
    void takeBounds() {
        if (!m_bounds.proved || m_bounds.width() > 1e-3 * std::max(std::fabs(m_result.value), std::min(1.0, m_sum.absolute()))) return;
        m_result.certified = true;
        m_result.lower = m_bounds.lower;
        m_result.upper = m_bounds.upper;
        m_result.value = std::clamp(m_result.value, m_bounds.lower, m_bounds.upper);
        m_result.error = std::min(m_result.error, std::max(m_bounds.upper - m_result.value, m_result.value - m_bounds.lower));
    }

    IntegrateOptions m_options;
    Variable m_variable;
    Expression m_f;
    Program m_program;
    PieceGoal m_goal;
    std::vector<Piece> m_pieces;
    std::vector<LocalFunction> m_locals;
    std::vector<Range> m_plain;
    IntegralBounds m_bounds;
    AdaptiveSum m_sum;
    double m_value = 0.0, m_error = 0.0, m_absolute = 0.0;
    std::int64_t m_evaluations = 0;
    std::optional<LocalFunction> m_truth;
    int m_measured = 0;
    double m_worstRounding = 0.0;
    double m_rounding = 0.0;  ///< of the integrand on the plain pieces
    bool m_hasTail = false;   ///< a part of the range was taken care of apart
    bool m_tooMany = false;
    bool m_isDecided = false;
    Integral m_result;
};

}  // namespace

Integral integrate(const Expression& integrand, Range range, const IntegrateOptions& options, Variable variable) {
    Integral result;
    if (range.low == range.high) {
        result.kind = IntegralKind::Value;
        result.why = Message(CALC_TEXT("Both ends are the same point."));
        return result;
    }
    const bool isReversed = range.low > range.high;
    if (isReversed) std::swap(range.low, range.high);
    result = Integration(integrand, variable, options).over(range);
    if (isReversed) {
        result.value = -result.value;
        std::swap(result.lower, result.upper);
        result.lower = -result.lower;
        result.upper = -result.upper;
    }
    return result;
}

}  // namespace calc
