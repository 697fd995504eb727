#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/range.h"
#include "core/scene/frame.h"

/// A Scene is what was chosen: about 1 kB, comparable, saved as JSON (codec.h). Numbers that people type stay text ("pi/2"), so that the
/// field shows what was typed; prepare reads them.
namespace calc {

/// Random: drawn with a seed, uniform in each piece. Chosen: where the sample points were dragged to.
enum class SumRule : std::uint8_t { Left, Right, Midpoint, Trapezoid, Simpson, Lower, Upper, Random, Chosen };
/// What is watched: sums of more and more pieces, or the area while its ends move toward infinity or toward a pole.
enum class AreaWatch : std::uint8_t { Sums, MovingBounds };

inline constexpr std::size_t kMostCuts = 39;  ///< of a free partition

struct AreaScene {
    std::string function = "2sin(x)*e^(-x/6)";
    std::string second;  ///< g(x): the area lies between f and g; empty: between f and the axis
    std::string from = "0.4";
    std::string to = "5.6";
    int rectangles = 13;  ///< n where the playhead stands when the scene is opened, 1 to 1000
    SumRule rule = SumRule::Midpoint;
    std::vector<double> cuts;     ///< free widths: where the pieces meet, as parts of the way from a to b, ascending; empty: equal widths
    std::vector<double> samples;  ///< of Chosen: the sample point of each piece, as a part of its width; empty: the middles
    std::uint64_t seed = 1;       ///< of Random
    AreaWatch watch = AreaWatch::Sums;
    std::optional<double> goal;  ///< a task: how many pieces until the error is below it?
    /// Of MovingBounds: how far the bounds have come when the scene is opened, 0 to 1 in equal ratios; none: far enough to be seen on their way.
    std::optional<double> reach;
    bool showRectangles = true;
    bool showArea = false;
    bool showErrorChart = true;
    std::optional<Range> xRange;  ///< none: chosen from the function
    std::optional<Range> yRange;
    bool operator==(const AreaScene&) const = default;
};

enum class ApproachSide : std::uint8_t { Both, Left, Right };
enum class WindowHeight : std::uint8_t { SameZoom, Stretched };
/// What is watched: values that close in, how much of the curve is its tangent, or what doubles make of f so near the point.
enum class LimitView : std::uint8_t { Values, Linearity, Computer };

struct LimitScene {
    std::string function = "sin(x)/x";
    std::string to = "0";
    ApproachSide side = ApproachSide::Both;
    WindowHeight height = WindowHeight::Stretched;
    int deepest = 12;  ///< the zoom ends at a window of 10^-deepest
    int depth = 3;     ///< where the playhead stands when the scene is opened: window of 10^-depth
    bool showApproach = true;
    LimitView view = LimitView::Values;
    bool operator==(const LimitScene&) const = default;
};

/// What runs in time on the page of bands.
enum class EpsilonDeltaView : std::uint8_t {
    Game,     ///< epsilon gets smaller, delta answers
    Proof,    ///< the pieces of the proof, one after the other
    Swapped,  ///< one delta for every epsilon: the order of "for every" and "there is" turned around
};
enum class EpsilonPlayer : std::uint8_t { You, Program };

struct EpsilonDeltaScene {
    std::string function = "x^3/4 - x/2";
    std::string to = "2";
    std::string limit = "1";
    std::string epsilon = "0.5";
    std::string delta = "0.1";  ///< the learner's; counts where deltaFollows is false
    bool deltaFollows = true;   ///< delta is the largest that is proved for epsilon
    ApproachSide side = ApproachSide::Both;
    EpsilonDeltaView view = EpsilonDeltaView::Game;
    EpsilonPlayer epsilonBy = EpsilonPlayer::You;
    int round = 0;                ///< of the duel: how many epsilons the program has named
    std::optional<Range> xRange;  ///< none: chosen around the bands
    std::optional<Range> yRange;
    bool operator==(const EpsilonDeltaScene&) const = default;
};

struct OptimizerChoice {
    std::string name = "sgd";                  ///< as in the registry of core/descent
    std::map<std::string, double> parameters;  ///< only what differs from the defaults
    bool operator==(const OptimizerChoice&) const = default;
};

/// How the learning rate changes from step to step; the same for every optimizer of the race.
struct ScheduleChoice {
    std::string name = "constant";             ///< as in the registry of core/descent
    std::map<std::string, double> parameters;  ///< "schedule_gamma" …, only what differs from the defaults
    bool operator==(const ScheduleChoice&) const = default;
};

/// A place to start from, as typed.
struct StartText {
    std::string x = "0";
    std::string y = "0";
    bool operator==(const StartText&) const = default;
};

/// A run that is kept as A while one thing is changed: everything but surface, start, seed and steps, which A and B share.
struct FrozenRun {
    OptimizerChoice optimizer;
    ScheduleChoice schedule;
    double noise = 0.0;
    bool operator==(const FrozenRun&) const = default;
};

/// A task: the shown optimizer is to bring the loss down to `loss` in fewer than `steps` steps.
struct DescentGoal {
    double loss = 1e-3;
    int steps = 25;
    std::string optimizer;  ///< it has to be this one; empty: any
    bool operator==(const DescentGoal&) const = default;
};

/// What stands beneath surface and map.
enum class DescentView : std::uint8_t {
    Loss,       ///< loss against step
    Step,       ///< the stages inside one step
    Stability,  ///< what the curvature says about the learning rate
    Charts,     ///< loss, slope and length of the steps
    Table,      ///< the numbers of each step
};

struct DescentScene {
    std::string surface = "himmelblau";  ///< a named surface, or "typed"
    std::string function;                ///< the text where surface is "typed"; else empty
    double conditionNumber = 20.0;       ///< of the ravine
    std::string startX = "-4.5";
    std::string startY = "0.3";
    std::vector<OptimizerChoice> optimizers;
    int shown = 0;  ///< index of the optimizer in the formula line and the arrows
    int steps = 90;
    std::uint64_t seed = 1;
    double noise = 0.0;  ///< standard deviation added to each gradient component
    ScheduleChoice schedule;
    std::vector<StartText> moreStarts;  ///< the shown optimizer rolls from these, too
    std::optional<FrozenRun> frozen;    ///< A; the shown run is B
    std::optional<DescentGoal> goal;
    DescentView view = DescentView::Loss;
    int stage = 0;                           ///< inside one step: this many stages are done; 0: the whole step
    bool showBasins = false;                 ///< each start in the colour of the minimum that the shown optimizer reaches from it
    int basinCells = 200;                    ///< along each side of the map
    std::optional<HeightScale> heightScale;  ///< none: the surface's own
    std::optional<Range> xRange, yRange;
    Camera camera;
    double orbitRate = 0.0;  ///< degrees a second of the camera while time runs
    bool showGradient = true;
    bool showMomentum = true;
    bool showUpdate = true;
    bool operator==(const DescentScene&) const = default;
};

enum class SecantSide : std::uint8_t { Left, Right, Centred };
enum class SlopeCurves : std::uint8_t { None, First, FirstAndSecond };
/// What is watched: h shrinking, what the computer makes of it, or the rules that give the formula of the derivative.
enum class TangentView : std::uint8_t { Secant, Rounding, Rules };

inline constexpr double kSmallestStep = 1e-16;  ///< of the difference quotient
inline constexpr std::size_t kMostPins = 4;

struct TangentScene {
    std::string function = "x^3/6 - x";
    std::string at = "-2.2";
    double step = 0.6;  ///< h where the playhead stands when the scene is opened
    SecantSide side = SecantSide::Right;
    SlopeCurves below = SlopeCurves::First;
    TangentView view = TangentView::Secant;
    std::vector<std::string> pins;  ///< where tangents are pinned, at most kMostPins
    std::optional<Range> xRange;    ///< none: chosen around the point
    std::optional<Range> yRange;
    bool operator==(const TangentScene&) const = default;
};

/// A ball on a loss of one variable.
struct CurveDescentScene {
    std::string function = "x^2";
    std::string start = "-2.4";
    double learningRate = 0.1;
    double momentum = 0.0;  ///< 0: plain gradient descent
    int steps = 30;
    std::optional<Range> xRange;  ///< none: chosen around the start
    std::optional<Range> yRange;
    bool operator==(const CurveDescentScene&) const = default;
};

/// The accumulation function F(x): the integral of f from a to x.
struct AccumulationScene {
    std::string function = "x^2";
    std::string from = "-1";      ///< a, where F is 0
    std::string at = "1.5";       ///< x where the playhead stands when the scene is opened; may lie left of a
    std::optional<Range> xRange;  ///< none: chosen around a and x
    std::optional<Range> yRange;  ///< of f
    bool operator==(const AccumulationScene&) const = default;
};

inline constexpr std::string_view kTypedDensity = "typed";

/// A named distribution, or "typed".
struct DistributionChoice {
    std::string name = "normal";               ///< as in the registry of core/probability
    std::map<std::string, double> parameters;  ///< "mean" …, only what differs from the defaults
    bool operator==(const DistributionChoice&) const = default;
};

/// What is watched: the probability as an area and as a difference of heights, or numbers drawn at random.
enum class ProbabilityView : std::uint8_t { Area, Samples };

inline constexpr int kMostSamples = 20000;

struct ProbabilityScene {
    DistributionChoice distribution;
    std::string function;              ///< the text of the density where it is typed; kept while a named one is shown
    std::string supportFrom = "-inf";  ///< of the typed density
    std::string supportTo = "inf";
    std::string from = "-1";  ///< P(a < X < b); ends may be infinite
    std::string to = "1";
    std::string quantile = "0.9";  ///< the probability p whose x is shown
    ProbabilityView view = ProbabilityView::Area;
    int samples = 10000;  ///< how many are drawn, 1 to kMostSamples
    int count = 1000;     ///< how many of them the playhead shows when the scene is opened
    std::uint64_t seed = 1;
    bool showMoments = true;  ///< mean as the balance point, standard deviation beside it
    bool showQuantile = true;
    std::optional<Range> xRange;  ///< none: where nearly all of the area is
    std::optional<Range> yRange;  ///< of the density
    bool operator==(const ProbabilityScene&) const = default;
};

enum class SequenceView : std::uint8_t {
    Terms,      ///< a formula for the n-th term
    Recursion,  ///< each term from the one before, as a cobweb
};

struct SequenceScene {
    SequenceView view = SequenceView::Terms;
    std::string function = "1/n";   ///< the n-th term
    std::string epsilon = "0.1";    ///< half the height of the band around the limit
    std::string map = "r*x*(1-x)";  ///< of a recursion: the next term from x; r is the parameter
    std::string start = "0.2";
    std::string parameter = "3.2";
    std::optional<Range> parameterRange;  ///< of the diagram over the parameter; none: around it
    int terms = 40;                       ///< as far as the pictures reach
    int shown = 15;                       ///< n where the playhead stands when the scene is opened
    std::optional<Range> xRange;          ///< of the panel that can be zoomed: terms or cobweb
    std::optional<Range> yRange;
    bool operator==(const SequenceScene&) const = default;
};

enum class SeriesView : std::uint8_t {
    Sums,    ///< terms and partial sums
    Taylor,  ///< polynomials that approach a function
};
enum class Acceleration : std::uint8_t { None, Aitken, Levin };

struct SeriesScene {
    SeriesView view = SeriesView::Sums;
    std::string term = "1/n^2";
    int from = 1;    ///< the first n
    int terms = 30;  ///< as many are shown
    Acceleration acceleration = Acceleration::Levin;
    std::string function = "sin(x)";  ///< of Taylor polynomials
    std::string centre = "0";
    int degree = 9;               ///< the highest one
    int shown = 3;                ///< terms, or degree, where the playhead stands when the scene is opened
    std::optional<Range> xRange;  ///< of the panel with function and polynomial
    std::optional<Range> yRange;
    bool operator==(const SeriesScene&) const = default;
};
inline constexpr int kHighestDegree = 20;

/// What is watched of a training run as a sequence of losses.
enum class TrainingView : std::uint8_t {
    Run,       ///< one run: the band, N, and the rate
    Sweep,     ///< the loss that a run comes to, against the learning rate
    Remedies,  ///< plain steps beside clipped and scheduled ones
};

struct TrainingScene {
    TrainingView view = TrainingView::Run;
    std::string surface = "curve";  ///< "curve": a function of x; "typed": of x and y; else a named surface
    std::string function = "x^2";   ///< of a curve or a typed surface; else empty
    double conditionNumber = 20.0;  ///< of the ravine
    std::string startX = "-2.4";
    std::string startY = "0";
    OptimizerChoice optimizer;
    ScheduleChoice schedule;
    double clip = 0.0;  ///< largest gradient norm; 0: gradients are not clipped
    double noise = 0.0;
    std::uint64_t seed = 1;
    int steps = 60;
    std::string epsilon = "0.001";  ///< how near to its limit the loss has to stay
    std::optional<Range> rates;     ///< of the learning rates of a sweep; none: around the limit 2/λ
    int shown = 20;                 ///< step where the playhead stands when the scene is opened
    bool operator==(const TrainingScene&) const = default;
};

/// What the bars are gathered into while x walks over them: themselves, or stretches of the calendar.
enum class TotalsAreas : std::uint8_t { Bars, Weeks, Months, Quarters, Years };
/// The bars as they follow each other in the table, or the low ones first.
enum class TotalsOrder : std::uint8_t { Along, ByHeight };

inline constexpr std::string_view kBuiltInData = "built-in:";

/// Totals and means of a column of a table. The data stay in their file: its path and its fingerprint are kept.
struct TotalsScene {
    std::string file = "built-in:daily_rentals.csv";  ///< or the path of a person's own CSV file
    std::string fingerprint;                          ///< of the file when it was chosen (totals_prepare.h); empty: whatever stands in it
    std::optional<std::string> along = "date";        ///< the column of the abscissa; empty: the rows in turn; none: the first one of dates
    std::optional<std::string> value = "rentals";     ///< the column that is summed; none: the first one of numbers
    std::string weight;                               ///< the column of the bars' widths; empty: all are one wide
    TotalsOrder order = TotalsOrder::Along;
    TotalsAreas areas = TotalsAreas::Months;
    std::string from;  ///< the period; both ends belong to it. Days ("2011-03-01") where the abscissa is of dates, else numbers; empty: all
    std::string to;
    std::string at;  ///< how far x has come when the scene is opened; empty: to the end
    bool showMean = true;
    std::optional<Range> xRange;  ///< none: all of the data
    std::optional<Range> yRange;  ///< of the bars
    bool operator==(const TotalsScene&) const = default;
};

struct Scene {
    std::string title;  ///< given by a person or by the built-in scene
    std::variant<DescentScene, AreaScene, LimitScene, TangentScene, CurveDescentScene, AccumulationScene, ProbabilityScene,
                 EpsilonDeltaScene, SequenceScene, SeriesScene, TrainingScene, TotalsScene>
        kind;
    bool operator==(const Scene&) const = default;
};

}  // namespace calc
