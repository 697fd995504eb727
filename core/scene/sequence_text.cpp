#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/print.h"
#include "core/scene/formula_parts.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

std::string shown(double value, int digits = 5) { return displayNumber(value == 0.0 ? 0.0 : value, digits); }
FormulaBox term(FormulaBox index) { return mathSubscript(mathItalic("a"), std::move(index)); }

FormulaBox limitBox(const SequenceLimit& limit) {
    switch (limit.kind) {
        case LimitKind::Value: return coloured(Role::Limit, limit.exact ? layout(*limit.exact) : mathText(shown(limit.value, 7)));
        case LimitKind::PlusInfinity: return coloured(Role::Limit, mathText("\u221E"));
        case LimitKind::MinusInfinity: return coloured(Role::Limit, mathText("\u2212\u221E"));
        default: break;
    }
    return mathText("?");
}

double valueNow(const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceTerms& terms = *prepared.terms;
    return terms.values[std::min(moment.step, terms.values.size() - 1)];
}

Message withBand(const SequencePrepared& prepared, const StepMoment& moment) {
    const std::int64_t n = indexAt(prepared, moment);
    if (!prepared.first)
        return CALC_TEXT("The terms close in on the limit, but <undecided>the N for so narrow a band was not found.</undecided>");
    const std::int64_t first = prepared.first->n;
    if (first > prepared.scene.terms)
        return {CALC_TEXT("So narrow a band is reached far to the right: <limits>N = {0}.</limits> Show more terms to see it."), {first}};
    if (n >= first)
        return prepared.first->proved
                   ? Message{CALC_TEXT(
                                 "<limits>From N = {0} on, no term leaves the band</limits>: make it narrower, and there is another N."),
                             {first}}
                   : Message{CALC_TEXT("From N = {0} on no term was seen outside the band, <undecided>as far as was looked.</undecided>"),
                             {first}};
    const bool inside = std::fabs(valueNow(prepared, moment) - prepared.formula->limit.value) < prepared.epsilon;
    if (inside)
        return {CALC_TEXT("This term is inside, but a later one leaves the band once more: <limits>N = {0}</limits> is the last entry."),
                {first}};
    return {CALC_TEXT("Still outside the <epsilon>\u03B5 band</epsilon>. From <limits>N = {0}</limits> on, every term will be inside."),
            {first}};
}

}  // namespace

Message sequenceSentence(const SequencePrepared& prepared, const StepMoment& moment) {
    switch (prepared.formula->limit.kind) {
        case LimitKind::Value: return withBand(prepared, moment);
        case LimitKind::PlusInfinity:
            return CALC_TEXT("Name any height: the terms pass it for good. <limits>They tend to infinity.</limits>");
        case LimitKind::MinusInfinity:
            return CALC_TEXT("Name any depth: the terms fall below it for good. <limits>They tend to minus infinity.</limits>");
        case LimitKind::DoesNotExist:
            return CALC_TEXT("However far you go, the terms never stay near one number: <bad>there is no limit.</bad>");
        case LimitKind::Undefined: return CALC_TEXT("<bad>These terms have no real values</bad>, so nothing can settle.");
        case LimitKind::Undetermined: break;
    }
    return CALC_TEXT("The points are true, but <undecided>whether they settle could not be decided.</undecided>");
}

FormulaLine sequenceFormula(const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceLimit& limit = prepared.formula->limit;
    FormulaLine line;
    line.caption = CALC_TEXT("Limit of a sequence");
    const FormulaBox arrow = mathLimit(mathRow({mathItalic("n"), mathOperator("\u2192"), mathText("\u221E")}));
    std::vector<FormulaBox> left{arrow, mathSpace("thin"), coloured(Role::Curve, prepared.formula->formula)};
    const bool known = limit.kind == LimitKind::Value || limit.kind == LimitKind::PlusInfinity || limit.kind == LimitKind::MinusInfinity;
    if (known) {
        left.push_back(mathOperator("="));
        left.push_back(limitBox(limit));
    }
    line.symbols = mathRow(std::move(left));
    const double value = valueNow(prepared, moment);
    const FormulaBox index = mathText(displayInteger(indexAt(prepared, moment)));
    if (!std::isfinite(value)) {
        line.numbers = mathRow({term(index), mathOperator("="), mathText("\u2013")});
        return line;
    }
    if (limit.kind != LimitKind::Value) {
        line.numbers = mathRow({coloured(Role::Curve, term(index)), mathOperator("="), mathText(shown(value))});
        return line;
    }
    const double distance = std::fabs(value - limit.value);
    const bool inside = distance < prepared.epsilon;
    line.numbers = mathRow(
        {mathDelimited("||", mathRow({coloured(Role::Curve, term(index)), mathOperator("\u2212"), coloured(Role::Limit, mathItalic("L"))})),
         mathOperator("="), mathText(shown(distance, 4)), mathOperator(inside ? "<" : "\u2265"),
         coloured(Role::Epsilon, mathText(shown(prepared.epsilon, 4)))});
    return line;
}

Verdict sequenceCard(const SequencePrepared& prepared) {
    const SequenceLimit& limit = prepared.formula->limit;
    const Message& why = limit.why;
    switch (limit.kind) {
        case LimitKind::Value: {
            const std::string reason = renderEnglish(why);
            if (!prepared.first)
                return {
                    Role::Undecided,
                    CALC_TEXT("N not found"),
                    {CALC_TEXT("{0} But for this \u03B5 no N was found: it lies beyond 10\u00B9\u2075, or was not decided."), {reason}}};
            if (prepared.first->proved)
                return {
                    Role::Ok,
                    {CALC_TEXT("Proved: N = {0}"), {prepared.first->n}},
                    {CALC_TEXT("{0} From N on a bound of the distance stays below \u03B5 and only falls; every term before was looked at."),
                     {reason}}};
            return {
                Role::Undecided,
                {CALC_TEXT("Checked only: N = {0}"), {prepared.first->n}},
                {CALC_TEXT("{0} N was looked up: all terms to 20 000, and some as far as 10\u00B9\u00B2. That is no proof."), {reason}}};
        }
        case LimitKind::PlusInfinity: return {Role::Limits, CALC_TEXT("Tends to \u221E"), why};
        case LimitKind::MinusInfinity: return {Role::Limits, CALC_TEXT("Tends to \u2212\u221E"), why};
        case LimitKind::DoesNotExist: return {Role::Bad, CALC_TEXT("There is no limit"), why};
        case LimitKind::Undefined: return {Role::Bad, CALC_TEXT("No real terms"), why};
        case LimitKind::Undetermined: break;
    }
    return {Role::Undecided, CALC_TEXT("Not decided"), why};
}

void addSequenceReadouts(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment) {
    const SequenceLimit& limit = prepared.formula->limit;
    const double value = valueNow(prepared, moment);
    const std::int64_t n = indexAt(prepared, moment);
    if (limit.kind == LimitKind::Value) {
        Message exact;
        if (limit.exact) {
            const std::string text = print(*limit.exact);
            if (text.size() < 14 && text != shortest(limit.value) && !limit.exact->isNumber()) exact = {CALC_TEXT("exactly {0}"), {text}};
        }
        frame.readouts.push_back(
            {"limit", CALC_TEXT("limit L"), {"{0}", {displayKnown(limit.value, limit.error, 9)}}, exact, Role::Limit, true, false});
        frame.readouts.push_back({"epsilon",
                                  CALC_TEXT("\u03B5, half the band"),
                                  {"{0}", {NumberArgument{prepared.epsilon, 4}}},
                                  {},
                                  Role::Epsilon,
                                  false,
                                  false});
        const Message index = prepared.first ? Message{"{0}", {prepared.first->n}} : Message(CALC_TEXT("not found"));
        frame.readouts.push_back({"index", CALC_TEXT("N"), index, {}, Role::Limit, false, false});
    }
    const Message now = std::isfinite(value) ? Message{"{0}", {NumberArgument{value, 7}}} : Message(CALC_TEXT("no value"));
    frame.readouts.push_back({"term", {CALC_TEXT("term {0}"), {n}}, now, {}, Role::Curve, false, limit.kind == LimitKind::Value});
    if (limit.kind == LimitKind::Value && std::isfinite(value))
        frame.readouts.push_back({"distance",
                                  CALC_TEXT("its distance"),
                                  {"{0}", {NumberArgument{std::fabs(value - limit.value), 4}}},
                                  {},
                                  Role::Ink,
                                  false,
                                  false});
}

}  // namespace calc
