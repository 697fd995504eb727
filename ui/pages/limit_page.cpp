#include "ui/pages/limit_page.h"

#include <cmath>

#include "core/base/number_text.h"
#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

constexpr int kWidest = -1;   // the window of ±10
constexpr int kDeepest = 15;  // where doubles end
// In the order in which they are offered.
constexpr ApproachSide kSides[] = {ApproachSide::Left, ApproachSide::Both, ApproachSide::Right};

QString textOf(const std::string& text) { return QString::fromStdString(text); }
QString powerText(int depth) { return textOf(displayPowerOfTen(-depth)); }

}  // namespace

LimitPage::LimitPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPresets();
    createControls();
    createDepth();
    createView();
    bindField(m_function, "function", [](Scene& changed, const std::string& text) { std::get<LimitScene>(changed.kind).function = text; });
    bindField(m_to, "to", [](Scene& changed, const std::string& text) { std::get<LimitScene>(changed.kind).to = text; });
    connect(m_side, &SegmentedChoice::chosen, this,
            [this](int index) { change<LimitScene>({}, [index](LimitScene& limit) { limit.side = kSides[index]; }); });
    connect(m_height, &SegmentedChoice::chosen, this,
            [this](int index) { change<LimitScene>({}, [index](LimitScene& limit) { limit.height = static_cast<WindowHeight>(index); }); });
    connect(m_depth, &ValueSlider::valueMoved, this, &LimitPage::setDepth);
    connect(m_depth, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(m_depth, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void LimitPage::createPresets() {
    m_presets = addPresets(*this, QStringLiteral("limit"), PresetPlay::FromStart);
    m_presets->setMaxVisibleItems(24);
    m_presets->setPlaceholderText(tr("your own function"));
}

void LimitPage::createControls() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);

    m_to = new NumberField(tr("x tends to"), this);
    m_to->setInfinity(NumberField::Infinity::Allow);
    m_to->setToolTip(tr("A number, an expression such as pi/2, or inf"));
    auto* point = new FieldGroup(tr("x tends to"), FieldGroup::CaptionPlace::Beside, this);
    point->addField(m_to);
    panel().addControl(point);
    m_side = new SegmentedChoice(tr("Side"), {tr("left"), tr("both"), tr("right")}, {3}, this);
    panel().addTight(m_side);
}

void LimitPage::createDepth() {
    m_depth = new ValueSlider(tr("Zoom depth"), {SliderScale::Kind::Linear, {kWidest, kDeepest}, 2, true}, this);
    std::vector<TrackSlider::Tick> ticks;
    for (const int depth : {kWidest, 5, 10, kDeepest}) ticks.push_back({double(depth), powerText(depth)});
    m_depth->track().setTicks(ticks);
    m_depth->field().setReadOnly(true);
    m_depth->field().setFocusPolicy(Qt::NoFocus);
    panel().addControl(m_depth, SidePanel::Width::Wide);

    m_height = new SegmentedChoice(tr("Height of the window"), {tr("same zoom"), tr("stretched")}, {2}, this);
    m_height->setSegmentToolTip(0, tr("Height shrinks as the width does: a smooth curve becomes a straight line"));
    m_height->setSegmentToolTip(1, tr("The curve fills the height: its shape stays to be seen"));
    auto* height = new FieldGroup(tr("Height of the window"), FieldGroup::CaptionPlace::Above, this);
    height->addControl(m_height);
    panel().addControl(height);
}

void LimitPage::createView() {
    m_view = new SegmentedChoice(tr("Watch"), {tr("values"), tr("tangent"), tr("doubles")}, {3}, this);
    m_view->setSegmentToolTip(0, tr("Both sides close in: points, table and verdict"));
    m_view->setSegmentToolTip(1, tr("How the curve becomes its tangent, or stays a corner"));
    m_view->setSegmentToolTip(2, tr("What the computer sees: rounding and cancellation, beside the accurate values"));
    auto* view = new FieldGroup(tr("Watch"), FieldGroup::CaptionPlace::Above, this);
    view->addControl(m_view);
    panel().addControl(view);
    connect(m_view, &SegmentedChoice::chosen, this,
            [this](int index) { change<LimitScene>({}, [index](LimitScene& limit) { limit.view = static_cast<LimitView>(index); }); });
    m_showApproach = new MarkCheckBox(tr("approaching points"), this);
    panel().addTight(m_showApproach);
    connect(m_showApproach, &QCheckBox::clicked, this,
            [this](bool on) { change<LimitScene>({}, [on](LimitScene& limit) { limit.showApproach = on; }); });
}

void LimitPage::setDepth(double value) {
    const int depth = static_cast<int>(value);
    player().pause();
    m_depth->setValueText(powerText(depth));
    if (std::get<LimitScene>(store().scene().kind).depth == depth)
        moveToOpening();
    else
        change<LimitScene>(QStringLiteral("depth"), [depth](LimitScene& limit) {
            limit.depth = depth;
            limit.deepest = std::max(limit.deepest, depth);
        });
}

void LimitPage::showScene(const Scene& scene) {
    const auto& limit = std::get<LimitScene>(scene.kind);
    m_function->setValue(textOf(limit.function));
    m_to->setValue(textOf(limit.to));
    m_side->setCurrent(limit.side == ApproachSide::Left ? 0 : (limit.side == ApproachSide::Both ? 1 : 2));
    m_height->setCurrent(static_cast<int>(limit.height));
    m_showApproach->setChecked(limit.showApproach);
    m_showApproach->setEnabled(limit.view == LimitView::Values);
    m_height->setEnabled(limit.view == LimitView::Values);
    m_view->setCurrent(static_cast<int>(limit.view));
    m_presets->showScene(scene);
}

void LimitPage::showMoment(const Frame&) {
    // One stop for each power of ten, the first of them the widest window; between two the nearer one counts.
    const Timeline& timeline = player().timeline();
    const int step = stepAt(timeline, player().time());
    const bool nearerToNext = stopTime(timeline, step + 1) - player().time() < player().time() - stopTime(timeline, step);
    const int depth = kWidest + step + (nearerToNext ? 1 : 0);
    if (m_depth->track().isSliderDown()) return;
    m_depth->setValue(depth);
    m_depth->setValueText(powerText(depth));
}

Scene LimitPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    std::get<LimitScene>(scene.kind).depth = static_cast<int>(std::lround(m_depth->value()));
    return scene;
}

}  // namespace calc
