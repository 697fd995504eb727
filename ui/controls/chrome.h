#pragma once
#include <QColor>
#include <QFont>
#include <QMargins>
#include <QPalette>
#include <QProxyStyle>
#include <QSizeF>
#include <cmath>

#include "ui/paint/theme.h"

class QPainter;

namespace calc {

/// The look of everything around the pictures: theme and scale (stage scale times the person's type size).
struct Chrome {
    Theme theme = Theme::light();
    double scale = 1.0;
    bool motion = true;

    double real(double at1080) const { return at1080 * scale; }
    int px(double at1080) const { return static_cast<int>(std::lround(at1080 * scale)); }
    QColor colour(Token token) const { return theme.colour(token); }
    QFont font(double at1080, int weight = 400) const { return interfaceFont(at1080 * scale, weight); }
    QFont math(double at1080, bool italic = false) const { return mathFont(at1080 * scale, italic); }
    /// Each control keeps this much room inside its rectangle for the focus ring.
    int ring() const { return px(5); }
    QMarginsF ringMargins() const { return {real(5), real(5), real(5), real(5)}; }
    bool operator==(const Chrome&) const = default;
};

/// The factor of type and controls for a window and a person's type size (1 to 2). Type grows as long as all that is seen at 1280×800
/// still fits; beyond that a larger type size counts as fewer logical pixels, on which navigation and controls fold away.
double chromeScale(QSizeF window, double typeSize);
/// The width of a window in px of the smallest layout (1280×800): what folds away is decided on it.
double logicalWidth(QSizeF window, double scale);

/// The one application style: draws the standard widgets flat, as the visual language has them, and hands the Chrome to our own controls.
class ChromeStyle : public QProxyStyle {
    Q_OBJECT

public:
    explicit ChromeStyle(const Chrome& chrome = {});

    const Chrome& chrome() const { return m_chrome; }
    /// Sets palette and font of the application and tells every widget (QEvent::StyleChange).
    void setChrome(const Chrome& chrome);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
    QPalette standardPalette() const override;

private:
    Chrome m_chrome;
};

/// The Chrome of the application; the plain light one where the application's style is another (a test of a single control).
const Chrome& chrome();
/// The application's style as ours; makes it so where it is not.
ChromeStyle& installChromeStyle();

}  // namespace calc
