#include "core/calculus/derivative_evaluate.h"

namespace calc::local {

std::shared_ptr<FunctionValues> makeFunctionValues() { return std::make_shared<FunctionValues>(); }

LocalDerivative differentiateWithHundred(const Expression& expression, const Line& line, int order) {
    return differentiatedWith<Hundred>(100, expression, line, order);
}

LocalValue evaluateWithHundred(const Expression& expression, const Line& line) { return evaluatedWith<Hundred>(100, expression, line); }

}  // namespace calc::local
