#pragma once
#include <QLineEdit>
#include <optional>

#include "core/base/result.h"
#include "ui/state/background_preparation.h"

namespace calc {

/// A text field that knows whether its text can be read. It looks at the text when the person pauses: what can be read is `accepted`,
/// what cannot is underlined at its column, with a sentence (FieldGroup shows it); the last accepted text goes on standing for it.
class InputField : public QLineEdit {
    Q_OBJECT

public:
    enum class Face { Interface, Mathematics, Value /* bold, no box until it is pointed at or edited */ };

    explicit InputField(Face face, QWidget* parent = nullptr);

    /// The text of the Scene. What a person is typing stays while the Scene still has the text that was accepted before.
    void setValue(const QString& text);
    const QString& value() const { return m_accepted; }
    /// A sentence from prepare about the accepted text, and that it is no longer so; what the field itself found wrong stays.
    void showError(const Error& error);
    void clearError();
    const std::optional<Error>& error() const { return m_error; }
    QString errorText() const;
    /// A small name inside, before the text: "a", "x".
    void setPrefix(const QString& prefix);

signals:
    void accepted(const QString& text);
    void errorChanged();
    void left();  ///< the field lost the keyboard, or Enter was pressed: the gesture of typing is over

protected:
    /// What keeps the text from being read, if anything.
    virtual std::optional<Error> check(const QString& text) const = 0;
    /// What is shown for a text and back, character by character: columns stay.
    virtual QString shown(const QString& text) const { return text; }
    virtual QString meant(const QString& text) const { return text; }

    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void applyChrome();
    void textTyped();
    void look();
    void setError(const std::optional<Error>& error);
    void paintWave(QPainter& painter) const;
    double columnPosition(qsizetype codePoint) const;

    Face m_face;
    QString m_prefix;
    QString m_accepted;
    std::optional<Error> m_error;
    bool m_errorIsFromScene = false;
    TypingDelay m_delay;
};

/// A field for a number or an expression without variables ("pi/2", "-3", "0,5").
class NumberField : public InputField {
    Q_OBJECT

public:
    explicit NumberField(const QString& name, QWidget* parent = nullptr, Face face = Face::Interface);
    enum class Infinity { Refuse, Allow };
    void setInfinity(Infinity infinity) { m_infinity = infinity; }

protected:
    std::optional<Error> check(const QString& text) const override;
    QString shown(const QString& text) const override;
    QString meant(const QString& text) const override;

private:
    Infinity m_infinity = Infinity::Refuse;
};

}  // namespace calc
