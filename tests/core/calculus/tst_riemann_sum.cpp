#include "core/calculus/riemann_sum.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/expression/parser.h"

using namespace calc;

namespace {

Program program(const char* text) {
    const Result<Expression> expression = parse(text);
    if (!expression) qFatal("cannot read %s: %s", text, renderPlainEnglish(expression.error().message).c_str());
    return Program::compile(*expression);
}

RiemannSum sumOf(const char* text, Range range, std::int64_t n, RiemannRule rule) {
    const Result<RiemannSum> sum = riemannSum(program(text), range, n, rule);
    if (!sum) qFatal("%s", renderPlainEnglish(sum.error().message).c_str());
    return *sum;
}

RiemannRule ruleByName(const QString& name) {
    const QStringList names{"left", "right", "midpoint", "trapezoid", "simpson", "lower", "upper"};
    return static_cast<RiemannRule>(names.indexOf(name));
}

std::string fieldOf(const Result<RiemannSum>& result) { return result ? "no error" : result.error().field; }

}  // namespace

class TestRiemannSum : public QObject {
    Q_OBJECT
private slots:
    void reference_data();
    void reference();
    void proofsContainTheExactSum_data();
    void proofsContainTheExactSum();
    void orderOfTheSums_data();
    void orderOfTheSums();
    void reversedRangeChangesTheSign();
    void emptyRange();
    void refusals();
    void nodesWithoutValue();
    void nodesAreExact();
    void holesAndPoles();
    void manyPieces();
    void freePartitions();
    void piecesAreWhatIsDrawn();
    void stops();
};

void TestRiemannSum::reference_data() {
    QTest::addColumn<QJsonObject>("question");
    QFile file(QStringLiteral(CALCULOSCOPE_TEST_DATA "/reference/riemann.jsonl"));
    QVERIFY2(file.open(QIODevice::ReadOnly), "reference cases are missing");
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty()) continue;
        const QJsonObject question = QJsonDocument::fromJson(line).object();
        QTest::newRow(qPrintable(question["id"].toString())) << question;
    }
}

void TestRiemannSum::reference() {
    QFETCH(QJsonObject, question);
    const QByteArray text = question["f"].toString().toUtf8();
    const RiemannSum sum = sumOf(text.constData(), {question["from"].toDouble(), question["to"].toDouble()}, question["n"].toInteger(),
                                 ruleByName(question["method"].toString()));
    if (question["kind"].toString() == "undefined") {
        QCOMPARE(sum.kind, RiemannSum::Kind::Undefined);
        QVERIFY(!sum.why.empty());
        return;
    }
    QCOMPARE(sum.kind, RiemannSum::Kind::Value);
    const double truth = question["value"].toString().toDouble();
    const double allowed = question["atol"].toDouble() + question["rtol"].toDouble() * std::fabs(truth);
    QVERIFY2(std::fabs(sum.sum.value - truth) <= allowed, qPrintable(QString::number(sum.sum.value, 'g', 17)));
    // The error that is claimed bounds the true one (as far as a double holds the truth).
    QVERIFY(std::fabs(sum.sum.value - truth) <= sum.sum.error + 1e-15 * std::fabs(truth));
}

// The exact sums of infima and suprema, by hand.
void TestRiemannSum::proofsContainTheExactSum_data() {
    QTest::addColumn<QByteArray>("f");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("upper");
    const double pi = std::numbers::pi;
    QTest::newRow("square") << QByteArray("x^2") << 0.0 << 1.0 << 4 << 0.21875 << 0.46875;
    QTest::newRow("interior minimum") << QByteArray("x^2") << -1.0 << 2.0 << 1 << 0.0 << 12.0;
    QTest::newRow("interior minimum, written out") << QByteArray("x^2-2*x+1") << 0.0 << 3.0 << 2 << 0.375 << 7.5;
    QTest::newRow("whole wave") << QByteArray("sin(x)") << 0.0 << 2 * pi << 1 << -2 * pi << 2 * pi;
    QTest::newRow("wave in four") << QByteArray("sin(x)") << 0.0 << 2 * pi << 4 << -pi << pi;
    QTest::newRow("kink") << QByteArray("abs(x)") << -1.0 << 2.0 << 1 << 0.0 << 6.0;
    QTest::newRow("two branches") << QByteArray("max(x,1-x)") << 0.0 << 1.0 << 1 << 0.5 << 1.0;
    QTest::newRow("jump") << QByteArray("floor(x)") << 0.0 << 3.0 << 2 << 0.0 * 1.5 + 1.0 * 1.5 << 1.0 * 1.5 + 3.0 * 1.5;
    QTest::newRow("steep end") << QByteArray("sqrt(x)") << 0.0 << 4.0 << 4 << 0.0 + 1.0 + std::sqrt(2.0) + std::sqrt(3.0)
                               << 1.0 + std::sqrt(2.0) + std::sqrt(3.0) + 2.0;
    QTest::newRow("exponential") << QByteArray("exp(x)") << 0.0 << 1.0 << 2 << 0.5 * (1.0 + std::exp(0.5))
                                 << 0.5 * (std::exp(0.5) + std::exp(1.0));
    QTest::newRow("bell") << QByteArray("exp(-x^2)") << -1.0 << 1.0 << 1 << 2.0 * std::exp(-1.0) << 2.0;
    QTest::newRow("two valleys") << QByteArray("x^4-2*x^2") << -2.0 << 2.0 << 2 << -4.0 << 32.0;
    QTest::newRow("piecewise") << QByteArray("if(x < 1, x, 3 - x)") << 0.0 << 3.0 << 1 << 0.0 << 6.0;
}

void TestRiemannSum::proofsContainTheExactSum() {
    QFETCH(QByteArray, f);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, n);
    QFETCH(double, lower);
    QFETCH(double, upper);
    const RiemannSum low = sumOf(f.constData(), {from, to}, n, RiemannRule::Lower);
    const RiemannSum high = sumOf(f.constData(), {from, to}, n, RiemannRule::Upper);
    QCOMPARE(low.kind, RiemannSum::Kind::Value);
    QCOMPARE(high.kind, RiemannSum::Kind::Value);
    QVERIFY(low.proved && high.proved);
    QCOMPARE(low.sum.certainty, Certainty::Certified);
    const double slack = 2e-16 * (1.0 + std::fabs(lower) + std::fabs(upper));  // of the hand-made truth
    QVERIFY2(low.proved->low <= lower + slack && lower - slack <= low.proved->high,
             qPrintable(QString("%1 %2").arg(low.proved->low, 0, 'g', 17).arg(low.proved->high, 0, 'g', 17)));
    QVERIFY2(high.proved->low <= upper + slack && upper - slack <= high.proved->high,
             qPrintable(QString("%1 %2").arg(high.proved->low, 0, 'g', 17).arg(high.proved->high, 0, 'g', 17)));
    QVERIFY2(low.proved->width() <= 1e-11 * (1.0 + std::fabs(upper)), qPrintable(QString::number(low.proved->width())));
    QVERIFY2(high.proved->width() <= 1e-11 * (1.0 + std::fabs(upper)), qPrintable(QString::number(high.proved->width())));
    QVERIFY(low.sum.value <= lower + slack);
    QVERIFY(high.sum.value >= upper - slack);
}

void TestRiemannSum::orderOfTheSums_data() {
    QTest::addColumn<QByteArray>("f");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("integral");
    QTest::newRow("sine") << QByteArray("sin(x)") << 0.0 << std::numbers::pi << 2.0;
    QTest::newRow("hump") << QByteArray("x*(1-x)") << 0.0 << 1.0 << 1.0 / 6.0;
    QTest::newRow("reciprocal") << QByteArray("1/x") << 1.0 << 2.0 << std::numbers::ln2;
    QTest::newRow("sign change") << QByteArray("x^3-2*x+1") << -2.0 << 3.0 << 16.25;
    QTest::newRow("bell") << QByteArray("1/(1+x^2)") << -1.0 << 1.0 << std::numbers::pi / 2;
}

void TestRiemannSum::orderOfTheSums() {
    QFETCH(QByteArray, f);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, integral);
    double gapBefore = 1e300;
    for (const int n : {1, 2, 7, 40, 320}) {
        const double low = sumOf(f.constData(), {from, to}, n, RiemannRule::Lower).sum.value;
        const double high = sumOf(f.constData(), {from, to}, n, RiemannRule::Upper).sum.value;
        QVERIFY(low <= integral && integral <= high);
        for (const RiemannRule rule : {RiemannRule::Left, RiemannRule::Right, RiemannRule::Midpoint, RiemannRule::Trapezoid}) {
            const double sum = sumOf(f.constData(), {from, to}, n, rule).sum.value;
            QVERIFY(low <= sum * (1.0 + 1e-15) + 1e-15 && sum <= high * (1.0 + 1e-15) + 1e-15);
        }
        QVERIFY(high - low <= gapBefore);
        gapBefore = high - low;
    }
    QVERIFY(gapBefore < 0.5);  // it closes: f is integrable
}

void TestRiemannSum::reversedRangeChangesTheSign() {
    for (const RiemannRule rule :
         {RiemannRule::Midpoint, RiemannRule::Trapezoid, RiemannRule::Simpson, RiemannRule::Lower, RiemannRule::Upper}) {
        const double forward = sumOf("exp(x)", {0.0, 1.0}, 8, rule).sum.value;
        const double backward = sumOf("exp(x)", {1.0, 0.0}, 8, rule).sum.value;
        QVERIFY(std::fabs(forward + backward) <= 1e-14);
    }
    // Left and right change places.
    QVERIFY(std::fabs(sumOf("exp(x)", {0.0, 1.0}, 8, RiemannRule::Left).sum.value +
                      sumOf("exp(x)", {1.0, 0.0}, 8, RiemannRule::Right).sum.value) < 1e-14);
}

void TestRiemannSum::emptyRange() {
    QCOMPARE(sumOf("exp(x)", {2.0, 2.0}, 8, RiemannRule::Left).sum.value, 0.0);
    QCOMPARE(sumOf("ln(x)", {0.0, 0.0}, 8, RiemannRule::Left).kind, RiemannSum::Kind::Undefined);
}

void TestRiemannSum::refusals() {
    const Program f = program("x");
    QCOMPARE(fieldOf(riemannSum(f, {0, 1}, 0, RiemannRule::Left)), "n");
    QCOMPARE(fieldOf(riemannSum(f, {0, 1}, -3, RiemannRule::Left)), "n");
    QCOMPARE(fieldOf(riemannSum(f, {0, 1}, kMaximumSubintervals + 1, RiemannRule::Left)), "n");
    QCOMPARE(fieldOf(riemannSum(f, {0, 1}, 3, RiemannRule::Simpson)), "n");
    QCOMPARE(fieldOf(riemannSum(f, {-INFINITY, 1}, 3, RiemannRule::Left)), "from");
    QCOMPARE(fieldOf(riemannSum(f, {0, INFINITY}, 3, RiemannRule::Left)), "to");
    QCOMPARE(fieldOf(riemannSum(f, {0, NAN}, 3, RiemannRule::Left)), "to");
    QCOMPARE(fieldOf(riemannSum(f, std::vector<double>{0.0}, RiemannRule::Left)), "partition");
    QCOMPARE(fieldOf(riemannSum(f, std::vector<double>{0.0, 1.0, 0.5}, RiemannRule::Left)), "partition");
    QCOMPARE(fieldOf(riemannSum(f, std::vector<double>{0.0, 1.0, 1.0}, RiemannRule::Left)), "partition");
    QCOMPARE(fieldOf(riemannSum(f, SampledPartition{{0.0, 1.0, 2.0}, {0.5}})), "samples");
    QCOMPARE(fieldOf(riemannSum(f, SampledPartition{{0.0, 1.0, 2.0}, {0.5, 0.5}})), "samples");
}

void TestRiemannSum::nodesWithoutValue() {
    const RiemannSum sum = sumOf("ln(x)", {0.0, 1.0}, 4, RiemannRule::Left);
    QCOMPARE(sum.kind, RiemannSum::Kind::Undefined);
    QCOMPARE(sum.pieces.size(), std::size_t{4});  // the pieces with a height are still there to be drawn
    QVERIFY(std::isnan(sum.pieces[0].height) && std::isfinite(sum.pieces[1].height));
    QCOMPARE(sumOf("exp(1000*x)", {0.0, 1.0}, 2, RiemannRule::Right).kind, RiemannSum::Kind::Overflow);
    QCOMPARE(sumOf("sqrt(x)", {-1.0, 1.0}, 10, RiemannRule::Lower).kind, RiemannSum::Kind::Undefined);
}

/// A node that is a whole number is met exactly: a step function counts from there, a root has its zero there.
void TestRiemannSum::nodesAreExact() {
    QCOMPARE(sumOf("floor(x)", {-1, 5}, 3, RiemannRule::Right).sum.value, 18.0);
    QCOMPARE(sumOf("floor(x)", {-1, 5}, 3, RiemannRule::Left).sum.value, 6.0);
    QCOMPARE(sumOf("floor(x)", {0.5, 3}, 100, RiemannRule::Simpson).sum.value, 3.025);
    QVERIFY(std::fabs(sumOf("cbrt(x)", {-2, 3}, 10, RiemannRule::Trapezoid).sum.value - 1.3541470591992970297) < 1e-13);
    for (const std::int64_t n : {3, 7, 49, 1001}) {
        const auto whole = static_cast<double>(n);
        const RiemannSum sum = sumOf("x", {-whole, 2.0 * whole}, 3 * n, RiemannRule::Left);
        for (std::size_t i = 0; i < sum.pieces.size(); ++i) QCOMPARE(sum.pieces[i].x0, static_cast<double>(i) - whole);
    }
}

void TestRiemannSum::holesAndPoles() {
    const RiemannSum hole = sumOf("sin(x)/x", {-1.0, 1.0}, 2, RiemannRule::Upper);
    if (hole.kind == RiemannSum::Kind::Value) {
        QVERIFY(hole.proved ? hole.proved->contains(2.0) : std::fabs(hole.sum.value - 2.0) < 1e-6);
        QCOMPARE(hole.sum.certainty == Certainty::Certified, hole.proved.has_value());
    } else {
        QCOMPARE(hole.kind, RiemannSum::Kind::Undetermined);
    }
    for (const char* text : {"1/x", "1/x^2", "-ln(x)", "1/sqrt(x)"}) {
        const RiemannSum pole = sumOf(text, {0.0, 1.0}, 4, RiemannRule::Upper);
        QVERIFY2(pole.kind == RiemannSum::Kind::Undetermined, text);
        QVERIFY(!pole.why.empty());
        QCOMPARE(sumOf(text, {0.0, 1.0}, 4, RiemannRule::Lower).kind, RiemannSum::Kind::Value);
    }
    QCOMPARE(sumOf("tan(x)", {0.0, 3.0}, 3, RiemannRule::Lower).kind, RiemannSum::Kind::Undetermined);
}

void TestRiemannSum::manyPieces() {
    const double n = 1e6;
    const RiemannSum middle = sumOf("x^2", {0.0, 1.0}, 1'000'000, RiemannRule::Midpoint);
    QVERIFY(std::fabs(middle.sum.value - (1.0 / 3.0 - 1.0 / (12.0 * n * n))) < 2e-16);
    const RiemannSum low = sumOf("x^2", {0.0, 1.0}, 100'000, RiemannRule::Lower);
    const double truth = 1.0 / 3.0 - 0.5e-5 + 1.0 / 6.0 * 1e-10;
    QVERIFY(low.proved && low.proved->contains(truth));
    QVERIFY(low.proved->width() < 1e-13);
}

void TestRiemannSum::freePartitions() {
    // Fermat's geometric partition of x^2 on [0.5, 1].
    std::vector<double> nodes;
    for (int i = 0; i <= 20; ++i) nodes.push_back(0.5 * std::pow(2.0, i / 20.0));
    double truth = 0.0;
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) truth += nodes[i] * nodes[i] * (nodes[i + 1] - nodes[i]);
    const Program f = program("x^2");
    const Result<RiemannSum> left = riemannSum(f, nodes, RiemannRule::Left);
    QVERIFY(left && std::fabs(left->sum.value - truth) < 1e-15);
    const Result<RiemannSum> low = riemannSum(f, nodes, RiemannRule::Lower);
    QVERIFY(low && low->proved && low->proved->contains(truth));
    QVERIFY(std::fabs(meshOf(nodes) - (nodes[20] - nodes[19])) < 1e-16);
    QCOMPARE(fieldOf(riemannSum(f, nodes, RiemannRule::Simpson)), "rule");

    const Result<RiemannSum> sampled = riemannSum(f, SampledPartition{{0.0, 0.5, 2.0}, {0.25, 2.0}});
    QVERIFY(sampled);
    QCOMPARE(sampled->sum.value, 0.0625 * 0.5 + 4.0 * 1.5);
    const Result<RiemannSum> descending = riemannSum(f, SampledPartition{{2.0, 0.5, 0.0}, {2.0, 0.25}});
    QVERIFY(descending);
    QCOMPARE(descending->sum.value, -(0.0625 * 0.5 + 4.0 * 1.5));
}

void TestRiemannSum::piecesAreWhatIsDrawn() {
    for (const RiemannRule rule : {RiemannRule::Left, RiemannRule::Right, RiemannRule::Midpoint, RiemannRule::Trapezoid,
                                   RiemannRule::Simpson, RiemannRule::Lower, RiemannRule::Upper}) {
        const RiemannSum sum = sumOf("exp(x)", {-1.0, 1.0}, 6, rule);
        double area = 0.0;
        double x = -1.0;
        for (const RiemannPiece& piece : sum.pieces) {
            QCOMPARE(piece.x0, x);
            QVERIFY(piece.x0 <= piece.sample && piece.sample <= piece.x1);
            const double mean =
                rule == RiemannRule::Simpson ? (piece.y0 + 4.0 * piece.height + piece.y1) / 6.0 : 0.5 * (piece.y0 + piece.y1);
            area += mean * (piece.x1 - piece.x0);
            x = piece.x1;
        }
        QCOMPARE(x, 1.0);
        QVERIFY(std::fabs(area - sum.sum.value) < 1e-12);
    }
}

void TestRiemannSum::stops() {
    std::stop_source source;
    source.request_stop();
    const Result<RiemannSum> sum = riemannSum(program("sin(x)"), {0.0, 1.0}, 1000, RiemannRule::Lower, source.get_token());
    QVERIFY(sum);
    QCOMPARE(sum->kind, RiemannSum::Kind::Undetermined);
}

QTEST_APPLESS_MAIN(TestRiemannSum)
#include "tst_riemann_sum.moc"
