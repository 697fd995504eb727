// label: slow
#include <QtTest>
#include <chrono>
#include <cmath>

#include "core/calculus/series.h"
#include "core/expression/parser.h"
#include "tests/support/reference_cases.h"
#include "tests/support/verdict_names.h"

using namespace calc;

namespace {

SeriesSum sumOf(const char* term, std::int64_t from = 1) { return series(*parse(term, {Variable::N}), from); }

}  // namespace

class TestSeries : public QObject {
    Q_OBJECT

private:
    static void gradeFile(const QString& name) {
        const auto cases = casesOf(name);
        QVERIFY2(!cases.isEmpty(), qPrintable(name));
        for (const auto& one : cases) {
            const QString label = one["term"].toString() + " " + one["id"].toString();
            const auto term = parse(one["term"].toString().toStdString(), {Variable::N});
            QVERIFY2(term.ok(), qPrintable(label));
            const SeriesSum result = series(*term, one["from"].toInteger());
            QVERIFY2(nameOf(result.kind) == one["kind"].toString(), qPrintable(label + ": " + nameOf(result.kind)));
            QVERIFY2(!result.why.empty(), qPrintable(label));
            if (result.kind != SeriesKind::Value) continue;
            // The claim is the error: the answer of 25 digits lies within it, and it is small.
            const double want = one["value"].toString().toDouble();
            QVERIFY2(std::abs(result.value - want) <= result.error + 1.2e-16 * std::abs(want), qPrintable(label));
            QVERIFY2(result.error <= 1e-10 * std::abs(want) + 1e-13, qPrintable(label + ": " + QString::number(result.error)));
        }
    }

private slots:
    void referenceCases() { gradeFile("reference/series.jsonl"); }
    void furtherCases() { gradeFile("series_more.jsonl"); }

    void namesOfTests_data() {
        QTest::addColumn<SeriesTest>("test");
        const auto row = [](const char* term, SeriesTest test) { QTest::newRow(term) << test; };
        row("n/(n+1)", SeriesTest::Term);
        row("(-1)^n", SeriesTest::Term);
        row("3/2^n", SeriesTest::Geometric);
        row("n/2^n", SeriesTest::Ratio);
        row("1/n!", SeriesTest::Ratio);
        row("n^-3", SeriesTest::PSeries);
        row("1/sqrt(n)", SeriesTest::PSeries);
        row("1/(n^2+1)", SeriesTest::LimitComparison);
        row("sin(1/n)", SeriesTest::LimitComparison);
        row("exp(-sqrt(n))", SeriesTest::Comparison);
        row("1/((n+1)*ln(n+1))", SeriesTest::Integral);
        row("(-1)^n/(n+1+(-1)^n)", SeriesTest::Grouping);
        row("(-1)^n/n + 1/n^2", SeriesTest::Grouping);
        row("1/((n+1)*ln(n+1)^2)", SeriesTest::Integral);
        row("(-1)^n/n", SeriesTest::Leibniz);
        row("cos(n)/n", SeriesTest::Dirichlet);
        row("floor(3/n)", SeriesTest::Finite);
    }
    void namesOfTests() {
        QFETCH(SeriesTest, test);
        QCOMPARE(sumOf(QTest::currentDataTag()).test, test);
    }

    void whatHoldsOnlyInTheEndIsNotUsedBefore() {
        // The expansion of abs, max, floor and if for large n says nothing about the first terms.
        QVERIFY(std::abs(sumOf("floor(1000/n)").value - 7069.0) < 1e-9);
        QVERIFY(std::abs(sumOf("if(n<1000,5,1/n^2)").value - 4995.0010005001667) < 1e-9);
        QVERIFY(std::abs(sumOf("2^(-abs(n-100))").value - 3.0) < 1e-12);
        QVERIFY(std::abs(sumOf("(-1)^(n!)/n^2").value - (M_PI * M_PI / 6 - 2)) < 1e-12);
    }

    void everyTermHasToExist() {
        for (const char* term :
             {"1/(n-100)", "1/(n-1000)", "1/(n-123456789)", "1/(n-70)^2", "ln((n-300)^2)/n^2", "2^n/(n-5000)", "(2+cos(n^2))*n/(n-5000)"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("undefined"));
    }

    void boundsDecideWhatIsNotUnderstood() {
        for (const char* term : {"1/(n+sin(n))", "(2+sin(n^2))/n", "1/(n*(2+cos(n)))", "floor(sqrt(n))/n"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("+inf"));
        QCOMPARE(nameOf(sumOf("-1/(n+cos(n))").kind), QString("-inf"));
        for (const char* term : {"abs(sin(n))/n", "3*abs(cos(2*n))/(n+1)", "abs(sin(n))/(n*ln(n+1))"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("+inf"));
        QCOMPARE(nameOf(sumOf("abs(sin(n))/n*sin(n)").kind), QString("undetermined"));
        QCOMPARE(nameOf(sumOf("sin(n^2)/2^n").kind), QString("value"));
        QCOMPARE(nameOf(sumOf("sin(n^2)/n").kind), QString("undetermined"));
    }

    void theFasterGrowthDecides() {
        // Means against oscillations, where terms do not tend to 0.
        for (const char* term : {"sin(n)+1/n", "(-1)^n+1/n", "1+2*sin(n)", "sqrt(n)+n*sin(n)", "(-1)^n*sqrt(n)+1"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("+inf"));
        for (const char* term : {"(-1)^n*n+1/n", "(-1)^n*2^n+n", "n*sin(n)+1/n", "sin(n)+1/n^2"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("diverges"));
    }

    void whatIsNotKnownIsNotClaimed() {
        for (const char* term : {"tan(n)", "1/(n^3*sin(n)^2)", "1+2*sin(n^2)", "1+n*sin(n)", "if((-1)^n>0,2^n,-0.9*2^n)", "sin(n^2)/n"})
            QCOMPARE(nameOf(sumOf(term).kind), QString("undetermined"));
    }

    void everyQueryEnds() {
        for (const char* term :
             {"1/(n^2*(2+sin(n)))", "1/gamma(1/n)", "n^2*exp(-n^0.1)", "1000^n/n!", "1/10^(n!)", "exp(-1/n)^(n^2)*sin(n!)"}) {
            const auto start = std::chrono::steady_clock::now();
            SeriesOptions options;
            options.expired = [start] { return std::chrono::steady_clock::now() - start > std::chrono::milliseconds(1800); };
            series(*parse(term, {Variable::N}), 1, options);
            const auto took = std::chrono::steady_clock::now() - start;
            QVERIFY2(took < std::chrono::milliseconds(2500), term);
        }
    }
};

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
