#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/calculus/sampling.h"
#include "core/scene/deep_function.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

constexpr int kSamples = 600;  // of a window: its pixels, about
constexpr int kShownRows = 5;
constexpr int kDigits = 10;
constexpr double kMargin = 0.08;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

/// f in doubles, as any program computes it, at evenly spaced places.
ComputerWindow computerWindow(const LimitFunction& function, const LimitWindow& window, double reference) {
    auto points = std::make_shared<std::vector<Vec2>>();
    std::vector<double> values;
    for (int i = 0; i <= kSamples; ++i) {
        const double h = window.halfWidth * (2.0 * i / kSamples - 1.0);
        const double computed = function.program(function.at + h) - reference;
        const bool isSeen = std::isfinite(computed) && windowRange(function, window.halfWidth).contains(h);
        points->push_back(isSeen ? Vec2{h, computed} : Vec2{kNaN, kNaN});
        if (isSeen) values.push_back(computed);
    }
    const Range noise = robustRange(values);
    ComputerWindow result;
    result.computed = std::move(points);
    result.y = window.y;
    if (noise.low <= noise.high) {
        const Range both{std::min(window.y.low, noise.low), std::max(window.y.high, noise.high)};
        const double margin = kMargin * both.length();
        const bool isWider = noise.low < window.y.low || noise.high > window.y.high;
        if (isWider) result.y = {both.low - margin, both.high + margin};
    }
    return result;
}

std::string cellText(double value) {
    if (std::isnan(value)) return "\u2013";
    const double size = std::fabs(value);
    return size < 1e5 && (size >= 1e-3 || size == 0.0) ? displayFixed(value, kDigits) : displayNumber(value, 6);
}

/// How many leading characters of two texts are the same, with the decimal point among them.
int agreed(const std::string& a, const std::string& b) {
    const auto first = codePoints(a);
    const auto second = codePoints(b);
    int count = 0;
    bool hasPoint = false;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()) && first[i].value == second[i].value; ++i) {
        hasPoint = hasPoint || first[i].value == U'.';
        ++count;
    }
    return hasPoint ? count : 0;
}

ComputerRow rowAt(const LimitFunction& function, const LimitRow& row, DeepFunction& deep, double h) {
    ComputerRow result;
    result.distance = row.distance;
    result.computedValue = function.program(function.at + h);
    const DeepFunction::Value truth = deep(h);
    result.accurateValue = truth.status == DeepFunction::Value::Status::Known ? truth.value : kNaN;
    result.isKnown = std::isfinite(result.computedValue) && std::isfinite(result.accurateValue);
    const std::string computed = cellText(result.computedValue);
    const std::string accurate = cellText(result.accurateValue);
    result.accurate = {plain(accurate), 0, Role::Ink};
    result.computed = {std::isnan(result.computedValue) ? Message(CALC_TEXT("no value")) : plain(computed),
                       result.isKnown ? agreed(computed, accurate) : 0, Role::Ink};
    return result;
}

const ComputerRow& rowOf(const LimitPrepared& prepared, int depth) {
    const std::vector<ComputerRow>& rows = prepared.computer->rows;
    return rows[std::min(static_cast<std::size_t>(depth - kShallowest), rows.size() - 1)];
}

double relativeError(const ComputerRow& row) {
    const double gap = std::fabs(row.computedValue - row.accurateValue);
    return row.accurateValue == 0.0 ? gap : gap / std::fabs(row.accurateValue);
}

}  // namespace

ComputerView computerView(const LimitFunction& function, const LimitScene& scene, const LimitPrepared& prepared, const Task& task) {
    ComputerView view;
    for (const LimitWindow& window : *prepared.windows) {
        view.windows.push_back(computerWindow(function, window, prepared.reference));
        if (task.stop.stop_requested()) return view;
    }
    DeepFunction deep(function.local, function.point);
    const double side = looksRight(scene, function) ? 1.0 : -1.0;
    for (int depth = kShallowest; depth <= scene.deepest; ++depth) {
        const LimitRow& row = (*prepared.rows)[static_cast<std::size_t>(depth - kShallowest)];
        view.rows.push_back(rowAt(function, row, deep, side * std::pow(10.0, -depth)));
    }
    return view;
}

ValueTable computerTable(const LimitPrepared& prepared, int depth) {
    ValueTable table = limitTable(prepared, depth);
    table.title = CALC_TEXT("What the computer sees");
    table.headers = {table.headers.front(), CALC_TEXT("in doubles"), CALC_TEXT("accurate")};
    table.rows.clear();
    const int first = std::max(kShallowest, std::min(depth - 3, prepared.deepest - kShownRows + 1));
    for (int d = first; d < first + kShownRows && d <= prepared.deepest; ++d) {
        const ComputerRow& row = rowOf(prepared, d);
        table.rows.push_back({row.distance, row.computed, row.accurate});
    }
    return table;
}

Verdict computerCard(const LimitPrepared& prepared, int depth) {
    const ComputerRow& row = rowOf(prepared, depth);
    if (!row.isKnown) {
        return {Role::Ink2, CALC_TEXT("No number to compare"),
                CALC_TEXT("At this distance one of the two has no value: nothing can be said of the error.")};
    }
    const double error = relativeError(row);
    if (error == 0.0)
        return {Role::Ok, CALC_TEXT("Every digit is right"), CALC_TEXT("Here rounding does no harm: doubles give the accurate value.")};
    const Message size{CALC_TEXT("The computed value is off by {0} %."), {displayNumber(100.0 * error, 2)}};
    if (error < 1e-9) return {Role::Ok, CALC_TEXT("Rounding is not seen"), size};
    if (error < 1e-2) return {Role::Ink2, CALC_TEXT("Digits are being lost"), size};
    return {Role::Bad, CALC_TEXT("The digits are gone"), size};
}

Message computerSentence(const LimitPrepared& prepared, int depth) {
    const ComputerRow& row = rowOf(prepared, depth);
    if (!row.isKnown) return CALC_TEXT("Black: what doubles make of f. Blue: f. Here one of them has no value.");
    const double error = relativeError(row);
    if (error < 1e-9) return CALC_TEXT("Black on blue: so far <ok>doubles give f as it is.</ok> Zoom deeper.");
    if (error < 1e-2) return CALC_TEXT("Nearly equal numbers are subtracted: <bad>their leading digits cancel, rounding is left.</bad>");
    return CALC_TEXT("<bad>The computer sees something else than f:</bad> all digits have cancelled.");
}

}  // namespace calc
