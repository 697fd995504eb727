#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string_view>

#include "core/base/number_text.h"
#include "core/calculus/epsilon_delta.h"
#include "core/calculus/integral_bounds.h"
#include "core/calculus/quadrature.h"
#include "core/calculus/riemann_sum.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

constexpr double kDeadline = 1.9;  ///< seconds of processor time that a query is given, as by the program; time_limit.cpp watches the end

double secondsSince(std::clock_t start) { return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC; }

void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::abort();
}

bool isNear(double value, double other, double slack) { return !(std::fabs(value - other) > slack); }

void integral(const Expression& f, const Range& range, const std::function<bool()>& expired) {
    IntegrateOptions options;
    options.expired = expired;
    const Integral got = integrate(f, range, options);
    demand(!got.why.empty(), "a reason");
    if (got.kind != IntegralKind::Value) return;
    demand(std::isfinite(got.value) && got.error >= 0.0, "a value and an error");
    if (!got.certified) return;
    demand(got.lower <= got.value && got.value <= got.upper, "bounds around the value");
    const DarbouxBounds sums = darbouxBounds(f, range, 7);
    const bool isForward = range.low < range.high;
    if (!sums.bounds.proved || !isForward) return;
    const double slack = 1e-12 * (std::fabs(sums.bounds.lower) + std::fabs(sums.bounds.upper));  // literals: double and exact
    demand(got.lower <= sums.bounds.upper + slack && sums.bounds.lower <= got.upper + slack, "two proofs that agree");
}

void riemann(const Expression& f, const Range& range, unsigned choice) {
    const Program program = Program::compile(f);
    const auto sum = riemannSum(program, range, 1 + choice % 60, static_cast<RiemannRule>(choice % 7));
    if (!sum) return demand(!sum.error().message.empty(), "a reason for no sum");
    if (sum->kind == RiemannSum::Kind::Value) demand(std::isfinite(sum->sum.value), "a finite sum");
    if (sum->proved) demand(sum->proved->low <= sum->proved->high, "an interval");
}

void epsilon(const Expression& f, const Expression& to, const Expression& limit, const Expression& epsilonText, unsigned choice,
             const std::function<bool()>& expired) {
    EpsilonDeltaOptions options;
    options.expired = expired;
    options.side = static_cast<Side>(choice % 3);
    const EpsilonDelta got = epsilonDelta(f, to, limit, epsilonText, options);
    demand(!got.why.empty(), "a reason");
    if (got.kind == EpsilonDeltaKind::Refuted) demand(std::isfinite(got.witness), "a witness");
    if (got.kind != EpsilonDeltaKind::Proved) return;
    demand(got.delta > 0.0 && !got.pieces.empty(), "a delta with its proof");
    // The program at points of the neighbourhood: what it computes lies in the band, up to its rounding.
    const Program program = Program::compile(f), point = Program::compile(to), claimed = Program::compile(limit);
    const double a = point(0.0), most = Program::compile(epsilonText)(0.0);
    for (const ProofPiece& piece : got.pieces) {
        const double x = piece.x.middle(), value = program(x), wide = piece.values.high - piece.values.low;
        if (!std::isfinite(value) || x == a || !(wide < 1e-3 * (1.0 + std::fabs(value)))) continue;
        const bool isPlain = isNear(program(std::nextafter(x, a)), value, 1e-9 * std::fabs(value));
        if (isPlain && isNear(x, a, 1.0) && std::fabs(x - a) > 1e-3)
            demand(isNear(value, claimed(0.0), most + 1e-3 * (1.0 + std::fabs(value))), "a proof that the values keep to");
    }
}

}  // namespace

/// A letter, a byte for choices, then lines: the function and two numbers, or the function, the point, the limit and epsilon.
/// Every query ends with an answer that holds together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4 || size > 400) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    std::array<std::string_view, 4> fields;
    std::size_t count = 0;
    for (std::size_t at = 0; count < fields.size() && at <= text.size(); ++count) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        fields[count] = text.substr(at, end - at);
        at = end + 1;
    }
    const auto f = parse(fields[0]);
    if (!f || count < 3) return 0;
    const std::clock_t start = std::clock();
    const auto expired = [start] { return secondsSince(start) > kDeadline; };
    if (data[0] == 'e') {
        const auto to = parseConstant(fields[1]), limit = parseConstant(fields[2]), bound = parseConstant(fields[3]);
        if (!to || !limit || !bound) return 0;
        epsilon(*f, *to, *limit, *bound, data[1], expired);
    } else {
        const auto from = parseNumber(fields[1], InfinityRule::Allow), to = parseNumber(fields[2], InfinityRule::Allow);
        if (!from || !to) return 0;
        if (data[0] == 'r')
            riemann(*f, {*from, *to}, data[1]);
        else
            integral(*f, {*from, *to}, expired);
    }
    return 0;
}
