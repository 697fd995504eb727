#pragma once
#include <QWidget>
#include <memory>
#include <optional>

#include "core/base/range.h"
#include "core/scene/frame.h"
#include "ui/paint/theme.h"

namespace calc {

/// The stage: formula line, pictures, tables, verdict, readouts and sentence of one Frame, laid out by ui/paint/stage_layout. It shows and
/// turns mouse, wheel and arrow keys into the signals below; it holds no Scene and computes nothing. Focusable: Tab walks the handles,
/// arrow keys move the focused one (with Shift by single pixels), Escape lets it go.
class StageView : public QWidget {
    Q_OBJECT

public:
    explicit StageView(QWidget* parent = nullptr);
    ~StageView() override;

    void show(const Frame& frame);
    using QWidget::show;
    void setTheme(const Theme& theme);
    void setTypeScale(double factor);  ///< a person's type size, 1 to 2
    /// The Frame belongs to an earlier Scene, a new one is being prepared: drawn paler, with the progress (0 to 1).
    void setStale(bool stale, double progress);
    /// While time runs, a surface that turns is painted with one sample a pixel; at rest with four.
    void setPlaying(bool playing);
    const Frame& frame() const;

    /// Where things stand at this moment, in this widget: for tests, and for what points at them.
    std::optional<QPointF> handlePlace(const QString& handle) const;
    QRectF plotOf(const QString& panel) const;

signals:
    /// A handle was dragged or moved by arrow keys. resolution: data length of one pixel there.
    /// A click on free ground of a panel that has a handle of freedom Both moves that one there (start of the ball).
    void handleMoved(const QString& handle, calc::Vec2 position, double resolution);
    void rangesChanged(const QString& panel, calc::Range x, calc::Range y);
    void rangesReset(const QString& panel);
    void cameraChanged(const calc::Camera& camera);
    void gestureBegan();
    void gestureEnded();
    /// Right click, or the menu key: panel is the id under the pointer, or empty.
    void menuRequested(const QString& panel, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Parts;
    void layOut();
    void paintWaysBack(QPainter& painter) const;
    void chooseQuality();
    void beginGesture();
    void endGesture();
    void dragTo(QPointF position);
    void panTo(QPointF position);
    void orbitTo(QPointF position);
    void moveHandle(const Handle& handle, QPointF place);
    void placeStart(QPointF position);
    void focusHandle(int index);
    void hover(QPointF position);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace calc
