#pragma once
#include <optional>
#include <string>
#include <string_view>

/// How far a bound that moves has come: 0 where it sets off, 1 as near to its goal as is followed, in equal ratios between.
namespace calc {

/// The handle of such a bound. Its name holds the way, which stays while it is dragged, so that `moved` needs nothing but the name and the
/// position: "reach.picture.0.1e-12…" as written by handleName.
struct ReachHandle {
    enum class Panel {
        Picture,  ///< the position is the bound itself
        Chart,    ///< its closeness
    } panel = Panel::Picture;
    double at = 0.0;     ///< the goal: infinity, or a pole
    int direction = 1;   ///< 1: the bound moves to the right
    double first = 1.0;  ///< closeness at both ends of the way: |t| toward infinity, 1 / distance toward a pole
    double last = 1.0;
    bool operator==(const ReachHandle&) const = default;
};
std::string handleName(const ReachHandle& handle);
std::optional<ReachHandle> readReachHandle(std::string_view name);

double closenessAt(double first, double last, double reach);
/// The reach of a position; in the picture a pole is neared no further than `resolution`, where a hand can still tell.
double reachAt(const ReachHandle& handle, double position, double resolution);

}  // namespace calc
