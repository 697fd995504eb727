#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/calculus/derivative.h"
#include "core/calculus/sampling.h"
#include "core/expression/parser.h"
#include "core/scene/chosen_range.h"
#include "core/scene/formula_parts.h"
#include "core/scene/mark_parts.h"
#include "core/scene/series_parts.h"
#include "core/scene/tangent_parts.h"

namespace calc {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kSamples = 513;
constexpr std::size_t kEarlierShown = 3;
constexpr double kSmallestError = 1e-12;
constexpr double kLargestError = 10.0;

using Kind = ConvergenceRadius::Kind;

Error inField(Error error, std::string_view field) {
    error.field = field;
    return error;
}

double polynomialAt(const std::vector<double>& coefficients, std::size_t degree, double distance) {
    double value = 0.0;
    for (std::size_t k = degree + 1; k-- > 0;) value = value * distance + coefficients[k];
    return value;
}

/// Derivatives come with a hundred digits: what is left of a zero after so many is noise.
void dropNoise(TaylorFunction& function) {
    constexpr double kNoise = 1e-70;
    double largest = 0.0;
    for (const double each : function.derivatives) largest = std::max(largest, std::fabs(each));
    for (std::size_t k = 0; k < function.derivatives.size(); ++k) {
        if (std::fabs(function.derivatives[k]) < kNoise * largest) function.derivatives[k] = function.coefficients[k] = 0.0;
    }
}

/// f(a) and the derivatives, as far as they exist.
void addDerivatives(TaylorFunction& function, int degree, const Task& task) {
    const double value = function.program(function.centre);
    if (!std::isfinite(value)) {
        function.missing = CALC_TEXT("The function has no value there.");
        return;
    }
    function.derivatives.push_back(value);
    function.coefficients.push_back(value);
    double factorial = 1.0;
    for (int k = 1; k <= degree && !task.stop.stop_requested(); ++k) {
        const PointDerivative slope = derivative(function.expression, function.centre, k);
        if (slope.kind != PointDerivative::Kind::Value || !std::isfinite(slope.value)) {
            function.missing = {CALC_TEXT("There is no derivative of order {0} there: {1}"),
                                {static_cast<std::int64_t>(k), renderPlainEnglish(slope.why)}};
            return;
        }
        factorial *= k;
        function.derivatives.push_back(slope.value);
        function.coefficients.push_back(slope.value / factorial);
    }
}

Points polynomialPoints(const TaylorPicture& picture, std::size_t degree, double part) {
    auto points = std::make_shared<std::vector<Vec2>>();
    points->reserve(picture.at.size());
    const std::vector<double>& here = picture.polynomials[degree];
    const std::vector<double>& next = picture.polynomials[std::min(degree + 1, picture.polynomials.size() - 1)];
    for (std::size_t i = 0; i < picture.at.size(); ++i) points->push_back({picture.at[i], here[i] + part * (next[i] - here[i])});
    return points;
}

double eased(double t) { return t * t * (3.0 - 2.0 * t); }

Panel taylorPanel(const SeriesPrepared& prepared, const StepMoment& moment) {
    const TaylorPicture& picture = *prepared.picture;
    Panel panel;
    panel.id = "taylor";
    panel.title = {CALC_TEXT("Function and Taylor polynomial of degree {0}"), {static_cast<std::int64_t>(moment.step)}};
    panel.x = {mathItalic("x"), picture.x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), picture.y, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = prepared.mainMarks;
    if (picture.polynomials.empty()) return panel;
    for (std::size_t back = kEarlierShown; back >= 1; --back) {
        if (back > moment.step) continue;
        Style style = plainStyle(Role::Secant, LineKind::Solid, LineWeight::Hair);
        style.emphasis = Emphasis::Faint;
        panel.moving.push_back(
            Polyline{"earlier." + std::to_string(back), style, polynomialPoints(picture, moment.step - back, 0.0), false});
    }
    const Points line = polynomialPoints(picture, moment.step, eased(moment.part));
    panel.moving.push_back(Polyline{"polynomial", plainStyle(Role::Secant), line, false});
    const auto end = std::find_if(line->rbegin(), line->rend(), [&picture](Vec2 p) { return picture.y.contains(p.y); });
    if (end != line->rend()) {
        const FormulaBox name = mathSubscript(mathItalic("T"), mathText(displayInteger(static_cast<std::int64_t>(moment.step))));
        panel.moving.push_back(Label{"polynomial-name", plainStyle(Role::Secant), *end, Anchor::AboveLeft, name, false});
    }
    const double value = prepared.function->derivatives.front();
    panel.moving.push_back(Marker{"centre", plainStyle(Role::Ink), MarkerShape::Disc, {prepared.function->centre, value}});
    return panel;
}

Panel taylorErrorPanel(const SeriesPrepared& prepared, const StepMoment& moment) {
    const TaylorPicture& picture = *prepared.picture;
    Panel panel;
    panel.id = "error";
    panel.title = CALC_TEXT("Distance of the polynomial from the function, log scale");
    panel.x = {mathItalic("x"), picture.x, AxisScale::Linear, AxisPlacement::Edge, {}};
    panel.y = {mathRow({}), picture.errors, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.sideMarks;
    if (picture.errorLines.empty()) return panel;
    for (std::size_t back = kEarlierShown; back >= 1; --back) {
        if (back > moment.step) continue;
        Style style = plainStyle(Role::Secant, LineKind::Solid, LineWeight::Hair);
        style.emphasis = Emphasis::Faint;
        panel.moving.push_back(Polyline{"earlier." + std::to_string(back), style, picture.errorLines[moment.step - back], false});
    }
    panel.moving.push_back(
        Polyline{"error", plainStyle(Role::Secant, LineKind::Solid, LineWeight::Secondary), picture.errorLines[moment.step], false});
    return panel;
}

/// The interval of convergence as far as it is known, as a stripe.
void addInterval(Marks& marks, const SeriesPrepared& prepared, bool named) {
    const ConvergenceRadius& radius = prepared.function->radius;
    if (radius.kind != Kind::Value && radius.kind != Kind::AtLeast) return;
    const double centre = prepared.function->centre;
    const Range interval{centre - radius.value, centre + radius.value};
    marks.push_back(Band{"interval", plainStyle(Role::Delta), Orientation::Vertical, interval});
    if (!named) return;
    const Message text = radius.kind == Kind::Value ? Message(CALC_TEXT("converges")) : Message(CALC_TEXT("converges at least here"));
    marks.push_back(Label{"interval-name",
                          plainStyle(Role::Delta),
                          {std::max(interval.low, prepared.picture->x.low), prepared.picture->y.low},
                          Anchor::AboveRight,
                          text,
                          false});
}

}  // namespace

Result<std::shared_ptr<const TaylorFunction>> taylorFunction(const SeriesScene& scene, const Task& task) {
    const auto parsed = parse(scene.function);
    if (!parsed) return inField(parsed.error(), "function");
    const auto centre = parseNumber(scene.centre);
    if (!centre) return inField(centre.error(), "centre");
    auto function = std::make_shared<TaylorFunction>();
    function->expression = *parsed;
    function->program = Program::compile(*parsed);
    function->formula = mathRow({functionOf("f", mathItalic("x")), mathOperator("="), layout(*parsed)});
    function->centre = *centre;
    addDerivatives(*function, scene.degree, task);
    dropNoise(*function);
    function->radius = convergenceRadius(*parsed, *centre);
    return std::shared_ptr<const TaylorFunction>(std::move(function));
}

Range chosenTaylorRange(const TaylorFunction& function) {
    constexpr double kEverywhere = 7.0;
    constexpr double kUnknown = 3.0;
    constexpr double kBeyond = 1.7;  // of the radius
    const Kind kind = function.radius.kind;
    const double half = kind == Kind::Infinite ? kEverywhere : kind == Kind::Unknown ? kUnknown : kBeyond * function.radius.value;
    return paddedRange({function.centre - half, function.centre + half}, 0.0);
}

std::shared_ptr<const TaylorPicture> taylorPicture(const TaylorFunction& function, const SeriesScene& scene, const Task& task) {
    auto picture = std::make_shared<TaylorPicture>();
    picture->x = scene.xRange.value_or(chosenTaylorRange(function));
    for (std::size_t i = 0; i < kSamples; ++i)
        picture->at.push_back(picture->x.low + picture->x.length() * (static_cast<double>(i) / (kSamples - 1)));
    std::vector<double> values;
    for (const double x : picture->at) values.push_back(function.program(x));
    const double keep = function.derivatives.empty() ? kNaN : function.derivatives.front();
    picture->y = scene.yRange.value_or(valueRange(values, keep));
    SamplingOptions options;
    options.visible = picture->y;
    options.stop = task.stop;
    picture->curve = std::make_shared<const std::vector<Vec2>>(sampleCurve(function.program, picture->x, options).points);
    picture->errors = {kSmallestError, kLargestError};
    for (std::size_t degree = 0; degree < function.coefficients.size(); ++degree) {
        std::vector<double> polynomial;
        auto errors = std::make_shared<std::vector<Vec2>>();
        for (std::size_t i = 0; i < kSamples; ++i) {
            polynomial.push_back(polynomialAt(function.coefficients, degree, picture->at[i] - function.centre));
            const double error = std::fabs(polynomial.back() - values[i]);
            errors->push_back({picture->at[i], std::isfinite(error) ? std::max(error, 0.1 * kSmallestError) : kNaN});
        }
        picture->polynomials.push_back(std::move(polynomial));
        picture->errorLines.push_back(std::move(errors));
    }
    return picture;
}

std::shared_ptr<const Marks> taylorMarks(const SeriesPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const TaylorPicture& picture = *prepared.picture;
    addInterval(*marks, prepared, true);
    addZeroLines(*marks, picture.x, picture.y);
    marks->push_back(Polyline{"curve", plainStyle(Role::Curve), picture.curve, false});
    // Its corner is one that no polynomial crosses, if there is one: the words stand still while the degree rises.
    auto crossed = std::make_shared<std::vector<Vec2>>(*picture.curve);
    for (const std::vector<double>& polynomial : picture.polynomials)
        for (std::size_t i = 0; i < polynomial.size(); ++i) crossed->push_back({picture.at[i], polynomial[i]});
    addFormulaLabel(*marks, prepared.function->formula, plainStyle(Role::Curve), crossed, picture.x, picture.y, std::nullopt);
    return marks;
}

std::shared_ptr<const Marks> taylorErrorMarks(const SeriesPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    addInterval(*marks, prepared, false);
    return marks;
}

void addTaylorPanels(Frame& frame, const SeriesPrepared& prepared, const StepMoment& moment) {
    frame.panels.push_back(taylorPanel(prepared, moment));
    frame.panels.push_back(taylorErrorPanel(prepared, moment));
    const Arrangement side = column({fixedSize(leaf("readouts"), 220.0), leaf("verdict")}, 0.29);
    frame.arrangement = row({column({leaf("taylor", 0.68), leaf("error", 0.32)}, 0.71), side});
    const TaylorFunction& function = *prepared.function;
    const Range y = prepared.picture->y;
    const double value = function.derivatives.empty() ? y.low : std::clamp(function.derivatives.front(), y.low, y.high);
    frame.handles.push_back(
        {"centre", "taylor", {function.centre, value}, Handle::Freedom::X, Role::Accent, CALC_TEXT("centre of the expansion")});
}

}  // namespace calc
