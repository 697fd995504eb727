#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "descent_support.h"

using namespace calc;

namespace {

QList<QJsonObject> recordedRuns() {
    QFile file(QStringLiteral(CALCULOSCOPE_TEST_DATA "/pytorch_optimizers.jsonl"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no recorded runs");
    QList<QJsonObject> runs;
    file.readLine();  // where they come from
    while (!file.atEnd()) runs.append(QJsonDocument::fromJson(file.readLine()).object());
    return runs;
}

Vec2 pointOf(const QJsonValue& value) { return {value.toArray()[0].toDouble(), value.toArray()[1].toDouble()}; }

}  // namespace

/// Runs of torch.optim, recorded, with parameters at and near the ends of their ranges: step for step the same.
class PyTorchOptimizersTest : public QObject {
    Q_OBJECT
private slots:
    void everyOptimizerIsThere() {
        QMap<QString, int> count;
        for (const QJsonObject& run : recordedRuns()) ++count[run["optimizer"].toString()];
        QCOMPARE(count.size(), 8);
        for (const int runs : count) QVERIFY(runs >= 5);
    }

    void sameSteps_data() {
        QTest::addColumn<QJsonObject>("run");
        int number = 0;
        for (const QJsonObject& run : recordedRuns()) QTest::addRow("%s %d", qPrintable(run["optimizer"].toString()), ++number) << run;
    }
    void sameSteps() {
        QFETCH(QJsonObject, run);
        ParameterValues values;
        const QJsonObject parameters = run["parameters"].toObject();
        for (auto p = parameters.begin(); p != parameters.end(); ++p)
            values[p.key().toStdString()] = p->isBool() ? (p->toBool() ? 1.0 : 0.0) : p->toDouble();
        DescentOptions options = optionsOf(pointOf(run["start"]), optimizerOf(qPrintable(run["optimizer"].toString()), values), 50);
        options.stop = StopRule::Never;
        const Trajectory got = runOf(lossOf(qPrintable(run["f"].toString())), options);
        QCOMPARE(got.points.size(), std::size_t(51));
        const QJsonObject points = run["points"].toObject();
        QVERIFY(points.size() == 7);
        for (auto p = points.begin(); p != points.end(); ++p) {
            const Vec2 want = pointOf(*p);
            const Vec2 is = got.points[static_cast<std::size_t>(p.key().toInt())];
            const double scale = std::fmax(std::fmax(std::fabs(want.x), std::fabs(want.y)), 1e-3);
            QVERIFY2(std::fabs(is.x - want.x) <= 1e-12 * scale && std::fabs(is.y - want.y) <= 1e-12 * scale,
                     qPrintable(QStringLiteral("step %1: (%2, %3) instead of (%4, %5)")
                                    .arg(p.key())
                                    .arg(is.x, 0, 'g', 17)
                                    .arg(is.y, 0, 'g', 17)
                                    .arg(want.x, 0, 'g', 17)
                                    .arg(want.y, 0, 'g', 17)));
        }
    }
};

QTEST_APPLESS_MAIN(PyTorchOptimizersTest)
#include "tst_optimizers_pytorch.moc"
