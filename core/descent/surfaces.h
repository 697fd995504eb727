#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/range.h"

namespace calc {

/// How the height of a surface is best drawn, so that the valley's floor is seen as a slope.
enum class SurfaceScale : std::uint8_t { Linear, Logarithmic /* log(1 + f - min f) */, Clipped /* at a quantile */ };

struct KnownMinimum {
    Vec2 at;
    double value = 0.0;
};

/// A number in a surface's formula that a slider may change.
struct SurfaceParameter {
    std::string_view title;  ///< marked for translation: "condition number"
    double standard = 1.0;
    double low = 1.0;
    double high = 1.0;
};

/// A named loss: its formula as text, where to look at it, what it teaches.
struct Surface {
    std::string_view name;     ///< "himmelblau"
    std::string_view title;    ///< "Himmelblau": a proper name, or words marked for translation
    std::string_view formula;  ///< in the grammar of the parser; "{k}" stands for the parameter
    Range x, y;                ///< the usual domain: what the picture shows
    Vec2 start;
    std::span<const KnownMinimum> minima;  ///< the global ones first; all that lie in the domain unless `teaches` says there are more
    SurfaceScale scale = SurfaceScale::Linear;
    double learningRate = 0.01;         ///< with which gradient descent gets somewhere from the start
    double adaptiveLearningRate = 0.1;  ///< the same for Adam's family, whose steps are about as long as the learning rate
    std::string_view teaches;           ///< one sentence for a beginner, marked for translation
    const SurfaceParameter* parameter = nullptr;
};

/// bowl, ravine, saddle, rosenbrock, himmelblau, beale, rastrigin, two-minima, then the classic test functions.
/// Source of the classics: Jamil and Yang, A literature survey of benchmark functions (2013), with the domains given there where a smaller
/// one does not show more; minima recomputed to 16 digits.
std::span<const Surface> surfaces();
/// Null where there is none of this name.
const Surface* findSurface(std::string_view name);

/// The formula with the parameter put in.
std::string formulaOf(const Surface& surface, double parameter);
inline std::string formulaOf(const Surface& surface) { return formulaOf(surface, surface.parameter ? surface.parameter->standard : 0.0); }

/// Of both variables of a typed formula.
Range standardRange();

}  // namespace calc
