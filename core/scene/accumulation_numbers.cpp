#include <cmath>

#include "core/base/number_text.h"
#include "core/scene/accumulation_prepare.h"

namespace calc {

std::string accumulationNumbers(const AccumulationPrepared& prepared) {
    std::string csv = "x,f,area,error,slope_before,slope_after\n";
    for (const AccumulationMoment& moment : *prepared.moments) {
        csv += shortest(moment.x);
        const double none = std::nan("");
        for (const double value :
             {moment.height, moment.sum ? moment.sum->value : none, moment.sum ? moment.sum->error : none, moment.left, moment.right})
            csv += "," + (std::isfinite(value) ? shortest(value) : std::string());
        csv += "\n";
    }
    return csv;
}

}  // namespace calc
