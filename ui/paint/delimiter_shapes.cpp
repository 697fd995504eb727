#include "ui/paint/delimiter_shapes.h"

#include <algorithm>

namespace calc {
namespace {

constexpr double kThin = 0.045;  // weight of rules, in em

QPainterPath rectangle(double x, double y, double width, double height) {
    QPainterPath path;
    path.addRect(x, y, width, height);
    return path;
}

// A crescent: the outer arc bulges left by `bulge`, the inner one by less, so that the stroke swells in the middle.
DelimiterShape parenthesis(double top, double bottom, double em, bool opensLeft) {
    const double height = bottom - top;
    const double bulge = std::min(0.17 * height + 0.12 * em, 0.62 * em);
    const double swell = std::min(0.075 * em + 0.012 * height, 0.13 * em);
    const double tip = 0.035 * em;
    const double right = bulge;
    const double middle = 0.5 * (top + bottom);
    // A cubic with both handles at x reaches 3/4 of the way there.
    const double outer = right - bulge * 4.0 / 3.0;
    const double inner = right - (bulge - swell) * 4.0 / 3.0;
    const double handle = 0.30 * height;
    QPainterPath path;
    path.moveTo(right, top);
    path.cubicTo(outer, middle - handle, outer, middle + handle, right, bottom);
    path.lineTo(right + tip, bottom - tip * 0.4);
    path.cubicTo(inner + tip, middle + handle, inner + tip, middle - handle, right + tip, top + tip * 0.4);
    path.closeSubpath();
    const double side = 0.06 * em;
    const double width = bulge + tip + 2.0 * side;
    QTransform place = QTransform::fromTranslate(side, 0.0);
    if (!opensLeft) place = QTransform(-1.0, 0.0, 0.0, 1.0, width - side, 0.0);
    return {place.map(path), width};
}

DelimiterShape brace(double top, double bottom, double em, bool opensLeft) {
    const double middle = 0.5 * (top + bottom);
    const double reach = 0.20 * em;
    const double weight = 0.075 * em;
    const double hook = std::min(0.22 * em, 0.22 * (bottom - top));
    QPainterPath path;
    const auto half = [&](double end, double direction) {
        QPainterPath part;
        part.moveTo(2.0 * reach, end);
        part.cubicTo(reach, end, reach, end + direction * 0.3 * hook, reach, end + direction * hook);
        part.lineTo(reach, middle - direction * hook);
        part.cubicTo(reach, middle - direction * 0.4 * hook, 0.6 * reach, middle, 0.0, middle);
        part.cubicTo(0.8 * reach, middle, reach + weight, middle - direction * 0.3 * hook, reach + weight, middle - direction * hook);
        part.lineTo(reach + weight, end + direction * hook);
        part.cubicTo(reach + weight, end + direction * 0.4 * hook, reach + weight, end + direction * 0.03 * em, 2.0 * reach,
                     end + direction * 0.035 * em);
        part.closeSubpath();
        path.addPath(part);
    };
    half(top, 1.0);
    half(bottom, -1.0);
    path.setFillRule(Qt::WindingFill);
    const double side = 0.04 * em;
    const double width = 2.0 * reach + 2.0 * side;
    QTransform place = QTransform::fromTranslate(side, 0.0);
    if (!opensLeft) place = QTransform(-1.0, 0.0, 0.0, 1.0, width - side, 0.0);
    return {place.map(path), width};
}

DelimiterShape bracket(double top, double bottom, double em, bool isLeft, bool above, bool below) {
    const double weight = kThin * 1.2 * em;
    const double arm = 0.22 * em;
    const double side = 0.08 * em;
    const double stem = isLeft ? side : side + arm - weight;
    QPainterPath path = rectangle(stem, top, weight, bottom - top);
    if (above) path.addRect(side, top, arm, weight);
    if (below) path.addRect(side, bottom - weight, arm, weight);
    path.setFillRule(Qt::WindingFill);
    return {path, arm + 2.0 * side};
}

}  // namespace

DelimiterShape delimiterShape(char32_t delimiter, double top, double bottom, double em) {
    switch (delimiter) {
        case U'(': return parenthesis(top, bottom, em, true);
        case U')': return parenthesis(top, bottom, em, false);
        case U'{': return brace(top, bottom, em, true);
        case U'}': return brace(top, bottom, em, false);
        case U'[': return bracket(top, bottom, em, true, true, true);
        case U']': return bracket(top, bottom, em, false, true, true);
        case U'\u230A': return bracket(top, bottom, em, true, false, true);
        case U'\u230B': return bracket(top, bottom, em, false, false, true);
        case U'\u2308': return bracket(top, bottom, em, true, true, false);
        case U'\u2309': return bracket(top, bottom, em, false, true, false);
        case U'|': return {rectangle(0.10 * em, top, kThin * 1.2 * em, bottom - top), 0.25 * em};
        default: return {};
    }
}

RootShape rootShape(double width, double top, double bottom, double em) {
    const double weight = kThin * em;
    const double foot = 0.55 * em;  // where the rule begins
    const double dip = 0.26 * em;
    const double shoulder = bottom - std::min(0.42 * em, 0.5 * (bottom - top));
    QPainterPath path;
    path.moveTo(0.02 * em, shoulder + 0.06 * em);
    path.lineTo(0.14 * em, shoulder - 0.03 * em);
    path.lineTo(dip + 0.02 * em, bottom - 0.14 * em);
    path.lineTo(foot - weight, top);
    path.lineTo(foot + width + 0.06 * em, top);
    path.lineTo(foot + width + 0.06 * em, top + weight);
    path.lineTo(foot, top + weight);
    path.lineTo(dip + 0.03 * em, bottom + 0.02 * em);
    path.lineTo(0.10 * em, shoulder + 0.03 * em);
    path.lineTo(0.04 * em, shoulder + 0.09 * em);
    path.closeSubpath();
    return {path, foot};
}

DelimiterShape integralShape(double top, double bottom, double em) {
    const double height = bottom - top;
    const double slant = 0.14 * height;
    const double weight = 0.085 * em;
    const double hook = 0.20 * em;
    const double left = hook + 0.06 * em;
    const double right = left + slant;
    const double drop = 0.14 * height;
    QPainterPath path;
    path.moveTo(right + hook, top + 0.30 * drop);
    path.cubicTo(right + 0.55 * hook, top - 0.18 * drop, right - 0.2 * weight, top + 0.10 * drop, right - 0.5 * weight, top + drop);
    path.lineTo(left - 0.6 * weight, bottom - drop);
    path.cubicTo(left - 1.0 * weight, bottom - 0.05 * drop, left - 0.55 * hook, bottom - 0.02 * drop, left - hook, bottom - 0.40 * drop);
    path.cubicTo(left - 0.55 * hook, bottom + 0.35 * drop, left + 0.6 * weight, bottom + 0.15 * drop, left + 0.6 * weight, bottom - drop);
    path.lineTo(right + 0.7 * weight, top + drop);
    path.cubicTo(right + 0.9 * weight, top + 0.25 * drop, right + 0.6 * hook, top + 0.02 * drop, right + hook, top + 0.30 * drop);
    path.closeSubpath();
    path.addEllipse(QPointF(right + hook - 0.01 * em, top + 0.36 * drop), 0.055 * em, 0.055 * em);
    path.addEllipse(QPointF(left - hook + 0.01 * em, bottom - 0.36 * drop), 0.055 * em, 0.055 * em);
    path.setFillRule(Qt::WindingFill);
    return {path, right + hook + 0.08 * em};
}

}  // namespace calc
