#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/descent/parameters.h"
#include "core/scene/describe.h"
#include "tests/support/page_driver.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/optimizer_list.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/side_panel.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/descent_page.h"
#include "ui/pages/remedy_button.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

const DescentScene& descentOf(ScenePage& page) { return std::get<DescentScene>(page.store().scene().kind); }

}  // namespace

class TestDescentPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void anotherSurfaceBringsItsStartAndIsUndone() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        const Scene before = page->store().scene();
        const std::string picture = pictureOf(*page);
        page->store().change({before.title, onSurface(descentOf(*page), "rosenbrock")});
        settle(*page);
        QVERIFY(pictureOf(*page) != picture);
        QVERIFY(page->functionField().text().contains("100"));
        page->store().undo();
        settle(*page);
        QCOMPARE(pictureOf(*page), picture);
    }

    void aTypedSurfaceIsATypedSurface() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        type(page->functionField(), "x^2+3*y^2");
        QCOMPARE(descentOf(*page).surface, std::string(kTypedSurface));
        QCOMPARE(descentOf(*page).function, std::string("x^2+3*y^2"));
        settle(*page);
        QVERIFY(!page->functionField().error());
    }

    void optimizersAreShownAddedAndTakenOut() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        OptimizerList& list = page->optimizerList();
        const int count = list.count();
        QCOMPARE(count, int(descentOf(*page).optimizers.size()));
        QTRY_VERIFY(list.chip(0)->width() > 200 && list.chip(0)->height() > 25);
        QTest::mouseClick(list.chip(0), Qt::LeftButton, {}, {80, 20});
        QCOMPARE(descentOf(*page).shown, 0);
        page->store().change({"", withOptimizer(descentOf(*page), "newton")});
        settle(*page);
        QCOMPARE(list.count(), count + 1);
        QCOMPARE(descentOf(*page).shown, count);
        list.chip(count)->setFocus();
        QTest::keyClick(list.chip(count), Qt::Key_Delete);
        settle(*page);
        QCOMPARE(list.count(), count);
    }

    void theLearningRateIsThatOfTheShownOptimizer() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        const auto shown = std::size_t(descentOf(*page).shown);
        const auto before = descentOf(*page).optimizers;
        ValueSlider* rate = page->parameters().slider("learning_rate");
        QVERIFY(rate);
        type(rate->field(), "0.023");
        QCOMPARE(descentOf(*page).optimizers[shown].parameters.at("learning_rate"), 0.023);
        for (std::size_t i = 0; i < before.size(); ++i) QCOMPARE(descentOf(*page).optimizers[i] == before[i], i != shown);
    }

    void aLearningRateOfAMillionMayBeTyped() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        type(page->parameters().slider("learning_rate")->field(), "1e6");
        settle(*page);
        QCOMPARE(descentOf(*page).optimizers[std::size_t(descentOf(*page).shown)].parameters.at("learning_rate"), 1e6);
        page->player().toEnd();
        const Frame& frame = page->stage().frame();
        QVERIFY(renderPlainEnglish(frame.sentence).find("flies apart") != std::string::npos);
        QCOMPARE(renderPlainEnglish(frame.verdicts.back().title), std::string("Diverged"));
    }

    void everyParameterOfEveryOptimizerCanBeSet() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        for (const OptimizerInfo& info : optimizers()) {
            DescentScene scene = descentOf(*page);
            scene.optimizers = {{std::string(info.name), {}}};
            scene.shown = 0;
            page->store().change({"", scene});
            settle(*page);
            for (const ParameterInfo& parameter : info.parameters) {
                const QString help = QString::fromUtf8(parameter.help.data(), qsizetype(parameter.help.size()));
                const auto all = page->findChildren<QWidget*>();
                const bool isThere = std::any_of(all.begin(), all.end(), [&help](QWidget* w) { return w->toolTip().startsWith(help); });
                QVERIFY2(isThere, parameter.name.data());
            }
        }
    }

    void schedulesHaveTheirParameters() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        for (const ScheduleInfo& info : schedules()) {
            DescentScene scene = descentOf(*page);
            scene.schedule = {std::string(info.name), {}};
            page->store().change({"", scene});
            settle(*page);
            for (const ParameterInfo& parameter : info.parameters) QVERIFY(page->scheduleParameters().slider(std::string(parameter.name)));
        }
        QCOMPARE(descentOf(*page).schedule.name, std::string("warmup"));
        type(page->scheduleParameters().slider("schedule_total_iters")->field(), "12");
        QCOMPARE(descentOf(*page).schedule.parameters.at("schedule_total_iters"), 12.0);
        page->store().undo();
        QVERIFY(descentOf(*page).schedule.parameters.empty());
    }

    void aNewSeedIsANewRun() {
        auto page = opened<DescentPage>("descent-noise");
        QVERIFY(page);
        const std::string picture = pictureOf(*page);
        page->findChild<QPushButton*>("newSeed")->click();
        settle(*page);
        QVERIFY(pictureOf(*page) != picture);
        page->store().undo();
        settle(*page);
        QCOMPARE(pictureOf(*page), picture);
    }

    void stagesAreWalkedForwardAndBack() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        page->viewChoice().segment(static_cast<int>(DescentView::Step))->click();
        settle(*page);
        const auto stage = [&page] { return *page->stage().frame().stage; };
        QCOMPARE(stage().done, 0);
        auto* next = page->findChild<QPushButton*>("stageNext");
        auto* back = page->findChild<QPushButton*>("stageBack");
        QVERIFY(next->isVisible() && back->isVisible());
        const int count = stage().count;
        QVERIFY(count >= 3);
        for (int i = 1; i <= count; ++i) {
            next->click();
            settle(*page);
            QCOMPARE(stage().done, i);
        }
        const double before = page->player().time();
        next->click();
        settle(*page);
        QTRY_VERIFY(page->player().time() > before);
        QCOMPARE(stage().done, 1);
        QTRY_VERIFY(!page->player().isPlaying());
        back->click();
        settle(*page);
        QCOMPARE(stage().done, count);
    }

    void freezingKeepsARunAsA() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        page->findChild<QPushButton*>("freeze")->click();
        settle(*page);
        QVERIFY(descentOf(*page).frozen);
        type(page->parameters().slider("learning_rate")->field(), "0.02");
        settle(*page);
        QVERIFY(pictureOf(*page).find("A, η = 0.01") != std::string::npos);
        QVERIFY(pictureOf(*page).find("B, η = 0.02") != std::string::npos);
        page->findChild<QPushButton*>("copyTable")->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith("run,optimizer,step,x,y,loss"));
        page->findChild<QPushButton*>("release")->click();
        settle(*page);
        QVERIFY(pictureOf(*page).find("A, η") == std::string::npos);
    }

    void furtherStartsHaveHandlesInBothPictures() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        page->findChild<QPushButton*>("addStart")->click();
        settle(*page);
        QCOMPARE(descentOf(*page).moreStarts.size(), std::size_t{1});
        QVERIFY(page->stage().handlePlace("start.0"));
        page->findChild<QPushButton*>("removeStarts")->click();
        settle(*page);
        QVERIFY(!page->stage().handlePlace("start.0"));
    }

    void basinsComeInTheBackground() {
        auto page = opened<DescentPage>("descent-bowl");
        QVERIFY(page);
        DescentScene scene = descentOf(*page);
        scene.basinCells = 40;
        page->store().change({"", scene});
        settle(*page);
        page->findChild<QCheckBox*>("basins")->click();
        QVERIFY(descentOf(*page).showBasins);
        QTRY_VERIFY_WITH_TIMEOUT(pictureOf(*page).find("with basins 40 x 40") != std::string::npos, 20000);
        page->store().undo();
        settle(*page);
        QVERIFY(pictureOf(*page).find("with basins") == std::string::npos);
    }

    void aTaskSaysHowItStands() {
        auto page = opened<DescentPage>("descent-task-rosenbrock");
        QVERIFY(page);
        TaskCard* card = page->findChildren<TaskCard*>().value(0);
        QVERIFY(card && card->isVisible());
        QVERIFY(card->accessibleDescription().contains("25"));
        DescentScene scene = descentOf(*page);
        scene.optimizers = {{"newton", {}}};
        page->store().change({"", scene});
        settle(*page);
        page->player().toEnd();
        QTRY_VERIFY2(card->accessibleDescription().contains("Done"), qPrintable(card->accessibleDescription()));
    }

    void whyItStoppedIsSaid() {
        auto page = opened<DescentPage>("descent-diverges");
        QVERIFY(page);
        DescentScene scene = descentOf(*page);
        scene.optimizers = {{"sgd", {{"learning_rate", 1.0}}}};
        page->store().change({"", scene});
        settle(*page);
        page->player().toEnd();
        const auto said = [&page] {
            QString all;
            for (TaskCard* card : page->findChildren<TaskCard*>()) {
                if (card->isVisible()) all += card->accessibleName() + QLatin1String(": ") + card->accessibleDescription();
            }
            return all;
        };
        QTRY_VERIFY2(said().contains("Diverged: ") && said().contains("learning rate"), qPrintable(said()));
    }

    void aClickOnTheMapSetsTheStart() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        const QRectF plot = page->stage().plotOf("map");
        QVERIFY(plot.width() > 100);
        const Panel* map = nullptr;
        for (const Panel& panel : page->stage().frame().panels) {
            if (panel.id == "map") map = &panel;
        }
        QVERIFY(map);
        const Range x = map->x.range, y = map->y.range;
        const QPoint place(int(plot.left() + 0.5 * plot.width()), int(plot.top() + 0.25 * plot.height()));
        const Scene before = page->store().scene();
        QTest::mouseClick(&page->stage(), Qt::LeftButton, {}, place);
        settle(*page);
        const double atX = QString::fromStdString(descentOf(*page).startX).toDouble();
        const double atY = QString::fromStdString(descentOf(*page).startY).toDouble();
        QVERIFY(std::fabs(atX - (x.low + (place.x() - plot.left()) / plot.width() * x.length())) < 0.01 * x.length());
        QVERIFY(std::fabs(atY - (y.high - (place.y() - plot.top()) / plot.height() * y.length())) < 0.01 * y.length());
        page->store().undo();
        QVERIFY(page->store().scene() == before);
    }

    void aDivergedRunIsBroughtBackWithOneClick() {
        auto page = opened<DescentPage>("descent-diverges");
        QVERIFY(page);
        type(page->parameters().slider("learning_rate")->field(), "0.5");
        settle(*page);
        page->player().toEnd();
        RemedyButton* remedy = &page->remedy();
        QVERIFY(remedy->isVisible());
        QCOMPARE(remedy->text(), QStringLiteral("Halve the learning rate"));
        const double before = page->parameters().slider("learning_rate")->value();
        QTest::mouseClick(remedy, Qt::LeftButton);
        settle(*page);
        QCOMPARE(page->parameters().slider("learning_rate")->value(), before / 2);
        QVERIFY(page->player().isPlaying());
        QVERIFY(page->player().time() < 0.5 * page->player().timeline().duration);
        page->player().pause();
    }

    void aStartWithoutAValueIsMovedWithOneClick() {
        auto page = opened<DescentPage>("descent");
        QVERIFY(page);
        type(page->functionField(), "ln(x)+y^2");
        settle(*page);
        QVERIFY(page->remedy().isVisible());
        QCOMPARE(page->remedy().text(), QStringLiteral("Start where f has a value"));
        QTest::mouseClick(&page->remedy(), Qt::LeftButton);
        settle(*page);
        page->player().pause();
        QVERIFY(QString::fromStdString(descentOf(*page).startX).toDouble() > 0);
        QVERIFY(page->player().timeline().duration > 0);
        page->store().undo();
        settle(*page);
        QVERIFY(page->remedy().isVisible());
    }

    void aLossWithoutABottomIsNoMatterOfTheLearningRate() {
        auto page = opened<DescentPage>("descent-saddle");
        QVERIFY(page);
        page->player().toEnd();
        QVERIFY(renderPlainEnglish(page->stage().frame().sentence).find("no bottom") != std::string::npos);
        QVERIFY(!page->remedy().isVisible());
    }
};

QTEST_MAIN(TestDescentPage)
#include "tst_descent_page.moc"
