#include <QElapsedTimer>
#include <QTest>
#include <cmath>

#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/expression/program.h"
#include "core/expression/simplify.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

const std::vector<Variable> kAll = {Variable::X, Variable::Y, Variable::N};

Expression read(const QString& text) {
    const auto result = parse(text.toStdString(), kAll);
    if (!result.ok()) qFatal("%s: %s", qPrintable(text), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

/// A certain enclosure of the value at a point.
Interval at(const Expression& expression, double x, double y) {
    const std::array<Interval, 2> box = {Interval::point(x), Interval::point(y)};
    return Program::compile(expression, {Variable::X, Variable::Y}).enclose(box);
}

}  // namespace

class TestSimplify : public QObject {
    Q_OBJECT
private slots:
    void teachersForm_data();
    void teachersForm();
    void staysAsItIs_data();
    void staysAsItIs();
    void keepsValuesAndDomain();
    void keepsValuesOfSmallTrees();
    void keepsValuesOfNestedRoots();
    void mayGrowKeepsValues();
    void resultsAreStable();
    void hostileExpressions_data();
    void hostileExpressions();
};

void TestSimplify::teachersForm_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("form");
    const std::vector<std::pair<const char*, const char*>> cases = {
        // like terms, order, signs
        {"x*1 + 1*x + 0", "2*x"},
        {"2x + 3x", "5*x"},
        {"x - x", "0"},
        {"3x - 5x", "-2*x"},
        {"x + 1 - 2x^2", "-2*x^2 + x + 1"},
        {"1 + x + x^2", "x^2 + x + 1"},
        {"x + y + x^2 + y^2 + x*y", "x^2 + x*y + y^2 + x + y"},
        {"-(x - 1)", "1 - x"},
        {"1 - x", "1 - x"},
        {"-x + 1", "1 - x"},
        {"x - (-2)", "x + 2"},
        {"-(-x)", "x"},
        {"(x - y) - (y - x)", "2*x - 2*y"},
        {"2*sin(x) + 3*sin(x)", "5*sin(x)"},
        {"sin(x)*y + y*sin(x)", "2*y*sin(x)"},
        {"1/x + 1/x", "2/x"},
        {"-x^2 + 2x + 1", "-x^2 + 2*x + 1"},
        {"x + sin(x) - x", "sin(x)"},
        {"0*x", "0"},
        {"1*x", "x"},
        {"x/1", "x"},
        {"x + 0", "x"},
        {"0 - x", "-x"},
        {"0/x", "0"},
        // numbers
        {"2 + 3*4", "14"},
        {"1/2 + 1/3", "5/6"},
        {"6/4", "3/2"},
        {"0.1 + 0.2", "0.3"},
        {"0.26*x*2", "0.52*x"},
        {"0.5*x", "0.5*x"},
        {"(1/2)*x", "x/2"},
        {"x/2 + x/3", "5*x/6"},
        {"x/3 + x/3 + x/3", "x"},
        {"2^3", "8"},
        {"2^-2", "1/4"},
        {"3 - 4", "-1"},
        {"2^100", "2^100"},
        {"2^100*2^100", "2^200"},
        {"1e400*x", "1e400*x"},
        {"10*0.1", "1"},
        // products, powers, fractions
        {"x*x*x", "x^3"},
        {"x^2*x^3", "x^5"},
        {"x/x", "1"},
        {"x^2/x", "x"},
        {"x/x^3", "1/x^2"},
        {"(x^2)^3", "x^6"},
        {"(2x)^3", "8*x^3"},
        {"(x/2)^2", "x^2/4"},
        {"(x*y)^2", "x^2*y^2"},
        {"x^-1", "1/x"},
        {"2*x^-3", "2/x^3"},
        {"2/(4x)", "1/(2*x)"},
        {"x*2*y*3", "6*x*y"},
        {"pi*x*2", "2*pi*x"},
        {"1/(1/x)", "x"},
        {"(x/y)/(y/x)", "x^2/y^2"},
        {"-x/-y", "x/y"},
        {"x/(-2)", "-x/2"},
        {"-(x + 1)/2", "-(x + 1)/2"},
        {"x^0", "1"},
        {"x^1", "x"},
        {"1^x", "1"},
        {"x^n*x", "x^(n + 1)"},
        {"n*x^(n - 1)*x", "n*x^n"},
        {"2^x*2^x", "2^(2*x)"},
        {"sin(x)*x^2", "x^2*sin(x)"},
        {"exp(-x)*(1 - x)", "(1 - x)*exp(-x)"},
        {"x*ln(2)", "x*ln(2)"},
        {"1/ln(2)/x", "1/(x*ln(2))"},
        // roots and absolute values
        {"sqrt(x^2)", "abs(x)"},
        {"sqrt(x^4)", "x^2"},
        {"sqrt(4x)", "2*sqrt(x)"},
        {"sqrt(12x^2)", "2*sqrt(3)*abs(x)"},
        {"sqrt(8)", "2*sqrt(2)"},
        {"sqrt(9)", "3"},
        {"sqrt(1/4)", "1/2"},
        {"8^(1/3)", "2"},
        {"4^(3/2)", "8"},
        {"2^(3/2)", "2*sqrt(2)"},
        {"x^(1/2)", "sqrt(x)"},
        {"x^0.5", "sqrt(x)"},
        {"x/sqrt(x)", "sqrt(x)"},
        {"x*sqrt(x)", "x^(3/2)"},
        {"sqrt(x)/x", "1/sqrt(x)"},
        {"sqrt(x^2 + 1)^2", "x^2 + 1"},
        {"sqrt(sqrt(x))", "x^(1/4)"},
        {"cbrt(x)^3", "x"},
        {"cbrt(-8)", "-2"},
        {"cbrt(x)^4", "x*cbrt(x)"},
        {"abs(-3x)", "3*abs(x)"},
        {"abs(x)^2", "x^2"},
        {"abs(abs(x))", "abs(x)"},
        {"abs(x*exp(x))", "abs(x)*exp(x)"},
        {"abs(x^2 + 1)", "x^2 + 1"},
        {"sqrt(relu(x)^2)", "relu(x)"},
        {"(ceil(x)^2)^(1/3)", "abs(ceil(x))^(2/3)"},
        {"x*sign(x)", "abs(x)"},
        {"sign(x)/abs(x)", "1/x"},
        {"sqrt(2)*sqrt(2)", "2"},
        // functions
        {"sin(-x)", "-sin(x)"},
        {"cos(-x)", "cos(x)"},
        {"tan(-2x)", "-tan(2*x)"},
        {"erf(-x)", "-erf(x)"},
        {"sin(0)", "0"},
        {"cos(0)", "1"},
        {"sin(pi)", "0"},
        {"cos(pi)", "-1"},
        {"sin(pi/6)", "1/2"},
        {"cos(3pi/4)", "-sqrt(2)/2"},
        {"tan(pi/3)", "sqrt(3)"},
        {"sin(x)^2 + cos(x)^2", "1"},
        {"3y*sin(2x)^2 + 3y*cos(2x)^2", "3*y"},
        {"cosh(x)^2 - sinh(x)^2", "1"},
        {"sin(x)/cos(x)", "tan(x)"},
        {"e^x*e^x", "e^(2*x)"},
        {"exp(x)*exp(-x)", "1"},
        {"exp(x)^2", "exp(2*x)"},
        {"e^(2x)/e^x", "e^x"},
        {"exp(0)", "1"},
        {"ln(1)", "0"},
        {"ln(e)", "1"},
        {"ln(exp(x))", "x"},
        {"ln(e^3)", "3"},
        {"log10(1000)", "3"},
        {"log2(1/8)", "-3"},
        {"5!", "120"},
        {"sigmoid(0)", "1/2"},
        {"floor(2.5)", "2"},
        {"ceil(-2.5)", "-2"},
        {"sign(-3)", "-1"},
        {"min(2, 3)", "2"},
        {"max(x, x)", "x"},
        {"relu(-2)", "0"},
        {"if(1 < 2, x, y)", "x"},
        {"if(x < 0, x + x, 2x)", "2*x"},
        {"if(0 > x, 1*x, 0*x)", "if(x < 0, x, 0)"},
        // brackets
        {"2*(x + 1)", "2*(x + 1)"},
        {"2*(x + 1) + 3x", "5*x + 2"},
        {"(x + 1)*(x - 1) + 1", "x^2"},
        {"x*(x + 1) - x^2", "x"},
        {"(x + 1)^2 - (x - 1)^2", "4*x"},
        {"(x + 1)/(x + 1)", "1"},
        {"(2x*(x - 3) - (x^2 + 1))/(x - 3)^2", "(x^2 - 6*x - 1)/(x - 3)^2"},
        {"((x^2 + 1)^2 - 4x^2*(x^2 + 1))/(x^2 + 1)^4", "(1 - 3*x^2)/(x^2 + 1)^3"},
        {"sqrt(1 - x^2) - x^2/sqrt(1 - x^2)", "(1 - 2*x^2)/sqrt(1 - x^2)"},
        {"2x*exp(-x) - x^2*exp(-x)", "(2*x - x^2)*exp(-x)"},
        {"3x^2 + 2x", "3*x^2 + 2*x"},
        {"(3x - 1)^6*21", "21*(3*x - 1)^6"},
    };
    for (const auto& [text, form] : cases) QTest::newRow(text) << text << form;
}

void TestSimplify::teachersForm() {
    QFETCH(QString, text);
    QFETCH(QString, form);
    QCOMPARE(QString::fromStdString(print(simplify(read(text)))), form);
}

/// Rules that would give a value to an interval where there was none, or make a value of what has none.
void TestSimplify::staysAsItIs_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"sqrt(x)^2", "exp(ln(x))", "0*ln(x)",  "ln(x)/ln(x)", "(x^3)^(1/3)", "0^0",      "0^x",
                             "1/0",       "(-8)^(1/3)", "sqrt(-4)", "tan(pi/2)",   "gamma(0)",    "ln(0)",    "ln(x^2)",
                             "0*sqrt(x)", "1/floor(x)", "0^(-1)",   "asin(2)",     "max(x, y)",   "floor(x)", "x^y*x^(-y)"}) {
        QTest::newRow(text) << text;
    }
}

void TestSimplify::staysAsItIs() {
    QFETCH(QString, text);
    const Expression simple = simplify(read(text));
    for (const double x : {-2.7, -1.3, -0.4, 0.3, 0.7, 1.9, 5.1}) {
        const Interval before = at(read(text), x, 0.7);
        const Interval after = at(simple, x, 0.7);
        QVERIFY2(!before.isEmpty() || after.isEmpty(), print(simple).c_str());
    }
}

namespace {

/// Where the given expression certainly has a value, the simplified one has one that cannot be told from it; where it certainly has
/// none, the simplified one has none. Returns what is wrong, or nothing.
QString difference(const Expression& given, const Expression& simple, double x, double y) {
    const Interval before = at(given, x, y);
    const Interval after = at(simple, x, y);
    const QString place = QString(" at (%1, %2): %3 and %4")
                              .arg(x, 0, 'g', 17)
                              .arg(y, 0, 'g', 17)
                              .arg(QString::fromStdString(print(given)), QString::fromStdString(print(simple)));
    if (before.isEmpty() && after.defined && !after.isEmpty()) return "value where there was none" + place;
    if (!before.defined || before.isEmpty()) return {};
    if (after.isEmpty()) return "no value" + place;
    if (after.high < before.low || before.high < after.low) {
        return QString("[%1, %2] is not [%3, %4]").arg(before.low).arg(before.high).arg(after.low).arg(after.high) + place;
    }
    return {};
}

}  // namespace

void TestSimplify::keepsValuesAndDomain() {
    test::RandomExpression random(4711, {Variable::X, Variable::Y});
    for (int i = 0; i < 2500; ++i) {
        const Expression given = random.tree(2 + static_cast<int>(random.below(4)));
        const Expression simple = simplify(given);
        for (int k = 0; k < 4; ++k) {
            const QString wrong = difference(given, simple, random.uniform(-4, 4), random.uniform(-4, 4));
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

/// Small trees over few leaves meet the rules far more often than large ones.
void TestSimplify::keepsValuesOfSmallTrees() {
    test::RandomExpression random(815);
    const Expression x = Expression::variable(Variable::X);
    const auto leaf = [&]() -> Expression {
        switch (random.below(6)) {
            case 0: return Expression::number(static_cast<std::int64_t>(random.below(4)));
            case 1:
                return Expression::binary(Op::Divide, Expression::number(static_cast<std::int64_t>(1 + random.below(3))),
                                          Expression::number(static_cast<std::int64_t>(2 + random.below(2))));
            case 2: return -Expression::number(static_cast<std::int64_t>(1 + random.below(3)));
            default: return x;
        }
    };
    const auto grow = [&](const auto& self, int depth) -> Expression {
        if (depth == 0) return leaf();
        const Expression a = self(self, depth - 1);
        switch (random.below(9)) {
            case 0: return -a;
            case 1: return a + self(self, depth - 1);
            case 2: return a - self(self, depth - 1);
            case 3: return a * self(self, depth - 1);
            case 4: return a / self(self, depth - 1);
            case 5:
            case 6: return power(a, self(self, depth - 1));
            default: return Expression::call(builtins()[random.below(19)].function, a);
        }
    };
    for (int i = 0; i < 15000; ++i) {
        const Expression given = grow(grow, 1 + static_cast<int>(random.below(4)));
        const Expression simple = simplify(given);
        for (int k = 0; k < 2; ++k) {
            const QString wrong = difference(given, simple, random.uniform(-3, 3), 0.0);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

/// Roots of sums of roots, divided by each other: what second and third derivatives are made of.
void TestSimplify::keepsValuesOfNestedRoots() {
    test::RandomExpression random(1618);
    const Expression x = Expression::variable(Variable::X);
    const auto grow = [&](const auto& self, int depth) -> Expression {
        if (depth == 0) return random.below(2) == 0 ? x : Expression::number(static_cast<std::int64_t>(1 + random.below(3)));
        const Expression a = self(self, depth - 1);
        switch (random.below(6)) {
            case 0: return a + self(self, depth - 1);
            case 1: return a * self(self, depth - 1);
            case 2: return a / self(self, depth - 1);
            case 3: return power(a, Expression::number(static_cast<std::int64_t>(2 + random.below(2))));
            default: return Expression::call(Function::Sqrt, a);
        }
    };
    for (int i = 0; i < 5000; ++i) {
        const Expression given = grow(grow, 2 + static_cast<int>(random.below(5)));
        for (const DomainRule rule : {DomainRule::Keep, DomainRule::MayGrow}) {
            const QString wrong = difference(given, simplify(given, rule), random.uniform(0.01, 3), 0.0);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

void TestSimplify::mayGrowKeepsValues() {
    QCOMPARE(print(simplify(read("sqrt(x)*sqrt(x)"), DomainRule::MayGrow)), std::string("x"));
    QCOMPARE(print(simplify(read("sqrt(x)/sqrt(x)"), DomainRule::MayGrow)), std::string("1"));
    QCOMPARE(print(simplify(read("0*ln(x)"), DomainRule::MayGrow)), std::string("0"));
    QCOMPARE(print(simplify(read("exp(2*ln(x))"), DomainRule::MayGrow)), std::string("x^2"));
    QCOMPARE(print(simplify(read("sqrt(x^2)"), DomainRule::MayGrow)), std::string("abs(x)"));
    test::RandomExpression random(4712, {Variable::X, Variable::Y});
    for (int i = 0; i < 3000; ++i) {
        const Expression given = random.tree(2 + static_cast<int>(random.below(4)));
        const Expression simple = simplify(given, DomainRule::MayGrow);
        for (int k = 0; k < 4; ++k) {
            const double x = random.uniform(-4, 4);
            const double y = random.uniform(-4, 4);
            if (at(given, x, y).isEmpty()) continue;
            const QString wrong = difference(given, simple, x, y);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

void TestSimplify::resultsAreStable() {
    test::RandomExpression random(31337, {Variable::X, Variable::Y});
    for (int i = 0; i < 2500; ++i) {
        const Expression given = random.tree(2 + static_cast<int>(random.below(4)));
        const Expression simple = simplify(given);
        const std::string text = print(simple);
        const auto again = parse(text, kAll);
        QVERIFY2(again.ok(), text.c_str());
        QVERIFY2(*again == simple, (text + " from " + print(given)).c_str());
        QVERIFY2(simplify(simple) == simple, (text + " becomes " + print(simplify(simple))).c_str());
    }
}

void TestSimplify::hostileExpressions_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("long sum") << "x" + QString("+x").repeated(1900);
    QTest::newRow("long sum of powers") << [] {
        QString text = "x";
        for (int i = 2; i < 900; ++i) text += QString("+x^%1").arg(i);
        return text;
    }();
    QTest::newRow("long product") << "x" + QString("*x").repeated(1900);
    QTest::newRow("long product of brackets") << "(x+1)" + QString("*(x+1)").repeated(900);
    QTest::newRow("different brackets") << [] {
        QString text = "1";
        for (int i = 2; i < 200; ++i) text += QString("*(x+%1)").arg(i);
        return text;
    }();
    QTest::newRow("deep sines") << QString("sin(").repeated(1900) + "x" + QString(")").repeated(1900);
    QTest::newRow("deep brackets") << QString("(x+2*").repeated(900) + "x" + QString(")").repeated(900);
    QTest::newRow("deep roots") << QString("sqrt(x+").repeated(600) + "x" + QString(")").repeated(600);
    QTest::newRow("minus signs") << QString("-").repeated(1900) + "x";
    QTest::newRow("tower") << QString("2^").repeated(1900) + "2";
    QTest::newRow("many fractions") << [] {
        QString text = "1";
        for (int i = 1; i < 1500; ++i) text += QString("+1/%1").arg(1000003 + 2 * i);
        return text;
    }();
    QTest::newRow("powers of fractions") << [] {
        QString text = "1";
        for (int i = 1; i < 600; ++i) text += QString("+1/%1^12").arg(1000003 + 2 * i);
        return text;
    }();
    QTest::newRow("huge numbers") << "1e5000*x+" + QString("9").repeated(900) + "*x^9999999999";
    QTest::newRow("exponents that add up to thousands of digits") << "x^(1e4222/9)*x^0.5*x^(1/7)";
    QTest::newRow("squares of sums") << "((((x+y)^4+n)^4+x)^4+y)^4-((((x+y)^4+n)^4+x)^4-y)^4";
    QTest::newRow("common factors") << [] {
        QString text = "sin(x)*exp(x)";
        for (int i = 2; i < 60; ++i) text += QString("+sin(x)*exp(x)*(x+%1)^2").arg(i);
        return text;
    }();
}

void TestSimplify::hostileExpressions() {
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    const Expression simple = simplify(read(text));
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString("%1 ms").arg(timer.elapsed())));
    QVERIFY(simple.nodeCount() <= read(text).nodeCount() + 10);
    QVERIFY2(read(QString::fromStdString(print(simple))) == simple, "what is printed reads back");
}

QTEST_APPLESS_MAIN(TestSimplify)
#include "tst_simplify.moc"
