#include "core/descent/stability.h"

#include <algorithm>
#include <cmath>

namespace calc {
namespace {

constexpr double kCrawl = 0.99;  // rate above which a factor of e takes over 100 steps

/// On f = λ/2 w² the step is linear in (w, memory). Its trace and determinant for the methods that are linear.
struct TraceAndDeterminant {
    double trace;
    double determinant;
};

std::optional<TraceAndDeterminant> matrixOf(const SgdParameters& p, double curvature, double rate) {
    const double a = rate * (curvature + p.weightDecay);
    const double b = p.momentum;
    if (b == 0.0) return TraceAndDeterminant{1.0 - a, 0.0};
    if (p.nesterov) return TraceAndDeterminant{(1.0 + b) * (1.0 - a), b * (1.0 - a)};
    return TraceAndDeterminant{1.0 + b - a * (1.0 - p.dampening), b};
}
std::optional<TraceAndDeterminant> matrixOf(const QhmParameters& p, double curvature, double rate) {
    const double a = rate * (curvature + p.weightDecay);
    const double b = p.momentum;
    return TraceAndDeterminant{1.0 - a * (1.0 - p.nu * b) + b, b * (1.0 - a * (1.0 - p.nu))};
}
std::optional<TraceAndDeterminant> matrixOf(const NewtonParameters& p, double curvature, double rate) {
    return TraceAndDeterminant{1.0 - rate * curvature / (curvature + p.damping), 0.0};
}
template <class Adaptive>
std::optional<TraceAndDeterminant> matrixOf(const Adaptive&, double, double) {
    return std::nullopt;
}

std::optional<double> limitOf(const SgdParameters& p, double curvature) {
    const double b = p.momentum;
    const double whole = curvature + p.weightDecay;
    if (b >= 1.0) return 0.0;
    if (p.nesterov) return 2.0 * (1.0 + b) / ((1.0 + 2.0 * b) * whole);
    return 2.0 * (1.0 + b) / ((b == 0.0 ? 1.0 : 1.0 - p.dampening) * whole);
}
std::optional<double> limitOf(const QhmParameters& p, double curvature) {
    const double b = p.momentum;
    return 2.0 * (1.0 + b) / ((1.0 + b - 2.0 * b * p.nu) * (curvature + p.weightDecay));
}
std::optional<double> limitOf(const NewtonParameters& p, double curvature) { return 2.0 * (curvature + p.damping) / curvature; }
template <class Adaptive>
std::optional<double> limitOf(const Adaptive&, double) {
    return std::nullopt;
}

}  // namespace

Eigenvalues eigenvaluesOf(const Hessian& m) {
    if (m.xy == 0.0) {
        return m.xx <= m.yy ? Eigenvalues{m.xx, m.yy, {1.0, 0.0}, {0.0, 1.0}} : Eigenvalues{m.yy, m.xx, {0.0, 1.0}, {1.0, 0.0}};
    }
    const double theta = (m.yy - m.xx) / (2.0 * m.xy);
    const double t = std::copysign(1.0, theta) / (std::fabs(theta) + std::hypot(theta, 1.0));
    const double c = 1.0 / std::hypot(t, 1.0);
    const double s = t * c;
    // x-like and y-like eigenvalue after the rotation that makes the matrix diagonal.
    const double first = m.xx - t * m.xy;
    const double second = m.yy + t * m.xy;
    const Vec2 firstDirection{c, -s};
    const Vec2 secondDirection{s, c};
    return first <= second ? Eigenvalues{first, second, firstDirection, secondDirection}
                           : Eigenvalues{second, first, secondDirection, firstDirection};
}

std::optional<Recurrence> recurrenceOf(const Optimizer& optimizer, double curvature, double learningRate) {
    const std::optional<TraceAndDeterminant> matrix =
        std::visit([curvature, learningRate](const auto& p) { return matrixOf(p, curvature, learningRate); }, optimizer.parameters);
    if (!matrix) return std::nullopt;
    Recurrence recurrence{matrix->trace, matrix->determinant, {}, {}, 0.0};
    const double half = 0.5 * matrix->trace;
    const double discriminant = half * half - matrix->determinant;
    if (discriminant < 0.0) {
        recurrence.firstRoot = {half, std::sqrt(-discriminant)};
        recurrence.secondRoot = std::conj(recurrence.firstRoot);
        recurrence.rate = std::sqrt(matrix->determinant);
        return recurrence;
    }
    // The root of larger size without cancellation, the other from the product.
    const double large = half + std::copysign(std::sqrt(discriminant), half);
    const double small = large == 0.0 ? 0.0 : matrix->determinant / large;
    recurrence.firstRoot = large;
    recurrence.secondRoot = small;
    recurrence.rate = std::max(std::fabs(large), std::fabs(small));
    return recurrence;
}

std::optional<double> learningRateLimit(const Optimizer& optimizer, double curvature) {
    if (!(curvature > 0.0)) return std::nullopt;
    return std::visit([curvature](const auto& p) { return limitOf(p, curvature); }, optimizer.parameters);
}

Regime regimeOf(const Optimizer& optimizer, double curvature, double learningRate) {
    if (curvature == 0.0) return Regime::Flat;
    const std::optional<Recurrence> recurrence = recurrenceOf(optimizer, curvature, learningRate);
    if (curvature < 0.0 && !optimizer.needsHessian()) return Regime::Uphill;
    if (!recurrence) return Regime::Converges;
    if (recurrence->rate >= 1.0) return Regime::Diverges;
    if (recurrence->firstRoot.imag() != 0.0) return Regime::Oscillates;
    if (recurrence->firstRoot.real() < 0.0) return Regime::Bounces;
    return recurrence->rate > kCrawl ? Regime::Crawls : Regime::Converges;
}

}  // namespace calc
