#include "ui/state/scene_store.h"

#include "core/scene/moved.h"

namespace calc {
namespace {

bool differs(const Scene& a, const Scene& b) { return !(a == b) && !onlyViewDiffers(a, b); }

/// The camera shows, it does not say: a step back in time leaves it alone.
Scene withCameraOf(const Scene& scene, const Scene& viewed) {
    const auto* descent = std::get_if<DescentScene>(&viewed.kind);
    return descent && std::holds_alternative<DescentScene>(scene.kind) ? withCamera(scene, descent->camera) : scene;
}

}  // namespace

SceneStore::SceneStore(Scene scene, QObject* parent) : QObject(parent), m_scene(std::move(scene)), m_saved(m_scene) {}

bool SceneStore::isModified() const { return differs(m_scene, m_saved); }

void SceneStore::set(const Scene& scene) {
    const bool isOther = !(scene == m_scene);
    m_scene = scene;
    if (isOther) emit changed();
    emit stateChanged();
}

void SceneStore::pushUndo(const Scene& before) {
    if (m_undo.size() == kMostEntries) m_undo.erase(m_undo.begin());
    m_undo.push_back(before);
    m_redo.clear();
}

void SceneStore::change(const Scene& scene, const QString& gesture) {
    if (scene == m_scene) return;
    if (differs(scene, m_scene)) {
        const bool continues = m_inGesture ? m_gesturePushed : !gesture.isEmpty() && gesture == m_gesture && canUndo();
        if (!continues) pushUndo(m_inGesture ? m_gestureStart : m_scene);
        m_gesturePushed = m_inGesture;
        m_gesture = gesture;
    }
    set(scene);
}

void SceneStore::beginGesture() {
    if (m_inGesture) return;
    m_inGesture = true;
    m_gesturePushed = false;
    m_gestureStart = m_scene;
    m_gesture.clear();
}

void SceneStore::endGesture() {
    // Dragged there and back again: nothing happened.
    if (m_inGesture && m_gesturePushed && canUndo() && !differs(m_undo.back(), m_scene)) m_undo.pop_back();
    m_inGesture = false;
    m_gesturePushed = false;
    m_gesture.clear();
    emit stateChanged();
}

void SceneStore::step(std::vector<Scene>& from, std::vector<Scene>& to) {
    endGesture();
    if (from.empty()) return;
    const Scene scene = withCameraOf(from.back(), m_scene);
    from.pop_back();
    to.push_back(m_scene);
    set(scene);
}

void SceneStore::undo() { step(m_undo, m_redo); }

void SceneStore::redo() { step(m_redo, m_undo); }

void SceneStore::open(const Scene& scene, const QString& filePath) { restore(scene, scene, filePath); }

void SceneStore::restore(const Scene& scene, const Scene& saved, const QString& filePath) {
    m_undo.clear();
    m_redo.clear();
    m_inGesture = false;
    m_gesturePushed = false;
    m_gesture.clear();
    m_saved = saved;
    m_filePath = filePath;
    set(scene);
    emit opened();
}

void SceneStore::markSaved(const Scene& written, const QString& filePath) {
    m_saved = written;
    m_filePath = filePath;
    set(written);
}

}  // namespace calc
