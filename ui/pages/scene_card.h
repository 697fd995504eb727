#pragma once
#include <QAbstractButton>

#include "core/scene/prepare.h"
#include "ui/paint/mark_painter.h"

namespace calc {

/// A card of the start screen with a living picture: the main panel of a Scene's Frames, drawn small by the painters of the stage.
class SceneCard : public QAbstractButton {
    Q_OBJECT

public:
    enum class Form { Large /* picture above, question and use below */, Small /* picture at the left */ };
    struct Words {
        QString title;
        QString question;
        QString text;
    };

    SceneCard(Form form, Role role, const Words& words, QWidget* parent = nullptr);

    void setPrepared(const std::shared_ptr<const Prepared>& prepared);
    bool hasPicture() const { return m_prepared != nullptr; }
    /// `phase` 0 to 1 over the whole of its time.
    void showPhase(double phase);
    void showTime(double time);
    void setText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointedAt();

protected:
    void enterEvent(QEnterEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF pictureRect() const;
    void paintPicture(QPainter& painter, const QRectF& place);
    void paintLargeWords(QPainter& painter) const;
    void paintSmallWords(QPainter& painter) const;

    Form m_form;
    Role m_role;
    Words m_words;
    std::shared_ptr<const Prepared> m_prepared;
    Timeline m_timeline;
    Panel m_panel;
    std::vector<Handle> m_handles;
    MarkPainter m_painter;
};

}  // namespace calc
