#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/base/number_text.h"

using namespace calc;

namespace {

QString shown(double value, int digits = 6) { return QString::fromStdString(displayNumber(value, digits)); }

}  // namespace

class TestNumberText : public QObject {
    Q_OBJECT

private slots:
    void shortestReadsBack() {
        std::mt19937_64 random(7);
        for (int i = 0; i < 100000; ++i) {
            const std::uint64_t bits = random();
            double value = 0.0;
            std::memcpy(&value, &bits, sizeof value);
            if (!std::isfinite(value)) continue;
            const auto back = parseDouble(shortest(value));
            QVERIFY(back.has_value());
            QCOMPARE(*back, value);
        }
    }
    void parseTakesAWholeNumberOnly() {
        for (const char* bad : {"", " 1", "1 ", "0x10", "1,5", "inf", "nan", "1e999", "--1", "1e"}) QVERIFY2(!parseDouble(bad).has_value(), bad);
        QCOMPARE(*parseDouble("+2.5e-3"), 0.0025);
    }
    void displayFollowsTheVisualLanguage_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("digits");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << 1.5 << 6 << "1.5";
        QTest::newRow("real minus") << -2.0 << 6 << "−2";
        QTest::newRow("no minus zero") << -0.0 << 6 << "0";
        QTest::newRow("thin groups") << 12345.0 << 6 << "12\u2009345";
        QTest::newRow("four digits are grouped too") << 3991.0 << 6 << "3\u2009991";
        QTest::newRow("large") << 1.5e5 << 6 << "1.5 · 10⁵";
        QTest::newRow("just below large") << 99999.0 << 6 << "99\u2009999";
        QTest::newRow("rounds up into the power form") << 99999.9 << 3 << "1 · 10⁵";
        QTest::newRow("small") << 0.0042 << 6 << "4.2 · 10⁻³";
        QTest::newRow("just above small") << 0.042 << 6 << "0.042";
        QTest::newRow("digits are cut") << 2.0 / 3.0 << 3 << "0.667";
        QTest::newRow("infinity") << -std::numeric_limits<double>::infinity() << 6 << "−∞";
    }
    void displayFollowsTheVisualLanguage() {
        QFETCH(double, value);
        QFETCH(int, digits);
        QFETCH(QString, text);
        QCOMPARE(shown(value, digits), text);
    }
    void fixedKeepsItsDecimals() {
        QCOMPARE(displayFixed(-1.5, 2), std::string("−1.50"));
        QCOMPARE(displayFixed(-0.001, 2), std::string("0.00"));
        QCOMPARE(displayFixed(1234.5, 1), std::string("1\u2009234.5"));
    }
    void onlyKnownDigitsAreShown() {
        QCOMPARE(displayKnown(1.28192234, 4e-5), std::string("1.2819"));
        QCOMPARE(displayKnown(1.28192234, 0.0, 5), std::string("1.2819"));
        QCOMPARE(displayKnown(0.5, 0.3), std::string("0.5"));
    }
    void anErrorBoundIsRoundedUp() {
        QCOMPARE(displayErrorBound(6.1e-14), std::string("7 · 10⁻¹⁴"));
        QCOMPARE(displayErrorBound(0.2), std::string("0.2"));
        QCOMPARE(displayErrorBound(0.95), std::string("1"));
    }
    void powersOfTen() {
        QCOMPARE(displayPowerOfTen(0), std::string("1"));
        QCOMPARE(displayPowerOfTen(1), std::string("10"));
        QCOMPARE(displayPowerOfTen(-12), std::string("10⁻¹²"));
    }
};

QTEST_APPLESS_MAIN(TestNumberText)
#include "tst_number_text.moc"
