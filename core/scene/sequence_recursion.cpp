#include <algorithm>
#include <cmath>

#include "core/calculus/sampling.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/sequence_parts.h"

namespace calc {
namespace {

constexpr int kMostSteps = 1000;
constexpr int kColumns = 420;
constexpr int kEach = 60;
constexpr int kMostEach = 1500;  // of a diagram that is zoomed

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The parameter is called r; the variables of expressions have another letter for it. One byte for one: places in the text stay.
std::string withParameter(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool alone = text[i] == 'r' && (i == 0 || !isLetter(text[i - 1])) && (i + 1 == text.size() || !isLetter(text[i + 1]));
        if (alone) text[i] = 't';
    }
    return text;
}

FormulaBox renamed(FormulaBox box) {
    if (box.kind == FormulaBox::Kind::Text && box.text == "t") box.text = "r";
    for (FormulaBox& part : box.parts) part = renamed(std::move(part));
    return box;
}

/// Messages about names say r as well.
Error renamed(Error error) {
    for (MessageArgument& argument : error.message.arguments) {
        auto* text = std::get_if<std::string>(&argument);
        if (text && *text == "x and t") *text = "x and r";
    }
    return error;
}

Points curveOf(const RecursionMap& map, double parameter, Range x, Range y, const Task& task) {
    const auto value = [&map, parameter](double at) { return map.value()(at, parameter); };
    const auto block = [value](std::span<const double> at, std::span<double> values) {
        std::transform(at.begin(), at.end(), values.begin(), value);
    };
    const Program program = map.value();
    const auto enclose = [program, parameter](const Interval& at) {
        const Interval box[] = {at, Interval::point(parameter)};
        return program.enclose(std::span<const Interval>(box));
    };
    SamplingOptions options;
    options.visible = y;
    options.stop = task.stop;
    return std::make_shared<const std::vector<Vec2>>(sampleCurve(CurveSource{block, value, enclose}, x, options).points);
}

/// A narrow window keeps few of the points: the narrower, the more are looked at.
Points attractorPoints(const RecursionPicture& picture, const std::optional<Range>& window, const Task& task) {
    const Range whole = chosenCobwebRange(picture.map, picture.parameter, picture.start);
    const double narrowed = window ? whole.length() / window->length() : 1.0;
    const int each = static_cast<int>(std::clamp(kEach * narrowed, 1.0 * kEach, 1.0 * kMostEach));
    std::vector<Vec2> points = attractorOf(picture.map, picture.parameters, picture.start, kColumns, each, task.stop);
    if (window) std::erase_if(points, [window](Vec2 p) { return !window->contains(p.y); });
    return std::make_shared<const std::vector<Vec2>>(std::move(points));
}

}  // namespace

Result<RecursionMap> readRecursionMap(const std::string& text, FormulaBox* formula, bool* hasParameter) {
    const auto parsed = parse(withParameter(text), {Variable::X, Variable::T});
    if (!parsed) return inField(renamed(parsed.error()), "map");
    if (formula) *formula = renamed(layout(*parsed));
    if (hasParameter) *hasParameter = parsed->uses(Variable::T);
    return GradientProgram::compile(*parsed, {Variable::X, Variable::T});
}

Range chosenCobwebRange(const RecursionMap& map, double parameter, double start) {
    constexpr int kLooked = 300;
    std::vector<double> orbit = orbitOf(map, parameter, start, kLooked);
    // Of an orbit that runs away the beginning is shown.
    const bool leaves = orbit.size() <= kLooked || std::fabs(orbit.back()) > 1e6;
    if (leaves && orbit.size() > 6) orbit.resize(6);
    const auto [low, high] = std::minmax_element(orbit.begin(), orbit.end());
    return paddedRange({*low, *high}, 0.15);
}

Range chosenParameterRange(double parameter) {
    const double half = parameter == 0.0 ? 1.0 : 0.5 * std::fabs(parameter);
    return paddedRange({parameter - half, parameter + half}, 0.0);
}

Result<std::shared_ptr<const RecursionPicture>> recursionPicture(const SequenceScene& scene, const RecursionPicture* previous,
                                                                 const SequenceScene* before, const Task& task) {
    auto picture = std::make_shared<RecursionPicture>();
    auto map = readRecursionMap(scene.map, &picture->formula, &picture->hasParameter);
    if (!map) return map.error();
    picture->map = *map;
    const auto start = parseNumber(scene.start);
    if (!start) return inField(start.error(), "start");
    const auto parameter = parseNumber(scene.parameter);
    if (!parameter) return inField(parameter.error(), "parameter");
    picture->start = *start;
    picture->parameter = *parameter;
    picture->x = scene.xRange.value_or(chosenCobwebRange(*map, *parameter, *start));
    picture->y = scene.yRange.value_or(picture->x);
    picture->parameters = scene.parameterRange.value_or(chosenParameterRange(*parameter));
    picture->orbit = orbitOf(*map, *parameter, *start, std::min(scene.terms, kMostSteps));
    picture->fixed = fixedPoints(*map, *parameter, picture->x);
    picture->run = longRunOf(*map, *parameter, *start);
    picture->curve = curveOf(*map, *parameter, picture->x, picture->y, task);
    if (picture->hasParameter) {
        const bool same = previous && previous->attractor && before->map == scene.map && before->start == scene.start &&
                          previous->parameters == picture->parameters && before->yRange == scene.yRange;
        picture->attractor = same ? previous->attractor : attractorPoints(*picture, scene.yRange, task);
    }
    return std::shared_ptr<const RecursionPicture>(std::move(picture));
}

}  // namespace calc
