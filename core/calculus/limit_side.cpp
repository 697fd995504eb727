#include "core/calculus/limit_side.h"

#include "core/base/number_text.h"
#include "core/calculus/limit_squeeze.h"
#include "core/calculus/limit_waves.h"

namespace calc {

/// Values for the units of the angles: constants, or constants plus something that tends to zero.
struct FrozenAngles {
    const WaveAngles* angles = nullptr;
    std::vector<Germ> values;
};

SideLimits::SideLimits(GermPool& pool, const Expression& at, Approach approach, Variable variable)
    : m_shared(std::make_shared<Scale>(pool)), m_scale(*m_shared), m_variable(variable) {
    const Germ x = m_scale.x();
    if (approach == Approach::PlusInfinity)
        m_variableGerm = x;
    else if (approach == Approach::MinusInfinity)
        m_variableGerm = pool.negate(x);
    else {
        LimitReader reader(m_scale, variable, x);
        const Germ point = reader.read(at);
        const Germ step = pool.power(x, Rational(-1));
        m_variableGerm = approach == Approach::FromRight ? pool.add(point, step) : pool.subtract(point, step);
    }
}

SideLimits::SideLimits(std::shared_ptr<Scale> scale, Variable variable, Progression progression)
    : m_shared(std::move(scale)), m_scale(*m_shared), m_variable(variable), m_progression(progression), m_variableGerm(m_scale.x()) {}

/// The limit where the leading term could not be found, but a series reaches below the constant term.
SideResult SideLimits::valueOnly(Germ g, const Undecided& problem) {
    const auto limit = m_scale.finiteLimit(g);
    if (!limit || (*limit)->oscillates) throw problem;
    SideResult result;
    result.kind = LimitKind::Value;
    result.value = *limit;
    result.reason = LimitReason::LeadingTerm;
    return result;
}

SideResult SideLimits::verdict(Germ g) {
    try {
        return byLeadingTerm(g);
    } catch (const Undecided& problem) {
        return valueOnly(g, problem);
    }
}

SideResult SideLimits::byLeadingTerm(Germ g) {
    SideResult result;
    result.germ = g;
    LeadingTerm term = m_scale.leading(g);
    if (!term.zero && term.powers.empty() && term.coefficient->oscillates) term.coefficient = normalForm(m_scale.pool(), term.coefficient);
    const int growth = term.zero ? -1 : m_scale.growth(term);
    result.reason = LimitReason::LeadingTerm;
    if (growth < 0) {
        result.kind = LimitKind::Value;
        result.value = m_scale.pool().zero();
        if (g->oscillates || (term.coefficient && term.coefficient->oscillates)) result.reason = LimitReason::Squeeze;
        return result;
    }
    if (growth == 0 && !term.coefficient->oscillates) {
        result.kind = LimitKind::Value;
        result.value = term.coefficient;
        if (g->oscillates) result.reason = LimitReason::Squeeze;
        return result;
    }
    if (growth > 0 && term.sign) {
        result.kind = *term.sign > 0 ? LimitKind::PlusInfinity : LimitKind::MinusInfinity;
        return result;
    }
    throw Undecided{Message(CALC_TEXT("Its leading term oscillates."))};
}

SideResult SideLimits::decided(const Expression& f) {
    LimitReader reader(m_scale, m_variable, m_variableGerm, m_progression);
    SideResult result;
    Message obstacle;
    try {
        std::vector<SignClaim> claims;
        const Germ germ = reader.read(f, &claims);
        result = verdict(germ);
        result.claims = std::move(claims);
        return result;
    } catch (const NotReal& problem) {
        result.kind = LimitKind::Undefined;
        result.reason = LimitReason::NotReal;
        result.detail = problem.why;
        return result;
    } catch (const Undecided& problem) {
        result.detail = problem.why;
    }
    if (reader.waves().empty()) return result;
    SideResult other = squeezed(f);
    if (other.kind != LimitKind::Undetermined) return other;
    other = alongSequences(f, reader.waves());
    return other.kind != LimitKind::Undetermined ? other : result;
}

SideResult SideLimits::limitOf(const Expression& f) {
    SideResult result;
    try {
        return decided(f);
    } catch (const OutOfWork&) {
        result.reason = LimitReason::OutOfWork;
    } catch (const Undecided& problem) {
        result.detail = problem.why;
    } catch (const NotReal& problem) {
        result.detail = problem.why;
    } catch (const MoreTerms&) {
        result.reason = LimitReason::NotDecided;
    }
    return result;
}

std::pair<Germ, Germ> SideLimits::boundsOf(const Expression& f, std::vector<SignClaim>* claims) {
    const NotedSigns noted(m_scale, claims);
    return GermBounds(m_scale, m_variable, m_variableGerm, m_progression).of(f);
}

SideResult SideLimits::squeezed(const Expression& f) {
    SideResult result;
    try {
        const auto [low, high] = boundsOf(f);
        const SideResult below = verdict(low);
        const SideResult above = verdict(high);
        result.reason = LimitReason::Squeeze;
        if (below.kind == LimitKind::PlusInfinity || above.kind == LimitKind::MinusInfinity) {
            result.kind = below.kind == LimitKind::PlusInfinity ? below.kind : above.kind;
        } else if (below.kind == LimitKind::Value && above.kind == LimitKind::Value &&
                   m_scale.constants().sign(m_scale.pool().subtract(below.value, above.value)) == 0) {
            result.kind = LimitKind::Value;
            result.value = below.value;
        }
    } catch (const Undecided&) {
    } catch (const NotReal&) {
    } catch (const MoreTerms&) {
    }
    return result;
}

/// The limit along a sequence on which every angle has a fixed value, up to something that vanishes; nullopt where that cannot be told.
std::optional<SideResult> SideLimits::frozen(const Expression& f, const FrozenAngles& frozenAngles) {
    GermPool& pool = m_scale.pool();
    const auto angleOf = [&](Germ m) {
        std::vector<std::pair<Germ, Rational>> sum;
        const auto known = frozenAngles.angles->arguments.find(m);
        if (known == frozenAngles.angles->arguments.end()) throw Undecided{};
        for (const auto& part : known->second) sum.emplace_back(frozenAngles.values[part.unit], Rational(part.multiple));
        return pool.sum(sum);
    };
    LimitReader reader(m_scale, m_variable, m_variableGerm, m_progression);
    WaveRule rule;
    rule.sineAndCosine = [&](Germ m) {
        const Germ angle = angleOf(m);
        return std::pair{pool.call(Kernel::Sin, angle), pool.call(Kernel::Cos, angle)};
    };
    rule.fraction = [&](Germ u) {
        const auto [infinite, rest] = m_scale.split(u);
        const Germ turns =
            pool.divide(angleOf(pool.scale(pool.multiply(pool.pi(), infinite), Rational(2))), pool.scale(pool.pi(), Rational(2)));
        const Germ inside = pool.expanded(pool.add(turns, rest));
        LimitReader plain(m_scale, m_variable, m_variableGerm);
        return pool.subtract(inside, plain.floorOf(inside));
    };
    reader.setWaveRule(rule);
    try {
        return verdict(reader.read(f));
    } catch (const NotReal& problem) {
        if (problem.onlyHere) return std::nullopt;
        SideResult result;
        result.kind = LimitKind::Undefined;
        result.reason = LimitReason::NotReal;
        result.detail = problem.why;
        return result;
    } catch (const Undecided&) {
    } catch (const MoreTerms&) {
    }
    return std::nullopt;
}

/// Two sequences with different limits prove that there is none.
SideResult SideLimits::alongSequences(const Expression& f, const std::vector<Germ>& waves) {
    GermPool& pool = m_scale.pool();
    const WaveAngles angles = WaveAngles::of(pool, waves);
    std::vector<std::vector<Germ>> choices;
    const bool whole = m_progression.isWhole();
    if (whole && !angles.areDenseAtWholeNumbers(m_scale)) return {};
    const Germ small = m_scale.exp(pool.negate(m_scale.x()));
    const Germ tiny = m_scale.exp(pool.negate(m_scale.exp(m_scale.power(m_scale.x(), pool.integer(2)))));
    for (const Germ vanishing : {small, tiny}) {
        for (const int k : {1, 3, 0, 2}) {
            if (whole || angles.units.size() != 1) break;  // there an angle is met exactly
            const Germ angle = pool.scale(pool.pi(), Rational(k, 2));
            if (vanishing == small) choices.push_back({angle});
            choices.push_back({pool.add(angle, vanishing)});
            choices.push_back({pool.subtract(angle, vanishing)});
        }
    }
    for (int k = 0; k < 5; ++k) {
        std::vector<Germ> choice;
        for (std::size_t i = 0; i < angles.units.size(); ++i)
            choice.push_back(pool.number(Rational(11 * (k + 1) * static_cast<std::int64_t>(i + 2) % 63, 10)));
        choices.push_back(choice);
    }
    std::optional<SideResult> first;
    for (const auto& choice : choices) {
        const auto here = frozen(f, {&angles, choice});
        if (!here) continue;
        if (here->kind == LimitKind::Undefined) return *here;
        if (!first) {
            first = here;
            continue;
        }
        const bool bothValues = first->kind == LimitKind::Value && here->kind == LimitKind::Value;
        if (bothValues && m_scale.constants().sign(pool.subtract(first->value, here->value)).value_or(0) == 0) continue;
        if (!bothValues && first->kind == here->kind) continue;
        SideResult result;
        result.kind = LimitKind::DoesNotExist;
        result.reason = bothValues ? LimitReason::Oscillates : LimitReason::OscillatesUnbounded;
        result.samples = {sampleText(*first), sampleText(*here)};
        return result;
    }
    return {};
}

std::string SideLimits::sampleText(const SideResult& result) {
    if (result.kind == LimitKind::PlusInfinity) return "+∞";
    if (result.kind == LimitKind::MinusInfinity) return "−∞";
    return displayNumber(m_scale.constants().value(result.value, 96).toDouble(), 6);
}

}  // namespace calc
