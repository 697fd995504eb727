#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

using Kind = SideLimit::Kind;

std::string shown(double value) { return displayNumber(value, 7); }

bool isContinuous(const LimitPrepared& prepared) {
    const double limit = prepared.verdict->asked.value;
    return prepared.verdict->asked.isFinite() && std::fabs(prepared.function->atValue - limit) <= 1e-12 * std::fmax(1.0, std::fabs(limit));
}

Message finiteSentence(const LimitPrepared& prepared, double depth) {
    const LimitFunction& function = *prepared.function;
    const double limit = prepared.verdict->asked.value;
    const std::string point = function.atText;
    if (function.infinity != 0) {
        return {CALC_TEXT("The axis is compressed, so that infinity is in sight: <limits>far out the values close in on {0}.</limits>"),
                {shown(limit)}};
    }
    if (prepared.scene.side != ApproachSide::Both) {
        return prepared.scene.side == ApproachSide::Left
                   ? Message{CALC_TEXT("Only from the left: <limits>the values close in on {0}.</limits>"), {shown(limit)}}
                   : Message{CALC_TEXT("Only from the right: <limits>the values close in on {0}.</limits>"), {shown(limit)}};
    }
    if (prepared.scene.height == WindowHeight::SameZoom && depth >= 1.0) {
        return CALC_TEXT(
            "Zoom in on a smooth curve and <limits>a straight line is left</limits>: its slope is what gradient descent follows.");
    }
    if (std::isnan(function.atValue))
        return {CALC_TEXT("The point is missing, the limit is not: <limits>both sides close in on {0}.</limits>"), {shown(limit)}};
    if (isContinuous(prepared)) {
        return {CALC_TEXT("Both sides close in on {0}, and f({1}) is just that: <limits>here f is continuous.</limits>"),
                {shown(limit), point}};
    }
    return {CALC_TEXT("f({0}) is {1}, but <limits>both sides close in on {2}:</limits> a limit does not ask what happens at the point."),
            {point, shown(function.atValue), shown(limit)}};
}

Message withoutLimit(const LimitPrepared& prepared) {
    const SideLimit& left = prepared.verdict->left;
    const SideLimit& right = prepared.verdict->right;
    if (left.isFinite() && right.isFinite()) {
        return {CALC_TEXT("From the left {0}, from the right {1}: <bad>the sides disagree, so there is no limit.</bad>"),
                {shown(left.value), shown(right.value)}};
    }
    if (left.isInfinite() && right.isInfinite()) {
        return CALC_TEXT("One side falls without end, the other climbs without end: <bad>there is no limit.</bad>");
    }
    if (left.kind == Kind::Undefined || right.kind == Kind::Undefined) {
        return CALC_TEXT("On one side f has no values: <bad>a limit from both sides needs both.</bad> Look from one side.");
    }
    return CALC_TEXT("However deep you zoom, the values keep swinging: <bad>they never settle, there is no limit.</bad>");
}

FormulaBox limitValue(const SideLimit& side) {
    switch (side.kind) {
        case Kind::Value: return coloured(Role::Limit, side.exact ? layout(*side.exact) : mathText(shown(side.value)));
        case Kind::PlusInfinity: return coloured(Role::Limit, mathText("\u221E"));
        case Kind::MinusInfinity: return coloured(Role::Limit, mathText("\u2212\u221E"));
        case Kind::DoesNotExist:
        case Kind::Undefined: return coloured(Role::Bad, mathText("\u2013"));
        case Kind::Undetermined: break;
    }
    return mathText("?");
}

FormulaBox approach(const LimitPrepared& prepared, ApproachSide side) {
    FormulaBox target = prepared.function->target;
    if (prepared.function->infinity == 0 && side == ApproachSide::Left) target = mathSuperscript(target, mathText("\u2212"));
    if (prepared.function->infinity == 0 && side == ApproachSide::Right) target = mathSuperscript(target, mathText("+"));
    return mathLimit(mathRow({mathItalic("x"), mathOperator("\u2192"), target}));
}

/// lim f = value; where there is none, the limits of both sides, or the limit that was asked for without a value.
FormulaBox limitEquation(const LimitPrepared& prepared) {
    const LimitVerdict& verdict = *prepared.verdict;
    const bool none = verdict.asked.kind == Kind::DoesNotExist || verdict.asked.kind == Kind::Undefined;
    const auto exists = [](const SideLimit& side) { return side.isFinite() || side.isInfinite(); };
    const bool sidesDiffer = none && prepared.scene.side == ApproachSide::Both && (exists(verdict.left) || exists(verdict.right));
    const auto equation = [&prepared](ApproachSide side, const FormulaBox& f, const SideLimit& value) {
        return mathRow({approach(prepared, side), mathSpace("thin"), f, mathOperator("="), limitValue(value)});
    };
    if (!none) return equation(prepared.scene.side, prepared.function->formula, verdict.asked);
    if (!sidesDiffer) return mathRow({approach(prepared, prepared.scene.side), mathSpace("thin"), prepared.function->formula});
    const FormulaBox f = functionOf("f", mathItalic("x"));
    std::vector<FormulaBox> parts;
    if (exists(verdict.left)) parts.push_back(equation(ApproachSide::Left, f, verdict.left));
    if (exists(verdict.left) && exists(verdict.right)) parts.push_back(mathSpace("quad"));
    if (exists(verdict.right)) parts.push_back(equation(ApproachSide::Right, f, verdict.right));
    return mathRow(std::move(parts));
}

/// f(… ± 10⁻³) = …, the value that the table highlights.
FormulaBox valueHere(const LimitPrepared& prepared, int depth, bool left) {
    const LimitRow& row = (*prepared.rows)[static_cast<std::size_t>(depth - kShallowest)];
    const FormulaBox step = mathText(renderEnglish(row.distance.text));
    const LimitFunction& function = *prepared.function;
    FormulaBox x = step;
    if (function.infinity == 0) {
        const FormulaBox sign = function.at == 0.0 ? mathText(left ? "\u2212" : "") : mathOperator(left ? "\u2212" : "+");
        x = function.at == 0.0 ? mathRow({sign, step}) : mathRow({function.target, sign, step});
    }
    const ValueTable::Cell& cell = left ? row.left : row.right;
    return mathRow({functionOf("f", x), mathOperator("="), coloured(Role::Limit, mathText(renderEnglish(cell.text)))});
}

/// f = its first terms + ⋯, or all of its terms where the series ends.
FormulaBox seriesOf(const LimitVerdict& verdict, const FormulaBox& f) {
    std::vector<FormulaBox> parts = {f, mathOperator("="), layout(*verdict.leadingTerms)};
    if (!verdict.seriesEnds) {
        parts.push_back(mathOperator("+"));
        parts.push_back(mathText("\u22EF"));
    }
    return mathRow(std::move(parts));
}

}  // namespace

Message limitSentence(const LimitPrepared& prepared, double depth) {
    switch (prepared.verdict->asked.kind) {
        case Kind::Value: return finiteSentence(prepared, depth);
        case Kind::PlusInfinity:
            return CALC_TEXT("The values pass every bound: <limits>f tends to infinity</limits>, which is no number that it reaches.");
        case Kind::MinusInfinity:
            return CALC_TEXT(
                "The values fall below every bound: <limits>f tends to minus infinity</limits>, which is no number that it reaches.");
        case Kind::DoesNotExist: return withoutLimit(prepared);
        case Kind::Undefined:
            if (prepared.verdict->left.kind != prepared.verdict->right.kind) return withoutLimit(prepared);
            return CALC_TEXT("Near this point f has no values: <bad>there is nothing that could close in.</bad>");
        case Kind::Undetermined: break;
    }
    return CALC_TEXT("The values are true, but <undecided>where they tend to could not be decided.</undecided>");
}

FormulaLine limitFormula(const LimitPrepared& prepared, int depth) {
    const LimitFunction& function = *prepared.function;
    FormulaLine line;
    const bool hole = function.infinity == 0 && std::isnan(function.atValue);
    line.caption = function.infinity != 0 ? Message(CALC_TEXT("Limit at infinity"))
                   : hole                 ? Message(CALC_TEXT("Limit at a point where f has no value"))
                                          : Message(CALC_TEXT("Limit at a point"));
    line.symbols = limitEquation(prepared);
    if (prepared.verdict->leadingTerms && prepared.verdict->asked.isFinite()) {
        line.numbers = seriesOf(*prepared.verdict, function.formula);
        return line;
    }
    const bool left = looksLeft(prepared.scene, function);
    const bool right = looksRight(prepared.scene, function);
    std::vector<FormulaBox> parts;
    if (left) parts.push_back(valueHere(prepared, depth, true));
    if (left && right) parts.push_back(mathSpace("quad"));
    if (right) parts.push_back(valueHere(prepared, depth, false));
    line.numbers = mathRow(std::move(parts));
    return line;
}

namespace {

/// The expansion as a formula: what decides, where the series does.
FormulaBox expansion(const LimitPrepared& prepared) {
    const LimitVerdict& verdict = *prepared.verdict;
    const bool isShown = verdict.leadingTerms && (verdict.asked.isFinite() || verdict.asked.isInfinite());
    if (!isShown || isContinuous(prepared)) return {};
    return seriesOf(verdict, functionOf("f", mathItalic("x")));
}

/// Why, in words; the formula beneath says the rest.
Message reason(const LimitPrepared& prepared) {
    if (expansion(prepared).parts.empty()) return prepared.verdict->why;
    if (prepared.verdict->seriesEnds && prepared.function->infinity == 0)
        return {CALC_TEXT("Proved: beside {0}, f is just this, and nothing is left out:"), {prepared.function->atText}};
    if (prepared.function->infinity != 0) return CALC_TEXT("Proved by the series of f far out. Its first terms decide:");
    return {CALC_TEXT("Proved by the series of f at {0}. Its first terms decide:"), {prepared.function->atText}};
}

}  // namespace

Verdict limitCard(const LimitPrepared& prepared) {
    const SideLimit& asked = prepared.verdict->asked;
    const Message why = reason(prepared);
    const FormulaBox formula = expansion(prepared);
    switch (asked.kind) {
        case Kind::Value: return {Role::Limits, {CALC_TEXT("The limit is {0}"), {shown(asked.value)}}, why, formula};
        case Kind::PlusInfinity: return {Role::Limits, CALC_TEXT("It grows without bound: \u221E"), why, formula};
        case Kind::MinusInfinity: return {Role::Limits, CALC_TEXT("It falls without bound: \u2212\u221E"), why, formula};
        case Kind::DoesNotExist: return {Role::Bad, CALC_TEXT("There is no limit"), why};
        case Kind::Undefined:
            return {Role::Bad,
                    prepared.verdict->left.kind != prepared.verdict->right.kind ? Message(CALC_TEXT("Only one side has values"))
                                                                                : Message(CALC_TEXT("f has no values here")),
                    why};
        case Kind::Undetermined: break;
    }
    if (const auto& hint = prepared.verdict->suggested)
        return {
            Role::Undecided, {CALC_TEXT("Not decided, perhaps {0}"), {displayNumber(hint->value, std::clamp(hint->digits, 1, 10))}}, why};
    return {Role::Undecided, CALC_TEXT("Not decided"), why};
}

}  // namespace calc
