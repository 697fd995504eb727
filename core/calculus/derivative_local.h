#pragma once
#include <array>
#include <memory>
#include <optional>

#include "core/expression/expression.h"

/// What lies behind `derivative`: the two one-sided expansions of an expression along a line, and what they say together.
namespace calc::local {

inline constexpr std::size_t kVariables = 6;

/// What one question may cost, in products of numbers of 100 digits: about a second. What takes more is not decided.
inline constexpr double kMostWork = 4e6;

/// Values of functions that several questions share: see derivative_series.h.
struct FunctionValues;
std::shared_ptr<FunctionValues> makeFunctionValues();

/// x = origin + t direction, for each variable.
struct Line {
    std::array<double, kVariables> origin{};
    std::array<double, kVariables> direction{};
    double work = kMostWork;
    FunctionValues* known = nullptr;  ///< none: the question keeps its own
};

/// One side's derivative of the asked order at t = 0.
struct SideDerivative {
    enum class What {
        Slope,     ///< it exists
        Infinite,  ///< it is +-infinite (vertical tangent); slope says which
        Rough,     ///< a derivative of lower order is infinite or does not exist
        Jump,      ///< the function goes to another number than its value, or to none
        NoValues,  ///< the function has no values there
        Unknown,
    };
    What what = What::Unknown;
    double slope = 0.0;
    double slopeRest = 0.0;  ///< what the double left out: slope + slopeRest has 32 digits
};

struct LocalDerivative {
    bool hasValue = false;     ///< the function has a value at the point
    bool isValueKnown = true;  ///< or it is not known whether
    double functionValue = 0.0;
    SideDerivative left, right;
    bool agree = false;  ///< both sides have the same derivatives up to the order
    int failsAt = 0;     ///< else the first order that both sides do not share
    bool wantsMoreDigits = false;
    bool doubtful = false;  ///< something turned on a number that could not be told from 0
    double workLeft = 0.0;
};

/// Along the line, the derivative of `order` with respect to t at t = 0, computed with 100 or 1,000 digits.
LocalDerivative differentiateWithHundred(const Expression& expression, const Line& line, int order);
LocalDerivative differentiateWithThousand(const Expression& expression, const Line& line, int order);

/// The value at t = 0.
struct LocalValue {
    bool hasValue = false;
    bool isKnown = true;  ///< whether it has one
    double value = 0.0;   ///< +-inf where it is too large for a double
    bool wantsMoreDigits = false;
    bool doubtful = false;
    double workLeft = 0.0;
};
LocalValue evaluateWithHundred(const Expression& expression, const Line& line);
LocalValue evaluateWithThousand(const Expression& expression, const Line& line);

/// With as many digits as it takes.
LocalDerivative differentiateAlong(const Expression& expression, const Line& line, int order);

}  // namespace calc::local
