#pragma once
#include <QRawFont>
#include <vector>

namespace calc {

/// The faces of mathematics at the sizes of one formula: chooses for each character the first face that has it.
class FormulaFonts {
public:
    struct Chosen {
        QRawFont font;
        quint32 glyph = 0;
        double advance = 0.0;
    };
    Chosen choose(char32_t character, bool italic, double pixelSize);
    /// Height of the middle of the minus sign: fractions and brackets are centred on it.
    double axisHeight(double pixelSize);

private:
    struct Face {
        int rank = 0;  ///< place in the list of families
        bool italic = false;
        double pixelSize = 0.0;
        QRawFont font;
    };
    const QRawFont& face(int rank, bool italic, double pixelSize);
    std::vector<Face> m_faces;
};

}  // namespace calc
