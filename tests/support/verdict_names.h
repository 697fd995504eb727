#pragma once
#include <QString>

#include "core/calculus/limit.h"
#include "core/calculus/series.h"

/// Verdicts by the names that the reference cases give them.
inline QString nameOf(calc::LimitKind kind) {
    switch (kind) {
        case calc::LimitKind::Value: return "value";
        case calc::LimitKind::PlusInfinity: return "+inf";
        case calc::LimitKind::MinusInfinity: return "-inf";
        case calc::LimitKind::DoesNotExist: return "dne";
        case calc::LimitKind::Undefined: return "undefined";
        case calc::LimitKind::Undetermined: break;
    }
    return "undetermined";
}

inline QString nameOf(calc::SeriesKind kind) {
    switch (kind) {
        case calc::SeriesKind::Value: return "value";
        case calc::SeriesKind::PlusInfinity: return "+inf";
        case calc::SeriesKind::MinusInfinity: return "-inf";
        case calc::SeriesKind::Diverges: return "diverges";
        case calc::SeriesKind::Undefined: return "undefined";
        case calc::SeriesKind::Undetermined: break;
    }
    return "undetermined";
}
