#include <QtTest>

#include "ui/paint/text_painter.h"
#include "ui/paint/theme.h"

using namespace calc;

namespace {

std::vector<RichLine> linesOf(const char* text, double width) {
    return richLines(QString::fromUtf8(text), 20.0, 500, Qt::black, Theme::light(), width);
}

QString wordsOf(const std::vector<RichLine>& lines) {
    QStringList all;
    for (const RichLine& line : lines) {
        QString words;
        for (const RichLine::Run& run : line.runs) words += run.text;
        all << words;
    }
    return all.join(QLatin1Char('|'));
}

}  // namespace

class TestTextPainter : public QObject {
    Q_OBJECT

private slots:
    /// Wherever a space stands a line may break, also before and behind words in a colour; no line is wider than it may be.
    void linesBreakAtEverySpace() {
        const char* sentence =
            "What stands out above <secant>the mean, 6.73699,</secant> fills what is missing below it: the same "
            "<accumulated>area.</accumulated>";
        const QString whole = wordsOf(linesOf(sentence, 1e9));
        QCOMPARE(whole, QStringLiteral("What stands out above the mean, 6.73699, fills what is missing below it: the same area."));
        for (double width = 100.0; width < 1000.0; width += 7.0) {
            const auto lines = linesOf(sentence, width);
            for (const RichLine& line : lines) QVERIFY2(line.width <= width, qPrintable(wordsOf(lines)));
            QCOMPARE(wordsOf(lines).replace(QLatin1Char('|'), QLatin1Char(' ')), whole);
        }
    }
    void pointsStayWithTheirWord() {
        QCOMPARE(wordsOf(linesOf("the <secant>mean</secant>, and", 1.0)), QStringLiteral("the|mean,|and"));
        QCOMPARE(wordsOf(linesOf("<secant>a</secant> <secant>b</secant>", 1e9)), QStringLiteral("a b"));
        QCOMPARE(wordsOf(linesOf("a <secant> b </secant> c", 1e9)), QStringLiteral("a b c"));
    }
};

QTEST_MAIN(TestTextPainter)
#include "tst_text_painter.moc"
