#pragma once
#include <string>
#include <string_view>

#include "core/scene/scene.h"

/// What a page of totals offers, and what follows from a choice.
namespace calc {

/// The scene on another file: whole, its columns looked for, nothing known about its bytes.
TotalsScene withFile(const TotalsScene& scene, std::string file);
/// The scene with its file as it is now, whatever it was when it was chosen.
TotalsScene withFileAsItIs(const TotalsScene& scene);
/// The scene with bars along another column (empty: the rows in turn), or with other widths: the period is all of it.
TotalsScene alongColumn(const TotalsScene& scene, std::string column);
TotalsScene withWeight(const TotalsScene& scene, std::string column);

bool isBuiltInData(std::string_view file);
/// The name of a file without its folders.
std::string fileNameOf(std::string_view file);

}  // namespace calc
