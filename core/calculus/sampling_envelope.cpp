#include "core/calculus/sampling_envelope.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace calc {
namespace {

constexpr int kColumns = 200;
constexpr int kTurns = 4;        // in one column
constexpr double kSwing = 0.01;  // of the visible height: smaller turns are a rough line, not a band
constexpr std::size_t kColumnSamples = 64;
constexpr double kTrusted = 0.05;  // an enclosure that is wider than the samples by less than this is taken

struct Column {
    int turns = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
    bool dense = false;
    bool isDense() const { return dense; }
};

int columnOf(double at, Range x) { return std::clamp(static_cast<int>((at - x.low) / x.length() * kColumns), 0, kColumns - 1); }

std::vector<Column> countTurns(const std::vector<Vec2>& points, Range x, double swing) {
    std::vector<Column> columns(kColumns);
    double extreme = std::numeric_limits<double>::quiet_NaN();
    int direction = 0;
    for (const Vec2 p : points) {
        if (std::isnan(p.x) || std::isnan(extreme)) {
            extreme = p.y;
            direction = 0;
            continue;
        }
        Column& column = columns[static_cast<std::size_t>(columnOf(p.x, x))];
        const double change = p.y - extreme;
        if (change * direction > 0.0) {
            extreme = p.y;
        } else if (std::fabs(change) > swing) {
            if (direction != 0) ++column.turns;
            direction = change > 0.0 ? 1 : -1;
            extreme = p.y;
        }
    }
    return columns;
}

/// Groups of which all swings; where such a group stands alone, its swift columns only.
void markDense(std::vector<Column>& columns, std::size_t group) {
    std::vector<bool> isBand;
    for (std::size_t first = 0; first < columns.size(); first += group) {
        const std::size_t end = std::min(first + group, columns.size());
        int turns = 0;
        std::size_t swinging = 0;
        for (std::size_t i = first; i < end; ++i) {
            turns += columns[i].turns;
            swinging += columns[i].turns > 0 ? 1 : 0;
        }
        isBand.push_back(turns >= kTurns && 5 * swinging >= 3 * (end - first));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t own = i / group;
        const bool hasNeighbour = (own > 0 && isBand[own - 1]) || (own + 1 < isBand.size() && isBand[own + 1]);
        columns[i].dense = columns[i].turns >= kTurns || (isBand[own] && hasNeighbour);
    }
}

/// A few columns between dense ones, and the less dense ones at their side, belong to the band: no flicker of line and band.
void closeGaps(std::vector<Column>& columns, std::size_t group) {
    const std::size_t reach = 4 * group;
    std::vector<bool> dense(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) dense[i] = columns[i].isDense();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!dense[i]) continue;
        for (std::size_t j = i + 1; j < columns.size() && j <= i + reach; ++j) {
            if (!dense[j]) continue;
            for (std::size_t k = i + 1; k < j; ++k) columns[k].dense = true;
            break;
        }
    }
}

void measure(Column& column, const CurveSource& source, Range part) {
    std::array<double, kColumnSamples> xs{};
    std::array<double, kColumnSamples> ys{};
    for (std::size_t i = 0; i < kColumnSamples; ++i) xs[i] = part.low + part.length() * (static_cast<double>(i) + 0.5) / kColumnSamples;
    source.block(xs, ys);
    for (const double y : ys) {
        if (!std::isfinite(y)) continue;
        column.least = std::min(column.least, y);
        column.most = std::max(column.most, y);
    }
    if (!source.enclose) return;
    const Interval bounds = source.enclose(Interval::of(part.low, part.high));
    const double slack = kTrusted * (column.most - column.least);
    if (bounds.isFinite() && bounds.high - column.most <= slack) column.most = std::max(column.most, bounds.high);
    if (bounds.isFinite() && column.least - bounds.low <= slack) column.least = std::min(column.least, bounds.low);
}

void removeDense(std::vector<Vec2>& points, const std::vector<Column>& columns, Range x) {
    std::vector<Vec2> kept;
    kept.reserve(points.size());
    for (const Vec2 p : points) {
        const bool dense = !std::isnan(p.x) && columns[static_cast<std::size_t>(columnOf(p.x, x))].isDense();
        if (!dense) {
            kept.push_back(p);
        } else if (!kept.empty() && !std::isnan(kept.back().x)) {
            constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
            kept.push_back({kNone, kNone});
        }
    }
    points = std::move(kept);
}

/// One stretch of dense columns [first, last]: a point at each border, the wider of both neighbours, so that no value lies outside.
CurveEnvelope stretch(const std::vector<Column>& columns, std::size_t first, std::size_t last, Range x) {
    CurveEnvelope envelope;
    for (std::size_t border = first; border <= last + 1; ++border) {
        const Column& before = columns[std::max(first, border == 0 ? 0 : border - 1)];
        const Column& after = columns[std::min(last, border)];
        const double at = x.low + x.length() * static_cast<double>(border) / kColumns;
        envelope.lower.push_back({at, std::min(before.least, after.least)});
        envelope.upper.push_back({at, std::max(before.most, after.most)});
    }
    return envelope;
}

}  // namespace

void takeEnvelopes(SampledCurve& curve, const CurveSource& source, Range x, double visibleHeight, int group) {
    std::vector<Column> columns = countTurns(curve.points, x, kSwing * visibleHeight);
    markDense(columns, static_cast<std::size_t>(group));
    if (std::none_of(columns.begin(), columns.end(), [](const Column& c) { return c.isDense(); })) return;
    closeGaps(columns, static_cast<std::size_t>(group));
    for (const Vec2 p : curve.points) {
        if (std::isnan(p.x)) continue;
        Column& column = columns[static_cast<std::size_t>(columnOf(p.x, x))];
        column.least = std::min(column.least, p.y);
        column.most = std::max(column.most, p.y);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].isDense()) continue;
        // A swing that is slower than its column is measured over the columns beside it, too.
        const double width = x.length() / kColumns;
        const double beside = columns[i].turns >= kTurns ? 0.0 : 0.5 * (group - 1) * width;
        const double low = x.low + static_cast<double>(i) * width;
        measure(columns[i], source, {std::max(x.low, low - beside), std::min(x.high, low + width + beside)});
        curve.evaluations += static_cast<int>(kColumnSamples);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!columns[i].isDense()) continue;
        std::size_t last = i;
        while (last + 1 < columns.size() && columns[last + 1].isDense()) ++last;
        curve.envelopes.push_back(stretch(columns, i, last, x));
        i = last;
    }
    removeDense(curve.points, columns, x);
    std::erase_if(curve.breaks,
                  [&columns, x](const CurveBreak& b) { return columns[static_cast<std::size_t>(columnOf(b.x, x))].isDense(); });
}

}  // namespace calc
