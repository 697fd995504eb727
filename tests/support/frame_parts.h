#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "core/scene/frame.h"

/// How tests of scenes take a Frame apart.
namespace calc::test {

template <class M>
const M* mark(const Marks& marks, const std::string& id) {
    for (const Mark& each : marks)
        if (markId(each) == id) return std::get_if<M>(&each);
    return nullptr;
}

/// Null where there is no such panel, no such mark in it, or it is of another kind.
template <class M>
const M* mark(const Frame& frame, const char* panel, const char* id) {
    const Panel* found = findPanel(frame, panel);
    if (!found) return nullptr;
    const M* still = mark<M>(*found->still, id);
    return still ? still : mark<M>(found->moving, id);
}

inline const Readout* findReadout(const Frame& frame, const char* id) {
    for (const Readout& each : frame.readouts)
        if (each.id == id) return &each;
    return nullptr;
}

/// The first number of a readout; NaN where there is none.
inline double readoutNumber(const Frame& frame, const char* id) {
    const Readout* readout = findReadout(frame, id);
    const auto* number =
        readout && !readout->value.arguments.empty() ? std::get_if<NumberArgument>(&readout->value.arguments.front()) : nullptr;
    return number ? number->value : std::nan("");
}

/// The value of a readout in words; empty where there is none.
inline std::string readoutText(const Frame& frame, const char* id) {
    const Readout* readout = findReadout(frame, id);
    return readout ? renderPlainEnglish(readout->value) : std::string();
}

/// From its first point to its last.
inline double slopeOf(const Polyline& line) {
    const Vec2 a = line.points->front();
    const Vec2 b = line.points->back();
    return (b.y - a.y) / (b.x - a.x);
}

/// The area under a polyline, down to y = 0; what is not finite splits it.
inline double areaUnder(const std::vector<Vec2>& line) {
    double sum = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i].isFinite() && line[i - 1].isFinite()) sum += 0.5 * (line[i].x - line[i - 1].x) * (line[i].y + line[i - 1].y);
    }
    return sum;
}

inline std::string words(const Message& message) { return renderPlainEnglish(message); }

}  // namespace calc::test
