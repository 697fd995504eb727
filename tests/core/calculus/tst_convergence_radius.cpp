#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/calculus/convergence_radius.h"
#include "core/calculus/derivative.h"
#include "core/expression/parser.h"

using namespace calc;
using Kind = ConvergenceRadius::Kind;

namespace {

constexpr double kPi = std::numbers::pi;

ConvergenceRadius radiusOf(const char* f, double at) { return convergenceRadius(*parse(f), at); }

}  // namespace

class TestConvergenceRadius : public QObject {
    Q_OBJECT

private slots:
    void known_data() {
        QTest::addColumn<double>("at");
        QTest::addColumn<double>("radius");  // infinite: entire
        const auto row = [](const char* f, double at, double radius) {
            QTest::newRow(qPrintable(QStringLiteral("%1 at %2").arg(QLatin1String(f)).arg(at))) << at << radius;
        };
        const double infinite = std::numeric_limits<double>::infinity();
        row("sin(x)", 1.0, infinite);
        row("exp(x)", 0.0, infinite);
        row("x^3-2x", 2.0, infinite);
        row("exp(-x^2)*cos(3x)", 0.5, infinite);
        row("2^x", 0.0, infinite);
        row("erf(x)", 0.0, infinite);
        row("1/(1-x)", 0.0, 1.0);
        row("1/(1-x)", -1.0, 2.0);
        row("1/(1+x^2)", 0.0, 1.0);
        row("1/(1+x^2)", 2.0, std::sqrt(5.0));
        row("1/(1+x^2)^3", 0.0, 1.0);
        row("ln(1+x)", 0.0, 1.0);
        row("ln(x)", 3.0, 3.0);
        row("sqrt(x)", 4.0, 4.0);
        row("(1+x)^0.3", 0.0, 1.0);
        row("atan(x)", 0.0, 1.0);
        row("atan(x)", 1.0, std::sqrt(2.0));
        row("asin(x)", 0.0, 1.0);
        row("tan(x)", 0.0, kPi / 2);
        row("tan(x)", 1.0, kPi / 2 - 1.0);
        row("tanh(x)", 0.0, kPi / 2);
        row("sigmoid(x)", 0.0, kPi);
        row("sigmoid(2x-1)", 0.5, kPi / 2);
        row("1/(1+exp(-x))", 0.0, kPi);
        row("ln(1+exp(x))", 0.0, kPi);
        row("1/cos(x)", 0.0, kPi / 2);
        row("x*ln(1+x)", 0.0, 1.0);
        row("1/(2-x)+ln(1+x)", 0.0, 1.0);
        row("exp(1/(1-x))", 0.0, 1.0);
        row("gamma(x)", 1.5, 1.5);
        row("exp(-1/x^2)", 1.0, 1.0);
        row("tan(x^2)", 0.0, std::sqrt(kPi / 2));
    }
    void known() {
        const QString name = QLatin1String(QTest::currentDataTag());
        const QByteArray f = name.left(name.indexOf(QStringLiteral(" at "))).toLatin1();
        QFETCH(double, at);
        QFETCH(double, radius);
        const ConvergenceRadius result = radiusOf(f.constData(), at);
        QVERIFY(!result.why.empty());
        if (std::isinf(radius)) {
            QVERIFY(result.kind == Kind::Infinite);
            return;
        }
        QVERIFY2(result.kind == Kind::Value, renderEnglish(result.why).c_str());
        QVERIFY2(std::fabs(result.value - radius) < 1e-7 * radius, qPrintable(QString::number(result.value)));
        // The singularity that is named stands at that distance.
        QVERIFY(result.where && std::fabs(std::abs(*result.where - at) - result.value) < 1e-7 * radius);
    }

    /// What may cancel is not claimed: at least.
    void cancellationIsNotClaimed() {
        for (const char* f : {"sin(x-1)/(x-1)", "(x^2-1)/(x-1)", "1/(1-x)-1/(1-x)", "exp(ln(1+x))", "sqrt((1-x)^2)", "(sqrt(1+x))^2"}) {
            const ConvergenceRadius result = radiusOf(f, 0.0);
            QVERIFY2(result.kind == Kind::AtLeast, f);
            QVERIFY2(std::fabs(result.value - 1.0) < 1e-6, f);
        }
    }

    void cornersAreNotKnown() {
        for (const char* f : {"abs(x)", "max(x, 1)", "floor(x)", "if(x<0, 1, x)", "relu(x)"})
            QVERIFY2(radiusOf(f, 0.5).kind == Kind::Unknown, f);
        QVERIFY(radiusOf("1/x", 0.0).kind == Kind::Unknown);
    }

    /// The coefficients tell the same: the largest k-th root of their sizes is one over the radius, to some per cent at k = 12 … 20.
    void coefficientsAgree() {
        for (const auto& [f, at] :
             {std::pair{"1/(1+x^2)", 0.5}, {"ln(2+x)", 0.0}, {"tan(x)", 0.3}, {"sigmoid(x)", 1.0}, {"sqrt(3+x)", 0.0}}) {
            const ConvergenceRadius result = radiusOf(f, at);
            QVERIFY(result.kind == Kind::Value);
            double largest = 0.0;
            double factorial = 1.0;
            for (int k = 1; k <= 20; ++k) {
                factorial *= k;
                const double coefficient = derivative(*parse(f), at, k).value / factorial;
                if (k >= 12) largest = std::max(largest, std::pow(std::fabs(coefficient), 1.0 / k));
            }
            QVERIFY2(std::fabs(largest * result.value - 1.0) < 0.35, f);
        }
    }
};

QTEST_APPLESS_MAIN(TestConvergenceRadius)
#include "tst_convergence_radius.moc"
