#include "ui/pages/sequence_page.h"

#include "core/scene/sequence_parts.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

constexpr Range kTerms{10, 100000};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// The field of a recursion's map: of x, and of the parameter r.
class MapEdit : public ExpressionEdit {
public:
    MapEdit(const QString& name, QWidget* parent) : ExpressionEdit(name, {Variable::X}, parent) {}

protected:
    std::optional<Error> check(const QString& text) const override {
        const auto map = readRecursionMap(text.toStdString());
        return map ? std::nullopt : std::optional(map.error());
    }
};

}  // namespace

SequencePage::SequencePage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createViews();
    createTerm();
    createRecursion();
    createTerms();
}

void SequencePage::createViews() {
    m_presets = addPresets(*this, QStringLiteral("sequence"), PresetPlay::AtOpening);
    m_view = addSegments(*this, tr("Terms from"),
                         {{tr("a formula"), tr("Each term is computed from n")},
                          {tr("the one before"), tr("Each term is made from the one before: a recursion, as a cobweb")}});
    connect(m_view, &SegmentedChoice::chosen, this, [this](int index) {
        change<SequenceScene>({}, [index](SequenceScene& sequence) {
            sequence.view = static_cast<SequenceView>(index);
            sequence.xRange.reset();
            sequence.yRange.reset();
        });
    });
}

void SequencePage::createTerm() {
    m_function = new ExpressionEdit(tr("Term a(n)"), {Variable::N}, this);
    auto* function = new FieldGroup(tr("Term a(n), n = 1, 2, 3 …"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_epsilon = new NumberField(tr("ε"), this);
    m_epsilon->setToolTip(tr("Half the height of the band. Drag its edges, too."));
    auto* epsilon = new FieldGroup(tr("Band ε"), FieldGroup::CaptionPlace::Beside, this);
    epsilon->addField(m_epsilon);
    panel().addTight(epsilon);
    bindField(m_function, "function", [](Scene& changed, const std::string& text) {
        auto& sequence = std::get<SequenceScene>(changed.kind);
        sequence.function = text;
        // Another sequence needs another window.
        sequence.xRange.reset();
        sequence.yRange.reset();
    });
    bindField(m_epsilon, "epsilon", [](Scene& changed, const std::string& text) { std::get<SequenceScene>(changed.kind).epsilon = text; });
}

void SequencePage::createRecursion() {
    m_map = new MapEdit(tr("Next term g(x)"), this);
    auto* map = new FieldGroup(tr("Next term g(x), with r"), FieldGroup::CaptionPlace::Above, this);
    map->addField(m_map);
    panel().addControl(map);
    m_start = new NumberField(tr("First term"), this);
    auto* start = new FieldGroup(tr("First term"), FieldGroup::CaptionPlace::Beside, this);
    start->addField(m_start);
    panel().addTight(start);
    m_parameter = new NumberField(tr("Parameter r"), this);
    auto* parameter = new FieldGroup(tr("Parameter r"), FieldGroup::CaptionPlace::Beside, this);
    parameter->addField(m_parameter);
    panel().addTight(parameter);
    bindField(m_map, "map", [](Scene& changed, const std::string& text) {
        auto& sequence = std::get<SequenceScene>(changed.kind);
        sequence.map = text;
        sequence.xRange.reset();
        sequence.yRange.reset();
    });
    bindField(m_start, "start", [](Scene& changed, const std::string& text) { std::get<SequenceScene>(changed.kind).start = text; });
    bindField(m_parameter, "parameter",
              [](Scene& changed, const std::string& text) { std::get<SequenceScene>(changed.kind).parameter = text; });
}

void SequencePage::createTerms() {
    m_terms = new ValueSlider(tr("Terms shown"), {SliderScale::Kind::Logarithmic, kTerms, 2, true}, this);
    m_terms->setHelp(tr("From 200 on, n stands on a log scale"));
    panel().addControl(m_terms, SidePanel::Width::Wide);
    connect(m_terms, &ValueSlider::valueMoved, this, [this](double value) {
        change<SequenceScene>(QStringLiteral("terms"), [value](SequenceScene& sequence) {
            sequence.terms = static_cast<int>(value);
            if (sequence.view == SequenceView::Terms) sequence.xRange.reset();
        });
    });
    connect(m_terms, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_terms, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void SequencePage::showScene(const Scene& scene) {
    const auto& sequence = std::get<SequenceScene>(scene.kind);
    const bool recursion = sequence.view == SequenceView::Recursion;
    m_presets->showScene(scene);
    m_view->setCurrent(static_cast<int>(sequence.view));
    m_function->setValue(textOf(sequence.function));
    m_epsilon->setValue(textOf(sequence.epsilon));
    m_map->setValue(textOf(sequence.map));
    m_start->setValue(textOf(sequence.start));
    m_parameter->setValue(textOf(sequence.parameter));
    m_terms->setValue(sequence.terms);
    showGroupOf(m_function, !recursion);
    showGroupOf(m_epsilon, !recursion);
    showGroupOf(m_map, recursion);
    showGroupOf(m_start, recursion);
    // A map without r leaves nothing to set.
    bool hasParameter = false;
    showGroupOf(m_parameter, recursion && readRecursionMap(sequence.map, nullptr, &hasParameter).ok() && hasParameter);
}

Scene SequencePage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    std::get<SequenceScene>(scene.kind).shown = countAtPlayhead();
    return scene;
}

}  // namespace calc
