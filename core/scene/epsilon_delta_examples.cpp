#include "core/scene/epsilon_delta_examples.h"

#include <array>

#include "core/expression/layout.h"
#include "core/expression/parser.h"

namespace calc {
namespace {

constexpr auto kYes = EpsilonDeltaKind::Proved;
constexpr auto kNo = EpsilonDeltaKind::Refuted;
constexpr auto kOpen = EpsilonDeltaKind::Undecided;

constexpr std::array<EpsilonDeltaExample, 42> kExamples = {{
    {kYes, "x^3/4 - x/2", "2", "1", "0.5"},
    {kYes, "2x + 1", "1", "3", "0.5"},
    {kYes, "x^2", "0", "0", "0.25"},
    {kYes, "sqrt(x)", "4", "2", "0.25"},
    {kYes, "1/x", "1", "1", "0.2"},
    {kYes, "abs(x)", "0", "0", "0.2"},
    {kYes, "relu(x)", "0", "0", "0.1"},
    {kYes, "sigmoid(x)", "0", "1/2", "0.1"},
    {kYes, "(x^2 - 4)/(x - 2)", "2", "4", "0.5"},
    {kYes, "sin(x)/x", "0", "1", "0.1"},
    {kYes, "(1 - cos(x))/x^2", "0", "1/2", "0.05"},
    {kYes, "(e^x - 1)/x", "0", "1", "0.2"},
    {kYes, "x*sin(1/x)", "0", "0", "0.2"},
    {kYes, "e^(-1/x^2)", "0", "0", "0.05"},
    {kNo, "x^2", "1", "2", "0.1"},
    {kNo, "sign(x)", "0", "0", "0.5"},
    {kNo, "abs(x)/x", "0", "1", "0.5"},
    {kNo, "floor(x)", "1", "1", "0.5"},
    {kNo, "if(x < 0, 0, 1)", "0", "0", "0.5"},
    {kNo, "1/x", "0", "0", "1"},
    {kNo, "1/x^2", "0", "0", "10"},
    {kNo, "ln(abs(x))", "0", "-3", "4"},
    {kNo, "sin(1/x)", "0", "0", "0.5"},
    {kNo, "cos(1/x)", "0", "1", "0.5"},
    {kNo, "tan(x)", "pi/2", "0", "5"},
    {kNo, "atan(1/x)", "0", "0", "1"},
    {kNo, "2^(1/x)", "0", "0", "0.5"},
    {kNo, "sin(x)/x", "0", "0.9", "0.05"},
    {kOpen, "sqrt(x)", "0", "0", "0.2"},
    {kOpen, "x*ln(x)", "0", "0", "0.1"},
    {kOpen, "sqrt(x - 1)", "1", "0", "0.1"},
    {kOpen, "asin(x)", "1", "pi/2", "0.5"},
    {kOpen, "x^x", "0", "1", "0.2"},
    {kOpen, "sin(1/x)", "0", "0", "1"},
    {kOpen, "cos(1/x)", "0", "0", "1"},
    {kOpen, "abs(x)/x", "0", "0", "1"},
    {kOpen, "1 - x^2", "0", "0", "1"},
    {kOpen, "sin(1/x)*cos(1/x)", "0", "0", "1/2"},
    {kOpen, "sin(1/x)^2", "0", "1/2", "1/2"},
    {kOpen, "sin(1/x) + sin(sqrt(2)/x)", "0", "0", "1.99"},
    {kOpen, "x*tan(1/x)", "0", "0", "1"},
    {kOpen, "1/floor(x)", "0", "0", "1"},
}};

const char* signOf(EpsilonDeltaKind sort) {
    if (sort == kYes) return "\u2713";
    return sort == kNo ? "\u2715" : "?";
}

std::string asFormula(const char* text) {
    const auto parsed = parse(text);
    return parsed ? plainText(layout(*parsed)) : std::string(text);
}

}  // namespace

std::span<const EpsilonDeltaExample> epsilonDeltaExamples() { return kExamples; }

EpsilonDeltaScene exampleScene(const EpsilonDeltaExample& example) {
    EpsilonDeltaScene scene;
    scene.function = example.function;
    scene.to = example.to;
    scene.limit = example.limit;
    scene.epsilon = example.epsilon;
    return scene;
}

Message exampleTitle(const EpsilonDeltaExample& example) {
    return {CALC_TEXT("{0} {1} \u2192 {2} at {3}"),
            {signOf(example.sort), asFormula(example.function), asFormula(example.limit), asFormula(example.to)}};
}

}  // namespace calc
