#include <QtTest>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <random>
#ifdef HAS_MUPARSER
#include <dlfcn.h>
#include <muParser.h>
#endif

#include "core/expression/block_kernels.h"
#include "core/expression/parser.h"
#include "core/expression/program.h"
#include "core/numbers/interval.h"
#include "tests/benchmarks/core/native_loops.h"

using namespace calc;

namespace {

constexpr std::size_t kPoints = 8192;
constexpr int kRounds = 15;

struct Sample {
    std::vector<double> x, y;
    Sample() {
        std::mt19937 random(1);
        std::uniform_real_distribution<double> place(-2.0, 2.0);
        for (std::size_t i = 0; i < kPoints; ++i) {
            x.push_back(place(random));
            y.push_back(place(random));
        }
    }
};

/// Medians of interleaved rounds, in seconds.
std::vector<double> medians(const std::vector<std::function<void()>>& ways) {
    std::vector<std::vector<double>> times(ways.size());
    for (int round = -2; round < kRounds; ++round)
        for (std::size_t i = 0; i < ways.size(); ++i) {
            const auto start = std::chrono::steady_clock::now();
            ways[i]();
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            if (round >= 0) times[i].push_back(seconds);
        }
    std::vector<double> result;
    for (std::vector<double>& t : times) {
        std::nth_element(t.begin(), t.begin() + kRounds / 2, t.end());
        result.push_back(t[kRounds / 2]);
    }
    return result;
}

double geometricMean(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double v : values) sum += std::log(v);
    return std::exp(sum / static_cast<double>(values.size()));
}

Expression parsed(const char* text) { return *parse(text, {Variable::X, Variable::Y}); }

}  // namespace

/// Ways to evaluate ten functions, in million values a second, and their ratios to loops written by hand (see native_loops.h).
class EvaluationBenchmark : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
#ifdef HAS_MUPARSER
        // muParser's bulk mode may share its work among threads; one is compared with one.
        using SetThreads = void (*)(int);
        if (const auto setThreads = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "omp_set_num_threads"))) setThreads(1);
#endif
    }

    void blocks() {
        const Sample sample;
        std::vector<double> r(kPoints);
        std::vector<double> toVector, toPlain, calling, toMuParser, scalarToPlain;
        qInfo("kernels: %s", kernelSet().name);
        qInfo("%-76s %8s %8s %8s %8s %8s", "million values/s", "plain -O2", "native", "block", "scalar", "muParser");
        for (std::size_t i = 0; i < kLoopCount; ++i) {
            const Program program = Program::compile(parsed(kLoopTexts[i]), {Variable::X, Variable::Y});
            std::vector<std::function<void()>> ways = {
                [&] { plain::kLoops[i](sample.x.data(), sample.y.data(), r.data(), kPoints); },
                [&] { native(i, sample, r); },
                [&] { program.block(sample.x, sample.y, r); },
                [&] {
                    for (std::size_t k = 0; k < kPoints; ++k) r[k] = program(sample.x[k], sample.y[k]);
                },
            };
#ifdef HAS_MUPARSER
            Sample own;
            mu::Parser parser;
            parser.DefineVar("x", own.x.data());
            parser.DefineVar("y", own.y.data());
            parser.DefineConst("pi", 3.14159265358979323846);
            parser.DefineConst("e", 2.71828182845904523536);
            parser.SetExpr(kLoopTexts[i]);
            ways.emplace_back([&] { parser.Eval(r.data(), static_cast<int>(kPoints)); });
#endif
            std::vector<double> t = medians(ways);
            t.resize(5, HUGE_VAL);
            const auto rate = [&t](std::size_t way) { return kPoints / t[way] * 1e-6; };
            qInfo("%-76s %8.1f %8.1f %8.1f %8.1f %8.1f", kLoopTexts[i], rate(0), rate(1), rate(2), rate(3), rate(4));
            toPlain.push_back(t[0] / t[2]);
            toVector.push_back(t[1] / t[2]);
            if (kCallsFunction[i]) calling.push_back(t[1] / t[2]);
            scalarToPlain.push_back(t[0] / t[3]);
            toMuParser.push_back(t[4] / t[2]);
        }
        qInfo("block : native -O3 x86-64-v3 with vector math  %.2f (goal 0.7); where a function is called %.2f (goal 0.9)",
              geometricMean(toVector), geometricMean(calling));
        qInfo("block : plain -O2                              %.2f", geometricMean(toPlain));
        qInfo("block : muParser bulk                          %.1f (goal 20)", geometricMean(toMuParser));
        qInfo("scalar: plain -O2                              %.2f", geometricMean(scalarToPlain));
    }

    void gradients() {
        const Sample sample;
        std::vector<double> v(kPoints), dx(kPoints), dy(kPoints);
        const std::array<std::size_t, 2> functions = {1, 9};
        for (std::size_t i = 0; i < 2; ++i) {
            const Expression f = parsed(kLoopTexts[functions[i]]);
            const GradientProgram gradient = GradientProgram::compile(f, {Variable::X, Variable::Y});
            const std::vector<double> t = medians({
                [&] { gradient.value().block(sample.x, sample.y, v); },
                [&] { gradient.block(sample.x, sample.y, v, dx, dy); },
                [&] { nativeGradient(i, sample, v, dx, dy); },
                [&] {
                    for (std::size_t k = 0; k < kPoints; ++k) v[k] = gradient({sample.x[k], sample.y[k]}).gradient.x;
                },
            });
            qInfo(
                "%s: value and gradient %.1f M/s, %.2f of the cost of the value (goal 2), %.2f of a hand-written one; one at a time %.1f "
                "M/s",
                i == 0 ? "Rosenbrock" : "Ackley", kPoints / t[1] * 1e-6, t[1] / t[0], t[2] / t[1], kPoints / t[3] * 1e-6);
        }
    }

    void enclosures() {
        const Sample sample;
        double sink = 0.0;
        const Program program = Program::compile(parsed(kLoopTexts[9]), {Variable::X, Variable::Y});
        const std::vector<double> t = medians({[&] {
            for (std::size_t k = 0; k < kPoints; ++k) {
                const Interval box[2] = {Interval::of(sample.x[k], sample.x[k] + 0.01), Interval::of(sample.y[k], sample.y[k] + 0.01)};
                sink += program.enclose(box).low;
            }
        }});
        qInfo("Ackley enclosed over a box: %.2f M/s (%g)", kPoints / t[0] * 1e-6, sink == 0.0 ? 0.0 : 1.0);
    }

    void compiling() {
        const Expression f = parsed(kLoopTexts[9]);
        const std::vector<double> t = medians({[&] {
                                                   Program::compile(f, {Variable::X, Variable::Y});
                                               },
                                               [&] {
                                                   GradientProgram::compile(f, {Variable::X, Variable::Y});
                                               }});
        qInfo("compile Ackley: %.0f us, with gradient %.0f us", t[0] * 1e6, t[1] * 1e6);
    }

private:
    static void native(std::size_t i, const Sample& sample, std::vector<double>& r) {
#ifdef HAS_NATIVE_VECTOR
        vector::kLoops[i](sample.x.data(), sample.y.data(), r.data(), kPoints);
#else
        plain::kLoops[i](sample.x.data(), sample.y.data(), r.data(), kPoints);
#endif
    }
    static void nativeGradient(std::size_t i, const Sample& sample, std::vector<double>& v, std::vector<double>& dx,
                               std::vector<double>& dy) {
#ifdef HAS_NATIVE_VECTOR
        const NativeGradient gradient = i == 0 ? vector::kRosenbrock : vector::kAckley;
#else
        const NativeGradient gradient = i == 0 ? plain::kRosenbrock : plain::kAckley;
#endif
        gradient(sample.x.data(), sample.y.data(), v.data(), dx.data(), dy.data(), kPoints);
    }
};

QTEST_APPLESS_MAIN(EvaluationBenchmark)
#include "bench_evaluation.moc"
