#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "core/scene/prepare.h"
#include "tests/support/sample_frames.h"
#include "ui/canvas/stage_hit.h"
#include "ui/canvas/stage_view.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

QPoint at(QPointF place) { return place.toPoint(); }

void showIn(StageView& view, const Frame& frame) {
    view.resize(1298, 1002);
    view.show(frame);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.grab();  // paints once, so that a surface can be picked
}

}  // namespace

class TestStageView : public QObject {
    Q_OBJECT

private slots:
    void draggingAHandleIsOneGesture() {
        StageView view;
        showIn(view, sampleAreaFrame());
        QSignalSpy moved(&view, &StageView::handleMoved);
        QSignalSpy began(&view, &StageView::gestureBegan);
        QSignalSpy ended(&view, &StageView::gestureEnded);
        const QPointF from = *view.handlePlace("from");
        QTest::mousePress(&view, Qt::LeftButton, {}, at(from + QPointF(5, 3)));
        QTest::mouseMove(&view, at(from + QPointF(65, 40)));
        QTest::mouseMove(&view, at(from + QPointF(125, 80)));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at(from + QPointF(125, 80)));
        QCOMPARE(began.size(), 1);
        QCOMPARE(ended.size(), 1);
        QVERIFY(moved.size() >= 2);
        QCOMPARE(moved.last().at(0).toString(), QString("from"));
        const auto position = moved.last().at(1).value<Vec2>();
        const double expected = 0.4 + 120.0 * 6.95 / view.plotOf("curve").width();
        QVERIFY2(std::abs(position.x - expected) < 0.02, qPrintable(QString::number(position.x)));
        QCOMPARE(position.y, 0.0);  // it may move along x only
        const double resolution = moved.last().at(2).toDouble();
        QVERIFY(resolution > 1e-4 && resolution < 0.02);
    }
    void wheelZoomsAtTheCursor() {
        StageView view;
        showIn(view, sampleAreaFrame());
        QSignalSpy changed(&view, &StageView::rangesChanged);
        const QRectF plot = view.plotOf("curve");
        const QPointF cursor(plot.left() + 0.25 * plot.width(), plot.top() + 0.5 * plot.height());
        QWheelEvent wheel(cursor, view.mapToGlobal(cursor), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
        QCOMPARE(changed.size(), 1);
        const auto x = changed.last().at(1).value<Range>();
        const double before = -0.35 + 0.25 * 6.95;
        QVERIFY(std::abs(x.low + 0.25 * x.length() - before) < 0.02);
        QVERIFY(std::abs(x.length() - 6.95 / 1.2) < 1e-9);
        // The error chart has fixed ranges.
        QWheelEvent other(view.plotOf("error").center(), {}, {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &other);
        QCOMPARE(changed.size(), 1);
    }
    void draggingTheGroundPans() {
        StageView view;
        showIn(view, sampleAreaFrame());
        QSignalSpy changed(&view, &StageView::rangesChanged);
        QSignalSpy handle(&view, &StageView::handleMoved);
        const QRectF plot = view.plotOf("curve");
        const QPointF from = plot.center() - QPointF(0, 160);
        QTest::mousePress(&view, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&view, at(from + QPointF(plot.width() / 10, 0)));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at(from + QPointF(plot.width() / 10, 0)));
        QVERIFY(!changed.isEmpty());
        const auto x = changed.last().at(1).value<Range>();
        QVERIFY(std::abs(x.low - (-0.35 - 0.695)) < 0.02);
        QVERIFY(std::abs(x.length() - 6.95) < 1e-9);
        QVERIFY(handle.isEmpty());
    }
    void aCurveOutOfSightShowsTheWayBack() {
        Frame frame = sampleCurveFrame([](double x) { return x * x; });
        QVERIFY(!curveIsOutOfSight(frame.panels.front()));
        StageView view;
        showIn(view, frame);
        const auto middle = [&view] {
            const QRectF plot = view.plotOf("curve");
            return view.grab(QRect(at(plot.center()) - QPoint(150, 30), QSize(300, 60))).toImage();
        };
        frame.panels.front().y.range = {-40.0, -20.0};
        QVERIFY(curveIsOutOfSight(frame.panels.front()));
        view.show(frame);
        const QImage with = middle();
        frame.panels.front().still = std::make_shared<const Marks>();  // nothing drawn, nothing to come back to: 1/0
        QVERIFY(!curveIsOutOfSight(frame.panels.front()));
        view.show(frame);
        QVERIFY(middle() != with);
        // So steep that no point lies inside, and yet the line is seen.
        frame.panels.front().still = std::make_shared<const Marks>(Marks{Polyline{
            "f", {Role::Curve}, std::make_shared<const std::vector<Vec2>>(std::vector<Vec2>{{0.0, -100.0}, {0.1, 100.0}}), false}});
        QVERIFY(!curveIsOutOfSight(frame.panels.front()));
    }
    /// As they are opened and played, all scenes show their curves.
    void noSceneHidesItsCurve() {
        for (const QString& name : builtInSceneNames()) {
            const Result<Scene> scene = builtInScene(name);
            QVERIFY(scene.ok());
            const auto prepared = prepare(*scene);
            if (!prepared) continue;
            for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0}) {
                for (const Panel& panel : frameAt(*prepared, part * timelineOf(*prepared).duration).panels)
                    QVERIFY2(!curveIsOutOfSight(panel), qPrintable(QString("%1 %2 %3").arg(name, panel.id.c_str()).arg(part)));
            }
        }
    }
    void doubleClickResets() {
        StageView view;
        showIn(view, sampleAreaFrame());
        QSignalSpy reset(&view, &StageView::rangesReset);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, at(view.plotOf("curve").center() - QPointF(0, 160)));
        QCOMPARE(reset.size(), 1);
        QCOMPARE(reset.last().at(0).toString(), QString("curve"));
    }
    void clickPlacesTheStart() {
        StageView view;
        showIn(view, sampleDescentFrame());
        QSignalSpy moved(&view, &StageView::handleMoved);
        QSignalSpy ended(&view, &StageView::gestureEnded);
        const QRectF plot = view.plotOf("map");
        const QPointF click(plot.left() + 0.7 * plot.width(), plot.top() + 0.3 * plot.height());
        QTest::mouseClick(&view, Qt::LeftButton, {}, at(click));
        QCOMPARE(moved.size(), 1);
        QCOMPARE(ended.size(), 1);
        const auto position = moved.last().at(1).value<Vec2>();
        QVERIFY(std::abs(position.x - 2.0) < 0.03 && std::abs(position.y - 2.0) < 0.03);
    }
    void handleOnTheSurfaceIsPicked() {
        StageView view;
        const Frame frame = sampleDescentFrame();
        showIn(view, frame);
        QSignalSpy moved(&view, &StageView::handleMoved);
        const QPointF place = *view.handlePlace("start");
        QTest::mousePress(&view, Qt::LeftButton, {}, at(place));
        QTest::mouseMove(&view, at(place + QPointF(1, 0)));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at(place + QPointF(1, 0)));
        QVERIFY(!moved.isEmpty());
        const auto position = moved.last().at(1).value<Vec2>();
        QVERIFY2(std::hypot(position.x + 4.5, position.y - 0.3) < 0.25, qPrintable(QString("%1 %2").arg(position.x).arg(position.y)));
    }
    /// However closely one looks: what lies outside the panel is not drawn over the sentence.
    void aSurfaceStaysInItsPanel() {
        Frame frame = sampleDescentFrame();
        StageView view;
        showIn(view, frame);
        const auto sentence = [&view] { return view.grab(QRect(0, view.height() - 50, view.width(), 50)).toImage(); };
        const auto formula = [&view] { return view.grab(QRect(0, 0, view.width(), 100)).toImage(); };
        const QImage below = sentence();
        const QImage above = formula();
        for (const double zoom : {4.0, 16.0}) {
            frame.panels.front().camera.zoom = zoom;
            view.show(frame);
            QVERIFY(sentence() == below);
            QVERIFY(formula() == above);
        }
    }
    void draggingASurfaceTurnsIt() {
        StageView view;
        showIn(view, sampleDescentFrame());
        QSignalSpy turned(&view, &StageView::cameraChanged);
        const QPointF from = view.plotOf("surface").center() + QPointF(0, 60);
        QTest::mousePress(&view, Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&view, at(from + QPointF(80, 30)));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at(from + QPointF(80, 30)));
        QVERIFY(!turned.isEmpty());
        const auto camera = turned.last().at(0).value<Camera>();
        QVERIFY(camera.azimuth != Camera().azimuth);
        QVERIFY(camera.elevation > Camera().elevation);
    }
    void theGroundFollowsTheHand() {
        // The floor point nearest to the viewer must move to the right with the hand.
        const Camera before;
        const Camera after = orbited(before, {10, 0}, 800);
        const QRectF area(0, 0, 600, 400);
        const SurfaceProjection first({-1, 1}, {-1, 1}, before, area);
        const SurfaceProjection second({-1, 1}, {-1, 1}, after, area);
        Vec2 nearest;
        double depth = 1e9;
        for (int i = 0; i < 72; ++i) {
            const Vec2 point{std::cos(i * M_PI / 36), std::sin(i * M_PI / 36)};
            if (first.onFloor(point).depth < depth) {
                depth = first.onFloor(point).depth;
                nearest = point;
            }
        }
        QVERIFY(second.onFloor(nearest).position.x() > first.onFloor(nearest).position.x() + 1.0);
        QCOMPARE(orbited(before, {0, 1e5}, 800).elevation, 90.0);
        QCOMPARE(orbited(before, {0, -1e5}, 800).elevation, 5.0);
    }
    void keyboardWalksAndMovesHandles() {
        QWidget window;
        StageView view(&window);
        QWidget after(&window);
        after.setFocusPolicy(Qt::StrongFocus);
        window.resize(1298, 1002);
        view.resize(1298, 960);
        after.setGeometry(0, 960, 100, 40);
        view.show(sampleAreaFrame());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        after.setFocus();
        view.setFocus(Qt::TabFocusReason);
        QCOMPARE(view.accessibleName(), QString("lower bound a"));
        QSignalSpy moved(&view, &StageView::handleMoved);
        QSignalSpy began(&view, &StageView::gestureBegan);
        QSignalSpy ended(&view, &StageView::gestureEnded);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(moved.size(), 1);
        QCOMPARE(moved.last().at(0).toString(), QString("from"));
        QVERIFY(moved.last().at(1).value<Vec2>().x > 0.4);
        QCOMPARE(began.size(), 1);
        QCOMPARE(ended.size(), 1);
        QTest::keyClick(&view, Qt::Key_Tab);
        QCOMPARE(view.accessibleName(), QString("upper bound b"));
        QTest::keyClick(&view, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(moved.last().at(0).toString(), QString("to"));
        QVERIFY(moved.last().at(1).value<Vec2>().x < 5.6);
        QTest::keyClick(&view, Qt::Key_Tab);
        QVERIFY(after.hasFocus());
        view.setFocus(Qt::BacktabFocusReason);
        QCOMPARE(view.accessibleName(), QString("upper bound b"));
        QTest::keyClick(&view, Qt::Key_Escape);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(moved.size(), 2);
    }
    void rightClickNamesThePanel() {
        StageView view;
        showIn(view, sampleAreaFrame());
        QSignalSpy menu(&view, &StageView::menuRequested);
        const QPoint point = view.plotOf("error").center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, point, view.mapToGlobal(point));
        QCoreApplication::sendEvent(&view, &event);
        QCOMPARE(menu.size(), 1);
        QCOMPARE(menu.last().at(0).toString(), QString("error"));
    }
    void zoomNeverLeavesDoubles() {
        Panel panel;
        panel.x.range = {1.0, 1.0 + 1e-15};
        panel.y.range = {-1e307, 1e307};
        panel.still = std::make_shared<const Marks>();
        const QRectF plot(0, 0, 400, 300);
        for (const double factor : {1e-9, 1e9}) {
            const PlaneRanges ranges = zoomed(panel, plot, plot.center(), factor);
            QVERIFY(ranges.x.isFinite() && ranges.x.high > ranges.x.low);
            QVERIFY(ranges.y.isFinite() && ranges.y.high > ranges.y.low);
        }
    }
};

QTEST_MAIN(TestStageView)
#include "tst_stage_view.moc"
