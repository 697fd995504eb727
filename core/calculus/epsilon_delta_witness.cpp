#include "core/calculus/epsilon_delta_enclosure.h"
#include "core/calculus/integral_real.h"

namespace calc {

bool isWitness(const Expression& f, Variable variable, const Expression& limit, const Expression& epsilon, double x) {
    const ExactGraph gap(f - limit, LiteralRule::Exact, {variable}), bound(epsilon, LiteralRule::Exact, {variable});
    const RealValue value = RealEvaluator(gap)(Real(x)), most = RealEvaluator(bound)(Real(x));
    if (!most.ok()) return false;
    if (!value.ok()) return value.status == RealValue::Status::NoValue;
    const Real size = abs(value.value), doubt = size * value.relative + most.value * most.relative;
    return size - doubt >= most.value;
}

}  // namespace calc
