#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/expression/parser.h"
#include "core/expression/program.h"

using namespace calc;

namespace {
double take(const std::uint8_t*& data, std::size_t& size) {
    double value = 0.0;
    if (size < sizeof value) return 0.5;
    std::memcpy(&value, data, sizeof value);
    data += sizeof value;
    size -= sizeof value;
    return std::isnan(value) ? 1.0 : value;
}
}  // namespace

/// Two numbers, then an expression. The scalar value lies in its enclosure; block, gradient and scalar agree on whether there is a value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const double x = take(data, size);
    const double y = take(data, size);
    if (size > 4000) return 0;
    const std::vector<Variable> plane = {Variable::X, Variable::Y};
    const auto expression = parse({reinterpret_cast<const char*>(data), size}, plane);
    if (!expression) return 0;
    const Program program = Program::compile(*expression, plane);
    const double value = program(x, y);
    const Interval box[2] = {Interval::point(x), Interval::point(y)};
    const Interval enclosure = program.enclose(box);
    if (!enclosure.isEmpty() && !(enclosure.low <= enclosure.high)) std::abort();
    if (enclosure.isEmpty() && enclosure.defined) std::abort();
    std::vector<double> xs(11, x), ys(11, y), values(11), dx(11), dy(11);
    program.block(xs, ys, values);
    for (const double v : values)
        if (std::memcmp(&v, &values[0], sizeof v) != 0 && !(std::isnan(v) && std::isnan(values[0])) && v != values[0]) std::abort();
    if (std::isnan(values[0]) && !std::isnan(value)) std::abort();
    const GradientProgram gradient = GradientProgram::compile(*expression, plane);
    const ValueAndGradient at = gradient({x, y});
    if (std::isnan(at.value) != std::isnan(value)) std::abort();
    gradient.block(xs, ys, values, dx, dy);
    return 0;
}
