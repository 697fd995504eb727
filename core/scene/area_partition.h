#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/scene/scene.h"

/// The partition of an area scene and its sample points, as parts of the way from a to b and of each piece's width: whatever the bounds
/// are, also reversed, they stay a partition.
namespace calc {

inline constexpr int kMostPieces = 1000;
inline constexpr int kMostDraggedPieces = 16;  ///< more could not be taken hold of

/// Whether the widths were set free.
bool hasFreeWidths(const AreaScene& scene);

/// The number of pieces nearest to `wanted` that the partition can have: of free widths a multiple of theirs, for Simpson an even one.
int possiblePieces(const AreaScene& scene, int wanted);

/// 0, where the pieces meet, 1: n + 1 numbers, ascending. Free widths are refined evenly, each piece into the same number.
std::vector<double> partitionParts(const AreaScene& scene, int pieces);

/// Where in its piece each sample point is, 0 to 1, for the rules that choose them (Random, Chosen); n numbers. Of Chosen, a finer
/// partition takes what was chosen for the coarse piece that its own lies in. Random: a pure function of seed, n and index.
std::vector<double> samplePartsOf(const AreaScene& scene, int pieces);

/// The scene with free widths, which begin as `pieces` (at most kMostDraggedPieces) equal ones; with equal ones again.
AreaScene withFreeWidths(AreaScene scene, int pieces);
AreaScene withEqualWidths(AreaScene scene);

/// The scene with the cut (from 1 to pieces - 1) moved to a part of the way; between its neighbours it stays.
AreaScene withCutMoved(AreaScene scene, int pieces, int cut, double part);
/// The scene with one sample point (from 0) moved within its piece, to a part of the way from a to b.
AreaScene withSampleMoved(AreaScene scene, int pieces, int sample, double part);

/// Handles of the partition at so many pieces: "cut.3.13" is the third cut of 13 pieces.
struct PartitionHandle {
    enum class Kind { Cut, Sample } kind = Kind::Cut;
    int index = 0;
    int pieces = 0;
};
std::string handleName(const PartitionHandle& handle);
std::optional<PartitionHandle> readPartitionHandle(std::string_view name);

}  // namespace calc
