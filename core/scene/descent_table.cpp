#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/descent_parts.h"

namespace calc {
namespace {

constexpr std::int64_t kRows = 9;

ValueTable::Cell cell(std::string text, Role role = Role::Ink) { return {Message("{0}", {std::move(text)}), 0, role}; }

std::string known(double value) { return std::isfinite(value) ? displayNumber(value, 4) : std::string("–"); }

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

void addField(std::string& line, double value) { line += "," + (std::isfinite(value) ? shortest(value) : std::string()); }

}  // namespace

ValueTable stepTable(const DescentPrepared& prepared, double position) {
    ValueTable table;
    table.id = "steps";
    const DescentRun* run = shownRun(prepared);
    if (!run || run->trajectory.points.empty()) return table;
    const Trajectory& t = run->trajectory;
    const DescentRun* other = prepared.frozen ? prepared.runs[*prepared.frozen].get() : nullptr;
    table.title = {CALC_TEXT("Each step of {0}"), {other ? "B, " + run->title : run->title}};
    table.headers = {CALC_TEXT("step"),          Message("x"),       Message("y"),
                     CALC_TEXT("loss"),          CALC_TEXT("slope"), CALC_TEXT("learning rate"),
                     CALC_TEXT("length of step")};
    if (other) table.headers.push_back(CALC_TEXT("loss of A"));
    const auto now = static_cast<std::int64_t>(std::clamp(std::floor(position + 1e-9), 0.0, static_cast<double>(t.stepsDone)));
    const std::int64_t first = std::clamp<std::int64_t>(now - kRows / 2, 0, std::max<std::int64_t>(0, t.stepsDone - kRows + 1));
    for (std::int64_t k = first; k <= std::min(first + kRows - 1, t.stepsDone); ++k) {
        const auto i = static_cast<std::size_t>(k);
        const bool hasStep = k < t.stepsDone;
        std::vector<ValueTable::Cell> row{cell(displayInteger(k)),
                                          cell(known(t.points[i].x)),
                                          cell(known(t.points[i].y)),
                                          cell(known(t.loss[i]), Role::Loss),
                                          cell(known(t.gradients[i].length()), Role::Gradient),
                                          cell(hasStep ? known(t.learningRate(k)) : "–"),
                                          cell(hasStep ? known(t.update(k).length()) : "–", Role::Update)};
        if (other) row.push_back(cell(i < other->trajectory.loss.size() ? known(other->trajectory.loss[i]) : "–", Role::Ink2));
        table.rows.push_back(std::move(row));
    }
    table.highlightedRow = static_cast<int>(now - first);
    return table;
}

std::string descentNumbers(const DescentPrepared& prepared) {
    std::string csv = "run,optimizer,step,x,y,loss,gradient_x,gradient_y,gradient_norm,learning_rate,step_length\n";
    for (std::size_t r = 0; r < prepared.runs.size(); ++r) {
        const Trajectory& t = prepared.runs[r]->trajectory;
        const std::string name = quoted(prepared.names[r]) + "," + quoted(prepared.runs[r]->settings.optimizer.name) + ",";
        for (std::size_t k = 0; k < t.points.size(); ++k) {
            const auto step = static_cast<std::int64_t>(k);
            const bool hasStep = step < t.stepsDone;
            csv += name + std::to_string(k);
            for (const double value : {t.points[k].x, t.points[k].y, t.loss[k], t.gradients[k].x, t.gradients[k].y, t.gradients[k].length(),
                                       hasStep ? t.learningRate(step) : std::nan(""), hasStep ? t.update(step).length() : std::nan("")})
                addField(csv, value);
            csv += "\n";
        }
    }
    return csv;
}

}  // namespace calc
