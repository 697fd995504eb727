#include <cmath>
#include <string>

#include "core/base/number_text.h"
#include "ui/export/export.h"

namespace calc {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

// One line: the mark, and its numbers; a cell without a value is empty.
void addLine(std::string& csv, const std::string& mark, const char* kind, std::initializer_list<double> numbers) {
    csv += quoted(mark) + "," + kind;
    for (const double number : numbers) csv += "," + (std::isfinite(number) ? shortest(number) : std::string());
    // Every line has four numbers: x, y, x2, y2.
    for (std::size_t i = numbers.size(); i < 4; ++i) csv += ",";
    csv += "\n";
}

void addPoints(std::string& csv, const std::string& mark, const char* kind, const Points& points) {
    if (!points) return;
    for (const Vec2& point : *points) addLine(csv, mark, kind, {point.x, point.y});
}

struct Writer {
    std::string& csv;

    void operator()(const Polyline& line) const { addPoints(csv, line.id, "line", line.points); }
    void operator()(const Area& area) const {
        if (!area.points) return;
        for (std::size_t i = 0; i < area.points->size(); ++i) {
            const Vec2 top = (*area.points)[i];
            addLine(csv, area.id, "area", {top.x, top.y, top.x, area.lower && i < area.lower->size() ? (*area.lower)[i].y : area.base});
        }
    }
    void operator()(const Boxes& boxes) const {
        if (!boxes.boxes) return;
        for (const Box& box : *boxes.boxes) addLine(csv, boxes.id, "box", {box.low.x, box.low.y, box.high.x, box.high.y});
    }
    void operator()(const Polygons& polygons) const {
        if (!polygons.polygons) return;
        for (std::size_t i = 0; i < polygons.polygons->size(); ++i) {
            for (const Vec2& point : (*polygons.polygons)[i])
                addLine(csv, polygons.id + " " + std::to_string(i + 1), "polygon", {point.x, point.y});
        }
    }
    void operator()(const Band& band) const {
        const bool isHorizontal = band.orientation == Orientation::Horizontal;
        const double none = std::nan("");
        if (isHorizontal) {
            addLine(csv, band.id, "band", {none, band.range.low, none, band.range.high});
        } else {
            addLine(csv, band.id, "band", {band.range.low, none, band.range.high, none});
        }
    }
    void operator()(const Rule& rule) const {
        const double none = std::nan("");
        if (rule.orientation == Orientation::Horizontal) {
            addLine(csv, rule.id, "rule", {none, rule.position});
        } else {
            addLine(csv, rule.id, "rule", {rule.position, none});
        }
    }
    void operator()(const Marker& marker) const { addLine(csv, marker.id, "point", {marker.position.x, marker.position.y}); }
    void operator()(const MarkerCloud& cloud) const { addPoints(csv, cloud.id, "point", cloud.points); }
    void operator()(const Arrow& arrow) const { addLine(csv, arrow.id, "arrow", {arrow.from.x, arrow.from.y, arrow.to.x, arrow.to.y}); }
    void operator()(const Lens& lens) const {
        for (const Arrow& arrow : lens.arrows) (*this)(arrow);
    }
    void operator()(const Needle& needle) const { addLine(csv, needle.id, "needle", {needle.value}); }
    void operator()(const ContourMap&) const {}
    void operator()(const Label&) const {}
};

}  // namespace

std::string panelNumbers(const Panel& panel) {
    std::string csv = "mark,kind,x,y,x2,y2\n";
    if (panel.still) {
        for (const Mark& mark : *panel.still) std::visit(Writer{csv}, mark);
    }
    for (const Mark& mark : panel.moving) std::visit(Writer{csv}, mark);
    return csv;
}

std::string frameNumbers(const Frame& frame) {
    std::string csv;
    for (const Panel& panel : frame.panels) csv += "# " + panel.id + "\n" + panelNumbers(panel);
    return csv;
}

}  // namespace calc
