// The zero test of germs: quotients of polynomials in the atoms, with the addition theorems of sin and cos.
#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/calculus/asymptotic_constant.h"
#include "core/numbers/rational_big.h"

namespace calc {

namespace {

constexpr std::size_t kMaximumTerms = 3000;
constexpr std::int64_t kMaximumPower = 24;

struct TooLarge {};

/// numerator / product of base^power; the numerator is a sum of products of atoms with whole powers of sums multiplied out.
struct Fraction {
    Germ numerator = nullptr;
    std::map<Germ, std::int64_t, bool (*)(Germ, Germ)> denominator{[](Germ a, Germ b) { return a->id < b->id; }};
};

class NormalForm {
public:
    explicit NormalForm(GermPool& pool) : m_pool(pool) {}

    Fraction of(Germ g);
    Germ withAnglesExpanded(Germ g);

private:
    Fraction ofSum(Germ g);
    Fraction ofProduct(Germ g);
    Germ multiplied(Germ a, Germ b);
    Germ tidied(Germ product);
    Germ raised(Germ base, std::int64_t exponent);
    void take(Fraction& into, Germ base, std::int64_t exponent);
    Germ expandedAngle(Kernel kernel, Germ argument);
    std::pair<Germ, Germ> sineAndCosine(bool wave, const std::vector<std::pair<Germ, Rational>>& parts, std::size_t from);
    std::pair<Germ, Germ> multipleAngle(bool wave, Germ unit, std::int64_t count);
    void collectAngles(Germ g);

    GermPool& m_pool;
    std::unordered_map<Germ, Fraction> m_fractions;
    std::unordered_map<Germ, Germ> m_expanded;
    std::unordered_map<Germ, Rational> m_unit;  // for each part of an angle: the common measure of its coefficients
    std::unordered_map<Germ, bool> m_seen;
};

bool isAngleCall(Germ g) {
    return g->kind == GermKind::Call &&
           (g->kernel == Kernel::Sin || g->kernel == Kernel::Cos || g->kernel == Kernel::WaveSin || g->kernel == Kernel::WaveCos);
}

std::vector<std::pair<Germ, Rational>> termsOf(GermPool& pool, Germ g) {
    if (g->kind != GermKind::Sum) return {{g, Rational(1)}};
    auto terms = g->terms;
    if (!g->number.isZero()) terms.emplace_back(pool.one(), g->number);
    return terms;
}

/// atan(b/a) = arg(a + bi) as a sum of multiples of pi/4 and of the arguments of Gaussian primes: equal sums have equal forms.
Germ atanByPrimes(GermPool& pool, Germ g) {
    using Whole = std::int64_t;
    const auto a = rationalFrom(denominatorOf(g->argument->number), 1).toInteger();
    const auto b = rationalFrom(numeratorOf(g->argument->number), 1).toInteger();
    constexpr Whole largest = 20000;
    if (!a || !b || *a > largest || *b > largest || *b < -largest) return g;
    Whole re = *a;
    Whole im = *b;
    std::vector<std::pair<Germ, Rational>> terms;
    for (Whole p = 2; p <= std::min<Whole>(re * re + im * im, largest); ++p) {
        for (Whole v = 1; v * v * 2 <= p; ++v) {
            const auto u = static_cast<Whole>(std::llround(std::sqrt(static_cast<double>(p - v * v))));
            if (u * u + v * v != p) continue;
            const Germ angle = u == v ? pool.scale(pool.pi(), Rational(1, 4)) : pool.call(Kernel::Atan, pool.number(Rational(v, u)));
            for (const Whole side : {v, -v}) {  // divide by u + side i while that leaves whole numbers
                while ((re * u + im * side) % p == 0 && (im * u - re * side) % p == 0) {
                    const Whole next = (re * u + im * side) / p;
                    im = (im * u - re * side) / p;
                    re = next;
                    terms.emplace_back(angle, Rational(side > 0 ? 1 : -1));
                }
            }
        }
    }
    // What is left is an integer times a unit, or one last prime.
    if (im == 0 && re < 0)
        terms.emplace_back(pool.pi(), Rational(1));
    else if (re == 0)
        terms.emplace_back(pool.pi(), Rational(im > 0 ? 1 : -1, 2));
    else if (im != 0)
        return g;
    return pool.sum(terms);
}

/// A product of atoms to a sum again where a whole power of a sum or a square of a cosine came up.
Germ NormalForm::tidied(Germ product) {
    if (product->kind != GermKind::Product) return product;
    for (const auto& [base, exponent] : product->factors) {
        if (!exponent->isNumber()) continue;
        const Rational whole = exponent->number.floor();
        const bool cosine = base->kind == GermKind::Call && (base->kernel == Kernel::Cos || base->kernel == Kernel::WaveCos);
        if (base->kind == GermKind::Sum && whole.sign() > 0) {
            const Germ rest = m_pool.divide(product, m_pool.power(base, whole));
            return multiplied(rest, raised(base, whole.toInteger().value_or(kMaximumPower + 1)));
        }
        if (cosine && whole >= Rational(2)) {
            const Germ sine = m_pool.call(base->kernel == Kernel::Cos ? Kernel::Sin : Kernel::WaveSin, base->argument);
            const Germ rest = m_pool.divide(product, m_pool.power(base, Rational(2)));
            return multiplied(rest, m_pool.subtract(m_pool.one(), m_pool.power(sine, Rational(2))));
        }
    }
    return product;
}

Germ NormalForm::multiplied(Germ a, Germ b) {
    std::vector<std::pair<Germ, Rational>> terms;
    const auto left = termsOf(m_pool, a);
    const auto right = termsOf(m_pool, b);
    if (left.size() * right.size() > kMaximumTerms) throw TooLarge{};
    for (const auto& [x, cx] : left)
        for (const auto& [y, cy] : right) terms.emplace_back(tidied(m_pool.multiply(x, y)), cx * cy);
    const Germ result = m_pool.sum(terms);
    if (result->terms.size() > kMaximumTerms) throw TooLarge{};
    return result;
}

Germ NormalForm::raised(Germ base, std::int64_t exponent) {
    if (exponent > kMaximumPower) throw TooLarge{};
    Germ result = m_pool.one();
    for (std::int64_t i = 0; i < exponent; ++i) result = multiplied(result, base);
    return result;
}

/// into *= base^exponent, base in normal form.
void NormalForm::take(Fraction& into, Germ base, std::int64_t exponent) {
    if (exponent > 0) {
        into.numerator = multiplied(into.numerator, raised(base, exponent));
    } else if (base->kind == GermKind::Sum || isAngleCall(base)) {
        into.denominator[base] -= exponent;
    } else {
        into.numerator = multiplied(into.numerator, m_pool.power(base, Rational(exponent)));
    }
}

Fraction NormalForm::ofProduct(Germ g) {
    Fraction result;
    result.numerator = m_pool.one();
    for (const auto& [base, exponent] : g->factors) {
        if (!exponent->isNumber()) {
            result.numerator = multiplied(result.numerator, m_pool.power(base, exponent));
            continue;
        }
        const Rational whole = exponent->number.floor();
        const Rational rest = exponent->number - whole;
        if (!rest.isZero()) result.numerator = multiplied(result.numerator, m_pool.power(base, rest));
        const auto count = whole.toInteger();
        if (base->kind == GermKind::Symbol || base->kind == GermKind::Pi || !count || *count == 0) {
            if (!count || *count != 0) result.numerator = multiplied(result.numerator, m_pool.power(base, whole));
            continue;
        }
        const Fraction inner = of(base);
        take(result, inner.numerator, *count);
        for (const auto& [part, power] : inner.denominator) take(result, part, -*count * power);
    }
    return result;
}

Fraction NormalForm::ofSum(Germ g) {
    Fraction result;
    std::vector<std::pair<Fraction, Rational>> parts;
    for (const auto& [term, coefficient] : termsOf(m_pool, g)) parts.emplace_back(of(term), coefficient);
    for (const auto& part : parts)
        for (const auto& [base, power] : part.first.denominator) result.denominator[base] = std::max(result.denominator[base], power);
    std::vector<std::pair<Germ, Rational>> terms;
    for (const auto& [part, coefficient] : parts) {
        Germ numerator = part.numerator;
        for (const auto& [base, power] : result.denominator) {
            const auto own = part.denominator.find(base);
            numerator = multiplied(numerator, raised(base, power - (own == part.denominator.end() ? 0 : own->second)));
        }
        terms.emplace_back(numerator, coefficient);
    }
    result.numerator = m_pool.sum(terms);
    if (result.numerator->terms.size() > kMaximumTerms) throw TooLarge{};
    return result;
}

Fraction NormalForm::of(Germ g) {
    m_pool.spend();
    const auto known = m_fractions.find(g);
    if (known != m_fractions.end()) return known->second;
    Fraction result;
    if (g->kind == GermKind::Sum) {
        result = ofSum(g);
    } else if (g->kind == GermKind::Product) {
        result = ofProduct(g);
    } else if (g->isCall(Kernel::Atan) && g->argument->isNumber()) {
        result.numerator = atanByPrimes(m_pool, g);
    } else if (g->kind == GermKind::Call && g->argument->kind != GermKind::Number) {
        const Fraction inner = of(g->argument);
        Germ argument = inner.numerator;
        for (const auto& [base, power] : inner.denominator) argument = m_pool.divide(argument, m_pool.power(base, Rational(power)));
        result.numerator = m_pool.call(g->kernel, m_pool.expanded(argument), g->order);
    } else {
        result.numerator = g;
    }
    m_fractions.emplace(g, result);
    return result;
}

void NormalForm::collectAngles(Germ g) {
    if (m_seen[g]) return;
    m_seen[g] = true;
    for (const auto& [term, coefficient] : g->terms) collectAngles(term);
    for (const auto& [base, exponent] : g->factors) collectAngles(base);
    if (g->argument) collectAngles(g->argument);
    if (!isAngleCall(g)) return;
    for (const auto& [part, coefficient] : termsOf(m_pool, m_pool.expanded(g->argument))) {
        const auto [place, fresh] = m_unit.try_emplace(part, coefficient);
        if (fresh) continue;
        // The common measure of a and b: a / n with the smallest n that makes b a whole multiple.
        for (std::int64_t n = 1; n <= 24; ++n) {
            const Rational unit = place->second / Rational(n);
            if ((coefficient / unit).isInteger()) {
                place->second = unit;
                break;
            }
        }
    }
}

std::pair<Germ, Germ> NormalForm::multipleAngle(bool wave, Germ unit, std::int64_t count) {
    const Germ sine = m_pool.call(wave ? Kernel::WaveSin : Kernel::Sin, unit);
    const Germ cosine = m_pool.call(wave ? Kernel::WaveCos : Kernel::Cos, unit);
    std::pair<Germ, Germ> result{m_pool.zero(), m_pool.one()};
    for (std::int64_t i = 0; i < (count < 0 ? -count : count); ++i)
        result = {m_pool.add(multiplied(result.first, cosine), multiplied(result.second, sine)),
                  m_pool.subtract(multiplied(result.second, cosine), multiplied(result.first, sine))};
    if (count < 0) result.first = m_pool.negate(result.first);
    return result;
}

std::pair<Germ, Germ> NormalForm::sineAndCosine(bool wave, const std::vector<std::pair<Germ, Rational>>& parts, std::size_t from) {
    const auto& [part, coefficient] = parts[from];
    const Rational unit = m_unit.at(part);
    const auto count = (coefficient / unit).toInteger();
    // A wave needs an argument that tends to infinity; the parts of one that do not are no waves, and a whole sum stays together then.
    const std::pair<Germ, Germ> first = count && *count <= kMaximumPower && *count >= -kMaximumPower
                                            ? multipleAngle(wave && !part->isConstant(), m_pool.scale(part, unit), *count)
                                            : multipleAngle(wave && !part->isConstant(), m_pool.scale(part, coefficient), 1);
    if (from + 1 == parts.size()) return first;
    const auto rest = sineAndCosine(wave, parts, from + 1);
    return {m_pool.add(multiplied(first.first, rest.second), multiplied(first.second, rest.first)),
            m_pool.subtract(multiplied(first.second, rest.second), multiplied(first.first, rest.first))};
}

Germ NormalForm::expandedAngle(Kernel kernel, Germ argument) {
    const bool wave = kernel == Kernel::WaveSin || kernel == Kernel::WaveCos;
    const auto parts = termsOf(m_pool, m_pool.expanded(argument));
    if (parts.size() > 6) return m_pool.call(kernel, argument);
    const auto both = sineAndCosine(wave, parts, 0);
    return kernel == Kernel::Sin || kernel == Kernel::WaveSin ? both.first : both.second;
}

Germ NormalForm::withAnglesExpanded(Germ g) {
    if (m_unit.empty() && m_seen.empty()) collectAngles(g);
    if (m_unit.empty()) return g;
    const auto known = m_expanded.find(g);
    if (known != m_expanded.end()) return known->second;
    Germ result = g;
    if (g->kind == GermKind::Sum) {
        std::vector<std::pair<Germ, Rational>> terms;
        for (const auto& [term, coefficient] : g->terms) terms.emplace_back(withAnglesExpanded(term), coefficient);
        result = m_pool.sum(terms, g->number);
    } else if (g->kind == GermKind::Product) {
        std::vector<std::pair<Germ, Germ>> factors;
        for (const auto& [base, exponent] : g->factors) factors.emplace_back(withAnglesExpanded(base), exponent);
        result = m_pool.product(factors);
    } else if (isAngleCall(g)) {
        result = expandedAngle(g->kernel, g->argument);
    }
    m_expanded.emplace(g, result);
    return result;
}

}  // namespace

Germ normalForm(GermPool& pool, Germ g) {
    try {
        NormalForm form(pool);
        const Fraction parts = form.of(form.withAnglesExpanded(g));
        Germ result = parts.numerator;
        for (const auto& [base, power] : parts.denominator) result = pool.divide(result, pool.power(base, Rational(power)));
        return result;
    } catch (const TooLarge&) {
        return g;
    } catch (const Undecided&) {
        return g;
    }
}

bool isZeroByNormalForm(GermPool& pool, Germ g) {
    if (g->isNumber()) return g->number.isZero();
    if (g->kind == GermKind::Product)
        return std::any_of(g->factors.begin(), g->factors.end(), [&pool](const auto& factor) {
            return factor.second->isNumber() && factor.second->number.sign() > 0 && isZeroByNormalForm(pool, factor.first);
        });
    if (g->kind != GermKind::Sum) return false;
    try {
        NormalForm form(pool);
        if (form.of(g).numerator->isNumber(0)) return true;
        const Germ expanded = form.withAnglesExpanded(g);
        return expanded != g && form.of(expanded).numerator->isNumber(0);
    } catch (const TooLarge&) {
        return false;
    } catch (const Undecided&) {
        return false;
    }
}

}  // namespace calc
