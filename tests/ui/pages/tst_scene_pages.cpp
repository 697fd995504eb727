#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "core/scene/describe.h"
#include "tests/support/page_driver.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/controls/transport_bar.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/area_page.h"
#include "ui/pages/limit_page.h"
#include "ui/pages/page_registry.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

const AreaScene& areaOf(ScenePage& page) { return std::get<AreaScene>(page.store().scene().kind); }
const LimitScene& limitOf(ScenePage& page) { return std::get<LimitScene>(page.store().scene().kind); }

QString visibleText(QWidget& page) {
    QString text;
    for (const auto* label : page.findChildren<TextLabel*>()) {
        if (label->isVisible()) text += label->text() + QLatin1Char('\n');
    }
    return text;
}

}  // namespace

class TestScenePages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void draggingABoundIsOneStepBack() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const std::string before = areaOf(*page).to;
        drag(*page, "b", {-72, 0});
        QVERIFY(areaOf(*page).to != before);
        bool isField = false;
        for (const auto* field : page->findChildren<NumberField*>()) isField = isField || field->value().toStdString() == areaOf(*page).to;
        QVERIFY2(isField, "the field keeps in step with the handle");
        page->store().undo();
        QCOMPARE(areaOf(*page).to, before);
        QVERIFY(!page->store().canUndo());
    }

    void aWrongFunctionIsSaidAndTheLastGoodPictureStays() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        const Scene scene = page->store().scene();
        type(page->functionField(), "2 sin(x) + foo(x)");
        QVERIFY(page->functionField().error());
        QVERIFY2(visibleText(*page).contains("Column"), qPrintable(visibleText(*page)));
        settle(*page);
        QVERIFY(page->store().scene() == scene);
        QCOMPARE(pictureOf(*page), picture);
        type(page->functionField(), "x^2");
        settle(*page);
        QVERIFY(!visibleText(*page).contains("Column"));
        QVERIFY(pictureOf(*page) != picture);
        QCOMPARE(areaOf(*page).function, std::string("x^2"));
    }

    void aBoundThatHasNoValueIsSaidAtItsField() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        const auto fields = page->findChildren<NumberField*>();
        NumberField* from = nullptr;
        for (auto* field : fields) from = field->accessibleName() == QLatin1String("From a") ? field : from;
        QVERIFY(from);
        type(*from, "ln(0)");
        settle(*page);
        QVERIFY(from->error());
        QCOMPARE(pictureOf(*page), picture);
    }

    void theCountSliderMovesThePlayheadAndUndoMovesItBack() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const double opening = page->player().time();
        type(page->countSlider().field(), "100");
        settle(*page);
        QCOMPARE(areaOf(*page).rectangles, 100);
        QCOMPARE(page->countSlider().value(), 100.0);
        QVERIFY(page->player().time() > opening);
        QCOMPARE(page->stage().frame().position.arguments.front(), MessageArgument(std::int64_t{100}));
        page->store().undo();
        settle(*page);
        QCOMPARE(page->player().time(), opening);
    }

    void playingDoesNotChangeTheSceneButWhatIsSavedStandsAtThePlayhead() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        const Scene before = page->store().scene();
        page->player().seek(page->player().timeline().stops[4]);
        QVERIFY(page->store().scene() == before);
        QVERIFY(!page->store().isModified());
        QCOMPARE(std::get<AreaScene>(page->sceneAtPlayhead().kind).rectangles, 5);
    }

    void scrubbingBackShowsWhatWasSeenBefore() {
        for (const char* name : {"area", "limit"}) {
            std::unique_ptr<ScenePage> page;
            if (QLatin1String(name) == QLatin1String("area"))
                page = opened<AreaPage>(name);
            else
                page = opened<LimitPage>(name);
            QVERIFY(page);
            page->player().seek(1.0);
            const std::string early = pictureOf(*page);
            page->player().seek(page->player().timeline().duration);
            QVERIFY(pictureOf(*page) != early);
            page->player().seek(1.0);
            QCOMPARE(pictureOf(*page), early);
        }
    }

    void theKeysOfTheTransportWorkOnTheStage() {
        auto page = opened<AreaPage>("area");
        QVERIFY(page);
        page->stage().setFocus();
        QTest::keyClick(&page->stage(), Qt::Key_Home);
        QCOMPARE(page->player().time(), 0.0);
        QTest::keyClick(&page->stage(), Qt::Key_Right);
        QTRY_COMPARE(page->player().time(), page->player().timeline().stops[1]);
        QTest::keyClick(&page->stage(), Qt::Key_Left);
        QTRY_COMPARE(page->player().time(), 0.0);
        QTest::keyClick(&page->stage(), Qt::Key_End);
        QCOMPARE(page->player().time(), page->player().timeline().duration);
        QTest::keyClick(&page->stage(), Qt::Key_Space);
        QVERIFY(page->player().isPlaying());
        QTest::keyClick(&page->stage(), Qt::Key_Space);
        QVERIFY(!page->player().isPlaying());
    }

    void everyControlOfTheLimitMakesANewScene() {
        auto page = opened<LimitPage>("limit");
        QVERIFY(page);
        const auto choices = page->findChildren<SegmentedChoice*>();
        for (SegmentedChoice* choice : choices) QTest::mouseClick(choice->segment(0), Qt::LeftButton);
        QVERIFY(limitOf(*page).side == ApproachSide::Left);
        QVERIFY(limitOf(*page).height == WindowHeight::SameZoom);
        QTest::mouseClick(page->findChild<QCheckBox*>(), Qt::LeftButton);
        QVERIFY(!limitOf(*page).showApproach);
        type(page->functionField(), "(1-cos(x))/x^2");
        QCOMPARE(limitOf(*page).function, std::string("(1-cos(x))/x^2"));
        settle(*page);
        QVERIFY(!page->functionField().error());
        int steps = 0;
        for (; page->store().canUndo(); ++steps) page->store().undo();
        QCOMPARE(steps, 4);
    }

    void everyPageNamesItsControls() {
        std::vector<std::unique_ptr<ScenePage>> made;
        made.push_back(opened<AreaPage>("area"));
        made.push_back(opened<LimitPage>("limit"));
        for (const auto& page : made) {
            QVERIFY(page);
            QCOMPARE(unnamedControls(*page), QStringList());
        }
    }
};

QTEST_MAIN(TestScenePages)
#include "tst_scene_pages.moc"
