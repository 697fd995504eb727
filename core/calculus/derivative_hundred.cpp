#include "core/calculus/derivative_evaluate.h"

namespace calc::local {

LocalDerivative differentiateWithHundred(const Expression& expression, const Line& line, int order) {
    return differentiatedWith<Hundred>(100, expression, line, order);
}

}  // namespace calc::local
