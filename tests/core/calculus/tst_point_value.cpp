#include <QtTest>
#include <cmath>

#include "core/calculus/point_value.h"
#include "core/expression/parser.h"
#include "core/expression/program.h"
#include "tests/core/expression/random_expressions.h"

using namespace calc;
using Kind = PointValue::Kind;

namespace {
const std::vector<Variable> kPlane = {Variable::X, Variable::Y};
PointValue at(const char* text, double x) {
    const double point[2] = {x, 0.0};
    return pointValue(*parse(text, kPlane), kPlane, point);
}
}  // namespace

class PointValueTest : public QObject {
    Q_OBJECT
private slots:
    void decided_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("x");
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double x, Kind kind, double value) {
            QTest::newRow(qPrintable(QString("%1 at %2").arg(text).arg(x))) << QString(text) << x << static_cast<int>(kind) << value;
        };
        row("sqrt(sin(2*pi))", 0, Kind::Value, 0.0);
        row("tan(pi/2)", 0, Kind::Undefined, 0.0);
        row("tan(pi/4)", 0, Kind::Value, 1.0);
        row("exp(1)-e", 0, Kind::Value, 0.0);
        row("cos(pi/2)", 0, Kind::Value, 0.0);
        row("exp(1000)/exp(999)", 0, Kind::Value, 2.718281828459045);
        row("ln(exp(-1000))", 0, Kind::Value, -1000.0);
        row("1/exp(-1000)", 0, Kind::Overflow, HUGE_VAL);
        row("-exp(x)", 1000, Kind::Overflow, -HUGE_VAL);
        row("1/(1+1e16-1e16)", 0, Kind::Value, 1.0);
        row("1/(1+x-x-1)", 1e300, Kind::Undefined, 0.0);
        row("1/((1e300+x)-1e300)", 1e-300, Kind::Value, 1e300);
        row("1/x", 0, Kind::Undefined, 0.0);
        row("x^0", 0, Kind::Undefined, 0.0);
        row("(-8)^(1/3)", 0, Kind::Undefined, 0.0);
        row("(-8)^(4/2)", 0, Kind::Value, 64.0);
        row("cbrt(-27)", 0, Kind::Value, -3.0);
        row("gamma(x)", -3, Kind::Undefined, 0.0);
        row("gamma(x)", 171, Kind::Value, 7.257415615307994e306);
        row("gamma(x)", 200, Kind::Overflow, HUGE_VAL);
        row("asin(2)", 0, Kind::Undefined, 0.0);
        row("acos(cos(0))", 0, Kind::Value, 0.0);
        row("if(x > 0, ln(x), 7)", -1, Kind::Value, 7.0);
        row("floor(cos(0)+sin(pi))", 0, Kind::Value, 1.0);
        row("0.1+0.2", 0, Kind::Value, 0.30000000000000004);
        row("1e400*1e-400", 0, Kind::Value, 1.0);
    }
    void decided() {
        QFETCH(QString, text);
        QFETCH(double, x);
        QFETCH(int, kind);
        QFETCH(double, value);
        const PointValue got = at(text.toUtf8().constData(), x);
        QCOMPARE(static_cast<int>(got.kind), kind);
        QVERIFY2(got.value == value || std::fabs(got.value - value) < 1e-15 * std::fabs(value),
                 QByteArray::number(got.value, 'g', 17).constData());
    }

    /// What it says lies in the enclosure by intervals, and where that is narrow it agrees with the scalar path.
    void agreesWithEvaluation() {
        RandomExpressions expressions(41);
        int values = 0;
        for (int i = 0; i < 2000; ++i) {
            const Expression f = expressions.next(1 + i % 4);
            const double point[2] = {0.25 * (i % 17 - 8), 1.3 - 0.01 * (i % 300)};
            const Program program = Program::compile(f, kPlane);
            const Interval box[2] = {Interval::point(point[0]), Interval::point(point[1])};
            const Interval enclosure = program.enclose(box);
            const PointValue got = pointValue(f, kPlane, point);
            if (enclosure.defined) QVERIFY(got.kind != Kind::Undefined);
            if (got.kind != Kind::Value) continue;
            ++values;
            const double rounding = 1e-14 * std::fabs(got.value);  // literals are enclosed there and doubles here
            QVERIFY(!enclosure.isEmpty() && enclosure.low <= got.value + rounding && got.value - rounding <= enclosure.high);
        }
        QVERIFY(values > 1000);
    }
};

QTEST_APPLESS_MAIN(PointValueTest)
#include "tst_point_value.moc"
