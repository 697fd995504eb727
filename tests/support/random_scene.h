#pragma once
#include <cstdint>
#include <random>
#include <string>

#include "core/descent/parameters.h"
#include "core/probability/distribution.h"
#include "core/scene/scene.h"

namespace calc::test {

/// Scenes with every setting at random within its limits, the same for the same seed on every machine.
class RandomScene {
public:
    explicit RandomScene(std::uint64_t seed) : m_random(seed) {}

    Scene operator()() {
        Scene scene;
        scene.title = text();
        switch (below(12)) {
            case 0: scene.kind = area(); break;
            case 1: scene.kind = limit(); break;
            case 2: scene.kind = tangent(); break;
            case 3: scene.kind = curveDescent(); break;
            case 4: scene.kind = accumulation(); break;
            case 5: scene.kind = probability(); break;
            case 6: scene.kind = epsilonDelta(); break;
            case 7: scene.kind = sequence(); break;
            case 8: scene.kind = series(); break;
            case 9: scene.kind = training(); break;
            case 10: scene.kind = totals(); break;
            default: scene.kind = descent(); break;
        }
        return scene;
    }

private:
    std::uint64_t below(std::uint64_t n) { return m_random() % n; }
    bool flag() { return below(2) == 1; }
    double uniform(double low, double high) { return low + (high - low) * static_cast<double>(m_random() >> 11) * 0x1p-53; }
    template <class Enum>
    Enum choice(std::uint64_t count) {
        return static_cast<Enum>(below(count));
    }
    std::string text() {
        static const char* const kPieces[] = {"x",      "^2",         "sin(x)", "\"", "\\",     "\n",   "\t",
                                              "\u03C0", "\U0001F4C8", "pi/2",   "",   "</tag>", "\x01", "inf"};
        std::string words;
        for (std::uint64_t i = below(6); i > 0; --i) words += kPieces[below(std::size(kPieces))];
        return words;
    }
    std::optional<Range> range() {
        if (flag()) return std::nullopt;
        const double low = uniform(-1e3, 1e3);
        return Range{low, low + uniform(1e-12, 1e3)};
    }
    AreaScene area() {
        AreaScene s;
        s.function = text();
        s.from = text();
        s.to = text();
        s.rectangles = 1 + static_cast<int>(below(1000));
        s.second = text();
        s.rule = choice<SumRule>(9);
        for (std::uint64_t i = below(5); i > 0; --i) s.cuts.push_back(uniform(0.0, 1.0));
        for (std::uint64_t i = below(5); i > 0; --i) s.samples.push_back(uniform(0.0, 1.0));
        s.seed = m_random();
        s.watch = choice<AreaWatch>(2);
        if (flag()) s.goal = uniform(1e-9, 10.0);
        if (flag()) s.reach = uniform(0.0, 1.0);
        s.showRectangles = flag();
        s.showArea = flag();
        s.showErrorChart = flag();
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    LimitScene limit() {
        LimitScene s;
        s.function = text();
        s.to = text();
        s.side = choice<ApproachSide>(3);
        s.height = choice<WindowHeight>(2);
        s.deepest = 1 + static_cast<int>(below(15));
        s.depth = static_cast<int>(below(17)) - 1;
        s.showApproach = flag();
        s.view = choice<LimitView>(3);
        return s;
    }
    EpsilonDeltaScene epsilonDelta() {
        EpsilonDeltaScene s;
        s.function = text();
        s.to = text();
        s.limit = text();
        s.epsilon = text();
        s.delta = text();
        s.deltaFollows = flag();
        s.side = choice<ApproachSide>(3);
        s.view = choice<EpsilonDeltaView>(3);
        s.epsilonBy = choice<EpsilonPlayer>(2);
        s.round = static_cast<int>(below(1001));
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    CurveDescentScene curveDescent() {
        CurveDescentScene s;
        s.function = text();
        s.start = text();
        s.learningRate = uniform(0.0, 1e6);
        s.momentum = uniform(0.0, 0.9999);
        s.steps = 1 + static_cast<int>(below(1000));
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    AccumulationScene accumulation() { return {text(), text(), text(), range(), range()}; }
    ProbabilityScene probability() {
        ProbabilityScene s;
        s.distribution.name = std::string(kTypedDensity);
        const auto& named = namedDistributions();
        if (const auto chosen = below(named.size() + 1); chosen < named.size()) {
            s.distribution.name = std::string(named[chosen].id);
            for (const DistributionParameter& parameter : named[chosen].parameters) {
                if (flag()) s.distribution.parameters[std::string(parameter.id)] = uniform(parameter.range.low, parameter.range.high);
            }
        }
        s.function = text();
        s.supportFrom = text();
        s.supportTo = text();
        s.from = text();
        s.to = text();
        s.quantile = text();
        s.view = choice<ProbabilityView>(2);
        s.samples = 1 + static_cast<int>(below(kMostSamples));
        s.count = 1 + static_cast<int>(below(kMostSamples));
        s.seed = m_random();
        s.showMoments = flag();
        s.showQuantile = flag();
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    SequenceScene sequence() {
        SequenceScene s;
        s.view = choice<SequenceView>(2);
        s.function = text();
        s.epsilon = text();
        s.map = text();
        s.start = text();
        s.parameter = text();
        s.parameterRange = range();
        s.terms = 5 + static_cast<int>(below(1000));
        s.shown = static_cast<int>(below(1000));
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    TotalsScene totals() {
        TotalsScene s;
        s.file = text();
        s.fingerprint = text();
        s.along.reset();
        s.value.reset();
        if (flag()) s.along = text();
        if (flag()) s.value = text();
        s.weight = text();
        s.order = choice<TotalsOrder>(2);
        s.areas = choice<TotalsAreas>(5);
        s.from = text();
        s.to = text();
        s.at = text();
        s.showMean = flag();
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    SeriesScene series() {
        SeriesScene s;
        s.view = choice<SeriesView>(2);
        s.term = text();
        s.from = static_cast<int>(below(2000)) - 1000;
        s.terms = 5 + static_cast<int>(below(300));
        s.acceleration = choice<Acceleration>(3);
        s.function = text();
        s.centre = text();
        s.degree = 1 + static_cast<int>(below(20));
        s.shown = static_cast<int>(below(300));
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    TrainingScene training() {
        TrainingScene s;
        s.view = choice<TrainingView>(3);
        s.surface = text();
        s.function = text();
        s.conditionNumber = uniform(1.0, 1e6);
        s.startX = text();
        s.startY = text();
        s.optimizer = optimizer();
        s.schedule = schedule();
        s.clip = uniform(0.0, 100.0);
        s.noise = uniform(0.0, 10.0);
        s.seed = m_random();
        s.steps = 5 + static_cast<int>(below(1000));
        s.epsilon = text();
        s.rates = range();
        s.shown = static_cast<int>(below(1000));
        return s;
    }
    TangentScene tangent() {
        TangentScene s;
        s.function = text();
        s.at = text();
        s.step = uniform(kSmallestStep, 1e3);
        s.side = choice<SecantSide>(3);
        s.below = choice<SlopeCurves>(3);
        s.view = choice<TangentView>(3);
        for (std::uint64_t i = below(kMostPins + 1); i > 0; --i) s.pins.push_back(text());
        s.xRange = range();
        s.yRange = range();
        return s;
    }
    OptimizerChoice optimizer() {
        const auto all = optimizers();
        const OptimizerInfo& info = all[below(all.size())];
        OptimizerChoice chosen;
        chosen.name = std::string(info.name);
        for (const ParameterInfo& parameter : info.parameters) {
            if (flag()) continue;
            const double value = uniform(parameter.sliderLow, parameter.sliderHigh);
            chosen.parameters[std::string(parameter.name)] = parameter.kind == ParameterKind::Number ? value : parameter.standard;
        }
        return chosen;
    }
    ScheduleChoice schedule() {
        const auto all = schedules();
        const ScheduleInfo& info = all[below(all.size())];
        ScheduleChoice chosen{std::string(info.name), {}};
        for (const ParameterInfo& parameter : info.parameters)
            if (flag()) chosen.parameters[std::string(parameter.name)] = parameter.standard;
        return chosen;
    }
    DescentScene descent() {
        DescentScene s;
        s.surface = text();
        s.function = text();
        s.conditionNumber = uniform(1.0, 1e6);
        s.startX = text();
        s.startY = text();
        for (std::uint64_t i = below(6); i > 0; --i) s.optimizers.push_back(optimizer());
        s.shown = static_cast<int>(below(13));
        s.steps = 1 + static_cast<int>(below(1000));
        s.seed = m_random();
        s.noise = uniform(0.0, 10.0);
        s.schedule = schedule();
        for (std::uint64_t i = below(4); i > 0; --i) s.moreStarts.push_back({text(), text()});
        if (flag()) s.frozen = FrozenRun{optimizer(), schedule(), uniform(0.0, 10.0)};
        if (flag()) s.goal = DescentGoal{uniform(-5.0, 5.0), 1 + static_cast<int>(below(1000)), flag() ? "adam" : ""};
        s.view = choice<DescentView>(5);
        s.stage = static_cast<int>(below(20));
        s.showBasins = flag();
        s.basinCells = 20 + static_cast<int>(below(300));
        if (flag()) s.heightScale = choice<HeightScale>(3);
        s.xRange = range();
        s.yRange = range();
        s.camera = {uniform(-360.0, 360.0), uniform(5.0, 90.0), uniform(0.1, 10.0)};
        s.orbitRate = uniform(-360.0, 360.0);
        s.showGradient = flag();
        s.showMomentum = flag();
        s.showUpdate = flag();
        return s;
    }

    std::mt19937_64 m_random;
};

}  // namespace calc::test
