#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/role.h"
#include "core/expression/layout.h"

/// A Frame is everything that is to be seen at one moment, in data coordinates: no pixel, no colour, no font. It is made by frameAt
/// (prepare.h), drawn by ui/paint, written as text by describe.h for the golden tests. Parts that stand still while time runs are held by
/// shared pointers: a canvas repaints its still layer only when such a pointer changes.
namespace calc {

/// Whose line it is, where several optimizers race; the theme's table gives colour, marker shape and dash (visual language, "Optimizers").
enum class Look : std::uint8_t {
    None, GradientDescent, Momentum, Nesterov, RmsProp, Adam, AdaGrad, AdaDelta, AdamW, AdaMax, NAdam, Qhm, QhAdam, Newton,
};

enum class Emphasis : std::uint8_t {
    Normal,
    Strong,  ///< the one that is shown in the formula line
    Faint,   ///< what is still to come, or earlier ones
};

/// Default: the theme's line for the role.
enum class LineKind : std::uint8_t { Default, Solid, Dashed, Dotted, None };
enum class LineWeight : std::uint8_t { Default, Secondary, Hair };

struct Style {
    Role role = Role::Ink;
    Look look = Look::None;
    Emphasis emphasis = Emphasis::Normal;
    LineKind line = LineKind::Default;
    LineWeight weight = LineWeight::Default;
    bool operator==(const Style&) const = default;
};

/// Points in data coordinates; a point that is not finite splits the line.
using Points = std::shared_ptr<const std::vector<Vec2>>;

/// Every mark has an id that is stable from frame to frame and unique in its panel.
struct Polyline {
    std::string id;
    Style style;
    Points points;
    bool cased = false;  ///< a wider line of the paper's colour beneath, where it crosses areas or a colour map
};

/// The area between a line and y = base (or the line `lower` with the same abscissae).
struct Area {
    std::string id;
    Style style;
    Points points;
    double base = 0.0;
    Points lower;  ///< null: base
};

struct Box {
    Vec2 low;   ///< x0, and the lower y
    Vec2 high;  ///< x1, and the upper y
    bool operator==(const Box&) const = default;
};
/// Rectangles of a sum; a hatch and an edge by role.
struct Boxes {
    std::string id;
    Style style;
    std::shared_ptr<const std::vector<Box>> boxes;
};
/// Trapezoids and parabolas of a sum: closed polygons.
struct Polygons {
    std::string id;
    Style style;
    std::shared_ptr<const std::vector<std::vector<Vec2>>> polygons;
};

enum class Orientation : std::uint8_t { Horizontal, Vertical };
/// A stripe across the whole panel (epsilon, delta).
struct Band {
    std::string id;
    Style style;
    Orientation orientation = Orientation::Horizontal;
    Range range;
};
/// A line across the whole panel: y = position or x = position.
struct Rule {
    std::string id;
    Style style;
    Orientation orientation = Orientation::Horizontal;
    double position = 0.0;
};

enum class MarkerShape : std::uint8_t {
    ByLook,  ///< the optimizer's shape
    Disc, Square, Triangle, Diamond, Star,
    Hole,    ///< ring with an empty core: the point is missing
    Sample,  ///< small ring: where the height was taken
    Cross,   ///< a minimum of a surface
    Dot,     ///< in a cloud of thousands: as small as can be seen
};
struct Marker {
    std::string id;
    Style style;
    MarkerShape shape = MarkerShape::Disc;
    Vec2 position;
};
/// Many markers of one look (sample points).
struct MarkerCloud {
    std::string id;
    Style style;
    MarkerShape shape = MarkerShape::Sample;
    Points points;
};
struct Arrow {
    std::string id;
    Style style;
    Vec2 from;
    Vec2 to;
};

enum class Anchor : std::uint8_t { Centre, Left, Right, Above, Below, AboveLeft, AboveRight, BelowLeft, BelowRight };
/// Words or a formula at a point; `anchor` says on which side of the point it stands.
struct Label {
    std::string id;
    Style style;
    Vec2 position;
    Anchor anchor = Anchor::AboveRight;
    std::variant<Message, FormulaBox> text;
    bool boxed = false;  ///< on a card with an edge in the role's colour ("+2.948", "a = 0.40")
};

/// How height and colour follow the values of f.
enum class HeightScale : std::uint8_t { Linear, Logarithmic /* log(1 + f - min f) */, Clipped /* at the 95 % quantile */ };

/// f on a regular grid; index = row * columns + column; row 0 is y.low. NaN: no value there (a hole).
struct HeightField {
    int columns = 0;
    int rows = 0;
    Range x, y;
    std::vector<double> heights;   ///< as drawn: 0 (lowest) to 1 (highest), after the scale
    std::vector<Vec2> slopes;      ///< exact gradient of the drawn height in data units, for the light
    std::vector<double> levels;    ///< iso-lines, as drawn heights
    HeightScale scale = HeightScale::Linear;
    double lowest = 0.0;           ///< f at drawn height 0
    double highest = 1.0;          ///< f at drawn height 1
};
/// The drawn height (0 to 1) at a point by bilinear interpolation; NaN outside the field or at a hole.
double drawnHeight(const HeightField& field, Vec2 at);

/// Which basin each start of a grid belongs to; index = row * columns + column; row 0 is y.low.
struct BasinField {
    static constexpr std::int16_t kNotArrived = -1;
    static constexpr std::int16_t kDiverged = -2;
    static constexpr std::int16_t kNoValue = -3;
    int columns = 0;
    int rows = 0;
    Range x, y;
    std::vector<std::int16_t> basin;  ///< number of its minimum, from 0, or one of the above
    std::vector<float> pace;          ///< 0: there at once; 1: as slow as the slowest that arrive
};

/// The field as a colour map with its iso-lines, filling the panel; with basins, their colours stand in for those of the heights.
struct ContourMap {
    std::string id;
    std::shared_ptr<const HeightField> field;
    std::shared_ptr<const BasinField> basins{};
};

/// A round magnifier: what happens around `target`, enlarged, with arrows whose ends are data coordinates.
struct Lens {
    std::string id;
    Vec2 target;
    Vec2 centre;                 ///< where the lens stands, as fractions of the panel (0,0 lower left)
    double magnification = 1.0;  ///< relative to the panel's own scale
    std::vector<Arrow> arrows;
    Style style;                 ///< of the ball at the target
};

/// A hand of a Dial panel, at a value of its scale; beyond the scale it stands at the end, with an arrow that points on.
struct Needle {
    std::string id;
    Style style;
    double value = 0.0;
};

using Mark = std::variant<Polyline, Area, Boxes, Polygons, Band, Rule, Marker, MarkerCloud, Arrow, Label, ContourMap, Lens, Needle>;
using Marks = std::vector<Mark>;

/// Reciprocal: the coordinates are 1/x, even in length; the ticks name x, with infinity at 0. Days: days since 1970-01-01, with dates at the
/// ticks.
enum class AxisScale : std::uint8_t { Linear, Log10, Reciprocal, Days };
enum class AxisPlacement : std::uint8_t { Edge, AtZero /* through the origin where it is in sight */, Hidden };
struct Axis {
    FormulaBox label;  ///< a variable, mostly; empty Row: none
    Range range;       ///< in data units (for Log10: the values, not their logarithms)
    AxisScale scale = AxisScale::Linear;
    AxisPlacement placement = AxisPlacement::Edge;
    /// Not empty: the axis holds distances from this number, because doubles cannot hold the numbers themselves apart (deep zooms).
    /// A tick at 0 then reads as the number alone, another as number and distance: "1 − 2.8 · 10⁻⁷"; where the number is "0" as usual.
    std::string origin{};
};

struct Camera {
    double azimuth = 36.0;    ///< degrees, 0: looking along +y, x to the right
    double elevation = 50.0;  ///< degrees above the floor, 5 to 90
    double zoom = 1.0;
    bool operator==(const Camera&) const = default;
};

/// Dial: a scale bent around a centre, as of a speedometer.
enum class PanelKind : std::uint8_t { Plane, Surface, Dial };
enum class Interaction : std::uint8_t { None, ZoomAndPan, Orbit };

/// One picture. In a Surface the marks' coordinates are (x, y) on the floor; the painter lifts them onto the surface as drawn. In a Dial
/// the x axis runs clockwise around the face; its marks are Needles, and vertical Bands as a stretch of the scale.
struct Panel {
    std::string id;
    PanelKind kind = PanelKind::Plane;
    Message title;      ///< upper left, semi-bold
    Message subtitle;   ///< beneath or at the right: "height log(1 + f)", "height stretched × 3 991"
    Axis x, y, z;
    bool equalUnits = false;
    bool grid = true;
    bool framed = false;    ///< on a white card with an edge (zoom strip)
    bool selected = false;  ///< that card has the accent edge
    Interaction interaction = Interaction::None;
    std::shared_ptr<const Marks> still;  ///< never null
    Marks moving;
    // Surface only.
    std::shared_ptr<const HeightField> field;
    Camera camera;
    // Dial only: what stands in the face.
    Message reading{};
    Message readingNote{};  ///< small, beneath: "at the point"
    Role readingRole = Role::Tangent;
};

/// A value with its name, beside the pictures.
struct Readout {
    std::string id;
    Message label;
    Message value;
    Message note;            ///< small, beneath: "integral known to ±6 · 10⁻¹⁴"
    Role role = Role::Ink;
    bool strong = false;     ///< the big number
    bool ruleAbove = false;
    std::optional<Style> line{};  ///< a piece of the mark's line before the label, where the readout explains the colours of a picture
};

/// One step of a derivation on the stage: the rule's name, the rule as a textbook writes it, and what it gives here.
struct WorkedStep {
    std::string id;
    int depth = 0;  ///< indented so often
    Message rule;
    FormulaBox law;  ///< "(uv)′ = u′v + uv′"; may be empty
    FormulaBox equation;
    Emphasis emphasis = Emphasis::Normal;  ///< Strong: the one that is told now; Faint: still to come
};

/// A table of values on the stage.
struct ValueTable {
    std::string id;
    Message title;
    std::vector<Message> headers;
    struct Cell {
        Message text;
        int agreedCharacters = 0;  ///< that many leading characters are agreed digits, bold in the limit colour
        Role role = Role::Ink;
    };
    std::vector<std::vector<Cell>> rows;
    int highlightedRow = -1;
};

/// What the mathematics says, as colour, sign and word.
struct Verdict {
    Role role = Role::Ok;  ///< Ok, Bad, Undecided, Limits (a limit that exists), or Ink2 (neither good nor bad: "Bounces")
    Message title;
    Message reason;
    FormulaBox formula{};  ///< typeset beneath: the expansion that shows it; an empty Row: none
};

/// One racing optimizer in the list beside the picture.
struct SeriesReadout {
    std::string id;
    Look look = Look::None;
    Message name;
    Message value;  ///< loss now
    bool selected = false;
};

/// A task for the learner, and how it stands at this moment.
struct TaskReadout {
    Message text;
    Message state;
    Role role = Role::Undecided;  ///< Ok: done; Bad: it cannot be done this way
};

/// Inside one step: how many of its stages are done, and the name of the last one.
struct StageReadout {
    int done = 0;  ///< 0: the whole step is shown at once
    int count = 0;
    Message name;
};

/// What may be dragged. Position in data coordinates of its panel.
struct Handle {
    std::string id;
    std::string panel;
    Vec2 position;
    enum class Freedom : std::uint8_t { X, Y, Both } freedom = Freedom::Both;
    Role role = Role::Accent;
    Message name;  ///< accessible name: "lower bound a"
};

struct FormulaLine {
    Message caption;     ///< "Midpoint rule, n = 13"
    FormulaBox symbols;  ///< left
    FormulaBox numbers;  ///< right: the same with this moment's numbers
};

/// How the parts of the picture region share the room: a tree of rows and columns. `share` is the part of what the fixed ones leave;
/// `fixed` > 0 is a size in px at 1080p (scaled). A leaf names a panel, or the block "readouts", "table", "verdict", "steps"; an empty block is
/// space.
struct Arrangement {
    enum class Kind : std::uint8_t { Leaf, Row, Column } kind = Kind::Leaf;
    double share = 1.0;
    double fixed = 0.0;
    std::string block;
    std::vector<Arrangement> parts;
};
Arrangement leaf(std::string block, double share = 1.0);
Arrangement row(std::vector<Arrangement> parts, double share = 1.0);
Arrangement column(std::vector<Arrangement> parts, double share = 1.0);
Arrangement fixedSize(Arrangement arrangement, double pixelsAt1080);

struct Frame {
    Role subject = Role::Derivatives;   ///< Derivatives, Integrals, Limits or Learning: the page's colour
    std::vector<Panel> panels;
    Arrangement arrangement;
    FormulaLine formula;
    std::vector<Readout> readouts;      ///< on the stage, in the block "readouts"
    std::vector<SeriesReadout> series;  ///< in the side panel
    std::vector<ValueTable> tables;     ///< at most one, in the block "table"
    std::vector<Verdict> verdicts;      ///< at most one, in the block "verdict"
    std::optional<TaskReadout> task;    ///< in the side panel
    std::optional<StageReadout> stage;  ///< beside the buttons of the side panel that walk through a step
    std::vector<WorkedStep> steps{};    ///< in the block "steps"
    Message sentence;                   ///< with role tags: the only prose on the stage
    Message position;                   ///< "step 24 of 90", "n = 13", "zoom 10⁻³"
    std::vector<Handle> handles;
};

const Panel* findPanel(const Frame& frame, std::string_view id);
const std::string& markId(const Mark& mark);

}  // namespace calc
