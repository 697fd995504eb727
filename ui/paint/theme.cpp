#include "ui/paint/theme.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <cmath>

namespace calc {
namespace {

constexpr std::size_t kKinds = 3;
constexpr double kMapLow = 0.04;
constexpr double kMapHigh = 0.98;
constexpr int kTableEntries = 1024;
using Rgb3 = std::array<QRgb, kKinds>;  // light, dark, print

// In the order of Token.
constexpr std::array<Rgb3, kTokenCount> kTokens = {{
    {0xFFFBFAF6, 0xFF14171F, 0xFFFFFFFF},  // Paper
    {0xFFFFFFFF, 0xFF1A1E28, 0xFFFFFFFF},  // Surface
    {0xFFF2EEE6, 0xFF10131A, 0xFFFFFFFF},  // Rail
    {0xFFFFFFFF, 0xFF212633, 0xFFFFFFFF},  // Field
    {0xFF1C2333, 0xFFF1EDE4, 0xFF000000},  // Ink
    {0xFF4B5263, 0xFFC3C2BE, 0xFF3A3A3A},  // Ink2
    {0xFF6A7080, 0xFF9A9DA6, 0xFF5A5A5A},  // Ink3
    {0xFFE9E5DC, 0xFF2A303C, 0xFFE3E3E3},  // Grid
    {0xFFD8D2C6, 0xFF39404E, 0xFFBDBDBD},  // Line
    {0xFF8E887B, 0xFF727A8A, 0xFF5A5A5A},  // Edge
    {0xFF5B6172, 0xFF9EA3AF, 0xFF3A3A3A},  // Axis
    {0xFF2A4FA3, 0xFF8FB0FF, 0xFF1F3F86},  // Accent
    {0xFFE4EAF7, 0xFF26304A, 0xFFE4EAF7},  // AccentTint
    {0xFFFFFFFF, 0xFF1A1E28, 0xFFFFFFFF},  // AccentLabel
    {0xFFB84300, 0xFFFF9A5C, 0xFFA84600},  // Derivatives
    {0xFFFBE9DF, 0xFF3A261B, 0xFFFBE9DF},  // DerivativesTint
    {0xFF00735A, 0xFF4FD1A8, 0xFF006B50},  // Integrals
    {0xFFDDF1EA, 0xFF16352D, 0xFFDDF1EA},  // IntegralsTint
    {0xFF8F3A7D, 0xFFE79AD3, 0xFF7A2C69},  // Limits
    {0xFFF6E5F2, 0xFF382437, 0xFFF6E5F2},  // LimitsTint
    {0xFF7A5C00, 0xFFE8C95A, 0xFF6B5000},  // Learning
    {0xFFF6EED2, 0xFF332C17, 0xFFF6EED2},  // LearningTint
    {0xFF00735A, 0xFF4FD1A8, 0xFF006B50},  // Ok
    {0xFFB3261E, 0xFFFF8A80, 0xFFA01A14},  // Bad
    {0xFFFFFFFF, 0xFF0C0F16, 0xFFFFFFFF},  // Casing
}};

struct RoleRow {
    Rgb3 mark;
    Rgb3 text;
    double width;
    std::array<double, 2> dash;  // {0, 0}: solid
};

constexpr Rgb3 kInk = kTokens[4];
constexpr Rgb3 kInk2 = kTokens[5];
constexpr Rgb3 kInk3 = kTokens[6];
constexpr Rgb3 kAccent = kTokens[11];
constexpr Rgb3 kDerivatives = kTokens[14];
constexpr Rgb3 kIntegrals = kTokens[16];
constexpr Rgb3 kLimits = kTokens[18];
constexpr Rgb3 kLearning = kTokens[20];
constexpr Rgb3 kOk = kTokens[22];
constexpr Rgb3 kBad = kTokens[23];
constexpr Rgb3 kBlue = {0xFF0072B2, 0xFF6BB8F0, 0xFF005A8E};
constexpr Rgb3 kOrange = {0xFFD55E00, 0xFFFF8A3D, 0xFFA84600};
constexpr Rgb3 kPurple = {0xFF963C82, 0xFFE08CCB, 0xFF7A2C69};
constexpr Rgb3 kGreen = {0xFF009E73, 0xFF2FC79A, 0xFF006B50};
constexpr Rgb3 kAmber = {0xFFC08000, 0xFFF0B03A, 0xFF8A5A00};
constexpr Rgb3 kAmberText = {0xFF855600, 0xFFF0B03A, 0xFF8A5A00};
constexpr Rgb3 kDelta = {0xFFB87700, 0xFFF0B03A, 0xFF8A5A00};
constexpr std::array<double, 2> kSolid = {0, 0};

// In the order of Role.
constexpr std::array<RoleRow, kRoleCount> kRoles = {{
    {kInk, kInk, 2.6, kSolid},              // Ink
    {kInk2, kInk2, 2.6, kSolid},            // Ink2
    {kInk3, kInk3, 2.0, kSolid},            // Ink3
    {kAccent, kAccent, 7.0, kSolid},        // Accent
    {kBlue, kBlue, 4.4, kSolid},            // Curve
    {kOrange, kDerivatives, 4.0, kSolid},   // Tangent
    {kPurple, kLimits, 4.0, {15, 9}},       // Secant
    {kOrange, kDerivatives, 5.0, kSolid},   // Gradient
    {kPurple, kLimits, 5.0, kSolid},        // Momentum
    {kInk, kInk, 4.0, kSolid},              // Update
    {kGreen, kIntegrals, 2.0, kSolid},      // AreaPositive
    {kAmber, kAmberText, 2.0, kSolid},      // AreaNegative
    {kIntegrals, kIntegrals, 4.0, kSolid},  // Accumulated
    {kPurple, kLimits, 2.6, kSolid},        // Epsilon
    {kDelta, kAmberText, 2.6, {10, 6}},     // Delta
    {kLimits, kLimits, 2.4, {12, 7}},       // Limit
    {kOrange, kDerivatives, 4.4, kSolid},   // Ball
    {kOrange, kDerivatives, 3.2, kSolid},   // Trail
    {kBlue, kBlue, 3.6, kSolid},            // Hole
    {kBlue, kBlue, 2.4, kSolid},            // Sample
    {kDerivatives, kDerivatives, 2.6, kSolid},
    {kIntegrals, kIntegrals, 2.6, kSolid},
    {kLimits, kLimits, 2.6, kSolid},
    {kLearning, kLearning, 2.6, kSolid},
    {kOk, kOk, 2.6, kSolid},      // Ok
    {kBad, kBad, 2.6, kSolid},    // Bad
    {kInk2, kInk2, 2.6, kSolid},  // Undecided
    {kInk3, kInk2, 2.4, {4, 6}},  // Guide
    {kBlue, kBlue, 3.0, kSolid},  // Loss
}};

struct LookRow {
    Rgb3 mark;
    Rgb3 text;
    MarkerShape shape;
    bool hollow;
    bool dotted;
    std::array<double, 6> dash;
};

// In the order of Look. The green of Adam is darker than that of areas: it stands alone on a map.
constexpr Rgb3 kAdam = {0xFF008A64, 0xFF2FC79A, 0xFF006B50};
constexpr std::array<LookRow, 14> kLooks = {{
    {kOrange, kDerivatives, MarkerShape::Disc, false, false, {}},              // None
    {kOrange, kDerivatives, MarkerShape::Disc, false, false, {}},              // GradientDescent
    {kPurple, kLimits, MarkerShape::Square, false, false, {20, 5}},            // Momentum
    {kBlue, kBlue, MarkerShape::Triangle, false, false, {3, 8}},               // Nesterov
    {kAmber, kAmberText, MarkerShape::Diamond, false, false, {16, 6, 3, 6}},   // RmsProp
    {kAdam, kIntegrals, MarkerShape::Star, false, false, {8, 6}},              // Adam
    {kAmber, kAmberText, MarkerShape::Diamond, true, false, {5, 5}},           // AdaGrad
    {kAmber, kAmberText, MarkerShape::Diamond, true, true, {2, 5}},            // AdaDelta
    {kAdam, kIntegrals, MarkerShape::Star, true, false, {14, 4, 2, 4, 2, 4}},  // AdamW
    {kAdam, kIntegrals, MarkerShape::Star, true, true, {2, 5}},                // AdaMax
    {kBlue, kBlue, MarkerShape::Star, false, false, {12, 6}},                  // NAdam
    {kPurple, kLimits, MarkerShape::Square, true, false, {4, 6}},              // Qhm
    {kPurple, kLimits, MarkerShape::Star, false, false, {12, 4, 3, 4}},        // QhAdam
    {kInk, kInk, MarkerShape::Disc, true, false, {14, 6}},                     // Newton
}};

const LookRow& lookRow(Look look) { return kLooks[static_cast<std::size_t>(look)]; }
const RoleRow& roleRow(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

QColor washed(const QColor& mark, const QColor& paper) {
    constexpr float kShare = 0.14F;
    return QColor::fromRgbF(paper.redF() + (mark.redF() - paper.redF()) * kShare,
                            paper.greenF() + (mark.greenF() - paper.greenF()) * kShare,
                            paper.blueF() + (mark.blueF() - paper.blueF()) * kShare);
}

bool isTrail(Role role) { return role == Role::Trail || role == Role::Ball; }

std::vector<double> dashOf(const Style& style) {
    switch (style.line) {
        case LineKind::Solid: return {};
        case LineKind::Dashed: return style.weight == LineWeight::Hair ? std::vector<double>{6, 5} : std::vector<double>{12, 7};
        case LineKind::Dotted: return {4, 6};
        case LineKind::Default:
        case LineKind::None: break;
    }
    if (isTrail(style.role)) return {};
    if (style.look != Look::None) {
        std::vector<double> dash;
        for (const double length : lookRow(style.look).dash) {
            if (length > 0) dash.push_back(length);
        }
        return dash;
    }
    const auto& dash = roleRow(style.role).dash;
    if (dash[0] <= 0) return {};
    return {dash[0], dash[1]};
}

double widthOf(const Style& style) {
    if (style.weight == LineWeight::Hair) return 1.6;
    double width = roleRow(style.role).width;
    if (style.weight == LineWeight::Secondary) width = std::min(width, 3.0);
    if (style.emphasis == Emphasis::Faint) return std::min(width, 2.0);
    if (style.emphasis == Emphasis::Strong && (isTrail(style.role) || style.role == Role::Loss)) width += 1.2;
    // The part of the curve that a claim speaks of, and what breaks the claim.
    if (style.emphasis == Emphasis::Strong && (style.role == Role::Curve || style.role == Role::Bad)) width += 2.0;
    return width;
}

}  // namespace

Theme Theme::light() { return Theme(ThemeKind::Light); }
Theme Theme::dark() { return Theme(ThemeKind::Dark); }
Theme Theme::print() { return Theme(ThemeKind::Print); }
Theme Theme::of(ThemeKind kind) { return Theme(kind); }

QColor Theme::colour(Token token) const { return QColor(kTokens[static_cast<std::size_t>(token)][static_cast<std::size_t>(m_kind)]); }

QColor Theme::tint(Role role) const {
    switch (role) {
        case Role::Accent: return colour(Token::AccentTint);
        case Role::Derivatives: return colour(Token::DerivativesTint);
        case Role::Integrals:
        case Role::Ok: return colour(Token::IntegralsTint);
        case Role::Limits:
        case Role::Limit: return colour(Token::LimitsTint);
        case Role::Learning: return colour(Token::LearningTint);
        default: return washed(mark(role), colour(Token::Paper));
    }
}

QColor Theme::mark(Role role) const { return QColor(roleRow(role).mark[static_cast<std::size_t>(m_kind)]); }
QColor Theme::text(Role role) const { return QColor(roleRow(role).text[static_cast<std::size_t>(m_kind)]); }

LookStyle Theme::look(Look look) const {
    const LookRow& row = lookRow(look);
    const auto kind = static_cast<std::size_t>(m_kind);
    Style chart;
    chart.role = Role::Loss;
    chart.look = look;
    return {QColor(row.mark[kind]), QColor(row.text[kind]), row.shape, row.hollow, row.dotted, dashOf(chart)};
}

QColor Theme::mark(const Style& style) const {
    if (style.look == Look::None) return mark(style.role);
    return QColor(lookRow(style.look).mark[static_cast<std::size_t>(m_kind)]);
}

QColor Theme::text(const Style& style) const {
    if (style.look == Look::None) return text(style.role);
    return QColor(lookRow(style.look).text[static_cast<std::size_t>(m_kind)]);
}

Stroke Theme::stroke(const Style& style) const {
    Stroke stroke{mark(style), widthOf(style), dashOf(style)};
    if (style.emphasis == Emphasis::Faint) stroke.colour.setAlphaF(style.role == Role::Secant ? 0.4F : 0.34F);
    return stroke;
}

Fill Theme::fill(Role role) const {
    Fill fill;
    fill.colour = mark(role);
    fill.hatch = mark(role);
    switch (role) {
        case Role::AreaPositive:
            fill.colour.setAlphaF(0.20F);
            fill.hatchAngle = 45.0;
            break;
        case Role::AreaNegative:
            fill.colour.setAlphaF(0.26F);
            fill.hatchAngle = -45.0;
            break;
        case Role::Epsilon:
        case Role::Delta:
            fill.colour.setAlphaF(0.16F);
            fill.edgeWidth = 2.6;
            break;
        default: fill.colour.setAlphaF(0.16F); break;
    }
    fill.hatch.setAlphaF(0.62F);
    return fill;
}

std::vector<QRgb> Theme::surfaceColours(ColourMap map) const {
    return colourTable(map, kTableEntries, kMapLow, kMapHigh, colour(Token::Paper), 0.0);
}

std::vector<QRgb> Theme::mapColours(ColourMap map) const {
    return colourTable(map, kTableEntries, kMapLow, kMapHigh, colour(Token::Paper), isDark() ? 0.30 : 0.42);
}

double stageScale(QSizeF size) { return std::max(0.78, std::min(size.width() / 1920.0, size.height() / 1080.0)); }

QFont interfaceFont(double pixelSize, int weight) {
    QFont font(
        QStringList{QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"), QStringLiteral("Sans Serif")});
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixelSize))));
    font.setWeight(static_cast<QFont::Weight>(weight));
    font.setStyleHint(QFont::SansSerif);
    // Metrics then grow linearly with the scale: the layout is the same at every size.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont mathFont(double pixelSize, bool italic) {
    QFont font(QStringList{QStringLiteral("STIX"), QStringLiteral("STIXGeneral"), QStringLiteral("STIX Two Text"),
                           QStringLiteral("Latin Modern Roman"), QStringLiteral("TeX Gyre Termes"), QStringLiteral("DejaVu Serif"),
                           QStringLiteral("Serif")});
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixelSize))));
    font.setItalic(italic);
    font.setStyleHint(QFont::Serif);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace calc
