#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "core/scene/describe.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/optimizer_list.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/descent_page.h"
#include "ui/state/resource_reading.h"

using namespace calc;

namespace {

std::unique_ptr<DescentPage> opened(const char* builtIn) {
    const Result<Scene> scene = builtInScene(QLatin1String(builtIn));
    if (!scene.ok()) return nullptr;
    auto page = std::make_unique<DescentPage>(*scene);
    page->resize(1662, 1080);
    page->show();
    page->start(false);
    if (!QTest::qWaitForWindowExposed(page.get())) return nullptr;
    return QTest::qWaitFor([&page] { return page->preparation().prepared() && !page->stage().frame().panels.empty(); }, 20000)
               ? std::move(page)
               : nullptr;
}

std::string pictureOf(ScenePage& page) { return describe(page.stage().frame()); }
void settle(ScenePage& page) { QTRY_VERIFY_WITH_TIMEOUT(!page.preparation().isBusy(), 20000); }
const DescentScene& descentOf(ScenePage& page) { return std::get<DescentScene>(page.store().scene().kind); }

void type(QLineEdit& field, const char* text) {
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

}  // namespace

class TestDescentPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installChromeStyle(); }

    void anotherSurfaceBringsItsStartAndIsUndone() {
        auto page = opened("descent");
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
        auto page = opened("descent");
        QVERIFY(page);
        type(page->functionField(), "x^2+3*y^2");
        QCOMPARE(descentOf(*page).surface, std::string(kTypedSurface));
        QCOMPARE(descentOf(*page).function, std::string("x^2+3*y^2"));
        settle(*page);
        QVERIFY(!page->functionField().error());
    }

    void optimizersAreShownAddedAndTakenOut() {
        auto page = opened("descent");
        QVERIFY(page);
        OptimizerList& list = page->optimizerList();
        const int count = list.count();
        QCOMPARE(count, int(descentOf(*page).optimizers.size()));
        QTRY_VERIFY(list.chip(0)->width() > 200);
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
        auto page = opened("descent");
        QVERIFY(page);
        const auto shown = std::size_t(descentOf(*page).shown);
        const auto before = descentOf(*page).optimizers;
        ValueSlider* rate = page->parameters().slider("learning_rate");
        QVERIFY(rate);
        type(rate->field(), "0.023");
        QCOMPARE(descentOf(*page).optimizers[shown].parameters.at("learning_rate"), 0.023);
        for (std::size_t i = 0; i < before.size(); ++i) QCOMPARE(descentOf(*page).optimizers[i] == before[i], i != shown);
    }
};

QTEST_MAIN(TestDescentPage)
#include "tst_descent_page.moc"
