#include <QtTest>
#include <string>

#include "core/calculus/derivative.h"
#include "core/calculus/derivative_local.h"
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
    /// Towers for which hundreds of digits would take minutes: the work is bounded, one question after the other takes from the same store.
    void whatWouldTakeTooLongIsUndetermined_data() {
        QTest::addColumn<QString>("text");
        QString roots = "x", quotients = "x", exponentials = "x", factorials = "x";
        for (int i = 0; i < 900; ++i) roots = "(" + roots + "+1)^(1/3)";
        for (int i = 0; i < 900; ++i) quotients = "1/(" + quotients + "+y)";
        for (int i = 0; i < 600; ++i) exponentials = "exp(x)*(" + exponentials + ")";
        for (int i = 0; i < 300; ++i) factorials = "gamma(x+" + QString::number(i + 2) + "/7)+" + factorials;
        QTest::newRow("roots") << roots;
        QTest::newRow("quotients") << quotients;
        QTest::newRow("exponentials") << exponentials;
        QTest::newRow("factorials") << factorials;
    }
    void whatWouldTakeTooLongIsUndetermined() {
        QFETCH(QString, text);
        const Expression tower = parsed(text.toStdString());
        local::Line line;
        line.origin = {0.7, 0.3};
        line.direction = {1.0, 0.5};
        line.work = 0.1 * local::kMostWork;
        const local::LocalDerivative got = local::differentiateAlong(tower, line, 2);
        // One operation may end beyond the store, no second one begins.
        QVERIFY2(got.workLeft > -0.5 * line.work, qPrintable(QString::number(got.workLeft)));
        line.work = -1.0;
        QVERIFY(local::differentiateAlong(tower, line, 2).workLeft >= -1.0);
    }

    /// A term that stands in a sum hundreds of times is worked out once.
    void equalTermsCostOnce() {
        QString once = "(x!)!", often = once;
        for (int i = 0; i < 300; ++i) often += "+(x!)!";
        const auto workOf = [](const QString& text) {
            local::Line line;
            line.origin = {0.5};
            line.direction = {1.0};
            return local::kMostWork - local::differentiateAlong(parsed(text.toStdString()), line, 1).workLeft;
        };
        QVERIFY(workOf(once) > 0.0);
        QVERIFY2(workOf(often) < 3.0 * workOf(once), qPrintable(QString::number(workOf(often) / workOf(once))));
    }

    void anExhaustedQuestionSaysSo() {
        QString roots = "x";
        for (int i = 0; i < 900; ++i) roots = "(" + roots + "+1)^(1/3)";
        const GradientAndHessian got = gradientAndHessian(parsed(roots.toStdString()), {0.7, 0.3});
        QVERIFY(got.kind != Kind::Undefined);
        QVERIFY(derivative(parsed("x+1"), 0.7).value == 1.0);
    }
};

QTEST_APPLESS_MAIN(DerivativeWorkTest)
#include "tst_derivative_work.moc"
