#pragma once
#include <QObject>
#include <QString>
#include <vector>

#include "core/scene/scene.h"

namespace calc {

/// The one Scene of a page, with the way back: undo and redo are stacks of Scenes. It knows no widget and computes nothing.
///
/// What is one entry: a change of its own; all changes between beginGesture and endGesture (press to release); changes in a row that
/// name the same gesture (typing in one field, a burst of wheel notches). Camera and ranges alone make none, and undo leaves the camera
/// where the person put it.
class SceneStore : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMostEntries = 500;

    explicit SceneStore(Scene scene = {}, QObject* parent = nullptr);

    const Scene& scene() const { return m_scene; }
    /// The Scene as it stands in its file, or as it was opened.
    const Scene& savedScene() const { return m_saved; }
    const QString& filePath() const { return m_filePath; }
    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    /// Differs from what is saved by more than camera and ranges.
    bool isModified() const;

    void change(const Scene& scene, const QString& gesture = {});
    void beginGesture();
    void endGesture();

    /// Another Scene from a file (or built in: empty path): unmodified, no way back.
    void open(const Scene& scene, const QString& filePath = {});
    /// The same for a Scene that had been changed after it was last saved.
    void restore(const Scene& scene, const Scene& saved, const QString& filePath);
    /// `written` is what stands in the file: the Scene, with the playhead where it was.
    void markSaved(const Scene& written, const QString& filePath);

public slots:
    void undo();
    void redo();

signals:
    void changed();       ///< scene() is another one
    void opened();        ///< by open or restore: a new document; sent after changed
    void stateChanged();  ///< canUndo, canRedo, isModified or filePath may be others

private:
    void step(std::vector<Scene>& from, std::vector<Scene>& to);
    void pushUndo(const Scene& before);
    void set(const Scene& scene);

    Scene m_scene;
    Scene m_saved;
    QString m_filePath;
    std::vector<Scene> m_undo;
    std::vector<Scene> m_redo;
    Scene m_gestureStart;
    QString m_gesture;  ///< name of the last change's gesture
    bool m_inGesture = false;
    bool m_gesturePushed = false;
};

}  // namespace calc
