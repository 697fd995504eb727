#include "core/scene/probability_choices.h"

#include <array>

#include "core/numbers/random.h"
#include "core/probability/distribution.h"

namespace calc {
namespace {

/// What is worth trying of a parameter, and how its slider walks.
struct Slide {
    std::string_view name;
    std::string_view title;
    double low, high;
    ParameterScale scale;
};
constexpr ParameterScale kLog = ParameterScale::Logarithmic;
constexpr std::array kSlides = {
    Slide{"mean", CALC_TEXT("mean"), -4.0, 4.0, ParameterScale::Linear},
    Slide{"deviation", CALC_TEXT("standard deviation"), 0.2, 4.0, kLog},
    Slide{"low", CALC_TEXT("beginning"), -1.0, 1.0, ParameterScale::Linear},
    Slide{"high", CALC_TEXT("end"), 0.0, 3.0, ParameterScale::Linear},
    Slide{"rate", CALC_TEXT("rate"), 0.2, 5.0, kLog},
    Slide{"alpha", CALC_TEXT("shape"), 0.2, 30.0, kLog},
    Slide{"beta", CALC_TEXT("shape"), 0.2, 30.0, kLog},
    Slide{"shape", CALC_TEXT("shape"), 0.5, 20.0, kLog},
    Slide{"scale", CALC_TEXT("scale"), 0.2, 5.0, kLog},
    Slide{"freedom", CALC_TEXT("degrees of freedom"), 0.5, 100.0, kLog},
};

ParameterInfo infoOf(const DistributionParameter& parameter) {
    ParameterInfo info;
    info.name = parameter.id;
    info.symbol = parameter.symbol;
    info.help = parameter.meaning.text;
    info.standard = parameter.standard;
    info.low = parameter.range.low;
    info.high = parameter.range.high;
    for (const Slide& slide : kSlides) {
        if (slide.name != parameter.id) continue;
        info.title = slide.title;
        info.sliderLow = slide.low;
        info.sliderHigh = slide.high;
        info.scale = slide.scale;
    }
    return info;
}

std::vector<std::vector<ParameterInfo>> allParameters() {
    std::vector<std::vector<ParameterInfo>> all;
    for (const DistributionEntry& entry : namedDistributions()) {
        all.emplace_back();
        for (const DistributionParameter& parameter : entry.parameters) all.back().push_back(infoOf(parameter));
    }
    return all;
}

/// Bounds that show a part of the area, for the parameters as they are at first.
std::array<const char*, 2> usualBounds(std::string_view name) {
    if (name == "uniform") return {"0.25", "0.75"};
    if (name == "exponential") return {"0.5", "2"};
    if (name == "beta") return {"0.1", "0.4"};
    if (name == "gamma") return {"2", "5"};
    if (name == "student-t") return {"-2", "2"};
    return {"-1", "1"};
}

}  // namespace

std::vector<DistributionOffer> distributionOffers() {
    std::vector<DistributionOffer> offers;
    for (const DistributionEntry& entry : namedDistributions()) offers.push_back({std::string(entry.id), entry.name, entry.meaning, false});
    offers.push_back({std::string(kTypedDensity), CALC_TEXT("typed"),
                      CALC_TEXT("Any function that is never negative and has a finite area; the factor that makes the area 1 is found."),
                      true});
    return offers;
}

std::span<const ParameterInfo> distributionParameters(const std::string& name) {
    static const std::vector<std::vector<ParameterInfo>> kParameters = allParameters();
    const auto& entries = namedDistributions();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].id == name) return kParameters[i];
    }
    return {};
}

ProbabilityScene onDistribution(const ProbabilityScene& scene, const std::string& name) {
    ProbabilityScene changed = scene;
    changed.distribution = {name, {}};
    const auto bounds = usualBounds(name);
    changed.from = bounds[0];
    changed.to = bounds[1];
    if (name == kTypedDensity && changed.function.empty()) {
        changed.function = "exp(-x^2)";
        changed.supportFrom = "-inf";
        changed.supportTo = "inf";
    }
    changed.xRange.reset();
    changed.yRange.reset();
    return changed;
}

ProbabilityScene withNewSeed(const ProbabilityScene& scene) {
    constexpr std::uint64_t kSeeds = 100000;  // short enough to be read out
    ProbabilityScene changed = scene;
    changed.seed = 1 + randomBits(scene.seed, 0) % kSeeds;
    if (changed.seed == scene.seed) ++changed.seed;
    return changed;
}

}  // namespace calc
