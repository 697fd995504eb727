#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/range.h"
#include "core/calculus/integral_graph.h"
#include "core/expression/expression.h"

namespace calc {

struct RealNumber;  ///< 50 digits; integral_real.h

/// A point at which something happens to a function: a part of it vanishes, jumps, has a kink or leaves its domain.
struct SpecialPoint {
    double x = 0.0;           ///< the nearest double
    bool isSingular = false;  ///< the function may be unbounded, rough or undefined beyond; else it is only a kink or a jump
    bool isRough = false;     ///< a root, a logarithm or a real power sits there: not smooth even where it is bounded
    std::shared_ptr<const Expression> exact;   ///< a rational number, or a rational multiple of pi, where it was recognized; else null
    std::shared_ptr<const RealNumber> digits;  ///< 50 digits; null where the nearest double is enough
};

struct SpecialPoints {
    std::vector<SpecialPoint> points;  ///< ascending, all inside the range (ends included where they are special themselves)
    bool isComplete = true;  ///< false: there were too many, or some could not be told apart; `known` tells how far they are complete
    double knownTo = 0.0;
    bool nearLow = false;  ///< a singular point lies just outside the lower end: rules that expect smoothness would labour
    bool nearHigh = false;
};

/// Finds every special point of an expression by reading it: zeros of denominators, radicands, logarithms' arguments and moduli, whole
/// values under floor, ceil and gamma, the poles of tan.
///
/// Method: zeros of products, powers and odd functions are traced to their factors; then interval bisection with first and second
/// derivatives: a box is left when its enclosure excludes the level, when the function is monotone (one root, polished in 50 digits)
/// or strictly convex (its extremum tells two roots from a double one from none); what remains at relative width 1e-9 is a point of its
/// own. Error: none is missed where intervals enclose (gamma of a negative argument included); a point is right to 48 digits. Cost: one to
/// a few dozen interval evaluations for each condition, more where it has many roots. Source: Moore, Kearfott, Cloud, Introduction to
/// Interval Analysis (2009), ch. 8.
class SpecialPointSearch {
public:
    /// The expression's literals are taken as exact. `expired` is asked at every box (may be empty): past it, what was found is incomplete.
    explicit SpecialPointSearch(const Expression& expression, std::function<bool()> expired = {});
    ~SpecialPointSearch();
    SpecialPointSearch(SpecialPointSearch&&) noexcept;
    SpecialPointSearch& operator=(SpecialPointSearch&&) noexcept;

    /// In a range whose ends may be infinite. `ignoring`: parts of the expression whose conditions are left out, with all that use them.
    SpecialPoints find(Range range, const std::vector<Expression>& ignoring = {});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The point for a given number (an end of the range), exact as it stands.
SpecialPoint exactPoint(double x, bool isSingular);

}  // namespace calc
