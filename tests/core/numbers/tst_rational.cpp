#include <QTest>
#include <cmath>
#include <limits>
#include <random>

#include "core/numbers/rational.h"
#include "core/numbers/rational_big.h"

using namespace calc;

namespace {

/// Small and large, positive and negative, integers and fractions.
class RandomRational {
public:
    explicit RandomRational(std::uint64_t seed) : m_random(seed) {}
    std::uint64_t below(std::uint64_t n) { return m_random() % n; }
    std::int64_t word() {
        const auto bits = below(64);
        return static_cast<std::int64_t>(m_random()) >> bits;
    }
    Rational next() {
        std::int64_t denominator = word();
        if (denominator == 0) denominator = 1;
        const Rational small(word(), denominator);
        if (below(3) != 0) return small;
        return small * Rational(word(), 3) + Rational(word());
    }

private:
    std::mt19937_64 m_random;
};

bool isLowest(const Rational& value) { return denominatorOf(value) > 0 && gcd(numeratorOf(value), denominatorOf(value)) == 1; }

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

}  // namespace

class TestRational : public QObject {
    Q_OBJECT
private slots:
    void lowestTerms();
    void fieldLaws();
    void ordering();
    void atTheEdgeOf64Bits();
    void fromDecimal_data();
    void fromDecimal();
    void refusedDecimals_data();
    void refusedDecimals();
    void toDoubleIsNearest();
    void toDoubleAtTheEnds();
    void fromDoubleIsExact();
    void powers();
    void roots();
    void floors();
};

void TestRational::lowestTerms() {
    QCOMPARE(Rational(6, -4), Rational(-3, 2));
    QCOMPARE(Rational(0, -7), Rational());
    QCOMPARE(Rational(-3, 2).numeratorText(), std::string("-3"));
    QCOMPARE(Rational(-3, 2).denominatorText(), std::string("2"));
    RandomRational random(1);
    for (int i = 0; i < 5000; ++i) QVERIFY(isLowest(random.next()));
}

void TestRational::fieldLaws() {
    RandomRational random(2);
    for (int i = 0; i < 5000; ++i) {
        const Rational a = random.next();
        const Rational b = random.next();
        const Rational c = random.next();
        QVERIFY(a + b == b + a);
        QVERIFY(a * b == b * a);
        QVERIFY((a + b) + c == a + (b + c));
        QVERIFY((a * b) * c == a * (b * c));
        QVERIFY(a * (b + c) == a * b + a * c);
        QVERIFY(a - a == Rational());
        QVERIFY(a + -a == Rational());
        if (!b.isZero()) QVERIFY((a / b) * b == a);
        QVERIFY(isLowest(a * b) && isLowest(a + b));
        QVERIFY((a + b).hash() == (b + a).hash());
    }
}

void TestRational::ordering() {
    RandomRational random(3);
    for (int i = 0; i < 5000; ++i) {
        const Rational a = random.next();
        const Rational b = random.next();
        QCOMPARE((a <=> b) < 0, (a - b).sign() < 0);
        QCOMPARE(a == b, (a - b).isZero());
        QCOMPARE(a<b, b> a);
    }
    QVERIFY(Rational(1, 3) > *Rational::fromDecimal("0.33333333333333333333"));
    QVERIFY(Rational(1, 3) < *Rational::fromDecimal("0.33333333333333333334"));
}

void TestRational::atTheEdgeOf64Bits() {
    const Rational most(kMost);
    const Rational least(kLeast);
    QCOMPARE((most + Rational(1)).numeratorText(), std::string("9223372036854775808"));
    QVERIFY(!(most + Rational(1)).toInteger().has_value());
    QCOMPARE((most + Rational(1)) - Rational(1), most);
    QCOMPARE(((most + Rational(1)) - Rational(1)).toInteger().value(), kMost);
    QCOMPARE(-least, most + Rational(1));
    QCOMPARE(-(-least), least);
    QCOMPARE(Rational(kLeast, -1), -least);
    QCOMPARE(Rational(1) / least, Rational(-1) / -least);
    QCOMPARE(Rational(1, kLeast).denominatorText(), std::string("9223372036854775808"));
    QCOMPARE(least / least, Rational(1));
    QCOMPARE((least * least).root(2).value(), -least);
    QCOMPARE(Rational(kLeast, kMost) * Rational(kMost, kLeast), Rational(1));
}

void TestRational::fromDecimal_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("numerator");
    QTest::addColumn<QString>("denominator");
    QTest::newRow("0.1") << "0.1"
                         << "1"
                         << "10";
    QTest::newRow("2.5e-3") << "2.5e-3"
                            << "1"
                            << "400";
    QTest::newRow(".5") << ".5"
                        << "1"
                        << "2";
    QTest::newRow("5.") << "5."
                        << "5"
                        << "1";
    QTest::newRow("octal look") << "0010"
                                << "10"
                                << "1";
    QTest::newRow("zeros") << "0.000"
                           << "0"
                           << "1";
    QTest::newRow("0e-5000") << "0e-5000"
                             << "0"
                             << "1";
    QTest::newRow("1E+3") << "1E+3"
                          << "1000"
                          << "1";
    QTest::newRow("0.125") << "0.125"
                           << "1"
                           << "8";
    QTest::newRow("1e20") << "1e20"
                          << "100000000000000000000"
                          << "1";
    QTest::newRow("6e-1") << "6e-1"
                          << "3"
                          << "5";
    QTest::newRow("0.30000000000000000000000") << "0.30000000000000000000000"
                                               << "3"
                                               << "10";
    QTest::newRow("many") << "12345678901234567890.12345"
                          << "246913578024691357802469"
                          << "20000";
}

void TestRational::fromDecimal() {
    QFETCH(QString, text);
    QFETCH(QString, numerator);
    QFETCH(QString, denominator);
    const auto value = Rational::fromDecimal(text.toStdString());
    QVERIFY(value.has_value());
    QCOMPARE(QString::fromStdString(value->numeratorText()), numerator);
    QCOMPARE(QString::fromStdString(value->denominatorText()), denominator);
    QVERIFY(isLowest(*value));
}

void TestRational::refusedDecimals_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", ".", "e5", "1e", "1e+", "1.2.3", "x", "1x", "-1", "+1", "1e5001", "1e-5001", "1e99999999999999999999",
                             "0x10", " 1", "1 ", "1e+-3", "inf", "nan"}) {
        QTest::newRow(text) << text;
    }
}

void TestRational::refusedDecimals() {
    QFETCH(QString, text);
    QVERIFY(!Rational::fromDecimal(text.toStdString()).has_value());
}

/// The two neighbouring doubles are not nearer, by exact arithmetic; ties go to the even one.
void TestRational::toDoubleIsNearest() {
    RandomRational random(4);
    for (int i = 0; i < 20000; ++i) {
        const Rational value =
            i % 4 == 0 ? random.next() * *Rational(10).pow(static_cast<std::int64_t>(random.below(600)) - 300) : random.next();
        const double nearest = value.toDouble();
        if (!std::isfinite(nearest)) continue;
        const auto distance = [&value](double x) {
            const Rational difference = Rational::fromDouble(x) - value;
            return difference.sign() < 0 ? -difference : difference;
        };
        const Rational own = distance(nearest);
        for (const double direction : {HUGE_VAL, -HUGE_VAL}) {
            const double neighbour = std::nextafter(nearest, direction);
            if (!std::isfinite(neighbour)) continue;
            QVERIFY(own <= distance(neighbour));
            if (own == distance(neighbour))
                QVERIFY(std::fmod(std::ldexp(std::frexp(nearest, std::make_unique<int>().get()), 53), 2.0) == 0.0);
        }
    }
}

void TestRational::toDoubleAtTheEnds() {
    const auto value = [](const char* text) { return Rational::fromDecimal(text)->toDouble(); };
    QCOMPARE(value("1.7976931348623157e308"), std::numeric_limits<double>::max());
    QCOMPARE(value("1.7976931348623159e308"), std::numeric_limits<double>::infinity());
    QCOMPARE(value("1e5000"), std::numeric_limits<double>::infinity());
    QCOMPARE((-*Rational::fromDecimal("1e400")).toDouble(), -std::numeric_limits<double>::infinity());
    QCOMPARE(value("4.9406564584124654e-324"), std::numeric_limits<double>::denorm_min());
    QCOMPARE(value("2.4703282292062327e-324"), 0.0);  // just below half of the smallest
    QCOMPARE(value("2.4703282292062328e-324"), std::numeric_limits<double>::denorm_min());
    QCOMPARE(value("1e-5000"), 0.0);
    QCOMPARE(value("2.2250738585072011e-308"), 2.2250738585072011e-308);  // a number that hung other readers
    QCOMPARE(value("9007199254740993"), 9007199254740992.0);              // tie to even
    QCOMPARE(value("9007199254740993.0000000000000000001"), 9007199254740994.0);
}

void TestRational::fromDoubleIsExact() {
    QCOMPARE(Rational::fromDouble(0.5), Rational(1, 2));
    QCOMPARE(Rational::fromDouble(-3.0), Rational(-3));
    QCOMPARE(Rational::fromDouble(-0.0), Rational());
    QVERIFY(Rational::fromDouble(0.1) != Rational(1, 10));
    std::mt19937_64 random(5);
    for (int i = 0; i < 20000; ++i) {
        const double x = std::bit_cast<double>(random());
        if (!std::isfinite(x)) continue;
        QCOMPARE(Rational::fromDouble(x).toDouble(), x);
        QVERIFY(isLowest(Rational::fromDouble(x)));
    }
    QCOMPARE(Rational::fromDouble(std::numeric_limits<double>::denorm_min()).toDouble(), std::numeric_limits<double>::denorm_min());
    QCOMPARE(Rational::fromDouble(std::numeric_limits<double>::max()).toDouble(), std::numeric_limits<double>::max());
}

void TestRational::powers() {
    QCOMPARE(Rational(2, 3).pow(3).value(), Rational(8, 27));
    QCOMPARE(Rational(-2, 3).pow(-3).value(), Rational(-27, 8));
    QCOMPARE(Rational(5).pow(0).value(), Rational(1));
    QCOMPARE(Rational().pow(0).value(), Rational(1));
    QCOMPARE(Rational().pow(5).value(), Rational());
    QVERIFY(!Rational().pow(-1).has_value());
    QCOMPARE(Rational(1).pow(kLeast).value(), Rational(1));
    QCOMPARE(Rational(-1).pow(kMost).value(), Rational(-1));
    QVERIFY(!Rational(2).pow(200000).has_value());
    QVERIFY(!Rational(2).pow(kMost).has_value());
    QVERIFY(!Rational(1, 2).pow(kLeast).has_value());
    QVERIFY(!Rational(10).pow(5000)->pow(5000).has_value());
    RandomRational random(6);
    for (int i = 0; i < 500; ++i) {
        const Rational a = random.next();
        if (a.isZero()) continue;
        Rational product(1);
        for (int k = 0; k < 7; ++k) product = product * a;
        QCOMPARE(a.pow(7).value(), product);
        QCOMPARE(a.pow(-7).value(), Rational(1) / product);
        QVERIFY(isLowest(*a.pow(-7)));
    }
}

void TestRational::roots() {
    QCOMPARE(Rational(4, 9).root(2).value(), Rational(2, 3));
    QCOMPARE(Rational(-8).root(3).value(), Rational(-2));
    QVERIFY(!Rational(-4).root(2).has_value());
    QVERIFY(!Rational(2).root(2).has_value());
    QVERIFY(!Rational(4, 3).root(2).has_value());
    QVERIFY(!Rational(2).root(1000000000).has_value());
    QCOMPARE(Rational().root(5).value(), Rational());
    RandomRational random(7);
    for (int i = 0; i < 500; ++i) {
        const Rational a = random.next();
        QCOMPARE(a.pow(3)->root(3).value(), a);
        QCOMPARE(a.pow(4)->root(4).value(), a.sign() < 0 ? -a : a);
        if (!a.isZero()) QVERIFY(!(a.pow(2).value() * Rational(2)).root(2).has_value());
    }
}

void TestRational::floors() {
    QCOMPARE(Rational(7, 2).floor(), Rational(3));
    QCOMPARE(Rational(-7, 2).floor(), Rational(-4));
    QCOMPARE(Rational(-4).floor(), Rational(-4));
    RandomRational random(8);
    for (int i = 0; i < 5000; ++i) {
        const Rational a = random.next();
        const Rational low = a.floor();
        QVERIFY(low.isInteger() && low <= a && a < low + Rational(1));
    }
}

QTEST_APPLESS_MAIN(TestRational)
#include "tst_rational.moc"
