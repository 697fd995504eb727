#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/calculus/acceleration.h"

using namespace calc;

namespace {

struct Sums {
    std::vector<double> terms;
    std::vector<double> sums;
};

template <class Term>
Sums sumsOf(Term term, int count) {
    Sums result;
    double sum = 0.0;
    for (int n = 1; n <= count; ++n) {
        result.terms.push_back(term(n));
        sum += result.terms.back();
        result.sums.push_back(sum);
    }
    return result;
}

}  // namespace

class TestAcceleration : public QObject {
    Q_OBJECT

private slots:
    /// A geometric rest is taken away by three sums.
    void aitkenIsExactForGeometricRests() {
        const Sums sums = sumsOf([](int n) { return std::pow(0.75, n); }, 12);
        const auto estimates = aitken(sums.sums);
        QVERIFY(std::isnan(estimates[0]) && std::isnan(estimates[1]));
        for (std::size_t n = 2; n < estimates.size(); ++n) QVERIFY(std::fabs(estimates[n] - 3.0) < 1e-12);
    }

    void levinOnEachSortOfRest() {
        const auto check = [](const Sums& sums, double value, double tolerance) {
            const auto estimates = levinU(sums.sums, sums.terms);
            QVERIFY2(std::fabs(estimates.back() - value) < tolerance, qPrintable(QString::number(estimates.back() - value)));
            QVERIFY(std::fabs(estimates.back() - value) < 1e-3 * std::fabs(sums.sums.back() - value));
        };
        check(sumsOf([](int n) { return 1.0 / (double(n) * n); }, 20), std::numbers::pi * std::numbers::pi / 6.0, 1e-8);
        check(sumsOf([](int n) { return (n % 2 == 1 ? 1.0 : -1.0) / n; }, 20), std::numbers::ln2, 1e-11);
        check(sumsOf([](int n) { return 1.0 / (n * std::sqrt(double(n))); }, 20), 2.612375348685488, 1e-7);
        check(sumsOf([](int n) { return std::pow(0.9, n) / n; }, 20), std::log(10.0), 1e-6);
    }

    void termsOfZeroLeaveGaps() {
        const Sums sums = sumsOf([](int n) { return n % 2 == 0 ? 0.0 : 1.0 / n; }, 10);
        for (const double each : levinU(sums.sums, sums.terms)) QVERIFY(std::isnan(each));
        QVERIFY(levinU({}, {}).empty());
        QVERIFY(aitken({}).empty());
    }
};

QTEST_APPLESS_MAIN(TestAcceleration)
#include "tst_acceleration.moc"
