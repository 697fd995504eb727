#include "core/calculus/sequence.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/base/number_text.h"
#include "core/calculus/limit_reason.h"
#include "core/calculus/limit_side.h"
#include "core/calculus/sequence_index.h"
#include "core/expression/print.h"

namespace calc {

namespace {

constexpr std::int64_t kLargestPeriod = 720;
constexpr std::int64_t kWork = 3000000;
constexpr std::int64_t kLookedUpTo = 20000;

/// The subsequences by the residues of n and what each does.
struct Subsequences {
    std::int64_t period = 1;
    std::vector<std::unique_ptr<SideLimits>> sides;
    std::vector<SideResult> results;
};

Subsequences split(GermPool& pool, const Expression& a, Variable variable) {
    Subsequences parts;
    const auto scale = std::make_shared<Scale>(pool);
    while (true) {
        try {
            parts.sides.clear();
            parts.results.clear();
            for (std::int64_t r = 0; r < parts.period; ++r) {
                parts.sides.push_back(std::make_unique<SideLimits>(scale, variable, Progression{parts.period, r}));
                parts.results.push_back(parts.sides.back()->limitOf(a));
            }
            return parts;
        } catch (const NeedPeriod& wish) {
            if (wish.factor > kLargestPeriod / parts.period) throw Undecided{Message(CALC_TEXT("Its period is too long."))};
            parts.period *= wish.factor;
        }
    }
}

Message reasonOf(const Subsequences& parts, const SequenceLimit& result) {
    const SideResult& first = parts.results.front();
    switch (result.kind) {
        case LimitKind::Value:
            if (first.reason == LimitReason::Squeeze)
                return {CALC_TEXT("It lies between two sequences that tend to {0}: the squeeze theorem."), {NumberArgument{result.value}}};
            if (parts.period > 1)
                return {CALC_TEXT("It splits into {0} subsequences, and all of them tend to {1}."),
                        {parts.period, NumberArgument{result.value}}};
            return {CALC_TEXT("Its expansion for large n tends to {0}."), {NumberArgument{result.value}}};
        case LimitKind::PlusInfinity: return {CALC_TEXT("It grows beyond every bound.")};
        case LimitKind::MinusInfinity: return {CALC_TEXT("It falls below every bound.")};
        case LimitKind::Undefined: {
            const auto isUndefined = [](const SideResult& part) { return part.kind == LimitKind::Undefined; };
            const auto part = std::find_if(parts.results.begin(), parts.results.end(), isUndefined);
            return {CALC_TEXT("Its terms are not real, however far one goes: {0}."), {renderEnglish(part->detail)}};
        }
        case LimitKind::DoesNotExist: return {CALC_TEXT("Two of its subsequences tend to different limits.")};
        case LimitKind::Undetermined: break;
    }
    for (const auto& part : parts.results)
        if (part.kind == LimitKind::Undetermined && !part.detail.empty()) return part.detail;
    return {CALC_TEXT("It could not be decided.")};
}

/// What the whole does, from what its subsequences do.
LimitKind combined(GermPool& pool, const Subsequences& parts) {
    LimitKind kind = parts.results.front().kind;
    bool open = false;
    bool differ = false;
    const SideResult* known = nullptr;
    for (const auto& part : parts.results) {
        if (part.kind == LimitKind::Undefined) return LimitKind::Undefined;
        if (part.kind == LimitKind::DoesNotExist) differ = true;
        if (part.kind == LimitKind::Undetermined) {
            open = true;
            continue;
        }
        if (!known) {
            known = &part;
            kind = part.kind;
        } else if (known->kind != part.kind) {
            differ = true;
        } else if (part.kind == LimitKind::Value) {
            const auto sign = parts.sides.front()->scale().constants().sign(pool.subtract(known->value, part.value));
            if (!sign)
                open = true;
            else if (*sign != 0)
                differ = true;
        }
    }
    if (differ) return LimitKind::DoesNotExist;
    return open ? LimitKind::Undetermined : kind;
}

/// N by looking at the first terms alone: where the distance is below epsilon in the second half of them and at a few far places.
std::optional<FirstIndex> lookedUp(const Expression& epsilon, DistanceTest& test) {
    std::int64_t last = 0;
    for (std::int64_t n = 1; n <= kLookedUpTo; ++n) {
        const auto below = test.isBelow(n, epsilon);
        if (!below) return std::nullopt;
        if (!*below) last = n;
    }
    if (last > kLookedUpTo / 2) return std::nullopt;
    for (std::int64_t n = 2 * kLookedUpTo; n < 1000000000000; n = 2 * n + 1)
        if (test.isBelow(n, epsilon) != true) return std::nullopt;
    return FirstIndex{last + 1, false};
}

void findIndices(SequenceLimit& result, Subsequences& parts, const Expression& a, Variable variable,
                 const std::vector<Expression>& epsilons) {
    const Germ limit = parts.results.front().value;
    std::vector<SubsequenceTail> tails;
    for (std::size_t r = 0; r < parts.results.size(); ++r)
        tails.emplace_back(*parts.sides[r], parts.results[r], a, Progression{parts.period, static_cast<std::int64_t>(r)}, limit);
    DistanceTest test(a, variable, limit, parts.sides.front()->scale());
    for (std::size_t i = 0; i < epsilons.size(); ++i) {
        std::optional<std::int64_t> last = 0;
        for (auto& tail : tails) {
            const auto own = tail.lastFar(epsilons[i], test);
            last = last && own ? std::optional(std::max(*last, *own)) : std::nullopt;
        }
        result.first[i] = last ? FirstIndex{*last + 1, true} : lookedUp(epsilons[i], test);
    }
}

}  // namespace

SequenceLimit sequence(const Expression& a, const std::vector<Expression>& epsilons, const SequenceOptions& options) {
    SequenceLimit result;
    result.first.resize(epsilons.size());
    try {
        GermPool pool(options.expired, kWork);
        Subsequences parts = split(pool, a, options.variable);
        result.kind = combined(pool, parts);
        if (result.kind == LimitKind::Value) {
            const Germ limit = parts.results.front().value;
            const Ball value = parts.sides.front()->scale().constants().value(limit, 192);
            result.value = value.toDouble();
            result.error = value.doubleError();
            result.exact = ConstantValues::expression(limit);
            if (!std::isfinite(result.value) || !std::isfinite(result.error)) {
                result.kind = LimitKind::Undetermined;
                result.why = beyondDoubles(result.value);
                return result;
            }
        }
        result.why = reasonOf(parts, result);
        if (result.kind == LimitKind::Value && !epsilons.empty()) findIndices(result, parts, a, options.variable, epsilons);
    } catch (const OutOfWork&) {
        if (result.why.empty()) result.why = Message(CALC_TEXT("It could not be decided in the time allowed."));
    } catch (const Undecided& problem) {
        if (result.why.empty()) result.why = problem.why;
    } catch (const NeedPeriod&) {
        if (result.why.empty()) result.why = Message(CALC_TEXT("Its period is too long."));
    }
    return result;
}

}  // namespace calc
