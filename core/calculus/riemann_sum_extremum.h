#pragma once
#include <optional>

#include "core/base/range.h"
#include "core/expression/program.h"

namespace calc {

/// What is known of the infimum of a function on a closed interval.
struct Infimum {
    enum class Kind {
        Proved,     ///< low <= infimum <= high by interval arithmetic alone
        Sampled,    ///< intervals gave no lower bound; `high` is the least of many samples, an estimate of the infimum
        Unbounded,  ///< intervals gave no lower bound and the samples fall without end
        NoValue,    ///< the function has no value on a part of the interval
    };
    Kind kind = Kind::Sampled;
    double low = 0.0;
    double high = 0.0;
    double at = 0.0;  ///< a point where about `high` is attained
};

/// Bounds of the infimum of a continuous or piecewise continuous function on small intervals, by interval branch and bound: natural
/// enclosure, mean value form, and the monotonicity test with the enclosure of the symbolic derivative, which is trusted only where the
/// function is continuous and the derivative defined on the whole box. The width high - low is about 1e-13 of the function's size where
/// the budget suffices, otherwise wider but still proved. A point without a value inside (a removable hole) does not matter.
/// Source: Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009), ch. 5 and 6; Hansen and Walster (2004), ch. 12.
class InfimumFinder {
public:
    explicit InfimumFinder(const Expression& function, Variable variable = Variable::X);

    /// `budget` is the largest number of boxes looked at.
    Infimum operator()(Range interval, int budget) const;

private:
    Program m_function;
    std::optional<Program> m_derivative;
};

}  // namespace calc
