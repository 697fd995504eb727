#include <algorithm>
#include <cmath>

#include "core/scene/area_parts.h"

namespace calc {
namespace {

FillColumn columnAt(const AreaFunction& function, double x) { return {x, function.program(x), function.base(x)}; }

FillColumn between(const FillColumn& p, const FillColumn& q, double x) {
    const double s = q.x > p.x ? (x - p.x) / (q.x - p.x) : 0.0;
    return {x, p.f + s * (q.f - p.f), p.base + s * (q.base - p.base)};
}

/// With the place where f crosses what lies opposite, so that the areas end there.
void add(FillColumns& columns, const FillColumn& column) {
    if (!columns.empty()) {
        const FillColumn before = columns.back();
        const double from = before.f - before.base;
        const double to = column.f - column.base;
        if (from * to < 0.0) columns.push_back(between(before, column, before.x + (column.x - before.x) * (from / (from - to))));
    }
    columns.push_back(column);
}

/// The curves' own points, in order. A curve alone keeps its values, which tell both sides of a jump apart.
FillColumns ownColumns(const AreaFunction& function, const AreaCurve& curve) {
    FillColumns columns;
    if (!curve.secondPoints) {
        for (const Vec2 p : *curve.points) columns.push_back({p.x, p.y, 0.0});
        return columns;
    }
    for (const Points& points : {curve.points, curve.secondPoints}) {
        for (const Vec2 p : *points) {
            if (!std::isnan(p.x)) columns.push_back(columnAt(function, p.x));
        }
    }
    std::sort(columns.begin(), columns.end(), [](const FillColumn& a, const FillColumn& b) { return a.x < b.x; });
    return columns;
}

}  // namespace

std::shared_ptr<const FillColumns> areaFill(const AreaFunction& function, const AreaCurve& curve, Range limits) {
    auto columns = std::make_shared<FillColumns>();
    const Range range{std::min(limits.low, limits.high), std::max(limits.low, limits.high)};
    if (curve.x.contains(range.low)) add(*columns, columnAt(function, range.low));
    for (const FillColumn& column : ownColumns(function, curve)) {
        if (std::isnan(column.x) || (range.low < column.x && column.x < range.high)) add(*columns, column);
    }
    if (curve.x.contains(range.high)) add(*columns, columnAt(function, range.high));
    return columns;
}

void addFill(Marks& marks, const AreaPrepared& prepared, std::string_view id, Range part) {
    auto top = std::make_shared<std::vector<Vec2>>();
    auto bottom = std::make_shared<std::vector<Vec2>>();
    auto base = std::make_shared<std::vector<Vec2>>();
    const auto take = [&](const FillColumn& c) {
        const bool isGap = std::isnan(c.x) || std::isnan(c.f) || std::isnan(c.base);
        const double none = std::nan("");
        top->push_back({isGap ? none : c.x, isGap ? none : std::max(c.f, c.base)});
        bottom->push_back({isGap ? none : c.x, isGap ? none : std::min(c.f, c.base)});
        base->push_back({isGap ? none : c.x, isGap ? none : c.base});
    };
    const FillColumn* before = nullptr;
    for (const FillColumn& column : *prepared.fill) {
        if (before && before->x < part.low && column.x > part.low) take(between(*before, column, part.low));
        if (before && before->x < part.high && column.x > part.high) take(between(*before, column, part.high));
        if (std::isnan(column.x) || part.contains(column.x)) take(column);
        before = &column;
    }
    const bool reversed = prepared.exact->limits.low > prepared.exact->limits.high;
    const Points lower = prepared.function->second ? Points(base) : nullptr;
    const auto style = [](Role role) { return Style{role, Look::None, Emphasis::Normal, LineKind::Default, LineWeight::Default}; };
    const std::string name(id);
    marks.push_back(Area{name + "-above", style(reversed ? Role::AreaNegative : Role::AreaPositive), std::move(top), 0.0, lower});
    marks.push_back(Area{name + "-below", style(reversed ? Role::AreaPositive : Role::AreaNegative), std::move(bottom), 0.0, lower});
}

}  // namespace calc
