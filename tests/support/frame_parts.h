#pragma once
#include <cmath>
#include <string>

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

inline std::string words(const Message& message) { return renderPlainEnglish(message); }

}  // namespace calc::test
