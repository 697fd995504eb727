// label: slow
#include <QtTest>
#include <ctime>
#include <string>

#include "core/calculus/derivative.h"
#include "core/expression/parser.h"

using namespace calc;
using Kind = PointDerivative::Kind;

namespace {

Expression parsed(const std::string& text) {
    const Result<Expression> result = parse(text, {Variable::X, Variable::Y});
    if (!result) qFatal("%s: %s", text.c_str(), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

}  // namespace

class DerivativeWorkTest : public QObject {
    Q_OBJECT

private slots:
    /// Towers for which hundreds of digits would take minutes: the work is bounded, a gradient shares it among its directions.
    void whatWouldTakeTooLongIsUndetermined() {
        std::string roots = "x", quotients = "x", exponentials = "x";
        for (int i = 0; i < 900; ++i) roots = "(" + roots + "+1)^(1/3)";
        for (int i = 0; i < 900; ++i) quotients = "1/(" + quotients + "+y)";
        for (int i = 0; i < 600; ++i) exponentials = "exp(x)*(" + exponentials + ")";
        for (const std::string& text : {roots, quotients, exponentials}) {
            const std::clock_t begin = std::clock();
            const GradientAndHessian got = gradientAndHessian(parsed(text), {0.7, 0.3});
            QVERIFY(got.kind != Kind::Undefined);
            const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
            QVERIFY2(seconds < 120.0, qPrintable(QString::number(seconds)));  // a few seconds; without the bound many minutes
        }
        const PointDerivative slope = derivative(parsed(quotients), 0.7);
        QVERIFY(slope.kind == Kind::Undetermined || slope.value == 1.0);  // with y = 0 it is x again
        QVERIFY(derivative(parsed("x+1"), 0.7).value == 1.0);
    }
};

QTEST_APPLESS_MAIN(DerivativeWorkTest)
#include "tst_derivative_work.moc"
