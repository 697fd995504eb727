#include "ui/pages/preset_choice.h"

#include <QStylePainter>

#include "core/scene/scene_subject.h"
#include "ui/state/resource_reading.h"

namespace calc {

PresetChoice::PresetChoice(const QString& prefix, const QString& name, QWidget* parent) : QComboBox(parent) {
    setAccessibleName(name);
    // Long titles do not make the panel wider.
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setPlaceholderText(tr("an example"));  // while the scene is a person's own
    // The page's own scene first.
    QStringList names = builtInSceneNames().filter(prefix);
    names.removeIf([&prefix](const QString& each) { return !each.startsWith(prefix); });
    names.sort();
    for (const QString& scene : names) {
        const Result<Scene> preset = builtInScene(scene);
        if (!preset) continue;
        addItem(QString::fromStdString(preset->title), scene);
        m_scenes.push_back(*preset);
    }
    connect(this, &QComboBox::activated, this, [this](int index) { emit chosen(itemData(index).toString()); });
}

void PresetChoice::showScene(const Scene& scene) {
    const int index = findText(QString::fromStdString(scene.title));
    setCurrentIndex(index >= 0 && sameSubject(m_scenes[static_cast<std::size_t>(index)], scene) ? index : -1);
}

void PresetChoice::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    if (currentIndex() < 0) {
        option.currentText = placeholderText();
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
    }
    constexpr int kInset = 4;  // the style draws the text a little inside its place
    const int width = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() - kInset;
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, width);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    const QString whole = option.currentText == currentText() ? QString() : currentText();
    if (toolTip() != whole) setToolTip(whole);
}

}  // namespace calc
