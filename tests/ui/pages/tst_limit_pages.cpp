#include <QCheckBox>
#include <QPushButton>
#include <QTest>

#include "core/base/number_text.h"
#include "core/scene/epsilon_delta_examples.h"
#include "tests/support/page_driver.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/epsilon_delta_page.h"
#include "ui/pages/limit_page.h"
#include "ui/pages/preset_choice.h"

using namespace calc;

namespace {

const EpsilonDeltaScene& bandsOf(ScenePage& page) { return std::get<EpsilonDeltaScene>(page.store().scene().kind); }
const LimitScene& limitOf(ScenePage& page) { return std::get<LimitScene>(page.store().scene().kind); }

Frame frameOf(ScenePage& page) { return frameAt(*page.preparation().prepared(), page.player().time()); }
Role cardOf(ScenePage& page) { return frameOf(page).verdicts.front().role; }

}  // namespace

class TestLimitPages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void theEpsilonBandIsDraggedInOneStepBack() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        drag(*page, "epsilon-high", {0, 60});
        const double epsilon = *parseDouble(bandsOf(*page).epsilon);
        QVERIFY(epsilon < 0.45 && epsilon > 0.05);
        QVERIFY(bandsOf(*page).deltaFollows);
        QVERIFY(cardOf(*page) == Role::Ok);
        page->store().undo();
        QCOMPARE(bandsOf(*page).epsilon, std::string("0.5"));
        QVERIFY(!page->store().canUndo());
    }

    void aBandThatIsDraggedAtAnotherMomentIsTheScenesOwn() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        page->player().toEnd();
        QVERIFY(page->epsilonSlider().value() < 0.02);
        drag(*page, "epsilon-high", {0, -80});
        const double epsilon = *parseDouble(bandsOf(*page).epsilon);
        QVERIFY(epsilon > 0.1);
        QVERIFY(std::fabs(page->epsilonSlider().value() - epsilon) < 1e-3);
    }

    void aDeltaOfOnesOwnIsRefutedWhenItIsTooWide() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        drag(*page, "delta-high", {90, 0});
        QVERIFY(!bandsOf(*page).deltaFollows);
        QVERIFY(!page->followsBox().isChecked());
        QVERIFY(cardOf(*page) == Role::Bad);
        page->deltaSlider().field().setFocus();
        type(page->deltaSlider().field(), "0.1");
        settle(*page);
        QCOMPARE(bandsOf(*page).delta, std::string("0.1"));
        QVERIFY(cardOf(*page) == Role::Ok);
        QTest::mouseClick(&page->followsBox(), Qt::LeftButton);
        settle(*page);
        QVERIFY(bandsOf(*page).deltaFollows);
    }

    void anotherLimitIsRefuted() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        type(page->limitField(), "2");
        settle(*page);
        QVERIFY(cardOf(*page) == Role::Bad);
        type(page->limitField(), "1");
        settle(*page);
        QVERIFY(cardOf(*page) == Role::Ok);
    }

    void theProofIsWatched() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        QTest::mouseClick(&page->proofButton(), Qt::LeftButton);
        settle(*page);
        QVERIFY(bandsOf(*page).view == EpsilonDeltaView::Proof);
        page->player().pause();
        page->player().toStart();
        QVERIFY(page->player().timeline().stops.size() > 2);
        QTest::keyClick(page.get(), Qt::Key_Right);
        QTRY_COMPARE(page->player().time(), page->player().timeline().stops[1]);
        QTest::mouseClick(&page->proofButton(), Qt::LeftButton);
        settle(*page);
        QVERIFY(bandsOf(*page).view == EpsilonDeltaView::Game);
    }

    void theDuelGoesOnUntilTheLearnerAnswers() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        QVERIFY(!page->nextButton().isVisible());
        QTest::mouseClick(page->playerChoice().segment(1), Qt::LeftButton);
        settle(*page);
        QVERIFY(page->nextButton().isVisible());
        QVERIFY2(!page->stage().handlePlace(QLatin1String("epsilon-high")), "epsilon is the program's");
        QVERIFY(cardOf(*page) == Role::Ok);
        QTest::mouseClick(&page->nextButton(), Qt::LeftButton);
        settle(*page);
        QCOMPARE(bandsOf(*page).round, 1);
        QVERIFY(cardOf(*page) == Role::Bad);
        type(page->deltaSlider().field(), "0.001");
        settle(*page);
        QVERIFY(cardOf(*page) == Role::Ok);
    }

    void quantifiersAreSwapped() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        page->swappedBox().click();
        settle(*page);
        page->player().pause();
        QVERIFY(bandsOf(*page).view == EpsilonDeltaView::Swapped);
        page->player().toEnd();
        QVERIFY(cardOf(*page) == Role::Bad);
    }

    void everyClaimOfTheListCanBeChosen() {
        auto page = opened<EpsilonDeltaPage>("epsilon-delta");
        QVERIFY(page);
        const auto examples = epsilonDeltaExamples();
        QCOMPARE(page->examples().count(), static_cast<int>(examples.size()));
        for (const int index : {0, 17, 33}) {
            emit page->examples().activated(index);
            settle(*page);
            const EpsilonDeltaExample& example = examples[static_cast<std::size_t>(index)];
            QCOMPARE(bandsOf(*page).function, std::string(example.function));
            QCOMPARE(page->examples().currentIndex(), index);
            const Role role = example.sort == EpsilonDeltaKind::Proved    ? Role::Ok
                              : example.sort == EpsilonDeltaKind::Refuted ? Role::Bad
                                                                          : Role::Undecided;
            QVERIFY(cardOf(*page) == role);
        }
    }

    void theMicroscopeHasThreeViews() {
        auto page = opened<LimitPage>("limit");
        QVERIFY(page);
        const double time = page->player().time();
        QTest::mouseClick(page->viewChoice().segment(1), Qt::LeftButton);
        settle(*page);
        QVERIFY(limitOf(*page).view == LimitView::Linearity);
        QVERIFY(findPanel(frameOf(*page), "deviation"));
        QTest::mouseClick(page->viewChoice().segment(2), Qt::LeftButton);
        settle(*page);
        QVERIFY(limitOf(*page).view == LimitView::Computer);
        QCOMPARE(frameOf(*page).tables.front().headers.size(), std::size_t{3});
        QTest::mouseClick(page->viewChoice().segment(0), Qt::LeftButton);
        settle(*page);
        QVERIFY(limitOf(*page).view == LimitView::Values);
        QCOMPARE(page->player().time(), time);
    }

    void everySceneOfTheMicroscopeCanBeTried() {
        auto page = opened<LimitPage>("limit");
        QVERIFY(page);
        QVERIFY(page->presets().count() >= 15);
        const int index = page->presets().findData(QStringLiteral("limit-corner"));
        QVERIFY(index >= 0);
        emit page->presets().activated(index);
        settle(*page);
        page->player().pause();
        QCOMPARE(limitOf(*page).function, std::string("abs(x)"));
        QVERIFY(cardOf(*page) == Role::Bad);
        // With another function it is no longer that scene.
        Scene changed = page->store().scene();
        std::get<LimitScene>(changed.kind).function = "x";
        page->store().change(changed, {});
        settle(*page);
        QCOMPARE(page->presets().currentIndex(), -1);
        page->store().undo();
        settle(*page);
        QCOMPARE(page->presets().currentIndex(), index);
    }
};

QTEST_MAIN(TestLimitPages)
#include "tst_limit_pages.moc"
