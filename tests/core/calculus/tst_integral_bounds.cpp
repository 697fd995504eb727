#include <QtTest>
#include <cmath>
#include <random>

#include "core/calculus/integral_bounds.h"
#include "core/calculus/integral_taylor.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

Expression read(const char* text) {
    const auto parsed = parse(text);
    Q_ASSERT(parsed);
    return *parsed;
}

struct Known {
    const char* f;
    double from, to;
    long double value;
};

}  // namespace

class TestIntegralBounds : public QObject {
    Q_OBJECT

private slots:
    void boundsEncloseAndAreNarrow() {
        const long double e = std::exp(1.0L), pi = std::acos(-1.0L);
        const Known cases[] = {{"exp(x)", 0, 1, e - 1},
                               {"1/(1+x^2)", 0, 1, pi / 4},
                               {"x^3", -1, 2, 3.75L},
                               {"sin(x)", 0, 2, 1 - std::cos(2.0L)},
                               {"ln(x)", 1, 2, 2 * std::log(2.0L) - 1},
                               {"abs(x)", -1, 2, 2.5L},
                               {"sqrt(x)", 0, 4, 16.0L / 3},
                               {"erf(x)", 0, 1, std::erf(1.0L) + (std::exp(-1.0L) - 1) / std::sqrt(pi)},
                               {"tanh(x)", 0, 3, std::log(std::cosh(3.0L))},
                               {"floor(3*x)", 0, 1, 1.0L},
                               {"atan(x)", 0, 1, pi / 4 - std::log(2.0L) / 2},
                               {"asin(x)", 0, 0.5, std::asin(0.5L) / 2 + std::sqrt(0.75L) - 1},
                               {"sigmoid(x)", 0, 2, std::log((1 + std::exp(2.0L)) / 2)},
                               {"cbrt(x)", 1, 8, 11.25L}};
        for (const Known& known : cases) {
            BoundsOptions options;
            options.mostBoxes = 2000;
            const IntegralBounds bounds = integralBounds(read(known.f), {known.from, known.to}, options);
            QVERIFY2(bounds.proved, known.f);
            QVERIFY2(bounds.lower <= known.value && known.value <= bounds.upper, known.f);
            QVERIFY2(bounds.width() <= 1e-6 * std::fabs(bounds.upper), known.f);
        }
    }

    void noProofWithoutEnclosure() {
        QVERIFY(!integralBounds(read("1/x"), {-1, 1}).proved);
        QVERIFY(!integralBounds(read("1/sqrt(x)"), {0, 1}).proved);
        QVERIFY(!integralBounds(read("ln(x)"), {-1, 1}).proved);
        QVERIFY(!integralBounds(read("sqrt(x)"), {-1, 1}).proved);
        QVERIFY(!integralBounds(read("x"), {0, HUGE_VAL}).proved);
    }

    void lowerAndUpperSumsClose() {
        double before = HUGE_VAL;
        for (const std::int64_t n : {1, 10, 100, 1000}) {
            const DarbouxBounds sums = darbouxBounds(read("x*sin(x)"), {0, 3}, n);
            const double truth = std::sin(3.0) - 3.0 * std::cos(3.0);
            QVERIFY(sums.bounds.proved);
            QCOMPARE(sums.steps.size(), static_cast<std::size_t>(n));
            QVERIFY(sums.bounds.lower <= truth && truth <= sums.bounds.upper);
            QVERIFY(sums.bounds.width() < before);
            before = sums.bounds.width();
        }
        QVERIFY(before < 0.02);
    }

    /// Coefficients over a box contain those at its points; those at a point sum to the function nearby.
    void taylorCoefficientsEnclose() {
        const char* functions[] = {"exp(x)*sin(x)",
                                   "ln(2+x)/(3+x^2)",
                                   "sqrt(2+x)*atan(x)",
                                   "(2+x)^1.7",
                                   "x^5-2*x^3+x",
                                   "tan(x)",
                                   "tanh(x)*cosh(x)",
                                   "asin(x/2)+acos(x/3)",
                                   "erf(x)",
                                   "sigmoid(3*x)",
                                   "2^x",
                                   "(3+x)^(x+1)",
                                   "cbrt(2+x)",
                                   "log2(3+x)*log10(4+x)",
                                   "(x+2)^-3",
                                   "sinh(x)/(2+cos(x))"};
        std::mt19937 random(7);
        for (const char* text : functions) {
            const ExactGraph graph(read(text), LiteralRule::Exact);
            TaylorEvaluator taylor(graph), pointwise(graph);
            for (int round = 0; round < 40; ++round) {
                std::uniform_real_distribution<double> place(-0.9, 0.9), size(0.0, 0.1);
                const double low = place(random), high = std::min(0.9, low + size(random));
                const auto over = taylor.evaluate(Interval::of(low, high), 8);
                QVERIFY2(taylor.smooth(8), text);
                const double x = low + 0.37 * (high - low);
                const auto at = pointwise.evaluate(Interval::point(x), 8);
                for (std::size_t k = 0; k <= 8; ++k) QVERIFY2(over[k].low <= at[k].high && at[k].low <= over[k].high, text);
                // The polynomial about x, taken at x + h, with the remainder's bound.
                const double h = (high - x) * 0.5;
                Interval sum = Interval::point(0.0), power = Interval::point(1.0);
                for (std::size_t k = 0; k < 8; ++k) sum = sum + at[k] * power, power = power * Interval::point(h);
                sum = sum + over[8] * power;
                const Interval truth = TaylorEvaluator(graph).evaluate(Interval::point(x) + Interval::point(h), 0)[0];
                QVERIFY2(sum.low <= truth.high && truth.low <= sum.high, text);
            }
        }
    }

    void kinksAreNotCalledSmooth() {
        const auto isSmooth = [](const char* text, double low, double high, int order) {
            const ExactGraph graph(read(text), LiteralRule::Exact);
            TaylorEvaluator taylor(graph);
            taylor.evaluate(Interval::of(low, high), 4);
            return taylor.smooth(order);
        };
        QVERIFY(isSmooth("abs(x)", 0.1, 1, 4) && isSmooth("abs(x)", -1, 1, 0) && !isSmooth("abs(x)", -1, 1, 1));
        QVERIFY(!isSmooth("floor(x)", 0.5, 1.5, 0) && isSmooth("floor(x)", 0.5, 0.9, 4));
        QVERIFY(isSmooth("max(x, 1-x)", 0.6, 1, 4) && !isSmooth("max(x, 1-x)", 0, 1, 1));
        QVERIFY(!isSmooth("if(x < 0, 1, 2)", -1, 1, 0) && isSmooth("if(x < 0, 1, x)", 1, 2, 4));
        QVERIFY(!isSmooth("sqrt(x)", 0, 1, 1) && isSmooth("sqrt(x)", 0, 1, 0) && !isSmooth("1/x", -1, 1, 0));
    }
};

QTEST_APPLESS_MAIN(TestIntegralBounds)
#include "tst_integral_bounds.moc"
