#include <QtTest>
#include <cmath>

#include "ui/paint/colour_map.h"
#include "ui/paint/surface_rasterizer.h"

using namespace calc;

namespace {

/// A ridge along x = 0: what lies behind it is hidden from a low camera.
HeightField ridge() {
    HeightField field;
    field.columns = 129;
    field.rows = 129;
    field.x = field.y = {-1.0, 1.0};
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.columns; ++column) {
            const double y = -1.0 + 2.0 * row / 128.0;
            const double height = std::exp(-40.0 * y * y);
            field.heights.push_back(height);
            field.slopes.push_back({0.0, -80.0 * y * height});
        }
    }
    field.levels = {0.25, 0.5, 0.75};
    return field;
}

SurfaceShading shading() {
    SurfaceShading result;
    result.colours = colourTable(ColourMap::Viridis, 256, 0.04, 0.98, Qt::white, 0.0);
    return result;
}

}  // namespace

class TestSurfaceRasterizer : public QObject {
    Q_OBJECT

private slots:
    void hidesWhatLiesBehindAHill() {
        SurfaceRasterizer rasterizer;
        const HeightField field = ridge();
        const Camera camera{0.0, 20.0, 1.0};
        const SurfaceProjection projection(field.x, field.y, camera, QRectF(10, 20, 400, 300));
        const SurfaceImage image = rasterizer.render(field, projection, shading(), 1.0, 1);
        QVERIFY(image.isVisible(projection.onSurface({0.0, -0.6}, 0.0)));
        QVERIFY(image.isVisible(projection.onSurface({0.0, 0.0}, 1.0)));
        QVERIFY(!image.isVisible(projection.onSurface({0.0, 0.25}, std::exp(-40.0 * 0.0625))));
    }
    void picksThePointThatIsSeen() {
        SurfaceRasterizer rasterizer;
        const HeightField field = ridge();
        const SurfaceProjection projection(field.x, field.y, Camera{-35.0, 40.0, 1.0}, QRectF(0, 0, 640, 480));
        const SurfaceImage image = rasterizer.render(field, projection, shading(), 1.0, 2);
        const Vec2 point{0.31, -0.62};
        const auto picked = image.pick(projection.onSurface(point, drawnHeight(field, point)).position);
        QVERIFY(picked.has_value());
        QVERIFY((*picked - point).length() < 0.02);
        QVERIFY(!image.pick(QPointF(1, 1)).has_value());
    }
    void turningChangesNoScale() {
        const QRectF area(0, 0, 500, 500);
        const double scale = SurfaceProjection({0, 1}, {0, 1}, Camera{0, 30, 1}, area).scale();
        for (int azimuth = -180; azimuth < 180; azimuth += 15) {
            QCOMPARE(SurfaceProjection({0, 1}, {0, 1}, Camera{double(azimuth), 30, 1}, area).scale(), scale);
        }
    }
    void cornersStayInsideTheArea() {
        const QRectF area(5, 7, 500, 320);
        for (int azimuth = -180; azimuth < 180; azimuth += 20) {
            for (int elevation = 5; elevation <= 90; elevation += 17) {
                const SurfaceProjection projection({0, 1}, {0, 1}, Camera{double(azimuth), double(elevation), 1}, area);
                for (const Vec2 corner : {Vec2{0, 0}, Vec2{0, 1}, Vec2{1, 0}, Vec2{1, 1}}) {
                    QVERIFY(area.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(projection.onFloor(corner).position));
                    QVERIFY(area.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(projection.onSurface(corner, 1.0).position));
                }
            }
        }
    }
    void aHoleStaysOpen() {
        HeightField field = ridge();
        for (int row = 40; row < 60; ++row) {
            for (int column = 40; column < 80; ++column) field.heights[static_cast<std::size_t>(row * 129 + column)] = std::nan("");
        }
        SurfaceRasterizer rasterizer;
        const SurfaceProjection projection(field.x, field.y, Camera{0.0, 90.0, 1.0}, QRectF(0, 0, 400, 400));
        const SurfaceImage image = rasterizer.render(field, projection, shading(), 1.0, 1);
        const QPointF inside = projection.onSurface({-0.06, -0.22}, 0.0).position;
        QCOMPARE(qAlpha(image.image().pixel(inside.toPoint())), 0);
        QVERIFY(!image.pick(inside).has_value());
    }
    void theSamePictureWhoeverPaintsTheBands() {
        SurfaceRasterizer first, second;
        const HeightField field = ridge();
        const SurfaceProjection projection(field.x, field.y, Camera{}, QRectF(0, 0, 400, 300));
        const QImage image = first.render(field, projection, shading(), 1.0, 2).image();
        for (int i = 0; i < 20; ++i) QCOMPARE(second.render(field, projection, shading(), 1.0, 2).image(), image);
    }
};

QTEST_APPLESS_MAIN(TestSurfaceRasterizer)
#include "tst_surface_rasterizer.moc"
