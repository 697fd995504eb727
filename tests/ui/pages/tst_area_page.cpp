#include <QPushButton>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/scene/area_partition.h"
#include "tests/support/page_driver.h"
#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/fold_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/area_page.h"
#include "ui/pages/preset_choice.h"

using namespace calc;

namespace {

const AreaScene& areaOf(ScenePage& page) { return std::get<AreaScene>(page.store().scene().kind); }

SegmentedChoice* choiceOf(AreaPage& page, const QString& name) {
    for (auto* choice : page.findChildren<SegmentedChoice*>()) {
        if (choice->accessibleName() == name) return choice;
    }
    return nullptr;
}

template <class Widget>
bool isSeen(AreaPage& page, const char* name) {
    const auto* widget = page.findChild<Widget*>(QLatin1String(name));
    return widget && widget->isVisible();
}

void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }

FoldGroup* groupOf(AreaPage& page, const QString& heading) {
    for (auto* group : page.findChildren<FoldGroup*>()) {
        if (group->heading().text() == heading) return group;
    }
    return nullptr;
}

InputField* fieldOf(AreaPage& page, const QString& name) {
    for (auto* field : page.findChildren<InputField*>()) {
        if (field->accessibleName() == name) return field;
    }
    return nullptr;
}

}  // namespace

/// The page of areas, worked by clicking and typing.
class TestAreaPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void everyRuleCanBeChosen() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        SegmentedChoice& rules = page->ruleChoice();
        std::vector<SumRule> seen;
        for (int i = 0; i < 9; ++i) {
            click(rules.segment(i));
            settle(*page);
            seen.push_back(areaOf(*page).rule);
        }
        std::sort(seen.begin(), seen.end());
        QCOMPARE(static_cast<int>(std::unique(seen.begin(), seen.end()) - seen.begin()), 9);
        int steps = 0;
        for (; page->store().canUndo(); ++steps) page->store().undo();
        QVERIFY(steps >= 8);
        QVERIFY(areaOf(*page).rule == SumRule::Midpoint);
    }

    void aNewSeedGivesOtherPointsAndUndoTheOld() {
        auto page = opened<AreaPage>("area-random");
        QVERIFY(page);
        QVERIFY(isSeen<QPushButton>(*page, "newSeed"));
        const std::string before = pictureOf(*page);
        const std::uint64_t seed = areaOf(*page).seed;
        click(page->findChild<QPushButton*>(QStringLiteral("newSeed")));
        settle(*page);
        QCOMPARE(areaOf(*page).seed, seed + 1);
        QTRY_VERIFY(pictureOf(*page) != before);
        page->store().undo();
        settle(*page);
        QTRY_COMPARE(pictureOf(*page), before);
        // Only random points have a seed.
        click(page->ruleChoice().segment(0));
        QVERIFY(!isSeen<QPushButton>(*page, "newSeed"));
    }

    /// A bound that moves goes where the hand is, and the playhead with it; time stands still meanwhile; one drag is one step back.
    void aMovingBoundIsDragged() {
        auto page = opened<AreaPage>("area-tail");
        QVERIFY(page);
        page->player().play();
        for (const char* kind : {"reach.picture", "reach.chart"}) {
            const auto held = [&page, kind]() -> QString {
                for (const Handle& each : page->stage().frame().handles)
                    if (each.id.starts_with(kind)) return QString::fromStdString(each.id);
                return {};
            };
            const QString handle = held();
            QVERIFY(!handle.isEmpty());
            page->player().pause();
            const Scene before = page->store().scene();
            const double time = page->player().time();
            page->player().play();
            const auto place = page->stage().handlePlace(handle);
            QVERIFY(place);
            const QPoint from = place->toPoint();
            QTest::mousePress(&page->stage(), Qt::LeftButton, {}, from);
            QTest::mouseMove(&page->stage(), from + QPoint(20, 0));
            QTest::mouseMove(&page->stage(), from + QPoint(40, 0));
            settle(*page);
            QVERIFY(!page->player().isPlaying());
            QTRY_VERIFY(page->player().time() > time);
            // The handle is where the hand is.
            QTRY_VERIFY(page->stage().handlePlace(handle) && std::fabs(page->stage().handlePlace(handle)->x() - (place->x() + 40.0)) < 1.5);
            QTest::mouseRelease(&page->stage(), Qt::LeftButton, {}, from + QPoint(40, 0));
            QVERIFY(areaOf(*page).reach);
            const AreaScene saved = std::get<AreaScene>(page->sceneAtPlayhead().kind);
            QVERIFY(saved.reach && std::fabs(*saved.reach - *areaOf(*page).reach) < 1e-9);
            page->store().undo();
            settle(*page);
            QVERIFY(page->store().scene() == before);
            page->store().redo();
            settle(*page);
        }
    }

    void freeWidthsAreDraggedWithTheKeyboard() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        type(page->countSlider().field(), "6");
        settle(*page);
        groupOf(*page, QStringLiteral("Widths, points, what is shown"))->setOpen(true);
        QCoreApplication::processEvents();
        click(choiceOf(*page, QStringLiteral("Widths of the pieces"))->segment(1));
        settle(*page);
        QCOMPARE(areaOf(*page).cuts.size(), std::size_t(5));
        const auto handle = [&page](const std::string& id) {
            const auto& handles = page->stage().frame().handles;
            return std::any_of(handles.begin(), handles.end(), [&id](const Handle& each) { return each.id == id; });
        };
        QTRY_VERIFY(handle("cut.2.6"));
        const double before = areaOf(*page).cuts[1];
        // Tab goes from handle to handle, an arrow key moves the one that has the focus.
        page->stage().setFocus();
        for (int i = 0; i < 20 && areaOf(*page).cuts[1] == before; ++i) {
            QTest::keyClick(&page->stage(), Qt::Key_Tab);
            QTest::keyClick(&page->stage(), Qt::Key_Right);
            settle(*page);
        }
        QVERIFY(areaOf(*page).cuts[1] != before);
        click(choiceOf(*page, QStringLiteral("Widths of the pieces"))->segment(0));
        QVERIFY(areaOf(*page).cuts.empty());
    }

    void ownPointsBeginWithFewEnoughToDrag() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        type(page->countSlider().field(), "500");
        settle(*page);
        click(page->ruleChoice().segment(8));
        settle(*page);
        QVERIFY(areaOf(*page).rule == SumRule::Chosen);
        QVERIFY(areaOf(*page).rectangles <= kMostDraggedPieces);
        QTRY_VERIFY(page->stage().frame().handles.size() > 2);
    }

    void aSecondCurveIsTypedAndTakenAway() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        groupOf(*page, QStringLiteral("Between two curves"))->setOpen(true);
        QCoreApplication::processEvents();
        InputField* second = fieldOf(*page, QStringLiteral("Second function g(x)"));
        QVERIFY(second);
        type(*second, "x/4");
        settle(*page);
        QCOMPARE(areaOf(*page).second, std::string("x/4"));
        QTRY_VERIFY(pictureOf(*page).find("crossing-0") != std::string::npos);
        type(*second, "ln(");
        QVERIFY(second->error());
        QCOMPARE(areaOf(*page).second, std::string("x/4"));
        click(page->findChild<QPushButton*>(QStringLiteral("noSecond")));
        QVERIFY(areaOf(*page).second.empty());
        settle(*page);
        QTRY_VERIFY(pictureOf(*page).find("second-curve") == std::string::npos);
    }

    void anInfiniteBoundMoves() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        type(page->functionField(), "1/x^2");
        type(*fieldOf(*page, QStringLiteral("From a")), "1");
        type(*fieldOf(*page, QStringLiteral("To b")), "inf");
        settle(*page);
        QTRY_VERIFY(findPanel(page->stage().frame(), "moving"));
        QVERIFY(pictureOf(*page).find("The area converges") != std::string::npos);
        // n belongs to sums: it is away, and comes back as it was.
        QVERIFY(!page->countSlider().isVisible());
        QCOMPARE(std::get<AreaScene>(page->sceneAtPlayhead().kind).rectangles, areaOf(*page).rectangles);
        type(*fieldOf(*page, QStringLiteral("To b")), "pi/2");
        settle(*page);
        QTRY_VERIFY(!findPanel(page->stage().frame(), "moving"));
        QVERIFY(page->countSlider().isVisible());
    }

    void aBoundMovesTowardAPole() {
        auto page = opened<AreaPage>("area-diverges");
        QVERIFY(page);
        QVERIFY(!findPanel(page->stage().frame(), "moving"));
        click(choiceOf(*page, QStringLiteral("Watch"))->segment(1));
        settle(*page);
        QTRY_VERIFY(findPanel(page->stage().frame(), "moving"));
        QVERIFY(areaOf(*page).watch == AreaWatch::MovingBounds);
        page->store().undo();
        settle(*page);
        QTRY_VERIFY(!findPanel(page->stage().frame(), "moving"));
    }

    void theTaskFollowsThePlayhead() {
        auto page = opened<AreaPage>("area-task-left");
        QVERIFY(page);
        QVERIFY(page->stage().frame().task);
        QVERIFY(page->stage().frame().task->role == Role::Undecided);
        type(page->countSlider().field(), "50");
        settle(*page);
        QTRY_VERIFY(page->stage().frame().task->role == Role::Ok);
    }

    void aTaskIsChosenAndTakenBack() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const Scene before = page->store().scene();
        PresetChoice& presets = page->presets();
        QVERIFY(presets.count() > 20);
        const int task = presets.findData(QStringLiteral("area-task-parabolas"));
        QVERIFY(task >= 0);
        presets.setCurrentIndex(task);
        emit presets.activated(task);
        settle(*page);
        QVERIFY(areaOf(*page).goal.has_value());
        QTRY_VERIFY(page->stage().frame().task.has_value());
        QCOMPARE(presets.currentData().toString(), QStringLiteral("area-task-parabolas"));
        page->store().undo();
        QVERIFY(page->store().scene() == before);
    }

    /// At most seven controls are in sight when a page is opened.
    void fewControlsAreInSight() {
        for (const char* name : {"area", "area-lower", "area-random", "area-tail-square"}) {
            auto page = opened<AreaPage>(name);
            QVERIFY(page);
            int seen = 0;
            for (auto* field : page->panel().findChildren<FieldGroup*>()) seen += field->isVisible() ? 1 : 0;
            for (auto* slider : page->panel().findChildren<ValueSlider*>()) seen += slider->isVisible() ? 1 : 0;
            for (auto* button : page->panel().findChildren<QPushButton*>()) seen += button->isVisible() ? 1 : 0;
            for (auto* box : page->panel().findChildren<QCheckBox*>()) seen += box->isVisible() ? 1 : 0;
            QVERIFY2(seen >= 3 && seen <= 7, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(name)).arg(seen)));
        }
    }
};

QTEST_MAIN(TestAreaPage)
#include "tst_area_page.moc"
