#include "core/descent/optimizer.h"

#include <type_traits>

namespace calc {
namespace {

using Maker = OptimizerParameters (*)(const ParameterReader&);
struct MakerRow {
    std::string_view name;
    Maker make;
};

template <class Parameters>
OptimizerParameters make(const ParameterReader& value) {
    return Parameters::from(value);
}

constexpr MakerRow kMakers[] = {{"sgd", make<SgdParameters>},
                                {"momentum", make<SgdParameters>},
                                {"nesterov", make<SgdParameters>},
                                {"adagrad", make<AdaGradParameters>},
                                {"rmsprop", make<RmsPropParameters>},
                                {"adam", make<AdamParameters>},
                                {"adadelta", make<AdaDeltaParameters>},
                                {"adamw", [](const ParameterReader& value) -> OptimizerParameters { return adamwParameters(value); }},
                                {"adamax", make<AdaMaxParameters>},
                                {"nadam", make<NAdamParameters>},
                                {"qhm", make<QhmParameters>},
                                {"qhadam", make<QhAdamParameters>},
                                {"newton", make<NewtonParameters>}};

/// The state of this kind of optimizer; one that belongs to another kind is replaced by a fresh one at the origin.
template <class Parameters>
auto ownState(const Parameters& parameters, const OptimizerState& state) {
    using State = decltype(initialState(parameters, Vec2{}));
    const State* own = std::get_if<State>(&state);
    return own ? *own : initialState(parameters, Vec2{});
}

std::optional<Error> nesterovError(const OptimizerParameters& parameters) {
    const SgdParameters* sgd = std::get_if<SgdParameters>(&parameters);
    if (!sgd || !sgd->nesterov) return std::nullopt;
    if (sgd->momentum > 0.0 && sgd->dampening == 0.0) return std::nullopt;
    return Error{ErrorCode::BadValue, Message(CALC_TEXT("Looking ahead (nesterov) needs a momentum above 0 and no dampening.")),
                 std::nullopt, "nesterov"};
}

}  // namespace

double Optimizer::learningRate() const {
    return std::visit([](const auto& p) { return p.learningRate; }, parameters);
}

bool Optimizer::needsHessian() const {
    return std::visit([](const auto& p) { return std::decay_t<decltype(p)>::kNeedsHessian; }, parameters);
}

Result<Optimizer> makeOptimizer(std::string_view name, const ParameterValues& values) {
    const OptimizerInfo* info = findOptimizer(name);
    if (!info) {
        std::string known;
        for (const OptimizerInfo& each : optimizers()) known += (known.empty() ? "" : ", ") + std::string(each.name);
        return Error{ErrorCode::UnknownName, Message(CALC_TEXT("There is no optimizer {0}. There are: {1}."), {std::string(name), known}),
                     std::nullopt, "optimizer"};
    }
    if (std::optional<Error> error = validate(info->parameters, values, info->title)) return *error;
    const ParameterReader reader(info->parameters, values);
    for (const MakerRow& row : kMakers) {
        if (row.name != name) continue;
        Optimizer optimizer{row.make(reader)};
        if (std::optional<Error> error = nesterovError(optimizer.parameters)) return *error;
        return optimizer;
    }
    return Error{ErrorCode::UnknownName, Message(CALC_TEXT("There is no optimizer {0}."), {std::string(name)}), std::nullopt, "optimizer"};
}

OptimizerState initialState(const Optimizer& optimizer, Vec2 start) {
    return std::visit([start](const auto& p) -> OptimizerState { return initialState(p, start); }, optimizer.parameters);
}

OptimizerState advanced(const Optimizer& optimizer, const OptimizerState& state, Vec2 gradient, const Hessian& hessian,
                        double learningRate) {
    return std::visit(
        [&](auto parameters) -> OptimizerState {
            using Parameters = std::decay_t<decltype(parameters)>;
            parameters.learningRate = learningRate;
            if constexpr (Parameters::kNeedsHessian)
                return advance(parameters, ownState(parameters, state), gradient, hessian).state;
            else
                return advance(parameters, ownState(parameters, state), gradient).state;
        },
        optimizer.parameters);
}

StepResult<OptimizerState> step(const Optimizer& optimizer, const OptimizerState& state, Vec2 gradient, const Hessian& hessian,
                                double learningRate) {
    return std::visit(
        [&](auto parameters) -> StepResult<OptimizerState> {
            using Parameters = std::decay_t<decltype(parameters)>;
            parameters.learningRate = learningRate;
            if constexpr (Parameters::kNeedsHessian) {
                auto result = step(parameters, ownState(parameters, state), gradient, hessian);
                return {result.state, std::move(result.inside)};
            } else {
                auto result = step(parameters, ownState(parameters, state), gradient);
                return {result.state, std::move(result.inside)};
            }
        },
        optimizer.parameters);
}

}  // namespace calc
