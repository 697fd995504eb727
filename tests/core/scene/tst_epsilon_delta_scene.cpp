#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/expression/parser.h"
#include "core/scene/epsilon_delta_examples.h"
#include "core/scene/epsilon_delta_parts.h"
#include "core/scene/moved.h"
#include "tests/support/frame_fault.h"

using namespace calc;

namespace {

std::shared_ptr<const EpsilonDeltaPrepared> prepared(const EpsilonDeltaScene& scene) {
    const auto result = prepareEpsilonDelta(scene, nullptr, {});
    return result ? *result : nullptr;
}

template <class M>
const M* mark(const Frame& frame, const char* panel, const std::string& id) {
    for (const Mark& each : findPanel(frame, panel)->moving)
        if (const auto* found = std::get_if<M>(&each); found && found->id == id) return found;
    return nullptr;
}

EpsilonDelta asked(const EpsilonDeltaExample& example) {
    EpsilonDeltaOptions options;
    options.largestDelta = 1e3 * std::max(1.0, std::fabs(*parseNumber(example.to)));
    return epsilonDelta(*parse(example.function), *parseConstant(example.to), *parseConstant(example.limit),
                        *parseConstant(example.epsilon), options);
}

EpsilonDeltaScene own(const char* delta) {
    EpsilonDeltaScene scene;
    scene.delta = delta;
    scene.deltaFollows = false;
    return scene;
}

}  // namespace

class TestEpsilonDeltaScene : public QObject {
    Q_OBJECT

private slots:
    void thereAreTenOfEachSort();
    void theSceneShowsWhatCoreSays_data();
    void theSceneShowsWhatCoreSays();
    void everyShownDeltaIsProved();
    void aRefutedClaimHasItsWitnessOnTheCurve();
    void aDeltaOfOnesOwnIsJudged();
    void theProofIsLaidPieceByPiece();
    void refutationsComeEverNearer();
    void swappedQuantifiersFail();
    void swappedQuantifiersHoldWhereTheFunctionStandsStill();
    void theProgramNamesAnEpsilonThatBreaks();
    void theProgramWinsWhereThereIsNoLimit();
    void deltaOfEpsilonGrows();
    void bandsAreDragged();
    void theWindowStaysWhileABandIsDragged();
    void aDeepBandIsSharp();
    void namesTheFieldOfAnError_data();
    void namesTheFieldOfAnError();
};

void TestEpsilonDeltaScene::thereAreTenOfEachSort() {
    for (const EpsilonDeltaKind sort : {EpsilonDeltaKind::Proved, EpsilonDeltaKind::Refuted, EpsilonDeltaKind::Undecided}) {
        const auto all = epsilonDeltaExamples();
        QVERIFY(std::count_if(all.begin(), all.end(), [sort](const auto& each) { return each.sort == sort; }) >= 10);
    }
}

void TestEpsilonDeltaScene::theSceneShowsWhatCoreSays_data() {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const EpsilonDeltaExample& example : epsilonDeltaExamples()) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(index).arg(QLatin1String(example.function)))) << index;
        ++index;
    }
}

/// The card, the bands and the strip say what epsilonDelta says, on every built-in claim.
void TestEpsilonDeltaScene::theSceneShowsWhatCoreSays() {
    QFETCH(int, index);
    const EpsilonDeltaExample& example = epsilonDeltaExamples()[static_cast<std::size_t>(index)];
    const EpsilonDelta truth = asked(example);
    QVERIFY2(truth.kind == example.sort, "core says something else than the list");
    const auto scene = prepared(exampleScene(example));
    QVERIFY(scene);
    const Frame frame = epsilonDeltaFrame(*scene, scene->timeline.opening);
    QCOMPARE(test::faultOf(frame), QString());
    QCOMPARE(frame.verdicts.size(), std::size_t{1});
    const Verdict& card = frame.verdicts.front();
    const auto* band = mark<Band>(frame, "bands", "delta");
    const auto* witness = mark<Label>(frame, "bands", "witness-name");
    const auto* pieces = mark<Boxes>(frame, "proof", "pieces");
    switch (truth.kind) {
        case EpsilonDeltaKind::Proved:
            QVERIFY(card.role == Role::Ok);
            QVERIFY(band && !witness && pieces);
            QVERIFY(0.5 * band->range.length() <= truth.delta * (1.0 + 1e-12));
            QVERIFY(0.5 * band->range.length() >= 0.999 * truth.delta);
            QCOMPARE(pieces->boxes->size(), truth.pieces.size());
            break;
        case EpsilonDeltaKind::Refuted:
            QVERIFY(card.role == Role::Bad);
            QVERIFY(!band && !pieces);
            QCOMPARE(scene->moments[scene->asked].witness, truth.witness);
            QVERIFY(card.reason == truth.why);
            break;
        case EpsilonDeltaKind::Undecided:
            QVERIFY(card.role == Role::Undecided);
            QVERIFY(!band && !pieces && !witness);
            QVERIFY(card.reason == truth.why);
            break;
    }
}

/// What the picture shows as proved is proved: core is asked again at every stop with just that delta.
void TestEpsilonDeltaScene::everyShownDeltaIsProved() {
    const auto scene = prepared(EpsilonDeltaScene{});
    QVERIFY(scene && scene->moments.size() == 8);
    for (const BandMoment& moment : scene->moments) {
        QVERIFY(moment.kind == EpsilonDeltaKind::Proved && moment.delta);
        const DeltaClaim claim = deltaClaim(scene->function->expression, scene->function->point, scene->function->limit,
                                            Expression::number(Rational::fromDouble(moment.epsilon)), *moment.delta);
        QVERIFY(claim.kind == EpsilonDeltaKind::Proved);
        QVERIFY(moment.failsFrom && *moment.failsFrom > *moment.delta && *moment.failsFrom < 1.02 * *moment.delta);
    }
    QCOMPARE(scene->moments[scene->asked].epsilon, 0.5);
    QVERIFY(std::fabs(*scene->moments[scene->asked].failsFrom - 0.179981) < 1e-6);
}

void TestEpsilonDeltaScene::aRefutedClaimHasItsWitnessOnTheCurve() {
    EpsilonDeltaScene claim;
    claim.function = "x^2";
    claim.to = "1";
    claim.limit = "2";
    claim.epsilon = "0.1";
    const auto scene = prepared(claim);
    const Frame frame = epsilonDeltaFrame(*scene, scene->timeline.opening);
    const auto* witness = mark<Marker>(frame, "bands", "witness");
    QVERIFY(witness);
    QVERIFY(witness->style.role == Role::Bad);
    QCOMPARE(witness->position.x, scene->moments.front().witness);
    QVERIFY(std::fabs(witness->position.y - witness->position.x * witness->position.x) < 1e-12);
    QVERIFY(findPanel(frame, "bands")->y.range.contains(witness->position.y));
}

void TestEpsilonDeltaScene::aDeltaOfOnesOwnIsJudged() {
    const auto narrow = prepared(own("0.15"));
    QVERIFY(narrow->moments[narrow->asked].kind == EpsilonDeltaKind::Proved);
    QVERIFY(epsilonDeltaFrame(*narrow, narrow->timeline.opening).verdicts.front().role == Role::Ok);
    const auto wide = prepared(own("0.3"));
    const BandMoment& moment = wide->moments[wide->asked];
    QVERIFY(moment.kind == EpsilonDeltaKind::Refuted && moment.limitKind == EpsilonDeltaKind::Proved);
    const Frame frame = epsilonDeltaFrame(*wide, wide->timeline.opening);
    QVERIFY(frame.verdicts.front().role == Role::Bad);
    // Between two epsilons neither card nor sentence claims anything.
    const Frame moving = epsilonDeltaFrame(*wide, wide->timeline.opening - 0.9);
    QVERIFY(moving.verdicts.front().role == Role::Ink2);
    QVERIFY(renderPlainEnglish(moving.sentence).find("does it still do?") != std::string::npos);
    const auto* red = mark<Polyline>(frame, "bands", "outside");
    QVERIFY(red);
    for (const Vec2 p : *red->points)
        if (p.isFinite()) QVERIFY(std::fabs(p.y - 1.0) >= 0.5 - 1e-9 && std::fabs(p.x - 2.0) <= 0.3 + 1e-9);
    const auto* blue = mark<Polyline>(frame, "bands", "inside");
    QVERIFY(blue);
    for (const Vec2 p : *blue->points)
        if (p.isFinite()) QVERIFY(std::fabs(p.y - 1.0) <= 0.5 + 1e-9 && std::fabs(p.x - 2.0) <= 0.3 + 1e-9);
}

void TestEpsilonDeltaScene::theProofIsLaidPieceByPiece() {
    EpsilonDeltaScene claim;
    claim.view = EpsilonDeltaView::Proof;
    const auto scene = prepared(claim);
    const std::size_t count = scene->moments.front().pieces.size();
    QCOMPARE(scene->timeline.stops.size(), count + 1);
    double reach = 0.0;
    for (std::size_t k = 0; k <= count; ++k) {
        const Frame frame = epsilonDeltaFrame(*scene, scene->timeline.stops[k]);
        const auto* pieces = mark<Boxes>(frame, "proof", "pieces");
        const auto* enclosures = mark<Boxes>(frame, "bands", "enclosures");
        QCOMPARE(pieces->boxes->size(), k);
        QCOMPARE(enclosures->boxes->size(), k);
        for (const Box& box : *enclosures->boxes) QVERIFY(box.low.y > 0.5 && box.high.y < 1.5);
        if (k == 0) continue;
        const double distance = std::fabs(0.5 * (pieces->boxes->back().low.x + pieces->boxes->back().high.x) - 2.0);
        QVERIFY2(distance >= reach, "from the point outward");
        reach = distance;
    }
}

void TestEpsilonDeltaScene::refutationsComeEverNearer() {
    EpsilonDeltaScene claim;
    claim.function = "sin(1/x)";
    claim.to = "0";
    claim.limit = "0";
    claim.view = EpsilonDeltaView::Proof;
    const auto scene = prepared(claim);
    QVERIFY(scene->witnesses.size() >= 5);
    for (std::size_t k = 0; k < scene->witnesses.size(); ++k) {
        const double x = scene->witnesses[k];
        QVERIFY(std::fabs(std::sin(1.0 / x)) >= 0.5);
        if (k > 0) QVERIFY(std::fabs(x) <= 0.61 * std::fabs(scene->witnesses[k - 1]));
    }
}

void TestEpsilonDeltaScene::swappedQuantifiersFail() {
    EpsilonDeltaScene claim;
    claim.view = EpsilonDeltaView::Swapped;
    const auto scene = prepared(claim);
    QVERIFY(scene->moments.size() >= 2);
    QVERIFY(scene->moments.front().kind == EpsilonDeltaKind::Proved);
    QVERIFY(scene->moments.back().kind == EpsilonDeltaKind::Refuted);
    QVERIFY2(scene->moments.back().limitKind == EpsilonDeltaKind::Proved, "a delta of its own would have done");
    for (const BandMoment& moment : scene->moments) QCOMPARE(*moment.delta, *scene->moments.front().delta);
}

void TestEpsilonDeltaScene::swappedQuantifiersHoldWhereTheFunctionStandsStill() {
    EpsilonDeltaScene claim = own("0.4");
    claim.view = EpsilonDeltaView::Swapped;
    claim.function = "floor(x)";
    claim.to = "1.5";
    const auto scene = prepared(claim);
    QCOMPARE(scene->moments.size(), std::size_t{8});
    for (const BandMoment& moment : scene->moments) QVERIFY(moment.kind == EpsilonDeltaKind::Proved);
}

void TestEpsilonDeltaScene::theProgramNamesAnEpsilonThatBreaks() {
    EpsilonDeltaScene claim = own("0.15");
    claim.epsilonBy = EpsilonPlayer::Program;
    Scene scene{{}, claim};
    // The learner answers each epsilon with half of the delta; the program always finds the next one.
    for (int round = 1; round <= 4; ++round) {
        const auto ready = prepare(scene);
        QVERIFY(ready);
        const auto& part = *std::get<std::shared_ptr<const EpsilonDeltaPrepared>>(ready->parts);
        QVERIFY(part.moments.front().kind == EpsilonDeltaKind::Proved);
        QVERIFY(!part.challenge.empty() && !part.challengeWins);
        scene = withChallenge(scene, *ready);
        auto& bands = std::get<EpsilonDeltaScene>(scene.kind);
        QCOMPARE(bands.round, round);
        const auto broken = prepareEpsilonDelta(bands, nullptr, {});
        QVERIFY((*broken)->moments.front().kind == EpsilonDeltaKind::Refuted);
        double delta = *parseNumber(bands.delta);
        for (int halvings = 0; halvings < 20; ++halvings) {
            delta *= 0.5;
            bands.delta = std::to_string(delta);
            if ((*prepareEpsilonDelta(bands, nullptr, {}))->moments.front().kind == EpsilonDeltaKind::Proved) break;
        }
    }
}

void TestEpsilonDeltaScene::theProgramWinsWhereThereIsNoLimit() {
    EpsilonDeltaScene claim = own("0.1");
    claim.epsilonBy = EpsilonPlayer::Program;
    claim.function = "sign(x)";
    claim.to = "0";
    claim.limit = "0";
    claim.epsilon = "2";
    const auto scene = prepared(claim);
    QVERIFY(scene->moments.front().kind == EpsilonDeltaKind::Proved);
    QVERIFY(scene->challengeWins);
    const Frame frame = epsilonDeltaFrame(*scene, scene->timeline.duration);
    QVERIFY(frame.verdicts.front().role == Role::Bad);
    QVERIFY(renderPlainEnglish(frame.sentence).find("no δ at all") != std::string::npos);
}

/// The curve holds what is proved, never falls, and ends where core refutes.
void TestEpsilonDeltaScene::deltaOfEpsilonGrows() {
    const auto scene = prepared(EpsilonDeltaScene{});
    const std::vector<Vec2>& curve = scene->curve->proved;
    QVERIFY(curve.size() >= 25 && !scene->curve->refutedUpTo);
    for (std::size_t i = 1; i < curve.size(); ++i) QVERIFY(curve[i].x > curve[i - 1].x && curve[i].y >= curve[i - 1].y);
    // Near the point the slope is 2.5: delta is about epsilon / 2.5, and never more than the true one.
    for (const Vec2 p : curve) {
        if (p.x > 1e-2) continue;
        QVERIFY(p.y <= p.x / 2.5 && p.y > 0.95 * p.x / 2.5);
    }
    EpsilonDeltaScene step;
    step.function = "floor(x)";
    step.to = "1";
    step.limit = "1";
    const auto jump = prepared(step);
    QVERIFY(jump->curve->refutedUpTo && *jump->curve->refutedUpTo <= 1.0 && *jump->curve->refutedUpTo > 0.5);
    for (const Vec2 p : jump->curve->proved) QVERIFY(p.x > 1.0);
}

void TestEpsilonDeltaScene::bandsAreDragged() {
    const Scene scene{{}, EpsilonDeltaScene{}};
    const auto bands = [](const Scene& s) { return std::get<EpsilonDeltaScene>(s.kind); };
    QCOMPARE(bands(moved(scene, "epsilon-high", {2.6, 1.3}, 0.001)).epsilon, std::string("0.3"));
    QCOMPARE(bands(moved(scene, "epsilon-low", {2.6, 0.3}, 0.001)).epsilon, std::string("0.7"));
    const Scene wider = moved(scene, "delta-high", {2.25, 3.0}, 0.001);
    QCOMPARE(bands(wider).delta, std::string("0.25"));
    QVERIFY(!bands(wider).deltaFollows);
    // At the point itself a band has no width: it stays as narrow as a pixel.
    QCOMPARE(bands(moved(scene, "delta-low", {2.0, 3.0}, 0.001)).delta, std::string("0.001"));
    QVERIFY(moved(scene, "elsewhere", {1.0, 1.0}, 0.01) == scene);
}

void TestEpsilonDeltaScene::theWindowStaysWhileABandIsDragged() {
    const Scene scene{{}, EpsilonDeltaScene{}};
    const auto before = prepared(EpsilonDeltaScene{});
    const Panel was = *findPanel(epsilonDeltaFrame(*before, before->timeline.opening), "bands");
    Scene dragged = scene;
    for (const double height : {1.45, 1.3, 1.1, 1.02}) {
        dragged = moved(dragged, "epsilon-high", {2.6, height}, 0.001);
        const auto now = prepared(std::get<EpsilonDeltaScene>(dragged.kind));
        const Panel is = *findPanel(epsilonDeltaFrame(*now, now->timeline.opening), "bands");
        QVERIFY(std::fabs(is.x.range.low - was.x.range.low) < 1e-12 && std::fabs(is.y.range.high - was.y.range.high) < 1e-12);
    }
    // Typed, a band that would be too thin to be seen gets a window of its own.
    const EpsilonDeltaScene typed = withEpsilon(std::get<EpsilonDeltaScene>(dragged.kind), "1e-6");
    QVERIFY(!typed.xRange && !typed.yRange);
}

/// Bands of 1e-9 at a point where doubles are that far apart: the curve comes from 50 digits, the axes hold distances.
void TestEpsilonDeltaScene::aDeepBandIsSharp() {
    EpsilonDeltaScene claim;
    claim.function = "(1 - cos(x))/x^2";
    claim.to = "0";
    claim.limit = "1/2";
    claim.epsilon = "1e-9";
    const auto scene = prepared(claim);
    QVERIFY(scene->moments[scene->asked].kind == EpsilonDeltaKind::Proved);
    QVERIFY(scene->window->isDeep);
    const double height = scene->window->y.length();
    for (const Vec2 p : *scene->window->curve) {
        if (!p.isFinite()) continue;
        QVERIFY(std::fabs(p.y + p.x * p.x / 24.0) < 2e-3 * height);
    }
}

void TestEpsilonDeltaScene::namesTheFieldOfAnError_data() {
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("text");
    for (const char* field : {"to", "limit", "epsilon", "delta"}) {
        QTest::newRow(qPrintable(QStringLiteral("%1 words").arg(QLatin1String(field)))) << QByteArray(field) << QByteArray("abc");
        QTest::newRow(qPrintable(QStringLiteral("%1 inf").arg(QLatin1String(field)))) << QByteArray(field) << QByteArray("inf");
    }
    QTest::newRow("function") << QByteArray("function") << QByteArray("x +");
    QTest::newRow("epsilon 0") << QByteArray("epsilon") << QByteArray("0");
    QTest::newRow("delta below") << QByteArray("delta") << QByteArray("-1");
}

void TestEpsilonDeltaScene::namesTheFieldOfAnError() {
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, text);
    EpsilonDeltaScene scene;
    const std::string value = text.toStdString();
    if (field == "function") scene.function = value;
    if (field == "to") scene.to = value;
    if (field == "limit") scene.limit = value;
    if (field == "epsilon") scene.epsilon = value;
    if (field == "delta") scene.delta = value;
    const auto result = prepareEpsilonDelta(scene, nullptr, {});
    QVERIFY(!result);
    QCOMPARE(result.error().field, field.toStdString());
    QVERIFY(!renderPlainEnglish(result.error().message).empty());
}

QTEST_APPLESS_MAIN(TestEpsilonDeltaScene)
#include "tst_epsilon_delta_scene.moc"
