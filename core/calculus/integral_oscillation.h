#pragma once
#include <cstdint>
#include <functional>
#include <memory>

#include "core/calculus/integral_pieces.h"
#include "core/expression/expression.h"

namespace calc {

/// An integrand that oscillates for ever towards infinity: f(t) = A(t, phase(t)), periodic in the phase, which tends to infinity.
/// All sines, cosines, tangents, floors and ceilings whose argument is unbounded must be affine in one phase with rational factors.
///
/// Verdict: with M(t) the mean of A over a period, the integral over [start, infinity) exists where the integral of M does and
/// sup |A| / phase' tends to 0; where either fails it does not (Cauchy's criterion over half a period). Both are decided by their growth.
/// Value: the integral of f w plus that of M (1 - w), where w falls from 1 to 0 smoothly (an error function of the phase) over some
/// twenty periods; what is left out, the integral of (f - M)(1 - w), is below 1e-15 of a half wave because the Fourier transform of the
/// Gaussian w' at the lowest frequency is. Two windows are compared. Source: Mellin-type summation by smooth cut-off (Hardy, Divergent
/// Series, 1949, sec. 4; Bleistein and Handelsman, Asymptotic Expansions of Integrals, 1986, on boundary-free integrals).
class OscillatingTail {
public:
    enum class Verdict {
        Steady,  ///< nothing in it oscillates for ever
        Rapid,   ///< the amplitude falls faster than any power: cut off where it is negligible
        Converges,
        Diverges,
        Unknown,
    };

    /// `f` in t -> +infinity, its literals exact.
    OscillatingTail(const Expression& f, Variable variable);

    Verdict verdict() const;
    /// Of one that Diverges: its mean alone has an endless integral, which outgrows the waves.
    bool isEndless() const;
    /// How far a Rapid one matters.
    double reach() const;
    /// The integral over [start, infinity) of one that Converges.
    PieceValue integral(double start, const PieceGoal& goal) const;
    /// A place from which on integral() may start: beyond it the phase rises and, the waves aside, nothing special happens; NaN where none
    /// is found. Where the waves make poles or roots, one period later, so that whoever looks at what lies before meets one of each.
    double start(double atLeast, const PieceGoal& goal) const;
    std::int64_t evaluations() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace calc
