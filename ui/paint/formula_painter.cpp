#include "ui/paint/formula_painter.h"

#include <QGlyphRun>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/paint/delimiter_shapes.h"
#include "ui/paint/formula_fonts.h"
#include "ui/paint/svg_groups.h"

namespace calc {
namespace {

using Kind = FormulaBox::Kind;
using Style = FormulaBox::Style;

enum class Level { Display, Text, Script, ScriptScript };

constexpr double kRule = 0.05;            // weight of a fraction's rule, em
constexpr double kGap = 0.20;             // around a fraction's rule, em
constexpr double kPlainDelimiter = 1.45;  // content up to this many em high gets the font's own brackets
constexpr double kRowPitch = 1.22;        // of columns and cases

Level scriptOf(Level level) { return level == Level::Display || level == Level::Text ? Level::Script : Level::ScriptScript; }
Level partOfFraction(Level level) {
    if (level == Level::Display) return Level::Text;
    return scriptOf(level);
}
double factorOf(Level level) {
    switch (level) {
        case Level::Display:
        case Level::Text: return 1.0;
        case Level::Script: return 0.70;
        case Level::ScriptScript: return 0.56;
    }
    return 1.0;
}

void place(FormulaPicture& whole, const FormulaPicture& part, double x, double y) {
    for (FormulaPicture::Glyph glyph : part.glyphs) {
        glyph.place += QPointF(x, y);
        whole.glyphs.push_back(glyph);
    }
    for (const FormulaPicture::Shape& shape : part.shapes) whole.shapes.push_back({shape.path.translated(x, y), shape.role});
    whole.ascent = std::max(whole.ascent, part.ascent - y);
    whole.descent = std::max(whole.descent, part.descent + y);
}

void addRule(FormulaPicture& whole, const QRectF& rule, std::optional<Role> role) {
    QPainterPath path;
    path.addRect(rule);
    whole.shapes.push_back({path, role});
}

// What TeX calls the class of an atom: it decides on the space around it.
enum class Atom { Ordinary, Function, Binary, Relation, Delimited, Space, Punctuation };

bool isLetters(const std::string& text) {
    return text.size() > 1 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80 && std::isalpha(c) != 0; });
}

bool isRelation(const std::string& symbol) {
    for (const char* relation : {"=", "<", ">", "\u2264", "\u2265", "\u2260", "\u2248", "\u2192", "\u2190", "\u21D2", "\u27F9", "\u2208",
                                 "\u2261", ":", "\u223C"}) {
        if (symbol == relation) return true;
    }
    return false;
}

Atom atomOf(const FormulaBox& box) {
    switch (box.kind) {
        case Kind::Text:
            if (box.style == Style::Operator)
                return isRelation(box.text) ? Atom::Relation : (box.text == "," ? Atom::Punctuation : Atom::Binary);
            if (box.text == ",") return Atom::Punctuation;
            return box.style == Style::Upright && isLetters(box.text) ? Atom::Function : Atom::Ordinary;
        case Kind::Superscript:
        case Kind::Subscript:
        case Kind::SubSuperscript: return !box.parts.empty() && atomOf(box.parts[0]) == Atom::Function ? Atom::Function : Atom::Ordinary;
        case Kind::BigOperator:
        case Kind::Under: return Atom::Function;
        case Kind::Delimited: return Atom::Delimited;
        case Kind::Space: return Atom::Space;
        case Kind::Row: return box.parts.size() == 1 ? atomOf(box.parts[0]) : Atom::Ordinary;
        default: return Atom::Ordinary;
    }
}

class Typesetter {
public:
    explicit Typesetter(double pixelSize) : m_pixelSize(pixelSize) {}

    FormulaPicture set(const FormulaBox& box, Level level, std::optional<Role> role);

private:
    double em(Level level) const { return m_pixelSize * factorOf(level); }
    double axis(Level level) { return m_fonts.axisHeight(em(level)); }

    FormulaPicture text(const std::string& utf8, bool italic, double size, std::optional<Role> role);
    FormulaPicture row(const std::vector<FormulaBox>& parts, Level level, std::optional<Role> role);
    FormulaPicture fraction(const FormulaBox& box, Level level, std::optional<Role> role);
    FormulaPicture scripts(const FormulaBox& base, const FormulaBox* below, const FormulaBox* above, Level level, std::optional<Role> role);
    FormulaPicture root(const FormulaBox& box, Level level, std::optional<Role> role);
    FormulaPicture delimited(const FormulaPicture& content, const std::string& delimiters, Level level, std::optional<Role> role);
    FormulaPicture bigOperator(const FormulaBox& box, Level level, std::optional<Role> role);
    FormulaPicture integral(const FormulaPicture& lower, const FormulaPicture& upper, Level level, std::optional<Role> role);
    FormulaPicture stacked(const FormulaPicture& middle, const FormulaPicture* below, const FormulaPicture* above, double gap);
    FormulaPicture column(const std::vector<FormulaBox>& entries, Level level, std::optional<Role> role);
    FormulaPicture cases(const std::vector<FormulaBox>& entries, Level level, std::optional<Role> role);

    double m_pixelSize;
    FormulaFonts m_fonts;
};

FormulaPicture Typesetter::set(const FormulaBox& box, Level level, std::optional<Role> outer) {
    const std::optional<Role> role = box.role ? box.role : outer;
    const auto part = [&](std::size_t i) -> const FormulaBox& {
        static const FormulaBox kNothing;
        return i < box.parts.size() ? box.parts[i] : kNothing;
    };
    switch (box.kind) {
        case Kind::Text: return text(box.text, box.style == Style::Italic, em(level), role);
        case Kind::Row: return row(box.parts, level, role);
        case Kind::Fraction: return fraction(box, level, role);
        case Kind::Superscript: return scripts(part(0), nullptr, &part(1), level, role);
        case Kind::Subscript: return scripts(part(0), &part(1), nullptr, level, role);
        case Kind::SubSuperscript: return scripts(part(0), &part(1), &part(2), level, role);
        case Kind::Root: return root(box, level, role);
        case Kind::Delimited: return delimited(set(part(0), level, role), box.text, level, role);
        case Kind::BigOperator: return bigOperator(box, level, role);
        case Kind::Under: {
            const FormulaPicture below = set(part(1), scriptOf(level), role);
            return stacked(set(part(0), level, role), &below, nullptr, 0.10 * em(level));
        }
        case Kind::Column: return column(box.parts, level, role);
        case Kind::Cases: return cases(box.parts, level, role);
        case Kind::Space: {
            FormulaPicture space;
            space.width = em(level) * (box.text == "quad" ? 1.0 : box.text == "medium" ? 0.28 : 0.17);
            space.point = space.width;
            return space;
        }
    }
    return {};
}

FormulaPicture Typesetter::text(const std::string& utf8, bool italic, double size, std::optional<Role> role) {
    FormulaPicture picture;
    bool hasPoint = false;
    for (const char32_t character : QString::fromStdString(utf8).toStdU32String()) {
        const FormulaFonts::Chosen chosen = m_fonts.choose(character, italic, size);
        const QRectF ink = chosen.font.boundingRect(chosen.glyph);
        // An italic f reaches back over what stands before it.
        if (italic && picture.glyphs.empty()) picture.width += std::max(0.0, -ink.left());
        if (character == U'.' && !hasPoint) {
            picture.point = picture.width;
            hasPoint = true;
        }
        picture.glyphs.push_back({chosen.font, chosen.glyph, QPointF(picture.width, 0.0), role});
        picture.ascent = std::max(picture.ascent, -ink.top());
        picture.descent = std::max(picture.descent, ink.bottom());
        // An italic letter may lean out of its width: what follows must not touch it.
        const double lean = italic ? std::max(0.0, ink.right() - chosen.advance) : 0.0;
        picture.width += chosen.advance + lean;
    }
    if (!hasPoint) picture.point = picture.width;
    return picture;
}

FormulaPicture Typesetter::row(const std::vector<FormulaBox>& parts, Level level, std::optional<Role> role) {
    FormulaPicture whole;
    const bool isScript = level == Level::Script || level == Level::ScriptScript;
    const double unit = em(level) / 18.0;
    Atom before = Atom::Relation;
    bool pointFound = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Atom atom = atomOf(parts[i]);
        const bool isFirst = i == 0;
        const bool isSign =
            atom == Atom::Binary && (isFirst || before == Atom::Relation || before == Atom::Binary || before == Atom::Punctuation);
        if (isSign) atom = Atom::Ordinary;  // a minus that belongs to what follows
        double space = 0.0;
        const auto around = [&](Atom a, Atom b) { return before == a || atom == b; };
        if (isFirst || before == Atom::Space || atom == Atom::Space) {
            space = 0.0;
        } else if (around(Atom::Relation, Atom::Relation)) {
            space = isScript ? 2.5 : 5.0;
        } else if (around(Atom::Binary, Atom::Binary)) {
            space = isScript ? 1.0 : 4.0;
        } else if (before == Atom::Punctuation) {
            space = 3.0;
        } else if ((before == Atom::Function && atom != Atom::Delimited) || (atom == Atom::Function && !isSign)) {
            space = before == Atom::Ordinary && i > 0 && parts[i - 1].style == Style::Operator ? 0.0 : 3.0;
        }
        const FormulaPicture part = set(parts[i], level, role);
        whole.width += space * unit;
        if (!pointFound && part.point < part.width) {
            whole.point = whole.width + part.point;
            pointFound = true;
        }
        place(whole, part, whole.width, 0.0);
        whole.width += part.width;
        before = atom;
    }
    if (!pointFound) whole.point = whole.width;
    return whole;
}

FormulaPicture Typesetter::fraction(const FormulaBox& box, Level level, std::optional<Role> role) {
    const Level inner = partOfFraction(level);
    const FormulaPicture above = set(box.parts.at(0), inner, role);
    const FormulaPicture below = set(box.parts.at(1), inner, role);
    const double size = em(level);
    const double weight = std::max(kRule * size, 1.0);
    const double gap = kGap * size;
    const double side = 0.08 * size;
    const double reach = 0.07 * size;
    FormulaPicture whole;
    const double inside = std::max(above.width, below.width) + 2.0 * reach;
    whole.width = inside + 2.0 * side;
    whole.point = whole.width;
    const double rule = -axis(level);
    addRule(whole, QRectF(side, rule - weight / 2, inside, weight), role);
    place(whole, above, side + (inside - above.width) / 2, rule - weight / 2 - gap - above.descent);
    place(whole, below, side + (inside - below.width) / 2, rule + weight / 2 + gap + below.ascent);
    return whole;
}

FormulaPicture Typesetter::scripts(const FormulaBox& base, const FormulaBox* below, const FormulaBox* above, Level level,
                                   std::optional<Role> role) {
    FormulaPicture whole = set(base, level, role);
    const Level script = scriptOf(level);
    const double size = em(level);
    const double x = whole.width + 0.03 * size;
    double right = x;
    double floor = -1e9;  // lowest point of the superscript
    if (above) {
        const FormulaPicture part = set(*above, script, role);
        const double raise = std::max({whole.ascent - 0.28 * size, 0.38 * size, part.descent + 0.12 * size});
        place(whole, part, x, -raise);
        right = std::max(right, x + part.width);
        floor = -raise + part.descent;
    }
    if (below) {
        const FormulaPicture part = set(*below, script, role);
        double drop = std::max({part.ascent - 0.34 * size, 0.18 * size});
        if (above) drop = std::max(drop, floor + 0.12 * size + part.ascent);
        place(whole, part, x - 0.02 * size, drop);
        right = std::max(right, x + part.width);
    }
    whole.width = right + 0.03 * size;
    whole.point = whole.width;
    return whole;
}

FormulaPicture Typesetter::root(const FormulaBox& box, Level level, std::optional<Role> role) {
    const FormulaPicture content = set(box.parts.at(0), level, role);
    const double size = em(level);
    const double top = -(std::max(content.ascent, 0.68 * size) + 0.16 * size);
    const double bottom = std::max(content.descent, 0.05 * size);
    const RootShape sign = rootShape(content.width, top, bottom, size);
    FormulaPicture whole;
    double left = 0.0;
    if (box.parts.size() > 1) {
        const FormulaPicture degree = set(box.parts[1], Level::ScriptScript, role);
        left = std::max(0.0, degree.width - 0.22 * size);
        place(whole, degree, left + 0.22 * size - degree.width, std::min(bottom - 0.55 * size, 0.5 * (top + bottom) - 0.1 * size));
    }
    whole.shapes.push_back({sign.path.translated(left, 0.0), role});
    place(whole, content, left + sign.inner + 0.04 * size, 0.0);
    whole.ascent = std::max(whole.ascent, -top);
    whole.descent = std::max(whole.descent, bottom);
    whole.width = left + sign.inner + content.width + 0.16 * size;
    whole.point = whole.width;
    return whole;
}

FormulaPicture Typesetter::delimited(const FormulaPicture& content, const std::string& delimiters, Level level, std::optional<Role> role) {
    const std::u32string pair = QString::fromStdString(delimiters).toStdU32String();
    const double size = em(level);
    const double middle = axis(level);
    const double half = std::max({content.ascent - middle, content.descent + middle, 0.0}) + 0.05 * size;
    FormulaPicture whole;
    const auto add = [&](char32_t delimiter) {
        if (delimiter == U' ' || delimiter == 0) return;
        if (2.0 * half <= kPlainDelimiter * size) {
            const FormulaPicture sign = text(QString::fromStdU32String(std::u32string(1, delimiter)).toStdString(), false, size, role);
            place(whole, sign, whole.width, 0.0);
            whole.width += sign.width;
            return;
        }
        const DelimiterShape shape = delimiterShape(delimiter, -middle - half, -middle + half, size);
        whole.shapes.push_back({shape.path.translated(whole.width, 0.0), role});
        whole.width += shape.width;
        whole.ascent = std::max(whole.ascent, middle + half);
        whole.descent = std::max(whole.descent, half - middle);
    };
    if (!pair.empty()) add(pair[0]);
    place(whole, content, whole.width, 0.0);
    whole.width += content.width;
    if (pair.size() > 1) add(pair[1]);
    whole.point = whole.width;
    return whole;
}

FormulaPicture Typesetter::stacked(const FormulaPicture& middle, const FormulaPicture* below, const FormulaPicture* above, double gap) {
    FormulaPicture whole;
    whole.width = std::max({middle.width, below ? below->width : 0.0, above ? above->width : 0.0});
    whole.point = whole.width;
    place(whole, middle, (whole.width - middle.width) / 2, 0.0);
    if (above) place(whole, *above, (whole.width - above->width) / 2, -middle.ascent - gap - above->descent);
    if (below) place(whole, *below, (whole.width - below->width) / 2, middle.descent + gap + below->ascent);
    return whole;
}

FormulaPicture Typesetter::integral(const FormulaPicture& lower, const FormulaPicture& upper, Level level, std::optional<Role> role) {
    const double size = em(level);
    const double middle = axis(level);
    const double half = (level == Level::Display ? 0.95 : 0.72) * size;
    const DelimiterShape sign = integralShape(-middle - half, -middle + half, size);
    FormulaPicture whole;
    whole.shapes.push_back({sign.path, role});
    whole.ascent = middle + half;
    whole.descent = half - middle;
    const double upperX = sign.width + 0.02 * size;
    const double lowerX = sign.width - 0.42 * size;
    place(whole, upper, upperX, -middle - half + 0.62 * upper.ascent);
    place(whole, lower, lowerX, -middle + half + 0.12 * size);
    whole.width = std::max(upperX + upper.width, lowerX + lower.width) + 0.06 * size;
    whole.point = whole.width;
    return whole;
}

FormulaPicture Typesetter::bigOperator(const FormulaBox& box, Level level, std::optional<Role> role) {
    const auto limit = [&](std::size_t i) { return i < box.parts.size() ? set(box.parts[i], scriptOf(level), role) : FormulaPicture(); };
    const FormulaPicture lower = limit(1);
    const FormulaPicture upper = limit(2);
    const std::string symbol = box.parts.empty() ? box.text : box.parts[0].text;
    const std::optional<Role> signRole = !box.parts.empty() && box.parts[0].role ? box.parts[0].role : role;
    if (symbol == "\u222B") return integral(lower, upper, level, signRole);
    const double grown = level == Level::Display ? 1.45 : 1.15;
    FormulaPicture sign = text(symbol, false, em(level) * grown, signRole);
    // Centred on the axis, whatever the font's own base line for it.
    const double shift = (sign.ascent - sign.descent) / 2 - axis(level);
    FormulaPicture centred;
    centred.width = sign.width;
    place(centred, sign, 0.0, shift);
    centred.ascent = sign.ascent - shift;
    centred.descent = sign.descent + shift;
    return stacked(centred, lower.isEmpty() ? nullptr : &lower, upper.isEmpty() ? nullptr : &upper, 0.12 * em(level));
}

FormulaPicture Typesetter::column(const std::vector<FormulaBox>& entries, Level level, std::optional<Role> role) {
    std::vector<FormulaPicture> rows;
    const double size = em(level);
    double before = 0.0;
    double after = 0.0;
    double height = 0.0;
    for (const FormulaBox& entry : entries) {
        rows.push_back(set(entry, level == Level::Display ? Level::Text : level, role));
        before = std::max(before, rows.back().point);
        after = std::max(after, rows.back().width - rows.back().point);
    }
    std::vector<double> lines;  // base lines from the first on
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) height += std::max(kRowPitch * 0.92 * size, rows[i - 1].descent + rows[i].ascent + 0.18 * size);
        lines.push_back(height);
    }
    FormulaPicture whole;
    whole.width = before + after;
    whole.point = whole.width;
    if (rows.empty()) return whole;
    const double inkTop = -rows.front().ascent;
    const double inkBottom = lines.back() + rows.back().descent;
    const double shift = -axis(level) - (inkTop + inkBottom) / 2;
    for (std::size_t i = 0; i < rows.size(); ++i) place(whole, rows[i], before - rows[i].point, lines[i] + shift);
    return whole;
}

FormulaPicture Typesetter::cases(const std::vector<FormulaBox>& entries, Level level, std::optional<Role> role) {
    const double size = em(level);
    std::vector<FormulaPicture> parts;
    for (const FormulaBox& entry : entries) parts.push_back(set(entry, Level::Text, role));
    double values = 0.0;
    double conditions = 0.0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        double& widest = i % 2 == 0 ? values : conditions;
        widest = std::max(widest, parts[i].width);
    }
    FormulaPicture content;
    double line = 0.0;
    double top = 0.0;
    double bottom = 0.0;
    std::vector<double> lines;
    for (std::size_t i = 0; i < parts.size(); i += 2) {
        const FormulaPicture& value = parts[i];
        const FormulaPicture condition = i + 1 < parts.size() ? parts[i + 1] : FormulaPicture();
        const double ascent = std::max(value.ascent, condition.ascent);
        if (i == 0) top = -ascent;
        if (i > 0) line += std::max(kRowPitch * size, bottom - line + ascent + 0.2 * size);
        lines.push_back(line);
        bottom = line + std::max(value.descent, condition.descent);
    }
    const double shift = -axis(level) - (top + bottom) / 2;
    for (std::size_t i = 0; i < parts.size(); ++i) place(content, parts[i], i % 2 == 0 ? 0.0 : values + 0.9 * size, lines[i / 2] + shift);
    content.width = values + (conditions > 0.0 ? 0.9 * size + conditions : 0.0);
    return delimited(content, "{ ", level, role);
}

}  // namespace

FormulaPicture layoutFormula(const FormulaBox& box, double pixelSize) {
    FormulaPicture picture = Typesetter(pixelSize).set(box, Level::Display, std::nullopt);
    picture.title = QString::fromStdString(plainText(box));
    return picture;
}

void paintFormula(QPainter& painter, QPointF baseLine, const FormulaPicture& picture, const Theme& theme, const QColor& ink,
                  PaintTarget target) {
    if (picture.isEmpty()) return;
    const auto colourOf = [&](std::optional<Role> role) { return role ? theme.text(*role) : ink; };
    const bool hasTitle = target == PaintTarget::Svg && !picture.title.isEmpty();
    if (hasTitle) openSvgGroup(painter, picture.title);
    painter.save();
    painter.translate(baseLine);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const FormulaPicture::Shape& shape : picture.shapes) painter.fillPath(shape.path, colourOf(shape.role));
    for (std::size_t first = 0; first < picture.glyphs.size();) {
        const FormulaPicture::Glyph& leader = picture.glyphs[first];
        std::size_t last = first;
        QPainterPath outline;
        QList<quint32> indexes;
        QList<QPointF> places;
        for (; last < picture.glyphs.size() && picture.glyphs[last].font == leader.font && picture.glyphs[last].role == leader.role;
             ++last) {
            if (target == PaintTarget::Raster) {
                indexes.push_back(picture.glyphs[last].index);
                places.push_back(picture.glyphs[last].place);
            } else {
                outline.addPath(leader.font.pathForGlyph(picture.glyphs[last].index).translated(picture.glyphs[last].place));
            }
        }
        if (target == PaintTarget::Raster) {
            QGlyphRun run;
            run.setRawFont(leader.font);
            run.setGlyphIndexes(indexes);
            run.setPositions(places);
            painter.setPen(colourOf(leader.role));
            painter.drawGlyphRun(QPointF(), run);
        } else {
            outline.setFillRule(Qt::WindingFill);
            painter.fillPath(outline, colourOf(leader.role));
        }
        first = last;
    }
    painter.restore();
    if (hasTitle) closeSvgGroup(painter);
}

}  // namespace calc
