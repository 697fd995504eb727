#include "core/scene/scene_numbers.h"

#include "core/scene/accumulation_prepare.h"
#include "core/scene/area_prepare.h"
#include "core/scene/descent_parts.h"
#include "core/scene/totals_prepare.h"

namespace calc {

std::string recordedNumbers(const Prepared& prepared) {
    if (const auto* totals = std::get_if<std::shared_ptr<const TotalsPrepared>>(&prepared.parts)) return totalsNumbers(**totals);
    if (const auto* area = std::get_if<std::shared_ptr<const AreaPrepared>>(&prepared.parts)) return areaNumbers(**area);
    if (const auto* accumulation = std::get_if<std::shared_ptr<const AccumulationPrepared>>(&prepared.parts))
        return accumulationNumbers(**accumulation);
    const auto* descent = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts);
    return descent ? descentNumbers(**descent) : std::string();
}

}  // namespace calc
