#pragma once
#include <QtGlobal>
#include <cmath>

#include "core/descent/trajectory.h"
#include "core/expression/parser.h"

/// Short forms for the tests of descent: text to loss, options to run; what cannot be read ends the test program.
namespace calc {

inline LossFunction lossOf(const char* text, int dimension = 2) {
    const Result<Expression> expression =
        parse(text, dimension == 1 ? std::vector<Variable>{Variable::X} : std::vector<Variable>{Variable::X, Variable::Y});
    if (!expression) qFatal("cannot read %s", text);
    return compileLoss(*expression, dimension);
}

inline Optimizer optimizerOf(const char* name, const ParameterValues& values = {}) {
    const Result<Optimizer> optimizer = makeOptimizer(name, values);
    if (!optimizer) qFatal("%s: %s", name, renderPlainEnglish(optimizer.error().message).c_str());
    return *optimizer;
}

inline DescentOptions optionsOf(Vec2 start, const Optimizer& optimizer, std::int64_t steps) {
    DescentOptions options;
    options.start = start;
    options.optimizer = optimizer;
    options.steps = steps;
    return options;
}

inline Trajectory runOf(const LossFunction& loss, const DescentOptions& options) {
    Result<Trajectory> trajectory = descend(loss, options);
    if (!trajectory) qFatal("%s", renderPlainEnglish(trajectory.error().message).c_str());
    return *trajectory;
}

inline bool near(double a, double b, double relative) {
    return std::fabs(a - b) <= relative * std::fmax(std::fabs(a), std::fabs(b)) + 1e-300;
}
inline bool near(Vec2 a, Vec2 b, double relative) {
    const double scale = std::fmax(std::fmax(std::fabs(a.x), std::fabs(a.y)), std::fmax(std::fabs(b.x), std::fabs(b.y)));
    return std::fabs(a.x - b.x) <= relative * scale && std::fabs(a.y - b.y) <= relative * scale;
}

}  // namespace calc
