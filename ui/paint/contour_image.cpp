#include "ui/paint/contour_image.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace calc {
namespace {

constexpr double kLineInk = 0.34;
constexpr double kBasinLineInk = 0.16;  // the shading of basins leads
constexpr int kTable = 2048;

// Where a pixel column or row falls into the grid.
struct Place {
    int cell = -1;  // -1: outside
    double share = 0.0;
};

std::vector<Place> places(Range shown, Range field, int nodes, int pixels, bool isDownward) {
    std::vector<Place> result(static_cast<std::size_t>(pixels));
    for (int i = 0; i < pixels; ++i) {
        const double along = (i + 0.5) / pixels;
        const double value = shown.low + (isDownward ? 1.0 - along : along) * shown.length();
        const double at = (value - field.low) / field.length() * (nodes - 1);
        // Half a pixel beyond the last node still belongs to it.
        if (!(at >= -0.51 * nodes / pixels) || !(at <= nodes - 1 + 0.51 * nodes / pixels)) continue;
        Place& place = result[static_cast<std::size_t>(i)];
        place.cell = std::clamp(static_cast<int>(at), 0, nodes - 2);
        place.share = std::clamp(at - place.cell, 0.0, 1.0);
    }
    return result;
}

// By drawn height: the colour of its band, and the levels around it.
struct BandTable {
    std::vector<QRgb> colour;
    std::vector<float> below, above;
};

BandTable bandTable(std::vector<double> levels, const std::vector<QRgb>& colours) {
    std::sort(levels.begin(), levels.end());
    BandTable table;
    for (int i = 0; i < kTable; ++i) {
        const double height = (i + 0.5) / kTable;
        const auto next = std::upper_bound(levels.begin(), levels.end(), height);
        const double low = next == levels.begin() ? 0.0 : *(next - 1);
        const double high = next == levels.end() ? 1.0 : *next;
        const double middle = levels.empty() ? height : 0.5 * (low + high);
        table.colour.push_back(colours[static_cast<std::size_t>(std::clamp(middle, 0.0, 1.0) * static_cast<double>(colours.size() - 1))]);
        table.below.push_back(next == levels.begin() ? -1e9F : static_cast<float>(low));
        table.above.push_back(next == levels.end() ? 1e9F : static_cast<float>(high));
    }
    return table;
}

QRgb blended(QRgb under, QRgb over, double share) {
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return qRgb(mix(qRed(under), qRed(over)), mix(qGreen(under), qGreen(over)), mix(qBlue(under), qBlue(over)));
}

// Which cell of the basins a pixel column or row falls into; -1: none.
std::vector<int> cells(Range shown, Range field, int count, int pixels, bool isDownward) {
    std::vector<int> result(static_cast<std::size_t>(pixels), -1);
    for (int i = 0; i < pixels; ++i) {
        const double along = (i + 0.5) / pixels;
        const double value = shown.low + (isDownward ? 1.0 - along : along) * shown.length();
        const double at = (value - field.low) / field.length() * count;
        if (at >= 0.0 && at < count) result[static_cast<std::size_t>(i)] = static_cast<int>(at);
    }
    return result;
}

// Okabe and Ito's colours, pale where the run is quick and full where it is slow; grey and dark where no minimum is reached.
class BasinColours {
public:
    explicit BasinColours(const Theme& theme)
        : m_paper(theme.colour(Token::Paper).rgb()),
          m_lost(theme.colour(Token::Ink2).rgb()),
          m_pale(theme.isDark() ? 0.22 : 0.14),
          m_full(theme.isDark() ? 0.88 : 0.95) {}

    QRgb of(const BasinField& field, std::size_t cell) const {
        constexpr QRgb kHues[] = {0xFF56B4E9, 0xFFE69F00, 0xFF009E73, 0xFFCC79A7, 0xFFF0E442, 0xFF0072B2, 0xFFD55E00, 0xFF8C6BB1};
        const std::int16_t basin = field.basin[cell];
        if (basin == BasinField::kNotArrived) return blended(m_paper, m_lost, 0.16);
        if (basin < 0) return blended(m_paper, m_lost, 0.72);
        const double pace = static_cast<double>(field.pace[cell]);
        return blended(m_paper, kHues[static_cast<std::size_t>(basin) % std::size(kHues)], m_pale + (m_full - m_pale) * pace);
    }

private:
    QRgb m_paper, m_lost;
    double m_pale, m_full;
};

}  // namespace

QImage contourImage(const HeightField& field, const BasinField* basins, Range x, Range y, QSize pixels, double lineWidth,
                    const Theme& theme) {
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (field.columns < 2 || field.rows < 2 || pixels.isEmpty()) return image;
    const double lineInk = basins ? kBasinLineInk : kLineInk;
    const BandTable bands = bandTable(field.levels, theme.mapColours());
    // Dark on the map in either theme: pale lines would compete with the trails.
    const QRgb ink = theme.colour(theme.isDark() ? Token::Casing : Token::Ink).rgb();
    const std::vector<Place> columns = places(x, field.x, field.columns, pixels.width(), false);
    const std::vector<Place> rows = places(y, field.y, field.rows, pixels.height(), true);
    const BasinColours basinColours(theme);
    const std::vector<int> basinColumns = basins ? cells(x, basins->x, basins->columns, pixels.width(), false) : std::vector<int>{};
    const std::vector<int> basinRows = basins ? cells(y, basins->y, basins->rows, pixels.height(), true) : std::vector<int>{};
    const double cellWidth = pixels.width() * field.x.length() / x.length() / (field.columns - 1);
    const double cellHeight = pixels.height() * field.y.length() / y.length() / (field.rows - 1);
    for (int j = 0; j < pixels.height(); ++j) {
        const Place& row = rows[static_cast<std::size_t>(j)];
        if (row.cell < 0) continue;
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(j));
        const double* lower = field.heights.data() + static_cast<std::ptrdiff_t>(row.cell) * field.columns;
        const double* upper = lower + field.columns;
        for (int i = 0; i < pixels.width(); ++i) {
            const Place& column = columns[static_cast<std::size_t>(i)];
            if (column.cell < 0) continue;
            const double left = lower[column.cell] + row.share * (upper[column.cell] - lower[column.cell]);
            const double right = lower[column.cell + 1] + row.share * (upper[column.cell + 1] - lower[column.cell + 1]);
            const double height = left + column.share * (right - left);
            if (std::isnan(height)) continue;
            const double bottom = lower[column.cell] + column.share * (lower[column.cell + 1] - lower[column.cell]);
            const double top = upper[column.cell] + column.share * (upper[column.cell + 1] - upper[column.cell]);
            const double slope = std::hypot((right - left) / cellWidth, (top - bottom) / cellHeight);
            const auto entry = static_cast<std::size_t>(std::clamp(height, 0.0, 1.0) * (kTable - 1));
            const double away =
                std::min(height - static_cast<double>(bands.below[entry]), static_cast<double>(bands.above[entry]) - height);
            const double cover = std::clamp(0.5 * lineWidth + 0.5 - std::fabs(away) / std::max(slope, 1e-9), 0.0, 1.0);
            QRgb ground = bands.colour[entry];
            if (basins) {
                const int cell = basinColumns[static_cast<std::size_t>(i)];
                const int across = basinRows[static_cast<std::size_t>(j)];
                if (cell >= 0 && across >= 0) ground = basinColours.of(*basins, static_cast<std::size_t>(across * basins->columns + cell));
            }
            line[i] = cover > 0.0 ? blended(ground, ink, lineInk * cover) : ground;
        }
    }
    return image;
}

}  // namespace calc
