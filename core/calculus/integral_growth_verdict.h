#pragma once

namespace calc {

/// How G(s) behaves for s -> infinity, where G(s) = |f(t) t| and t = exp(-s) (towards a point) or t = exp(s) (towards infinity), so
/// that the integral of f there is the integral of G over s: G ~ C exp(rate s) s^logRate (ln s)^...
struct Growth {
    enum class Verdict {
        Summable,  ///< the integral of G converges
        Endless,   ///< it diverges
        Unknown,
    };
    Verdict verdict = Verdict::Unknown;
    bool isRapid = false;        ///< faster than any exponential of s: f falls faster than any power
    bool isLogarithmic = false;  ///< rate is 0: the verdict hangs on the powers of s
    bool tendsToZero = false;    ///< G itself tends to 0
    double rate = 0.0;
    double logRate = 0.0;
    double depth = 0.0;  ///< the largest s at which G was known
    int sign = 0;        ///< of f there
};

}  // namespace calc
