#pragma once
#include <optional>
#include <vector>

#include "core/calculus/asymptotic_ball.h"
#include "core/calculus/asymptotic_tail.h"
#include "core/calculus/limit_reader.h"

namespace calc {

/// cosine(n) cos(angle) + sine(n) sin(angle), angle = rate * n.
struct SeriesWave {
    Germ rate = nullptr;
    Germ cosine = nullptr;
    Germ sine = nullptr;
};

/// The terms with n = residue modulo period, as germs in n: what does not oscillate, and waves of whole n.
struct SeriesPart {
    Progression progression;
    Germ steady = nullptr;
    std::vector<SeriesWave> waves;
};

/// The sum over n >= start of the parts together (all residues of one period), enclosed; nullopt where no bound was found.
/// Method: Euler and Maclaurin's formula with Bernoulli polynomials for the residues: (1/p) times the integral of the sum of the steady
/// parts, by its expansion at infinity with a bound (TailModel), and derivatives at start; what is left is bounded by the last derivative
/// where that keeps its sign. Waves by Euler's transformation (repeated summation by parts). Source: Graham, Knuth, Patashnik, Concrete
/// Mathematics, ch. 9.5; Olver, Asymptotics and Special Functions, ch. 8.
std::optional<Ball> sumOfTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start);

/// A bound of the sum over n >= start of the sizes of terms that fall faster than every power of n; nullopt where start is too early.
std::optional<Magnitude> boundOfFastTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start);

/// The integral from start to infinity of start's monomial n^-s ln(n)^m ln(ln n)^k ..., where its form is known; nullopt otherwise.
std::optional<Ball> integralOfMonomial(Scale& scale, Germ monomial, std::int64_t start, const BallArithmetic& with);

}  // namespace calc
