#include "core/calculus/limit_waves.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/comparison_scale.h"

namespace calc {

namespace {

constexpr std::int64_t kMostMultiples = 48;

void collectWaves(Germ g, std::map<Germ, bool>& seen, std::vector<Germ>& arguments, std::vector<Germ>& fractions) {
    if (!g->oscillates || seen[g]) return;
    seen[g] = true;
    if (g->isCall(Kernel::Bounded)) return fractions.push_back(g);
    if (g->isCall(Kernel::WaveSin) || g->isCall(Kernel::WaveCos)) return arguments.push_back(g->argument);
    for (const auto& [term, coefficient] : g->terms) collectWaves(term, seen, arguments, fractions);
    for (const auto& [base, exponent] : g->factors) {
        collectWaves(base, seen, arguments, fractions);
        collectWaves(exponent, seen, arguments, fractions);
    }
    if (g->argument) collectWaves(g->argument, seen, arguments, fractions);
}

/// Values of a constant germ over a cell of the angles.
class CellValues {
public:
    CellValues(GermPool& pool, const WaveAngles& angles) : m_pool(pool), m_angles(angles), m_with(64) {}

    Ball over(Germ g, const std::vector<Ball>& cell) {
        m_known.clear();
        m_cell = &cell;
        return value(g);
    }

    Ball everything() const { return m_with.widened(Ball(), Magnitude::of(1.0)); }

private:
    Ball value(Germ g) {
        const auto known = m_known.find(g);
        if (known != m_known.end()) return known->second;
        m_pool.spend();
        const Ball result = computed(g);
        m_known.emplace(g, result);
        return result;
    }

    Ball computed(Germ g) {
        if (g->isNumber()) return m_with.rational(g->number);
        if (g->kind == GermKind::Pi) return m_with.pi();
        if (g->kind == GermKind::Sum) {
            Ball result = m_with.rational(g->number);
            for (const auto& [term, coefficient] : g->terms)
                result = m_with.add(result, m_with.multiply(m_with.rational(coefficient), value(term)));
            return result;
        }
        if (g->kind == GermKind::Product) {
            Ball result = m_with.integer(1);
            for (const auto& [base, exponent] : g->factors) {
                const auto whole = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
                const Ball b = value(base);
                result =
                    m_with.multiply(result, whole ? m_with.power(b, *whole) : m_with.exp(m_with.multiply(value(exponent), m_with.ln(b))));
            }
            return result;
        }
        return g->kind == GermKind::Call ? ofCall(g) : unknown();
    }

    Ball ofCall(Germ g) {
        switch (g->kernel) {
            case Kernel::WaveSin: return m_cell ? m_with.sin(angle(g->argument)) : everything();
            case Kernel::WaveCos: return m_cell ? m_with.cos(angle(g->argument)) : everything();
            case Kernel::Bounded: return m_with.add(m_with.rational(Rational(1, 2)), m_with.widened(Ball(), Magnitude::of(0.5)));
            case Kernel::Exp: return m_with.exp(value(g->argument));
            case Kernel::Ln: return m_with.ln(value(g->argument));
            case Kernel::Sin: return m_with.sin(value(g->argument));
            case Kernel::Cos: return m_with.cos(value(g->argument));
            case Kernel::Atan: return m_with.atan(value(g->argument));
            case Kernel::Asin: return m_with.asin(value(g->argument));
            case Kernel::Erf: return m_with.erf(value(g->argument));
            case Kernel::Gamma: return m_with.gamma(value(g->argument));
            case Kernel::Polygamma: return m_with.polygamma(g->order, value(g->argument));
            default: return unknown();
        }
    }

    Ball angle(Germ m) const {
        Ball result;
        for (const auto& part : m_angles.arguments.at(m))
            result = m_with.add(result, m_with.multiply(m_with.integer(part.multiple), (*m_cell)[part.unit]));
        return result;
    }

    static Ball unknown() {
        Ball result;
        result.state = Ball::State::Unknown;
        return result;
    }

public:
    Ball overAll(Germ g) {
        m_known.clear();
        m_cell = nullptr;
        return value(g);
    }

private:
    GermPool& m_pool;
    const WaveAngles& m_angles;
    BallArithmetic m_with;
    const std::vector<Ball>* m_cell = nullptr;
    std::unordered_map<Germ, Ball> m_known;
};

/// [from, from + width] as a ball.
Ball cellBall(double from, double width) {
    BallArithmetic with(64);
    return with.widened(with.rational(Rational::fromDouble(from + 0.5 * width)), Magnitude::of(0.5 * width * 1.0001));
}

std::optional<int> signOverGrid(CellValues& values, Germ g, std::size_t angles, int cells) {
    const double width = 6.2831853071795872 / cells;
    std::optional<int> sign;
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < (angles == 2 ? cells : 1); ++j) {
            std::vector<Ball> cell{cellBall(i * width, width)};
            if (angles == 2) cell.push_back(cellBall(j * width, width));
            const auto here = values.over(g, cell).sign();
            if (!here || *here == 0 || (sign && *sign != *here)) return std::nullopt;
            sign = here;
        }
    }
    return sign;
}

}  // namespace

WaveAngles WaveAngles::of(GermPool& pool, const std::vector<Germ>& list) {
    WaveAngles result;
    const auto termsOf = [](Germ m) {
        return m->kind == GermKind::Sum ? m->terms : std::vector<std::pair<Germ, Rational>>{{m, Rational(1)}};
    };
    std::vector<std::pair<Germ, Rational>> measures;  // term, common measure of its coefficients
    for (const Germ m : list) {
        for (const auto& [term, coefficient] : termsOf(m)) {
            const Germ t = term;
            const auto place = std::find_if(measures.begin(), measures.end(), [t](const auto& entry) { return entry.first == t; });
            if (place == measures.end()) {
                measures.emplace_back(term, coefficient.sign() < 0 ? -coefficient : coefficient);
                continue;
            }
            for (std::int64_t n = 1; n <= kMostMultiples; ++n) {
                if (!(coefficient * Rational(n) / place->second).isInteger()) continue;
                place->second = place->second / Rational(n);
                break;
            }
        }
    }
    for (const auto& [term, measure] : measures) result.units.push_back(pool.scale(term, measure));
    for (const Germ m : list) {
        std::vector<Part> parts;
        for (const auto& [term, coefficient] : termsOf(m)) {
            for (std::size_t i = 0; i < measures.size(); ++i) {
                if (measures[i].first != term) continue;
                const auto multiple = (coefficient / measures[i].second).toInteger();
                if (!multiple) throw Undecided{Message(CALC_TEXT("Its oscillations have no simple common period."))};
                parts.push_back({i, *multiple});
            }
        }
        result.arguments.emplace(m, std::move(parts));
    }
    return result;
}

namespace {

/// A number made of rationals by + - * / and roots; then it is a multiple of pi only if it is 0.
bool isAlgebraicForm(Germ g) {
    if (g->isNumber()) return true;
    if (g->kind == GermKind::Sum)
        return std::all_of(g->terms.begin(), g->terms.end(), [](const auto& t) { return isAlgebraicForm(t.first); });
    if (g->kind != GermKind::Product) return false;
    return std::all_of(g->factors.begin(), g->factors.end(),
                       [](const auto& f) { return isAlgebraicForm(f.first) && f.second->isNumber(); });
}

}  // namespace

bool WaveAngles::areDenseAtWholeNumbers(Scale& scale) const {
    if (units.empty() || units.size() > 2) return false;
    GermPool& pool = scale.pool();
    for (const Germ unit : units) {
        const LeadingTerm term = scale.leading(unit);
        if (term.powers.empty()) return false;
        const LeadingTerm x = scale.leading(scale.x());
        if (scale.compareGrowth(term, x) < 0) continue;
        if (term.powers.front().first != 0 || !term.powers.front().second->isNumber()) return false;
        const bool pure = term.powers.size() == 1;
        if (!pure || !term.powers.front().second->number.isInteger()) continue;
        const Germ overPi = pool.divide(term.coefficient, pool.pi());
        const bool irrationalTurns = isAlgebraicForm(overPi) && !overPi->isNumber();
        if (!isAlgebraicForm(term.coefficient) && !irrationalTurns) return false;
    }
    // Two angles c X^k and d X^k of one power would need c/d irrational as well; different forms of algebraic numbers are.
    return true;
}

std::optional<int> signOfWaves(GermPool& pool, Germ constant) {
    std::map<Germ, bool> seen;
    std::vector<Germ> arguments;
    std::vector<Germ> fractions;
    collectWaves(constant, seen, arguments, fractions);
    const WaveAngles angles = WaveAngles::of(pool, arguments);
    CellValues values(pool, angles);
    const auto wide = values.overAll(constant).sign();
    if (wide && *wide != 0) return wide;
    if (angles.units.empty() || angles.units.size() > 2) return std::nullopt;
    // Two signs at single points end the search early.
    std::vector<Ball> point(angles.units.size(), cellBall(0.1, 0.0));
    const auto first = values.over(constant, point).sign();
    for (const double shift : {1.0, 2.1, 3.3, 4.5, 5.6}) {
        for (std::size_t i = 0; i < point.size(); ++i) point[i] = cellBall(shift + 0.7 * static_cast<double>(i), 0.0);
        if (values.over(constant, point).sign() != first) return std::nullopt;
    }
    const bool one = angles.units.size() == 1;
    for (const int cells : one ? std::vector<int>{16, 128, 1024} : std::vector<int>{16, 48})
        if (const auto sign = signOverGrid(values, constant, angles.units.size(), cells)) return sign;
    return std::nullopt;
}

}  // namespace calc
