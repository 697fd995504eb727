#include <QtTest>
#include <array>
#include <cmath>

#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/expression/program.h"
#include "core/expression/program_block.h"
#include "core/expression/program_passes.h"
#include "random_expressions.h"

using namespace calc;

namespace {

const std::vector<Variable> kPlane = {Variable::X, Variable::Y};

Expression parsed(const char* text) {
    const Result<Expression> result = parse(text, kPlane);
    if (!result) qFatal("%s: %s", text, renderPlainEnglish(result.error().message).c_str());
    return *result;
}

/// Points of the plane, many of them where functions turn or end.
struct Points {
    std::vector<double> x, y;
    explicit Points(unsigned seed, std::size_t count) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> wide(-4.0, 4.0);
        std::uniform_int_distribution<int> quarter(-8, 8);
        for (std::size_t i = 0; i < count; ++i) {
            x.push_back(i % 3 == 0 ? 0.25 * quarter(random) : wide(random));
            y.push_back(i % 4 == 0 ? 0.25 * quarter(random) : wide(random));
        }
    }
};

/// What the conditioning of the expression lets a few ulp grow to: the width of its enclosure.
double slack(const Program& program, double x, double y) {
    const Interval box[2] = {Interval::point(x), Interval::point(y)};
    const Interval enclosure = program.enclose(box);
    return enclosure.isFinite() ? 8.0 * enclosure.width() : HUGE_VAL;
}

/// Nothing, or the first point at which two evaluations say different things.
QString difference(const Program& program, const Points& points, const std::vector<double>& block) {
    for (std::size_t i = 0; i < block.size(); ++i) {
        const double x = points.x[i];
        const double y = points.y[i];
        const double scalar = program(x, y);
        const bool bothNone = std::isnan(scalar) && std::isnan(block[i]);
        if (bothNone || scalar == block[i]) continue;
        const double allowed = slack(program, x, y);
        if (std::isinf(allowed)) continue;  // an argument at the edge of a domain or a jump: rounding decides
        if (std::fabs(scalar - block[i]) <= 1e-12 * std::fabs(scalar) + allowed + 1e-300) continue;
        return QString("%1 at (%2, %3): scalar %4, block %5")
            .arg(print(program.expression()).c_str())
            .arg(x, 0, 'g', 17)
            .arg(y, 0, 'g', 17)
            .arg(scalar, 0, 'g', 17)
            .arg(block[i], 0, 'g', 17);
    }
    return {};
}

}  // namespace

/// Block evaluation against the scalar path: values and where there are none, with every set of kernels that this processor runs.
class ProgramBlockTest : public QObject {
    Q_OBJECT
private slots:
    void randomExpressions() {
        RandomExpressions expressions(17);
        const Points points(3, 261);
        std::vector<double> block(points.x.size());
        int values = 0;
        for (int i = 0; i < 3000; ++i) {
            const Program program = Program::compile(expressions.next(1 + i % 5), kPlane);
            program.block(points.x, points.y, block);
            const QString lie = difference(program, points, block);
            QVERIFY2(lie.isEmpty(), qPrintable(lie));
            values += static_cast<int>(std::count_if(block.begin(), block.end(), [](double v) { return std::isfinite(v); }));
        }
        QVERIFY(values > 300000);
    }

    void everyKernelSet() {
        std::array<const KernelSet*, 4> sets{};
        const std::size_t count = kernelSets(sets.data(), sets.size());
        QVERIFY(count >= 1);
        RandomExpressions expressions(23);
        const Points points(5, 261);
        std::vector<double> block(points.x.size());
        for (int i = 0; i < 600; ++i) {
            const Expression expression = expressions.next(1 + i % 4);
            const Program program = Program::compile(expression, kPlane);
            ProgramGraph graph(kPlane);
            const NodeId value = graph.add(expression);
            const BlockTape tape = BlockTape::make(graph, {&value, 1});
            for (std::size_t s = 0; s < count; ++s) {
                const double* const inputs[] = {points.x.data(), points.y.data()};
                double* const outputs[] = {block.data()};
                tape.run(*sets[s], inputs, outputs, block.size());
                for (std::size_t k = 0; k < block.size(); ++k)
                    if (std::isnan(block[k])) block[k] = program(points.x[k], points.y[k]);
                const QString lie = difference(program, points, block);
                QVERIFY2(lie.isEmpty(), qPrintable(QString(sets[s]->name) + ": " + lie));
            }
        }
    }

    void gradients() {
        RandomExpressions expressions(29);
        const Points points(7, 37);
        const std::size_t n = points.x.size();
        std::vector<double> values(n), dx(n), dy(n);
        for (int i = 0; i < 500; ++i) {
            const GradientProgram program = GradientProgram::compile(expressions.next(1 + i % 4), kPlane);
            program.block(points.x, points.y, values, dx, dy);
            for (std::size_t k = 0; k < n; ++k) {
                const ValueAndGradient at = program({points.x[k], points.y[k]});
                QCOMPARE(std::isnan(values[k]), std::isnan(at.value));
                if (slack(program.value(), points.x[k], points.y[k]) > 1e-10 * std::fabs(at.value)) continue;
                const auto agree = [](double a, double b) {
                    return (std::isnan(a) && std::isnan(b)) || a == b ||
                           std::fabs(a - b) <= 1e-8 * std::max(std::fabs(a), std::fabs(b)) + 1e-12;
                };
                QVERIFY2(agree(dx[k], at.gradient.x) && agree(dy[k], at.gradient.y), print(program.value().expression()).c_str());
            }
        }
    }

    void everyLength() {
        const Program program = Program::compile(parsed("sin(x)*y+x^3"), kPlane);
        for (std::size_t n = 0; n < 600; n += n < 20 ? 1 : 37) {
            const Points points(11, n);
            std::vector<double> block(n + 1, 7.0);
            program.block(points.x, points.y, std::span<double>(block.data(), n));
            QCOMPARE(block[n], 7.0);  // nothing written behind the end
            block.pop_back();
            QVERIFY(difference(program, points, block).isEmpty());
        }
    }

    void aValueDoesNotDependOnItsPlace() {
        const Program program = Program::compile(parsed("exp(sin(x)*y)+x^2.5"), kPlane);
        const Points points(13, 300);
        std::vector<double> all(300);
        program.block(points.x, points.y, all);
        for (std::size_t i = 0; i < 300; ++i) {
            double one = 0.0;
            program.block({&points.x[i], 1}, {&points.y[i], 1}, {&one, 1});
            QVERIFY(one == all[i] || (std::isnan(one) && std::isnan(all[i])));
        }
    }

    void zerosStayZeros() {
        // Where a fused product would leave 1e-17 instead of 0.
        for (const char* text :
             {"1/(x^2-y^2)", "1/(0.1*x*y-0.1*y*x)", "ln(x*y-y*x)", "1/(x/3-1)", "sqrt(x^2-y^2)", "floor(x*y-y*x)", "1/sin(x*y-y*x)",
              "ln((x^2+y-11)-(y+x^2-11))", "1/(2*x*y+3*(y-1)-(2*y*x+3*(y-1)))", "1/(2*(x-y)^2+(x-y)^2)"}) {
            const Program program = Program::compile(parsed(text), kPlane);
            std::vector<double> x, y;
            for (int i = -20; i <= 20; ++i) {
                x.push_back(0.3 * i);
                y.push_back(0.3 * i);
            }
            x.push_back(3.0);
            y.push_back(1.0);
            std::vector<double> block(x.size());
            program.block(x, y, block);
            for (std::size_t i = 0; i < x.size(); ++i) {
                const double scalar = program(x[i], y[i]);
                QVERIFY2(scalar == block[i] || (std::isnan(scalar) && std::isnan(block[i])), text);
            }
        }
    }

    void fusedPassesAgreeWithOnePointAtATime() {
        std::array<const KernelSet*, 4> sets{};
        const std::size_t count = kernelSets(sets.data(), sets.size());
        const Points points(41, 1213);
        std::vector<double> block(points.x.size());
        for (const char* text :
             {"100*(y-x^2)^2+(1-x)^2", "(x^2+y-11)^2+(x+y^2-7)^2", "(3-x)^2+0.7*(x*y)^2", "(x+2)^2+(y-0.5)^2", "x*y+x-0.3", "0.3+(x*y-y)",
              "2.5*x*y-0.7*(1.3-x)", "3*(x-1)-2*x*y", "x^2-10*cos(y)", "2*(y+1)+x*y", "0.1-x*y*3", "x^2-3*x+0.2", "x^3-2*x+1",
              "0.3*x^4-x^2+x", "x^5-x+0.1", "1-x^6+3*x^2", "x^7-x^5+x^3-x", "x^9+0.5*x^8-x^7+x^4-1"}) {
            const Expression expression = parsed(text);
            const Program program = Program::compile(expression, kPlane);
            ProgramGraph graph(kPlane);
            const NodeId value = graph.add(expression);
            const BlockTape tape = BlockTape::make(graph, {&value, 1});
            for (std::size_t s = 0; s < count; ++s) {
                const double* const inputs[] = {points.x.data(), points.y.data()};
                double* const outputs[] = {block.data()};
                QVERIFY(tape.run(*sets[s], inputs, outputs, block.size()));
                const QString lie = difference(program, points, block);
                QVERIFY2(lie.isEmpty(), qPrintable(QString(sets[s]->name) + ": " + lie));
            }
        }
    }

    /// A pass says whether it made NaN; only one that shares its NaN with another output need not.
    void whatHasNoValueIsNoticed() {
        std::array<const KernelSet*, 4> sets{};
        const std::size_t count = kernelSets(sets.data(), sets.size());
        const std::vector<double> x(40, 1.0);
        for (std::size_t place : {0U, 7U, 31U, 39U}) {
            std::vector<double> y(40, 1.0);
            y[place] = -1.0;
            const auto noticed = [&](std::initializer_list<const char*> texts) {
                ProgramGraph graph(kPlane);
                std::vector<NodeId> values;
                for (const char* text : texts) values.push_back(graph.add(parsed(text)));
                const BlockTape tape = BlockTape::make(graph, values);
                std::vector<std::vector<double>> results(values.size(), std::vector<double>(40));
                std::vector<double*> outputs;
                for (std::vector<double>& r : results) outputs.push_back(r.data());
                const double* const inputs[] = {x.data(), y.data()};
                bool all = true;
                for (std::size_t s = 0; s < count; ++s) all = !tape.run(*sets[s], inputs, outputs, 40) && all;
                return all;
            };
            for (const char* text : {"sqrt(y)", "1/(y+1)", "2*ln(y)", "x*y+1/(1+y)", "min(x,sqrt(y))", "if(y<0,sqrt(y),x)"})
                QVERIFY2(noticed({text}), text);
            QVERIFY(noticed({"x+y", "3*sqrt(y)", "x"}));
            QVERIFY(noticed({"3*sqrt(y)", "1+sqrt(y)^2"}));        // the second shares it
            QVERIFY(noticed({"3*sqrt(y)", "if(y<0,x,sqrt(y))"}));  // the second does not
            QVERIFY(noticed({"-sqrt(y)", "3*sqrt(y)", "sqrt(y)"}));
        }
    }

    void overflowOnTheWayIsMended() {
        const Program logistic = Program::compile(parsed("exp(x)/(1+exp(x))"), kPlane);
        QCOMPARE(logistic(1000.0, 0.0), 1.0);
        const std::vector<double> x = {-1000.0, 0.0, 1000.0};
        std::vector<double> block(3);
        logistic.block(x, x, block);
        QCOMPARE(block, (std::vector<double>{0.0, 0.5, 1.0}));
        QVERIFY(std::isnan(Program::compile(parsed("ln(-x)"), kPlane)(1000.0, 0.0)));
    }

    void polynomialsAndProductsAreFused() {
        ProgramGraph graph(kPlane);
        const auto passes = [&graph](const char* text) {
            std::vector<NodeId> outputs{graph.add(parsed(text))};
            const ProgramGraph simple = withoutWholePowers(graph, outputs);
            return passesFor(simple, outputs).size();
        };
        QCOMPARE(passes("x^3-2*x^2+3*x+1"), std::size_t(1));
        QCOMPARE(passes("2*x+1"), std::size_t(1));
        QCOMPARE(passes("x*y+1"), std::size_t(1));
        QCOMPARE(passes("100*(y-x^2)^2+(1-x)^2"), std::size_t(2));
        QCOMPARE(passes("(x^2+y-11)^2+(x+y^2-7)^2"), std::size_t(3));
        QCOMPARE(passes("x^8"), std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(ProgramBlockTest)
#include "tst_program_block.moc"
