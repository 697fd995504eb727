#include "core/scene/deep_function.h"

#include <cmath>
#include <limits>
#include <optional>

#include "core/calculus/integral_graph.h"
#include "core/calculus/integral_real.h"

namespace calc {

struct DeepFunction::Parts {
    ExactGraph graph;
    RealEvaluator evaluate;
    RealValue point;
    Real reference = 0;

    struct Sum {
        Real value = 0;
        double error = 0.0;
    };
    /// f where it is a sum of parts that are known, although their digits have cancelled.
    std::optional<Sum> cancelled(const RealValue& x) {
        const ExactNode& root = graph.node(graph.root());
        if (root.code != Code::Add && root.code != Code::Subtract) return std::nullopt;
        const RealValue a = evaluate.at(root.a, {&x, 1});
        const RealValue b = evaluate.at(root.b, {&x, 1});
        if (!a.ok() || !b.ok()) return std::nullopt;
        const Real error = abs(a.value) * (a.relative + kRealUnit) + abs(b.value) * (b.relative + kRealUnit);
        const Real value = root.code == Code::Add ? Real(a.value + b.value) : Real(a.value - b.value);
        return Sum{abs(value) <= error ? Real(0) : value, error.convert_to<double>()};
    }

    Parts(const Expression& function, const Expression& at) : graph(function, LiteralRule::Exact), evaluate(graph) {
        const ExactGraph constant(at, LiteralRule::Exact);
        point = RealEvaluator(constant)(Real(0));
    }
};

DeepFunction::DeepFunction(const Expression& function, const Expression& point) : m_parts(std::make_unique<Parts>(function, point)) {}
DeepFunction::~DeepFunction() = default;
DeepFunction::DeepFunction(DeepFunction&&) noexcept = default;
DeepFunction& DeepFunction::operator=(DeepFunction&&) noexcept = default;

DeepFunction::Value DeepFunction::operator()(double offset) {
    Value result;
    if (!m_parts->point.ok()) return result;
    RealValue x = m_parts->point;
    x.value += Real(offset);
    // The point's own rounding moves x by 1e-49 of the point: counted as a relative error of x.
    const RealValue y = m_parts->evaluate(x);
    if (y.status == RealValue::Status::NoValue) result.status = Value::Status::NoValue;
    if (y.status == RealValue::Status::Lost) {
        if (const auto sum = m_parts->cancelled(x); sum && std::isfinite(sum->error)) {
            const Real difference = sum->value - m_parts->reference;
            result = {Value::Status::Bounded, sum->value.convert_to<double>(), difference.convert_to<double>(), sum->error};
        }
    }
    if (!y.ok()) return result;
    result.status = Value::Status::Known;
    result.value = y.value.convert_to<double>();
    result.difference = Real(y.value - m_parts->reference).convert_to<double>();
    result.error = y.relative * std::fabs(result.value);
    return result;
}

void DeepFunction::setReference(const Expression& limit) {
    const ExactGraph constant(limit, LiteralRule::Exact);
    const RealValue value = RealEvaluator(constant)(Real(0));
    if (value.ok()) m_parts->reference = value.value;
}

void DeepFunction::setReference(double limit) {
    m_parts->reference = Real(limit);
    constexpr int kNearest = 24;
    constexpr int kFarthest = 6;
    constexpr double kRounding = 4e-16;  // a double stands for what is within this of it
    double best = std::numeric_limits<double>::infinity();
    double correction = 0.0;
    Real refined = m_parts->reference;
    double before = 0.0;
    for (int k = kFarthest; k <= kNearest; ++k) {
        const Value value = (*this)(std::pow(10.0, -k));
        if (value.status != Value::Status::Known) continue;
        const bool standsStill = std::fabs(value.difference - before) <= 0.01 * std::fabs(value.difference);
        const double uncertainty = std::fabs(value.difference - before) + value.error;
        before = value.difference;
        if (!standsStill || uncertainty >= best || value.error > 0.01 * std::fabs(value.difference)) continue;
        best = uncertainty;
        correction = value.difference;
        refined = m_parts->evaluate(Real(m_parts->point.value + Real(std::pow(10.0, -k)))).value;
    }
    // A difference that no longer falls, and is no more than the rounding of the limit, is that rounding.
    if (best < 1.0 && correction != 0.0 && std::fabs(correction) <= kRounding * std::fabs(limit)) m_parts->reference = refined;
}

}  // namespace calc
