#pragma once
#include <optional>
#include <vector>

#include "core/base/range.h"
#include "core/calculus/integral_integrand.h"
#include "core/calculus/integral_local.h"
#include "core/calculus/integral_special_points.h"

namespace calc {

/// How the integrand behaves at one end of a piece. Cutting tells the point alone; the rest is found out by `examine`.
struct PieceEnd {
    enum class Kind {
        Regular,      ///< smooth up to and beyond, or a kink or jump: rules for smooth functions
        Removable,    ///< no value there, but smooth up to it: the same rules in the distance from it
        Rough,        ///< a root, a logarithm, a pole that can be integrated
        Rapid,        ///< infinite; falls faster than any power
        Algebraic,    ///< infinite; falls like a power
        Oscillating,  ///< for ever, towards a point; added up to the distance `cutAt`
    };
    Kind kind = Kind::Regular;
    SpecialPoint point;  ///< where it is finite
    std::optional<LocalFunction> local;
    Growth growth;
    double cutAt = 0.0;
};

PieceEnd regularEnd(const SpecialPoint& point);

/// One piece between neighbouring special points. At most one end is infinite; of two finite ends at most one is singular, unless no double
/// lies between them.
struct IntegralPiece {
    Range range;
    PieceEnd low, high;
};

struct CutRange {
    std::vector<IntegralPiece> pieces;  ///< ascending
    bool isComplete = true;             ///< false: there were more special points than could be told apart
};

/// Cuts a range at the special points of f, and once more where a piece would be infinite on both sides or singular at both ends. Error:
/// none, no point is missed where intervals enclose. Cost, source and `expired`: those of SpecialPointSearch.
CutRange cutAtSpecialPoints(const Expression& f, const Range& range, const std::function<bool()>& expired);

/// The first piece on which the integrand has no real value, if there is one. Method: between special points a function is real everywhere
/// or nowhere, so three inner points, in 50 digits where doubles find no value, tell. Error: none where the cutting was complete.
std::optional<Range> firstGap(const std::vector<IntegralPiece>& pieces, Integrand& integrand);

}  // namespace calc
