#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/scene/scene.h"

/// What a person can choose for a descent, as new Scenes: pages hold no table of surfaces and no rule of their own.
namespace calc {

inline constexpr std::string_view kTypedSurface = "typed";
inline constexpr std::size_t kMostOptimizers = 13;

struct SurfaceChoice {
    std::string name;
    Message title;
    Message teaches;                 ///< one sentence for a beginner
    std::optional<Range> condition;  ///< the range of its condition number, where it has one
};
/// In the order in which they are offered.
std::vector<SurfaceChoice> surfaceChoices();

/// The function of the scene as text, with the condition number put in.
std::string functionText(const DescentScene& scene);

/// The scene on another named surface: from its usual start, with learning rates that get somewhere there, ranges chosen anew. An unknown
/// name leaves the scene as it is.
DescentScene onSurface(const DescentScene& scene, std::string_view name);
/// The scene on a typed surface; start, optimizers and what is in sight stay.
DescentScene onTypedSurface(const DescentScene& scene, const std::string& function);

/// With one more optimizer, which becomes the shown one; its learning rate suits the surface. At kMostOptimizers nothing changes.
DescentScene withOptimizer(const DescentScene& scene, const std::string& name);
/// Without the optimizer at this index; the last one stays.
DescentScene withoutOptimizer(const DescentScene& scene, int index);

struct ScheduleOffer {
    std::string name;
    Message title;
    Message help;
};
std::vector<ScheduleOffer> scheduleOffers();

/// The shown run kept as A, which stays while the scene changes; from then on the shown run is B.
DescentScene withFrozenRun(const DescentScene& scene);

inline constexpr std::size_t kMostFurtherStarts = 11;
/// With one more start for the shown optimizer, somewhere in the ranges where none is close; at kMostFurtherStarts nothing changes.
DescentScene withFurtherStart(const DescentScene& scene, Range x, Range y);

}  // namespace calc
