#pragma once
#include <optional>

#include "core/base/range.h"
#include "core/calculus/integral_integrand.h"

namespace calc {

/// What the rounding of the integrand in doubles does to its integral.
/// Method: measured against 50 digits at three points of each of the first eight ranges; the worst of them is taken for the others.
/// Error: an estimate, twice what was seen. Cost: three evaluations of each kind for a range that is measured.
class RoundingProbe {
public:
    explicit RoundingProbe(Integrand& integrand) : m_integrand(integrand) {}

    /// None: it is so large that other ways of evaluating are called for (subtraction of nearly equal parts).
    std::optional<double> errorOver(const Range& range);

private:
    Integrand& m_integrand;
    std::optional<LocalFunction> m_truth;
    int m_measured = 0;
    double m_worst = 0.0;
};

}  // namespace calc
