#include <QtTest>
#include <cmath>
#include <random>

#include "core/expression/parser.h"
#include "core/expression/program.h"

using namespace calc;

namespace {

Expression parsed(const char* text) {
    const Result<Expression> result = parse(text, {Variable::X, Variable::Y});
    if (!result) qFatal("%s: %s", text, renderPlainEnglish(result.error().message).c_str());
    return *result;
}
double at(const char* text, double x, double y = 0.0) { return Program::compile(parsed(text), {Variable::X, Variable::Y})(x, y); }
bool hasNoValue(const char* text, double x, double y = 0.0) { return std::isnan(at(text, x, y)); }

}  // namespace

/// Scalar evaluation: values, what has no value, what overflows; gradient on the graph; enclosures of programs.
class ProgramTest : public QObject {
    Q_OBJECT
private slots:
    void values() {
        QCOMPARE(at("x^3-2*x+1", 2.0), 5.0);
        QCOMPARE(at("-x^2", 3.0), -9.0);
        QCOMPARE(at("2^-x", 3.0), 0.125);
        QCOMPARE(at("e^x", 700.0), std::exp(700.0));
        QCOMPARE(at("x^0.5", 2.0), std::sqrt(2.0));
        QCOMPARE(at("(-8)^(4/2)", 0.0), 64.0);
        QCOMPARE(at("cbrt(27)+cbrt(-8)", 0.0), 1.0);
        QCOMPARE(at("max(x,y)-min(x,y)", 2.0, 5.0), 3.0);
        QCOMPARE(at("relu(x)+relu(-x)", -2.0), 2.0);
        QCOMPARE(at("sign(x)*floor(x)+ceil(x)", -1.5), 1.0);
        QCOMPARE(at("gamma(5)", 0.0), 24.0);
        QCOMPARE(at("sigmoid(0)", 0.0), 0.5);
        QCOMPARE(at("if(x < 0, -x, x^2)", -3.0), 3.0);
        QCOMPARE(at("if(x >= 2, 1, if(x > 1, 2, 3))", 1.5), 2.0);
        QCOMPARE(at("1e16+x-1e16", 2.0), 2.0);
    }

    void noValue() {
        for (const char* text : {"sqrt(x)", "ln(x)", "asin(x)", "acos(x-3)", "gamma(x)", "x^0.5", "x^(1/3)", "x^y", "log2(x)", "log10(x)"})
            QVERIFY2(hasNoValue(text, -2.0, 0.3), text);
        for (const char* text : {"1/x", "ln(x)", "x^0", "x^-1", "x^-0.5", "0/x", "x/x", "gamma(x)", "max(1/x, 2)", "min(2, 1/x)", "x^x",
                                 "if(1/x < 2, 1, 1)", "relu(ln(x))", "sign(1/x)", "(1/x)^0", "1^(1/x)", "0*ln(x)"})
            QVERIFY2(hasNoValue(text, 0.0), text);
    }

    void onlyTheChosenBranchCounts() {
        QCOMPARE(at("if(x > 0, ln(x), 7)", -1.0), 7.0);
        QCOMPARE(at("if(x > 0, ln(x), 7)", 1.0), 0.0);
    }

    void overflowIsInfinite() {
        QVERIFY(std::isinf(at("exp(x)", 1000.0)));
        QVERIFY(std::isinf(at("x^y", 1e200, 2.0)));
        QCOMPARE(at("1/exp(x)", 1000.0), 0.0);
    }

    void aVariableThatIsNotGivenHasNoValue() {
        const Program program = Program::compile(parsed("x+y"), {Variable::X});
        QVERIFY(std::isnan(program(1.0)));
        QVERIFY(!std::isnan(Program::compile(parsed("x+1"), {Variable::X})(1.0)));
    }

    void commonPartsAreComputedOnce() {
        QCOMPARE(Program::compile(parsed("sin(x)*cos(x)+sin(x)*cos(x)")).instructionCount(), std::size_t(4));
        QCOMPARE(Program::compile(parsed("2*3+4")).instructionCount(), std::size_t(0));
    }

    void gradients_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        for (const char* text :
             {"(1-x)^2+100*(y-x^2)^2", "x^y", "sin(x)*cos(y)+tan(x*y)", "asin(x/4)+acos(y/5)+atan(x*y)", "sinh(x)*cosh(y)+tanh(x-y)",
              "exp(-x^2-y^2)*ln(x+y)", "log10(x*y)+log2(x+2)", "sqrt(x)+cbrt(y)", "abs(x-y)^3+max(x,y^2)*min(x,2*y)", "erf(x*y)+gamma(x+y)",
              "sigmoid(3*x-y)+relu(x-y)", "if(x<y,x^2*y,x*y^2)", "1/(x+y^2)", "x^-3*y^5", "2^x/3^y",
              "-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+e+20"})
            QTest::newRow(text) << QString(text) << 1.3 << 0.7;
    }
    /// Against central differences of the value.
    void gradients() {
        QFETCH(QString, text);
        QFETCH(double, x);
        QFETCH(double, y);
        const GradientProgram program = GradientProgram::compile(parsed(text.toUtf8().constData()), {Variable::X, Variable::Y});
        const auto f = [&](double a, double b) { return program.value()(a, b); };
        const double h = 1e-3;
        const auto slope = [&](double dx, double dy) {
            const auto d = [&](double k) { return (f(x + k * dx, y + k * dy) - f(x - k * dx, y - k * dy)) / (2 * k * h); };
            return (4.0 * d(1.0) - d(2.0)) / 3.0;  // error h^4
        };
        const ValueAndGradient got = program({x, y});
        QCOMPARE(got.value, f(x, y));
        QVERIFY(std::fabs(got.gradient.x - slope(h, 0)) < 1e-7 * (1.0 + std::fabs(got.gradient.x)));
        QVERIFY(std::fabs(got.gradient.y - slope(0, h)) < 1e-7 * (1.0 + std::fabs(got.gradient.y)));
    }

    void gradientConventionsAtKinks() {
        const auto slope = [](const char* text, double x) {
            return GradientProgram::compile(parsed(text), {Variable::X})({x, 0.0}).gradient.x;
        };
        QCOMPARE(slope("relu(x)", 0.0), 0.0);
        QCOMPARE(slope("abs(x)", 0.0), 0.0);
        QCOMPARE(slope("max(0,x)", 0.0), 0.5);
        QCOMPARE(slope("floor(x)", 1.0), 0.0);
        QCOMPARE(slope("max(sqrt(x),5)", 0.0), 0.0);
        QCOMPARE(slope("if(x<0,0,sqrt(x+1))", -1.0), 0.0);
        QVERIFY(std::isnan(slope("sqrt(x)", 0.0)));
        QVERIFY(std::isnan(slope("ln(x)", -1.0)));
    }

    /// Where the slope overflows on the way the wider type is asked for the slope, not for a value that is there already.
    void aValueIsTheSameWithItsGradient() {
        const std::vector<Variable> plane = {Variable::X, Variable::Y};
        for (const char* text : {"0*(y*-x^3)^(8/x)^2", "(-x^3)^(y*y*y*y)", "(-x*x)^(y*y*y*y)", "exp(x)/(1+exp(x))", "y/x^2-x^x", "y/x^2"}) {
            const Expression f = parsed(text);
            for (const Vec2 at : {Vec2{2e240, 1.7e-105}, Vec2{6.5e-312, 1.3e-100}}) {
                const double value = Program::compile(f, plane)(at.x, at.y);
                const double other = GradientProgram::compile(f, plane)(at).value;
                QVERIFY2(value == other || (std::isnan(value) && std::isnan(other)), text);
            }
        }
    }

    void enclosuresContainTheValues_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"0.1*x+pi*y-e", "sin(x)^2+cos(y)^2", "x^y+y^x", "if(x<y,x-y,exp(x))", "max(x,y)/(x^2+1)", "gamma(x+2)*erf(y)",
              "abs(x)^2.5*sign(y)", "floor(x)+ceil(y)+relu(x)", "tan(x/4)-sigmoid(y)", "ln(x+4)/log10(y+4)*cbrt(x)", "x^-2+sqrt(y+2)"})
            QTest::newRow(text) << QString(text);
    }
    void enclosuresContainTheValues() {
        QFETCH(QString, text);
        const Program program = Program::compile(parsed(text.toUtf8().constData()), {Variable::X, Variable::Y});
        std::mt19937 random(5);
        std::uniform_real_distribution<double> place(-1.9, 2.0);
        for (int i = 0; i < 500; ++i) {
            const double x = place(random);
            const double y = place(random);
            const double w = std::exp(3.0 * place(random) - 6.0);
            const Interval box[2] = {Interval::of(x - w, x + 0.5 * w), Interval::of(y - 0.3 * w, y + w)};
            const Interval got = program.enclose(box);
            const double value = program(x, y);
            if (std::isnan(value))
                QVERIFY(!got.defined);
            else
                QVERIFY(got.low - 1e-12 <= value && value <= got.high + 1e-12);
        }
    }

    void literalsAreEnclosed() {
        const Interval tenth = Program::compile(parsed("0.1")).enclose(Interval::point(0.0));
        QVERIFY(tenth.low < tenth.high && tenth.low < 0.1 + 1e-17 && tenth.contains(0.1));
        QCOMPARE(Program::compile(parsed("0.5*x")).enclose(Interval::point(3.0)), Interval::point(1.5));
        QCOMPARE(Program::compile(parsed("x^(4/2)")).enclose(Interval::of(-1.0, 2.0)), Interval::of(0.0, 4.0));
        QVERIFY(!Program::compile(parsed("x^(1/3)")).enclose(Interval::of(-1.0, 2.0)).defined);
        QVERIFY(Program::compile(parsed("sin(pi)")).enclose(Interval::point(0.0)).contains(0.0));
    }
};

QTEST_APPLESS_MAIN(ProgramTest)
#include "tst_program.moc"
