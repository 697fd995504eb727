#include <QComboBox>
#include <QPushButton>
#include <QTest>
#include <memory>

#include "tests/support/page_driver.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/notice.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/probability_page.h"

using namespace calc;

namespace {

const ProbabilityScene& sceneOf(ScenePage& page) { return std::get<ProbabilityScene>(page.store().scene().kind); }

void choose(QComboBox& box, int index) {
    box.setCurrentIndex(index);
    emit box.activated(index);
}

}  // namespace

class TestProbabilityPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void boundsAreDraggedInOneStepBack() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        page->player().seek(0.0);
        drag(*page, "b", {120, 0});
        QVERIFY(std::stod(sceneOf(*page).to) > 1.0);
        QCOMPARE(page->highField().value().toStdString(), sceneOf(*page).to);
        // What is dragged is seen whole.
        QCOMPARE(page->player().time(), page->player().timeline().duration);
        page->store().undo();
        QCOMPARE(sceneOf(*page).to, std::string("1"));
        QVERIFY(!page->store().canUndo());
    }

    void theQuantileIsDraggedUpAndTyped() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        drag(*page, "p", {0, 60});
        const double p = std::stod(sceneOf(*page).quantile);
        QVERIFY(p > 0.5 && p < 0.9);
        QCOMPARE(page->quantileField().value().toStdString(), sceneOf(*page).quantile);
        type(page->quantileField(), "0.5");
        settle(*page);
        for (const Readout& readout : page->stage().frame().readouts) {
            if (readout.id == "quantile") QCOMPARE(renderPlainEnglish(readout.value), std::string("0"));
        }
        type(page->quantileField(), "1.5");
        settle(*page);
        QVERIFY(page->quantileField().error());
    }

    void parametersAreSlidAndTyped() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        ValueSlider* deviation = page->parameters().slider("deviation");
        QVERIFY(deviation);
        type(deviation->field(), "2");
        settle(*page);
        QCOMPARE(sceneOf(*page).distribution.parameters.at("deviation"), 2.0);
        QVERIFY(pictureOf(*page).find("0.382925") != std::string::npos || pictureOf(*page).find("0.3829") != std::string::npos);
    }

    void everyDistributionIsChosen() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        QCOMPARE(page->familyChoice().count(), 7);
        for (int index = 0; index < 7; ++index) {
            choose(page->familyChoice(), index);
            settle(*page);
            QCOMPARE(QString::fromStdString(sceneOf(*page).distribution.name), page->familyChoice().itemData(index).toString());
            QCOMPARE(page->familyChoice().currentIndex(), index);
            const bool isTyped = sceneOf(*page).distribution.name == kTypedDensity;
            QCOMPARE(page->functionField().isVisible(), isTyped);
            QCOMPARE(page->parameters().isVisible(), !isTyped);
            QVERIFY(!page->notice().isVisible());
        }
    }

    void aTypedDensityIsRefusedAtItsField() {
        auto page = opened<ProbabilityPage>("probability-typed");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        for (const char* text : {"sin(x)", "1", "0", "exp("}) {
            type(page->functionField(), text);
            settle(*page);
            QVERIFY2(page->functionField().error(), text);
            QVERIFY(!page->functionField().errorText().isEmpty());
            QCOMPARE(pictureOf(*page), picture);
        }
        type(page->functionField(), "1/(1+x^2)");
        settle(*page);
        QVERIFY(!page->functionField().error());
        QVERIFY(pictureOf(*page).find("no mean") != std::string::npos);
    }

    /// A density that cannot be followed is refused at its field; another one that is typed meanwhile does not wait for it.
    void aWildDensityIsRefusedAndDoesNotHoldUpTheNext() {
        auto page = opened<ProbabilityPage>("probability-typed");
        QVERIFY(page);
        type(page->functionField(), "sin(x^2)^2/(1+x^2)");
        type(page->functionField(), "exp(-x^2)*(1+sin(1/x))");
        settle(*page);
        QVERIFY(!page->functionField().error());
        QVERIFY(pictureOf(*page).find("0.56419") != std::string::npos);
        QCOMPARE(sceneOf(*page).function, std::string("exp(-x^2)*(1+sin(1/x))"));
        const std::string picture = pictureOf(*page);
        type(page->functionField(), "sin(x^2)^2/(1+x^2)");
        settle(*page);
        QVERIFY(page->functionField().error());
        QVERIFY(page->functionField().errorText().contains(QStringLiteral("too wild")));
        QCOMPARE(pictureOf(*page), picture);
    }

    void samplesRunFromOneAndBack() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        QVERIFY(!page->seedButton().isVisible());
        QTest::mouseClick(page->viewChoice().segment(1), Qt::LeftButton);
        settle(*page);
        page->player().pause();
        QVERIFY(page->seedButton().isVisible());
        page->player().toStart();
        QCOMPARE(renderPlainEnglish(page->stage().frame().position), std::string("n = 1"));
        const std::string one = pictureOf(*page);
        page->player().toEnd();
        QCOMPARE(std::get<ProbabilityScene>(page->sceneAtPlayhead().kind).count, 10000);
        QVERIFY(pictureOf(*page) != one);
        page->player().toStart();
        QCOMPARE(pictureOf(*page), one);
        type(page->samplesSlider().field(), "500");
        settle(*page);
        QCOMPARE(sceneOf(*page).samples, 500);
    }

    void aNewSeedIsAButton() {
        auto page = opened<ProbabilityPage>("probability-samples");
        QVERIFY(page);
        const std::string before = pictureOf(*page);
        const double time = page->player().time();
        QTest::mouseClick(&page->seedButton(), Qt::LeftButton);
        settle(*page);
        QVERIFY(pictureOf(*page) != before);
        QCOMPARE(page->player().time(), time);
        page->store().undo();
        settle(*page);
        QCOMPARE(pictureOf(*page), before);
    }

    void everyExampleIsChosenOnThePage() {
        auto page = opened<ProbabilityPage>("probability");
        QVERIFY(page);
        PresetChoice& presets = page->presets();
        QVERIFY(presets.count() >= 8);
        for (int index = 0; index < presets.count(); ++index) {
            choose(presets, index);
            settle(*page);
            page->player().pause();
            const Result<Scene> preset = builtInScene(presets.itemData(index).toString());
            QVERIFY(preset.ok());
            QVERIFY(page->store().scene() == *preset);
        }
    }

    void pageAndCommandLineShowTheSameFrame() {
        for (const char* name : {"probability", "probability-samples", "probability-typed"}) {
            auto page = opened<ProbabilityPage>(name);
            QVERIFY(page);
            const auto prepared = prepare(*builtInScene(QLatin1String(name)));
            QVERIFY(prepared);
            QCOMPARE(pictureOf(*page), describe(frameAt(*prepared, timelineOf(*prepared).opening)));
        }
    }
};

QTEST_MAIN(TestProbabilityPage)
#include "tst_probability_page.moc"
