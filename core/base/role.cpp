#include "core/base/role.h"

#include <array>

namespace calc {
namespace {

constexpr std::array<std::string_view, kRoleCount> kNames = {
    "ink", "ink2", "ink3", "accent", "curve", "tangent", "secant", "gradient", "momentum", "update", "area-positive", "area-negative",
    "accumulated", "epsilon", "delta", "limit", "ball", "trail", "hole", "sample", "derivatives", "integrals", "limits", "learning",
    "ok", "bad", "undecided", "guide", "loss"};

}  // namespace

std::string_view roleName(Role role) { return kNames[static_cast<std::size_t>(role)]; }

std::optional<Role> roleByName(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

}  // namespace calc
