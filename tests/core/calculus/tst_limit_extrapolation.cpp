#include <QtTest>
#include <cmath>

#include "core/calculus/limit_extrapolation.h"
#include "core/expression/parser.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

Expression parsed(const QString& text) {
    const auto result = parse(text.toStdString());
    if (!result) qFatal("%s", qPrintable(text));
    return *result;
}

std::optional<SuggestedLimit> suggested(const QString& f, Approach approach, const QString& at = "0") {
    return suggestedLimit(parsed(f), {*parseConstant(at.toStdString()), approach, Variable::X, {}});
}

}  // namespace

class LimitExtrapolationTest : public QObject {
    Q_OBJECT

private slots:
    /// Whatever is suggested of a limit that is known is right in the digits that are claimed; and most are found.
    void suggestionsOfKnownLimitsAreRight() {
        const QRegularExpression beyondAnyDepth("e-?[0-9]{3}");
        int asked = 0, found = 0;
        for (const char* file : {"reference/limits.jsonl", "limits_more.jsonl"}) {
            for (const auto& one : casesOf(file)) {
                if (one["kind"].toString() != "value") continue;
                const QString to = textOf(one["to"]), label = one["f"].toString() + " -> " + to;
                const bool left = one["side"].toString() == "left";
                const Approach approach = to == "inf"    ? Approach::PlusInfinity
                                          : to == "-inf" ? Approach::MinusInfinity
                                                         : (left ? Approach::FromLeft : Approach::FromRight);
                const auto got = suggested(one["f"].toString(), approach, to.endsWith("inf") ? "0" : to);
                ++asked;
                if (!got) continue;
                if (label.contains(beyondAnyDepth)) continue;  // what happens beyond every place that is looked at: aSuggestionIsNoVerdict
                ++found;
                const double want = textOf(one["value"]).toDouble();
                const double allowed = 2.0 * std::pow(10.0, -got->digits) * std::max(1.0, std::abs(want));
                QVERIFY2(std::abs(got->value - want) <= allowed, qPrintable(label + ": " + QString::number(got->value, 'g', 17)));
                QVERIFY(got->digits >= 8);
            }
        }
        qInfo("%d of %d known limits are suggested", found, asked);
        QVERIFY(asked > 60 && 2 * found > asked);
    }

    /// Evidence that does not agree with itself is none.
    void nothingIsSuggestedWithoutAgreement() {
        for (const char* f : {"1/ln(x)", "sin(1/x)", "ln(x)", "1/x", "sqrt(-x)", "floor(1/x)*x^0.01", "x^0.01", "abs(sin(1/x))"})
            QVERIFY2(!suggested(f, Approach::FromRight), f);
        for (const char* f : {"sin(x)", "ln(ln(x))", "1/ln(x)", "exp(x)"}) QVERIFY2(!suggested(f, Approach::PlusInfinity), f);
    }

    /// Why it is no verdict: below every distance that was looked at the function may do something else.
    void aSuggestionIsNoVerdict() {
        const auto near = suggested("x+1e-300/x", Approach::FromRight);
        QVERIFY(near && near->value == 0.0);
        const Limit decided = limit(parsed("x+1e-300/x"), LimitPoint::finite(Expression()), Side::Right);
        QVERIFY(decided.kind == LimitKind::PlusInfinity && !decided.suggested);
        QCOMPARE(suggested("x/(x+1e-300)", Approach::FromRight)->value, 1.0);  // the limit is 0
    }

    void anUndeterminedLimitBringsItsSuggestion() {
        const Limit open = limit(parsed("2+x*gamma(sin(1/x)+2)"), LimitPoint::finite(Expression()));
        QVERIFY(open.kind == LimitKind::Undetermined);
        QVERIFY(open.suggested && open.left->suggested && open.right->suggested);
        QCOMPARE(open.suggested->value, 2.0);
        const QString why = QString::fromStdString(renderEnglish(open.why));
        QVERIFY2(why.contains("a hint, no proof"), qPrintable(why));
        const Limit sides = limit(parsed("sign(x)+x*gamma(sin(1/x)+2)"), LimitPoint::finite(Expression()));
        QVERIFY(sides.kind == LimitKind::Undetermined && !sides.suggested);
        QCOMPARE(sides.left->suggested->value, -1.0);
    }

    void endsWhenAsked() {
        QVERIFY(!suggestedLimit(parsed("sin(x)/x"), {Expression(), Approach::FromRight, Variable::X, [] { return true; }}));
    }
};

QTEST_APPLESS_MAIN(LimitExtrapolationTest)
#include "tst_limit_extrapolation.moc"
