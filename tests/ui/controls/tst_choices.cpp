#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/optimizer_list.h"
#include "ui/controls/rail.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/side_panel.h"

using namespace calc;

namespace {

std::vector<SeriesReadout> race(int selected) {
    std::vector<SeriesReadout> series(2);
    series[0] = {"0", Look::GradientDescent, Message("Gradient descent"), Message("0.5"), selected == 0};
    series[1] = {"1", Look::Momentum, Message("Momentum"), Message("0.98"), selected == 1};
    return series;
}

}  // namespace

class TestChoices : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void aSegmentIsChosenByClickAndByArrowKeys() {
        SegmentedChoice choice("Height taken at", {"left", "midpoint", "right", "trapezoid", "Simpson"}, {3, 2});
        choice.setCurrent(1);
        QSignalSpy chosen(&choice, &SegmentedChoice::chosen);
        choice.show();
        QVERIFY(QTest::qWaitForWindowExposed(&choice));
        QTest::mouseClick(choice.segment(4), Qt::LeftButton);
        QCOMPARE(choice.current(), 4);
        QCOMPARE(chosen.takeFirst().at(0).toInt(), 4);
        choice.segment(4)->setFocus();
        QTest::keyClick(choice.segment(4), Qt::Key_Left);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.at(0).at(0).toInt(), choice.current());
        QVERIFY(choice.current() != 4);
        choice.setCurrent(0);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(choice.segment(0)->accessibleName(), QString("Height taken at: left"));
    }

    void aChipShowsItsStepAndCanBeTakenOut() {
        OptimizerList list;
        list.show(race(1));
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QCOMPARE(list.count(), 2);
        QSignalSpy chosen(&list, &OptimizerList::chosen), removed(&list, &OptimizerList::removeAsked),
            added(&list, &OptimizerList::addAsked);
        QTest::mouseClick(list.chip(0), Qt::LeftButton, {}, {60, 20});
        QCOMPARE(chosen.takeFirst().at(0).toInt(), 0);
        list.chip(1)->setFocus();
        QTest::keyClick(list.chip(1), Qt::Key_Delete);
        QCOMPARE(removed.takeFirst().at(0).toInt(), 1);
        QTest::mouseClick(list.addButton(), Qt::LeftButton);
        QCOMPARE(added.count(), 1);
    }

    void chipsStayWhileOnlyTheLossChanges() {
        OptimizerList list;
        list.show(race(1));
        const QWidget* first = list.chip(0);
        auto next = race(0);
        next[0].value = Message("0.25");
        list.show(next);
        QCOMPARE(list.chip(0), first);
        QCOMPARE(list.chip(0)->accessibleDescription(), QString("0.25"));
        next.pop_back();
        list.show(next);
        QCOMPARE(list.count(), 1);
    }

    void theLastOptimizerStays() {
        OptimizerList list;
        auto one = race(0);
        one.pop_back();
        list.show(one);
        list.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy removed(&list, &OptimizerList::removeAsked);
        list.chip(0)->setFocus();
        QTest::keyClick(list.chip(0), Qt::Key_Delete);
        QCOMPARE(removed.count(), 0);
    }

    void theRailShowsThePagesOfTheOpenConcept() {
        Rail rail({{"Integrals", Role::Integrals, Glyph::Integrals, {{"area", "Area"}}},
                   {"Limits", Role::Limits, Glyph::Limits, {{"limit", "Microscope"}}}},
                  nullptr);
        rail.resize(258, 800);
        rail.show();
        QVERIFY(QTest::qWaitForWindowExposed(&rail));
        QVERIFY(!rail.pageItem("area")->isVisible());
        rail.setCurrent("area");
        QVERIFY(rail.pageItem("area")->isVisible() && !rail.pageItem("limit")->isVisible());
        QSignalSpy chosen(&rail, &Rail::pageChosen);
        QTest::mouseClick(rail.pageItem("area"), Qt::LeftButton);
        QCOMPARE(chosen.takeFirst().at(0).toString(), QString("area"));
        const int wide = rail.width();
        rail.setFolded(true);
        QVERIFY(rail.width() < wide / 2);
        QVERIFY(!rail.pageItem("area")->isVisible());
    }

    void whatIsFoldedComesInSightAndTakesThePlaceOfTheOthersWhereBothDoNotFit() {
        SidePanel panel;
        auto* control = new QWidget;
        control->setFixedHeight(300);
        panel.addControl(control);
        auto* folded = new QWidget;
        folded->setFixedHeight(300);
        panel.addFolded("More", folded);
        panel.resize(364, 1000);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* heading = panel.findChild<Disclosure*>();
        QVERIFY(control->isVisible() && !folded->isVisible());
        QTest::mouseClick(heading, Qt::LeftButton);
        QVERIFY(control->isVisible() && folded->isVisible());
        panel.resize(364, 600);
        QTRY_VERIFY(!control->isVisible() && folded->isVisible());
        QTest::mouseClick(heading, Qt::LeftButton);
        QVERIFY(control->isVisible() && !folded->isVisible());
    }
};

QTEST_MAIN(TestChoices)
#include "tst_choices.moc"
