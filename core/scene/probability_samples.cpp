#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numbers/random.h"
#include "core/scene/chosen_range.h"
#include "core/scene/mark_parts.h"
#include "core/scene/probability_parts.h"

namespace calc {
namespace {

constexpr double kBins = 44.0;        // across the window
constexpr double kPerDecade = 140.0;  // moments
constexpr double kSampleSeconds = 2.6;

/// Equal bins between the ends of the window, a and b, about a window/kBins wide.
std::vector<double> binEdges(Range window, double a, double b) {
    std::vector<double> cuts{window.low};
    for (const double cut : {a, b}) {
        if (cut > cuts.back() + 1e-6 * window.length() && cut < window.high - 1e-6 * window.length()) cuts.push_back(cut);
    }
    cuts.push_back(window.high);
    std::vector<double> edges{cuts.front()};
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const double length = cuts[i + 1] - cuts[i];
        const int count = std::max(1, static_cast<int>(std::lround(kBins * length / window.length())));
        for (int k = 1; k <= count; ++k) edges.push_back(k == count ? cuts[i + 1] : cuts[i] + length * k / count);
    }
    return edges;
}

/// 1, 2, 3 …, then in equal ratios, and the last.
std::vector<int> countsShown(int last) {
    std::vector<int> counts;
    for (int k = 0;; ++k) {
        const double n = std::pow(10.0, static_cast<double>(k) / kPerDecade);
        const int whole = static_cast<int>(std::lround(n));
        if (whole >= last) break;
        if (counts.empty() || counts.back() < whole) counts.push_back(whole);
    }
    // Round counts are stops, so they are there.
    for (int unit = 1; unit <= last; unit *= 10) {
        for (int n = unit; n < std::min(10 * unit, last); n += unit) counts.push_back(n);
    }
    counts.push_back(last);
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

Range errorRangeOf(const std::vector<Vec2>& errors, double standard, int last) {
    double least = standard > 0.0 ? standard / std::sqrt(static_cast<double>(last)) : 1e-4;
    double most = std::max(standard, 1e-3);
    for (const Vec2 p : errors) most = std::max(most, p.y);
    least *= 0.05;
    return {std::pow(10.0, std::floor(std::log10(least))), std::pow(10.0, std::ceil(std::log10(most)))};
}

/// The x at which the drawn distribution function has this height; NaN: out of sight.
double placeOnCurve(const std::vector<Vec2>& cumulative, double height) {
    const auto after = std::lower_bound(cumulative.begin(), cumulative.end(), height, [](Vec2 p, double h) { return !(p.y >= h); });
    if (after == cumulative.begin() || after == cumulative.end()) return std::numeric_limits<double>::quiet_NaN();
    const Vec2 low = *(after - 1);
    const Vec2 high = *after;
    return high.y > low.y ? low.x + (height - low.y) / (high.y - low.y) * (high.x - low.x) : high.x;
}

void draw(ProbabilitySamples& drawn, const ProbabilityPrepared& prepared, const ProbabilityPrepared* previous) {
    const ProbabilityScene& scene = prepared.scene;
    const bool isTyped = scene.distribution.name == kTypedDensity;
    const bool sameDraws = previous && previous->samples && previous->scene.seed == scene.seed && previous->scene.samples == scene.samples;
    const auto count = static_cast<std::size_t>(scene.samples);
    if (sameDraws)
        drawn.chances = previous->samples->chances;
    else
        for (std::size_t i = 0; i < count; ++i) drawn.chances.push_back(randomUniform(scene.seed, i));
    if (!isTyped) {
        drawn.values = sameDraws ? previous->samples->values : samples(prepared.density->distribution, scene.seed, count);
        return;
    }
    for (const double chance : drawn.chances) drawn.values.push_back(placeOnCurve(*prepared.curve->cumulative, chance));
}

}  // namespace

double shareError(double share, int n) { return std::sqrt(std::max(0.0, share * (1.0 - share)) / static_cast<double>(n)); }

std::shared_ptr<const ProbabilitySamples> probabilitySamples(const ProbabilityPrepared& prepared, const ProbabilityPrepared* previous,
                                                             const Task& task) {
    const ProbabilityScene& scene = prepared.scene;
    auto drawn = std::make_shared<ProbabilitySamples>();
    draw(*drawn, prepared, previous);
    const ProbabilityArea& area = *prepared.area;
    drawn->edges = binEdges(prepared.curve->x, area.low, area.high);
    // Whether a number lies left of an edge is whether its chance is below the area there: no number has to be found for that.
    std::vector<double> heights;
    const Distribution distribution = watched(prepared.density->distribution, task);
    for (const double edge : drawn->edges) heights.push_back(distribution.below(edge).value);
    std::vector<int> counts(heights.size() - 1);
    std::vector<Vec2> errors;
    int hits = 0;
    int done = 0;
    for (const int n : countsShown(scene.samples)) {
        if (task.stop.stop_requested()) break;
        for (; done < n; ++done) {
            const double chance = drawn->chances[static_cast<std::size_t>(done)];
            if (area.belowLow.value < chance && chance < area.belowHigh.value) ++hits;
            const auto bin = std::upper_bound(heights.begin(), heights.end(), chance);
            if (bin != heights.begin() && bin != heights.end()) ++counts[static_cast<std::size_t>(bin - heights.begin() - 1)];
        }
        drawn->moments.push_back({n, kSampleSeconds * std::log10(static_cast<double>(n)), hits, counts});
        errors.push_back({static_cast<double>(n), std::fabs(static_cast<double>(hits) / n - area.area.value)});
    }
    drawn->errorRange = errorRangeOf(errors, shareError(area.area.value, 1), scene.samples);
    for (Vec2& p : errors) p.y = std::max(p.y, drawn->errorRange.low);
    drawn->errors = std::make_shared<const std::vector<Vec2>>(std::move(errors));
    return drawn;
}

const SampleMoment& sampleMomentAt(const ProbabilityPrepared& prepared, double time) {
    constexpr double kSlack = 1e-9;
    const std::vector<SampleMoment>& moments = prepared.samples->moments;
    const auto after = std::upper_bound(moments.begin(), moments.end(), time + kSlack,
                                        [](double at, const SampleMoment& moment) { return at < moment.time; });
    return after == moments.begin() ? moments.front() : *(after - 1);
}

std::shared_ptr<const Marks> sampleChartMarks(const ProbabilityPrepared& prepared) {
    auto marks = std::make_shared<Marks>();
    const ProbabilitySamples& drawn = *prepared.samples;
    const double last = static_cast<double>(prepared.scene.samples);
    const double standard = shareError(prepared.area->area.value, 1);
    if (standard > 0.0 && last > 1.0) {
        const Vec2 end{last, standard / std::sqrt(last)};
        marks->push_back(
            Polyline{"slope", plainStyle(Role::Guide, LineKind::Dashed, LineWeight::Secondary), lineOf({1.0, standard}, end), false});
        const double middle = std::pow(last, 0.62);
        marks->push_back(Label{"slope-name",
                               plainStyle(Role::Guide),
                               {middle, standard / std::sqrt(middle)},
                               Anchor::AboveRight,
                               Message(CALC_TEXT("slope \u2212\u00BD")),
                               false});
    }
    marks->push_back(Polyline{"coming", plainStyle(Role::Integrals, LineKind::Dotted, LineWeight::Hair), drawn.errors, false});
    return marks;
}

Panel sampleChart(const ProbabilityPrepared& prepared, const SampleMoment& moment) {
    const ProbabilitySamples& drawn = *prepared.samples;
    Panel panel;
    panel.id = "error";
    panel.title = CALC_TEXT("Error of the share against n, log\u2013log");
    panel.x = {mathItalic("n"),
               {1.0, 1.3 * std::max(10.0, static_cast<double>(prepared.scene.samples))},
               AxisScale::Log10,
               AxisPlacement::Edge,
               {}};
    panel.y = {mathRow({}), drawn.errorRange, AxisScale::Log10, AxisPlacement::Edge, {}};
    panel.still = prepared.chartMarks;
    const auto end = std::upper_bound(drawn.errors->begin(), drawn.errors->end(), static_cast<double>(moment.n),
                                      [](double n, Vec2 p) { return n < p.x; });
    panel.moving.push_back(
        Polyline{"error", plainStyle(Role::Integrals), std::make_shared<const std::vector<Vec2>>(drawn.errors->begin(), end), false});
    panel.moving.push_back(Marker{"here", plainStyle(Role::Integrals), MarkerShape::Disc, *(end - 1)});
    return panel;
}

}  // namespace calc
