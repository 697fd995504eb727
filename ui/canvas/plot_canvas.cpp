#include "ui/canvas/plot_canvas.h"

#include <qcustomplot.h>

#include <cmath>

#include "ui/paint/axis_painter.h"

namespace calc {
namespace {

constexpr double kTickLength = 6.0;
constexpr double kGridWidth = 1.2;
constexpr double kAxisWidth = 1.6;

/// Ticks that the layout has chosen; their labels are painted by ui/paint/axis_painter.
class ChosenTicks : public QCPAxisTicker {
public:
    explicit ChosenTicks(const AxisTicks& ticks) {
        for (const AxisTick& tick : ticks) m_places.push_back(tick.value);
    }
    void generate(const QCPRange&, const QLocale&, QChar, int, QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* labels) override {
        ticks = m_places;
        if (subTicks) subTicks->clear();
        if (labels) labels->fill(QString(), m_places.size());
    }

private:
    QVector<double> m_places;
};

QPen penOf(const QColor& colour, double width) { return QPen(colour, std::max(1.0, width), Qt::SolidLine, Qt::FlatCap); }

void setUpAxis(QCPAxis& axis, const Axis& source, const AxisTicks& ticks, double offset, const Panel& panel, const PaintContext& context) {
    axis.setScaleType(source.scale == AxisScale::Log10 ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setRange(source.range.low, source.range.high);
    axis.setTicker(QSharedPointer<ChosenTicks>::create(ticks));
    axis.setTickLabels(false);
    axis.setSubTicks(false);
    axis.setOffset(static_cast<int>(std::lround(-offset)));
    const bool isHidden = source.placement == AxisPlacement::Hidden;
    axis.setTicks(true);
    const QPen pen = penOf(context.colour(Token::Axis), context.px(kAxisWidth));
    axis.setBasePen(isHidden || panel.framed ? QPen(Qt::NoPen) : pen);
    axis.setTickPen(isHidden ? QPen(Qt::NoPen) : pen);
    axis.setTickLength(0, static_cast<int>(std::lround(context.px(kTickLength))));
    axis.grid()->setVisible(panel.grid);
    axis.grid()->setPen(penOf(context.colour(Token::Grid), context.px(kGridWidth)));
    axis.grid()->setZeroLinePen(Qt::NoPen);
    axis.grid()->setSubGridVisible(false);
    axis.setPadding(0);
    axis.setLabelPadding(0);
}

QPicture pictureOf(QCustomPlot& plot, QSize size, bool isVector) {
    QPicture picture;
    QCPPainter painter(&picture);
    if (isVector) painter.setModes(QCPPainter::pmVectorized | QCPPainter::pmNonCosmetic);
    plot.toPainter(&painter, size.width(), size.height());
    painter.end();
    return picture;
}

}  // namespace

PlotCanvas::PlotCanvas() : m_plot(std::make_unique<QCustomPlot>()) {
    m_plot->setBackground(Qt::NoBrush);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setBackground(Qt::NoBrush);
    m_plot->plotLayout()->setMargins(QMargins());
    m_plot->axisRect()->setMinimumSize(1, 1);
}

PlotCanvas::~PlotCanvas() = default;

PlotCanvas::Layers PlotCanvas::layers(const Panel& panel, const PanelLayout& layout, const PaintContext& context) {
    const QRect plot = layout.plot.toRect();
    const QSize size(plot.right() + 200, plot.bottom() + 200);
    // QCPAxisRect's margins count from the picture's edges: the plot stands where the stage has it.
    m_plot->axisRect()->setMargins(
        QMargins(plot.left(), plot.top(), size.width() - plot.left() - plot.width(), size.height() - plot.top() - plot.height()));
    const Viewport viewport(layout.plot, panel.x, panel.y);
    setUpAxis(*m_plot->xAxis, panel.x, layout.xTicks, layout.plot.bottom() - xAxisPlace(panel, viewport), panel, context);
    setUpAxis(*m_plot->yAxis, panel.y, layout.yTicks, yAxisPlace(panel, viewport) - layout.plot.left(), panel, context);
    Layers layers;
    m_plot->layer(QStringLiteral("grid"))->setVisible(false);
    layers.axes = pictureOf(*m_plot, size, context.isVector());
    // A grid is hidden with its axis: the axis stays and loses its pens.
    m_plot->layer(QStringLiteral("grid"))->setVisible(true);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(Qt::NoPen));
        axis->setTickPen(QPen(Qt::NoPen));
    }
    layers.grid = pictureOf(*m_plot, size, context.isVector());
    return layers;
}

}  // namespace calc
