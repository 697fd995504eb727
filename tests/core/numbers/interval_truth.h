#pragma once
#include <boost/math/special_functions/cbrt.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/numbers/interval_functions.h"

/// The functions of interval_functions.h beside their values to 50 digits.
namespace truth {

using Big = boost::multiprecision::cpp_bin_float_50;

struct Function {
    std::string name;
    std::function<calc::Interval(const calc::Interval&)> enclosure;
    std::function<std::optional<Big>(const Big&)> value;  ///< nothing: has no value there
    double reach = 30.0;                                  ///< arguments up to this
    double widestPoint = 16.0;                            ///< the enclosure of one point is at most so many ulp wide
};

inline std::optional<Big> where(bool defined, const std::function<Big()>& value) {
    return defined ? std::optional<Big>(value()) : std::nullopt;
}

/// gamma by its functional equation and Stirling's series, at 50 digits and without Boost's slow general way.
inline Big gammaValue(Big x) {
    Big product = 1;
    for (; x < 60; x += 1) product *= x;
    // B_2k / (2k (2k-1)): the terms at x >= 60 fall below 1e-50 before the 20th.
    static const std::vector<Big> coefficients = [] {
        std::vector<Big> c;
        for (int k = 1; k <= 20; ++k) c.push_back(boost::math::bernoulli_b2n<Big>(k) / (2 * k * (2 * k - 1)));
        return c;
    }();
    Big sum = 0;
    Big power = x;
    for (const Big& c : coefficients) {
        sum += c / power;
        power *= x * x;
    }
    return exp((x - Big(0.5)) * log(x) - x + log(boost::math::constants::two_pi<Big>()) / 2 + sum) / product;
}

inline Big erfValue(const Big& x) {
    const Big xx = x * x;
    if (xx > 120) return x > 0 ? 1 : -1;
    Big term = x;
    Big sum = x;
    for (int n = 1; abs(term) > abs(sum) * Big(1e-52) || n < 2; ++n) {
        term *= 2 * xx / (2 * n + 1);
        sum += term;
    }
    return boost::math::constants::two_div_root_pi<Big>() * exp(-xx) * sum;
}

inline std::vector<Function> functions() {
    using std::nullopt;
    using I = calc::Interval;
    const auto total = [](Big (*f)(const Big&)) { return [f](const Big& x) { return std::optional<Big>(f(x)); }; };
    const auto isWhole = [](const Big& x) { return floor(x) == x; };
    const double small = 700.0;
    return {
        {"sin", [](const I& x) { return calc::sin(x); }, total([](const Big& x) -> Big { return sin(x); }), 1e6},
        {"cos", [](const I& x) { return calc::cos(x); }, total([](const Big& x) -> Big { return cos(x); }), 1e6},
        {"tan", [](const I& x) { return calc::tan(x); }, total([](const Big& x) -> Big { return tan(x); }), 1e6},
        {"asin", [](const I& x) { return calc::asin(x); },
         [](const Big& x) { return where(abs(x) <= 1, [&]() -> Big { return asin(x); }); }, 1.1},
        {"acos", [](const I& x) { return calc::acos(x); },
         [](const Big& x) { return where(abs(x) <= 1, [&]() -> Big { return acos(x); }); }, 1.1},
        {"atan", [](const I& x) { return calc::atan(x); }, total([](const Big& x) -> Big { return atan(x); })},
        {"sinh", [](const I& x) { return calc::sinh(x); }, total([](const Big& x) -> Big { return sinh(x); }), small},
        {"cosh", [](const I& x) { return calc::cosh(x); }, total([](const Big& x) -> Big { return cosh(x); }), small},
        {"tanh", [](const I& x) { return calc::tanh(x); }, total([](const Big& x) -> Big { return tanh(x); })},
        {"exp", [](const I& x) { return calc::exp(x); }, total([](const Big& x) -> Big { return exp(x); }), small},
        {"ln", [](const I& x) { return calc::ln(x); }, [](const Big& x) { return where(x > 0, [&]() -> Big { return log(x); }); }, 1e6},
        {"log10", [](const I& x) { return calc::log10(x); }, [](const Big& x) { return where(x > 0, [&]() -> Big { return log10(x); }); },
         1e6},
        {"log2", [](const I& x) { return calc::log2(x); },
         [](const Big& x) { return where(x > 0, [&]() -> Big { return log(x) / boost::math::constants::ln_two<Big>(); }); }, 1e6},
        {"sqrt", [](const I& x) { return calc::sqrt(x); }, [](const Big& x) { return where(x >= 0, [&]() -> Big { return sqrt(x); }); },
         1e6},
        {"cbrt", [](const I& x) { return calc::cbrt(x); }, total([](const Big& x) -> Big { return boost::math::cbrt(x); }), 1e6},
        {"abs", [](const I& x) { return calc::abs(x); }, total([](const Big& x) -> Big { return abs(x); })},
        {"sign", [](const I& x) { return calc::sign(x); }, total([](const Big& x) -> Big { return x > 0   ? 1
                                                                                                  : x < 0 ? -1
                                                                                                          : 0; })},
        {"floor", [](const I& x) { return calc::floor(x); }, total([](const Big& x) -> Big { return floor(x); })},
        {"ceil", [](const I& x) { return calc::ceil(x); }, total([](const Big& x) -> Big { return ceil(x); })},
        {"erf", [](const I& x) { return calc::erf(x); }, total(erfValue), 7.0, 400.0},
        {"gamma", [](const I& x) { return calc::gamma(x); },
         [isWhole](const Big& x) { return where(x > 0 || !isWhole(x), [&] { return gammaValue(x); }); }, 30.0, 2000.0},
        {"sigmoid", [](const I& x) { return calc::sigmoid(x); }, total([](const Big& x) -> Big { return 1 / (1 + exp(-x)); }), 700.0},
        {"relu", [](const I& x) { return calc::relu(x); }, total([](const Big& x) -> Big { return x > 0 ? x : Big(0); })},
        {"square", [](const I& x) { return calc::square(x); }, total([](const Big& x) -> Big { return x * x; }), 1e6},
        {"x^7", [](const I& x) { return calc::powerInteger(x, 7.0); }, total([](const Big& x) -> Big { return pow(x, 7); }), 1e3},
        {"x^-4", [](const I& x) { return calc::powerInteger(x, -4.0); },
         [](const Big& x) { return where(x != 0, [&]() -> Big { return 1 / pow(x, 4); }); }, 1e3},
        {"x^2.5", [](const I& x) { return calc::power(x, I::point(2.5)); },
         [](const Big& x) { return where(x >= 0, [&]() -> Big { return x * x * sqrt(x); }); }, 1e3},
        {"0.7^x", [](const I& x) { return calc::power(I::point(0.7), x); }, total([](const Big& x) -> Big { return pow(Big(0.7), x); }),
         1e3},
        {"x^x", [](const I& x) { return calc::power(x, x); },
         [isWhole](const Big& x) {
             return where(x > 0 || (x < 0 && isWhole(x)), [&]() -> Big { return x > 0 ? pow(x, x) : pow(x, x.convert_to<int>()); });
         },
         50.0},
    };
}

/// Arguments of all sizes, many of them at or next to the places where functions turn, jump or end.
class Arguments {
public:
    Arguments(unsigned seed, double reach) : m_random(seed), m_reach(reach) {}

    double next() {
        std::uniform_real_distribution<double> unit(-1.0, 1.0);
        const double u = unit(m_random);
        switch (std::uniform_int_distribution<int>(0, 5)(m_random)) {
            case 0:
                return u * m_reach;
            case 1:
                return u * std::min(m_reach, 4.0);
            case 2:
                return std::copysign(std::exp(std::fabs(unit(m_random)) * std::log(m_reach)), u);
            case 3:
                return std::copysign(std::exp(-30.0 * std::fabs(unit(m_random))), u);
            case 4:
                return std::round(u * std::min(m_reach, 50.0)) * 0.25;
            default: {
                const double k = std::round(u * std::min(m_reach, 40.0) / 1.5707963267948966);
                return nudged(k * 1.5707963267948966);
            }
        }
    }
    /// A box with an argument in it.
    std::pair<calc::Interval, double> box() {
        const double x = next();
        const double width = std::exp(-20.0 * std::uniform_real_distribution<double>(0.0, 1.0)(m_random)) * 8.0;
        const double part = std::uniform_real_distribution<double>(0.0, 1.0)(m_random);
        return {calc::Interval::of(x - part * width, x + (1.0 - part) * width), x};
    }

private:
    double nudged(double x) {
        for (int i = std::uniform_int_distribution<int>(-2, 2)(m_random); i != 0; i += i < 0 ? 1 : -1)
            x = std::nextafter(x, i < 0 ? -1e300 : 1e300);
        return x;
    }
    std::mt19937 m_random;
    double m_reach;
};

/// A sentence about the first argument whose enclosure lies, or an empty text.
inline std::string firstLie(const Function& function, unsigned seed, int points) {
    Arguments arguments(seed, function.reach);
    for (int i = 0; i < points; ++i) {
        const bool isPoint = i % 2 == 0;
        auto [box, x] = arguments.box();
        if (isPoint) box = calc::Interval::point(x);
        const calc::Interval got = function.enclosure(box);
        const std::optional<Big> want = function.value(Big(x));
        const std::string place =
            function.name + " on [" + std::to_string(box.low) + ", " + std::to_string(box.high) + "] at " + Big(x).str(17) + ": ";
        if (!want && got.defined) return place + "called defined";
        if (isPoint && want && !got.defined) return place + "called undefined";
        if (!want) continue;
        const Big slack = abs(*want) * Big(1e-44);  // of the 50-digit value itself
        if (got.isEmpty() || *want + slack < got.low || *want - slack > got.high)
            return place + want->str(25) + " left out of [" + Big(got.low).str(20) + ", " + Big(got.high).str(20) + "]";
        const double ulp = std::nextafter(got.magnitude(), HUGE_VAL) - got.magnitude();
        if (isPoint && std::isfinite(ulp) && got.width() > function.widestPoint * ulp)
            return place + "wide by " + std::to_string(got.width() / ulp) + " ulp";
    }
    return {};
}

}  // namespace truth
