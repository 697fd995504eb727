#pragma once
#include <complex>
#include <cstdint>
#include <optional>

#include "core/base/message.h"
#include "core/descent/optimizer.h"

/// What the curvature at a point says about the learning rate, "locally, as if the surface were quadratic".
namespace calc {

struct Eigenvalues {
    double low = 0.0;
    double high = 0.0;
    Vec2 lowDirection;  ///< unit vectors, perpendicular
    Vec2 highDirection;
};
/// Of a symmetric 2 × 2 matrix. Method: one Jacobi rotation, which is exact for two dimensions; error about 4 ulp of the larger one.
/// (Golub and Van Loan, Matrix Computations, section 8.5.)
Eigenvalues eigenvaluesOf(const Hessian& matrix);

enum class Regime : std::uint8_t {
    Flat,        ///< no curvature: nothing pulls
    Uphill,      ///< negative curvature: the ball leaves along this direction, at any learning rate
    Crawls,      ///< goes straight to the bottom, but needs over 100 steps for a factor of e
    Converges,   ///< straight to the bottom (overdamped)
    Oscillates,  ///< swings through the bottom with its momentum (underdamped)
    Bounces,     ///< jumps from one side to the other in each step
    Diverges,    ///< each step is longer than the one before
};

/// The step along one direction of curvature λ as a linear recurrence: the roots of z² − trace z + determinant.
struct Recurrence {
    double trace = 0.0;
    double determinant = 0.0;
    std::complex<double> firstRoot;
    std::complex<double> secondRoot;
    double rate = 0.0;  ///< spectral radius: the distance from the bottom shrinks by about this factor in each step
};

/// The recurrence for gradient descent, momentum, Nesterov, QHM and Newton; nullopt for adaptive methods, whose steps depend on all the
/// gradients before, so that no fixed limit exists. Weight decay counts as additional curvature.
std::optional<Recurrence> recurrenceOf(const Optimizer& optimizer, double curvature, double learningRate);

/// The learning rate at and above which the optimizer diverges along a direction of curvature λ > 0: 2/λ for gradient descent,
/// 2 (1 + β)/λ with momentum (over 1 − dampening), 2 (1 + β)/((1 + 2β) λ) for Nesterov, 2 (1 + β)/((1 + β − 2βν) λ) for QHM,
/// 2 (λ + δ)/λ for Newton. nullopt for adaptive methods and for λ <= 0.
/// (Polyak 1964; Gitman and others 2019 for QHM.)
std::optional<double> learningRateLimit(const Optimizer& optimizer, double curvature);

Regime regimeOf(const Optimizer& optimizer, double curvature, double learningRate);

}  // namespace calc
