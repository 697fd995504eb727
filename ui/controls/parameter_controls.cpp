#include "ui/controls/parameter_controls.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QEvent>
#include <QVBoxLayout>
#include <memory>

#include "core/base/number_text.h"
#include "ui/controls/buttons.h"
#include "ui/controls/chrome.h"
#include "ui/controls/value_slider.h"

namespace calc {
namespace {

constexpr std::size_t kMainCount = 2;

QString text(std::string_view words) { return QString::fromUtf8(words.data(), qsizetype(words.size())); }
QString sentence(std::string_view words) { return QCoreApplication::translate("calc", std::string(words).c_str()); }

QString capital(QString words) {
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}

/// What the parameter does; its standard name, range and default.
QString helpOf(const ParameterInfo& info) {
    const auto number = [](double value) { return QString::fromStdString(displayNumber(value, 4)); };
    if (info.kind == ParameterKind::Switch)
        return sentence(info.help) + QLatin1Char('\n') +
               QCoreApplication::translate("calc", "%1, default %2")
                   .arg(text(info.name),
                        info.standard != 0.0 ? QCoreApplication::translate("calc", "on") : QCoreApplication::translate("calc", "off"));
    return sentence(info.help) + QLatin1Char('\n') +
           QCoreApplication::translate("calc", "%1, from %2 to %3, default %4")
               .arg(text(info.name), number(info.low), number(info.high), number(info.standard));
}

SliderScale scaleOf(const ParameterInfo& info) {
    SliderScale scale;
    scale.range = {info.sliderLow, info.sliderHigh};
    if (info.scale == ParameterScale::Logarithmic) scale.kind = SliderScale::Kind::Logarithmic;
    if (info.scale == ParameterScale::NearOne) scale.kind = SliderScale::Kind::NearOne;
    scale.significantDigits = info.scale == ParameterScale::Logarithmic ? 2 : 3;
    scale.whole = info.kind == ParameterKind::Count;
    return scale;
}

}  // namespace

ParameterControls::ParameterControls(Part part, QWidget* parent) : QWidget(parent), m_part(part), m_column(new QVBoxLayout(this)) {
    applyChrome();
}

void ParameterControls::show(const std::string& optimizer, const ParameterValues& values) {
    if (const OptimizerInfo* info = findOptimizer(optimizer)) showTable(optimizer, info->parameters, values);
}

void ParameterControls::showSchedule(const std::string& schedule, const ParameterValues& values) {
    if (const ScheduleInfo* info = findSchedule(schedule)) showTable(schedule, info->parameters, values);
}

void ParameterControls::showTable(const std::string& owner, std::span<const ParameterInfo> table, const ParameterValues& values) {
    if (owner != m_owner) {
        m_owner = owner;
        rebuild(table);
    }
    for (const auto& [name, slider] : m_sliders) slider->setValue(parameterValue(table, values, name));
    for (const auto& [name, box] : m_switches) box->setChecked(parameterValue(table, values, name) != 0.0);
}

void ParameterControls::rebuild(std::span<const ParameterInfo> table) {
    m_sliders.clear();
    m_switches.clear();
    while (QLayoutItem* item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        std::unique_ptr<QLayoutItem> owned(item);
    }
    std::size_t numbers = 0;
    for (const ParameterInfo& info : table) {
        const bool isSwitch = info.kind == ParameterKind::Switch;
        const bool isMain = !isSwitch && numbers++ < kMainCount;
        if (m_part != Part::All && isMain != (m_part == Part::Main)) continue;
        isSwitch ? addSwitch(info) : addSlider(info);
    }
    applyChrome();
    updateGeometry();
}

void ParameterControls::addSlider(const ParameterInfo& info) {
    const QString title = (capital(sentence(info.title)) + QLatin1Char(' ') + text(info.symbol)).trimmed();
    auto* slider = new ValueSlider(title, scaleOf(info), this);
    slider->setHelp(helpOf(info));
    slider->setTypedRange({info.low, info.high});  // the track shows what is worth trying
    if (info.name == "learning_rate") slider->track().reserveLimit();
    m_column->addWidget(slider);
    m_sliders.emplace(info.name, slider);
    connect(slider, &ValueSlider::valueMoved, this, [this, name = text(info.name)](double value) { emit changed(name, value); });
    connect(slider, &ValueSlider::gestureBegan, this, &ParameterControls::gestureBegan);
    connect(slider, &ValueSlider::gestureEnded, this, &ParameterControls::gestureEnded);
}

void ParameterControls::addSwitch(const ParameterInfo& info) {
    auto* box = new MarkCheckBox(sentence(info.title), this);
    box->setToolTip(helpOf(info));
    m_column->addWidget(box);
    m_switches.emplace(info.name, box);
    connect(box, &QCheckBox::clicked, this, [this, name = text(info.name)](bool on) { emit changed(name, on ? 1.0 : 0.0); });
}

ValueSlider* ParameterControls::slider(const std::string& parameter) const {
    const auto found = m_sliders.find(parameter);
    return found == m_sliders.end() ? nullptr : found->second;
}

void ParameterControls::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void ParameterControls::applyChrome() {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(chrome().px(m_part == Part::Main ? 10 : 2));
    // Sliders reach further out than boxes.
    for (const auto& [name, box] : m_switches) box->setContentsMargins(chrome().px(12) - chrome().ring(), 0, 0, 0);
}

std::vector<OptimizerOffer> optimizerOffers() {
    std::vector<OptimizerOffer> offers;
    for (const OptimizerInfo& info : optimizers()) offers.push_back({text(info.name), text(info.title), sentence(info.help)});
    return offers;
}

}  // namespace calc
