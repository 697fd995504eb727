#include <QtTest>
#include <cmath>

#include "ui/paint/theme.h"

using namespace calc;

namespace {

// WCAG 2: relative luminance and contrast.
double luminance(const QColor& colour) {
    const auto channel = [](float value) {
        const double v = static_cast<double>(value);
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}
double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void wordsAreReadable() {
        for (const Theme& theme : {Theme::light(), Theme::dark(), Theme::print()}) {
            const QColor paper = theme.colour(Token::Paper);
            for (int i = 0; i < kRoleCount; ++i) {
                const auto role = static_cast<Role>(i);
                QVERIFY2(contrast(theme.text(role), paper) >= 4.5, roleName(role).data());
                QVERIFY2(contrast(theme.mark(role), paper) >= 3.0, roleName(role).data());
            }
            for (const Token token : {Token::Ink, Token::Ink2, Token::Ink3}) QVERIFY(contrast(theme.colour(token), paper) >= 4.5);
            QVERIFY(contrast(theme.colour(Token::AccentLabel), theme.colour(Token::Accent)) >= 4.5);
            for (const Role role : {Role::Derivatives, Role::Integrals, Role::Limits, Role::Learning}) {
                QVERIFY(contrast(theme.text(role), theme.tint(role)) >= 4.5);
            }
        }
    }
    void everyOptimizerLooksDifferent() {
        for (const Theme& theme : {Theme::light(), Theme::dark(), Theme::print()}) {
            for (int a = 1; a <= static_cast<int>(Look::Newton); ++a) {
                const LookStyle first = theme.look(static_cast<Look>(a));
                QVERIFY(contrast(first.text, theme.colour(Token::Paper)) >= 4.5);
                for (int b = a + 1; b <= static_cast<int>(Look::Newton); ++b) {
                    const LookStyle second = theme.look(static_cast<Look>(b));
                    // Never by colour alone.
                    const bool shapeDiffers = first.shape != second.shape || first.hollow != second.hollow || first.dotted != second.dotted;
                    QVERIFY(shapeDiffers || (first.colour != second.colour && first.dash != second.dash));
                    QVERIFY(first.dash != second.dash || first.shape != second.shape || first.colour != second.colour);
                }
            }
        }
    }
    void trailsAreSolidAndChartsAreDashed() {
        const Theme theme = Theme::light();
        QVERIFY(theme.stroke({Role::Trail, Look::Momentum}).dash.empty());
        QVERIFY(!theme.stroke({Role::Loss, Look::Momentum}).dash.empty());
        QVERIFY(theme.stroke({Role::Loss, Look::GradientDescent}).dash.empty());
        QVERIFY(theme.stroke({Role::Loss, Look::Momentum, Emphasis::Faint}).colour.alphaF() < 0.5F);
    }
    void scaleRule() {
        QCOMPARE(stageScale({1920, 1080}), 1.0);
        QCOMPARE(stageScale({1280, 800}), 0.78);
        QCOMPARE(stageScale({3840, 2160}), 2.0);
        QCOMPARE(stageScale({320, 200}), 0.78);
        QCOMPARE(stageScale({3840, 1080}), 1.0);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
