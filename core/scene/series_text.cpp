#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/scene/formula_parts.h"
#include "core/scene/series_parts.h"

namespace calc {
namespace {

std::string shown(double value, int digits = 7) { return displayNumber(value == 0.0 ? 0.0 : value, digits); }

bool hasSum(const SeriesPrepared& prepared) { return prepared.formula->verdict.kind == SeriesKind::Value; }

std::optional<double> sumNow(const SeriesPrepared& prepared, const StepMoment& moment) {
    const auto& sums = prepared.terms->sums;
    return moment.step < sums.size() && std::isfinite(sums[moment.step]) ? std::optional(sums[moment.step]) : std::nullopt;
}
std::optional<double> estimateNow(const SeriesPrepared& prepared, const StepMoment& moment) {
    const auto& estimates = prepared.terms->accelerated;
    return moment.step < estimates.size() && std::isfinite(estimates[moment.step]) ? std::optional(estimates[moment.step]) : std::nullopt;
}

Message testName(SeriesTest test) {
    switch (test) {
        case SeriesTest::Term: return CALC_TEXT("term test");
        case SeriesTest::Geometric: return CALC_TEXT("geometric series");
        case SeriesTest::PSeries: return CALC_TEXT("p-series");
        case SeriesTest::LimitComparison: return CALC_TEXT("limit comparison test");
        case SeriesTest::Comparison: return CALC_TEXT("comparison test");
        case SeriesTest::Ratio: return CALC_TEXT("ratio test");
        case SeriesTest::Integral: return CALC_TEXT("integral test");
        case SeriesTest::Leibniz: return CALC_TEXT("Leibniz's test");
        case SeriesTest::Dirichlet: return CALC_TEXT("Dirichlet's test");
        case SeriesTest::Grouping: return CALC_TEXT("grouping");
        case SeriesTest::Finite: return CALC_TEXT("finitely many terms");
        case SeriesTest::None: break;
    }
    return CALC_TEXT("no test");
}

Message convergentSentence(const SeriesPrepared& prepared, const StepMoment& moment) {
    const auto sum = sumNow(prepared, moment);
    if (!sum) return CALC_TEXT("The terms add up to a finite sum.");
    const double value = prepared.formula->verdict.value;
    const std::int64_t count = static_cast<std::int64_t>(moment.step) + 1;
    const std::string away = displayNumber(std::fabs(*sum - value), 2);
    if (count == 1)
        return {
            CALC_TEXT("One term: it is {0} away from <limit>the sum</limit>. Each term moves the <accumulated>partial sum</accumulated>."),
            {away}};
    const auto fast = estimateNow(prepared, moment);
    if (fast && std::fabs(*fast - value) <= 4.0 * std::numeric_limits<double>::epsilon() * std::fabs(value))
        return {
            CALC_TEXT("{0} terms: the <accumulated>plain sum</accumulated> is {1} away, the same terms <limit>accelerated</limit> agree to "
                      "the last digit."),
            {count, away}};
    if (fast && std::fabs(*fast - value) < 0.1 * std::fabs(*sum - value))
        return {CALC_TEXT(
                    "{0} terms: the <accumulated>plain sum</accumulated> is {1} away, the same terms <limit>accelerated</limit> only {2}."),
                {count, away, displayNumber(std::fabs(*fast - value), 2)}};
    return {CALC_TEXT("{0} terms: the <accumulated>partial sum</accumulated> is {1} away from <limit>the sum</limit>, and comes nearer."),
            {count, away}};
}

}  // namespace

Message seriesSentence(const SeriesPrepared& prepared, const StepMoment& moment) {
    switch (prepared.formula->verdict.kind) {
        case SeriesKind::Value: return convergentSentence(prepared, moment);
        case SeriesKind::PlusInfinity:
            if (prepared.formula->verdict.test == SeriesTest::Term) break;
            return CALC_TEXT("The terms tend to 0, and still <bad>the sums pass every height</bad>: they shrink too slowly.");
        case SeriesKind::MinusInfinity:
            if (prepared.formula->verdict.test == SeriesTest::Term) break;
            return CALC_TEXT("The terms tend to 0, and still <bad>the sums fall below every depth</bad>: they shrink too slowly.");
        case SeriesKind::Diverges: break;
        case SeriesKind::Undefined: return CALC_TEXT("<bad>A term has no real value</bad>, so there is nothing to add up.");
        case SeriesKind::Undetermined:
            return CALC_TEXT("The sums are true, but <undecided>whether they settle could not be decided.</undecided>");
    }
    return CALC_TEXT("The terms do not tend to 0, so <bad>the sums never come to rest.</bad>");
}

FormulaLine seriesFormula(const SeriesPrepared& prepared, const StepMoment& moment) {
    FormulaLine line;
    line.caption = CALC_TEXT("Infinite series");
    const SeriesSum& verdict = prepared.formula->verdict;
    const FormulaBox from = mathText(displayInteger(prepared.scene.from));
    const auto sigma = [&from](FormulaBox upper) { return mathSum(mathRow({mathItalic("n"), mathOperator("="), from}), std::move(upper)); };
    std::vector<FormulaBox> left{sigma(mathText("\u221E")), prepared.formula->formula};
    const auto equals = [&left](FormulaBox value) {
        left.push_back(mathOperator("="));
        left.push_back(coloured(Role::Limit, std::move(value)));
    };
    if (verdict.kind == SeriesKind::Value) equals(mathText(displayKnown(verdict.value, verdict.error, 9)));
    if (verdict.kind == SeriesKind::PlusInfinity) equals(mathText("\u221E"));
    if (verdict.kind == SeriesKind::MinusInfinity) equals(mathText("\u2212\u221E"));
    line.symbols = mathRow(std::move(left));
    const std::string n = displayInteger(prepared.scene.from + static_cast<std::int64_t>(moment.step));
    const auto sum = sumNow(prepared, moment);
    line.numbers = mathRow({coloured(Role::Accumulated, mathSubscript(mathItalic("S"), mathText(n))), mathOperator("="), sigma(mathText(n)),
                            prepared.formula->formula, mathOperator("="), sum ? mathText(shown(*sum)) : mathText("\u2013")});
    return line;
}

Verdict seriesCard(const SeriesPrepared& prepared) {
    const SeriesSum& verdict = prepared.formula->verdict;
    const Message& why = verdict.why;
    const std::string test = renderEnglish(testName(verdict.test));
    switch (verdict.kind) {
        case SeriesKind::Value: return {Role::Ok, {CALC_TEXT("Converges: {0}"), {test}}, why};
        case SeriesKind::PlusInfinity: return {Role::Bad, {CALC_TEXT("Diverges to \u221E: {0}"), {test}}, why};
        case SeriesKind::MinusInfinity: return {Role::Bad, {CALC_TEXT("Diverges to \u2212\u221E: {0}"), {test}}, why};
        case SeriesKind::Diverges: return {Role::Bad, {CALC_TEXT("Diverges: {0}"), {test}}, why};
        case SeriesKind::Undefined: return {Role::Bad, CALC_TEXT("A term has no value"), why};
        case SeriesKind::Undetermined: break;
    }
    return {Role::Undecided, CALC_TEXT("Not decided"), why};
}

void addSeriesReadouts(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment) {
    const SeriesSum& verdict = prepared.formula->verdict;
    if (hasSum(prepared)) {
        const Message note{CALC_TEXT("known to \u00B1{0}"), {displayErrorBound(verdict.error)}};
        frame.readouts.push_back(
            {"sum", CALC_TEXT("sum S"), {"{0}", {displayKnown(verdict.value, verdict.error, 9)}}, note, Role::Limit, true, false});
    }
    const auto sum = sumNow(prepared, moment);
    const std::int64_t n = prepared.scene.from + static_cast<std::int64_t>(moment.step);
    const Message none = CALC_TEXT("no value");
    frame.readouts.push_back({"partial",
                              {CALC_TEXT("sum up to {0}"), {n}},
                              sum ? Message{"{0}", {NumberArgument{*sum, 8}}} : none,
                              {},
                              Role::Accumulated,
                              false,
                              false});
    if (const auto fast = estimateNow(prepared, moment))
        frame.readouts.push_back(
            {"accelerated",
             prepared.scene.acceleration == Acceleration::Aitken ? CALC_TEXT("Aitken's estimate") : CALC_TEXT("Levin's estimate"),
             {"{0}", {NumberArgument{*fast, 9}}},
             {},
             Role::Limit,
             false,
             false});
    const auto& terms = prepared.terms->terms;
    if (moment.step < terms.size())
        frame.readouts.push_back(
            {"term", {CALC_TEXT("term {0}"), {n}}, {"{0}", {NumberArgument{terms[moment.step], 4}}}, {}, Role::Ink, false, false});
}

}  // namespace calc
