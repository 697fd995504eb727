#include <QComboBox>
#include <QTest>
#include <memory>

#include "tests/support/page_driver.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/pages/accumulation_page.h"
#include "ui/pages/preset_choice.h"

using namespace calc;

namespace {

const AccumulationScene& sceneOf(ScenePage& page) { return std::get<AccumulationScene>(page.store().scene().kind); }

}  // namespace

class TestAccumulationPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void xIsDraggedInBothPicturesInOneStepBack() {
        for (const char* handle : {"x", "x-below"}) {
            auto page = opened<AccumulationPage>("accumulation");
            QVERIFY(page);
            const std::string before = sceneOf(*page).at;
            const std::string picture = pictureOf(*page);
            drag(*page, handle, {150, 20});
            QVERIFY(sceneOf(*page).at != before);
            QVERIFY(pictureOf(*page) != picture);
            QCOMPARE(page->pointField().value().toStdString(), sceneOf(*page).at);
            page->store().undo();
            QCOMPARE(sceneOf(*page).at, before);
            QVERIFY(!page->store().canUndo());
        }
    }

    void aIsDraggedPastX() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        drag(*page, "a", {700, 0});
        QVERIFY(std::stod(sceneOf(*page).from) > std::stod(sceneOf(*page).at));
        QCOMPARE(page->startField().value().toStdString(), sceneOf(*page).from);
        QVERIFY(renderPlainEnglish(page->stage().frame().sentence).find("Left of a") != std::string::npos);
    }

    void theFieldFollowsThePlayheadAndTheSceneToo() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        page->player().seek(0.0);
        const std::string early = pictureOf(*page);
        QCOMPARE(page->pointField().value(), QStringLiteral("0"));
        page->player().toEnd();
        QCOMPARE(page->pointField().value(), QStringLiteral("7"));
        QCOMPARE(std::get<AccumulationScene>(page->sceneAtPlayhead().kind).at, std::string("7"));
        QCOMPARE(sceneOf(*page).at, std::string("2.2"));
        page->player().seek(0.0);
        QCOMPARE(pictureOf(*page), early);
    }

    void whatIsTypedComesIntoSight() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        type(page->pointField(), "4pi");
        settle(*page);
        QCOMPARE(sceneOf(*page).at, std::string("4pi"));
        const Panel* curve = findPanel(page->stage().frame(), "curve");
        QVERIFY(curve && curve->x.range.contains(12.6));
        QCOMPARE(page->pointField().value(), QStringLiteral("4pi"));
    }

    void aStartWithoutAnAreaIsExplainedAtItsField() {
        auto page = opened<AccumulationPage>("accumulation-logarithm");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        type(page->startField(), "0");
        settle(*page);
        QVERIFY(page->startField().error());
        QCOMPARE(pictureOf(*page), picture);
        type(page->startField(), "2");
        settle(*page);
        QVERIFY(!page->startField().error());
        QVERIFY(pictureOf(*page) != picture);
    }

    void aWrongFunctionLeavesTheLastGoodPicture() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        type(page->functionField(), "sin(x");
        settle(*page);
        QVERIFY(page->functionField().error());
        QCOMPARE(pictureOf(*page), picture);
    }

    void everyExampleIsChosenOnThePage() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        PresetChoice& presets = page->presets();
        QVERIFY(presets.count() >= 7);
        for (int index = 0; index < presets.count(); ++index) {
            presets.setCurrentIndex(index);
            emit presets.activated(index);
            settle(*page);
            page->player().pause();
            const Result<Scene> preset = builtInScene(presets.itemData(index).toString());
            QVERIFY(preset.ok());
            QVERIFY(page->store().scene() == *preset);
            QCOMPARE(presets.currentIndex(), index);
        }
    }

    /// A function of one's own is no example: the list says what it is for, and does not stand empty.
    void theListOfExamplesIsNeverEmpty() {
        auto page = opened<AccumulationPage>("accumulation");
        QVERIFY(page);
        type(page->functionField(), "x^2 - 1");
        settle(*page);
        PresetChoice& presets = page->presets();
        QCOMPARE(presets.currentIndex(), -1);
        const QImage said = presets.grab().toImage();
        presets.setPlaceholderText(QString());
        QVERIFY(presets.grab().toImage() != said);
    }

    /// The page shows what the command line renders.
    void pageAndCommandLineShowTheSameFrame() {
        for (const char* name : {"accumulation", "accumulation-jump", "accumulation-pole"}) {
            auto page = opened<AccumulationPage>(name);
            QVERIFY(page);
            const auto prepared = prepare(*builtInScene(QLatin1String(name)));
            QVERIFY(prepared);
            QCOMPARE(pictureOf(*page), describe(frameAt(*prepared, timelineOf(*prepared).opening)));
        }
    }
};

QTEST_MAIN(TestAccumulationPage)
#include "tst_accumulation_page.moc"
