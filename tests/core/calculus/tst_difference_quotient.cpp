#include <QtTest>
#include <cmath>

#include "core/calculus/difference_quotient.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {
Expression parsed(const char* text) { return *parse(text); }
}  // namespace

class DifferenceQuotientTest : public QObject {
    Q_OBJECT
private slots:
    void secants() {
        const Program square = Program::compile(parsed("x^2"));
        QCOMPARE(differenceQuotient(square, 1.0, 0.5, DifferenceRule::Forward), 2.5);
        QCOMPARE(differenceQuotient(square, 1.0, 0.5, DifferenceRule::Backward), 1.5);
        QCOMPARE(differenceQuotient(square, 1.0, 0.5, DifferenceRule::Central), 2.0);
        QVERIFY(std::isnan(differenceQuotient(Program::compile(parsed("sqrt(x)")), 0.0, 0.1, DifferenceRule::Central)));
    }

    void theoryBoundsTheError_data() {
        QTest::addColumn<QString>("f");
        QTest::addColumn<double>("x");
        for (const char* f : {"sin(x)", "exp(x)", "x^3-2*x", "ln(x+2)", "1/(1+x^2)"}) QTest::newRow(f) << QString(f) << 0.7;
    }
    /// Small steps: truncation and rounding of theory, with room for the next terms and for libm.
    void theoryBoundsTheError() {
        QFETCH(QString, f);
        QFETCH(double, x);
        for (const DifferenceRule rule : {DifferenceRule::Forward, DifferenceRule::Backward, DifferenceRule::Central}) {
            const auto curve = differenceErrorCurve(parsed(f.toUtf8().constData()), x, rule, {1e-2, 1e-14, 4});
            QVERIFY(curve.ok());
            for (const DifferenceError& e : curve->errors) {
                const double fromStep = 0x1p-53 * std::fabs(x) / e.h * std::fabs(curve->slope) * 2.0;  // x + h is rounded too
                QVERIFY(e.error <= 1.2 * e.truncation + 4.0 * e.rounding + fromStep);
            }
        }
    }

    void theErrorHasASmallestValue() {
        const auto forward = *differenceErrorCurve(parsed("sin(x)"), 1.0, DifferenceRule::Forward);
        const auto central = *differenceErrorCurve(parsed("sin(x)"), 1.0, DifferenceRule::Central);
        QCOMPARE(forward.errors.size(), std::size_t(65));
        QVERIFY(forward.bestStep > 1e-9 && forward.bestStep < 1e-7);
        QVERIFY(central.bestStep > 1e-6 && central.bestStep < 1e-4);
        QVERIFY(central.errors[central.smallest].error < forward.errors[forward.smallest].error);
        QVERIFY(forward.errors.back().error > 1e3 * forward.errors[forward.smallest].error);
        QVERIFY(forward.errors.front().error > 1e3 * forward.errors[forward.smallest].error);
        const double h = forward.errors[forward.smallest].h;
        QVERIFY(h > 1e-3 * forward.bestStep && h < 1e3 * forward.bestStep);
    }

    void noDerivativeNoCurve() {
        const auto kink = differenceErrorCurve(parsed("abs(x)"), 0.0, DifferenceRule::Forward);
        QVERIFY(!kink.ok() && !kink.error().message.empty());
        QVERIFY(!differenceErrorCurve(parsed("x"), 0.0, DifferenceRule::Forward, {1.0, 0.0, 4}).ok());
        QVERIFY(!differenceErrorCurve(parsed("x"), 0.0, DifferenceRule::Forward, {1e-3, 1.0, 4}).ok());
        QVERIFY(!differenceErrorCurve(parsed("x"), 0.0, DifferenceRule::Forward, {1.0, 1e-8, 0}).ok());
    }
};

QTEST_APPLESS_MAIN(DifferenceQuotientTest)
#include "tst_difference_quotient.moc"
