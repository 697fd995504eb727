#include "ui/pages/page_controls.h"

#include <QCoreApplication>

#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/pages/preset_choice.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

void addCaptioned(ScenePage& page, const QString& caption, QWidget* control) {
    auto* group = new FieldGroup(caption, FieldGroup::CaptionPlace::Above, &page);
    group->addControl(control);
    page.panel().addControl(group);
}

}  // namespace

PresetChoice* addPresets(ScenePage& page, const QString& prefix, PresetPlay play) {
    const QString name = QCoreApplication::translate("calc", "Try");
    auto* presets = new PresetChoice(prefix, name, &page);
    addCaptioned(page, name, presets);
    QObject::connect(presets, &PresetChoice::chosen, &page, [&page, play](const QString& scene) {
        const Result<Scene> preset = builtInScene(scene);
        if (!preset) return;
        page.store().change(*preset, {});
        if (play == PresetPlay::AtOpening) return;
        page.player().toStart();
        page.player().play();
    });
    return presets;
}

SegmentedChoice* addSegments(ScenePage& page, const QString& name, const std::vector<Segment>& segments) {
    QStringList texts;
    for (const Segment& segment : segments) texts.append(segment.text);
    auto* choice = new SegmentedChoice(name, texts, {static_cast<int>(segments.size())}, &page);
    for (int i = 0; i < texts.size(); ++i) choice->setSegmentToolTip(i, segments[static_cast<std::size_t>(i)].toolTip);
    addCaptioned(page, name, choice);
    return choice;
}

}  // namespace calc
