#pragma once
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/descent/adadelta.h"
#include "core/descent/adagrad.h"
#include "core/descent/adam.h"
#include "core/descent/adamax.h"
#include "core/descent/adamw.h"
#include "core/descent/nadam.h"
#include "core/descent/newton.h"
#include "core/descent/parameters.h"
#include "core/descent/qhadam.h"
#include "core/descent/qhm.h"
#include "core/descent/rmsprop.h"
#include "core/descent/sgd.h"

namespace calc {

using OptimizerParameters = std::variant<SgdParameters, AdaGradParameters, RmsPropParameters, AdamParameters, AdaDeltaParameters,
                                         AdaMaxParameters, NAdamParameters, QhmParameters, QhAdamParameters, NewtonParameters>;
using OptimizerState = std::variant<SgdState, AdaGradState, RmsPropState, AdamState, AdaDeltaState, AdaMaxState, NAdamState, QhmState,
                                    QhAdamState, NewtonState>;

/// An optimizer with its parameters read and checked.
struct Optimizer {
    OptimizerParameters parameters;
    double learningRate() const;
    bool needsHessian() const;
};

/// By name (registry in parameters.h); what `values` does not name has its default. Errors: unknown optimizer (field "optimizer"),
/// unknown parameter or a value out of its range (field = its name), Nesterov without momentum or with dampening (field "nesterov").
Result<Optimizer> makeOptimizer(std::string_view name, const ParameterValues& values = {});

OptimizerState initialState(const Optimizer& optimizer, Vec2 start);

/// The state after one step; the same bits as `step`, without its stages.
OptimizerState advanced(const Optimizer& optimizer, const OptimizerState& state, Vec2 gradient, const Hessian& hessian,
                        double learningRate);

/// One step of any optimizer with what happened inside it; `hessian` is looked at by second-order methods alone. `learningRate` takes the
/// place of the optimizer's own (schedules). Parameters and state must belong together.
StepResult<OptimizerState> step(const Optimizer& optimizer, const OptimizerState& state, Vec2 gradient, const Hessian& hessian,
                                double learningRate);

}  // namespace calc
