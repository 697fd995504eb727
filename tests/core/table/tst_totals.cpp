#include <QtTest>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <random>

#include "core/table/date_cell.h"
#include "core/table/totals.h"

using namespace calc;

class TestTotals : public QObject {
    Q_OBJECT

private slots:
    void totalsHoldTheirError() {
        using Long = boost::multiprecision::cpp_bin_float_100;
        std::mt19937_64 random(3);
        std::uniform_real_distribution<double> exponent(-8, 8);
        for (int round = 0; round < 200; ++round) {
            std::vector<double> values;
            Long truth = 0;
            for (int i = 0; i < 1000; ++i) {
                values.push_back((i % 3 == 0 ? -1 : 1) * std::pow(10.0, exponent(random)));
                truth += values.back();
            }
            const Estimate sum = total(values);
            QVERIFY(abs(truth - Long(sum.value)) <= Long(sum.error));
            QVERIFY(sum.error <= 1e-12 * std::fabs(sum.value) + 1e-18);
            QCOMPARE(runningTotal(values).back(), sum.value);
            const auto average = mean(values);
            QVERIFY(abs(truth / 1000 - Long(average->value)) <= Long(average->error));
        }
        QCOMPARE(total(std::vector<double>{1e16, 1.0, -1e16}).value, 1.0);
        QCOMPARE(total(std::vector<double>{}).value, 0.0);
        QVERIFY(total(std::vector<double>{3, 4}).certainty == Certainty::Exact);
    }
    void weightedMeanHoldsItsError() {
        using Long = boost::multiprecision::cpp_bin_float_100;
        std::mt19937_64 random(4);
        std::uniform_real_distribution<double> unit(0, 1);
        for (int round = 0; round < 200; ++round) {
            std::vector<double> values, weights;
            Long above = 0, below = 0;
            for (int i = 0; i < 500; ++i) {
                values.push_back(10 * unit(random) - 2);
                weights.push_back(1e5 * unit(random));
                above += Long(values.back()) * weights.back();
                below += weights.back();
            }
            const auto average = weightedMean(values, weights);
            QVERIFY(average.ok());
            QVERIFY(abs(above / below - Long(average->value)) <= Long(average->error));
        }
    }
    void meansThatDoNotExistSayWhy() {
        QVERIFY(!mean(std::vector<double>{}).ok());
        QVERIFY(!weightedMean(std::vector<double>{1, 2}, std::vector<double>{0, 0}).ok());
        const auto negative = weightedMean(std::vector<double>{1, 2}, std::vector<double>{1, -1});
        QVERIFY(QString::fromStdString(renderPlainEnglish(negative.error().message)).contains("row 2"));
    }
    void calendarUnits() {
        std::vector<double> days, values;
        for (double day = daysOf({2011, 1, 1}); day <= daysOf({2012, 12, 31}); ++day) {
            days.push_back(day);
            values.push_back(1.0);
        }
        const auto months = calendarTotals(days, values, CalendarUnit::Month);
        QCOMPARE(months.size(), 24u);
        QCOMPARE(months[1].total, 28.0);
        QCOMPARE(months[13].total, 29.0);
        QCOMPARE(months[13].end, months[14].begin);
        QCOMPARE(calendarTotals(days, values, CalendarUnit::Year)[1].total, 366.0);
        QCOMPARE(calendarTotals(days, values, CalendarUnit::Quarter).size(), 8u);
        const auto weeks = calendarTotals(days, values, CalendarUnit::Week);
        QCOMPARE(weeks[0].count, 2u);  // 2011-01-01 was a Saturday
        QCOMPARE(weeks[1].count, 7u);
        QCOMPARE(weeks[1].begin, daysOf({2011, 1, 3}));
        std::size_t rows = 0;
        for (const CalendarTotal& week : weeks) rows += week.count;
        QCOMPARE(rows, days.size());
    }
    void beforeTheEpoch() {
        const std::vector<double> days = {daysOf({1969, 12, 31}), daysOf({1970, 1, 1})};
        const auto weeks = calendarTotals(days, std::vector<double>{1, 1}, CalendarUnit::Week);
        QCOMPARE(weeks.size(), 1u);
        QCOMPARE(weeks[0].begin, daysOf({1969, 12, 29}));
    }
    void sortingKeepsPairs() {
        std::vector<double> days = {3, 1, 2, 1};
        std::vector<double> values = {30, 10, 20, 11};
        sortByDay(days, values);
        QCOMPARE(days, (std::vector<double>{1, 1, 2, 3}));
        QCOMPARE(values, (std::vector<double>{10, 11, 20, 30}));
    }
};

QTEST_APPLESS_MAIN(TestTotals)
#include "tst_totals.moc"
