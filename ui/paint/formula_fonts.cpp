#include "ui/paint/formula_fonts.h"

#include <QFont>
#include <QStringList>
#include <array>

#include "ui/paint/theme.h"

namespace calc {
namespace {

// Behind the mathematical face: faces with many symbols, for what it lacks.
const std::array<const char*, 5> kFallbacks = {"STIX Math", "STIXGeneral", "DejaVu Math TeX Gyre", "DejaVu Serif", "DejaVu Sans"};
constexpr int kRanks = static_cast<int>(kFallbacks.size()) + 1;

QFont familyOf(int rank, bool italic) {
    if (rank == 0) return mathFont(20.0, italic);
    QFont font(QString::fromLatin1(kFallbacks[static_cast<std::size_t>(rank - 1)]));
    font.setPixelSize(20);
    font.setItalic(italic);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

}  // namespace

const QRawFont& FormulaFonts::face(int rank, bool italic, double pixelSize) {
    for (const Face& known : m_faces) {
        if (known.rank == rank && known.italic == italic && known.pixelSize == pixelSize) return known.font;
    }
    QRawFont font = QRawFont::fromFont(familyOf(rank, italic));
    font.setPixelSize(pixelSize);
    m_faces.push_back({rank, italic, pixelSize, font});
    return m_faces.back().font;
}

FormulaFonts::Chosen FormulaFonts::choose(char32_t character, bool italic, double pixelSize) {
    int rank = 0;
    while (rank + 1 < kRanks && !face(rank, italic, pixelSize).supportsCharacter(static_cast<uint>(character))) ++rank;
    if (!face(rank, italic, pixelSize).supportsCharacter(static_cast<uint>(character))) rank = 0;
    Chosen chosen;
    chosen.font = face(rank, italic, pixelSize);
    const QList<quint32> glyphs = chosen.font.glyphIndexesForString(QString::fromUcs4(&character, 1));
    if (glyphs.isEmpty()) return chosen;
    chosen.glyph = glyphs.front();
    chosen.advance = chosen.font.advancesForGlyphIndexes({chosen.glyph}).front().x();
    return chosen;
}

double FormulaFonts::axisHeight(double pixelSize) {
    const Chosen minus = choose(U'\u2212', false, pixelSize);
    const QRectF ink = minus.font.boundingRect(minus.glyph);
    return ink.isEmpty() ? 0.25 * pixelSize : -ink.center().y();
}

}  // namespace calc
