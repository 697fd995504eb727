#pragma once
#include <cmath>
#include <limits>

namespace calc {

/// A closed interval [low, high] of reals that is certain to contain what it stands for; ends may be infinite.
///
/// Every operation returns an interval that contains the true result for every choice of points of its arguments *at which the
/// operation has a value* (outward rounded: + - * / sqrt by one nextafter; elementary functions by the documented worst error of
/// glibc's manual plus 1 ulp). Whether it has a value at all of them is `defined`; whether the result depends continuously on all of
/// them is `continuous` (used by proofs that need it). Empty: no point had a value.
/// Source: Moore, Kearfott, Cloud, Introduction to Interval Analysis (2009); IEEE 1788 decorations in spirit (dac, def, trv).
struct Interval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool defined = true;     ///< the operation had a value at every point of its arguments
    bool continuous = true;  ///< and was continuous on them

    static Interval entire() { return {}; }
    static Interval empty() { return {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), false, false}; }
    static Interval point(double x) { return {x, x, true, true}; }
    static Interval of(double low, double high) { return {low, high, true, true}; }

    bool isEmpty() const { return !(low <= high); }
    bool isFinite() const { return std::isfinite(low) && std::isfinite(high); }
    bool contains(double x) const { return low <= x && x <= high; }
    double width() const { return high - low; }
    double middle() const;                                                           ///< a double inside, finite also where an end is not
    double magnitude() const { return std::fmax(std::fabs(low), std::fabs(high)); }  ///< the largest |x| in it
    bool isPoint() const { return low == high; }
    bool operator==(const Interval&) const = default;
};

/// The smallest interval that contains both; `defined` and `continuous` only where both are (an empty one is neither).
Interval hull(const Interval& a, const Interval& b);
/// What lies in both, decorated like `a`.
Interval intersection(const Interval& a, const Interval& b);

// Each end is correctly rounded outward: an exact result is not widened (below 1e-270 it is, by one double).
Interval operator-(const Interval& a);
Interval operator+(const Interval& a, const Interval& b);
Interval operator-(const Interval& a, const Interval& b);
Interval operator*(const Interval& a, const Interval& b);
/// Not defined where b contains 0; then the values at the other points are enclosed.
Interval operator/(const Interval& a, const Interval& b);

}  // namespace calc
