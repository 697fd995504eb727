#include "ui/pages/probability_page.h"

#include <QComboBox>
#include <QPushButton>

#include "core/base/number_text.h"
#include "core/scene/probability_choices.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// n of a Frame: the number in its position, "n = 1 000".
std::optional<int> countOf(const Frame& frame) {
    if (frame.position.arguments.empty()) return {};
    const auto* whole = std::get_if<std::int64_t>(&frame.position.arguments.front());
    return whole ? std::optional(static_cast<int>(*whole)) : std::nullopt;
}

}  // namespace

ProbabilityPage::ProbabilityPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPresets();
    createDistribution();
    createTyped();
    createBounds();
    createSampling();
    createFolded();
    const auto bind = [this](NumberField* field, const char* name, std::string ProbabilityScene::*setting) {
        bindField(field, name, [this, setting](Scene& changed, const std::string& text) {
            std::get<ProbabilityScene>(changed.kind).*setting = text;
            showWholeArea();
        });
    };
    connect(&stage(), &StageView::handleMoved, this, &ProbabilityPage::showWholeArea);
    bindField(m_function, "function",
              [](Scene& changed, const std::string& text) { std::get<ProbabilityScene>(changed.kind).function = text; });
    bind(m_supportFrom, "supportFrom", &ProbabilityScene::supportFrom);
    bind(m_supportTo, "supportTo", &ProbabilityScene::supportTo);
    bind(m_from, "from", &ProbabilityScene::from);
    bind(m_to, "to", &ProbabilityScene::to);
    bind(m_quantile, "quantile", &ProbabilityScene::quantile);
}

/// What is dragged or typed is seen whole, not half grown.
void ProbabilityPage::showWholeArea() {
    if (std::get<ProbabilityScene>(store().scene().kind).view == ProbabilityView::Area) moveToOpening();
}

void ProbabilityPage::createPresets() {
    m_presets = addPresets(*this, QStringLiteral("probability"), PresetPlay::FromStart);
    m_view = addSegments(*this, tr("Watch"),
                         {{tr("area"), tr("The probability as an area, and as a difference of heights")},
                          {tr("samples"), tr("Numbers drawn at random: a histogram that becomes the density")}});
    connect(m_view, &SegmentedChoice::chosen, this, [this](int index) {
        change<ProbabilityScene>({}, [index](ProbabilityScene& probability) { probability.view = static_cast<ProbabilityView>(index); });
        player().toStart();
        player().play();
    });
}

void ProbabilityPage::createDistribution() {
    m_family = new QComboBox(this);
    m_family->setAccessibleName(tr("Distribution"));
    for (const DistributionOffer& offer : distributionOffers()) {
        m_family->addItem(plainMessageText(offer.title), textOf(offer.name));
        m_family->setItemData(m_family->count() - 1, plainMessageText(offer.meaning), Qt::ToolTipRole);
    }
    auto* group = new FieldGroup(tr("Distribution"), FieldGroup::CaptionPlace::Above, this);
    group->addControl(m_family);
    panel().addControl(group);
    connect(m_family, &QComboBox::activated, this, [this](int index) {
        const std::string name = m_family->itemData(index).toString().toStdString();
        change<ProbabilityScene>({}, [&name](ProbabilityScene& probability) { probability = onDistribution(probability, name); });
    });
    m_parameters = new ParameterControls(ParameterControls::Part::All, this);
    panel().addTight(m_parameters, SidePanel::Width::Wide);
    connect(m_parameters, &ParameterControls::changed, this, [this](const QString& parameter, double value) {
        change<ProbabilityScene>(QStringLiteral("parameter ") + parameter, [&parameter, value](ProbabilityScene& probability) {
            probability.distribution.parameters[parameter.toStdString()] = value;
        });
    });
    connect(m_parameters, &ParameterControls::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_parameters, &ParameterControls::gestureEnded, &store(), &SceneStore::endGesture);
}

void ProbabilityPage::createTyped() {
    m_function = new ExpressionEdit(tr("Density, up to a factor"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Density, up to a factor"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_typedGroup = function;
    m_supportFrom = new NumberField(tr("Lives from"), this);
    m_supportTo = new NumberField(tr("Lives to"), this);
    auto* support = new FieldGroup(tr("Lives from, to"), FieldGroup::CaptionPlace::Above, this);
    for (NumberField* field : {m_supportFrom, m_supportTo}) {
        field->setInfinity(NumberField::Infinity::Allow);
        field->setToolTip(tr("Outside the density is 0; inf for no end"));
        support->addField(field);
    }
    panel().addTight(support);
    m_supportGroup = support;
}

void ProbabilityPage::createBounds() {
    m_from = new NumberField(tr("From a"), this);
    m_to = new NumberField(tr("To b"), this);
    m_from->setPrefix(QStringLiteral("a"));
    m_to->setPrefix(QStringLiteral("b"));
    auto* bounds = new FieldGroup(tr("From a, to b"), FieldGroup::CaptionPlace::Above, this);
    for (NumberField* field : {m_from, m_to}) {
        field->setInfinity(NumberField::Infinity::Allow);
        bounds->addField(field);
    }
    panel().addControl(bounds);
    m_quantile = new NumberField(tr("Quantile of p"), this);
    m_quantile->setToolTip(tr("The x that has this much of the area left of it"));
    auto* quantile = new FieldGroup(tr("Quantile of p"), FieldGroup::CaptionPlace::Beside, this);
    quantile->addField(m_quantile);
    panel().addTight(quantile);
    m_quantileGroup = quantile;
}

void ProbabilityPage::createSampling() {
    m_samples = new ValueSlider(tr("Numbers drawn n"), {SliderScale::Kind::Logarithmic, {10, kMostSamples}, 2, true}, this);
    panel().addControl(m_samples, SidePanel::Width::Wide);
    connect(m_samples, &ValueSlider::valueMoved, this, [this](double value) {
        change<ProbabilityScene>(QStringLiteral("samples"), [value](ProbabilityScene& probability) {
            probability.samples = static_cast<int>(value);
            probability.count = probability.samples;
        });
    });
    connect(m_samples, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_samples, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
    m_seed = new QPushButton(tr("New seed"), this);
    m_seed->setToolTip(tr("Draws other numbers; the same seed gives the same numbers again"));
    panel().addTight(m_seed);
    connect(m_seed, &QPushButton::clicked, this,
            [this] { change<ProbabilityScene>({}, [](ProbabilityScene& probability) { probability = withNewSeed(probability); }); });
}

void ProbabilityPage::createFolded() {
    auto* group = new FieldGroup(tr("Show"), FieldGroup::CaptionPlace::Above, this);
    panel().addControl(group);
    const auto box = [this](const QString& text, bool ProbabilityScene::*setting) {
        auto* check = new MarkCheckBox(text, this);
        panel().addTight(check);
        connect(check, &QCheckBox::clicked, this, [this, setting](bool on) {
            change<ProbabilityScene>({}, [=](ProbabilityScene& probability) { probability.*setting = on; });
        });
        return check;
    };
    m_showMoments = box(tr("mean and deviation"), &ProbabilityScene::showMoments);
    m_showQuantile = box(tr("quantile"), &ProbabilityScene::showQuantile);
}

void ProbabilityPage::showScene(const Scene& scene) {
    const auto& probability = std::get<ProbabilityScene>(scene.kind);
    const bool isTyped = probability.distribution.name == kTypedDensity;
    const bool isSampled = probability.view == ProbabilityView::Samples;
    m_presets->showScene(scene);
    m_view->setCurrent(static_cast<int>(probability.view));
    m_family->setCurrentIndex(m_family->findData(textOf(probability.distribution.name)));
    m_parameters->showTable(probability.distribution.name, distributionParameters(probability.distribution.name),
                            probability.distribution.parameters);
    m_parameters->parentWidget()->setVisible(!isTyped);
    for (QWidget* typed : {m_typedGroup, m_supportGroup}) typed->parentWidget()->setVisible(isTyped);
    m_function->setValue(textOf(probability.function));
    m_supportFrom->setValue(textOf(probability.supportFrom));
    m_supportTo->setValue(textOf(probability.supportTo));
    m_from->setValue(textOf(probability.from));
    m_to->setValue(textOf(probability.to));
    m_quantile->setValue(textOf(probability.quantile));
    m_samples->setValue(probability.samples);
    m_quantileGroup->parentWidget()->setVisible(!isSampled && probability.showQuantile);
    m_samples->parentWidget()->setVisible(isSampled);
    m_seed->parentWidget()->setVisible(isSampled);
    m_showMoments->setChecked(probability.showMoments);
    m_showQuantile->setChecked(probability.showQuantile);
    m_showQuantile->parentWidget()->setVisible(!isSampled);
}

void ProbabilityPage::showMoment(const Frame& frame) { m_count = countOf(frame); }

Scene ProbabilityPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    if (m_count) std::get<ProbabilityScene>(scene.kind).count = *m_count;
    return scene;
}

}  // namespace calc
