#include <QPushButton>
#include <QTest>
#include <memory>

#include "core/scene/describe.h"
#include "tests/support/page_driver.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/export/export.h"
#include "ui/pages/curve_descent_page.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/remedy_button.h"
#include "ui/pages/tangent_page.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

const TangentScene& tangentOf(ScenePage& page) { return std::get<TangentScene>(page.store().scene().kind); }
const CurveDescentScene& descentOf(ScenePage& page) { return std::get<CurveDescentScene>(page.store().scene().kind); }

}  // namespace

class TestDerivativePages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void thePointIsDraggedAlongTheCurveInOneStepBack() {
        auto page = opened<TangentPage>("tangent");
        QVERIFY(page);
        const std::string before = tangentOf(*page).at;
        drag(*page, "x", {120, 40});
        QVERIFY(tangentOf(*page).at != before);
        QCOMPARE(page->pointField().value().toStdString(), tangentOf(*page).at);
        page->store().undo();
        QCOMPARE(tangentOf(*page).at, before);
        QVERIFY(!page->store().canUndo());
    }

    void theStepSliderMovesThePlayhead() {
        auto page = opened<TangentPage>("tangent");
        QVERIFY(page);
        const double opening = page->player().time();
        type(page->stepSlider().field(), "0.001");
        settle(*page);
        QCOMPARE(tangentOf(*page).step, 0.001);
        QVERIFY(page->player().time() > opening);
        // Scrubbed elsewhere, the slider shows the h of that moment, and so does what is saved.
        page->player().seek(0.0);
        QCOMPARE(page->stepSlider().value(), 2.0);
        QCOMPARE(std::get<TangentScene>(page->sceneAtPlayhead().kind).step, 2.0);
        QCOMPARE(tangentOf(*page).step, 0.001);
    }

    void tangentsArePinnedAndRemoved() {
        auto page = opened<TangentPage>("tangent");
        QVERIFY(page);
        QVERIFY(!page->unpinButton().isVisible());
        QTest::mouseClick(&page->pinButton(), Qt::LeftButton);
        settle(*page);
        QCOMPARE(tangentOf(*page).pins.size(), std::size_t{1});
        QVERIFY2(!page->pinButton().isEnabled(), "the same tangent is pinned once");
        type(page->pointField(), "1");
        settle(*page);
        QVERIFY(page->pinButton().isEnabled());
        QTest::mouseClick(&page->unpinButton(), Qt::LeftButton);
        QVERIFY(tangentOf(*page).pins.empty());
    }

    void everyViewIsScrubbedBothWays() {
        auto page = opened<TangentPage>("tangent");
        QVERIFY(page);
        for (int view = 0; view < 3; ++view) {
            QTest::mouseClick(page->viewChoice().segment(view), Qt::LeftButton);
            settle(*page);
            const double end = page->player().timeline().duration;
            page->player().seek(0.3 * end);
            const std::string early = pictureOf(*page);
            page->player().seek(end);
            QVERIFY(pictureOf(*page) != early);
            page->player().seek(0.3 * end);
            QCOMPARE(pictureOf(*page), early);
        }
    }

    void aWrongFunctionLeavesTheLastGoodPicture() {
        auto page = opened<TangentPage>("tangent");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        type(page->functionField(), "x^3 - sin(");
        settle(*page);
        QVERIFY(page->functionField().error());
        QCOMPARE(pictureOf(*page), picture);
    }

    void theBallStartsWhereItIsDragged() {
        auto page = opened<CurveDescentPage>("curve-descent");
        QVERIFY(page);
        const std::string before = descentOf(*page).start;
        drag(*page, "start", {90, 30});
        QVERIFY(descentOf(*page).start != before);
        page->store().undo();
        QCOMPARE(descentOf(*page).start, before);
    }

    void presetsAreChosenOnThePage() {
        auto page = opened<CurveDescentPage>("curve-descent");
        QVERIFY(page);
        QVERIFY(page->presets().count() >= 7);
        QCOMPARE(page->presets().currentData().toString(), QStringLiteral("curve-descent"));
        for (int index = 0; index < page->presets().count(); ++index) {
            page->presets().setCurrentIndex(index);
            emit page->presets().activated(index);
            settle(*page);
            const Result<Scene> preset = builtInScene(page->presets().itemData(index).toString());
            QVERIFY(preset.ok());
            QVERIFY(page->store().scene() == *preset);
            QVERIFY(!page->stage().frame().sentence.empty());
        }
    }

    void aLostBallIsBroughtBackWithOneClick() {
        auto page = opened<CurveDescentPage>("curve-descent-explode");
        QVERIFY(page);
        const double rate = descentOf(*page).learningRate;
        page->player().toEnd();
        QVERIFY(page->remedy().isVisible());
        QTest::mouseClick(&page->remedy(), Qt::LeftButton);
        settle(*page);
        QCOMPARE(descentOf(*page).learningRate, rate / 2);
    }

    void aStartWithoutAValueIsMovedWithOneClick() {
        auto page = opened<CurveDescentPage>("curve-descent");
        QVERIFY(page);
        type(page->functionField(), "ln(x)");
        settle(*page);
        QVERIFY(page->remedy().isVisible());
        QCOMPARE(page->remedy().text(), QStringLiteral("Start where f has a value"));
        QTest::mouseClick(&page->remedy(), Qt::LeftButton);
        settle(*page);
        page->player().pause();
        QVERIFY(QString::fromStdString(descentOf(*page).start).toDouble() > 0);
        QVERIFY(page->player().timeline().duration > 0);
        page->store().undo();
        QCOMPARE(descentOf(*page).start, std::string("-2.4"));
        // A loss too high for any step is not mended by a smaller learning rate.
        type(page->functionField(), "1e300*x^2");
        settle(*page);
        QVERIFY(!page->remedy().isVisible());
    }

    void aLearningRateOfAMillionMayBeTyped() {
        auto page = opened<CurveDescentPage>("curve-descent");
        QVERIFY(page);
        type(page->rateSlider().field(), "1e6");
        settle(*page);
        QCOMPARE(descentOf(*page).learningRate, 1e6);
        page->player().toEnd();
        QVERIFY(!page->stage().frame().verdicts.empty());
    }

    /// The page shows what the command line renders: the same Frame of the same Scene at the same moment.
    void pageAndCommandLineShowTheSameFrame() {
        for (const char* name : {"tangent", "tangent-corner", "tangent-sigmoid"}) {
            auto page = opened<TangentPage>(name);
            QVERIFY(page);
            const auto prepared = prepare(*builtInScene(QLatin1String(name)));
            QVERIFY(prepared);
            QCOMPARE(pictureOf(*page), describe(frameAt(*prepared, timelineOf(*prepared).opening)));
        }
        auto page = opened<CurveDescentPage>("curve-descent-kink");
        QVERIFY(page);
        const auto prepared = prepare(*builtInScene(QStringLiteral("curve-descent-kink")));
        QVERIFY(prepared);
        QCOMPARE(pictureOf(*page), describe(frameAt(*prepared, timelineOf(*prepared).opening)));
    }

    /// The gauge is lines and words in vector formats, no image.
    void theGaugeIsVectorInSvg() {
        const auto prepared = prepare(*builtInScene(QStringLiteral("tangent")));
        QVERIFY(prepared);
        ExportRequest request;
        request.format = ExportFormat::Svg;
        request.size = {1280, 800};
        const auto bytes = exportBytes(frameAt(*prepared, timelineOf(*prepared).opening), request);
        QVERIFY(bytes);
        QVERIFY(bytes->contains("Slope gauge"));
        QVERIFY(bytes->contains("at the point"));
        QVERIFY(!bytes->contains("<image"));
    }

    void everyControlIsNamed() {
        std::vector<std::unique_ptr<ScenePage>> made;
        made.push_back(opened<TangentPage>("tangent-sigmoid"));
        made.push_back(opened<CurveDescentPage>("curve-descent-explode"));
        for (const auto& page : made) {
            QVERIFY(page);
            QCOMPARE(unnamedControls(*page), QStringList());
        }
    }
};

QTEST_MAIN(TestDerivativePages)
#include "tst_derivative_pages.moc"
