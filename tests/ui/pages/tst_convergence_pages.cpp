#include <QComboBox>
#include <QTest>
#include <memory>

#include "tests/support/page_driver.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/sequence_page.h"
#include "ui/pages/series_page.h"
#include "ui/pages/training_page.h"

using namespace calc;

namespace {

template <class Kind>
const Kind& kindOf(ScenePage& page) {
    return std::get<Kind>(page.store().scene().kind);
}

/// The handle whose name begins so.
std::string handleOf(ScenePage& page, std::string_view prefix) {
    for (const Handle& handle : page.stage().frame().handles)
        if (handle.id.starts_with(prefix)) return handle.id;
    return {};
}

template <class Page>
void everyPresetOpens(Page& page, int least) {
    QVERIFY(page.presets().count() >= least);
    for (int index = 0; index < page.presets().count(); ++index) {
        page.presets().setCurrentIndex(index);
        emit page.presets().activated(index);
        settle(page);
        const Result<Scene> preset = builtInScene(page.presets().itemData(index).toString());
        QVERIFY(preset.ok() && page.store().scene() == *preset);
        QCOMPARE(page.presets().currentIndex(), index);
        QVERIFY(!page.stage().frame().sentence.empty());
        // Looked at elsewhere it is still that one.
        page.player().toEnd();
        page.store().change(page.sceneAtPlayhead(), {});
        settle(page);
        QCOMPARE(page.presets().currentIndex(), index);
    }
}

}  // namespace

class TestConvergencePages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void theBandIsDraggedInOneStepBack() {
        auto page = opened<SequencePage>("sequence");
        QVERIFY(page);
        const std::string before = kindOf<SequenceScene>(*page).epsilon;
        drag(*page, handleOf(*page, "epsilon-distance"), {0, 40});
        const std::string narrower = kindOf<SequenceScene>(*page).epsilon;
        QVERIFY(std::stod(narrower) < std::stod(before));
        QCOMPARE(page->epsilonField().value().toStdString(), narrower);
        page->store().undo();
        QCOMPARE(kindOf<SequenceScene>(*page).epsilon, before);
        QVERIFY(!page->store().canUndo());
    }

    void aTypedSequenceHasItsVerdict() {
        auto page = opened<SequencePage>("sequence");
        QVERIFY(page);
        type(page->termField(), "(-1)^n");
        settle(*page);
        QTRY_VERIFY(page->stage().frame().verdicts.front().role == Role::Bad);
        type(page->termField(), "1/(n");
        settle(*page);
        QVERIFY(page->termField().error());
        QVERIFY2(kindOf<SequenceScene>(*page).function == "(-1)^n", "the last good picture stays");
    }

    void fromFormulaToRecursionAndBack() {
        auto page = opened<SequencePage>("sequence");
        QVERIFY(page);
        QVERIFY(page->termField().isVisible() && !page->mapField().isVisible());
        QTest::mouseClick(page->viewChoice().segment(1), Qt::LeftButton);
        settle(*page);
        QTRY_VERIFY(findPanel(page->stage().frame(), "cobweb"));
        QVERIFY(!page->termField().isVisible() && page->mapField().isVisible());
        type(page->mapField(), "cos(x)");
        settle(*page);
        QTRY_VERIFY(!findPanel(page->stage().frame(), "diagram"));
        QVERIFY2(!page->parameterField().isVisible(), "nothing to set without r");
        type(page->mapField(), "q*x");
        settle(*page);
        QVERIFY(page->mapField().error());
    }

    /// At the smallest window that shows everything, the title of each scene stands in its list in full.
    void titlesFit() {
        const auto fits = [](ScenePage& page, PresetChoice& presets) {
            page.resize(1079, 800);
            QCoreApplication::processEvents();
            for (int index = 0; index < presets.count(); ++index) {
                presets.setCurrentIndex(index);
                presets.grab();
                QVERIFY2(presets.toolTip().isEmpty(), qPrintable(presets.itemText(index)));
            }
        };
        auto sequence = opened<SequencePage>("sequence");
        fits(*sequence, sequence->presets());
        auto series = opened<SeriesPage>("series");
        fits(*series, series->presets());
        auto training = opened<TrainingPage>("training");
        fits(*training, training->presets());
    }

    void theDiagramIsZoomedAndGivenBack() {
        auto page = opened<SequencePage>("sequence-settles");
        QVERIFY(page);
        const Range before = findPanel(page->stage().frame(), "diagram")->x.range;
        const auto place = page->stage().handlePlace(QStringLiteral("parameter"));
        QVERIFY(place);
        const QPointF at = *place - QPointF(0.0, 60.0);
        QWheelEvent wheel(at, page->stage().mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&page->stage(), &wheel);
        settle(*page);
        QTRY_VERIFY(findPanel(page->stage().frame(), "diagram")->x.range.length() < before.length());
        QVERIFY2(!page->store().canUndo(), "a zoom is no step of its own");
        QTest::mouseDClick(&page->stage(), Qt::LeftButton, {}, at.toPoint());
        settle(*page);
        QTRY_VERIFY(!kindOf<SequenceScene>(*page).parameterRange);
    }

    void theParameterIsDraggedToChaos() {
        auto page = opened<SequencePage>("sequence-settles");
        QVERIFY(page);
        drag(*page, handleOf(*page, "parameter"), {200, 0});
        QVERIFY(std::stod(kindOf<SequenceScene>(*page).parameter) > 2.9);
        drag(*page, handleOf(*page, "start"), {60, 0});
        QVERIFY(kindOf<SequenceScene>(*page).start != "0.2");
    }

    void sequencesArePresetAndScrubbed() {
        auto page = opened<SequencePage>("sequence");
        QVERIFY(page);
        everyPresetOpens(*page, 12);
        const double end = page->player().timeline().duration;
        page->player().seek(0.3 * end);
        const std::string early = pictureOf(*page);
        page->player().seek(end);
        QVERIFY(pictureOf(*page) != early);
        page->player().seek(0.3 * end);
        QCOMPARE(pictureOf(*page), early);
        const int shown = std::get<SequenceScene>(page->sceneAtPlayhead().kind).shown;
        QVERIFY(shown > 0);
    }

    void sumsAreAccelerated() {
        auto page = opened<SeriesPage>("series");
        QVERIFY(page);
        const std::string levin = pictureOf(*page);
        QTest::mouseClick(page->accelerationChoice().segment(0), Qt::LeftButton);
        settle(*page);
        QVERIFY(pictureOf(*page) != levin);
        QVERIFY(kindOf<SeriesScene>(*page).acceleration == Acceleration::None);
        type(page->termField(), "1/n");
        settle(*page);
        QTRY_VERIFY(page->stage().frame().verdicts.front().role == Role::Bad);
    }

    void theCentreOfTheExpansionIsDragged() {
        auto page = opened<SeriesPage>("series-taylor-log");
        QVERIFY(page);
        QVERIFY(page->functionField().isVisible() && !page->termField().isVisible());
        drag(*page, handleOf(*page, "centre"), {80, 0});
        QVERIFY(kindOf<SeriesScene>(*page).centre != "0");
        QCOMPARE(page->centreField().value().toStdString(), kindOf<SeriesScene>(*page).centre);
        everyPresetOpens(*page, 12);
    }

    void theLossBandIsDragged() {
        auto page = opened<TrainingPage>("training");
        QVERIFY(page);
        const std::string before = kindOf<TrainingScene>(*page).epsilon;
        drag(*page, handleOf(*page, "epsilon"), {0, 50});
        QVERIFY(std::stod(kindOf<TrainingScene>(*page).epsilon) < std::stod(before));
        page->store().undo();
        QCOMPARE(kindOf<TrainingScene>(*page).epsilon, before);
    }

    void theSweepIsReadWithItsRing() {
        auto page = opened<TrainingPage>("training-sweep");
        QVERIFY(page);
        const double before = page->rateSlider().value();
        drag(*page, handleOf(*page, "rate"), {-80, 0});
        QVERIFY(page->rateSlider().value() < before);
        QVERIFY(findPanel(page->stage().frame(), "sweep"));
    }

    void trainingOnAnySurface() {
        auto page = opened<TrainingPage>("training");
        QVERIFY(page);
        const int index = page->surfaceChoice().findData(QStringLiteral("himmelblau"));
        QVERIFY(index > 0);
        page->surfaceChoice().setCurrentIndex(index);
        emit page->surfaceChoice().activated(index);
        settle(*page);
        QCOMPARE(kindOf<TrainingScene>(*page).surface, std::string("himmelblau"));
        QTest::mouseClick(page->viewChoice().segment(2), Qt::LeftButton);
        settle(*page);
        QVERIFY(page->clipSlider().isVisible());
        everyPresetOpens(*page, 9);
    }
};

QTEST_MAIN(TestConvergencePages)
#include "tst_convergence_pages.moc"
