#include <QtTest>
#include <cmath>

#include "core/scene/moved.h"
#include "core/scene/probability_choices.h"
#include "core/scene/probability_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"
#include "tests/support/reference_cases.h"
#include "tests/support/scene_files.h"

using namespace calc;
using test::areaUnder;
using test::mark;

namespace {

std::shared_ptr<const ProbabilityPrepared> prepared(const ProbabilityScene& probability) {
    const auto result = prepareProbability(probability, nullptr, {});
    return result ? *result : nullptr;
}

ProbabilityScene builtIn(const char* name) { return std::get<ProbabilityScene>(test::builtInScene(QLatin1String(name)).kind); }

ProbabilityScene typed(const char* function, const char* low = "-inf", const char* high = "inf") {
    ProbabilityScene scene;
    scene.distribution = {std::string(kTypedDensity), {}};
    scene.function = function;
    scene.supportFrom = low;
    scene.supportTo = high;
    return scene;
}

Frame openingFrame(const ProbabilityPrepared& probability) { return probabilityFrame(probability, probability.timeline.opening); }

}  // namespace

class TestProbabilityScene : public QObject {
    Q_OBJECT

private slots:
    void builtInValues_data();
    void builtInValues();
    void referenceAreas();
    void aProbabilityIsAnAreaAndADifferenceOfHeights_data();
    void aProbabilityIsAnAreaAndADifferenceOfHeights();
    void itGrowsFromAToB();
    void theMeanIsTheBalancePoint();
    void momentsThatDoNotExist();
    void boundsMayBeInfiniteOrReversed();
    void aTypedDensityIsNormalized();
    void aTypedDensityIsRefused_data();
    void aTypedDensityIsRefused();
    void theHistogramBecomesTheDensity();
    void theErrorFallsLikeOneOverTheRoot();
    void theSameSeedGivesTheSameNumbers();
    void typedSamplesAreQuick_data();
    void typedSamplesAreQuick();
    void theWindowStandsStillWhileASliderMoves();
    void handlesMoveWhatTheyShow();
    void namesTheFieldOfAnError_data();
    void namesTheFieldOfAnError();
    void everyFamilyIsOffered();
    void hostileInput_data();
    void hostileInput();
};

void TestProbabilityScene::builtInValues_data() {
    QTest::addColumn<double>("area");
    QTest::addColumn<double>("quantile");
    // mpmath, 30 digits.
    QTest::newRow("probability") << 0.682689492137085897 << 1.28155156554460047;
    QTest::newRow("probability-uniform") << 0.5 << 0.9;
    QTest::newRow("probability-exponential") << 0.471195376476020730 << 2.30258509299404568;
    QTest::newRow("probability-beta") << 0.652455 << 0.510316306551505;
    QTest::newRow("probability-gamma") << 0.552024396699982318 << 5.32232033783421;
    QTest::newRow("probability-student") << 0.860674031441157 << 3.18244630528371;
    QTest::newRow("probability-typed") << 0.322512196689709146 << 0.829275234288186226;
}

void TestProbabilityScene::builtInValues() {
    QFETCH(double, area);
    QFETCH(double, quantile);
    const auto probability = prepared(builtIn(QTest::currentDataTag()));
    QVERIFY(probability);
    QVERIFY(std::fabs(probability->area->area.value - area) <= 1e-14 + probability->area->area.error);
    QVERIFY(std::fabs(probability->quantile.x.value - quantile) <= 1e-12 + probability->quantile.x.error);
    QVERIFY(probability->area->area.error < 1e-11);
}

/// 30 digits by mpmath, through the scene: the height of the distribution function that the page shows.
void TestProbabilityScene::referenceAreas() {
    int asked = 0;
    const auto cases = casesOf(QStringLiteral("probability/distributions.jsonl"));
    for (qsizetype i = 0; i < cases.size(); i += 3) {
        ProbabilityScene scene;
        scene.distribution.name = cases[i]["family"].toString().toStdString();
        const QJsonObject given = cases[i]["parameters"].toObject();
        for (const QString& key : given.keys()) scene.distribution.parameters[key.toStdString()] = given[key].toDouble();
        scene.from = "-inf";
        scene.to = textOf(cases[i]["x"]).toStdString();
        const auto probability = prepared(scene);
        QVERIFY(probability);
        const double below = cases[i]["below"].toString().toDouble();
        QVERIFY(std::fabs(probability->area->area.value - below) <= 1e-14 * below + 1e-300);
        ++asked;
    }
    QVERIFY(asked >= 60);
}

void TestProbabilityScene::aProbabilityIsAnAreaAndADifferenceOfHeights_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"probability", "probability-uniform", "probability-exponential", "probability-beta", "probability-gamma",
                             "probability-student", "probability-typed"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestProbabilityScene::aProbabilityIsAnAreaAndADifferenceOfHeights() {
    QFETCH(QString, name);
    const auto probability = prepared(builtIn(name.toUtf8().constData()));
    QVERIFY(probability);
    const Frame frame = openingFrame(*probability);
    const double exact = probability->area->area.value;
    const auto* area = mark<Area>(frame, "density", "probability");
    QVERIFY(area);
    QVERIFY(std::fabs(areaUnder(*area->points) - exact) < 2e-3);
    const auto* bar = mark<Polyline>(frame, "cumulative", "difference");
    QVERIFY(bar);
    QVERIFY(std::fabs(bar->points->back().y - bar->points->front().y - exact) < 1e-12);
    const auto* low = mark<Marker>(frame, "cumulative", "low-point");
    const auto* high = mark<Marker>(frame, "cumulative", "high-point");
    QVERIFY(low && high);
    QVERIFY(std::fabs(high->position.y - low->position.y - exact) < 1e-12);
    // The panels stand above each other on one abscissa.
    QCOMPARE(findPanel(frame, "density")->x.range, findPanel(frame, "cumulative")->x.range);
    QVERIFY(plainText(frame.formula.numbers).find(test::readoutText(frame, "probability")) != std::string::npos);
}

void TestProbabilityScene::itGrowsFromAToB() {
    const auto probability = prepared(builtIn("probability"));
    double before = -1.0;
    for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const Frame frame = probabilityFrame(*probability, part * probability->timeline.duration);
        const auto* bar = mark<Polyline>(frame, "cumulative", "difference");
        QVERIFY(bar);
        const double height = bar->points->back().y - bar->points->front().y;
        QVERIFY(height > before);
        before = height;
    }
    QVERIFY(std::fabs(before - 0.682689492137085897) < 1e-12);
}

void TestProbabilityScene::theMeanIsTheBalancePoint() {
    const auto probability = prepared(builtIn("probability-gamma"));
    const Frame frame = openingFrame(*probability);
    const auto* triangle = mark<Marker>(frame, "density", "mean");
    QVERIFY(triangle);
    QCOMPARE(triangle->shape, MarkerShape::Triangle);
    QVERIFY(std::fabs(triangle->position.x - 3.0) < 1e-12);
    QVERIFY(triangle->position.y < 0.0);
    const auto* deviation = mark<Polyline>(frame, "density", "deviation");
    QVERIFY(deviation && std::fabs(deviation->points->back().x - 3.0 - std::sqrt(3.0)) < 1e-12);
    QCOMPARE(test::readoutText(frame, "mean"), std::string("3"));
    QCOMPARE(test::readoutText(frame, "deviation"), std::string("1.73205"));
}

void TestProbabilityScene::momentsThatDoNotExist() {
    ProbabilityScene scene = builtIn("probability-student");
    scene.distribution.parameters["freedom"] = 1.0;
    const auto cauchy = prepared(scene);
    const Frame frame = openingFrame(*cauchy);
    QVERIFY(!mark<Marker>(frame, "density", "mean"));
    QCOMPARE(test::readoutText(frame, "mean"), std::string("none"));
    QVERIFY(!test::findReadout(frame, "mean")->note.empty());
    QVERIFY(renderPlainEnglish(frame.sentence).find("no mean") != std::string::npos);
    scene.distribution.parameters["freedom"] = 1.5;
    QCOMPARE(test::readoutText(openingFrame(*prepared(scene)), "deviation"), std::string("infinite"));
}

void TestProbabilityScene::boundsMayBeInfiniteOrReversed() {
    ProbabilityScene scene = builtIn("probability");
    scene.from = "inf";
    scene.to = "-inf";
    const auto all = prepared(scene);
    QVERIFY(all);
    QCOMPARE(all->area->area.value, 1.0);
    QVERIFY(test::faultOf(openingFrame(*all)).isEmpty());
    QVERIFY(renderPlainEnglish(openingFrame(*all).sentence).find("whole area is 1") != std::string::npos);
    scene.from = "2";
    scene.to = "1";
    QVERIFY(std::fabs(prepared(scene)->area->area.value - 0.135905121983278) < 1e-12);
    const Frame reversed = openingFrame(*prepared(scene));
    QVERIFY(renderPlainEnglish(reversed.sentence).find("between b and a") != std::string::npos);
    QCOMPARE(renderPlainEnglish(reversed.readouts.front().label), std::string("P(b < X < a)"));
    scene.to = "2";
    QCOMPARE(prepared(scene)->area->area.value, 0.0);
    QVERIFY(test::faultOf(openingFrame(*prepared(scene))).isEmpty());
}

void TestProbabilityScene::aTypedDensityIsNormalized() {
    ProbabilityScene scene = typed("3*exp(-x^2/2)");
    const auto probability = prepared(scene);
    QVERIFY(probability);
    QVERIFY(std::fabs(probability->area->area.value - 0.682689492137085897) < 1e-11);
    const Frame frame = openingFrame(*probability);
    QCOMPARE(test::readoutText(frame, "factor"), std::string("0.132981"));
    QVERIFY(plainText(probability->density->formula).find("0.13298") != std::string::npos);
    QVERIFY(renderPlainEnglish(frame.sentence).find("times 0.133 has area 1") != std::string::npos);
    // Two lumps, on a finite support.
    scene = typed("x^2", "-1", "1");
    scene.to = "inf";
    scene.from = "0.5";
    QVERIFY(std::fabs(prepared(scene)->area->area.value - 0.4375) < 1e-12);
}

void TestProbabilityScene::aTypedDensityIsRefused_data() {
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("reason");
    QTest::newRow("negative") << "sin(x)*exp(-x^2)"
                              << "never negative";
    QTest::newRow("infinite") << "1"
                              << "infinite";
    QTest::newRow("heavy") << "1/(1+abs(x))"
                           << "infinite";
    QTest::newRow("zero") << "0"
                          << "zero";
    QTest::newRow("pole") << "1/x^2"
                          << "infinite";
}

void TestProbabilityScene::aTypedDensityIsRefused() {
    QFETCH(QString, function);
    QFETCH(QString, reason);
    const auto result = prepareProbability(typed(function.toUtf8().constData()), nullptr, {});
    QVERIFY(!result);
    QCOMPARE(result.error().field, std::string("function"));
    const QString said = QString::fromStdString(renderPlainEnglish(result.error().message));
    QVERIFY2(said.contains(reason), qPrintable(said));
}

/// Bars of equal width over the window: their distance from the density is sampling noise, which falls.
void TestProbabilityScene::theHistogramBecomesTheDensity() {
    const auto probability = prepared(builtIn("probability-samples"));
    QVERIFY(probability && probability->samples);
    const auto distance = [&](double time) {
        const Frame frame = probabilityFrame(*probability, time);
        double sum = 0.0;
        for (const char* id : {"hits", "misses"}) {
            const auto* boxes = mark<Boxes>(frame, "density", id);
            for (const Box& box : *boxes->boxes) {
                const double middle = 0.5 * (box.low.x + box.high.x);
                sum += std::fabs(box.high.y - probability->density->program(middle)) * (box.high.x - box.low.x);
            }
        }
        return sum;
    };
    const double end = probability->timeline.duration;
    QVERIFY(distance(0.5 * end) > 0.2);
    QVERIFY(distance(0.75 * end) < distance(0.5 * end));
    QVERIFY(distance(end) < 0.08);
    // Together the bars and what fell outside are all that was drawn; a and b are edges of bins.
    const SampleMoment& last = probability->samples->moments.back();
    QCOMPARE(last.n, 10000);
    int inside = 0;
    for (const int count : last.counts) inside += count;
    QVERIFY(inside <= last.n && inside > 9990);
    for (const double bound : {-1.0, 1.0})
        QVERIFY(std::find(probability->samples->edges.begin(), probability->samples->edges.end(), bound) !=
                probability->samples->edges.end());
    int hits = 0;
    for (const double x : samples(probability->density->distribution, 7, 10000)) hits += -1.0 < x && x < 1.0 ? 1 : 0;
    QCOMPARE(last.hits, hits);
}

void TestProbabilityScene::theErrorFallsLikeOneOverTheRoot() {
    const auto probability = prepared(builtIn("probability-samples"));
    const Frame frame = probabilityFrame(*probability, probability->timeline.duration);
    const Panel* chart = findPanel(frame, "error");
    QVERIFY(chart && chart->x.scale == AxisScale::Log10 && chart->y.scale == AxisScale::Log10);
    const auto* slope = mark<Polyline>(frame, "error", "slope");
    QVERIFY(slope);
    const Vec2 a = slope->points->front();
    const Vec2 b = slope->points->back();
    QVERIFY(std::fabs(std::log(b.y / a.y) / std::log(b.x / a.x) + 0.5) < 1e-12);
    QVERIFY(std::fabs(a.y - std::sqrt(0.682689492137085897 * (1.0 - 0.682689492137085897))) < 1e-12);
    // Over many seeds the mean square of the error is that of the line: a share of hits is binomial.
    double ratio = 0.0;
    constexpr int kSeeds = 60;
    ProbabilityScene scene = builtIn("probability-samples");
    scene.samples = 400;
    for (int seed = 1; seed <= kSeeds; ++seed) {
        scene.seed = static_cast<std::uint64_t>(seed);
        const auto each = prepared(scene);
        const double error = each->samples->moments.back().hits / 400.0 - 0.682689492137085897;
        ratio += error * error * 400.0 / (0.682689492137085897 * (1.0 - 0.682689492137085897)) / kSeeds;
    }
    QVERIFY2(ratio > 0.6 && ratio < 1.5, qPrintable(QString::number(ratio)));
}

void TestProbabilityScene::theSameSeedGivesTheSameNumbers() {
    ProbabilityScene scene = builtIn("probability-samples");
    const auto first = prepared(scene);
    const auto again = prepared(scene);
    QVERIFY(first->samples->values == again->samples->values);
    const ProbabilityScene other = withNewSeed(scene);
    QVERIFY(other.seed != scene.seed);
    QVERIFY(prepared(other)->samples->values != first->samples->values);
    // A longer run begins with the same numbers, and moving a bound draws none.
    scene.samples = 20000;
    const auto longer = prepared(scene);
    QVERIFY(std::equal(first->samples->values.begin(), first->samples->values.end(), longer->samples->values.begin()));
    ProbabilityScene wider = builtIn("probability-samples");
    wider.to = "1.5";
    const auto moved = prepareProbability(wider, first.get(), {});
    QVERIFY(moved && (*moved)->samples->values == first->samples->values);
}

void TestProbabilityScene::typedSamplesAreQuick_data() {
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::newRow("two lumps") << "exp(-x^2)*(1+sin(3x))"
                               << "-inf"
                               << "inf";
    QTest::newRow("pole") << "x^(-0.9)*exp(-x)"
                          << "0"
                          << "inf";
    QTest::newRow("steps") << "floor(5x)"
                           << "0"
                           << "1";
    QTest::newRow("heavy tails") << "1/(1+x^2)"
                                 << "-inf"
                                 << "inf";
}

/// A number's bin follows from its chance alone; the rings stand where the exact quantile is, as far as a picture shows.
void TestProbabilityScene::typedSamplesAreQuick() {
    QFETCH(QString, function);
    QFETCH(QString, low);
    QFETCH(QString, high);
    ProbabilityScene scene = typed(function.toUtf8().constData(), low.toUtf8().constData(), high.toUtf8().constData());
    scene.from = "0.3";
    scene.to = "0.8";
    scene.view = ProbabilityView::Samples;
    const auto probability = prepared(scene);
    QVERIFY(probability);
    const SampleMoment& last = probability->samples->moments.back();
    const double share = static_cast<double>(last.hits) / last.n;
    QVERIFY(std::fabs(share - probability->area->area.value) < 4.0 * std::sqrt(share * (1.0 - share) / last.n));
    int seen = 0;
    for (std::size_t i = 0; i < 40; ++i) {
        const double chance = probability->samples->chances[i];
        const double x = probability->samples->values[i];
        if (std::isnan(x)) continue;
        const double near = 5e-3 * probability->curve->x.length();
        QVERIFY(probability->density->distribution.below(x - near).value <= chance);
        QVERIFY(probability->density->distribution.below(x + near).value >= chance);
        ++seen;
    }
    QVERIFY(seen > 10);
}

void TestProbabilityScene::theWindowStandsStillWhileASliderMoves() {
    ProbabilityScene scene = builtIn("probability");
    const Range window = prepared(scene)->curve->x;
    for (const double mean : {-0.8, 0.4, 0.8}) {
        scene.distribution.parameters["mean"] = mean;
        QCOMPARE(prepared(scene)->curve->x, window);
    }
    scene.distribution.parameters["mean"] = 3.0;
    QVERIFY(prepared(scene)->curve->x.contains(6.0));
}

void TestProbabilityScene::handlesMoveWhatTheyShow() {
    const Scene whole{"", builtIn("probability")};
    const auto before = prepared(std::get<ProbabilityScene>(whole.kind));
    const auto right = std::get<ProbabilityScene>(moved(whole, "b", {1.73, 0.0}, 0.01).kind);
    QCOMPARE(right.to, std::string("1.73"));
    QCOMPARE(right.from, std::string("-1"));
    QVERIFY(right.xRange && *right.xRange == before->curve->x);
    const auto quantile = std::get<ProbabilityScene>(moved(whole, "p", {0.0, 0.62519}, 0.005).kind);
    QCOMPARE(quantile.quantile, std::string("0.625"));
    QCOMPARE(std::get<ProbabilityScene>(moved(whole, "p", {0.0, 7.0}, 0.005).kind).quantile, std::string("0.9999"));
    // a dragged past b: the same area, and the ring under the hand is still the one that is held.
    const auto passed = std::get<ProbabilityScene>(moved(whole, "a", {2.5, 0.0}, 0.01).kind);
    QVERIFY(prepared(passed)->area->area.value > 0.0);
    for (const Handle& handle : openingFrame(*prepared(passed)).handles) {
        if (handle.id == "a") QCOMPARE(handle.position.x, 2.5);
        if (handle.id == "b") QCOMPARE(handle.position.x, 1.0);
    }
}

void TestProbabilityScene::namesTheFieldOfAnError_data() {
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("text");
    QTest::newRow("from") << "from"
                          << "1+";
    QTest::newRow("to") << "to"
                        << "q";
    QTest::newRow("quantile") << "quantile"
                              << "1.5";
    QTest::newRow("support") << "supportTo"
                             << "-inf";
    QTest::newRow("function") << "function"
                              << "exp(";
}

void TestProbabilityScene::namesTheFieldOfAnError() {
    QFETCH(QString, setting);
    QFETCH(QString, text);
    ProbabilityScene scene = typed("exp(-x^2)");
    (setting == "from"       ? scene.from
     : setting == "to"       ? scene.to
     : setting == "quantile" ? scene.quantile
     : setting == "function" ? scene.function
                             : scene.supportTo) = text.toStdString();
    const auto result = prepareProbability(scene, nullptr, {});
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().field), setting);
}

void TestProbabilityScene::everyFamilyIsOffered() {
    const auto offers = distributionOffers();
    QCOMPARE(offers.size(), std::size_t{7});
    for (const DistributionOffer& offer : offers) {
        const ProbabilityScene scene = onDistribution(ProbabilityScene{}, offer.name);
        const auto probability = prepared(scene);
        QVERIFY2(probability, offer.name.c_str());
        QVERIFY(probability->area->area.value > 0.1);
        QVERIFY(!offer.meaning.empty());
        for (const ParameterInfo& parameter : distributionParameters(offer.name)) {
            QVERIFY(!parameter.title.empty() && !parameter.help.empty() && !parameter.symbol.empty());
            QVERIFY(parameter.low <= parameter.sliderLow && parameter.sliderLow < parameter.sliderHigh &&
                    parameter.sliderHigh <= parameter.high);
            QVERIFY(parameter.sliderLow <= parameter.standard && parameter.standard <= parameter.sliderHigh);
        }
        QCOMPARE(distributionParameters(offer.name).empty(), offer.isTyped);
    }
}

void TestProbabilityScene::hostileInput_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<double>("value");
    QTest::newRow("needle") << "normal"
                            << "deviation" << 1e-3;
    QTest::newRow("far away") << "normal"
                              << "mean" << 100.0;
    QTest::newRow("two poles") << "beta"
                               << "alpha" << 0.1;
    QTest::newRow("pole at 0") << "gamma"
                               << "shape" << 0.1;
    QTest::newRow("no tails") << "student-t"
                              << "freedom" << 300.0;
    QTest::newRow("heaviest tails") << "student-t"
                                    << "freedom" << 0.5;
    QTest::newRow("fast") << "exponential"
                          << "rate" << 100.0;
    QTest::newRow("slow") << "exponential"
                          << "rate" << 1e-3;
}

void TestProbabilityScene::hostileInput() {
    QFETCH(QString, name);
    QFETCH(QString, parameter);
    QFETCH(double, value);
    for (const ProbabilityView view : {ProbabilityView::Area, ProbabilityView::Samples}) {
        ProbabilityScene scene = onDistribution(ProbabilityScene{}, name.toStdString());
        scene.distribution.parameters[parameter.toStdString()] = value;
        scene.view = view;
        scene.samples = 100;
        for (const char* from : {"-1", "-1e300", "0.5"}) {
            scene.from = from;
            const auto probability = prepared(scene);
            QVERIFY(probability);
            for (const double part : {0.0, 0.5, 1.0}) {
                const QString fault = test::faultOf(probabilityFrame(*probability, part * probability->timeline.duration));
                QVERIFY2(fault.isEmpty(), qPrintable(fault));
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestProbabilityScene)
#include "tst_probability_scene.moc"
