#include "ui/paint/surface_rasterizer.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <limits>
#include <mutex>
#include <thread>

namespace calc {
namespace {

constexpr int kHeightSteps = 1024;  // entries of the tables by drawn height
constexpr int kBands = 8;           // more bands than threads, so that both end together
constexpr float kNoLevel = 9.0F;    // a level that no drawn height comes near

/// Colour and nearest iso-line for each drawn height, looked up once a pixel.
struct HeightTables {
    std::array<QRgb, kHeightSteps> colour{};
    std::array<float, kHeightSteps> nearestLevel{};
};

HeightTables heightTables(const HeightField& field, const SurfaceShading& shading) {
    HeightTables tables;
    const std::size_t colours = shading.colours.size();
    for (int i = 0; i < kHeightSteps; ++i) {
        const double height = static_cast<double>(i) / (kHeightSteps - 1);
        const auto index = static_cast<std::size_t>(i);
        tables.colour[index] = shading.colours[std::min(colours - 1, static_cast<std::size_t>(height * static_cast<double>(colours)))];
        float nearest = kNoLevel;
        for (const double level : field.levels) {
            const auto candidate = static_cast<float>(level);
            if (std::fabs(candidate - static_cast<float>(height)) < std::fabs(nearest - static_cast<float>(height))) nearest = candidate;
        }
        tables.nearestLevel[index] = nearest;
    }
    return tables;
}

std::vector<SurfaceVertex> projectMesh(const HeightField& field, const SurfaceProjection& projection, const SurfaceShading& shading,
                                       double pixels) {
    std::vector<SurfaceVertex> mesh(static_cast<std::size_t>(field.columns) * static_cast<std::size_t>(field.rows));
    const QPointF origin = projection.area().topLeft();
    for (int row = 0; row < field.rows; ++row) {
        const double y = field.y.low + field.y.length() * row / (field.rows - 1);
        for (int column = 0; column < field.columns; ++column) {
            const double x = field.x.low + field.x.length() * column / (field.columns - 1);
            const auto i = static_cast<std::size_t>(row * field.columns + column);
            const double height = field.heights[i];
            const ScreenPoint point = projection.onSurface({x, y}, height);
            const Vec2 slope = i < field.slopes.size() ? field.slopes[i] : Vec2{};
            const double cosine = slope.isFinite() ? projection.lambert(slope) : 0.0;
            mesh[i] = {static_cast<float>((point.position.x() - origin.x()) * pixels),
                       static_cast<float>((point.position.y() - origin.y()) * pixels), static_cast<float>(point.depth),
                       static_cast<float>(height), static_cast<float>(shading.ambient + shading.diffuse * cosine)};
        }
    }
    return mesh;
}

/// A quantity that is linear over a triangle: value = start + dx * (x - a.x) + dy * (y - a.y).
struct Slope {
    float dx, dy;
};

struct Target {
    int width, height;
    QRgb* colour;
    float* depth;
    float lineHalf;  // half the width of an iso-line in buffer pixels
    float lineDarkening;
};

QRgb shaded(QRgb colour, float light) {
    const auto channel = [light](int c) { return std::min(255, static_cast<int>(static_cast<float>(c) * light)); };
    return qRgb(channel(qRed(colour)), channel(qGreen(colour)), channel(qBlue(colour)));
}

class TrianglePainter {
public:
    TrianglePainter(const HeightTables& tables, const Target& target, int top, int bottom)
        : m_tables(tables), m_target(target), m_top(top), m_bottom(bottom) {}

    void paint(const SurfaceVertex& a, const SurfaceVertex& b, const SurfaceVertex& c) const {
        const float lowest = std::min({a.y, b.y, c.y});
        const float highest = std::max({a.y, b.y, c.y});
        if (highest < static_cast<float>(m_top) || lowest >= static_cast<float>(m_bottom)) return;
        const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (!(std::fabs(area) > 1e-6F)) return;  // degenerate, or a hole (NaN)
        const auto slope = [&a, &b, &c, area](float va, float vb, float vc) -> Slope {
            return {((vb - va) * (c.y - a.y) - (vc - va) * (b.y - a.y)) / area, ((vc - va) * (b.x - a.x) - (vb - va) * (c.x - a.x)) / area};
        };
        const Slope depth = slope(a.depth, b.depth, c.depth);
        const Slope height = slope(a.height, b.height, c.height);
        const Slope light = slope(a.light, b.light, c.light);
        const float steepness = std::sqrt(height.dx * height.dx + height.dy * height.dy);
        const float pixelsPerHeight = 1.0F / std::max(steepness, 1e-7F);
        const int first = std::max(m_top, static_cast<int>(std::ceil(lowest - 0.5F)));
        const int last = std::min(m_bottom - 1, static_cast<int>(std::floor(highest - 0.5F)));
        for (int row = first; row <= last; ++row) {
            const float y = static_cast<float>(row) + 0.5F;
            float left = std::numeric_limits<float>::infinity(), right = -left;
            const auto cross = [y, &left, &right](const SurfaceVertex& p, const SurfaceVertex& q) {
                if ((p.y <= y) == (q.y <= y)) return;
                const float x = p.x + (q.x - p.x) * (y - p.y) / (q.y - p.y);
                left = std::min(left, x);
                right = std::max(right, x);
            };
            cross(a, b);
            cross(b, c);
            cross(c, a);
            // Pixel centres, a hair wider: neighbours compute their common edge with different roundings, and no gap may open. Not more:
            // a triangle seen edge-on has enormous slopes, and its values a pixel outside are nonsense.
            constexpr float kHair = 0.02F;
            const int from = std::max(0, static_cast<int>(std::ceil(left - 0.5F - kHair)));
            const int to = std::min(m_target.width - 1, static_cast<int>(std::floor(right - 0.5F + kHair)));
            const float atX = static_cast<float>(from) + 0.5F - a.x, atY = y - a.y;
            float z = a.depth + depth.dx * atX + depth.dy * atY;
            float h = a.height + height.dx * atX + height.dy * atY;
            float l = a.light + light.dx * atX + light.dy * atY;
            const std::size_t line = static_cast<std::size_t>(row) * static_cast<std::size_t>(m_target.width);
            for (int column = from; column <= to; ++column, z += depth.dx, h += height.dx, l += light.dx) {
                float& kept = m_target.depth[line + static_cast<std::size_t>(column)];
                if (z >= kept) continue;
                kept = z;
                m_target.colour[line + static_cast<std::size_t>(column)] = pixel(h, l, pixelsPerHeight);
            }
        }
    }

private:
    QRgb pixel(float height, float light, float pixelsPerHeight) const {
        const int step = std::clamp(static_cast<int>(height * (kHeightSteps - 1) + 0.5F), 0, kHeightSteps - 1);
        const auto index = static_cast<std::size_t>(step);
        const float distance = std::fabs(height - m_tables.nearestLevel[index]) * pixelsPerHeight;
        const float coverage = std::clamp(m_target.lineHalf + 0.5F - distance, 0.0F, 1.0F);
        return shaded(m_tables.colour[index], light * (1.0F - m_target.lineDarkening * coverage));
    }

    const HeightTables& m_tables;
    const Target& m_target;
    int m_top, m_bottom;
};

void paintBand(const std::vector<SurfaceVertex>& mesh, int columns, int rows, const HeightTables& tables, const Target& target, int band) {
    const TrianglePainter painter(tables, target, target.height * band / kBands, target.height * (band + 1) / kBands);
    for (int row = 0; row + 1 < rows; ++row) {
        for (int column = 0; column + 1 < columns; ++column) {
            const SurfaceVertex* a = &mesh[static_cast<std::size_t>(row * columns + column)];
            const SurfaceVertex* b = a + columns;
            if (std::isnan(a[0].height) || std::isnan(a[1].height) || std::isnan(b[0].height) || std::isnan(b[1].height)) continue;
            painter.paint(a[0], a[1], b[1]);
            painter.paint(a[0], b[1], b[0]);
        }
    }
}

QImage halved(const std::vector<QRgb>& fine, int width, int height) {
    QImage image(width / 2, height / 2, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y) {
        const QRgb* upper = fine.data() + static_cast<std::size_t>(2 * y) * static_cast<std::size_t>(width);
        const QRgb* lower = upper + width;
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const std::array<QRgb, 4> four = {upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]};
            int a = 0, r = 0, g = 0, b = 0;
            for (const QRgb c : four) {
                a += qAlpha(c);
                r += qRed(c);
                g += qGreen(c);
                b += qBlue(c);
            }
            out[x] = qRgba((r + 2) / 4, (g + 2) / 4, (b + 2) / 4, (a + 2) / 4);
        }
    }
    return image;
}

QImage whole(const std::vector<QRgb>& pixels, int width, int height) {
    QImage image(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        const QRgb* line = pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        std::copy(line, line + width, reinterpret_cast<QRgb*>(image.scanLine(y)));
    }
    return image;
}

}  // namespace

/// One thread that sleeps until there are bands to paint. The caller paints bands too and waits only for those the helper has begun.
class SurfaceRasterizer::Helper {
public:
    Helper() : m_thread([this](const std::stop_token& stop) { work(stop); }) {}
    ~Helper() {
        m_thread.request_stop();
        m_wake.notify_all();
    }

    void run(int bands, const std::function<void(int)>& paint) {
        const auto job = std::make_shared<Job>(bands, paint);
        {
            const std::lock_guard lock(m_mutex);
            m_job = job;
        }
        m_wake.notify_one();
        job->takeBands();
        int done = job->done.load();
        while (done < bands) {
            job->done.wait(done);
            done = job->done.load();
        }
    }

private:
    struct Job {
        Job(int bands_, std::function<void(int)> paint_) : bands(bands_), paint(std::move(paint_)) {}
        void takeBands() {
            for (int band = next.fetch_add(1); band < bands; band = next.fetch_add(1)) {
                paint(band);
                done.fetch_add(1);
                done.notify_all();
            }
        }
        int bands;
        std::function<void(int)> paint;
        std::atomic<int> next{0};
        std::atomic<int> done{0};
    };

    void work(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::shared_ptr<Job> job;
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, stop, [this] { return m_job != nullptr; });
                job = std::move(m_job);
                m_job = nullptr;
            }
            if (job) job->takeBands();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::shared_ptr<Job> m_job;
    std::jthread m_thread;
};

SurfaceRasterizer::SurfaceRasterizer() : m_helper(std::make_unique<Helper>()) {}
SurfaceRasterizer::~SurfaceRasterizer() = default;

SurfaceImage SurfaceRasterizer::render(const HeightField& field, const SurfaceProjection& projection, const SurfaceShading& shading,
                                       double pixelsPerUnit, int samples) {
    SurfaceImage result;
    const int width = static_cast<int>(std::ceil(projection.area().width() * pixelsPerUnit));
    const int height = static_cast<int>(std::ceil(projection.area().height() * pixelsPerUnit));
    if (width < 2 || height < 2 || field.columns < 2 || field.rows < 2 || shading.colours.empty()) return result;
    result.m_area = projection.area();
    result.m_pixels = pixelsPerUnit * samples;
    result.m_columns = width * samples;
    result.m_rows = height * samples;
    result.m_x = field.x;
    result.m_y = field.y;
    result.m_meshColumns = field.columns;
    result.m_meshRows = field.rows;
    result.m_mesh = projectMesh(field, projection, shading, result.m_pixels);
    const auto count = static_cast<std::size_t>(result.m_columns) * static_cast<std::size_t>(result.m_rows);
    result.m_depth.assign(count, std::numeric_limits<float>::infinity());
    std::vector<QRgb> pixels(count, 0U);
    const HeightTables tables = heightTables(field, shading);
    const Target target{result.m_columns,
                        result.m_rows,
                        pixels.data(),
                        result.m_depth.data(),
                        static_cast<float>(0.5 * shading.isoLineWidth * result.m_pixels),
                        static_cast<float>(shading.isoLineDarkening)};
    m_helper->run(kBands, [&result, &field, &tables, &target](int band) {
        paintBand(result.m_mesh, field.columns, field.rows, tables, target, band);
    });
    result.m_image = samples == 2 ? halved(pixels, result.m_columns, result.m_rows) : whole(pixels, result.m_columns, result.m_rows);
    return result;
}

bool SurfaceImage::isVisible(const ScreenPoint& point) const {
    const int x = static_cast<int>(std::floor((point.position.x() - m_area.left()) * m_pixels));
    const int y = static_cast<int>(std::floor((point.position.y() - m_area.top()) * m_pixels));
    if (x < 0 || y < 0 || x >= m_columns || y >= m_rows) return true;
    constexpr double kTolerance = 0.05;  // of half a floor side: what lies on the surface must not hide itself
    const auto kept = m_depth[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_columns) + static_cast<std::size_t>(x)];
    return point.depth <= static_cast<double>(kept) + kTolerance;
}

std::optional<Vec2> SurfaceImage::pick(QPointF position) const {
    const auto px = static_cast<float>((position.x() - m_area.left()) * m_pixels);
    const auto py = static_cast<float>((position.y() - m_area.top()) * m_pixels);
    float nearest = std::numeric_limits<float>::infinity();
    std::optional<Vec2> found;
    const auto test = [this, px, py, &nearest, &found](int ia, int ib, int ic) {
        const SurfaceVertex& a = m_mesh[static_cast<std::size_t>(ia)];
        const SurfaceVertex& b = m_mesh[static_cast<std::size_t>(ib)];
        const SurfaceVertex& c = m_mesh[static_cast<std::size_t>(ic)];
        const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (!(std::fabs(area) > 1e-6F)) return;
        const float wb = ((px - a.x) * (c.y - a.y) - (py - a.y) * (c.x - a.x)) / area;
        const float wc = ((b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x)) / area;
        if (wb < 0.0F || wc < 0.0F || wb + wc > 1.0F) return;
        const float depth = a.depth + wb * (b.depth - a.depth) + wc * (c.depth - a.depth);
        if (!(depth < nearest)) return;
        nearest = depth;
        const auto floorAt = [this](int i) {
            return Vec2{m_x.low + m_x.length() * (i % m_meshColumns) / (m_meshColumns - 1),
                        m_y.low + m_y.length() * (i / m_meshColumns) / (m_meshRows - 1)};
        };
        const Vec2 origin = floorAt(ia);
        found = origin + static_cast<double>(wb) * (floorAt(ib) - origin) + static_cast<double>(wc) * (floorAt(ic) - origin);
    };
    for (int row = 0; row + 1 < m_meshRows; ++row) {
        for (int column = 0; column + 1 < m_meshColumns; ++column) {
            const int a = row * m_meshColumns + column;
            const int b = a + m_meshColumns;
            test(a, a + 1, b + 1);
            test(a, b + 1, b);
        }
    }
    return found;
}

}  // namespace calc
