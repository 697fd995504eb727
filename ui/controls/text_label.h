#pragma once
#include <QLabel>
#include <QMarginsF>

#include "ui/controls/chrome.h"

namespace calc {

/// Type as the visual language names it: px at 1080p, weight, colour.
struct TextStyle {
    double size = 17;
    int weight = 400;
    Token colour = Token::Ink2;
};

/// A label whose type follows the scale and the theme.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    TextLabel(const QString& text, TextStyle style, QWidget* parent = nullptr);
    void setTextStyle(TextStyle style);
    /// Room around the words, px at 1080p. (A frame forgets its contents' margins when the style changes.)
    void setRoom(const QMarginsF& room);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyChrome();
    TextStyle m_style;
    QMarginsF m_room;
};

}  // namespace calc
