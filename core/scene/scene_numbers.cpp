#include "core/scene/scene_numbers.h"

#include "core/scene/descent_parts.h"

namespace calc {

std::string recordedNumbers(const Prepared& prepared) {
    const auto* descent = std::get_if<std::shared_ptr<const DescentPrepared>>(&prepared.parts);
    return descent ? descentNumbers(**descent) : std::string();
}

}  // namespace calc
