#include <algorithm>
#include <array>
#include <cmath>

#include "core/scene/area_partition.h"
#include "core/scene/area_parts.h"

namespace calc {
namespace {

constexpr double kSecondsPerDecade = 4.0;
constexpr int kEveryUntil = 40;      // each n up to here is a stop
constexpr double kStopRatio = 1.04;  // then by this factor

/// The values of n at which the play-through stops.
std::vector<int> stopCounts(const AreaScene& scene) {
    std::vector<int> counts;
    for (int n = 1; n <= kEveryUntil; ++n) counts.push_back(n);
    while (counts.back() < kMostPieces) counts.push_back(std::min(kMostPieces, static_cast<int>(std::ceil(counts.back() * kStopRatio))));
    for (const int n : {100, scene.rectangles}) counts.push_back(n);
    for (int& n : counts) n = possiblePieces(scene, n);
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

std::vector<double> positions(const std::vector<double>& parts, Range limits) {
    std::vector<double> nodes;
    for (const double part : parts) nodes.push_back(limits.low + (limits.high - limits.low) * part);
    nodes.front() = limits.low;
    nodes.back() = limits.high;
    return nodes;
}

SampledPartition sampledPartition(const AreaScene& scene, int pieces, Range limits) {
    SampledPartition partition;
    partition.nodes = positions(partitionParts(scene, pieces), limits);
    const std::vector<double> samples = samplePartsOf(scene, pieces);
    for (std::size_t i = 0; i + 1 < partition.nodes.size(); ++i) {
        const double left = partition.nodes[i];
        const double right = partition.nodes[i + 1];
        partition.samples.push_back(std::clamp(left + (right - left) * samples[i], std::min(left, right), std::max(left, right)));
    }
    return partition;
}

/// Simpson's rule needs equal widths only two by two: on free widths it is taken in each of them.
Result<RiemannSum> simpsonOnFreeWidths(const Program& height, Range limits, const AreaScene& scene, int pieces, const Task& task) {
    AreaScene coarse = scene;
    const int count = static_cast<int>(scene.cuts.size()) + 1;
    coarse.rule = SumRule::Midpoint;
    const std::vector<double> nodes = positions(partitionParts(coarse, count), limits);
    RiemannSum whole;
    whole.kind = RiemannSum::Kind::Value;
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
        auto part = riemannSum(height, {nodes[i], nodes[i + 1]}, pieces / count, RiemannRule::Simpson, task.stop);
        if (!part) return part.error();
        if (part->kind != RiemannSum::Kind::Value && whole.kind == RiemannSum::Kind::Value) {
            whole.kind = part->kind;
            whole.why = part->why;
        }
        whole.sum.value += part->sum.value;
        whole.sum.error += part->sum.error;
        whole.pieces.insert(whole.pieces.end(), part->pieces.begin(), part->pieces.end());
    }
    return whole;
}

SumRule oppositeOf(SumRule rule) { return rule == SumRule::Lower ? SumRule::Upper : SumRule::Lower; }

/// The places that a person can take hold of.
void takeHandles(AreaStop& stop, const AreaScene& scene, Range limits, const AreaFunction& function) {
    if (stop.n > kMostDraggedPieces) return;
    if (hasFreeWidths(scene)) stop.nodes = positions(partitionParts(scene, stop.n), limits);
    if (scene.rule != SumRule::Chosen) return;
    for (const double x : sampledPartition(scene, stop.n, limits).samples) stop.dragged.push_back({x, function.program(x)});
}

Result<AreaStop> stopAt(const AreaFunction& function, Range limits, const AreaScene& scene, int n, const Task& task) {
    const auto sum = areaSum(function.height, limits, scene, n, task);
    if (!sum) return sum.error();
    AreaStop stop;
    stop.n = n;
    stop.time = areaTime(n);
    stop.kind = sum->kind;
    stop.sum = sum->sum.value;
    stop.proved = sum->proved.has_value();
    for (const RiemannPiece& piece : sum->pieces) stop.widest = std::max(stop.widest, std::fabs(piece.x1 - piece.x0));
    takePieces(stop, *sum, scene.rule, function);
    takeHandles(stop, scene, limits, function);
    if (scene.rule != SumRule::Lower && scene.rule != SumRule::Upper) return stop;
    AreaScene opposite = scene;
    opposite.rule = oppositeOf(scene.rule);
    const auto other = areaSum(function.height, limits, opposite, n, task);
    if (!other) return other.error();
    if (other->kind == RiemannSum::Kind::Value) stop.other = other->sum.value;
    stop.otherIsProved = other->proved.has_value();
    stop.gapBoxes = gapBoxes(*sum, *other, function);
    return stop;
}

}  // namespace

RiemannRule riemannRule(SumRule rule) {
    constexpr std::array kRules = {RiemannRule::Left,    RiemannRule::Right, RiemannRule::Midpoint, RiemannRule::Trapezoid,
                                   RiemannRule::Simpson, RiemannRule::Lower, RiemannRule::Upper};
    return kRules[std::min(static_cast<std::size_t>(rule), kRules.size() - 1)];
}

double areaTime(int n) { return kSecondsPerDecade * std::log10(static_cast<double>(n)); }

Result<RiemannSum> areaSum(const Program& height, Range limits, const AreaScene& scene, int pieces, const Task& task) {
    if (scene.rule == SumRule::Random || scene.rule == SumRule::Chosen) return riemannSum(height, sampledPartition(scene, pieces, limits));
    if (!hasFreeWidths(scene)) return riemannSum(height, limits, pieces, riemannRule(scene.rule), task.stop);
    if (scene.rule == SumRule::Simpson) return simpsonOnFreeWidths(height, limits, scene, pieces, task);
    return riemannSum(height, positions(partitionParts(scene, pieces), limits), riemannRule(scene.rule), task.stop);
}

Result<std::shared_ptr<const AreaSums>> areaSums(const AreaFunction& function, Range limits, const AreaScene& scene, const Task& task) {
    auto sums = std::make_shared<AreaSums>();
    for (const int n : stopCounts(scene)) {
        auto stop = stopAt(function, limits, scene, n, task);
        if (!stop) return stop.error();
        if (task.stop.stop_requested()) return Error{ErrorCode::Cancelled, CALC_TEXT("Stopped."), std::nullopt, {}};
        if (stop->kind == RiemannSum::Kind::Value) sums->values.emplace_back(n, stop->sum);
        sums->stops.push_back(std::move(*stop));
        if (task.progress) task.progress(0.5 * areaTime(n) / areaTime(kMostPieces));
    }
    return std::shared_ptr<const AreaSums>(std::move(sums));
}

}  // namespace calc
