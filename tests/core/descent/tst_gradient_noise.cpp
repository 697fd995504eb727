#include "core/descent/gradient_noise.h"

#include <QTest>
#include <cmath>

using namespace calc;

class TestGradientNoise : public QObject {
    Q_OBJECT
private slots:
    void quantiles();
    void moments();
    void pureFunctionOfSeedAndStep();
};

// Expected: 30-digit values of the inverse error function.
void TestGradientNoise::quantiles() {
    const double expected[][2] = {{0.3, -0.524400512708040784},   {0.075, -1.43953147093845592}, {0.9251, 1.44023826752796362},
                                  {1e-3, -3.09023230616781354},   {1e-10, -6.3613409024040562},  {1e-12, -7.03448382530113193},
                                  {1e-100, -21.2734535609653243}, {1e-300, -37.0470962993611992}};
    for (const auto& [p, quantile] : expected)
        QVERIFY2(std::fabs(normalQuantile(p) / quantile - 1.0) < 2e-15, qPrintable(QString::number(p)));
    QCOMPARE(normalQuantile(0.5), 0.0);
    for (double p = 0.001; p < 0.5; p += 0.013) QVERIFY(std::fabs(normalQuantile(p) + normalQuantile(1.0 - p)) < 1e-13);
}

void TestGradientNoise::moments() {
    constexpr int n = 200000;
    double sum = 0.0, square = 0.0, fourth = 0.0, product = 0.0, lagged = 0.0, before = 0.0;
    for (int k = 0; k < n; ++k) {
        const Vec2 z = gradientNoise(42, k);
        sum += z.x + z.y;
        square += z.x * z.x + z.y * z.y;
        fourth += std::pow(z.x, 4) + std::pow(z.y, 4);
        product += z.x * z.y;
        lagged += z.x * before;
        before = z.x;
    }
    // Five standard errors of each mean.
    QVERIFY(std::fabs(sum / (2 * n)) < 5.0 / std::sqrt(2.0 * n));
    QVERIFY(std::fabs(square / (2 * n) - 1.0) < 5.0 * std::sqrt(2.0 / (2.0 * n)));
    QVERIFY(std::fabs(fourth / (2 * n) - 3.0) < 5.0 * std::sqrt(96.0 / (2.0 * n)));
    QVERIFY(std::fabs(product / n) < 5.0 / std::sqrt(1.0 * n));
    QVERIFY(std::fabs(lagged / n) < 5.0 / std::sqrt(1.0 * n));
}

void TestGradientNoise::pureFunctionOfSeedAndStep() {
    QCOMPARE(gradientNoise(1, 5), gradientNoise(1, 5));
    QVERIFY(gradientNoise(1, 5) != gradientNoise(2, 5));
    QVERIFY(gradientNoise(1, 5) != gradientNoise(1, 6));
    // Neighbouring seeds and steps do not repeat each other.
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        for (int k = 0; k < 50; ++k) QVERIFY(gradientNoise(seed, k + 1).x != gradientNoise(seed + 1, k).x);
}

QTEST_APPLESS_MAIN(TestGradientNoise)
#include "tst_gradient_noise.moc"
