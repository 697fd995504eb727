#pragma once
#include <QAbstractButton>
#include <QCheckBox>
#include <optional>

#include "ui/controls/glyphs.h"

namespace calc {

/// A round-cornered button with a sign alone; its name is tooltip and accessible name.
class GlyphButton : public QAbstractButton {
    Q_OBJECT

public:
    GlyphButton(Glyph glyph, const QString& name, QWidget* parent = nullptr);
    void setGlyph(Glyph glyph, const QString& name);
    /// Side of the sign, and of the area that can be hit, px at 1080p.
    void setSizes(double glyphSide, double hitSide);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Glyph m_glyph;
    double m_glyphSide = 24;
    double m_hitSide = 40;
};

/// "+ Add an optimizer": a dashed outline for what is not there yet.
class DashedButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit DashedButton(const QString& text, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A heading that opens and closes what is folded beneath it.
class Disclosure : public QAbstractButton {
    Q_OBJECT

public:
    explicit Disclosure(const QString& text, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A check box of the side panel. With a role it shows the line of the mark it switches, and at the right its formula.
class MarkCheckBox : public QCheckBox {
    Q_OBJECT

public:
    explicit MarkCheckBox(const QString& text, QWidget* parent = nullptr);
    MarkCheckBox(const QString& text, Role role, const QString& formula, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }

private:
    std::optional<Role> m_role;
    QString m_formula;
};

}  // namespace calc
