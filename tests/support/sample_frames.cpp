#include "tests/support/sample_frames.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calc {
namespace {

FormulaBox boxOf(FormulaBox::Kind kind, std::vector<FormulaBox> parts, std::string text = {}) {
    FormulaBox box;
    box.kind = kind;
    box.parts = std::move(parts);
    box.text = std::move(text);
    return box;
}
FormulaBox text(std::string words, FormulaBox::Style style = FormulaBox::Style::Upright) {
    FormulaBox box = boxOf(FormulaBox::Kind::Text, {}, std::move(words));
    box.style = style;
    return box;
}
FormulaBox var(std::string name) { return text(std::move(name), FormulaBox::Style::Italic); }
FormulaBox op(std::string symbol) { return text(std::move(symbol), FormulaBox::Style::Operator); }
FormulaBox rowOf(std::vector<FormulaBox> parts) { return boxOf(FormulaBox::Kind::Row, std::move(parts)); }
FormulaBox sup(FormulaBox base, FormulaBox exponent) {
    return boxOf(FormulaBox::Kind::Superscript, {std::move(base), std::move(exponent)});
}
FormulaBox sub(FormulaBox base, FormulaBox index) { return boxOf(FormulaBox::Kind::Subscript, {std::move(base), std::move(index)}); }
FormulaBox paren(FormulaBox content) { return boxOf(FormulaBox::Kind::Delimited, {std::move(content)}, "()"); }
FormulaBox over(FormulaBox above, FormulaBox below) { return boxOf(FormulaBox::Kind::Fraction, {std::move(above), std::move(below)}); }
FormulaBox vectorOf(std::string first, std::string second) {
    return paren(boxOf(FormulaBox::Kind::Column, {text(std::move(first)), text(std::move(second))}));
}
FormulaBox inRole(Role role, FormulaBox box) {
    box.role = role;
    return box;
}

Points pointsOf(std::vector<Vec2> points) { return std::make_shared<const std::vector<Vec2>>(std::move(points)); }
std::shared_ptr<const Marks> marksOf(Marks marks) { return std::make_shared<const Marks>(std::move(marks)); }

template <class Function>
Points sampled(Function function, Range range, int count) {
    std::vector<Vec2> points;
    for (int i = 0; i <= count; ++i) {
        const double x = range.low + range.length() * i / count;
        points.push_back({x, function(x)});
    }
    return pointsOf(std::move(points));
}

Style styled(Role role, Look look = Look::None, Emphasis emphasis = Emphasis::Normal) {
    Style style;
    style.role = role;
    style.look = look;
    style.emphasis = emphasis;
    return style;
}

double wave(double x) { return 2.0 * std::sin(x) * std::exp(-x / 6.0); }

Arrangement leafOf(std::string block, double share, double fixed = 0.0) {
    Arrangement part;
    part.block = std::move(block);
    part.share = share;
    part.fixed = fixed;
    return part;
}
Arrangement groupOf(Arrangement::Kind kind, std::vector<Arrangement> parts, double share, double fixed = 0.0) {
    Arrangement group;
    group.kind = kind;
    group.parts = std::move(parts);
    group.share = share;
    group.fixed = fixed;
    return group;
}

Panel areaPanel(int n) {
    static const Points curve = sampled(wave, {-0.35, 6.6}, 2000);
    static const auto still = marksOf({Rule{"a", styled(Role::Integrals), Orientation::Vertical, 0.4}});
    Panel panel;
    panel.id = "curve";
    panel.title = "Signed area";
    panel.x.label = var("x");
    panel.x.range = {-0.35, 6.6};
    panel.y.range = {-1.25, 1.9};
    panel.x.placement = panel.y.placement = AxisPlacement::AtZero;
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = still;
    std::vector<Box> positive;
    std::vector<Box> negative;
    std::vector<Vec2> samples;
    const double h = 5.2 / n;
    for (int i = 0; i < n; ++i) {
        const double left = 0.4 + i * h;
        const double middle = left + h / 2;
        const double height = wave(middle);
        samples.push_back({middle, height});
        if (height >= 0) {
            positive.push_back({{left, 0.0}, {left + h, height}});
        } else {
            negative.push_back({{left, height}, {left + h, 0.0}});
        }
    }
    Style dashed = styled(Role::Integrals);
    dashed.line = LineKind::Dashed;
    panel.moving = {Boxes{"positive", styled(Role::AreaPositive), std::make_shared<const std::vector<Box>>(positive)},
                    Boxes{"negative", styled(Role::AreaNegative), std::make_shared<const std::vector<Box>>(negative)},
                    Rule{"a", dashed, Orientation::Vertical, 0.4},
                    Rule{"b", dashed, Orientation::Vertical, 5.6},
                    Polyline{"f", styled(Role::Curve), curve, true},
                    MarkerCloud{"samples", styled(Role::Sample), MarkerShape::Sample, pointsOf(samples)},
                    Label{"plus", styled(Role::AreaPositive), {1.6, 0.62}, Anchor::Centre, Message("+2.948"), true},
                    Label{"minus", styled(Role::AreaNegative), {4.5, -0.4}, Anchor::Centre, Message("\u22121.666"), true},
                    Label{"name",
                          styled(Role::Curve),
                          {1.6, 1.6},
                          Anchor::AboveRight,
                          rowOf({var("f"), paren(var("x")), op("="), text("2"), text("sin"), var("x"), op("·"),
                                 sup(text("e"), rowOf({op("\u2212"), var("x"), op("/"), text("6")}))}),
                          false},
                    Label{"from", styled(Role::Integrals), {0.4, -1.25}, Anchor::Centre, rowOf({var("a"), op("="), text("0.40")}), true},
                    Label{"to", styled(Role::Integrals), {5.6, -1.25}, Anchor::Centre, rowOf({var("b"), op("="), text("5.60")}), true}};
    panel.still = marksOf({});
    static const auto empty = marksOf({});
    panel.still = empty;
    return panel;
}

Panel errorPanel(int n) {
    static const auto power = [](double factor, double exponent) {
        return sampled([=](double t) { return factor * std::pow(10.0, exponent * t); }, {0.0, 3.0}, 60);
    };
    static const auto logged = [](const Points& points) {
        std::vector<Vec2> result;
        for (const Vec2& p : *points) result.push_back({std::pow(10.0, p.x), p.y});
        return pointsOf(result);
    };
    Style dotted = styled(Role::Guide);
    dotted.line = LineKind::Dotted;
    static const Points left = logged(power(2.0, -1.0));
    static const Points middle = logged(power(0.6, -2.0));
    static const Points simpson = logged(power(0.5, -4.0));
    static const auto still =
        marksOf({Polyline{"left", dotted, left, false}, Polyline{"simpson", styled(Role::Secant), simpson, false},
                 Polyline{"midpoint", styled(Role::Accumulated), middle, false},
                 Label{"left", styled(Role::Ink2), {900, 3e-1}, Anchor::Left, Message("left, slope \u22121"), false},
                 Label{"mid", styled(Role::Accumulated), {60, 3e-7}, Anchor::Right, Message("midpoint, \u22122"), false},
                 Label{"simpson", styled(Role::Secant), {1000, 1e-8}, Anchor::Left, Message("Simpson, \u22124"), false}});
    Panel panel;
    panel.id = "error";
    panel.title = "Error against n, log\u2013log";
    panel.x.label = var("n");
    panel.x.scale = panel.y.scale = AxisScale::Log10;
    panel.x.range = {1.0, 1000.0};
    panel.y.range = {1e-12, 10.0};
    panel.still = still;
    Style guide = styled(Role::Integrals);
    guide.line = LineKind::Dotted;
    guide.weight = LineWeight::Secondary;
    panel.moving = {Polyline{"drop", guide, pointsOf({{double(n), 1e-12}, {double(n), 0.6 / n / n}}), false},
                    Marker{"now", styled(Role::Integrals), MarkerShape::Disc, {double(n), 0.6 / n / n}},
                    Label{"n", styled(Role::Integrals), {double(n), 4e-12}, Anchor::Right, Message("n = {0}", {std::int64_t{n}}), false}};
    return panel;
}

struct Himmelblau {
    static double at(Vec2 p) { return std::pow(p.x * p.x + p.y - 11, 2) + std::pow(p.x + p.y * p.y - 7, 2); }
    static Vec2 slope(Vec2 p) {
        const double a = p.x * p.x + p.y - 11;
        const double b = p.x + p.y * p.y - 7;
        return {4 * p.x * a + 2 * b, 2 * a + 4 * p.y * b};
    }
};

std::shared_ptr<const HeightField> himmelblauField() {
    auto field = std::make_shared<HeightField>();
    field->columns = field->rows = 129;
    field->x = field->y = {-5.0, 5.0};
    field->scale = HeightScale::Logarithmic;
    field->lowest = 0.0;
    field->highest = 890.0;
    const double top = std::log1p(field->highest);
    for (int r = 0; r < field->rows; ++r) {
        for (int c = 0; c < field->columns; ++c) {
            const Vec2 p{-5.0 + 10.0 * c / 128.0, -5.0 + 10.0 * r / 128.0};
            const double f = Himmelblau::at(p);
            field->heights.push_back(std::log1p(f) / top);
            field->slopes.push_back((1.0 / (top * (1.0 + f))) * Himmelblau::slope(p));
        }
    }
    for (int i = 1; i < 14; ++i) field->levels.push_back(i / 14.0);
    return field;
}

struct Run {
    Look look;
    const char* name;
    std::vector<Vec2> points;
};

std::vector<Run> runs(int steps) {
    std::vector<Run> result;
    struct Choice {
        Look look;
        const char* name;
        double rate;
        double momentum;
    };
    for (const Choice& choice : {Choice{Look::GradientDescent, "Gradient descent", 0.01, 0.0},
                                 Choice{Look::Momentum, "Momentum", 0.01, 0.85}, Choice{Look::Nesterov, "Nesterov", 0.006, 0.7},
                                 Choice{Look::RmsProp, "RMSProp", 0.002, 0.0}, Choice{Look::Adam, "Adam", 0.004, 0.5}}) {
        Run run{choice.look, choice.name, {}};
        Vec2 p{-4.5, 0.3};
        Vec2 v;
        for (int i = 0; i <= steps; ++i) {
            run.points.push_back(p);
            v = choice.momentum * v + (-choice.rate) * Himmelblau::slope(p);
            if (v.length() > 1.2) v = (1.2 / v.length()) * v;
            p = p + v;
        }
        result.push_back(std::move(run));
    }
    return result;
}

const std::vector<Run>& sampleRuns() {
    static const std::vector<Run> result = runs(90);
    return result;
}

Points headOf(const std::vector<Vec2>& points, std::size_t step) {
    return pointsOf({points.begin(), points.begin() + static_cast<std::ptrdiff_t>(step) + 1});
}

void addTrails(Marks& marks, std::size_t step) {
    for (const Run& run : sampleRuns()) {
        const Emphasis emphasis = run.look == Look::Momentum ? Emphasis::Strong : Emphasis::Normal;
        marks.push_back(
            Polyline{std::string("trail ") + run.name, styled(Role::Trail, run.look, emphasis), headOf(run.points, step), true});
    }
    for (const Run& run : sampleRuns()) {
        const Emphasis emphasis = run.look == Look::Momentum ? Emphasis::Strong : Emphasis::Normal;
        marks.push_back(
            Marker{std::string("ball ") + run.name, styled(Role::Ball, run.look, emphasis), MarkerShape::ByLook, run.points[step]});
    }
}

Panel surfacePanel(std::size_t step) {
    static const auto field = himmelblauField();
    static const auto empty = marksOf({});
    Panel panel;
    panel.id = "surface";
    panel.kind = PanelKind::Surface;
    panel.title = "Loss surface";
    panel.subtitle = "height log(1 + f)";
    panel.x.label = var("x");
    panel.y.label = var("y");
    panel.x.range = panel.y.range = {-5.0, 5.0};
    panel.field = field;
    panel.interaction = Interaction::Orbit;
    panel.still = empty;
    addTrails(panel.moving, step);
    return panel;
}

Panel mapPanel(std::size_t step) {
    static const auto field = himmelblauField();
    static const auto still =
        marksOf({ContourMap{"map", field}, Marker{"minimum 1", styled(Role::Ink), MarkerShape::Cross, {3.584, -1.848}},
                 Marker{"minimum 2", styled(Role::Ink), MarkerShape::Cross, {-3.779, -3.283}}});
    Panel panel;
    panel.id = "map";
    panel.title = "Contour map";
    panel.x.range = panel.y.range = {-5.0, 5.0};
    panel.equalUnits = true;
    panel.grid = false;
    panel.interaction = Interaction::ZoomAndPan;
    panel.still = still;
    addTrails(panel.moving, step);
    const auto& shown = sampleRuns()[1].points;
    const Vec2 at = shown[step];
    const Vec2 update = shown[std::min(step + 1, shown.size() - 1)] - at;
    const Vec2 momentum{0.3 * update.x, 1.1 * update.y};
    Lens lens{"lens", at, {0.55, 0.2}, 3.5, {}, styled(Role::Ball, Look::Momentum)};
    lens.arrows = {Arrow{"momentum", styled(Role::Momentum), at, at + momentum},
                   Arrow{"gradient", styled(Role::Gradient), at + momentum, at + update},
                   Arrow{"update", styled(Role::Update), at, at + update}};
    panel.moving.push_back(lens);
    return panel;
}

Panel lossPanel(std::size_t step) {
    Marks still;
    for (const Run& run : sampleRuns()) {
        std::vector<Vec2> loss;
        for (std::size_t i = 0; i < run.points.size(); ++i) loss.push_back({double(i), Himmelblau::at(run.points[i])});
        still.push_back(Polyline{std::string("coming ") + run.name, styled(Role::Loss, run.look, Emphasis::Faint), pointsOf(loss), false});
        if (loss.back().y > 1e-6)
            still.push_back(Label{run.name, styled(Role::Loss, run.look), loss.back(), Anchor::Right, Message(run.name), false});
    }
    static const auto kept = marksOf(still);
    Panel panel;
    panel.id = "loss";
    panel.title = "Loss f, log scale";
    panel.x.label = text("step");
    panel.x.range = {0.0, 90.0};
    panel.y.range = {1e-6, 1e3};
    panel.y.scale = AxisScale::Log10;
    panel.still = kept;
    panel.moving.push_back(Rule{"now", styled(Role::Ink), Orientation::Vertical, double(step)});
    for (const Run& run : sampleRuns()) {
        const Emphasis emphasis = run.look == Look::Momentum ? Emphasis::Strong : Emphasis::Normal;
        std::vector<Vec2> loss;
        for (std::size_t i = 0; i <= step; ++i) loss.push_back({double(i), Himmelblau::at(run.points[i])});
        const Vec2 last = loss.back();
        panel.moving.push_back(
            Polyline{std::string("loss ") + run.name, styled(Role::Loss, run.look, emphasis), pointsOf(std::move(loss)), false});
        panel.moving.push_back(Marker{std::string("now ") + run.name, styled(Role::Ball, run.look), MarkerShape::ByLook, last});
    }
    return panel;
}

std::string fixed(double value, int decimals) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, std::fabs(value));
    return (value < 0 ? "\u2212" : "") + std::string(buffer.data());
}

Panel zoomPanel(int depth) {
    const double half = 1.3 * std::pow(10.0, -depth);
    const auto sinc = [](double x) { return x == 0.0 ? 1.0 : std::sin(x) / x; };
    const double drop = depth >= 1 ? half * half / 6.0 : 1.3;
    Panel panel;
    panel.id = "card " + std::to_string(depth);
    panel.x.range = {-half * (depth < 0 ? 1.0 : 1.0), half};
    panel.y.range = {1.0 - 1.4 * drop, 1.0 + 0.5 * drop};
    panel.x.placement = panel.y.placement = AxisPlacement::Hidden;
    panel.framed = true;
    panel.selected = depth == 3;
    Style dashed = styled(Role::Limit);
    dashed.line = LineKind::Dashed;
    dashed.weight = LineWeight::Hair;
    Style thin = styled(Role::Curve);
    thin.weight = LineWeight::Secondary;
    panel.still =
        marksOf({Rule{"limit", dashed, Orientation::Horizontal, 1.0}, Polyline{"f", thin, sampled(sinc, panel.x.range, 400), false},
                 Marker{"hole", styled(Role::Sample), MarkerShape::Sample, {0.0, 1.0}},
                 Label{"depth",
                       styled(Role::Ink2),
                       {panel.x.range.low, panel.y.range.low},
                       Anchor::AboveRight,
                       Message(depth == 0 ? "1"
                                          : "10\u207B" + std::string(depth == 1   ? "\u00B9"
                                                                     : depth == 2 ? "\u00B2"
                                                                                  : "\u00B3")),
                       false}});
    return panel;
}

Panel windowPanel(double time) {
    const double half = 1.3 * std::pow(10.0, -10.0 * time);
    const auto sinc = [](double x) { return x == 0.0 ? 1.0 : std::sin(x) / x; };
    const double drop = 1.0 - sinc(half);
    Panel panel;
    panel.id = "window";
    panel.title = "Window \u00B11.3 \u00B7 10\u207B\u00B3";
    panel.subtitle = "height stretched \u00D7 3\u2009991";
    panel.framed = true;
    panel.x.range = {-half, half};
    panel.y.range = {1.0 - 1.1 * drop, 1.0 + 0.5 * drop};
    panel.interaction = Interaction::ZoomAndPan;
    static const auto empty = marksOf({});
    panel.still = empty;
    const double at = 0.62 * half;
    const double low = 1.0 - 0.8 * drop;
    Style dotted = styled(Role::Limit);
    dotted.line = LineKind::Dotted;
    Style dashed = styled(Role::Limit);
    dashed.line = LineKind::Dashed;
    panel.moving = {Rule{"limit", dashed, Orientation::Horizontal, 1.0},
                    Polyline{"f", styled(Role::Curve), sampled(sinc, panel.x.range, 1200), false},
                    Polyline{"left drop", dotted, pointsOf({{-at, sinc(at)}, {-at, low}}), false},
                    Polyline{"right drop", dotted, pointsOf({{at, sinc(at)}, {at, low}}), false},
                    Arrow{"from left", styled(Role::Limit), {-at, low}, {-0.3 * at, low}},
                    Arrow{"from right", styled(Role::Limit), {at, low}, {0.3 * at, low}},
                    Marker{"left", styled(Role::Limit), MarkerShape::Disc, {-at, sinc(at)}},
                    Marker{"right", styled(Role::Limit), MarkerShape::Square, {at, sinc(at)}},
                    Marker{"hole", styled(Role::Hole), MarkerShape::Hole, {0.0, 1.0}},
                    Label{"hole", styled(Role::Hole), {0.0, 1.0 + 0.08 * drop}, Anchor::Above, Message("hole: f(0) is not defined"), false},
                    Label{"left words", styled(Role::Limit), {-0.65 * at, low}, Anchor::Below, Message("from the left"), false},
                    Label{"right words", styled(Role::Limit), {0.65 * at, low}, Anchor::Below, Message("from the right"), false}};
    return panel;
}

ValueTable limitTable() {
    ValueTable table;
    table.id = "values";
    table.title = "Values from both sides";
    table.headers = {"|x|", "from the left", "from the right"};
    const std::array<const char*, 5> places = {"1", "10\u207B\u00B9", "10\u207B\u00B2", "10\u207B\u00B3", "10\u207B\u2074"};
    const std::array<const char*, 5> values = {"0.8414709848", "0.9983341665", "0.9999833334", "0.9999998333", "0.9999999983"};
    const std::array<int, 5> agreed = {0, 4, 6, 8, 10};
    for (std::size_t i = 0; i < places.size(); ++i) {
        table.rows.push_back({{places[i], 0, Role::Ink}, {values[i], agreed[i], Role::Ink}, {values[i], agreed[i], Role::Ink}});
    }
    table.rows.push_back({{"\u2193", 0, Role::Ink}, {"1", 0, Role::Limit}, {"1", 0, Role::Limit}});
    table.highlightedRow = 3;
    return table;
}

}  // namespace

Frame sampleAreaFrame(double time) {
    const int n = std::max(1, static_cast<int>(std::lround(std::pow(10.0, 2.0 * time + 0.3145))));
    Frame frame;
    frame.subject = Role::Integrals;
    frame.panels = {areaPanel(n), errorPanel(n)};
    frame.arrangement = groupOf(
        Arrangement::Kind::Row,
        {leafOf("curve", 1.0),
         groupOf(Arrangement::Kind::Column, {leafOf("error", 1.0), leafOf("readouts", 1.0, 170.0), leafOf("", 1.0, 60.0)}, 1.0, 343.0)},
        1.0);
    frame.formula.caption = {"Midpoint rule, n = {0}", {std::int64_t{n}}};
    const FormulaBox sum = boxOf(FormulaBox::Kind::BigOperator, {text("\u2211", FormulaBox::Style::Operator),
                                                                 rowOf({var("i"), op("="), text("1")}), text(std::to_string(n))});
    const FormulaBox integral = inRole(
        Role::Accumulated, boxOf(FormulaBox::Kind::BigOperator, {text("\u222B", FormulaBox::Style::Operator), text("0.4"), text("5.6")}));
    frame.formula.symbols =
        rowOf({sum, var("f"), paren(sub(var("x"), var("i"))), boxOf(FormulaBox::Kind::Space, {}, "thin"), text("\u0394"), var("x"), op("="),
               text(fixed(5.2 / n, 2)), op("\u00B7"),
               paren(rowOf({inRole(Role::AreaPositive, text("7.4103")), op("\u2212"), inRole(Role::AreaNegative, text("4.1903"))})),
               op("="), text("1.28800")});
    frame.formula.numbers = rowOf({integral, var("f"), paren(var("x")), boxOf(FormulaBox::Kind::Space, {}, "thin"), var("d"), var("x"),
                                   op("="), inRole(Role::AreaPositive, text("2.9476")), op("\u2212"),
                                   inRole(Role::AreaNegative, text("1.6657")), op("="), text("1.28192")});
    frame.readouts = {{"sum", "Sum", "1.287996", "", Role::Ink, false, false},
                      {"integral", "Integral", "1.281922", "", Role::Ink, false, false},
                      {"error", "Sum \u2212 integral", "+0.006074", "integral known to \u00B16 \u00B7 10\u207B\u00B9\u2074",
                       Role::Integrals, true, true}};
    frame.sentence = "Twice as many rectangles, a quarter of the error: <integrals>the sum becomes the area.</integrals>";
    frame.handles = {{"from", "curve", {0.4, 0.0}, Handle::Freedom::X, Role::Accent, "lower bound a"},
                     {"to", "curve", {5.6, 0.0}, Handle::Freedom::X, Role::Accent, "upper bound b"}};
    return frame;
}

Frame sampleLimitFrame(double time) {
    static const std::array<Panel, 5> cards = {zoomPanel(-1), zoomPanel(0), zoomPanel(1), zoomPanel(2), zoomPanel(3)};
    Frame frame;
    frame.subject = Role::Limits;
    frame.panels = {windowPanel(time)};
    std::vector<Arrangement> strip;
    for (const Panel& card : cards) {
        frame.panels.push_back(card);
        strip.push_back(leafOf(card.id, 1.0));
    }
    frame.arrangement = groupOf(
        Arrangement::Kind::Column,
        {groupOf(
             Arrangement::Kind::Row,
             {leafOf("window", 1.0), groupOf(Arrangement::Kind::Column, {leafOf("table", 1.0), leafOf("verdict", 1.0, 130.0)}, 1.0, 400.0)},
             1.0),
         groupOf(Arrangement::Kind::Row, strip, 1.0, 185.0)},
        1.0);
    const FormulaBox quotient = over(rowOf({text("sin"), var("x")}), var("x"));
    const FormulaBox lim = boxOf(FormulaBox::Kind::Under, {text("lim"), rowOf({var("x"), op("\u2192"), text("0")})});
    frame.formula.caption = "Limit at the hole";
    frame.formula.symbols = rowOf({lim, quotient, op("="), inRole(Role::Limit, text("1"))});
    frame.formula.numbers =
        rowOf({quotient, op("="), inRole(Role::Limit, text("1")), op("\u2212"), over(sup(var("x"), text("2")), text("6")), op("+"),
               over(sup(var("x"), text("4")), text("120")), op("\u2212"), text("\u22EF")});
    frame.tables = {limitTable()};
    frame.verdicts = {{Role::Limits, "The limit is 1", "Proved from the series: the distance to 1 is at most x\u00B2/6 on both sides."}};
    frame.sentence = "The point is missing, the limit is not: <limits>both sides close in on 1.</limits>";
    return frame;
}

Frame sampleDescentFrame(double time) {
    const auto step = static_cast<std::size_t>(std::clamp(time, 0.0, 1.0) * 90.0);
    Frame frame;
    frame.subject = Role::Derivatives;
    frame.panels = {surfacePanel(step), mapPanel(step), lossPanel(step)};
    frame.arrangement = groupOf(
        Arrangement::Kind::Column,
        {groupOf(Arrangement::Kind::Row, {leafOf("surface", 1.0), leafOf("map", 1.0, 500.0)}, 1.0), leafOf("loss", 1.0, 260.0)}, 1.0);
    const auto& shown = sampleRuns()[1].points;
    const Vec2 at = shown[step];
    const Vec2 before = shown[step > 0 ? step - 1 : 0];
    const auto index = [](const char* name, std::size_t i) { return sub(var(name), text(std::to_string(i))); };
    const std::size_t last = step > 0 ? step - 1 : 0;
    frame.formula.caption = {"Momentum, step {0}", {static_cast<std::int64_t>(step)}};
    frame.formula.symbols = rowOf({index("w", step), op("="), index("w", last), op("\u2212"), var("\u03B7"),
                                   paren(rowOf({inRole(Role::Momentum, rowOf({var("\u03B2"), index("v", last)})), op("+"),
                                                inRole(Role::Gradient, rowOf({text("\u2207"), var("f"), paren(index("w", last))}))}))});
    frame.formula.numbers = rowOf({vectorOf(fixed(at.x, 3), fixed(at.y, 3)), op("="), vectorOf(fixed(before.x, 3), fixed(before.y, 3)),
                                   op("\u2212"), text("0.01"),
                                   paren(rowOf({inRole(Role::Momentum, rowOf({text("0.9"), vectorOf("\u221215.1", "38.8")})), op("+"),
                                                inRole(Role::Gradient, vectorOf("\u221249.2", "\u22121.3"))}))});
    frame.sentence = "One start, four valleys: <momentum>momentum</momentum> keeps its speed and shoots past the nearest ones.";
    frame.handles = {{"start", "surface", {-4.5, 0.3}, Handle::Freedom::Both, Role::Accent, "start"},
                     {"start", "map", {-4.5, 0.3}, Handle::Freedom::Both, Role::Accent, "start"}};
    return frame;
}

Frame sampleCurveFrame(double (*function)(double)) {
    Panel panel;
    panel.id = "curve";
    panel.title = "Curve";
    panel.x.label = var("x");
    panel.x.range = {-3.0, 3.0};
    panel.y.range = {-2.0, 2.0};
    panel.still = marksOf({Polyline{"f", styled(Role::Curve), sampled(function, {-3.0, 3.0}, 4000), true},
                           Polyline{"dashed", styled(Role::Secant), sampled(function, {-3.0, 3.0}, 4000), false},
                           Label{"name", styled(Role::Curve), {0.5, 1.0}, Anchor::AboveRight, rowOf({var("f"), paren(var("x"))}), false},
                           Label{"words", styled(Role::Ink), {0.5, -1.0}, Anchor::BelowRight, Message("leaves the panel"), false}});
    Frame frame;
    frame.panels = {panel};
    frame.arrangement = leafOf("curve", 1.0);
    frame.sentence = "A curve that leaves its panel.";
    return frame;
}

}  // namespace calc
