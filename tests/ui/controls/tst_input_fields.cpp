#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "ui/controls/chrome.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/text_label.h"

using namespace calc;

class TestInputFields : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    FieldGroup* m_group = nullptr;
    ExpressionEdit* m_function = nullptr;
    NumberField* m_number = nullptr;

    QString sentence() const {
        QString text;
        for (const auto* label : m_group->findChildren<TextLabel*>()) {
            if (label->isVisible() && label->text() != QLatin1String("Function")) text += label->text();
        }
        return text;
    }

private slots:
    void initTestCase() { installChromeStyle(); }

    void init() {
        m_window = std::make_unique<QWidget>();
        m_group = new FieldGroup("Function", FieldGroup::CaptionPlace::Above, m_window.get());
        m_function = new ExpressionEdit("f", {Variable::X}, m_group);
        m_number = new NumberField("a", m_group);
        m_group->addField(m_function);
        m_group->addField(m_number);
        m_group->resize(400, 120);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_function->setValue("x");
        m_function->setFocus();
        m_function->end(false);
    }

    void whatCanBeReadIsAcceptedWhenThePersonPauses() {
        QSignalSpy accepted(m_function, &InputField::accepted);
        m_function->selectAll();
        QTest::keyClicks(m_function, "x^2-3*x");
        QCOMPARE(accepted.count(), 0);
        QTRY_COMPARE(accepted.count(), 1);
        QCOMPARE(accepted.at(0).at(0).toString(), QString("x^2-3*x"));
        QCOMPARE(m_function->text(), QString::fromUtf8("x^2−3·x"));
        QVERIFY(!m_function->error());
    }

    void enterDoesNotWait() {
        QSignalSpy accepted(m_function, &InputField::accepted);
        m_function->selectAll();
        QTest::keyClicks(m_function, "2x");
        QTest::keyClick(m_function, Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
    }

    void anErrorHasAColumnAndASentenceAndTheAcceptedTextStays() {
        QSignalSpy accepted(m_function, &InputField::accepted);
        m_function->selectAll();
        QTest::keyClicks(m_function, "x^3/6-sin(");
        QTest::keyClick(m_function, Qt::Key_Return);
        QCOMPARE(accepted.count(), 0);
        QVERIFY(m_function->error());
        QVERIFY(m_function->error()->span);
        QVERIFY2(sentence().startsWith("Column 1"), qPrintable(sentence()));
        QCOMPARE(m_function->value(), QString("x"));
        const QImage withWave = m_function->grab().toImage();
        QTest::keyClicks(m_function, "x)");
        QTRY_COMPARE(accepted.count(), 1);
        QVERIFY(!m_function->error());
        QVERIFY(sentence().isEmpty());
        QVERIFY(withWave != m_function->grab().toImage());
    }

    void theWaveStandsUnderItsColumn() {
        m_function->selectAll();
        QTest::keyClicks(m_function, "1+foo(x)+x");
        QTest::keyClick(m_function, Qt::Key_Return);
        QVERIFY(m_function->error() && m_function->error()->span);
        m_function->clearFocus();
        const QColor bad = chrome().colour(Token::Bad);
        const QImage picture = m_function->grab().toImage();
        const int y0 = picture.height() / 2 + 4, y1 = picture.height() - chrome().ring() - 5;
        int first = picture.width(), last = 0;
        for (int y = y0; y < y1; ++y) {
            for (int x = chrome().ring() + 5; x < picture.width() - chrome().ring() - 5; ++x) {
                if (QColor(picture.pixel(x, y)) != bad) continue;
                first = std::min(first, x);
                last = std::max(last, x);
            }
        }
        const QFontMetricsF metrics(m_function->font());
        const double begin =
            chrome().ring() + chrome().real(12) + metrics.horizontalAdvance(m_function->text().left(int(m_function->error()->span->first)));
        QVERIFY2(std::abs(first - begin) < 8, qPrintable(QString("%1 %2").arg(first).arg(begin)));
        QVERIFY(last > first && last < picture.width() / 2);
    }

    void escapeTakesTheAcceptedTextBack() {
        QTest::keyClicks(m_function, "+sin(");
        QTest::keyClick(m_function, Qt::Key_Escape);
        QTest::keyClick(m_function, Qt::Key_Escape);
        QCOMPARE(m_function->text(), QString("x"));
    }

    /// A text with an error never reached the Scene, so its undo finds nothing there: the field takes it back itself.
    void undoTakesATextWithAnErrorBackFirst() {
        int asked = 0;
        QShortcut undo(QKeySequence::Undo, m_function->window());
        connect(&undo, &QShortcut::activated, m_function, [&asked] { ++asked; });
        QTest::keyClicks(m_function, "+sin(");
        QTest::keySequence(m_function, QKeySequence::Undo);
        QCOMPARE(m_function->text(), QString("x"));
        QVERIFY(!m_function->error());
        QCOMPARE(asked, 0);
        QTest::keySequence(m_function, QKeySequence::Undo);
        QCOMPARE(asked, 1);
    }

    void halfTypedTextStaysWhileTheSceneStays() {
        QTest::keyClicks(m_function, "+");
        m_function->setValue("x");
        QCOMPARE(m_function->text(), QString("x+"));
        m_function->setValue("cos(x)");
        QCOMPARE(m_function->text(), QString("cos(x)"));
    }

    void undoIsLeftToTheScene() {
        QWidget* window = m_window.get();
        QAction undo;
        undo.setShortcut(QKeySequence::Undo);
        window->addAction(&undo);
        QSignalSpy asked(&undo, &QAction::triggered);
        window->activateWindow();
        QTest::keyClicks(m_function, "+1");
        QTest::keyClick(m_function, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(m_function->text(), QString("x+1"));
        QCOMPARE(m_function->value(), QString("x+1"));
    }

    void namesAreCompleted() {
        QVERIFY(ExpressionEdit::completions().contains("sigmoid("));
        m_function->selectAll();
        QTest::keyClicks(m_function, "2*sig");
        auto* completer = m_function->findChild<QCompleter*>();
        QVERIFY(completer->popup()->isVisible());
        // "sigmoid(" comes before "sign(".
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(m_function->text(), QString::fromUtf8("2·sigmoid("));
    }

    void numbersTakeExpressionsAndACommaWhereItCanMeanNothingElse() {
        QSignalSpy accepted(m_number, &InputField::accepted);
        const std::pair<const char*, const char*> cases[] = {{"pi/2", "pi/2"}, {"-1.5", "-1.5"}, {"0,25", "0.25"}};
        for (const auto& [typed, meant] : cases) {
            m_number->setFocus();
            m_number->selectAll();
            QTest::keyClicks(m_number, typed);
            QTest::keyClick(m_number, Qt::Key_Return);
            QCOMPARE(accepted.takeLast().at(0).toString(), QString(meant));
        }
        m_number->selectAll();
        QTest::keyClicks(m_number, "x");
        QTest::keyClick(m_number, Qt::Key_Return);
        QVERIFY(m_number->error());
        m_number->selectAll();
        QTest::keyClicks(m_number, "inf");
        QTest::keyClick(m_number, Qt::Key_Return);
        QVERIFY(m_number->error());
        m_number->setInfinity(NumberField::Infinity::Allow);
        QTest::keyClick(m_number, Qt::Key_Return);
        QVERIFY(!m_number->error());
    }

    void aSentenceOfTheSceneGoesWhenTheSceneIsWell() {
        m_number->setValue("1");
        m_number->showError({ErrorCode::BadValue, Message("too far"), {}, "to"});
        QVERIFY(sentence().contains("too far"));
        m_number->clearError();
        QVERIFY(sentence().isEmpty());
        m_number->setFocus();
        m_number->end(false);
        QTest::keyClicks(m_number, "+");
        QTest::keyClick(m_number, Qt::Key_Return);
        QVERIFY(m_number->error());
        m_number->clearError();
        QVERIFY2(m_number->error(), "what the field itself found wrong stays");
    }
};

QTEST_MAIN(TestInputFields)
#include "tst_input_fields.moc"
