#pragma once
#include <QString>
#include <cmath>
#include <set>
#include <string>

#include "core/scene/frame.h"

namespace calc::test {

inline void collectIds(const Marks& marks, std::multiset<std::string>& ids) {
    for (const Mark& mark : marks) ids.insert(markId(mark));
}

inline void collectBlocks(const Arrangement& a, std::set<std::string>& blocks) {
    if (a.kind == Arrangement::Kind::Leaf) blocks.insert(a.block);
    for (const Arrangement& part : a.parts) collectBlocks(part, blocks);
}

inline bool isFinite(Range range) { return range.isFinite() && range.low < range.high; }

/// What must be true of every Frame, whatever the scene.
inline QString faultOf(const Frame& frame) {
    std::set<std::string> blocks;
    collectBlocks(frame.arrangement, blocks);
    std::set<std::string> panels;
    for (const Panel& panel : frame.panels) {
        if (!panels.insert(panel.id).second) return QStringLiteral("two panels %1").arg(QString::fromStdString(panel.id));
        if (!blocks.count(panel.id)) return QStringLiteral("panel %1 has no place").arg(QString::fromStdString(panel.id));
        if (!panel.still) return QStringLiteral("panel %1 has no still marks").arg(QString::fromStdString(panel.id));
        if (!isFinite(panel.x.range) || !isFinite(panel.y.range))
            return QStringLiteral("range of %1").arg(QString::fromStdString(panel.id));
        if (panel.y.scale == AxisScale::Log10 && panel.y.range.low <= 0.0) return QStringLiteral("log range");
        std::multiset<std::string> ids;
        collectIds(*panel.still, ids);
        collectIds(panel.moving, ids);
        for (const std::string& id : ids) {
            if (ids.count(id) != 1) return QStringLiteral("mark %1 twice").arg(QString::fromStdString(id));
        }
    }
    for (const std::string& block : blocks) {
        const bool known =
            panels.count(block) || block == "readouts" || block == "table" || block == "verdict" || block == "steps" || block.empty();
        if (!known) return QStringLiteral("unknown block %1").arg(QString::fromStdString(block));
    }
    if (frame.sentence.empty()) return QStringLiteral("no sentence");
    const std::string sentence = renderPlainEnglish(frame.sentence);
    if (sentence.find("nan") != std::string::npos || sentence.find('{') != std::string::npos) return QString::fromStdString(sentence);
    for (const Handle& handle : frame.handles) {
        if (!panels.count(handle.panel) || !handle.position.isFinite() || handle.name.empty()) return QStringLiteral("handle");
    }
    return {};
}

}  // namespace calc::test
