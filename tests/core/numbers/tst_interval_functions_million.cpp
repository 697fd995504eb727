// label: slow
#include <QtTest>

#include "interval_truth.h"

/// A million random points and boxes of every function against values to 50 digits.
class IntervalFunctionsMillionTest : public QObject {
    Q_OBJECT
private slots:
    void containsTheTruth_data() {
        QTest::addColumn<int>("index");
        const auto functions = truth::functions();
        for (std::size_t i = 0; i < functions.size(); ++i) QTest::newRow(functions[i].name.c_str()) << static_cast<int>(i);
    }
    void containsTheTruth() {
        QFETCH(int, index);
        const std::string lie = truth::firstLie(truth::functions()[static_cast<std::size_t>(index)], 11, 1000000);
        QVERIFY2(lie.empty(), lie.c_str());
    }
};

QTEST_APPLESS_MAIN(IntervalFunctionsMillionTest)
#include "tst_interval_functions_million.moc"
