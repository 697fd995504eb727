#include "core/scene/scene_numbers.h"

#include "core/scene/descent_parts.h"
#include "core/scene/totals_prepare.h"

namespace calc {

std::string recordedNumbers(const Prepared& prepared) {
    if (const auto* totals = std::get_if<std::shared_ptr<const TotalsPrepared>>(&prepared.parts)) return totalsNumbers(**totals);
    const auto* descent = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts);
    return descent ? descentNumbers(**descent) : std::string();
}

}  // namespace calc
