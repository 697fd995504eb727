#pragma once
#include <QWidget>
#include <memory>

#include "core/base/range.h"
#include "core/scene/frame.h"
#include "ui/paint/theme.h"

namespace calc {

/// The stage: formula line, pictures, tables, verdict, readouts and sentence of one Frame, laid out by ui/paint/stage_layout. It shows and turns
/// mouse, wheel and arrow keys into the signals below; it holds no Scene and computes nothing. Focusable: Tab walks the handles.
class StageView : public QWidget {
    Q_OBJECT

public:
    explicit StageView(QWidget* parent = nullptr);
    ~StageView() override;

    void show(const Frame& frame);
    void setTheme(const Theme& theme);
    void setTypeScale(double factor);  ///< a person's type size, 1 to 2
    /// The Frame belongs to an earlier Scene, a new one is being prepared: drawn paler, with the progress (0 to 1).
    void setStale(bool stale, double progress);
    const Frame& frame() const;

signals:
    /// A handle was dragged or moved by arrow keys. resolution: data length of one pixel there.
    void handleMoved(const QString& handle, calc::Vec2 position, double resolution);
    void rangesChanged(const QString& panel, calc::Range x, calc::Range y);
    void rangesReset(const QString& panel);
    void cameraChanged(const calc::Camera& camera);
    /// Click on free ground of a panel that has a handle of freedom Both: moves it there (start of the ball). Sent as handleMoved too.
    void gestureBegan();
    void gestureEnded();
    /// Right click, or the menu key: panel is the id under the pointer, or empty.
    void menuRequested(const QString& panel, const QPoint& globalPosition);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace calc
