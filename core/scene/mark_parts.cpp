#include "core/scene/mark_parts.h"

#include <cmath>

namespace calc {

Style plainStyle(Role role, LineKind line, LineWeight weight) { return {role, Look::None, Emphasis::Normal, line, weight}; }

Points lineOf(Vec2 from, Vec2 to) { return std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{from, to}); }

void addJumpRings(Marks& marks, const std::vector<CurveBreak>& breaks, const Program& function, double height) {
    constexpr std::size_t kMost = 12;
    if (breaks.size() > kMost) return;
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const CurveBreak& at = breaks[i];
        if (at.kind != CurveBreak::Kind::Jump && at.kind != CurveBreak::Kind::Hole) continue;
        const double value = function(at.x);
        const auto ring = [&](const char* side, double end) {
            if (!std::isfinite(end) || std::fabs(end - value) <= 1e-9 * height) return;
            marks.push_back(Marker{"ring." + std::to_string(i) + side, plainStyle(Role::Curve), MarkerShape::Hole, {at.x, end}});
        };
        ring(".left", at.left);
        if (at.kind == CurveBreak::Kind::Jump) ring(".right", at.right);
    }
}

}  // namespace calc
