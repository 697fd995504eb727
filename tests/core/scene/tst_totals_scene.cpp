#include <QtTest>
#include <cmath>

#include "core/scene/codec.h"
#include "core/scene/describe.h"
#include "core/scene/moved.h"
#include "core/scene/scene_numbers.h"
#include "core/scene/totals_choices.h"
#include "core/scene/totals_prepare.h"
#include "core/table/date_cell.h"
#include "tests/support/scene_files.h"

using namespace calc;

namespace {

using Part = std::shared_ptr<const TotalsPrepared>;

Result<Part> preparedBuiltIn(const TotalsScene& scene) { return prepareTotals(scene, test::builtInData(), nullptr, {}); }

/// A person's file with this text, its columns looked for.
TotalsScene ownFile() { return withFile(TotalsScene{}, "/home/me/own.csv"); }
Result<Part> preparedText(const std::string& text, TotalsScene scene = ownFile()) {
    return prepareTotals(scene, {{scene.file, text}}, nullptr, {});
}

const Mark* findMark(const Panel& panel, const char* id) {
    for (const Mark& mark : panel.moving) {
        if (markId(mark) == id) return &mark;
    }
    for (const Mark& mark : *panel.still) {
        if (markId(mark) == id) return &mark;
    }
    return nullptr;
}

/// The area of all boxes of a mark, below the axis negative.
double areaOf(const Panel& panel, const char* id) {
    const Mark* mark = findMark(panel, id);
    double area = 0.0;
    if (!mark) return area;
    for (const Box& box : *std::get<Boxes>(*mark).boxes) area += (box.high.x - box.low.x) * (box.high.y > 0.0 ? box.high.y : box.low.y);
    return area;
}

std::string sentenceOf(const Error& error) { return renderPlainEnglish(error.message); }

}  // namespace

class TestTotalsScene : public QObject {
    Q_OBJECT

private slots:
    void rentals();
    void periods_data();
    void periods();
    void periodIsNeverEmpty();
    void ratings();
    void areasAndRectangleAreTheTotal_data();
    void areasAndRectangleAreTheTotal();
    void chordHasTheSlopeOfTheMean();
    void monthsAreCalendarMonths();
    void gapsStayGaps();
    void rowsOfOneDayAreAdded();
    void unevenNumbersStandInTurn();
    void negativeValuesAreBelow();
    void badRowsAreToldWithTheirLines();
    void hostileFiles_data();
    void hostileFiles();
    void understoodFiles_data();
    void understoodFiles();
    void wrongChoices_data();
    void wrongChoices();
    void changedFileIsRefused();
    void missingFrameNamesTheFile();
    void dataAreTakenOver();
    void handles();
    void openingStandsWhereItWasSaved();
    void numbersAreNotThinned();
    void fileBySetting();
};

/// The numbers were computed with Python's integers and fractions from the same files.
void TestTotalsScene::rentals() {
    const auto totals = preparedBuiltIn({});
    QVERIFY(totals);
    const TotalsPeriod& period = *(*totals)->period;
    QCOMPARE(period.count, std::size_t{731});
    QCOMPARE(period.total.value, 3292679.0);
    QCOMPARE(period.total.error, 0.0);
    QCOMPARE(period.mean.value, 4504.3488372093025);
    QVERIFY((*totals)->bars->isDaily);
    QCOMPARE((*totals)->bars->rejected.count, std::int64_t{0});
    const Frame frame = totalsFrame(**totals, 100.0);
    const std::string text = describe(frame);
    QVERIFY(text.find("3\u2009292\u2009679") != std::string::npos);
    QVERIFY(text.find("4504.35") != std::string::npos || text.find("4\u2009504.35") != std::string::npos);
}

void TestTotalsScene::periods_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("days");
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("mean");
    QTest::newRow("summer") << "2012-06-01"
                            << "2012-08-31" << 92 << 620940.0 << 6749.347826086957;
    QTest::newRow("february") << "2011-02-01"
                              << "2011-02-28" << 28 << 48215.0 << 1721.9642857142858;
    QTest::newRow("other way round") << "2011-02-28"
                                     << "2011-02-01" << 28 << 48215.0 << 1721.9642857142858;
    QTest::newRow("half a year") << ""
                                 << "2011-07-14" << 195 << 591738.0 << 3034.5538461538463;
    QTest::newRow("new year") << "31.12.2011"
                              << "1.1.2012" << 2 << 4779.0 << 2389.5;
    QTest::newRow("from before the first") << "1999-01-01"
                                           << "2011-07-14" << 195 << 591738.0 << 3034.5538461538463;
}

void TestTotalsScene::periods() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, days);
    QFETCH(double, total);
    QFETCH(double, mean);
    TotalsScene scene;
    scene.from = from.toStdString();
    scene.to = to.toStdString();
    const auto totals = preparedBuiltIn(scene);
    QVERIFY(totals);
    QCOMPARE((*totals)->period->count, static_cast<std::size_t>(days));
    QCOMPARE((*totals)->period->total.value, total);
    QCOMPARE((*totals)->period->mean.value, mean);
    QCOMPARE((*totals)->period->running.back(), total);
}

void TestTotalsScene::periodIsNeverEmpty() {
    for (const auto& [from, to] : {std::pair("2030-01-01", ""), std::pair("", "1999-12-31"), std::pair("2011-05-05", "2011-05-05"),
                                   std::pair("1999-01-01", "1999-12-31"), std::pair("2031-01-01", "2032-01-01")}) {
        TotalsScene scene;
        scene.from = from;
        scene.to = to;
        const auto totals = preparedBuiltIn(scene);
        QVERIFY(totals);
        QCOMPARE((*totals)->period->count, std::size_t{1});
    }
}

void TestTotalsScene::ratings() {
    TotalsScene scene = withFile({}, "built-in:film_ratings.csv");
    scene.value = "imdb_rating_10";
    const auto plain = preparedBuiltIn(scene);
    QVERIFY(plain);
    QCOMPARE((*plain)->period->count, std::size_t{146});
    QVERIFY(std::fabs((*plain)->period->total.value - 983.6) <= (*plain)->period->total.error);
    QVERIFY(std::fabs((*plain)->period->mean.value - 6.736986301369863) <= (*plain)->period->mean.error);
    QVERIFY((*plain)->period->mean.error < 1e-12);
    scene.weight = "imdb_votes";
    for (const TotalsOrder order : {TotalsOrder::Along, TotalsOrder::ByHeight}) {
        scene.order = order;
        const auto weighted = preparedBuiltIn(scene);
        QVERIFY(weighted);
        const TotalsPeriod& period = *(*weighted)->period;
        QVERIFY(std::fabs(period.mean.value - 7.08160676941709) <= 1e-13);
        QVERIFY(std::fabs(period.total.value - 44299316.9) <= period.total.error);
        QCOMPARE(period.measure.back(), 6255546.0);
        QVERIFY(std::fabs(period.plainMean.value - 6.736986301369863) <= 1e-13);
    }
}

void TestTotalsScene::areasAndRectangleAreTheTotal_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("areas");
    for (const char* name : {"totals", "totals-summer", "totals-votes", "totals-ratings"}) {
        for (int areas = 0; areas < 5; ++areas)
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(name)).arg(areas))) << QString::fromLatin1(name) << areas;
    }
}

/// At every time the green areas, and the rectangle of the mean, are as large as the running total says.
void TestTotalsScene::areasAndRectangleAreTheTotal() {
    QFETCH(QString, name);
    QFETCH(int, areas);
    auto scene = std::get<TotalsScene>(test::builtInScene(name).kind);
    scene.areas = static_cast<TotalsAreas>(areas);
    const auto totals = preparedBuiltIn(scene);
    QVERIFY(totals);
    for (const double time : {0.7, 3.0, 7.77, 12.0}) {
        const Frame frame = totalsFrame(**totals, time);
        const Panel& bars = *findPanel(frame, "bars");
        const double total = std::get<Marker>(*findMark(*findPanel(frame, "running"), "point")).position.y;
        QVERIFY(total > 0.0);
        QVERIFY(std::fabs(areaOf(bars, "area") - total) <= 1e-11 * total);
        const auto& outline = *std::get<Polyline>(*findMark(bars, "mean")).points;
        QCOMPARE(outline.size(), std::size_t{4});
        QVERIFY(std::fabs((outline[2].x - outline[0].x) * outline[1].y - total) <= 1e-11 * total);
    }
}

void TestTotalsScene::chordHasTheSlopeOfTheMean() {
    const auto totals = preparedBuiltIn({});
    QVERIFY(totals);
    const Frame frame = totalsFrame(**totals, 12.0);
    const auto& chord = *std::get<Polyline>(*findMark(*findPanel(frame, "running"), "chord")).points;
    const Vec2 way = chord.back() - chord.front();
    QCOMPARE(way.y / way.x, 4504.3488372093025);
}

void TestTotalsScene::monthsAreCalendarMonths() {
    const auto totals = preparedBuiltIn({});
    QVERIFY(totals);
    const TotalsPeriod& period = *(*totals)->period;
    QCOMPARE(period.areas.size(), std::size_t{24});
    const std::vector<double> months{38189, 48215,  64045,  94870,  135821, 143512, 141341, 136691, 127418, 123511, 102167, 87323,
                                     96744, 103137, 164875, 174224, 195865, 202830, 203607, 214503, 218573, 198841, 152664, 123713};
    for (std::size_t i = 0; i < months.size(); ++i) {
        const TotalsArea& area = period.areas[i];
        QCOMPARE(period.running[area.first + area.count] - period.running[area.first], months[i]);
    }
}

/// A day without a row is no day of no rentals: the mean is that of the days that there are.
void TestTotalsScene::gapsStayGaps() {
    const auto totals = preparedText("day,count\n2024-02-27,10\n2024-02-28,20\n2024-03-04,30\n2024-03-05,40\n2024-03-06,50\n");
    QVERIFY(totals);
    QCOMPARE((*totals)->period->mean.value, 30.0);
    QCOMPARE((*totals)->bars->runs.size(), std::size_t{2});
    const Frame frame = totalsFrame(**totals, 12.0);
    const auto& outline = *std::get<Polyline>(*findMark(*findPanel(frame, "bars"), "mean")).points;
    QCOMPARE(outline.size(), std::size_t{9});
    QVERIFY(!outline[4].isFinite());
}

void TestTotalsScene::rowsOfOneDayAreAdded() {
    const auto same = preparedText("day,amount\n2024-01-02,5\n2024-01-01,1\n2024-01-02,7\n2024-01-03,2\n");
    QVERIFY(same);
    QCOMPARE((*same)->bars->height, (std::vector<double>{1.0, 12.0, 2.0}));
    QCOMPARE((*same)->bars->merged, std::size_t{1});
    const auto timed = preparedText("when,amount\n2024-01-01 08:00,1\n2024-01-01 08:01,2\n2024-01-01 19:30,3\n2024-01-04 02:00,4\n");
    QVERIFY(timed);
    QCOMPARE((*timed)->bars->height, (std::vector<double>{6.0, 4.0}));
    QVERIFY((*timed)->bars->isDaily);
}

void TestTotalsScene::unevenNumbersStandInTurn() {
    TotalsScene scene = ownFile();
    scene.along = "x";
    const auto even = preparedText("x,y\n30,3\n10,1\n20,2\n", scene);
    QVERIFY(even);
    QVERIFY((*even)->bars->axis == TotalsAxis::Numbers);
    QCOMPARE((*even)->bars->left, (std::vector<double>{5.0, 15.0, 25.0}));
    QCOMPARE((*even)->bars->height, (std::vector<double>{1.0, 2.0, 3.0}));
    const auto uneven = preparedText("x,y\n1,3\n1.1,1\n7,2\n7.2,2\n90,1\n", scene);
    QVERIFY(uneven);
    QVERIFY((*uneven)->bars->axis == TotalsAxis::Rows);
    QVERIFY(!(*uneven)->bars->note.empty());
    QCOMPARE((*uneven)->period->total.value, 9.0);
}

void TestTotalsScene::negativeValuesAreBelow() {
    const auto totals = preparedText("day,balance\n2024-01-01,5\n2024-01-02,-8\n2024-01-03,1\n");
    QVERIFY(totals);
    QCOMPARE((*totals)->period->total.value, -2.0);
    TotalsScene scene = ownFile();
    scene.areas = TotalsAreas::Bars;
    const auto asBars = preparedText("day,balance\n2024-01-01,5\n2024-01-02,-8\n2024-01-03,1\n", scene);
    QVERIFY(asBars);
    const Frame frame = totalsFrame(**asBars, 12.0);
    QCOMPARE(areaOf(*findPanel(frame, "bars"), "area"), 6.0);
    QCOMPARE(areaOf(*findPanel(frame, "bars"), "area-below"), -8.0);
}

void TestTotalsScene::badRowsAreToldWithTheirLines() {
    const auto totals = preparedText(
        "day,count\n2024-01-01,1\n2024-01-02,lots\n2024-01-03,3,3\n2024-02-30,4\n2024-01-05,5\n2024-01-06,6\n2024-01-07,7\n2024-01-08,8\n"
        "2024-01-09,\n2024-01-10,1\n2024-01-11,1\n2024-01-12,1\n2024-01-13,1\n2024-01-14,1\n2024-01-15,1\n2024-01-16,1\n2024-01-17,1\n"
        "2024-01-18,1\n2024-01-19,1\n2024-01-20,1\n2024-01-21,1\n2024-01-22,1\n");
    QVERIFY(totals);
    const BadRows& rejected = (*totals)->bars->rejected;
    QCOMPARE(rejected.count, std::int64_t{4});
    std::vector<std::int64_t> lines;
    for (const BadRow& row : rejected.told) lines.push_back(row.line);
    QCOMPARE(lines, (std::vector<std::int64_t>{3, 4, 5, 10}));
    QCOMPARE((*totals)->period->total.value, 1.0 + 5.0 + 6.0 + 7.0 + 8.0 + 13.0);
    QVERIFY(describe(totalsFrame(**totals, 12.0)).find("rows left out") != std::string::npos);
}

void TestTotalsScene::hostileFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank lines") << QByteArray("\n\n\r\n  \n");
    QByteArray rubbish("\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00", 10);
    for (int i = 0; i < 4000; ++i) rubbish.append(static_cast<char>(i * 7919 % 251));
    QTest::newRow("binary") << rubbish;
    QTest::newRow("zeros") << QByteArray(5000, '\0');
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    QTest::newRow("header alone") << QByteArray("day,count\n");
    QTest::newRow("words alone") << QByteArray("name,town\nAda,London\nEmmy,Erlangen\n");
    QTest::newRow("dates alone") << QByteArray("day\n2024-01-01\n2024-01-02\n");
}

/// One sentence that names the file or what is wrong, and a field; never a crash.
void TestTotalsScene::hostileFiles() {
    QFETCH(QByteArray, bytes);
    const auto totals = preparedText(bytes.toStdString());
    QVERIFY(!totals);
    QVERIFY(!totals.error().field.empty());
    const std::string sentence = sentenceOf(totals.error());
    QVERIFY2(sentence.size() > 20 && sentence.back() == '.', sentence.c_str());
    QVERIFY(!missingDataFrame(ownFile(), totals.error()).panels.empty());
}

void TestTotalsScene::understoodFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<double>("total");
    QTest::newRow("missing header") << QByteArray("2024-01-01,1.5\n2024-01-02,2.5\n") << 4.0;
    QTest::newRow("quotes") << QByteArray("\"day\",\"count, \"\"all\"\"\"\n\"2024-01-01\",\"1\"\n\"2024-01-02\",\"2\"\n") << 3.0;
    QTest::newRow("CRLF") << QByteArray("day,count\r\n2024-01-01,1\r\n2024-01-02,2\r\n") << 3.0;
    QTest::newRow("UTF-8 with mark") << QByteArray(
                                            "\xEF\xBB\xBF"
                                            "d\xC3\xA9part,count\n2024-01-01,1\n2024-01-02,2\n")
                                     << 3.0;
    QTest::newRow("UTF-8 without mark") << QByteArray("d\xC3\xA9part,count\n2024-01-01,1\n2024-01-02,2\n") << 3.0;
    QTest::newRow("Latin-1") << QByteArray("d\xE9part,count\n2024-01-01,1\n2024-01-02,2\n") << 3.0;
    QTest::newRow("decimal commas") << QByteArray("Tag;Menge\n01.02.2024;1,5\n02.02.2024;2,25\n") << 3.75;
    QTest::newRow("groups of digits") << QByteArray("day,count\n2024-01-01,\"1,234.5\"\n2024-01-02,\"2,000.0\"\n") << 3234.5;
    QTest::newRow("one row") << QByteArray("day,count\n2024-01-01,7\n") << 7.0;
    QTest::newRow("an open quotation mark") << QByteArray("\"day,count\n2024-01-01,1\n") << 1.0;
    QTest::newRow("one number") << QByteArray("7\n") << 7.0;
    QTest::newRow("zeros") << QByteArray("day,count\n2024-01-01,0\n2024-01-02,0\n") << 0.0;
}

void TestTotalsScene::understoodFiles() {
    QFETCH(QByteArray, bytes);
    QFETCH(double, total);
    const auto totals = preparedText(bytes.toStdString());
    QVERIFY2(totals, totals ? "" : sentenceOf(totals.error()).c_str());
    QCOMPARE((*totals)->period->total.value, total);
    for (const double time : {0.0, 5.0, 12.0}) QVERIFY(!describe(totalsFrame(**totals, time)).empty());
    QVERIFY(describe(totalsFrame(**totals, 12.0)).find("nan") == std::string::npos);
}

void TestTotalsScene::wrongChoices_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    for (const auto& [key, value] :
         {std::pair("along", "nothing"), std::pair("value", "nothing"), std::pair("value", "date"), std::pair("weight", "nothing"),
          std::pair("from", "soon"), std::pair("to", "2011-02-30"), std::pair("at", "x")})
        QTest::newRow(qPrintable(QStringLiteral("%1=%2").arg(QLatin1String(key), QLatin1String(value))))
            << QString::fromLatin1(key) << QString::fromLatin1(value);
}

void TestTotalsScene::wrongChoices() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto scene = withSetting(Scene{{}, TotalsScene{}}, key.toStdString(), value.toStdString());
    QVERIFY(scene);
    const auto prepared = prepare(*scene, test::builtInData());
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().field, key.toStdString());
}

void TestTotalsScene::changedFileIsRefused() {
    TotalsScene scene = ownFile();
    const std::string text = "day,count\n2024-01-01,1\n2024-01-02,2\n";
    scene.fingerprint = fingerprintOf(text);
    QVERIFY(preparedText(text, scene));
    const auto changed = preparedText(text + "2024-01-03,3\n", scene);
    QVERIFY(!changed);
    QCOMPARE(changed.error().field, std::string("fingerprint"));
    QVERIFY(sentenceOf(changed.error()).find("own.csv has changed") == 0);
    QVERIFY(preparedText(text + "2024-01-03,3\n", withFileAsItIs(scene)));
    QCOMPARE(fingerprintOf(""), std::string("cbf29ce484222325"));
    QCOMPARE(fingerprintOf("a"), std::string("af63dc4c8601ec8c"));
}

void TestTotalsScene::missingFrameNamesTheFile() {
    const Error missing{ErrorCode::BadFile, Message("own.csv is not there."), std::nullopt, "file"};
    const auto totals = prepareTotals(ownFile(), {{ownFile().file, missing}}, nullptr, {});
    QVERIFY(!totals);
    QVERIFY(totals.error() == missing);
    const std::string text = describe(missingDataFrame(ownFile(), missing));
    QVERIFY(text.find("No data from own.csv") != std::string::npos);
    QVERIFY(text.find("own.csv is not there.") != std::string::npos);
}

/// What was read once is not asked for again, but a file that was chosen anew is.
void TestTotalsScene::dataAreTakenOver() {
    Scene scene{{}, TotalsScene{}};
    QCOMPARE(neededTexts(scene, nullptr), (std::vector<std::string>{"built-in:daily_rentals.csv"}));
    const auto first = prepare(scene, test::builtInData());
    QVERIFY(first);
    QVERIFY(neededTexts(scene, &*first).empty());
    std::get<TotalsScene>(scene.kind).to = "2011-07-14";
    const auto second = prepare(scene, {}, &*first);
    QVERIFY(second);
    const auto& before = *std::get<Part>(first->parts);
    const auto& after = *std::get<Part>(second->parts);
    QVERIFY(before.table == after.table && before.bars == after.bars && before.period != after.period);
    std::get<TotalsScene>(scene.kind).file = "/other.csv";
    QCOMPARE(neededTexts(scene, &*second), (std::vector<std::string>{"/other.csv"}));
    QVERIFY(neededTexts(Scene{{}, AreaScene{}}, &*second).empty());
}

void TestTotalsScene::handles() {
    const auto totals = preparedBuiltIn({});
    QVERIFY(totals);
    const Frame frame = totalsFrame(**totals, 6.0);
    QCOMPARE(frame.handles.size(), std::size_t{3});
    QCOMPARE(frame.handles[0].id, std::string("from-day"));
    const Scene scene{{}, TotalsScene{}};
    const auto dragged = [&scene](const char* handle, double day) {
        return std::get<TotalsScene>(moved(scene, handle, {day, 0.0}, 1.0).kind);
    };
    QCOMPARE(dragged("from-day", daysOf({2011, 3, 1}) + 0.4).from, std::string("2011-03-01"));
    // The end stands where its last day has passed.
    QCOMPARE(dragged("to-day", daysOf({2011, 4, 1}) - 0.3).to, std::string("2011-03-31"));
    QCOMPARE(dragged("x-day", daysOf({2011, 4, 1})).at, std::string("2011-03-31"));
    Scene ended = scene;
    std::get<TotalsScene>(ended.kind).to = "2011-02-28";
    QCOMPARE(std::get<TotalsScene>(moved(ended, "from-day", {daysOf({2012, 1, 1}), 0.0}, 1.0).kind).from, std::string("2011-02-28"));
    QVERIFY(moved(scene, "nothing", {1.0, 2.0}, 1.0) == scene);
    // Farther than the calendar reaches.
    QCOMPARE(dragged("from-day", 1e300).from, std::string("9999-12-31"));
}

void TestTotalsScene::openingStandsWhereItWasSaved() {
    TotalsScene scene;
    for (const char* at : {"2011-07-14", "2012-12-30", "2010-12-31", ""}) {
        scene.at = at;
        const auto totals = preparedBuiltIn(scene);
        QVERIFY(totals);
        QCOMPARE(totalsPlace(**totals, (*totals)->timeline.opening), std::string(at));
    }
    scene.at = "2011-07-14";
    const auto totals = preparedBuiltIn(scene);
    const Frame frame = totalsFrame(**totals, (*totals)->timeline.opening);
    QCOMPARE(std::get<Marker>(*findMark(*findPanel(frame, "running"), "point")).position.y, 591738.0);
}

void TestTotalsScene::numbersAreNotThinned() {
    const auto prepared = prepare(Scene{{}, TotalsScene{}}, test::builtInData());
    QVERIFY(prepared);
    const std::string csv = recordedNumbers(*prepared);
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t{732});
    QVERIFY(csv.starts_with("date,rentals,running total,mean so far\n2011-01-01,985,985,985\n2011-01-02,801,1786,893\n"));
    QVERIFY(csv.ends_with("2012-12-31,2729,3292679,4504.3488372093025\n"));
}

void TestTotalsScene::fileBySetting() {
    const auto scene = withSetting(Scene{{}, TotalsScene{}}, "file", "/data/mine.csv");
    QVERIFY(scene);
    const auto& totals = std::get<TotalsScene>(scene->kind);
    QCOMPARE(totals.file, std::string("/data/mine.csv"));
    QVERIFY(!totals.along && !totals.value);
    const auto back = decode(encode(*scene));
    QVERIFY(back);
    QVERIFY(*back == *scene);
    QVERIFY(encode(*scene).find("\"along\": null") != std::string::npos);
    QVERIFY(encode(*scene).size() < 1000);
}

QTEST_APPLESS_MAIN(TestTotalsScene)
#include "tst_totals_scene.moc"
