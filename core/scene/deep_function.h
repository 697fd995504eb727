#pragma once
#include <memory>

#include "core/expression/expression.h"

namespace calc {

/// A function beside a point, in 50 digits: what a microscope shows where doubles no longer tell neighbouring values apart.
/// Literals mean their exact digits. Cost: some 20 microseconds for each elementary function. Not shared between threads.
class DeepFunction {
public:
    struct Value {
        enum class Status {
            Known,
            NoValue,
            Bounded,  ///< a sum whose digits have cancelled, but whose error is known: ln(1 + e^x) - x far out
            Lost,     ///< cancellation used up the 50 digits
        };
        Status status = Status::Lost;
        double value = 0.0;       ///< f(point + offset)
        double difference = 0.0;  ///< f(point + offset) − reference, not through the rounded value
        double error = 0.0;       ///< of the value, to first order
    };

    /// The variable is x; `point` uses no variable.
    DeepFunction(const Expression& function, const Expression& point);
    ~DeepFunction();
    DeepFunction(DeepFunction&&) noexcept;
    DeepFunction& operator=(DeepFunction&&) noexcept;

    /// What differences are taken from: an expression without variables, exactly.
    void setReference(const Expression& limit);
    /// A limit that is known as a double alone: where the function shows further digits of it, they are taken in.
    void setReference(double limit);
    Value operator()(double offset);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace calc
