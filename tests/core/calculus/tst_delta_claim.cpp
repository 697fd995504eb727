#include <QtTest>
#include <cmath>

#include "core/calculus/delta_claim.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

Expression exact(const char* text) { return *parse(text); }

struct Question {
    const char* f;
    const char* to;
    const char* limit;
    const char* epsilon;
};

DeltaClaim claim(const Question& q, double delta, Side side = Side::Both) {
    EpsilonDeltaOptions options;
    options.side = side;
    return deltaClaim(exact(q.f), exact(q.to), exact(q.limit), exact(q.epsilon), delta, options);
}

}  // namespace

class TestDeltaClaim : public QObject {
    Q_OBJECT

private slots:
    void aDeltaIsProvedOrRefuted_data();
    void aDeltaIsProvedOrRefuted();
    void piecesCoverTheWholeBand();
    void aWitnessBreaksTheClaim();
    void theNearestBreakIsWhereTheCurveLeaves();
    void oneSideAlone();
    void aSingleMissingPointIsNoNeighbourhood();
};

void TestDeltaClaim::aDeltaIsProvedOrRefuted_data() {
    QTest::addColumn<QByteArray>("f");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("epsilon");
    QTest::addColumn<double>("largest");  // by hand
    QTest::newRow("line") << QByteArray("2x+1") << QByteArray("1") << QByteArray("3") << QByteArray("0.5") << 0.25;
    QTest::newRow("square") << QByteArray("x^2") << QByteArray("3") << QByteArray("9") << QByteArray("1") << std::sqrt(10.0) - 3.0;
    QTest::newRow("root") << QByteArray("sqrt(x)") << QByteArray("4") << QByteArray("2") << QByteArray("0.25") << 4.0 - 1.75 * 1.75;
    QTest::newRow("reciprocal") << QByteArray("1/x") << QByteArray("1") << QByteArray("1") << QByteArray("0.2") << 1.0 - 1.0 / 1.2;
    QTest::newRow("exponential") << QByteArray("e^x") << QByteArray("0") << QByteArray("1") << QByteArray("0.3") << std::log(1.3);
    QTest::newRow("modulus") << QByteArray("|x|") << QByteArray("0") << QByteArray("0") << QByteArray("0.2") << 0.2;
}

/// Every smaller delta is proved, or at least not refuted; every larger one is refuted, or at least not proved.
void TestDeltaClaim::aDeltaIsProvedOrRefuted() {
    QFETCH(QByteArray, f);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, epsilon);
    QFETCH(double, largest);
    const Question q{f.constData(), to.constData(), limit.constData(), epsilon.constData()};
    for (const double part : {1e-6, 0.01, 0.3, 0.8, 0.97}) QVERIFY2(claim(q, part * largest).kind == EpsilonDeltaKind::Proved, f);
    for (const double part : {0.999, 1.0 - 1e-9}) QVERIFY2(claim(q, part * largest).kind != EpsilonDeltaKind::Refuted, f);
    QVERIFY2(claim(q, largest * (1.0 + 1e-9)).kind != EpsilonDeltaKind::Proved, f);
    for (const double part : {1.001, 1.1, 2.0, 3.9}) QVERIFY2(claim(q, part * largest).kind == EpsilonDeltaKind::Refuted, f);
}

void TestDeltaClaim::piecesCoverTheWholeBand() {
    const DeltaClaim proved = claim({"(1-cos(x))/x^2", "0", "1/2", "0.05"}, 0.5);
    QVERIFY(proved.kind == EpsilonDeltaKind::Proved);
    QCOMPARE(proved.pieces.front().x.low, -0.5);
    QCOMPARE(proved.pieces.back().x.high, 0.5);
    for (std::size_t i = 0; i < proved.pieces.size(); ++i) {
        if (i > 0) QCOMPARE(proved.pieces[i].x.low, proved.pieces[i - 1].x.high);
        QVERIFY(proved.pieces[i].values.low > 0.45 && proved.pieces[i].values.high < 0.55);
    }
}

void TestDeltaClaim::aWitnessBreaksTheClaim() {
    const DeltaClaim broken = claim({"x^3/4-x/2", "2", "1", "0.5"}, 0.3);
    QVERIFY(broken.kind == EpsilonDeltaKind::Refuted);
    const double x = broken.witness;
    QVERIFY(x != 2.0 && std::fabs(x - 2.0) < 0.3);
    QVERIFY(std::fabs(x * x * x / 4.0 - x / 2.0 - 1.0) >= 0.5);
    QVERIFY2(broken.proved > 0.17 && broken.proved < 0.18, "what was proved on the way is kept");
}

void TestDeltaClaim::theNearestBreakIsWhereTheCurveLeaves() {
    const auto x = nearestBreak(exact("x^3/4-x/2"), exact("2"), exact("1"), exact("0.5"), 0.1, 1.0);
    QVERIFY(x.has_value());
    // x^3/4 - x/2 = 1.5 at 2.179981...
    QVERIFY(std::fabs(*x * *x * *x / 4.0 - *x / 2.0 - 1.5) < 1e-7);
    QVERIFY(!nearestBreak(exact("x"), exact("0"), exact("0"), exact("1"), 0.0, 0.9));
    QVERIFY(!nearestBreak(exact("x"), exact("0"), exact("0"), exact("1"), 2.0, 1.0));
}

void TestDeltaClaim::oneSideAlone() {
    const Question step{"floor(x)", "1", "1", "0.5"};
    QVERIFY(claim(step, 0.5, Side::Right).kind == EpsilonDeltaKind::Proved);
    QVERIFY(claim(step, 0.5, Side::Left).kind == EpsilonDeltaKind::Refuted);
    QVERIFY(claim(step, 0.5).kind == EpsilonDeltaKind::Refuted);
    QVERIFY(claim(step, 1.5, Side::Right).kind == EpsilonDeltaKind::Refuted);
}

/// A delta beyond the domain is refuted by an x without a value.
void TestDeltaClaim::aSingleMissingPointIsNoNeighbourhood() {
    const DeltaClaim broken = claim({"sqrt(x)", "1", "1", "2"}, 1.5);
    QVERIFY(broken.kind == EpsilonDeltaKind::Refuted);
    QVERIFY(broken.witness < 0.0);
}

QTEST_APPLESS_MAIN(TestDeltaClaim)
#include "tst_delta_claim.moc"
