#include "tests/benchmarks/core/native_loops.h"

#include <math.h>

namespace NATIVE_LOOPS {

namespace {

const double kPi = 3.14159265358979323846;
const double kE = 2.71828182845904523536;

template <class F>
void loop(const double* __restrict x, const double* __restrict y, double* __restrict r, std::size_t n, F f) {
    for (std::size_t i = 0; i < n; ++i) r[i] = f(x[i], y[i]);
}

void cubic(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double) { return a * a * a - 2 * a + 1; });
}
void rosenbrock(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a); });
}
void decay(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double) { return a * a * exp(-a); });
}
void waves(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return sin(a) * cos(b); });
}
void bell(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return exp(-(a * a + b * b) / 2) / sqrt(2 * kPi); });
}
void rastrigin(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return 20 + a * a - 10 * cos(2 * kPi * a) + b * b - 10 * cos(2 * kPi * b); });
}
void himmelblau(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return (a * a + b - 11) * (a * a + b - 11) + (a + b * b - 7) * (a + b * b - 7); });
}
void logistic(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double) { return 1 / (1 + exp(-a)); });
}
void rootAndLog(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) { return sqrt(1 + a * a) * log(2 + b * b); });
}
void ackley(const double* x, const double* y, double* r, std::size_t n) {
    loop(x, y, r, n, [](double a, double b) {
        return -20 * exp(-0.2 * sqrt(0.5 * (a * a + b * b))) - exp(0.5 * (cos(2 * kPi * a) + cos(2 * kPi * b))) + kE + 20;
    });
}

void rosenbrockGradient(const double* __restrict x, const double* __restrict y, double* __restrict v, double* __restrict dx,
                        double* __restrict dy, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const double t = y[i] - x[i] * x[i];
        const double u = 1 - x[i];
        v[i] = 100 * t * t + u * u;
        dx[i] = -400 * t * x[i] - 2 * u;
        dy[i] = 200 * t;
    }
}
void ackleyGradient(const double* __restrict x, const double* __restrict y, double* __restrict v, double* __restrict dx,
                    double* __restrict dy, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const double s = sqrt(0.5 * (x[i] * x[i] + y[i] * y[i]));
        const double e1 = exp(-0.2 * s);
        const double e2 = exp(0.5 * (cos(2 * kPi * x[i]) + cos(2 * kPi * y[i])));
        v[i] = -20 * e1 - e2 + kE + 20;
        dx[i] = 2 * e1 * x[i] / s + kPi * sin(2 * kPi * x[i]) * e2;
        dy[i] = 2 * e1 * y[i] / s + kPi * sin(2 * kPi * y[i]) * e2;
    }
}

}  // namespace

extern const NativeLoop kLoops[kLoopCount] = {cubic, rosenbrock, decay, waves, bell, rastrigin, himmelblau, logistic, rootAndLog, ackley};
extern const NativeGradient kRosenbrock = rosenbrockGradient;
extern const NativeGradient kAckley = ackleyGradient;

}  // namespace NATIVE_LOOPS
