#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/differentiate.h"
#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/expression/program.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

const std::vector<Variable> kAll = {Variable::X, Variable::Y, Variable::N};

Expression read(const std::string& text) {
    const auto result = parse(text, kAll);
    if (!result.ok()) qFatal("%s: %s", text.c_str(), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

std::string derivativeText(const std::string& text) {
    const auto result = differentiate(read(text), Variable::X);
    return result.ok() ? print(*result) : "none";
}

/// Ridders' extrapolation of central differences: the value and its error, by a way that shares nothing with rules of derivation.
struct Slope {
    double value = 0.0;
    double error = INFINITY;
};
Slope extrapolated(const Program& f, double x, double width) {
    constexpr int kRows = 10;
    constexpr double kShrink = 1.6;
    std::array<std::array<double, kRows>, kRows> table{};
    Slope best;
    double h = width;
    for (int i = 0; i < kRows; ++i, h /= kShrink) {
        table[0][i] = (f(x + h) - f(x - h)) / (2 * h);
        double factor = kShrink * kShrink;
        for (int k = 1; k <= i; ++k, factor *= kShrink * kShrink) {
            table[k][i] = (table[k - 1][i] * factor - table[k - 1][i - 1]) / (factor - 1);
            const double error = std::max(std::abs(table[k][i] - table[k - 1][i]), std::abs(table[k][i] - table[k - 1][i - 1]));
            if (error < best.error) best = {table[k][i], error};
        }
    }
    return best;
}

/// Literals of ordinary size: among 1e22 and 1 a difference of doubles sees nothing.
bool isTame(const Expression& expression) {
    if (expression.isNumber() && !expression.value().isZero()) {
        const double size = expression.value().toDouble();
        return size > 1e-3 && size < 1e4;
    }
    return std::all_of(expression.operands().begin(), expression.operands().end(), isTame);
}

}  // namespace

class TestDifferentiate : public QObject {
    Q_OBJECT
private slots:
    void textbookForms_data();
    void textbookForms();
    void referenceCases_data();
    void referenceCases();
    void agreesWithExtrapolation();
    void partialDerivatives();
    void gammaHasNoFormula();
    void stepsAreNamed();
    void everyStepIsTrue();
    void exponentsOfThousandsOfDigits();
    void largeExpressions_data();
    void largeExpressions();
};

void TestDifferentiate::textbookForms_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("derivative");
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"5", "0"},
        {"x", "1"},
        {"y", "0"},
        {"5x", "5"},
        {"x^2", "2*x"},
        {"x^3 - 2x + 1", "3*x^2 - 2"},
        {"-x^2", "-2*x"},
        {"x/3", "1/3"},
        {"x^2/3", "2*x/3"},
        {"0.26*x^2", "0.52*x"},
        {"1/x", "-1/x^2"},
        {"x^-2", "-2/x^3"},
        {"sqrt(x)", "1/(2*sqrt(x))"},
        {"x^(1/3)", "1/(3*x^(2/3))"},
        {"cbrt(x)", "1/(3*cbrt(x)^2)"},
        {"x^0.3", "0.3/x^0.7"},
        {"x^pi", "pi*x^(pi - 1)"},
        {"x^n", "n*x^(n - 1)"},
        {"(3x - 1)^7", "21*(3*x - 1)^6"},
        {"(x^2 + 1)^3", "6*x*(x^2 + 1)^2"},
        {"sin(x)", "cos(x)"},
        {"cos(x)", "-sin(x)"},
        {"tan(x)", "1/cos(x)^2"},
        {"asin(x)", "1/sqrt(1 - x^2)"},
        {"acos(x)", "-1/sqrt(1 - x^2)"},
        {"atan(x)", "1/(x^2 + 1)"},
        {"sinh(x)", "cosh(x)"},
        {"cosh(x)", "sinh(x)"},
        {"tanh(x)", "1/cosh(x)^2"},
        {"exp(x)", "exp(x)"},
        {"e^x", "e^x"},
        {"2^x", "2^x*ln(2)"},
        {"ln(x)", "1/x"},
        {"log10(x)", "1/(x*ln(10))"},
        {"log2(x)", "1/(x*ln(2))"},
        {"erf(x)", "2*exp(-x^2)/sqrt(pi)"},
        {"sigmoid(x)", "(1 - sigmoid(x))*sigmoid(x)"},
        {"abs(x)", "sign(x)"},
        {"sign(x)", "0"},
        {"floor(x)", "0"},
        {"ceil(x)", "0"},
        {"relu(x)", "if(x > 0, 1, 0)"},
        {"relu(2x - 1)", "if(2*x - 1 > 0, 2, 0)"},
        {"max(x, x^2)", "if(x > x^2, 1, 2*x)"},
        {"min(sin(x), cos(x))", "if(sin(x) < cos(x), cos(x), -sin(x))"},
        {"if(x < 0, -x, x^2)", "if(x < 0, -1, 2*x)"},
        {"sin(2x)", "2*cos(2*x)"},
        {"exp(-x)", "-exp(-x)"},
        {"exp(-x^2)", "-2*x*exp(-x^2)"},
        {"ln(x^2 + 1)", "2*x/(x^2 + 1)"},
        {"sqrt(1 - x^2)", "-x/sqrt(1 - x^2)"},
        {"sin(x)^2", "2*sin(x)*cos(x)"},
        {"exp(sin(x^2))", "2*x*cos(x^2)*exp(sin(x^2))"},
        {"ln(cos(x))", "-tan(x)"},
        {"ln(abs(x))", "1/x"},
        {"abs(x)^2", "2*x"},
        {"abs(x)^3", "3*x^2*sign(x)"},
        {"ln(ln(ln(x)))", "1/(x*ln(x)*ln(ln(x)))"},
        {"x*ln(x)", "ln(x) + 1"},
        {"x^2*exp(-x)", "(2*x - x^2)*exp(-x)"},
        {"exp(x)*sin(x)", "(sin(x) + cos(x))*exp(x)"},
        {"sin(x)*cos(x)", "cos(x)^2 - sin(x)^2"},
        {"x*sqrt(1 - x^2)", "(1 - 2*x^2)/sqrt(1 - x^2)"},
        {"(x^2 + 1)/(x - 3)", "(x^2 - 6*x - 1)/(x - 3)^2"},
        {"sin(x)/x", "(x*cos(x) - sin(x))/x^2"},
        {"ln(x)/x", "(1 - ln(x))/x^2"},
        {"x/(x^2 + 1)", "(1 - x^2)/(x^2 + 1)^2"},
        {"x/(x^2 + 1)^2", "(1 - 3*x^2)/(x^2 + 1)^3"},
        {"1/(x - 2)^2", "-2/(x - 2)^3"},
        {"1/(1 + exp(-x))", "exp(-x)/(1 + exp(-x))^2"},
        {"exp(-x^2/2)/sqrt(2*pi)", "-x*exp(-x^2/2)/sqrt(2*pi)"},
        {"x/abs(x)", "0"},
        {"x^x", "x^x*(ln(x) + 1)"},
        {"x^sin(x)", "x^sin(x)*(cos(x)*ln(x) + sin(x)/x)"},
        {"x - floor(x)", "1"},
        {"3", "0"},
        {"pi*x", "pi"},
        {"e*x^2", "2*e*x"},
    };
    for (const auto& [text, derivative] : cases) QTest::newRow(text) << text << derivative;
}

void TestDifferentiate::textbookForms() {
    QFETCH(QString, text);
    QFETCH(QString, derivative);
    QCOMPARE(QString::fromStdString(derivativeText(text.toStdString())), derivative);
}

void TestDifferentiate::referenceCases_data() {
    QTest::addColumn<QJsonObject>("testCase");
    QFile file(CALCULOSCOPE_TEST_DATA "/reference/derivatives.jsonl");
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QJsonObject object = QJsonDocument::fromJson(file.readLine()).object();
        const bool hasFormula =
            object["kind"].toString() == "value" && !object["hard"].toBool() && !object["f"].toString().contains("gamma");
        if (hasFormula) QTest::newRow(qPrintable(object["id"].toString())) << object;
    }
}

/// The formula, evaluated in doubles, where the case is not one that cancels.
void TestDifferentiate::referenceCases() {
    QFETCH(QJsonObject, testCase);
    Expression derivative = read(testCase["f"].toString().toStdString());
    for (int order = testCase["order"].toInt(); order > 0; --order) {
        const auto next = differentiate(derivative, Variable::X);
        QVERIFY(next.ok());
        derivative = *next;
    }
    const double expected = parseDouble(testCase["value"].toString().toStdString()).value();
    const double value = Program::compile(derivative)(testCase["at"].toDouble());
    const double allowed = std::max(1e-9, testCase["rtol"].toDouble()) * std::abs(expected) + std::max(1e-12, testCase["atol"].toDouble());
    QVERIFY2(std::abs(value - expected) <= allowed, (shortest(value) + " for " + print(derivative)).c_str());
}

void TestDifferentiate::agreesWithExtrapolation() {
    test::RandomExpression random(271828);
    int compared = 0;
    int silent = 0;
    for (int i = 0; i < 6000; ++i) {
        const Expression f = random.tree(2 + static_cast<int>(random.below(3)));
        const auto derivative = differentiate(f, Variable::X);
        if (!derivative.ok() || !f.uses(Variable::X) || !isTame(f)) continue;
        const Program value = Program::compile(f);
        const Program slope = Program::compile(*derivative);
        for (int k = 0; k < 3; ++k) {
            const double x = random.uniform(-3, 3);
            const Slope expected = extrapolated(value, x, 0.02);
            const bool isClear =
                expected.error < 1e-9 * (1 + std::abs(expected.value)) && std::abs(expected.value) < 1e6 && std::abs(value(x)) < 1e3;
            if (!isClear) continue;
            const double got = slope(x);
            if (!std::isfinite(got)) {  // a part of the formula overflows, or has no value, where the function is flat
                ++silent;
                continue;
            }
            ++compared;
            const std::string text =
                shortest(got) + " and " + shortest(expected.value) + " at " + shortest(x) + ": " + print(f) + " has " + print(*derivative);
            QVERIFY2(std::abs(got - expected.value) <= 1e-6 * (1 + std::abs(expected.value)), text.c_str());
        }
    }
    QVERIFY2(compared > 3000, qPrintable(QString::number(compared)));
    QVERIFY2(silent < compared / 50, qPrintable(QString::number(silent)));
}

void TestDifferentiate::partialDerivatives() {
    const Expression f = read("x^2*y^3 + sin(x*y)");
    QCOMPARE(print(*differentiate(f, Variable::X)), std::string("2*x*y^3 + y*cos(x*y)"));
    QCOMPARE(print(*differentiate(f, Variable::Y)), std::string("3*x^2*y^2 + x*cos(x*y)"));
    QCOMPARE(print(*differentiate(f, Variable::N)), std::string("0"));
}

void TestDifferentiate::gammaHasNoFormula() {
    const auto result = differentiate(read("x*gamma(x)"), Variable::X);
    QVERIFY(!result.ok());
    QVERIFY(!result.error().message.empty());
    QVERIFY(!derive(read("x!"), Variable::X).ok());
    QCOMPARE(derivativeText("x*gamma(y)"), std::string("gamma(y)"));
}

void TestDifferentiate::stepsAreNamed() {
    const auto derivation = derive(read("x^2*sin(3x) + e^x/x"), Variable::X);
    QVERIFY(derivation.ok());
    QStringList lines;
    for (const DerivationStep& step : derivation->steps) {
        lines << QString("%1%2: %3 -> %4")
                     .arg(QString(2 * step.depth, ' '), QString::fromStdString(renderPlainEnglish(step.name)),
                          QString::fromStdString(print(step.before)), QString::fromStdString(print(step.after)));
    }
    const QStringList expected = {
        "sum rule: term by term: x^2*sin(3*x) + e^x/x -> 2*x*sin(3*x) + 3*x^2*cos(3*x) + (x - 1)*e^x/x^2",
        "  product rule: (u*v)' = u'*v + u*v' with u = x^2, v = sin(3*x): x^2*sin(3*x) -> 2*x*sin(3*x) + 3*x^2*cos(3*x)",
        "    power rule: (x^n)' = n*x^(n - 1) with n = 2: x^2 -> 2*x",
        "    chain rule: sin(u)' = cos(u) * u' with u = 3*x: sin(3*x) -> 3*cos(3*x)",
        "      constant factor rule: a constant factor stays: 3*x -> 3",
        "        the derivative of x is 1: x -> 1",
        "  quotient rule: (u/v)' = (u'*v - u*v')/v^2 with u = e^x, v = x: e^x/x -> (x - 1)*e^x/x^2",
        "    exponential rule: (e^u)' = e^u*u' with u = x: e^x -> e^x",
        "    the derivative of x is 1: x -> 1",
    };
    QCOMPARE(lines.join('\n'), expected.join('\n'));
}

/// Each step's `after` is the derivative of its `before`; the first is the result.
void TestDifferentiate::everyStepIsTrue() {
    test::RandomExpression random(12);
    int steps = 0;
    for (int i = 0; i < 300; ++i) {
        const Expression f = random.tree(4);
        const auto derivation = derive(f, Variable::X);
        if (!derivation.ok()) continue;
        QVERIFY(!derivation->steps.empty());
        QVERIFY(derivation->steps.front().before == f);
        QVERIFY(derivation->steps.front().after == derivation->result);
        for (const DerivationStep& step : derivation->steps) {
            ++steps;
            QVERIFY(*differentiate(step.before, Variable::X) == step.after);
            QVERIFY(!renderPlainEnglish(step.name).empty());
        }
    }
    QVERIFY(steps > 500);
}

/// What is answered can be read back: an exponent of thousands of digits is not written out.
void TestDifferentiate::exponentsOfThousandsOfDigits() {
    for (const char* text : {"x^2.5e4224", "tan(x+1)^x^2546.42e4221/90", "1/x^1.5e3000", "x^-1.5e-3000", "1/2e2733*x^4*sqrt(x^0.2)"}) {
        const auto result = differentiate(read(text), Variable::X);
        QVERIFY(result.ok());
        const auto again = parse(print(*result));
        QVERIFY2(again.ok() && *again == *result, text);
    }
    QCOMPARE(print(*differentiate(read("x^1e20"), Variable::X)), std::string("1e20*x^99999999999999999999"));
}

void TestDifferentiate::largeExpressions_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("long sum") << "x" + QString("+x^2").repeated(900);
    QTest::newRow("long product") << "x" + QString("*sin(x)").repeated(300);
    QTest::newRow("deep sines") << QString("sin(").repeated(1900) + "x" + QString(")").repeated(1900);
    QTest::newRow("deep quotients") << QString("1/(x+").repeated(500) + "x" + QString(")").repeated(500);
    QTest::newRow("tower") << QString("x^").repeated(500) + "x";
    QTest::newRow("nested products") << QString("(x+1)*(x+").repeated(100) + "x" + QString(")").repeated(100);
}

void TestDifferentiate::largeExpressions() {
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    const auto result = differentiate(read(text.toStdString()), Variable::X);
    QVERIFY(result.ok() || result.error().code == ErrorCode::TooLarge);
    const auto steps = derive(read(text.toStdString()), Variable::X);
    QVERIFY(steps.ok() || steps.error().code == ErrorCode::TooLarge);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestDifferentiate)
#include "tst_differentiate.moc"
