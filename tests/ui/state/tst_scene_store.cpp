#include <QSignalSpy>
#include <QTest>

#include "core/scene/moved.h"
#include "ui/state/scene_store.h"

using namespace calc;

namespace {

Scene area(const std::string& function) {
    AreaScene kind;
    kind.function = function;
    return {"Area", kind};
}

Scene withRange(Scene scene, Range range) {
    std::get<AreaScene>(scene.kind).xRange = range;
    return scene;
}

Scene descent(double learningRate, double azimuth) {
    DescentScene kind;
    kind.optimizers = {{"sgd", {{"learning_rate", learningRate}}}};
    kind.camera.azimuth = azimuth;
    return {"Descent", kind};
}

}  // namespace

class TestSceneStore : public QObject {
    Q_OBJECT

private slots:
    void everyChangeIsOneStepBack() {
        SceneStore store(area("x"));
        store.change(area("x^2"));
        store.change(area("x^3"));
        store.undo();
        QVERIFY(store.scene() == area("x^2"));
        store.undo();
        QVERIFY(store.scene() == area("x"));
        QVERIFY(!store.canUndo());
        store.redo();
        QVERIFY(store.scene() == area("x^2"));
        QVERIFY(store.canRedo());
    }

    void aNewChangeEndsTheWayForward() {
        SceneStore store(area("x"));
        store.change(area("x^2"));
        store.undo();
        store.change(area("sin(x)"));
        QVERIFY(!store.canRedo());
        store.undo();
        QVERIFY(store.scene() == area("x"));
    }

    void fromPressToReleaseIsOneStep() {
        SceneStore store(area("x"));
        store.beginGesture();
        for (const char* text : {"2x", "3x", "4x"}) store.change(area(text));
        store.endGesture();
        QVERIFY(store.scene() == area("4x"));
        store.undo();
        QVERIFY(store.scene() == area("x"));
        QVERIFY(!store.canUndo());
    }

    void aDragThereAndBackIsNoStep() {
        SceneStore store(area("x"));
        store.beginGesture();
        store.change(area("2x"));
        store.change(area("x"));
        store.endGesture();
        QVERIFY(!store.canUndo());
    }

    void typingInOneFieldIsOneStep() {
        SceneStore store(area("x"));
        store.change(area("x^2"), "function");
        store.change(area("x^2+1"), "function");
        store.endGesture();
        store.change(area("x^2+12"), "function");
        store.undo();
        QVERIFY(store.scene() == area("x^2+1"));
        store.undo();
        QVERIFY(store.scene() == area("x"));
    }

    void rangesAndCameraAloneMakeNoStep() {
        SceneStore store(area("x"));
        store.change(withRange(area("x"), {0, 3}));
        QVERIFY(!store.canUndo());
        QVERIFY(!store.isModified());
        store.change(withRange(area("x^2"), {0, 3}));
        store.change(withRange(area("x^2"), {0, 5}));
        QVERIFY(store.isModified());
        store.undo();
        QVERIFY(store.scene() == withRange(area("x"), {0, 3}));
    }

    void undoLeavesTheCamera() {
        SceneStore store(descent(0.1, 10));
        store.change(descent(0.2, 10));
        store.change(descent(0.2, 75));
        store.undo();
        QVERIFY(store.scene() == descent(0.1, 75));
    }

    void savingMakesItUnmodified() {
        SceneStore store(area("x"));
        QVERIFY(!store.isModified());
        store.change(area("x^2"));
        QVERIFY(store.isModified());
        store.markSaved(area("x^2"), "/tmp/a.json");
        QVERIFY(!store.isModified());
        QCOMPARE(store.filePath(), QString("/tmp/a.json"));
        store.undo();
        QVERIFY(store.isModified());
    }

    void openingForgetsTheWayBack() {
        SceneStore store(area("x"));
        store.change(area("x^2"));
        QSignalSpy opened(&store, &SceneStore::opened);
        store.open(area("sin(x)"), "/tmp/b.json");
        QCOMPARE(opened.count(), 1);
        QVERIFY(!store.canUndo() && !store.canRedo() && !store.isModified());
        store.restore(area("cos(x)"), area("sin(x)"), "/tmp/b.json");
        QVERIFY(store.isModified());
    }

    void theSameSceneIsNoChange() {
        SceneStore store(area("x"));
        QSignalSpy changed(&store, &SceneStore::changed);
        store.change(area("x"));
        QCOMPARE(changed.count(), 0);
        QVERIFY(!store.canUndo());
    }

    void theOldestStepsAreForgotten() {
        SceneStore store(area("x"));
        for (std::size_t i = 0; i < SceneStore::kMostEntries + 20; ++i) store.change(area("x+" + std::to_string(i)));
        std::size_t steps = 0;
        for (; store.canUndo(); ++steps) store.undo();
        QCOMPARE(steps, SceneStore::kMostEntries);
        QVERIFY(store.scene() == area("x+19"));
    }
};

QTEST_GUILESS_MAIN(TestSceneStore)
#include "tst_scene_store.moc"
