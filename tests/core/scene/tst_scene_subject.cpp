#include <QtTest>

#include "core/scene/codec.h"
#include "core/scene/scene_subject.h"

using namespace calc;

/// Every setting of every kind is changed once: some make another thing of a Scene, some only another view of it.
class TestSceneSubject : public QObject {
    Q_OBJECT

private slots:
    void settings_data() {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* name, const Scene& scene, const char* key, const char* value, bool same) {
            QTest::addRow("%s: %s", name, key) << scene << QString::fromUtf8(key) << QString::fromUtf8(value) << same;
        };
        const Scene area{"", AreaScene{}}, limit{"", LimitScene{}}, tangent{"", TangentScene{}}, ball{"", CurveDescentScene{}},
            sum{"", AccumulationScene{}}, density{"", ProbabilityScene{}}, claim{"", EpsilonDeltaScene{}}, terms{"", SequenceScene{}},
            series{"", SeriesScene{}}, training{"", TrainingScene{}}, totals{"", TotalsScene{}}, descent{"", DescentScene{}};
        row("area", area, "rectangles", "700", true);
        row("area", area, "yRange", "-3,4", true);
        row("area", area, "showArea", "true", true);
        row("area", area, "function", "x", false);
        row("area", area, "to", "5.5", false);
        row("area", area, "rule", "left", false);
        row("limit", limit, "depth", "9", true);
        row("limit", limit, "view", "computer", true);
        row("limit", limit, "to", "1", false);
        row("tangent", tangent, "step", "0.01", true);
        row("tangent", tangent, "at", "0", false);
        row("ball", ball, "xRange", "-3,4", true);
        row("ball", ball, "learningRate", "0.2", false);
        row("accumulation", sum, "at", "2", true);
        row("accumulation", sum, "from", "0", false);
        row("density", density, "to", "2", true);
        row("density", density, "samples", "50", true);
        row("density", density, "view", "samples", false);
        row("claim", claim, "epsilon", "0.001", true);
        row("claim", claim, "limit", "2", false);
        row("terms", terms, "epsilon", "0.001", true);
        row("terms", terms, "parameter", "3.9", false);
        row("series", series, "acceleration", "none", true);
        row("series", series, "term", "1/n", false);
        row("training", training, "epsilon", "0.1", true);
        row("training", training, "clip", "1", false);
        row("totals", totals, "at", "2011-03-01", true);
        row("totals", totals, "areas", "years", false);
        row("descent", descent, "camera.azimuth", "10", true);
        row("descent", descent, "startX", "1", false);
    }
    void settings() {
        QFETCH(Scene, scene);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, same);
        const Result<Scene> changed = withSetting(scene, key.toStdString(), value.toStdString());
        QVERIFY2(changed.ok(), qPrintable(key));
        QVERIFY(*changed != scene);
        QCOMPARE(sameSubject(scene, *changed), same);
        QCOMPARE(sameSubject(*changed, scene), same);
    }

    void aTitleIsNoSubject() {
        QVERIFY(sameSubject(Scene{"one", AreaScene{}}, Scene{"another", AreaScene{}}));
        QVERIFY(!sameSubject(Scene{"", AreaScene{}}, Scene{"", LimitScene{}}));
    }
};

QTEST_APPLESS_MAIN(TestSceneSubject)
#include "tst_scene_subject.moc"
