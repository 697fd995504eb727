#include "core/scene/scene_subject.h"

namespace calc {
namespace {

template <class SceneKind>
void forgetRanges(SceneKind& scene) {
    scene.xRange.reset();
    scene.yRange.reset();
}

void forgetView(AreaScene& scene) {
    forgetRanges(scene);
    scene.rectangles = 1;
    scene.reach.reset();
    scene.seed = 1;
    scene.showRectangles = scene.showArea = scene.showErrorChart = true;
}

// A limit is a function and a point, however it is approached.
void forgetView(LimitScene& scene) {
    scene.side = ApproachSide::Both;
    scene.height = WindowHeight::Stretched;
    scene.deepest = scene.depth = 0;
    scene.showApproach = true;
    scene.view = LimitView::Values;
}

// A claim is a function, a point and a number, whoever plays.
void forgetView(EpsilonDeltaScene& scene) {
    forgetRanges(scene);
    scene.epsilon.clear();
    scene.delta.clear();
    scene.deltaFollows = true;
    scene.view = EpsilonDeltaView::Game;
    scene.epsilonBy = EpsilonPlayer::You;
    scene.round = 0;
}

void forgetView(DescentScene& scene) {
    forgetRanges(scene);
    scene.shown = scene.stage = 0;
    scene.seed = 1;
    scene.view = DescentView::Loss;
    scene.showBasins = false;
    scene.basinCells = 200;
    scene.heightScale.reset();
    scene.camera = Camera{};
    scene.orbitRate = 0.0;
    scene.showGradient = scene.showMomentum = scene.showUpdate = true;
}

void forgetView(TangentScene& scene) {
    forgetRanges(scene);
    scene.step = 1.0;
    scene.below = SlopeCurves::First;
    scene.pins.clear();
}

void forgetView(CurveDescentScene& scene) { forgetRanges(scene); }

void forgetView(AccumulationScene& scene) {
    forgetRanges(scene);
    scene.at.clear();
}

// A density stays the same one, whichever part of it is shaded.
void forgetView(ProbabilityScene& scene) {
    forgetRanges(scene);
    scene.from = scene.to = scene.quantile = "";
    scene.samples = scene.count = 1;
    scene.seed = 1;
    scene.showMoments = scene.showQuantile = true;
}

void forgetView(SequenceScene& scene) {
    forgetRanges(scene);
    scene.parameterRange.reset();
    scene.epsilon.clear();
    scene.terms = scene.shown = 1;
}

void forgetView(SeriesScene& scene) {
    forgetRanges(scene);
    scene.acceleration = Acceleration::None;
    scene.terms = scene.degree = scene.shown = 1;
}

void forgetView(TrainingScene& scene) {
    scene.rates.reset();
    scene.epsilon.clear();
    scene.seed = 1;
    scene.steps = scene.shown = 1;
}

void forgetView(TotalsScene& scene) {
    forgetRanges(scene);
    scene.fingerprint.clear();  // known once the file was read
    scene.at.clear();
    scene.showMean = true;
}

}  // namespace

bool sameSubject(const Scene& a, const Scene& b) {
    Scene first = a, second = b;
    for (Scene* scene : {&first, &second}) std::visit([](auto& kind) { forgetView(kind); }, scene->kind);
    return first.kind == second.kind;
}

}  // namespace calc
