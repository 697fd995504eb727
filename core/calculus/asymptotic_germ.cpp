#include "core/calculus/asymptotic_germ.h"

#include <algorithm>
#include <unordered_map>

#include "core/numbers/rational_big.h"

namespace calc {

namespace {

constexpr std::size_t kMaximumNodes = 600000;
constexpr std::int64_t kWorkBetweenLooks = 512;
constexpr std::uint32_t kLargestTrialDivisor = 2000;

std::size_t mixed(std::size_t seed, std::size_t value) { return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U)); }

void addPrimePowers(BigInteger value, std::int64_t sign, std::vector<std::pair<Rational, std::int64_t>>& result) {
    for (std::uint32_t p = 2; p <= kLargestTrialDivisor && value > 1; p += p == 2 ? 1 : 2) {
        std::int64_t count = 0;
        while (value % p == 0) {
            value /= p;
            ++count;
        }
        if (count > 0) result.emplace_back(Rational(p), sign * count);
        if (BigInteger(p) * p > value) break;
    }
    if (value > 1) result.emplace_back(rationalFrom(value, 1), sign);
}

}  // namespace

std::vector<std::pair<Rational, std::int64_t>> primePowers(const Rational& positive) {
    std::vector<std::pair<Rational, std::int64_t>> result;
    addPrimePowers(numeratorOf(positive), 1, result);
    addPrimePowers(denominatorOf(positive), -1, result);
    return result;
}

namespace {

/// Shared parts are judged once: a form of a thousand levels has more ways down than there are atoms.
class PositiveForm {
public:
    bool operator()(Germ g) {
        if (g->kind != GermKind::Product && g->kind != GermKind::Sum) return isPositiveLeaf(*g);
        const auto known = m_known.find(g);
        if (known != m_known.end()) return known->second;
        const bool isPositive = g->kind == GermKind::Product ? product(*g) : sum(*g);
        m_known.emplace(g, isPositive);
        return isPositive;
    }

private:
    static bool isPositiveLeaf(const GermNode& g) {
        switch (g.kind) {
            case GermKind::Number: return g.number.sign() > 0;
            case GermKind::Pi:
            case GermKind::Symbol: return true;
            default: return g.kind == GermKind::Call && g.kernel == Kernel::Exp;
        }
    }
    bool product(const GermNode& g) {
        return std::all_of(g.factors.begin(), g.factors.end(),
                           [this](const auto& f) { return (*this)(f.first) || (f.second->isNumber() && !f.second->number.isInteger()); });
    }
    bool sum(const GermNode& g) {
        return g.number.sign() >= 0 &&
               std::all_of(g.terms.begin(), g.terms.end(), [this](const auto& t) { return t.second.sign() > 0 && (*this)(t.first); });
    }

    std::unordered_map<Germ, bool> m_known;
};

}  // namespace

bool isPositiveForm(Germ g) { return PositiveForm()(g); }

std::size_t GermPool::Hash::operator()(Germ g) const {
    std::size_t h = mixed(static_cast<std::size_t>(g->kind) * 31 + static_cast<std::size_t>(g->kernel), static_cast<std::size_t>(g->order));
    h = mixed(h, g->number.hash());
    for (const auto& [term, coefficient] : g->terms) h = mixed(mixed(h, term->id), coefficient.hash());
    for (const auto& [base, exponent] : g->factors) h = mixed(mixed(h, base->id), exponent->id);
    return mixed(h, g->argument ? g->argument->id : 0);
}

bool GermPool::Same::operator()(Germ a, Germ b) const {
    return a->kind == b->kind && a->kernel == b->kernel && a->order == b->order && a->argument == b->argument && a->number == b->number &&
           a->terms == b->terms && a->factors == b->factors;
}

GermPool::GermPool(std::function<bool()> expired, std::int64_t workLimit) : m_expired(std::move(expired)), m_workLeft(workLimit) {
    m_zero = number(Rational(0));
    m_one = number(Rational(1));
    GermNode node;
    node.kind = GermKind::Pi;
    m_pi = intern(std::move(node));
}

void GermPool::spend(std::int64_t units) {
    const std::int64_t before = m_workLeft / kWorkBetweenLooks;
    m_workLeft -= units;
    if (m_workLeft < 0) throw OutOfWork{};
    if (m_workLeft / kWorkBetweenLooks != before && m_expired && m_expired()) throw OutOfWork{};
}

Germ GermPool::intern(GermNode node) {
    spend();
    const auto found = m_unique.find(&node);
    if (found != m_unique.end()) return *found;
    if (m_nodes.size() >= kMaximumNodes) throw OutOfWork{};
    const auto join = [&node](Germ part) {
        node.symbols |= part->symbols;
        node.oscillates = node.oscillates || part->oscillates;
    };
    for (const auto& term : node.terms) join(term.first);
    for (const auto& factor : node.factors) {
        join(factor.first);
        node.oscillates = node.oscillates || factor.second->oscillates;
    }
    if (node.kind == GermKind::Symbol) node.symbols = std::uint64_t(1) << static_cast<unsigned>(node.order);
    if (node.argument) join(node.argument);
    if (node.kind == GermKind::Call && node.kernel >= Kernel::WaveSin) {
        node.symbols = 0;
        node.oscillates = true;
    }
    node.id = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back(std::move(node));
    m_unique.insert(&m_nodes.back());
    return &m_nodes.back();
}

Germ GermPool::number(const Rational& value) {
    if (value.bits() > 60000) throw OutOfWork{};
    spend(static_cast<std::int64_t>(value.bits() / 512));
    GermNode node;
    node.number = value;
    return intern(std::move(node));
}

Germ GermPool::symbol(int index) {
    if (index >= 64) throw OutOfWork{};
    GermNode node;
    node.kind = GermKind::Symbol;
    node.order = index;
    return intern(std::move(node));
}

Germ GermPool::sum(const std::vector<std::pair<Germ, Rational>>& terms, const Rational& constant) {
    GermNode node;
    node.kind = GermKind::Sum;
    node.number = constant;
    for (const auto& [term, coefficient] : terms) {
        if (coefficient.isZero()) continue;
        if (term->isNumber()) {
            node.number = node.number + coefficient * term->number;
        } else if (term->kind == GermKind::Sum) {
            node.number = node.number + coefficient * term->number;
            for (const auto& [inner, factor] : term->terms) node.terms.emplace_back(inner, factor * coefficient);
        } else {
            node.terms.emplace_back(term, coefficient);
        }
    }
    spend(static_cast<std::int64_t>(node.terms.size()));
    std::sort(node.terms.begin(), node.terms.end(), [](const auto& a, const auto& b) { return a.first->id < b.first->id; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < node.terms.size();) {
        auto merged = node.terms[i];
        for (++i; i < node.terms.size() && node.terms[i].first == merged.first; ++i) merged.second = merged.second + node.terms[i].second;
        if (!merged.second.isZero()) node.terms[kept++] = merged;
    }
    node.terms.resize(kept);
    if (node.terms.empty()) return number(node.number);
    if (kept == 1 && node.number.isZero() && node.terms[0].second == Rational(1)) return node.terms[0].first;
    return intern(std::move(node));
}

Germ GermPool::add(Germ a, Germ b) {
    if (a->isNumber(0)) return b;
    if (b->isNumber(0)) return a;
    return sum({{a, Rational(1)}, {b, Rational(1)}});
}

Germ GermPool::subtract(Germ a, Germ b) { return sum({{a, Rational(1)}, {b, Rational(-1)}}); }
Germ GermPool::scale(Germ a, const Rational& factor) { return factor == Rational(1) ? a : sum({{a, factor}}); }

/// Collects a product: a rational coefficient, powers, and one exponent of e.
struct GermPool::Factors {
    explicit Factors(GermPool& pool_) : pool(pool_) {}

    GermPool& pool;
    Rational coefficient = Rational(1);
    std::vector<std::pair<Germ, Germ>> powers;
    std::vector<std::pair<Germ, Rational>> exponentOfE;

    void add(Germ g, Germ exponent) {
        pool.spend();
        if (exponent->isNumber(0)) return;
        switch (g->kind) {
            case GermKind::Number: return addNumber(g->number, exponent);
            case GermKind::Sum: return addSum(g, exponent);
            case GermKind::Product: return addProduct(g, exponent);
            case GermKind::Call:
                if (g->kernel == Kernel::Exp) {
                    exponentOfE.emplace_back(pool.multiply(g->argument, exponent), Rational(1));
                    return;
                }
                break;
            default: break;
        }
        addAtom(g, exponent);
    }

    void addAtom(Germ g, Germ exponent) {
        if (exponent->isNumber() || isPositiveForm(g))
            powers.emplace_back(g, exponent);
        else
            exponentOfE.emplace_back(pool.multiply(exponent, pool.call(Kernel::Ln, g)), Rational(1));
    }

    void addNumber(const Rational& value, Germ exponent) {
        if (!exponent->isNumber()) {
            exponentOfE.emplace_back(pool.multiply(exponent, pool.call(Kernel::Ln, pool.number(value))), Rational(1));
            return;
        }
        if (const auto whole = exponent->number.toInteger()) {
            const auto result = value.pow(*whole);
            if (!result) throw Undecided{Message(CALC_TEXT("A power in this expression is too large to work out exactly."))};
            coefficient = coefficient * *result;
            return;
        }
        if (value.sign() < 0) throw Undecided{Message(CALC_TEXT("A root of a negative number came up."))};
        if (value.isZero()) {
            coefficient = Rational(0);
            return;
        }
        for (const auto& [prime, count] : primePowers(value))
            powers.emplace_back(pool.number(prime), pool.scale(exponent, Rational(count)));
    }

    void addSum(Germ g, Germ exponent) {
        const bool whole = exponent->isNumber() && exponent->number.isInteger();
        Rational content = g->terms[0].second;
        if (!whole && content.sign() < 0) content = -content;
        if (content != Rational(1)) {
            addNumber(content, exponent);
            g = pool.scale(g, Rational(1) / content);
            if (g->kind != GermKind::Sum) return add(g, exponent);
        }
        addAtom(g, exponent);
    }

    void addProduct(Germ g, Germ exponent) {
        const bool whole = exponent->isNumber() && exponent->number.isInteger();
        std::vector<std::pair<Germ, Germ>> doubtful;  // whose sign is not clear from the form
        for (const auto& [base, inner] : g->factors) {
            const bool fractional = !(inner->isNumber() && inner->number.isInteger());
            if (whole || fractional || isPositiveForm(base))
                add(base, pool.multiply(inner, exponent));
            else
                doubtful.emplace_back(base, inner);
        }
        if (doubtful.empty()) return;
        if (doubtful.size() == 1 && Rational(doubtful[0].second->number.toInteger().value_or(0) % 2) != Rational(0))
            return add(doubtful[0].first, pool.multiply(doubtful[0].second, exponent));
        GermNode rest;
        rest.kind = GermKind::Product;
        rest.factors = doubtful;
        addAtom(pool.intern(std::move(rest)), exponent);
    }

    void mergePowers() {
        std::sort(powers.begin(), powers.end(), [](const auto& a, const auto& b) { return a.first->id < b.first->id; });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < powers.size();) {
            auto merged = powers[i];
            for (++i; i < powers.size() && powers[i].first == merged.first; ++i) merged.second = pool.add(merged.second, powers[i].second);
            if (merged.first->isNumber() && merged.second->isNumber()) takeWholePart(merged);
            if (!merged.second->isNumber(0)) powers[kept++] = merged;
        }
        powers.resize(kept);
    }

    void takeWholePart(std::pair<Germ, Germ>& power) {
        const Rational whole = power.second->number.floor();
        if (whole.isZero()) return;
        const auto taken = whole.toInteger() ? power.first->number.pow(*whole.toInteger()) : std::nullopt;
        if (!taken) throw Undecided{Message(CALC_TEXT("A power in this expression is too large to work out exactly."))};
        coefficient = coefficient * *taken;
        power.second = pool.number(power.second->number - whole);
    }

    /// e^(the collected exponent), which may come back as a power of a number times an Exp.
    void addExponential(Germ e) {
        if (e->kind == GermKind::Sum && e->terms.size() == 1 && e->number.isZero()) {
            coefficient = coefficient * e->terms[0].second;
            e = e->terms[0].first;
        }
        if (e->isNumber())
            coefficient = coefficient * e->number;
        else if (e->kind == GermKind::Product)
            powers.insert(powers.end(), e->factors.begin(), e->factors.end());
        else if (e->kind == GermKind::Sum)
            addSum(e, pool.one());
        else
            powers.emplace_back(e, pool.one());
    }

    Germ finished() {
        if (coefficient.isZero()) return pool.zero();
        if (!exponentOfE.empty()) addExponential(pool.call(Kernel::Exp, pool.sum(exponentOfE)));
        mergePowers();
        if (powers.empty()) return pool.number(coefficient);
        if (powers.size() == 1 && powers[0].second->isNumber(1)) return pool.scale(powers[0].first, coefficient);
        GermNode node;
        node.kind = GermKind::Product;
        node.factors = powers;
        return pool.scale(pool.intern(std::move(node)), coefficient);
    }
};

Germ GermPool::product(const std::vector<std::pair<Germ, Germ>>& factors) {
    Factors collected(*this);
    for (const auto& [base, exponent] : factors) {
        if (base->isNumber(0) && exponent->isNumber() && exponent->number.sign() > 0) return m_zero;
        collected.add(base, exponent);
    }
    return collected.finished();
}

Germ GermPool::multiply(Germ a, Germ b) {
    if (a->isNumber()) return scale(b, a->number);
    if (b->isNumber()) return scale(a, b->number);
    return product({{a, m_one}, {b, m_one}});
}

Germ GermPool::divide(Germ a, Germ b) {
    if (b->isNumber() && !b->number.isZero()) return scale(a, Rational(1) / b->number);
    return product({{a, m_one}, {b, integer(-1)}});
}

Germ GermPool::power(Germ base, Germ exponent) {
    if (exponent->isNumber(1)) return base;
    return product({{base, exponent}});
}

Germ GermPool::expanded(Germ a) {
    if (a->kind == GermKind::Sum) {
        std::vector<std::pair<Germ, Rational>> terms;
        for (const auto& [term, coefficient] : a->terms) terms.emplace_back(expanded(term), coefficient);
        return sum(terms, a->number);
    }
    if (a->kind != GermKind::Product) return a;
    std::vector<std::pair<Germ, Germ>> rest;
    std::vector<Germ> sums;
    for (const auto& [base, exponent] : a->factors) {
        const auto count = exponent->isNumber() ? exponent->number.toInteger() : std::nullopt;
        if (base->kind == GermKind::Sum && count && *count > 0 && *count <= 12)
            sums.insert(sums.end(), static_cast<std::size_t>(*count), base);
        else
            rest.emplace_back(base, exponent);
    }
    if (sums.empty()) return a;
    Germ result = product(rest);
    for (const Germ factor : sums) {
        std::vector<std::pair<Germ, Rational>> left;
        if (result->kind == GermKind::Sum) {
            left = result->terms;
            left.emplace_back(m_one, result->number);
        } else {
            left.emplace_back(result, Rational(1));
        }
        if (left.size() * factor->terms.size() > 400) return a;
        std::vector<std::pair<Germ, Rational>> terms;
        for (const auto& [x, cx] : left) {
            terms.emplace_back(x, cx * factor->number);
            for (const auto& [y, cy] : factor->terms) terms.emplace_back(multiply(x, y), cx * cy);
        }
        result = sum(terms);
    }
    return result;
}

}  // namespace calc
