#include "core/calculus/derivative_evaluate.h"

namespace calc::local {

LocalDerivative differentiateWithThousand(const Expression& expression, const Line& line, int order) {
    return differentiatedWith<Thousand>(1000, expression, line, order);
}

LocalValue evaluateWithThousand(const Expression& expression, const Line& line) { return evaluatedWith<Thousand>(1000, expression, line); }

}  // namespace calc::local
