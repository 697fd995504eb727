#pragma once
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace calc {

class GlyphButton;
class TextLabel;

/// One sentence over the page, with what can be done about it: a file that cannot be read, a Scene without a picture, work in progress.
class Notice : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Information, Problem };

    explicit Notice(QWidget* parent = nullptr);

    /// `action` empty: only the cross closes it.
    void say(Kind kind, const QString& sentence, const QString& action = {});
    QString sentence() const;

signals:
    void actionChosen();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void applyChrome();

    Kind m_kind = Kind::Information;
    QHBoxLayout* m_row;
    TextLabel* m_words;
    QPushButton* m_action;
    GlyphButton* m_close;
};

}  // namespace calc
