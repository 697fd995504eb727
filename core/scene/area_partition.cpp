#include "core/scene/area_partition.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/numbers/random.h"

namespace calc {
namespace {

// Two cuts stay apart by this part of the way: a piece keeps a width that can be seen and taken hold of.
constexpr double kLeastWidth = 0.004;

std::vector<double> coarseParts(const AreaScene& scene) {
    std::vector<double> parts{0.0};
    parts.insert(parts.end(), scene.cuts.begin(), scene.cuts.end());
    parts.push_back(1.0);
    return parts;
}

double chosenPart(const AreaScene& scene, double middle) {
    if (scene.samples.empty()) return 0.5;
    std::size_t index = 0;
    if (hasFreeWidths(scene)) {
        index = static_cast<std::size_t>(std::upper_bound(scene.cuts.begin(), scene.cuts.end(), middle) - scene.cuts.begin());
    } else {
        index = static_cast<std::size_t>(middle * static_cast<double>(scene.samples.size()));
    }
    return index < scene.samples.size() ? scene.samples[index] : 0.5;
}

std::vector<double> chosenParts(const AreaScene& scene, const std::vector<double>& parts) {
    std::vector<double> chosen;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) chosen.push_back(chosenPart(scene, 0.5 * (parts[i] + parts[i + 1])));
    return chosen;
}

bool readWhole(std::string_view& text, int& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

}  // namespace

bool hasFreeWidths(const AreaScene& scene) { return !scene.cuts.empty(); }

int possiblePieces(const AreaScene& scene, int wanted) {
    const int coarse = static_cast<int>(scene.cuts.size()) + 1;
    int each = std::max(1, (wanted + coarse / 2) / coarse);
    const bool isOdd = scene.rule == SumRule::Simpson && (hasFreeWidths(scene) ? each : wanted) % 2 == 1;
    if (!hasFreeWidths(scene)) return std::clamp(wanted + (isOdd ? 1 : 0), 1, kMostPieces);
    if (isOdd) ++each;
    const int step = scene.rule == SumRule::Simpson ? 2 : 1;
    while (each > step && each * coarse > kMostPieces) each -= step;
    return each * coarse;
}

std::vector<double> partitionParts(const AreaScene& scene, int pieces) {
    const std::vector<double> coarse = coarseParts(scene);
    const int each = std::max(1, pieces / static_cast<int>(coarse.size() - 1));
    std::vector<double> parts;
    for (std::size_t i = 0; i + 1 < coarse.size(); ++i) {
        for (int k = 0; k < each; ++k) parts.push_back(coarse[i] + (coarse[i + 1] - coarse[i]) * k / each);
    }
    parts.push_back(1.0);
    return parts;
}

std::vector<double> samplePartsOf(const AreaScene& scene, int pieces) {
    if (scene.rule != SumRule::Random) return chosenParts(scene, partitionParts(scene, pieces));
    std::vector<double> parts;
    const std::uint64_t first = static_cast<std::uint64_t>(pieces) << 20;
    for (int i = 0; i < pieces; ++i) parts.push_back(randomUniform(scene.seed, first + static_cast<std::uint64_t>(i)));
    return parts;
}

AreaScene withFreeWidths(AreaScene scene, int pieces) {
    scene.cuts.clear();
    const int count = std::clamp(pieces, 2, kMostDraggedPieces);
    for (int i = 1; i < count; ++i) scene.cuts.push_back(static_cast<double>(i) / count);
    scene.rectangles = possiblePieces(scene, count);
    return scene;
}

AreaScene withEqualWidths(AreaScene scene) {
    scene.cuts.clear();
    scene.rectangles = possiblePieces(scene, scene.rectangles);
    return scene;
}

AreaScene withCutMoved(AreaScene scene, int pieces, int cut, double part) {
    if (!hasFreeWidths(scene) || pieces != possiblePieces(scene, pieces) || pieces > static_cast<int>(kMostCuts) + 1) return scene;
    std::vector<double> parts = partitionParts(scene, pieces);
    if (cut < 1 || cut >= pieces || !std::isfinite(part)) return scene;
    const auto index = static_cast<std::size_t>(cut);
    const double low = parts[index - 1];
    const double high = parts[index + 1];
    const double apart = std::min(kLeastWidth, 0.25 * (high - low));
    if (!scene.samples.empty()) scene.samples = chosenParts(scene, parts);
    parts[index] = std::clamp(part, low + apart, high - apart);
    scene.cuts.assign(parts.begin() + 1, parts.end() - 1);
    scene.rectangles = pieces;
    return scene;
}

AreaScene withSampleMoved(AreaScene scene, int pieces, int sample, double part) {
    if (sample < 0 || sample >= pieces || pieces > static_cast<int>(kMostCuts) + 1 || !std::isfinite(part)) return scene;
    if (pieces != possiblePieces(scene, pieces)) return scene;
    const std::vector<double> parts = partitionParts(scene, pieces);
    std::vector<double> samples = chosenParts(scene, parts);
    const auto index = static_cast<std::size_t>(sample);
    const double width = parts[index + 1] - parts[index];
    samples[index] = std::clamp((part - parts[index]) / width, 0.0, 1.0);
    if (hasFreeWidths(scene)) scene.cuts.assign(parts.begin() + 1, parts.end() - 1);
    scene.samples = std::move(samples);
    scene.rectangles = pieces;
    return scene;
}

std::string handleName(const PartitionHandle& handle) {
    const char* kind = handle.kind == PartitionHandle::Kind::Cut ? "cut." : "sample.";
    return kind + std::to_string(handle.index) + "." + std::to_string(handle.pieces);
}

std::optional<PartitionHandle> readPartitionHandle(std::string_view name) {
    PartitionHandle handle;
    if (name.substr(0, 4) == "cut.") {
        name.remove_prefix(4);
    } else if (name.substr(0, 7) == "sample.") {
        handle.kind = PartitionHandle::Kind::Sample;
        name.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    if (!readWhole(name, handle.index) || name.empty() || name.front() != '.') return std::nullopt;
    name.remove_prefix(1);
    if (!readWhole(name, handle.pieces) || !name.empty()) return std::nullopt;
    return handle;
}

}  // namespace calc
