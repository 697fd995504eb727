#include <QtTest>
#include <boost/math/constants/constants.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <functional>
#include <random>

#include "core/calculus/integral_bounds.h"
#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "tests/core/numbers/interval_truth.h"

using namespace calc;

namespace {

using Big = boost::multiprecision::cpp_bin_float_50;

/// An integrand as text beside its antiderivative in 50 digits. Parameters are doubles, written with all their digits.
struct Integrand {
    QString f;
    std::function<Big(const Big&)> antiderivative;
    double from = 0.0, to = 1.0;
};

class Generator {
public:
    explicit Generator(unsigned seed) : m_random(seed) {}

    double uniform(double low, double high) { return std::uniform_real_distribution<double>(low, high)(m_random); }
    static QString written(double value) { return "(" + QString::number(value, 'g', 17) + ")"; }

    Integrand any(int k) {
        const double a = uniform(0.2, 4.0), b = uniform(-2.0, 2.0), from = uniform(-3.0, 2.0), to = from + uniform(0.05, 4.0);
        const QString p = written(a), q = written(b);
        const Big A(a), B(b), pi = boost::math::constants::pi<Big>();
        switch (k % 16) {
            case 0: return {"exp(" + p + "*x)", [=](const Big& x) { return Big(exp(A * x) / A); }, from, to};
            case 1: return {"sin(" + p + "*x+" + q + ")", [=](const Big& x) { return Big(-cos(A * x + B) / A); }, from, to};
            case 2:
                return {"x^5-" + p + "*x^3+" + q, [=](const Big& x) { return Big(pow(x, 6) / 6 - A * pow(x, 4) / 4 + B * x); }, from, to};
            case 3: return {"1/(" + p + "^2+x^2)", [=](const Big& x) { return Big(atan(x / A) / A); }, from, to};
            case 4: return {"ln(" + p + "*x)", [=](const Big& x) { return Big(x * log(A * x) - x); }, 0.1 + a, 1.1 + 2 * a};
            case 5: return {"sqrt(x+" + p + ")", [=](const Big& x) { return Big(2 * pow(x + A, Big(1.5)) / 3); }, 0.5, 0.5 + a};
            case 6: return {"x*exp(" + q + "*x)", [=](const Big& x) { return Big(exp(B * x) * (B * x - 1) / (B * B)); }, from, to};
            case 7: return {"tanh(" + p + "*x)", [=](const Big& x) { return Big(log(cosh(A * x)) / A); }, from, to};
            case 8: return {"sigmoid(x-" + q + ")", [=](const Big& x) { return Big(log(1 + exp(x - B))); }, from, to};
            case 9:
                return {"x^2*cos(" + p + "*x)",
                        [=](const Big& x) { return Big(((A * A * x * x - 2) * sin(A * x) + 2 * A * x * cos(A * x)) / (A * A * A)); }, from,
                        to};
            case 10: return {"exp(-x^2)", [=](const Big& x) { return Big(sqrt(pi) / 2 * truth::erfValue(x)); }, from, to};
            case 11: return {"abs(x-" + q + ")", [=](const Big& x) { return Big((x - B) * abs(x - B) / 2); }, b - a, b + 2 * a};
            case 12: return {"1/(" + p + "+x)^3", [=](const Big& x) { return Big(-1 / (2 * (A + x) * (A + x))); }, 0.25, 3.0 + b};
            case 13:
                return {"atan(" + p + "*x)", [=](const Big& x) { return Big(x * atan(A * x) - log(1 + A * A * x * x) / (2 * A)); }, from,
                        to};
            case 14: return {"sin(x)^2*cos(x)", [=](const Big& x) { return Big(pow(sin(x), 3) / 3); }, from, to};
            default:
                return {"x^" + written(1.0 + a), [=](const Big& x) { return Big(pow(x, Big(1.0 + a) + 1) / (Big(1.0 + a) + 1)); }, 0.5,
                        1.0 + a};
        }
    }

private:
    std::mt19937 m_random;
};

}  // namespace

class TestCertifiedIntegrals : public QObject {
    Q_OBJECT

private slots:
    /// Proved bounds hold the truth to 50 digits; they are narrow for smooth integrands; the stated error holds.
    void boundsHoldTheTruth() {
        Generator generator(5);
        constexpr int kIntegrals = 480;
        int certified = 0, narrow = 0;
        double worst = 0.0;
        for (int k = 0; k < kIntegrals; ++k) {
            const Integrand one = generator.any(k);
            const Big truth = one.antiderivative(Big(one.to)) - one.antiderivative(Big(one.from));
            const auto f = parse(one.f.toStdString());
            QVERIFY(f);
            const Integral got = integrate(*f, {one.from, one.to});
            const QString what = QString("%1 from %2 to %3: %4 in [%5, %6]")
                                     .arg(one.f)
                                     .arg(one.from, 0, 'g', 17)
                                     .arg(one.to, 0, 'g', 17)
                                     .arg(got.value, 0, 'g', 17)
                                     .arg(got.lower, 0, 'g', 17)
                                     .arg(got.upper, 0, 'g', 17);
            QVERIFY2(got.kind == IntegralKind::Value, qPrintable(what));
            QVERIFY2(abs(Big(got.value) - truth) <= Big(got.error), qPrintable(what));
            if (!got.certified) continue;
            ++certified;
            QVERIFY2(Big(got.lower) <= truth && truth <= Big(got.upper), qPrintable(what));
            const double width = (got.upper - got.lower) / std::max(std::fabs(got.value), 1e-300);
            if (width <= 1e-6) ++narrow;
            worst = std::max(worst, width);
        }
        qInfo("%d of %d integrals certified, %d to a relative width of 1e-6 or better; the widest is %.1e", certified, kIntegrals, narrow,
              worst);
        QVERIFY(10 * narrow >= 9 * kIntegrals);
    }

    /// Bounds made with few boxes are wide, but hold as well.
    void wideBoundsHoldToo() {
        Generator generator(6);
        for (int k = 0; k < 320; ++k) {
            const Integrand one = generator.any(k);
            BoundsOptions options;
            options.mostBoxes = 1 + k % 7;
            options.order = 2 * (k % 4);
            const Big truth = one.antiderivative(Big(one.to)) - one.antiderivative(Big(one.from));
            const IntegralBounds bounds = integralBounds(*parse(one.f.toStdString()), {one.from, one.to}, options);
            // integralBounds takes literals as exact: 17 digits of a double are not quite the double.
            const Big slack = Big(1e-15) * (1 + abs(truth)) * 100;
            if (bounds.proved) QVERIFY2(Big(bounds.lower) <= truth + slack && truth <= Big(bounds.upper) + slack, qPrintable(one.f));
        }
    }

    void darbouxSumsHoldTheTruth() {
        Generator generator(7);
        for (int k = 0; k < 160; ++k) {
            const Integrand one = generator.any(k);
            const Big truth = one.antiderivative(Big(one.to)) - one.antiderivative(Big(one.from));
            const DarbouxBounds sums = darbouxBounds(*parse(one.f.toStdString()), {one.from, one.to}, 1 + k);
            QVERIFY2(sums.bounds.proved, qPrintable(one.f));
            QVERIFY2(Big(sums.bounds.lower) <= truth && truth <= Big(sums.bounds.upper), qPrintable(one.f));
        }
    }
};

QTEST_APPLESS_MAIN(TestCertifiedIntegrals)
#include "tst_certified_integrals.moc"
