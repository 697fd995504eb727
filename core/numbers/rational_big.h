#pragma once
#include <boost/multiprecision/cpp_int.hpp>

#include "core/numbers/rational.h"

namespace calc {

using BigInteger = boost::multiprecision::cpp_int;

/// The parts of a Rational that does not fit 64 bits. Costs seconds to compile: for .cpp files that calculate with the parts.
struct Rational::Big {
    BigInteger numerator;
    BigInteger denominator;  ///< positive, in lowest terms

    static BigInteger numeratorOf(const Rational& value);
    static BigInteger denominatorOf(const Rational& value);
    /// For parts in lowest terms, denominator > 0: the small form where they fit.
    static Rational fromParts(std::int64_t numerator, std::int64_t denominator);
    static Rational fromReduced(BigInteger numerator, BigInteger denominator);
};

/// The parts as integers of any size, wherever they are kept.
inline BigInteger numeratorOf(const Rational& value) { return Rational::Big::numeratorOf(value); }
inline BigInteger denominatorOf(const Rational& value) { return Rational::Big::denominatorOf(value); }

/// numerator / denominator in lowest terms; denominator must not be zero.
Rational rationalFrom(BigInteger numerator, BigInteger denominator);

}  // namespace calc
