#pragma once
#include <QColor>
#include <QFont>
#include <QSizeF>
#include <cstdint>
#include <vector>

#include "core/scene/frame.h"
#include "ui/paint/colour_map.h"

/// What roles and parts look like: the tables of the visual language as one value. Sizes are in px at 1080p; multiply by stageScale().
namespace calc {

enum class ThemeKind : std::uint8_t { Light, Dark, Print };

/// The colours of paper, ink and controls. AccentLabel is the text on a filled accent; Casing is the line beneath a line that crosses
/// areas or colour maps.
enum class Token : std::uint8_t {
    Paper,
    Surface,
    Rail,
    Field,
    Ink,
    Ink2,
    Ink3,
    Grid,
    Line,
    Edge,
    Axis,
    Accent,
    AccentTint,
    AccentLabel,
    Derivatives,
    DerivativesTint,
    Integrals,
    IntegralsTint,
    Limits,
    LimitsTint,
    Learning,
    LearningTint,
    Ok,
    Bad,
    Casing,
};
inline constexpr int kTokenCount = static_cast<int>(Token::Casing) + 1;

/// Colour, shape and dash of an optimizer. dash: lengths of line and gap in turn, px at 1080p; empty: solid.
struct LookStyle {
    QColor colour;
    QColor text;
    MarkerShape shape = MarkerShape::Disc;
    bool hollow = false;  ///< the core shows the paper
    bool dotted = false;  ///< with a dot in the hollow core
    std::vector<double> dash;
};

/// A line ready to be painted: colour with its opacity, width and dash in px at 1080p.
struct Stroke {
    QColor colour;
    double width = 4.0;
    std::vector<double> dash;
};

/// How the area of a role is filled: opacity of the fill; hatch angle in degrees (0: no hatch), spacing in px at 1080p.
struct Fill {
    QColor colour;
    QColor hatch;
    double hatchAngle = 0.0;
    double hatchSpacing = 15.0;
    double edgeWidth = 2.0;
};

/// A plain value; ask Theme::light(), dark(), print() or of(kind).
class Theme {
public:
    static Theme light();
    static Theme dark();
    static Theme print();
    static Theme of(ThemeKind kind);

    ThemeKind kind() const { return m_kind; }
    bool isDark() const { return m_kind == ThemeKind::Dark; }

    QColor colour(Token token) const;
    /// Tint of a concept (Derivatives, Integrals, Limits, Learning), of Ok, Bad, Undecided and of Accent; others: a 14 % wash of the mark.
    QColor tint(Role role) const;
    /// The colour of lines, fills and shapes.
    QColor mark(Role role) const;
    /// The colour of words and formula terms; its contrast on paper is 4.5 at least.
    QColor text(Role role) const;
    LookStyle look(Look look) const;

    /// Colour of a mark with this style: that of its optimizer where it has one.
    QColor mark(const Style& style) const;
    QColor text(const Style& style) const;
    /// Width, dash, colour and opacity of a line with this style. Trails are solid, lines of charts carry the dash of their optimizer.
    Stroke stroke(const Style& style) const;
    Fill fill(Role role) const;

    /// Colours by drawn height 0 to 1 for the shaded surface, and mixed toward paper for contour maps (so that trails lead).
    std::vector<QRgb> surfaceColours(ColourMap map = ColourMap::Viridis) const;
    std::vector<QRgb> mapColours(ColourMap map = ColourMap::Viridis) const;

    bool operator==(const Theme&) const = default;

private:
    explicit Theme(ThemeKind kind) : m_kind(kind) {}
    ThemeKind m_kind;
};

/// One factor for type, lines, components and spaces: min(W/1920, H/1080) of the window or the export; never under 0.78, free above 1.
double stageScale(QSizeF windowOrExportSize);

/// Interface type, tabular where the face has it. weight as CSS (400, 500, 600). Families fall back to the system's sans.
QFont interfaceFont(double pixelSize, int weight = 400);
/// The mathematical face (STIX, Latin Modern, TeX Gyre, else a serif).
QFont mathFont(double pixelSize, bool italic = false);

}  // namespace calc
