#include "core/calculus/limit.h"

#include <algorithm>
#include <cmath>

#include "core/calculus/limit_extrapolation.h"
#include "core/calculus/limit_reason.h"
#include "core/calculus/limit_side.h"

namespace calc {

namespace {

constexpr std::int64_t kWorkForOneSide = 1500000;

// The numeric fall-back only suggests. Values near a point, however close and in however many digits, cannot tell a limit from what changes
// below every step that was looked at: x + 10^-300/x tends to infinity at 0 and looks like 0 down to 10^-150, 1/ln(ln(1/x)) looks like 0.2
// for ever. What the series and the bounds do not decide stays Undetermined, with the number that the values agree on beside it.

using Expired = std::function<bool()>;

void suggest(OneSidedLimit& side, const LimitSituation& scene, const Expired& expired) {
    side.suggested = suggestedLimit(scene.f, {scene.at, scene.approach, scene.variable, expired});
    if (side.suggested) side.why = withSuggestion(side.why, *side.suggested, scene.approach);
}

/// The limit of one side as the caller sees it.
OneSidedLimit published(SideLimits& side, const SideResult& result, const LimitSituation& scene, const Expired& expired) {
    OneSidedLimit out;
    out.kind = result.kind;
    if (result.kind == LimitKind::Value) {
        const Ball value = side.scale().constants().value(result.value, 192);
        out.value = value.toDouble();
        out.error = value.doubleError();
        out.exact = ConstantValues::expression(result.value);
        if (!std::isfinite(out.value) || !std::isfinite(out.error)) {
            out.kind = LimitKind::Undetermined;
            out.why = beyondDoubles(out.value);
            return out;
        }
    }
    out.why = reasonOf(side.scale(), result, scene);
    if (out.kind == LimitKind::Undetermined) suggest(out, scene, expired);
    return out;
}

void copyTo(Limit& limit, const OneSidedLimit& side) {
    limit.kind = side.kind;
    limit.value = side.value;
    limit.error = side.error;
    limit.exact = side.exact;
    limit.why = side.why;
    limit.suggested = side.suggested;
}

Limit undetermined(const Message& why) {
    Limit result;
    result.why = why;
    return result;
}

/// What a side tends to, proved or suggested.
std::optional<double> apparentValue(const OneSidedLimit& side) {
    if (side.kind == LimitKind::Value) return side.value;
    return side.suggested ? std::optional(side.suggested->value) : std::nullopt;
}

bool sidesSuggestTheSame(const OneSidedLimit& left, const OneSidedLimit& right) {
    const auto a = apparentValue(left), b = apparentValue(right);
    return a && b && std::fabs(*a - *b) <= 1e-8 * std::max(1.0, std::fabs(*a));
}

/// Both sides at a finite point.
void combine(Limit& result, SideLimits& side, const SideResult& left, const SideResult& right) {
    const auto is = [&](LimitKind kind) { return left.kind == kind || right.kind == kind; };
    if (is(LimitKind::Undefined)) {
        const bool both = left.kind == right.kind;
        const bool outsideLeft = left.kind == LimitKind::Undefined;
        copyTo(result, outsideLeft ? *result.left : *result.right);
        if (!both) result.why = oneSideOutside(outsideLeft ? Side::Left : Side::Right, outsideLeft ? *result.right : *result.left);
        return;
    }
    if (is(LimitKind::DoesNotExist)) return copyTo(result, left.kind == LimitKind::DoesNotExist ? *result.left : *result.right);
    if (is(LimitKind::Undetermined)) {
        copyTo(result, left.kind == LimitKind::Undetermined ? *result.left : *result.right);
        if (!sidesSuggestTheSame(*result.left, *result.right)) result.suggested.reset();
        return;
    }
    std::optional<int> difference = 1;
    if (left.kind == right.kind)
        difference =
            left.kind == LimitKind::Value ? side.scale().constants().sign(side.scale().pool().subtract(left.value, right.value)) : 0;
    if (!difference) {
        result.why = Message(CALC_TEXT("The limits of the two sides agree to 200 digits, but whether they are equal could not be proved."));
        return;
    }
    if (*difference == 0) return copyTo(result, *result.right);
    result.kind = LimitKind::DoesNotExist;
    result.why = sidesDiffer(*result.left, *result.right);
}

std::optional<Expression> sumOf(const std::optional<LeadingTerms>& terms) {
    return terms ? std::optional<Expression>(terms->sum) : std::nullopt;
}

void takeTerms(Limit& result, const std::optional<LeadingTerms>& terms) {
    result.leadingTerms = sumOf(terms);
    result.seriesEnds = terms && terms->isAll;
}

Limit atInfinity(GermPool& pool, const Expression& f, const LimitPoint& to, const LimitOptions& options) {
    const Variable variable = options.variable;
    const Approach approach = to.kind == LimitPoint::Kind::PlusInfinity ? Approach::PlusInfinity : Approach::MinusInfinity;
    SideLimits side(pool, to.at, approach, variable);
    const SideResult found = side.limitOf(f);
    const auto terms = leadingTermsOf(side, found, to.at, approach, variable);
    Limit result;
    copyTo(result, published(side, found, {f, to.at, approach, variable, sumOf(terms), false}, options.expired));
    takeTerms(result, terms);
    return result;
}

Limit atPoint(GermPool& pool, const Expression& f, const LimitPoint& to, Side which, const LimitOptions& options) {
    const Variable variable = options.variable;
    Limit result;
    std::optional<SideResult> left;
    std::optional<SideResult> right;
    std::optional<SideLimits> leftSide;
    std::optional<SideLimits> rightSide;
    const bool both = which == Side::Both;
    std::optional<LeadingTerms> terms;
    const bool continuous = both && isContinuousAt(pool, f, to.at, variable);
    if (which != Side::Left) {
        rightSide.emplace(pool, to.at, Approach::FromRight, variable);
        right = rightSide->limitOf(f);
        terms = leadingTermsOf(*rightSide, *right, to.at, Approach::FromRight, variable);
        result.right = published(*rightSide, *right, {f, to.at, Approach::FromRight, variable, sumOf(terms), continuous}, options.expired);
    }
    if (which != Side::Right) {
        leftSide.emplace(pool, to.at, Approach::FromLeft, variable);
        left = leftSide->limitOf(f);
        const auto own = leadingTermsOf(*leftSide, *left, to.at, Approach::FromLeft, variable);
        result.left = published(*leftSide, *left, {f, to.at, Approach::FromLeft, variable, sumOf(own), continuous}, options.expired);
        if (!both)
            terms = own;
        else if (!own || !terms || !(*own == *terms))
            terms.reset();
    }
    if (both)
        combine(result, *rightSide, *left, *right);
    else
        copyTo(result, right ? *result.right : *result.left);
    takeTerms(result, terms);
    if (!both) {
        result.left.reset();
        result.right.reset();
    }
    return result;
}

}  // namespace

Limit limit(const Expression& f, const LimitPoint& to, Side side, const LimitOptions& options) {
    const std::int64_t sides = to.kind == LimitPoint::Kind::Finite && side == Side::Both ? 2 : 1;
    try {
        GermPool pool(options.expired, sides * kWorkForOneSide);
        if (to.kind != LimitPoint::Kind::Finite) return atInfinity(pool, f, to, options);
        return atPoint(pool, f, to, side, options);
    } catch (const OutOfWork&) {
        return undetermined(Message(CALC_TEXT("It could not be decided in the time allowed.")));
    } catch (const Undecided& problem) {
        return undetermined(problem.why);
    } catch (const NotReal&) {
        return undetermined(Message(CALC_TEXT("The point is not a real number.")));
    } catch (const MoreTerms&) {
        return undetermined(Message(CALC_TEXT("It could not be decided in the time allowed.")));
    }
}

}  // namespace calc
