#include "ui/paint/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace calc {
namespace {

constexpr std::array<QRgb, 10> kViridis = {0xFF440154, 0xFF482878, 0xFF3E4A89, 0xFF31688E, 0xFF26828E,
                                           0xFF1F9E89, 0xFF35B779, 0xFF6ECE58, 0xFFB5DE2B, 0xFFFDE725};
constexpr std::array<QRgb, 10> kCividis = {0xFF00224E, 0xFF123570, 0xFF3B496C, 0xFF575D6D, 0xFF707173,
                                           0xFF8A8678, 0xFFA59C74, 0xFFC3B369, 0xFFE1CC55, 0xFFFEE838};

double catmullRom(double p0, double p1, double p2, double p3, double t) {
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t);
}

template <class Channel>
double channelAt(const std::array<QRgb, 10>& anchors, double t, Channel channel) {
    const double place = std::clamp(t, 0.0, 1.0) * 9.0;
    const int i = std::min(static_cast<int>(place), 8);
    const auto value = [&anchors, &channel](int k) {
        return static_cast<double>(channel(anchors[static_cast<std::size_t>(std::clamp(k, 0, 9))]));
    };
    return std::clamp(catmullRom(value(i - 1), value(i), value(i + 1), value(i + 2), place - i), 0.0, 255.0);
}

}  // namespace

QColor colourAt(ColourMap map, double t) {
    const auto& anchors = map == ColourMap::Viridis ? kViridis : kCividis;
    return QColor(static_cast<int>(std::lround(channelAt(anchors, t, [](QRgb c) { return qRed(c); }))),
                  static_cast<int>(std::lround(channelAt(anchors, t, [](QRgb c) { return qGreen(c); }))),
                  static_cast<int>(std::lround(channelAt(anchors, t, [](QRgb c) { return qBlue(c); }))));
}

std::vector<QRgb> colourTable(ColourMap map, int entries, double low, double high, const QColor& paper, double mixture) {
    std::vector<QRgb> table(static_cast<std::size_t>(entries));
    for (int i = 0; i < entries; ++i) {
        const QColor pure = colourAt(map, low + (high - low) * i / std::max(1, entries - 1));
        const auto mixed = [mixture](int from, int to) { return static_cast<int>(std::lround(from + mixture * (to - from))); };
        table[static_cast<std::size_t>(i)] =
            qRgb(mixed(pure.red(), paper.red()), mixed(pure.green(), paper.green()), mixed(pure.blue(), paper.blue()));
    }
    return table;
}

}  // namespace calc
