#include <QtTest>
#include <cmath>

#include "ui/paint/colour_map.h"
#include "ui/paint/surface_rasterizer.h"

using namespace calc;

/// Cost of one shaded surface of 129 × 129 at the size it has in a 1920 × 1080 window, one pass and supersampled.
class BenchSurface : public QObject {
    Q_OBJECT

private slots:
    void render_data() {
        QTest::addColumn<int>("samples");
        QTest::newRow("one pass") << 1;
        QTest::newRow("2 x 2") << 2;
    }
    void render() {
        QFETCH(int, samples);
        HeightField field;
        field.columns = field.rows = 129;
        field.x = field.y = {-5.0, 5.0};
        for (int i = 0; i < 129 * 129; ++i) {
            const double x = -5.0 + 10.0 * (i % 129) / 128.0, y = -5.0 + 10.0 * (i / 129) / 128.0;
            const double f = std::pow(x * x + y - 11, 2) + std::pow(x + y * y - 7, 2);
            field.heights.push_back(std::log1p(f) / 7.0);
            field.slopes.push_back({(4 * x * (x * x + y - 11) + 2 * (x + y * y - 7)) / (1 + f) / 7.0,
                                    (2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)) / (1 + f) / 7.0});
        }
        for (int i = 1; i < 14; ++i) field.levels.push_back(i / 14.0);
        SurfaceShading shading;
        shading.colours = colourTable(ColourMap::Viridis, 512, 0.04, 0.98, Qt::white, 0.0);
        SurfaceRasterizer rasterizer;
        double azimuth = -60.0;
        QBENCHMARK {
            azimuth += 3.0;
            const SurfaceProjection projection(field.x, field.y, Camera{azimuth, 32.0, 1.0}, QRectF(0, 0, 760, 520));
            const SurfaceImage image = rasterizer.render(field, projection, shading, 1.0, samples);
            QVERIFY(!image.isNull());
        }
    }
};

QTEST_APPLESS_MAIN(BenchSurface)
#include "bench_surface.moc"
