#pragma once
#include <QColor>
#include <QRgb>
#include <vector>

namespace calc {

enum class ColourMap { Viridis, Cividis };

/// A perceptually uniform sequential colour map at t in [0, 1]: cubic interpolation through ten published anchor colours
/// (viridis: S. van der Walt and N. Smith 2015; cividis: J. Nuñez et al. 2018). Differs from the published table by less than 3/255.
QColor colourAt(ColourMap map, double t);

/// `entries` colours over t in [low, high] of the map, mixed toward `paper` by `mixture` (0: not at all): a table for per-pixel painting.
std::vector<QRgb> colourTable(ColourMap map, int entries, double low, double high, const QColor& paper, double mixture);

}  // namespace calc
