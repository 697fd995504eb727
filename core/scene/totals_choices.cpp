#include "core/scene/totals_choices.h"

namespace calc {
namespace {

void forgetPeriod(TotalsScene& scene) {
    scene.from.clear();
    scene.to.clear();
    scene.at.clear();
    scene.xRange.reset();
    scene.yRange.reset();
}

}  // namespace

TotalsScene withFile(const TotalsScene& scene, std::string file) {
    TotalsScene changed = scene;
    changed.file = std::move(file);
    changed.fingerprint.clear();
    changed.along.reset();
    changed.value.reset();
    changed.weight.clear();
    changed.order = TotalsOrder::Along;
    forgetPeriod(changed);
    return changed;
}

TotalsScene withFileAsItIs(const TotalsScene& scene) {
    TotalsScene changed = scene;
    changed.fingerprint.clear();
    return changed;
}

TotalsScene alongColumn(const TotalsScene& scene, std::string column) {
    TotalsScene changed = scene;
    changed.along = std::move(column);
    forgetPeriod(changed);
    return changed;
}

TotalsScene withWeight(const TotalsScene& scene, std::string column) {
    TotalsScene changed = scene;
    changed.weight = std::move(column);
    forgetPeriod(changed);
    return changed;
}

bool isBuiltInData(std::string_view file) { return file.substr(0, kBuiltInData.size()) == kBuiltInData; }

std::string fileNameOf(std::string_view file) {
    if (isBuiltInData(file)) file.remove_prefix(kBuiltInData.size());
    const std::size_t slash = file.find_last_of("/\\");
    return std::string(slash == std::string_view::npos ? file : file.substr(slash + 1));
}

}  // namespace calc
