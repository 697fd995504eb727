#include "core/calculus/series_terms.h"

#include <map>

namespace calc {

namespace {

constexpr std::int64_t kLargestPeriod = 60;

struct NotLinear {};

/// Trigonometric polynomials: angle -> (coefficient of its cosine, of its sine); the angle 0 holds what does not oscillate.
class Waves {
public:
    explicit Waves(Scale& scale) : m_scale(scale), m_pool(scale.pool()) {}

    using Parts = std::map<Germ, std::pair<Germ, Germ>>;

    Parts of(Germ g) {
        if (!g->oscillates) return {{m_pool.zero(), {g, m_pool.zero()}}};
        if (g->isCall(Kernel::WaveCos)) return single(g->argument, m_pool.one(), m_pool.zero());
        if (g->isCall(Kernel::WaveSin)) return single(g->argument, m_pool.zero(), m_pool.one());
        if (g->kind == GermKind::Sum) {
            Parts result{{m_pool.zero(), {m_pool.number(g->number), m_pool.zero()}}};
            for (const auto& [term, coefficient] : g->terms)
                for (const auto& [angle, both] : of(term))
                    add(result, angle, m_pool.scale(both.first, coefficient), m_pool.scale(both.second, coefficient));
            return result;
        }
        if (g->kind != GermKind::Product) throw NotLinear{};
        Parts result{{m_pool.zero(), {m_pool.one(), m_pool.zero()}}};
        for (const auto& [base, exponent] : g->factors) {
            const auto count = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
            if (!base->oscillates) {
                result = multiply(result, of(m_pool.power(base, exponent)));
                continue;
            }
            if (!count || *count < 1 || *count > 12) throw NotLinear{};
            for (std::int64_t i = 0; i < *count; ++i) result = multiply(result, of(base));
        }
        return result;
    }

private:
    Parts single(Germ angle, Germ cosine, Germ sine) {
        Parts result;
        add(result, angle, cosine, sine);
        return result;
    }

    void add(Parts& parts, Germ angle, Germ cosine, Germ sine) {
        if (!angle->isNumber(0) && m_scale.sign(angle) < 0) {
            angle = m_pool.negate(angle);
            sine = m_pool.negate(sine);
        }
        if (angle->isConstant() && !angle->isNumber(0)) throw NotLinear{};
        if (angle->isNumber(0)) sine = m_pool.zero();
        const auto [place, fresh] = parts.try_emplace(angle, std::pair{cosine, sine});
        if (!fresh) place->second = {m_pool.add(place->second.first, cosine), m_pool.add(place->second.second, sine)};
    }

    /// cos a cos b = (cos(a-b) + cos(a+b))/2, sin a sin b = (cos(a-b) - cos(a+b))/2, sin a cos b = (sin(a+b) + sin(a-b))/2.
    Parts multiply(const Parts& left, const Parts& right) {
        Parts result;
        for (const auto& [a, x] : left) {
            for (const auto& [b, y] : right) {
                const Germ cc = m_pool.multiply(x.first, y.first);
                const Germ ss = m_pool.multiply(x.second, y.second);
                const Germ sc = m_pool.multiply(x.second, y.first);
                const Germ cs = m_pool.multiply(x.first, y.second);
                const Rational half(1, 2);
                add(result, m_pool.subtract(a, b), m_pool.scale(m_pool.add(cc, ss), half), m_pool.scale(m_pool.subtract(sc, cs), half));
                add(result, m_pool.add(a, b), m_pool.scale(m_pool.subtract(cc, ss), half), m_pool.scale(m_pool.add(sc, cs), half));
            }
        }
        return result;
    }

    Scale& m_scale;
    GermPool& m_pool;
};

}  // namespace

std::optional<SeriesPart> linearized(Scale& scale, Germ g, Progression progression) {
    SeriesPart part;
    part.progression = progression;
    part.steady = g;
    if (!g->oscillates) return part;
    try {
        GermPool& pool = scale.pool();
        part.steady = pool.zero();
        for (const auto& [angle, both] : Waves(scale).of(pool.expanded(g))) {
            if (angle->isNumber(0)) {
                part.steady = pool.expanded(both.first);
                continue;
            }
            SeriesWave wave{pool.divide(angle, scale.x()), pool.expanded(both.first), pool.expanded(both.second)};
            if (wave.cosine->isNumber(0) && wave.sine->isNumber(0)) continue;
            if (!wave.rate->isConstant()) return std::nullopt;
            part.waves.push_back(wave);
        }
        return part;
    } catch (const NotLinear&) {
        return std::nullopt;
    }
}

SeriesTerms readTerms(GermPool& pool, const Expression& term, Variable variable) {
    SeriesTerms terms;
    terms.scale = std::make_shared<Scale>(pool);
    while (true) {
        try {
            terms.limits.clear();
            terms.claims.clear();
            terms.parts.emplace();
            for (std::int64_t r = 0; r < terms.period; ++r) {
                const Progression progression{terms.period, r};
                SideLimits side(terms.scale, variable, progression);
                terms.limits.push_back(side.limitOf(term));
                if (!terms.parts) continue;
                std::optional<SeriesPart> part;
                try {
                    LimitReader reader(*terms.scale, variable, terms.scale->x(), progression);
                    part = linearized(*terms.scale, reader.read(term, &terms.claims), progression);
                } catch (const Undecided&) {
                } catch (const NotReal&) {
                } catch (const MoreTerms&) {
                }
                if (part)
                    terms.parts->push_back(*part);
                else
                    terms.parts.reset();
            }
            return terms;
        } catch (const NeedPeriod& wish) {
            if (wish.factor > kLargestPeriod / terms.period) throw Undecided{Message(CALC_TEXT("Its period is too long."))};
            terms.period *= wish.factor;
        }
    }
}

bool isFast(Scale& scale, const LeadingTerm& term) {
    if (term.zero) return true;
    if (term.powers.empty()) return false;
    const int symbol = term.powers.front().first;
    return symbol != 0 && scale.logarithmDepth(symbol) == 0 && scale.isFasterThanX(symbol) && scale.growth(term) < 0;
}

Convergence convergenceOf(Scale& scale, const LeadingTerm& term) {
    if (term.zero || isFast(scale, term)) return Convergence::Converges;
    GermPool& pool = scale.pool();
    std::size_t next = 0;
    for (int depth = 0;; ++depth) {
        const int level = scale.iteratedLogarithm(depth);
        if (level < 0 || next == term.powers.size()) return Convergence::Diverges;  // like 1/n, 1/(n ln n), ...
        const auto& [symbol, exponent] = term.powers[next];
        if (symbol != level) {
            // A symbol between this logarithm and the next faster one outweighs all that follows, or the exponent here is 0.
            const bool faster = scale.compareSymbols(symbol, level) > 0;
            if (!faster) return Convergence::Diverges;
            return scale.compareConstants(exponent, pool.zero()) < 0 ? Convergence::Converges : Convergence::Diverges;
        }
        const int order = scale.compareConstants(exponent, pool.integer(-1));
        if (order != 0) return order < 0 ? Convergence::Converges : Convergence::Diverges;
        ++next;
    }
}

}  // namespace calc
