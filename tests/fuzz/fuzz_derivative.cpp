#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "core/calculus/derivative.h"
#include "core/expression/parser.h"

using namespace calc;

/// A number, an order, then an expression: an answer is a value, or says why there is none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    double at = 0.0;
    if (size < sizeof at + 2 || size > 500) return 0;
    std::memcpy(&at, data, sizeof at);
    const int order = 1 + data[sizeof at] % 6;
    const auto expression = parse({reinterpret_cast<const char*>(data) + sizeof at + 1, size - sizeof at - 1});
    if (!expression) return 0;
    const PointDerivative d = derivative(*expression, at, order);
    if (d.kind == PointDerivative::Kind::Value ? std::isnan(d.value) : d.why.empty()) std::abort();
    if (d.left && std::isnan(*d.left)) std::abort();
    if (d.right && std::isnan(*d.right)) std::abort();
    gradientAndHessian(*expression, {at, 1.0});
    return 0;
}
