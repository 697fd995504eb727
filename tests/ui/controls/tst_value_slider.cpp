#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "ui/controls/chrome.h"
#include "ui/controls/value_slider.h"

using namespace calc;

class TestValueSlider : public QObject {
    Q_OBJECT

    std::unique_ptr<ValueSlider> make(const SliderScale& scale) {
        auto slider = std::make_unique<ValueSlider>("Learning rate", scale);
        slider->resize(300, 100);
        slider->show();
        if (!QTest::qWaitForWindowExposed(slider.get())) return nullptr;
        return slider;
    }

private slots:
    void initTestCase() { installChromeStyle(); }

    void aDragIsOneGestureAndMovesTheValue() {
        auto slider = make({SliderScale::Kind::Logarithmic, {1e-4, 1.0}, 2, false});
        slider->setValue(0.01);
        QSignalSpy moved(slider.get(), &ValueSlider::valueMoved), began(slider.get(), &ValueSlider::gestureBegan),
            ended(slider.get(), &ValueSlider::gestureEnded);
        QWidget* track = &slider->track();
        QTest::mousePress(track, Qt::LeftButton, {}, {track->width() / 4, 16});
        QTest::mouseMove(track, {track->width() / 2, 16});
        QTest::mouseMove(track, {track->width() * 3 / 4, 16});
        QTest::mouseRelease(track, Qt::LeftButton, {}, {track->width() * 3 / 4, 16});
        QCOMPARE(began.count(), 1);
        QCOMPARE(ended.count(), 1);
        QVERIFY(moved.count() >= 2);
        QVERIFY2(std::abs(std::log10(slider->value()) + 1.0) < 0.15, qPrintable(QString::number(slider->value())));
    }

    void everyDecadeHasTheSameWay() {
        auto slider = make({SliderScale::Kind::Logarithmic, {1.0, 1000.0}, 3, false});
        std::vector<int> places;
        for (const double value : {1.0, 10.0, 100.0, 1000.0}) {
            slider->setValue(value);
            places.push_back(slider->track().value());
        }
        QVERIFY(std::abs((places[1] - places[0]) - (places[2] - places[1])) <= 1);
        QVERIFY(std::abs((places[2] - places[1]) - (places[3] - places[2])) <= 1);
    }

    void decayFactorsWalkTowardOne() {
        auto slider = make({SliderScale::Kind::NearOne, {0.0, 0.999}, 3, false});
        std::vector<int> places;
        for (const double value : {0.0, 0.9, 0.99, 0.999}) {
            slider->setValue(value);
            QCOMPARE(slider->value(), value);
            places.push_back(slider->track().value());
        }
        QVERIFY(std::abs((places[1] - places[0]) - (places[2] - places[1])) <= 1);
    }

    void keysMoveIt() {
        auto slider = make({SliderScale::Kind::Linear, {0.0, 1.0}, 3, false});
        slider->setValue(0.5);
        QSignalSpy moved(slider.get(), &ValueSlider::valueMoved);
        slider->track().setFocus();
        QTest::keyClick(&slider->track(), Qt::Key_Right);
        QCOMPARE(slider->value(), 0.51);
        QTest::keyClick(&slider->track(), Qt::Key_Home);
        QCOMPARE(slider->value(), 0.0);
        QCOMPARE(moved.count(), 2);
    }

    void aTypedValueMayBeAnExpressionAndKeepsItsDigits() {
        auto slider = make({SliderScale::Kind::Logarithmic, {1e-4, 10.0}, 2, false});
        QSignalSpy moved(slider.get(), &ValueSlider::valueMoved);
        slider->field().selectAll();
        QTest::keyClicks(&slider->field(), "1/3");
        QTest::keyClick(&slider->field(), Qt::Key_Return);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.at(0).at(0).toDouble(), 1.0 / 3.0);
        slider->field().selectAll();
        QTest::keyClicks(&slider->field(), "5000");
        QTest::keyClick(&slider->field(), Qt::Key_Return);
        QCOMPARE(moved.at(1).at(0).toDouble(), 10.0);
    }

    void settingAValueIsNoMovement() {
        auto slider = make({SliderScale::Kind::Logarithmic, {1.0, 1000.0}, 3, true});
        QSignalSpy moved(slider.get(), &ValueSlider::valueMoved);
        for (int n = 1; n <= 1000; n += 37) {
            slider->setValue(n);
            QCOMPARE(slider->value(), double(n));
        }
        QCOMPARE(moved.count(), 0);
    }
};

QTEST_MAIN(TestValueSlider)
#include "tst_value_slider.moc"
