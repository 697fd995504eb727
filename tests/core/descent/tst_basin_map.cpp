#include "core/descent/basin_map.h"

#include <QTest>

#include "core/descent/surfaces.h"
#include "descent_support.h"

using namespace calc;

namespace {

BasinOptions optionsFor(const char* surface, const Optimizer& optimizer, std::int64_t steps, int cells) {
    const Surface& named = *findSurface(surface);
    BasinOptions options;
    options.descent = optionsOf(named.start, optimizer, steps);
    options.x = named.x;
    options.y = named.y;
    options.columns = options.rows = cells;
    for (const KnownMinimum& minimum : named.minima) options.known.push_back(minimum.at);
    return options;
}

Vec2 centreOf(const BasinMap& map, int row, int column) {
    return {map.x.low + map.x.length() * (column + 0.5) / map.columns, map.y.low + map.y.length() * (row + 0.5) / map.rows};
}

}  // namespace

class TestBasinMap : public QObject {
    Q_OBJECT
private slots:
    void cellsAreTheRunsOfDescend();
    void threadsDoNotMatter();
    void unknownMinimaAreFound();
    void divergenceAndDomain();
    void kinksAreKnownMinima();
    void plateausAreNoMinima();
    void newton();
    void progressAndCancel();
    void refusals();
};

// Each cell says what a single run from its centre does.
void TestBasinMap::cellsAreTheRunsOfDescend() {
    const LossFunction loss = lossOf(formulaOf(*findSurface("himmelblau")).c_str());
    const BasinOptions options = optionsFor("himmelblau", optimizerOf("momentum", {{"learning_rate", 0.005}}), 600, 24);
    const auto map = basinMap(loss, options);
    QVERIFY(map);
    QCOMPARE(map->minima.size(), std::size_t{4});
    std::int64_t arrived = 0;
    for (int row = 0; row < map->rows; ++row) {
        for (int column = 0; column < map->columns; ++column) {
            const std::size_t cell = static_cast<std::size_t>(row) * 24 + static_cast<std::size_t>(column);
            DescentOptions single = options.descent;
            single.start = centreOf(*map, row, column);
            const Trajectory run = runOf(loss, single);
            const std::int16_t basin = map->basin[cell];
            if (run.stopped == StopReason::Diverged) {
                QCOMPARE(basin, static_cast<std::int16_t>(BasinEnd::Diverged));
                continue;
            }
            QVERIFY(basin >= 0);
            QVERIFY((map->minima[static_cast<std::size_t>(basin)].at - run.last).length() < 0.02);
            ++arrived;
        }
    }
    std::int64_t counted = 0;
    for (const BasinMap::Minimum& minimum : map->minima) {
        QVERIFY(minimum.starts > 0);
        counted += minimum.starts;
    }
    QCOMPARE(counted, arrived);
}

void TestBasinMap::threadsDoNotMatter() {
    const LossFunction loss = lossOf(formulaOf(*findSurface("six-hump-camel")).c_str());
    BasinOptions options = optionsFor("six-hump-camel", optimizerOf("adam", {{"learning_rate", 0.05}}), 150, 31);
    options.known.clear();
    options.threads = 1;
    const auto alone = basinMap(loss, options);
    options.threads = 4;
    const auto together = basinMap(loss, options);
    QVERIFY(alone && together);
    QVERIFY(alone->basin == together->basin && alone->steps == together->steps);
    for (std::size_t i = 0; i < alone->minima.size(); ++i) QCOMPARE(alone->minima[i].at, together->minima[i].at);
}

// Without being told, the map finds the minima of the table, and none that are not.
void TestBasinMap::unknownMinimaAreFound() {
    for (const char* name : {"himmelblau", "styblinski-tang", "three-hump-camel", "booth"}) {
        const Surface& surface = *findSurface(name);
        const LossFunction loss = lossOf(formulaOf(surface).c_str());
        BasinOptions options = optionsFor(name, optimizerOf("sgd", {{"learning_rate", surface.learningRate}}), 2000, 25);
        options.known.clear();
        const auto map = basinMap(loss, options);
        QVERIFY(map);
        QVERIFY2(map->minima.size() == surface.minima.size(), name);
        for (const BasinMap::Minimum& found : map->minima) {
            const bool known = std::any_of(surface.minima.begin(), surface.minima.end(),
                                           [&found](const KnownMinimum& each) { return (each.at - found.at).length() < 1e-9; });
            QVERIFY2(known, name);
        }
    }
}

void TestBasinMap::divergenceAndDomain() {
    BasinOptions options;
    options.descent = optionsOf({0.0, 0.0}, optimizerOf("sgd", {{"learning_rate", 1.1}}), 500);
    options.x = options.y = {-2.0, 2.0};
    options.columns = options.rows = 10;
    const auto wild = basinMap(lossOf("x^2+y^2"), options);
    QVERIFY(wild);
    for (const std::int16_t basin : wild->basin) QCOMPARE(basin, static_cast<std::int16_t>(BasinEnd::Diverged));
    options.descent.optimizer = optimizerOf("sgd", {{"learning_rate", 0.1}});
    const auto half = basinMap(lossOf("x-ln(x)+y^2"), options);
    QVERIFY(half);
    for (std::size_t i = 0; i < half->basin.size(); ++i)
        QCOMPARE(half->basin[i] == static_cast<std::int16_t>(BasinEnd::LeftDomain), i % 10 < 5);
}

void TestBasinMap::kinksAreKnownMinima() {
    BasinOptions options;
    options.descent = optionsOf({0.0, 0.0}, optimizerOf("sgd", {{"learning_rate", 0.01}}), 600);
    options.x = options.y = {-2.0, 2.0};
    options.columns = options.rows = 8;
    options.known = {{0.0, 0.0}};
    const auto map = basinMap(lossOf("abs(x)+abs(y)"), options);
    QVERIFY(map);
    for (const std::int16_t basin : map->basin) QCOMPARE(basin, std::int16_t{0});
}

// On Easom's plain the ball rests where it was put: that is no minimum.
void TestBasinMap::plateausAreNoMinima() {
    const LossFunction loss = lossOf(formulaOf(*findSurface("easom")).c_str());
    BasinOptions options = optionsFor("easom", optimizerOf("sgd", {{"learning_rate", 0.3}}), 400, 21);
    const auto map = basinMap(loss, options);
    QVERIFY(map);
    QCOMPARE(map->minima.front().at, options.known.front());
    QVERIFY(map->minima.front().starts > 20 && map->minima.front().starts < 300);
    QCOMPARE(map->basin.front(), static_cast<std::int16_t>(BasinEnd::NotArrived));
}

void TestBasinMap::newton() {
    const LossFunction loss = lossOf(formulaOf(*findSurface("himmelblau")).c_str());
    const auto map = basinMap(loss, optionsFor("himmelblau", optimizerOf("newton"), 60, 40));
    QVERIFY(map);
    const auto none = std::count(map->basin.begin(), map->basin.end(), static_cast<std::int16_t>(BasinEnd::NotArrived));
    QVERIFY(none > 100);  // drawn to the saddles and the peak
    for (const BasinMap::Minimum& minimum : map->minima) QVERIFY(minimum.starts > 40);
}

void TestBasinMap::progressAndCancel() {
    const LossFunction loss = lossOf(formulaOf(*findSurface("himmelblau")).c_str());
    const BasinOptions options = optionsFor("himmelblau", optimizerOf("sgd", {{"learning_rate", 0.01}}), 100, 20);
    std::vector<double> seen;
    QVERIFY(basinMap(loss, options, {}, [&seen](double part) { seen.push_back(part); }));
    QVERIFY(!seen.empty() && std::is_sorted(seen.begin(), seen.end()) && seen.back() <= 1.0);
    std::stop_source stop;
    const auto cancelled = basinMap(loss, options, stop.get_token(), [&stop](double) { stop.request_stop(); });
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
}

void TestBasinMap::refusals() {
    BasinOptions options = optionsFor("bowl", optimizerOf("sgd"), 10, 0);
    QCOMPARE(basinMap(lossOf("x^2+y^2"), options).error().field, std::string("basinCells"));
    options = optionsFor("bowl", optimizerOf("sgd"), -5, 4);
    QCOMPARE(basinMap(lossOf("x^2+y^2"), options).error().field, std::string("steps"));
}

QTEST_APPLESS_MAIN(TestBasinMap)
#include "tst_basin_map.moc"
