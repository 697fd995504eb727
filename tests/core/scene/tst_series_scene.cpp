// label: slow
#include <QtTest>
#include <cmath>

#include "core/expression/print.h"
#include "core/scene/moved.h"
#include "core/scene/series_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/random_expression.h"
#include "tests/support/reference_cases.h"
#include "tests/support/verdict_names.h"

using namespace calc;

namespace {

SeriesScene sums(const char* term, int from = 1) {
    SeriesScene series;
    series.term = term;
    series.from = from;
    return series;
}

SeriesScene taylor(const char* function, const char* centre, int degree = 9) {
    SeriesScene series;
    series.view = SeriesView::Taylor;
    series.function = function;
    series.centre = centre;
    series.degree = degree;
    return series;
}

std::shared_ptr<const SeriesPrepared> prepared(const SeriesScene& series) {
    const auto result = prepareSeries(series, nullptr, {});
    return result ? *result : nullptr;
}

}  // namespace

class TestSeriesScene : public QObject {
    Q_OBJECT

private slots:
    /// Every reference case through the page's own Scene: the verdict, the sum, and partial sums that agree with it.
    void referenceCases() {
        const auto cases = casesOf(QStringLiteral("reference/series.jsonl"));
        QVERIFY(!cases.isEmpty());
        int undecided = 0;
        for (const auto& one : cases) {
            const QString label = one["id"].toString() + " " + one["term"].toString();
            const auto result = prepared(sums(one["term"].toString().toUtf8().constData(), one["from"].toInt()));
            QVERIFY2(result, qPrintable(label));
            for (const double part : {0.0, 0.5, 1.0}) {
                const QString fault = test::faultOf(seriesFrame(*result, part * result->timeline.duration));
                QVERIFY2(fault.isEmpty(), qPrintable(label + ": " + fault));
            }
            const SeriesSum& verdict = result->formula->verdict;
            if (verdict.kind == SeriesKind::Undetermined) {
                ++undecided;
                continue;
            }
            QVERIFY2(nameOf(verdict.kind) == one["kind"].toString(), qPrintable(label + ": " + nameOf(verdict.kind)));
            if (verdict.kind != SeriesKind::Value) continue;
            const double want = one["value"].toString().toDouble();
            QVERIFY2(std::fabs(verdict.value - want) <= verdict.error + 1.2e-16 * std::fabs(want), qPrintable(label));
            // Of a convergent series the card names a test.
            QVERIFY2(verdict.test != SeriesTest::None, qPrintable(label));
        }
        QVERIFY2(undecided <= 1, qPrintable(QString::number(undecided)));
    }

    void accelerationArrivesFirst_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<double>("within");
        QTest::newRow("1/n^2") << 1 << 1e-8;
        QTest::newRow("(-1)^(n+1)/n") << 1 << 1e-10;
        QTest::newRow("4*(-1)^n/(2n+1)") << 0 << 1e-9;
        QTest::newRow("n^-1.5") << 1 << 1e-6;
        QTest::newRow("1/2^n") << 0 << 1e-12;
    }
    void accelerationArrivesFirst() {
        QFETCH(int, from);
        QFETCH(double, within);
        const auto result = prepared(sums(QTest::currentDataTag(), from));
        QVERIFY(result && result->formula->verdict.kind == SeriesKind::Value);
        const double sum = result->formula->verdict.value;
        QVERIFY(std::fabs(result->terms->accelerated.back() - sum) < within);
    }

    void divergentSumsAreNotAccelerated() {
        const auto result = prepared(sums("1/n"));
        QVERIFY(result && result->terms->accelerated.empty() && !result->terms->plainErrors);
        const Frame frame = seriesFrame(*result, 4.0);
        QVERIFY(frame.verdicts.front().role == Role::Bad);
        QVERIFY(!findPanel(frame, "error"));
        QVERIFY(renderPlainEnglish(frame.verdicts.front().title).find("test") != std::string::npos ||
                renderPlainEnglish(frame.verdicts.front().title).find("p-series") != std::string::npos);
    }

    /// Sums are the sums of the bars.
    void barsAddUp() {
        const auto result = prepared(sums("(-1)^n/n"));
        double sum = 0.0;
        for (std::size_t k = 0; k < result->terms->terms.size(); ++k) {
            sum += result->terms->terms[k];
            QVERIFY(std::fabs(result->terms->sums[k] - sum) < 1e-14);
        }
    }

    void coefficientsOfSine() {
        const auto result = prepared(taylor("sin(x)", "0", 9));
        QVERIFY(result);
        const TaylorFunction& function = *result->function;
        QCOMPARE(function.coefficients.size(), std::size_t{10});
        double factorial = 1.0;
        for (std::size_t k = 0; k < 10; ++k) {
            if (k > 0) factorial *= static_cast<double>(k);
            const double expected = k % 2 == 0 ? 0.0 : (k % 4 == 1 ? 1.0 : -1.0) / factorial;
            QVERIFY(std::fabs(function.coefficients[k] - expected) < 1e-16);
        }
        QVERIFY(function.radius.kind == ConvergenceRadius::Kind::Infinite);
        // The polynomial that is drawn is that polynomial; between two degrees it is on the way.
        const Frame frame = seriesFrame(*result, result->timeline.stops[3]);
        QVERIFY(plainText(frame.formula.numbers).find("6") != std::string::npos);
        for (const Mark& mark : findPanel(frame, "taylor")->moving) {
            const auto* line = std::get_if<Polyline>(&mark);
            if (!line || line->id != "polynomial") continue;
            for (const Vec2 p : *line->points) QVERIFY(std::fabs(p.y - (p.x - p.x * p.x * p.x / 6.0)) < 1e-9);
        }
    }

    void theEdgeIsDrawnWhereItIsKnown() {
        const auto bandOf = [](const SeriesPrepared& series) -> std::optional<Range> {
            for (const Mark& mark : *series.mainMarks)
                if (const auto* band = std::get_if<Band>(&mark)) return band->range;
            return {};
        };
        const auto edge = prepared(taylor("1/(1+x^2)", "0", 6));
        QVERIFY(bandOf(*edge) && std::fabs(bandOf(*edge)->high - 1.0) < 1e-9 && std::fabs(bandOf(*edge)->low + 1.0) < 1e-9);
        QVERIFY(!bandOf(*prepared(taylor("exp(x)", "0", 4))));
        // Inside the error falls from degree to degree, outside it grows.
        const auto errorAt = [&edge](std::size_t degree, double x) {
            for (const Vec2 p : *edge->picture->errorLines[degree])
                if (p.x >= x) return p.y;
            return 0.0;
        };
        QVERIFY(errorAt(6, 0.4) < errorAt(2, 0.4));
        QVERIFY(errorAt(6, 1.4) > errorAt(2, 1.4));
        const auto corner = prepared(taylor("abs(x)", "0", 4));
        QVERIFY(corner && !corner->function->missing.empty());
        QVERIFY(seriesFrame(*corner, 0.0).verdicts.front().role == Role::Bad);
        const auto pieces = prepared(taylor("abs(x)", "1", 4));
        QVERIFY(pieces->function->radius.kind == ConvergenceRadius::Kind::Unknown);
        QVERIFY(seriesFrame(*pieces, 0.0).verdicts.front().role == Role::Undecided);
        QVERIFY(prepared(taylor("1/x", "0", 4))->function->coefficients.empty());
    }

    void theCentreIsDragged() {
        const Scene whole{"", taylor("ln(1+x)", "0")};
        const auto changed = std::get<SeriesScene>(moved(whole, "centre", {0.731, 9.0}, 0.01).kind);
        QCOMPARE(changed.centre, std::string("0.73"));
        QVERIFY(changed.xRange);
    }

    void namesTheFieldOfAnError() {
        const auto fieldOf = [](const SeriesScene& series) {
            const auto result = prepareSeries(series, nullptr, {});
            return result ? std::string("none") : result.error().field;
        };
        QCOMPARE(fieldOf(sums("1/(n")), std::string("term"));
        QCOMPARE(fieldOf(taylor("sin(", "0")), std::string("function"));
        QCOMPARE(fieldOf(taylor("sin(x)", "x")), std::string("centre"));
    }

    void anyFunctionGivesAWholeFrame() {
        test::RandomExpression random(23);
        for (int i = 0; i < 20; ++i) {
            SeriesScene series = taylor("", i % 2 == 0 ? "0.5" : "0", 5);
            series.function = print(random.tree(3));
            const auto result = prepareSeries(series, nullptr, {});
            if (!result) continue;
            for (const double time : {0.0, 2.2, 9.0}) {
                const QString fault = test::faultOf(seriesFrame(**result, time));
                QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(series.function)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSeriesScene)
#include "tst_series_scene.moc"
