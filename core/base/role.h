#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace calc {

/// What a mark, a term of a formula or a word *means*. A theme gives each role its colour, line and shape (visual language, section 1);
/// the same role looks the same on every page, in formulas, in legends and in text.
enum class Role : std::uint8_t {
    Ink, Ink2, Ink3,          ///< text and neutral lines: main, labels, captions
    Accent,                   ///< what can be pressed or dragged, the time
    Curve,                    ///< the typed function
    Tangent, Secant,          ///< Tangent is also f', slope and the gradient arrow
    Gradient, Momentum, Update,
    AreaPositive, AreaNegative,
    Accumulated,
    Epsilon, Delta,
    Limit,                    ///< limit value, agreed digits, approaching points
    Ball, Trail,              ///< coloured by their optimizer
    Hole, Sample,
    Derivatives, Integrals, Limits, Learning,  ///< the concepts
    Ok, Bad, Undecided,
    Guide,                    ///< dotted helpers: projections, reference slopes
    Loss,
};
inline constexpr int kRoleCount = static_cast<int>(Role::Loss) + 1;

/// The name used in role tags of messages (<tangent>…</tangent>) and in golden frames: lower case, words joined by '-'.
std::string_view roleName(Role role);
std::optional<Role> roleByName(std::string_view name);

}  // namespace calc
