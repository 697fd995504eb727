#include "ui/paint/stage_layout.h"

#include <algorithm>

#include "ui/paint/panel_layout.h"

namespace calc {
namespace {

constexpr double kMargin = 28.0;      // of the stage
constexpr double kRowGap = 48.0;      // between pictures side by side
constexpr double kColumnGap = 24.0;   // between pictures one above the other
constexpr double kLeastChart = 116.0;  // title, ticks and a plot in which a line still has a shape
constexpr double kFormulaHeight = 150.0;
constexpr double kSentenceHeight = 62.0;

bool isNone(const FormulaBox& box) { return box.text.empty() && box.parts.empty(); }

class Arranger {
public:
    Arranger(const Frame& frame, const PaintContext& context, StageLayout& layout) : m_frame(frame), m_context(context), m_layout(layout) {}

    void arrange(const Arrangement& part, const QRectF& rect) {
        if (part.kind == Arrangement::Kind::Leaf) {
            place(part.block, rect);
            return;
        }
        const bool isRow = part.kind == Arrangement::Kind::Row;
        const double gap = gapOf(isRow);
        const std::vector<bool> isLeftOut = leftOut(part, isRow, rect);
        std::vector<double> lengths = lengthsOf(part, isRow, rect, isLeftOut);
        if (isRow) passOnWidth(part, rect.height(), lengths);
        double at = isRow ? rect.left() : rect.top();
        for (std::size_t i = 0; i < part.parts.size(); ++i) {
            if (isLeftOut[i]) continue;
            const double own = lengths[i];
            arrange(part.parts[i], isRow ? QRectF(at, rect.top(), own, rect.height()) : QRectF(rect.left(), at, rect.width(), own));
            at += own + gap;
        }
        if (isRow)
            alignBeside(part);
        else
            alignStacked(part);
    }

private:
    double gapOf(bool isRow) const { return m_context.px(isRow ? kRowGap : kColumnGap); }

    std::vector<double> lengthsOf(const Arrangement& part, bool isRow, const QRectF& rect, const std::vector<bool>& isLeftOut) const {
        double free = (isRow ? rect.width() : rect.height()) + gapOf(isRow);
        double shares = 0.0;
        for (std::size_t i = 0; i < part.parts.size(); ++i) {
            if (isLeftOut[i]) continue;
            free -= gapOf(isRow);
            if (part.parts[i].fixed > 0.0) {
                free -= fixedLength(part.parts[i], isRow, rect);
            } else {
                shares += part.parts[i].share;
            }
        }
        std::vector<double> lengths;
        for (std::size_t i = 0; i < part.parts.size(); ++i) {
            const Arrangement& child = part.parts[i];
            double length = child.fixed > 0.0 ? fixedLength(child, isRow, rect) : shares > 0.0 ? free * child.share / shares : 0.0;
            if (!isRow && free < 0.0 && isDial(child)) {  // where words would run out of the stage, the dial is smaller
                const double given = std::min(-free, 0.5 * length);
                length -= given;
                free += given;
            }
            lengths.push_back(isLeftOut[i] ? 0.0 : std::max(0.0, length));
        }
        return lengths;
    }

    // In a low window a chart beside the main picture that would be squashed to a line is left out, and the others take its room.
    std::vector<bool> leftOut(const Arrangement& part, bool isRow, const QRectF& rect) const {
        std::vector<bool> isLeftOut(part.parts.size(), false);
        while (!isRow) {
            const std::vector<double> lengths = lengthsOf(part, isRow, rect, isLeftOut);
            std::size_t lowest = part.parts.size();
            for (std::size_t i = 0; i < part.parts.size(); ++i) {
                const Arrangement& child = part.parts[i];
                const std::size_t index = child.kind == Arrangement::Kind::Leaf ? indexOf(child.block) : m_frame.panels.size();
                const bool isChart = index > 0 && index < m_frame.panels.size() && m_frame.panels[index].kind == PanelKind::Plane;
                if (isLeftOut[i] || !isChart || child.fixed > 0.0 || lengths[i] >= m_context.type(kLeastChart)) continue;
                if (lowest == part.parts.size() || lengths[i] < lengths[lowest]) lowest = i;
            }
            if (lowest == part.parts.size()) break;
            isLeftOut[lowest] = true;
        }
        return isLeftOut;
    }

    bool isDial(const Arrangement& child) const {
        const std::size_t index = child.kind == Arrangement::Kind::Leaf ? indexOf(child.block) : m_frame.panels.size();
        return index < m_frame.panels.size() && m_frame.panels[index].kind == PanelKind::Dial;
    }

    // Widths grow with the type, since what stands in them is words; so do heights.
    double fixedLength(const Arrangement& child, bool isRow, const QRectF& rect) const {
        const double length = m_context.type(child.fixed);
        // A dial is round: in a narrow column it needs no more height than width.
        return !isRow && isDial(child) ? std::min(length, rect.width() + titleHeight(m_context)) : length;
    }

    // A picture with equal units is no wider than its height allows; its neighbours take what it leaves.
    void passOnWidth(const Arrangement& row, double height, std::vector<double>& widths) const {
        double left = 0.0;
        double takers = 0.0;
        for (std::size_t i = 0; i < row.parts.size(); ++i) {
            const std::size_t index = row.parts[i].kind == Arrangement::Kind::Leaf ? indexOf(row.parts[i].block) : m_frame.panels.size();
            if (index < m_frame.panels.size() && m_frame.panels[index].equalUnits && m_frame.panels[index].kind == PanelKind::Plane) {
                const PanelLayout trial = layoutPanel(m_frame.panels[index], QRectF(0.0, 0.0, widths[i], height), m_context);
                const double unused = std::max(0.0, trial.slack);
                widths[i] -= unused;
                left += unused;
            } else if (row.parts[i].fixed <= 0.0) {
                takers += row.parts[i].share;
            }
        }
        if (takers <= 0.0) return;
        for (std::size_t i = 0; i < row.parts.size(); ++i) {
            const std::size_t index = row.parts[i].kind == Arrangement::Kind::Leaf ? indexOf(row.parts[i].block) : m_frame.panels.size();
            const bool isEqual = index < m_frame.panels.size() && m_frame.panels[index].equalUnits;
            if (!isEqual && row.parts[i].fixed <= 0.0) widths[i] += left * row.parts[i].share / takers;
        }
    }

    void place(const std::string& block, const QRectF& rect) {
        if (block == "readouts") {
            m_layout.readouts = rect;
        } else if (block == "table") {
            m_layout.table = rect;
        } else if (block == "verdict") {
            m_layout.verdict = rect;
        } else if (block == "steps") {
            m_layout.steps = rect;
        } else if (const std::size_t index = indexOf(block); index < m_frame.panels.size()) {
            m_layout.panels[index] = layoutPanel(m_frame.panels[index], rect, m_context);
        }
    }

    std::size_t indexOf(const std::string& id) const {
        std::size_t index = 0;
        while (index < m_frame.panels.size() && m_frame.panels[index].id != id) ++index;
        return index;
    }

    // Charts side by side of one height end at one height, too: where one has the name of its abscissa beneath it, all have.
    void alignBeside(const Arrangement& row) {
        std::vector<std::size_t> charts;
        for (const Arrangement& child : row.parts) {
            const std::size_t index = child.kind == Arrangement::Kind::Leaf ? indexOf(child.block) : m_frame.panels.size();
            if (index >= m_frame.panels.size() || m_layout.panels[index].outer.isEmpty()) continue;
            const Panel& panel = m_frame.panels[index];
            const bool isChart = panel.kind == PanelKind::Plane && !panel.equalUnits && panel.x.placement == AxisPlacement::Edge;
            if (isChart) charts.push_back(index);
        }
        const auto bottomOf = [this](std::size_t index) { return m_layout.panels[index].plot.bottom(); };
        for (const std::size_t a : charts) {
            double bottom = bottomOf(a);
            for (const std::size_t b : charts) bottom = std::min(bottom, bottomOf(b));
            if (bottom < bottomOf(a)) endPlot(m_layout.panels[a], m_frame.panels[a], bottom, m_context);
        }
    }

    // Pictures above each other that share their abscissa have aligned plots.
    void alignStacked(const Arrangement& column) {
        std::vector<std::size_t> stacked;
        for (const Arrangement& child : column.parts) {
            const std::size_t index = child.kind == Arrangement::Kind::Leaf ? indexOf(child.block) : m_frame.panels.size();
            if (index >= m_frame.panels.size() || m_layout.panels[index].outer.isEmpty()) continue;
            if (m_frame.panels[index].kind == PanelKind::Plane) stacked.push_back(index);
        }
        for (const std::size_t a : stacked) {
            const Panel& panel = m_frame.panels[a];
            double left = m_layout.panels[a].plot.left();
            double right = m_layout.panels[a].plot.right();
            bool isShared = false;
            for (const std::size_t b : stacked) {
                const Panel& other = m_frame.panels[b];
                if (a == b || other.x.range != panel.x.range || other.x.scale != panel.x.scale || panel.equalUnits || other.equalUnits)
                    continue;
                left = std::max(left, m_layout.panels[b].plot.left());
                right = std::min(right, m_layout.panels[b].plot.right());
                isShared = true;
            }
            if (isShared) alignPlot(m_layout.panels[a], panel, left, right, m_context);
        }
    }

    const Frame& m_frame;
    const PaintContext& m_context;
    StageLayout& m_layout;
};

}  // namespace

StageLayout layoutStage(const Frame& frame, QSizeF size, const PaintContext& context) {
    StageLayout layout;
    layout.size = size;
    layout.panels.resize(frame.panels.size());
    const bool hasFormula = !isNone(frame.formula.symbols) || !isNone(frame.formula.numbers);
    const double formula = hasFormula ? context.type(kFormulaHeight) : 0.0;
    const double sentence = frame.sentence.empty() ? 0.0 : context.type(kSentenceHeight);
    layout.formula = QRectF(0.0, 0.0, size.width(), formula);
    layout.sentence = QRectF(0.0, size.height() - sentence, size.width(), sentence);
    const double margin = context.px(kMargin);
    const double above = context.px(hasFormula ? 14 : 24);
    layout.pictures = QRectF(margin, formula + above, std::max(1.0, size.width() - 2.0 * margin),
                             std::max(1.0, size.height() - formula - sentence - above - context.px(18)));
    Arranger(frame, context, layout).arrange(frame.arrangement, layout.pictures);
    return layout;
}

}  // namespace calc
