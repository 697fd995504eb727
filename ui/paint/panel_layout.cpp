#include "ui/paint/panel_layout.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/formula_painter.h"
#include "ui/paint/label_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kTickSpacingX = 104.0;  // px at 1080p between ticks, at least
constexpr double kTickSpacingY = 62.0;
constexpr double kMarginStep = 24.0;  // left margins come in steps, so that a zoom does not make the plot tremble

bool isNone(const FormulaBox& box) { return box.text.empty() && box.parts.empty(); }

double widestLabel(const AxisTicks& ticks, const PaintContext& context) {
    double widest = 0.0;
    for (const AxisTick& tick : ticks) widest = std::max(widest, textWidth(tick.label, interfaceFont(context.type(17))));
    return widest;
}

QRectF whole(const QRectF& rect) {
    return {std::round(rect.left()), std::round(rect.top()), std::max(1.0, std::round(rect.width())),
            std::max(1.0, std::round(rect.height()))};
}

// Names of lines at the right edge stand beside the plot.
double endLabelWidth(const Panel& panel, const PaintContext& context) {
    double width = 0.0;
    const auto look = [&](const Marks& marks) {
        for (const Mark& mark : marks) {
            const auto* label = std::get_if<Label>(&mark);
            if (label && isEndLabel(*label, panel)) width = std::max(width, labelSize(*label, context).width() + context.px(16));
        }
    };
    look(*panel.still);
    look(panel.moving);
    return width;
}

// Boxed labels that hang from the lower edge ("a = 0.40").
double hangingLabelHeight(const Panel& panel, const PaintContext& context) {
    double height = 0.0;
    const auto look = [&](const Marks& marks) {
        for (const Mark& mark : marks) {
            const auto* label = std::get_if<Label>(&mark);
            if (label && isHangingLabel(*label, panel)) height = std::max(height, labelSize(*label, context).height());
        }
    };
    look(*panel.still);
    look(panel.moving);
    return height;
}

void chooseTicks(PanelLayout& layout, const Panel& panel, const PaintContext& context) {
    const bool atZero = panel.x.placement == AxisPlacement::AtZero;  // labels among the marks: fewer of them
    const auto closer = [&](double length) {
        return length < context.px(330) ? 0.72 : atZero ? 1.1 : length < context.px(640) ? 0.84 : 1.0;
    };
    if (panel.x.placement != AxisPlacement::Hidden) {
        double spacing = context.type(kTickSpacingX) * closer(layout.plot.width());
        layout.xTicks = axisTicks(panel.x, layout.plot.width(), spacing);
        // Long labels need more room than short ones.
        for (int attempt = 0; attempt < 4 && widestLabel(layout.xTicks, context) + context.px(14) > spacing && layout.xTicks.size() > 2;
             ++attempt) {
            spacing = std::max(spacing * 1.5, widestLabel(layout.xTicks, context) + context.px(14));
            layout.xTicks = axisTicks(panel.x, layout.plot.width(), spacing);
        }
    }
    // One number alone gives no scale: where round ones are far apart, they may stand closer.
    const bool mayStandCloser = panel.x.placement == AxisPlacement::Edge && panel.x.scale == AxisScale::Linear;
    double between = context.type(kTickSpacingX) * closer(layout.plot.width());
    for (int attempt = 0; attempt < 3 && mayStandCloser && layout.xTicks.size() < 3; ++attempt) {
        between *= 0.8;
        AxisTicks more = axisTicks(panel.x, layout.plot.width(), between);
        if (more.size() > layout.xTicks.size() && widestLabel(more, context) + context.px(14) < between) layout.xTicks = std::move(more);
    }
    if (panel.y.placement != AxisPlacement::Hidden)
        layout.yTicks = axisTicks(panel.y, layout.plot.height(), context.type(kTickSpacingY) * closer(layout.plot.height()));
}

void keepUnitsEqual(PanelLayout& layout, const Panel& panel) {
    const double ratio = panel.x.range.length() / panel.y.range.length();
    if (!(ratio > 0.0) || !std::isfinite(ratio)) return;
    QRectF& plot = layout.plot;
    if (plot.width() > plot.height() * ratio) {
        layout.slack = plot.width() - plot.height() * ratio;
        plot.setLeft(plot.right() - plot.height() * ratio);
    } else {
        plot.setHeight(plot.width() / ratio);
    }
}

}  // namespace

double titleHeight(const PaintContext& context) { return context.type(34); }

PanelLayout layoutPanel(const Panel& panel, const QRectF& outer, const PaintContext& context) {
    PanelLayout layout;
    layout.outer = outer;
    const bool hasTitle = !panel.title.empty();
    layout.title = QRectF(outer.left(), outer.top(), outer.width(), hasTitle ? titleHeight(context) : 0.0);
    if (panel.kind == PanelKind::Surface) {
        layout.plot = whole(outer);
        return layout;
    }
    layout.plot = outer.adjusted(0.0, layout.title.height(), 0.0, 0.0);
    if (panel.kind == PanelKind::Dial) {
        layout.plot = whole(layout.plot);
        return layout;
    }
    chooseTicks(layout, panel, context);
    const double step = context.px(kMarginStep);
    const auto marginOfTicks = [&] { return std::ceil((widestLabel(layout.yTicks, context) + context.px(14)) / step) * step; };
    double left = 0.0;
    if (panel.y.placement == AxisPlacement::Edge) left = marginOfTicks();
    if (panel.y.placement == AxisPlacement::AtZero) left = context.px(40);
    const double right = endLabelWidth(panel, context);
    double bottom = 0.0;
    if (panel.x.placement == AxisPlacement::Edge) {
        bottom = context.type(34);
        layout.xLabelBeside = !isNone(panel.x.label) && right >= layoutFormula(panel.x.label, context.type(20)).width + context.px(40);
        if (!isNone(panel.x.label) && !layout.xLabelBeside) bottom += context.type(26);
    }
    // Half of a hanging label lies over the plot.
    bottom = std::max(bottom, 0.5 * hangingLabelHeight(panel, context) + context.px(2));
    const double top = hasTitle || panel.framed ? 0.0 : context.px(6);
    const bool tickAtRightEnd = panel.x.placement == AxisPlacement::Edge && right == 0.0;
    layout.plot.adjust(left, top, -std::max(right, tickAtRightEnd ? context.px(2) : 0.0), -bottom);
    if (panel.equalUnits) keepUnitsEqual(layout, panel);
    if (panel.equalUnits) layout.title.setLeft(std::max(outer.left(), layout.plot.left()));
    layout.plot = whole(layout.plot);
    chooseTicks(layout, panel, context);
    // In the plot that is left fewer ticks fit, and their names may be longer.
    if (const double more = marginOfTicks() - left; panel.y.placement == AxisPlacement::Edge && more > 0.0) {
        layout.plot.setLeft(std::round(std::min(layout.plot.left() + more, layout.plot.right() - 1.0)));
        chooseTicks(layout, panel, context);
    }
    return layout;
}

void endPlot(PanelLayout& layout, const Panel& panel, double bottom, const PaintContext& context) {
    layout.plot.setBottom(std::round(bottom));
    layout.xLabelBeside = false;
    chooseTicks(layout, panel, context);
}

void alignPlot(PanelLayout& layout, const Panel& panel, double left, double right, const PaintContext& context) {
    layout.plot.setLeft(std::round(left));
    layout.plot.setRight(std::round(right));
    chooseTicks(layout, panel, context);
}

}  // namespace calc
