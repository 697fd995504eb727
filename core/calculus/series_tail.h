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

/// The sum over n >= start of the parts together (all residues of one period), enclosed, to a radius of `wanted` where a short expansion
/// reaches it, else as well as a longer one does; nullopt where no bound was found.
/// Method: each germ becomes its expansion at infinity with a bound of the rest that holds from start on (TailModel), and each monomial of
/// it is summed: what falls like a power of n by Euler and Maclaurin's formula with Bernoulli polynomials for the residues, what turns or
/// falls geometrically, z^n n^-s, by repeated summation by parts (Euler's transformation). The rest of either formula is bounded by a last
/// derivative that keeps its sign; what falls faster is bounded alone. Cost: some 10 milliseconds. Source: Graham, Knuth, Patashnik,
/// Concrete Mathematics, ch. 9.5; Olver, Asymptotics and Special Functions, ch. 8.
std::optional<Ball> sumOfTail(Scale& scale, const std::vector<SeriesPart>& parts, std::int64_t start, const Magnitude& wanted);

/// A bound of the sum over n >= start of the sizes of germs that do not oscillate; nullopt where none was found from there on.
std::optional<Magnitude> boundOfTail(Scale& scale, const std::vector<Germ>& germs, std::int64_t start);

}  // namespace calc
