#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "core/calculus/limit.h"
#include "core/calculus/sequence.h"
#include "core/calculus/series.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

// In seconds of the processor: other work on the machine does not count.
constexpr double kAllowed = 0.4;
constexpr double kHangs = 2.0;

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

bool isNumber(double value, double error) { return std::isfinite(value) && std::isfinite(error) && error >= 0.0; }

void askLimit(const Expression& f, const LimitPoint& to, Side side, const LimitOptions& options) {
    const Limit answer = limit(f, to, side, options);
    if (answer.why.empty()) std::abort();
    if (answer.kind == LimitKind::Value && !isNumber(answer.value, answer.error)) std::abort();
    for (const auto& one : {answer.left, answer.right})
        if (one && one->kind == LimitKind::Value && !isNumber(one->value, one->error)) std::abort();
}

void askSequence(const Expression& a, const std::function<bool()>& expired) {
    const SequenceLimit answer = sequence(a, {Expression::number(Rational(1, 10)), Expression::number(Rational(1, 1000))}, {expired});
    if (answer.why.empty()) std::abort();
    if (answer.kind == LimitKind::Value && !isNumber(answer.value, answer.error)) std::abort();
    for (const auto& first : answer.first)
        if (first && first->n < 1) std::abort();
}

void askSeries(const Expression& term, std::int64_t from, const std::function<bool()>& expired) {
    const SeriesSum answer = series(term, from, {expired});
    if (answer.why.empty()) std::abort();
    if (answer.kind == SeriesKind::Value && !isNumber(answer.value, answer.error)) std::abort();
}

}  // namespace

/// A byte for the question, a byte for the point, then an expression: the answer is a finite value or has a reason, and comes in time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3 || size > 200) return 0;
    const int question = data[0] % 5;
    const int point = data[1];
    const std::string_view text{reinterpret_cast<const char*>(data) + 2, size - 2};
    const auto expression = parse(text, {question < 3 ? Variable::X : Variable::N});
    if (!expression) return 0;
    const double start = seconds();
    const auto expired = [start] { return seconds() - start > kAllowed; };
    const Side side = point % 3 == 0 ? Side::Both : (point % 3 == 1 ? Side::Left : Side::Right);
    switch (question) {
        case 0: askLimit(*expression, LimitPoint::finite(Expression::number(Rational(point / 3 - 40, 4))), side, {expired}); break;
        case 1: askLimit(*expression, LimitPoint::plusInfinity(), Side::Both, {expired}); break;
        case 2: askLimit(*expression, LimitPoint::finite(Expression::number(Rational(0))), side, {expired}); break;
        case 3: askSequence(*expression, expired); break;
        default: askSeries(*expression, point % 8, expired); break;
    }
    if (seconds() - start > kHangs) std::abort();
    return 0;
}
