#include "core/scene/describe.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <string_view>

namespace calc {
namespace {

constexpr std::array<std::string_view, 14> kLooks = {
    "none",  "gradient-descent", "momentum", "nesterov", "rmsprop", "adam",  "adagrad", "adadelta",
    "adamw", "adamax",           "nadam",    "qhm",      "qhadam",  "newton"};
constexpr std::array<std::string_view, 5> kLines = {"", "solid", "dashed", "dotted", "no line"};
constexpr std::array<std::string_view, 3> kWeights = {"", "secondary", "hair"};
constexpr std::array<std::string_view, 3> kEmphases = {"", "strong", "faint"};
constexpr std::array<std::string_view, 10> kShapes = {"by look", "disc", "square", "triangle", "diamond",
                                                     "star",    "hole", "sample", "cross",    "dot"};
constexpr std::array<std::string_view, 9> kAnchors = {"centre",     "left",        "right",      "above",      "below",
                                                      "above-left", "above-right", "below-left", "below-right"};
constexpr std::array<std::string_view, 3> kPlacements = {"edge", "at zero", "hidden"};
constexpr std::array<std::string_view, 3> kFreedoms = {"x", "y", "both"};
constexpr std::array<std::string_view, 3> kInteractions = {"still", "zoom and pan", "orbit"};
constexpr std::array<std::string_view, 3> kScales = {"linear", "logarithmic", "clipped"};

template <std::size_t n, class Enum>
std::string_view name(const std::array<std::string_view, n>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 3> kPanelKinds = {"plane", "surface", "dial"};

constexpr double kNegligible = 1e-12;  // of the panel's range
constexpr int kDigits = 9;
constexpr std::size_t kShownPoints = 9;

std::string number(double value, double range) {
    if (std::isnan(value)) return "gap";
    if (value == 0.0 || std::fabs(value) < kNegligible * range) return "0";
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, kDigits);
    return {buffer.data(), end.ptr};
}

/// How the numbers of one panel are written.
class PanelText {
public:
    explicit PanelText(const Panel& panel) : m_x(rangeOf(panel.x)), m_y(rangeOf(panel.y)) {}

    std::string x(double v) const { return number(v, m_x); }
    std::string y(double v) const { return number(v, m_y); }
    std::string point(Vec2 p) const { return "(" + x(p.x) + ", " + y(p.y) + ")"; }

    std::string points(const Points& list) const {
        if (!list) return "none";
        std::string text = std::to_string(list->size()) + ":";
        for (const std::size_t i : shown(list->size())) text += " " + point((*list)[i]);
        return text;
    }

    /// The indices of the few that stand for the whole list, first and last among them.
    static std::vector<std::size_t> shown(std::size_t count) {
        std::vector<std::size_t> indices;
        const std::size_t shownCount = std::min(count, kShownPoints);
        for (std::size_t k = 0; k < shownCount; ++k) indices.push_back(shownCount == count ? k : k * (count - 1) / (shownCount - 1));
        return indices;
    }

private:
    static double rangeOf(const Axis& axis) { return axis.scale == AxisScale::Log10 ? 0.0 : std::fabs(axis.range.length()); }
    double m_x;
    double m_y;
};

std::string styleText(const Style& style) {
    std::string text(roleName(style.role));
    const auto add = [&text](std::string_view word) {
        if (!word.empty()) text += " " + std::string(word);
    };
    if (style.look != Look::None) add(name(kLooks, style.look));
    add(name(kEmphases, style.emphasis));
    add(name(kLines, style.line));
    add(name(kWeights, style.weight));
    return text;
}

std::string orientationText(Orientation orientation) { return orientation == Orientation::Horizontal ? "y" : "x"; }

std::string markText(const Polyline& m, const PanelText& t) {
    return std::string("polyline") + (m.cased ? " cased " : " ") + t.points(m.points);
}

std::string markText(const Area& m, const PanelText& t) {
    return "area " + t.points(m.points) + (m.lower ? " down to " + t.points(m.lower) : " down to y = " + t.y(m.base));
}

std::string markText(const Boxes& m, const PanelText& t) {
    std::string text = "boxes " + std::to_string(m.boxes->size()) + ":";
    for (const std::size_t i : PanelText::shown(m.boxes->size()))
        text += " " + t.point((*m.boxes)[i].low) + "-" + t.point((*m.boxes)[i].high);
    return text;
}

std::string markText(const Polygons& m, const PanelText& t) {
    std::string text = "polygons " + std::to_string(m.polygons->size()) + ":";
    for (const std::size_t i : PanelText::shown(m.polygons->size())) {
        text += " [";
        for (const Vec2 p : (*m.polygons)[i]) text += t.point(p);
        text += "]";
    }
    return text;
}

std::string markText(const Band& m, const PanelText& t) {
    const bool horizontal = m.orientation == Orientation::Horizontal;
    const auto text = [&t, horizontal](double v) { return horizontal ? t.y(v) : t.x(v); };
    return "band " + orientationText(m.orientation) + " " + text(m.range.low) + " to " + text(m.range.high);
}

std::string markText(const Rule& m, const PanelText& t) {
    return "rule " + orientationText(m.orientation) + " = " +
           (m.orientation == Orientation::Horizontal ? t.y(m.position) : t.x(m.position));
}

std::string markText(const Marker& m, const PanelText& t) {
    return "marker " + std::string(name(kShapes, m.shape)) + " " + t.point(m.position);
}

std::string markText(const MarkerCloud& m, const PanelText& t) {
    return "markers " + std::string(name(kShapes, m.shape)) + " " + t.points(m.points);
}

std::string markText(const Arrow& m, const PanelText& t) { return "arrow " + t.point(m.from) + " to " + t.point(m.to); }

std::string markText(const Label& m, const PanelText& t) {
    const auto* message = std::get_if<Message>(&m.text);
    const std::string words = message ? renderEnglish(*message) : plainText(std::get<FormulaBox>(m.text));
    return std::string("label") + (m.boxed ? " boxed " : " ") + std::string(name(kAnchors, m.anchor)) + " of " + t.point(m.position) +
           " \"" + words + "\"";
}

std::string markText(const Lens& m, const PanelText& t) {
    std::string text = "lens at " + t.point(m.target) + " standing at (" + number(m.centre.x, 1.0) + ", " + number(m.centre.y, 1.0) +
                       ") x " + number(m.magnification, 0.0);
    for (const Arrow& arrow : m.arrows) text += "; " + arrow.id + " " + styleText(arrow.style) + " " + markText(arrow, t);
    return text;
}

/// How many cells each basin has.
std::string basinsText(const BasinField& field) {
    std::map<std::int16_t, int> counts;
    for (const std::int16_t basin : field.basin) ++counts[basin];
    std::string text = " with basins " + std::to_string(field.columns) + " x " + std::to_string(field.rows) + ":";
    for (const auto& [basin, count] : counts) text += " " + std::to_string(basin) + "=" + std::to_string(count);
    return text;
}

std::string markText(const Needle& m, const PanelText& t) { return "needle at " + t.x(m.value); }

std::string marksText(std::string_view layer, const Marks& marks, const PanelText& t) {
    std::string text;
    for (const Mark& mark : marks) {
        const auto line = [&t](const auto& m) { return m.id + " [" + styleText(m.style) + "] " + markText(m, t); };
        const auto body = [&line](const auto& m) {
            if constexpr (requires { m.style; })
                return line(m);
            else
                return m.id + " contour map" + (m.basins ? basinsText(*m.basins) : std::string());
        };
        text += "  " + std::string(layer) + " " + std::visit(body, mark) + "\n";
    }
    return text;
}

std::string axisText(std::string_view letter, const Axis& axis) {
    const double range = axis.scale == AxisScale::Log10 ? 0.0 : axis.range.length();
    std::string text = "  axis " + std::string(letter) + " \"" + plainText(axis.label) + "\" " + number(axis.range.low, range) + " to " +
                       number(axis.range.high, range) + (axis.scale == AxisScale::Log10        ? " log10 "
                                                 : axis.scale == AxisScale::Reciprocal ? " reciprocal "
                                                                                       : " ") +
                       std::string(name(kPlacements, axis.placement));
    if (!axis.origin.empty()) text += " from " + axis.origin;
    return text + "\n";
}

std::string fieldText(const HeightField& field) {
    std::string text = "  field " + std::to_string(field.columns) + " x " + std::to_string(field.rows) + " " +
                       std::string(name(kScales, field.scale)) + " f " + number(field.lowest, 0.0) + " to " + number(field.highest, 0.0) +
                       ", " + std::to_string(field.levels.size()) + " levels, heights";
    for (const std::size_t i : PanelText::shown(field.heights.size())) text += " " + number(field.heights[i], 1.0);
    return text + "\n";
}

std::string panelText(const Panel& panel) {
    std::string text = "panel " + panel.id + " " + std::string(name(kPanelKinds, panel.kind)) + " \"" + renderEnglish(panel.title) +
                       "\" \"" + renderEnglish(panel.subtitle) + "\"";
    if (panel.equalUnits) text += " equal units";
    if (panel.grid) text += " grid";
    if (panel.framed) text += " framed";
    if (panel.selected) text += " selected";
    text += " " + std::string(name(kInteractions, panel.interaction)) + "\n" + axisText("x", panel.x) + axisText("y", panel.y);
    if (panel.kind == PanelKind::Surface) {
        text += axisText("z", panel.z) + "  camera " + number(panel.camera.azimuth, 1.0) + " " + number(panel.camera.elevation, 1.0) + " " +
                number(panel.camera.zoom, 1.0) + "\n";
    }
    if (panel.field) text += fieldText(*panel.field);
    if (panel.kind == PanelKind::Dial) {
        text += "  reading [" + std::string(roleName(panel.readingRole)) + "] " + renderEnglish(panel.reading) + " (" +
                renderEnglish(panel.readingNote) + ")\n";
    }
    const PanelText numbers(panel);
    return text + marksText("still", *panel.still, numbers) + marksText("moving", panel.moving, numbers);
}

std::string arrangementText(const Arrangement& a) {
    const std::string size = a.fixed > 0.0 ? number(a.fixed, 1.0) + "px" : number(a.share, 1.0);
    if (a.kind == Arrangement::Kind::Leaf) return (a.block.empty() ? "space" : a.block) + ":" + size;
    std::string text = a.kind == Arrangement::Kind::Row ? "row" : "column";
    text += ":" + size + "(";
    for (std::size_t i = 0; i < a.parts.size(); ++i) text += (i == 0 ? "" : ", ") + arrangementText(a.parts[i]);
    return text + ")";
}

std::string tableText(const ValueTable& table) {
    std::string text = "table " + table.id + " \"" + renderEnglish(table.title) + "\"";
    for (const Message& header : table.headers) text += " | " + renderEnglish(header);
    text += "\n";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        text += static_cast<int>(r) == table.highlightedRow ? "  > " : "  - ";
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            const ValueTable::Cell& cell = table.rows[r][c];
            text += (c == 0 ? "" : " | ") + renderEnglish(cell.text);
            if (cell.agreedCharacters > 0) text += " (" + std::to_string(cell.agreedCharacters) + " agreed)";
            if (cell.role != Role::Ink) text += " [" + std::string(roleName(cell.role)) + "]";
        }
        text += "\n";
    }
    return text;
}

std::string blocksText(const Frame& frame) {
    std::string text;
    for (const Readout& r : frame.readouts) {
        text += "readout " + r.id + " [" + std::string(roleName(r.role)) + "] " + renderEnglish(r.label) + " = " + renderEnglish(r.value);
        if (!r.note.empty()) text += " (" + renderEnglish(r.note) + ")";
        if (r.strong) text += " strong";
        if (r.ruleAbove) text += " rule above";
        if (r.line) text += " line [" + styleText(*r.line) + "]";
        text += "\n";
    }
    for (const SeriesReadout& s : frame.series) {
        text += "series " + s.id + " [" + std::string(name(kLooks, s.look)) + "] " + renderEnglish(s.name) + " = " +
                renderEnglish(s.value) + (s.selected ? " selected" : "") + "\n";
    }
    for (const ValueTable& table : frame.tables) text += tableText(table);
    for (const Verdict& v : frame.verdicts) {
        text += "verdict [" + std::string(roleName(v.role)) + "] " + renderEnglish(v.title) + ": " + renderEnglish(v.reason);
        text += v.formula.parts.empty() ? "\n" : " | " + plainText(v.formula) + "\n";
    }
    if (frame.task) {
        text += "task [" + std::string(roleName(frame.task->role)) + "] " + renderEnglish(frame.task->text) + ": " +
                renderEnglish(frame.task->state) + "\n";
    }
    if (frame.stage) {
        text += "stage " + std::to_string(frame.stage->done) + " of " + std::to_string(frame.stage->count) + " " +
                renderEnglish(frame.stage->name) + "\n";
    }
    for (const WorkedStep& s : frame.steps) {
        text += "step " + s.id + " [" + std::string(name(kEmphases, s.emphasis)) + "] " +
                std::string(static_cast<std::size_t>(s.depth), '>') + renderEnglish(s.rule) + " | " + plainText(s.law) + " | " +
                plainText(s.equation) + "\n";
    }
    for (const Handle& h : frame.handles) {
        const Panel* panel = findPanel(frame, h.panel);
        const std::string at = panel ? PanelText(*panel).point(h.position) : PanelText(Panel{}).point(h.position);
        text += "handle " + h.id + " on " + h.panel + " " + at + " moves " + std::string(name(kFreedoms, h.freedom)) + " [" +
                std::string(roleName(h.role)) + "] " + renderEnglish(h.name) + "\n";
    }
    return text;
}

}  // namespace

std::string describe(const Frame& frame) {
    std::string text = "subject " + std::string(roleName(frame.subject)) + "\n";
    text += "position " + renderEnglish(frame.position) + "\n";
    text += "sentence " + renderEnglish(frame.sentence) + "\n";
    text += "formula \"" + renderEnglish(frame.formula.caption) + "\" " + plainText(frame.formula.symbols) + " ;; " +
            plainText(frame.formula.numbers) + "\n";
    text += "arrangement " + arrangementText(frame.arrangement) + "\n";
    for (const Panel& panel : frame.panels) text += panelText(panel);
    return text + blocksText(frame);
}

}  // namespace calc
