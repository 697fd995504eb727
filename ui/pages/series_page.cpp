#include "ui/pages/series_page.h"

#include <cmath>

#include "core/expression/parser.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

constexpr Range kTerms{10, 400};
constexpr Range kDegrees{1, kHighestDegree};
constexpr double kFurthest = 1e6;  // of the first n

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// The first n: a whole number.
class FirstIndexField : public NumberField {
public:
    using NumberField::NumberField;

protected:
    std::optional<Error> check(const QString& text) const override {
        if (auto failed = NumberField::check(text)) return failed;
        const auto number = parseNumber(text.toStdString());
        if (number && *number == std::floor(*number) && *number >= -1000.0 && *number <= kFurthest) return std::nullopt;
        return Error{ErrorCode::BadValue, CALC_TEXT("The first n is a whole number, from -1000 to 1000000."), std::nullopt, {}};
    }
};

}  // namespace

SeriesPage::SeriesPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createViews();
    createSums();
    createTaylor();
}

void SeriesPage::createViews() {
    m_presets = addPresets(*this, QStringLiteral("series"), PresetPlay::AtOpening);
    m_view = addSegments(*this, tr("Watch"),
                         {{tr("sums"), tr("Terms, partial sums, and whether they settle")},
                          {tr("Taylor polynomials"), tr("Polynomials that approach a function")}});
    connect(m_view, &SegmentedChoice::chosen, this,
            [this](int index) { change<SeriesScene>({}, [index](SeriesScene& series) { series.view = static_cast<SeriesView>(index); }); });
}

void SeriesPage::createSums() {
    m_term = new ExpressionEdit(tr("Term"), {Variable::N}, this);
    auto* term = new FieldGroup(tr("Term, of n"), FieldGroup::CaptionPlace::Above, this);
    term->addField(m_term);
    panel().addControl(term);
    m_from = new FirstIndexField(tr("First n"), this);
    auto* from = new FieldGroup(tr("First n"), FieldGroup::CaptionPlace::Beside, this);
    from->addField(m_from);
    panel().addTight(from);
    m_acceleration = new SegmentedChoice(tr("Accelerate"), {tr("no"), tr("Aitken"), tr("Levin")}, {3}, this);
    m_acceleration->setSegmentToolTip(1, tr("From three sums, as if the rest were geometric"));
    m_acceleration->setSegmentToolTip(2, tr("From up to eleven sums; also for rests that fall slowly"));
    auto* acceleration = new FieldGroup(tr("Accelerate"), FieldGroup::CaptionPlace::Above, this);
    acceleration->addControl(m_acceleration);
    panel().addControl(acceleration);
    m_terms = new ValueSlider(tr("Terms shown"), {SliderScale::Kind::Logarithmic, kTerms, 2, true}, this);
    panel().addControl(m_terms, SidePanel::Width::Wide);
    bindCount(m_terms, QStringLiteral("terms"), &SeriesScene::terms);
    bindField(m_term, "term", [](Scene& changed, const std::string& text) { std::get<SeriesScene>(changed.kind).term = text; });
    bindField(m_from, "from", [](Scene& changed, const std::string& text) {
        std::get<SeriesScene>(changed.kind).from = static_cast<int>(parseNumber(text) ? *parseNumber(text) : 1.0);
    });
    connect(m_acceleration, &SegmentedChoice::chosen, this, [this](int index) {
        change<SeriesScene>({}, [index](SeriesScene& series) { series.acceleration = static_cast<Acceleration>(index); });
    });
}

void SeriesPage::createTaylor() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_centre = new NumberField(tr("Centre a"), this);
    m_centre->setToolTip(tr("Where all derivatives agree. Drag the ring on the curve, too."));
    auto* centre = new FieldGroup(tr("Centre a"), FieldGroup::CaptionPlace::Beside, this);
    centre->addField(m_centre);
    panel().addTight(centre);
    m_degree = new ValueSlider(tr("Highest degree"), {SliderScale::Kind::Linear, kDegrees, 2, true}, this);
    panel().addControl(m_degree, SidePanel::Width::Wide);
    bindCount(m_degree, QStringLiteral("degree"), &SeriesScene::degree);
    bindField(m_function, "function", [](Scene& changed, const std::string& text) {
        auto& series = std::get<SeriesScene>(changed.kind);
        series.function = text;
        // Another function has another interval of convergence.
        series.xRange.reset();
        series.yRange.reset();
    });
    bindField(m_centre, "centre", [](Scene& changed, const std::string& text) { std::get<SeriesScene>(changed.kind).centre = text; });
}

void SeriesPage::bindCount(ValueSlider* slider, const QString& gesture, int SeriesScene::*setting) {
    connect(slider, &ValueSlider::valueMoved, this, [this, gesture, setting](double value) {
        change<SeriesScene>(gesture, [=](SeriesScene& series) { series.*setting = static_cast<int>(value); });
    });
    connect(slider, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(slider, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
}

void SeriesPage::showScene(const Scene& scene) {
    const auto& series = std::get<SeriesScene>(scene.kind);
    const bool taylor = series.view == SeriesView::Taylor;
    m_presets->showScene(scene);
    m_view->setCurrent(static_cast<int>(series.view));
    m_term->setValue(textOf(series.term));
    m_from->setValue(QString::number(series.from));
    m_acceleration->setCurrent(static_cast<int>(series.acceleration));
    m_terms->setValue(series.terms);
    m_function->setValue(textOf(series.function));
    m_centre->setValue(textOf(series.centre));
    m_degree->setValue(series.degree);
    showGroupOf(m_term, !taylor);
    showGroupOf(m_from, !taylor);
    showGroupOf(m_acceleration, !taylor);
    showGroupOf(m_function, taylor);
    showGroupOf(m_centre, taylor);
    m_terms->parentWidget()->setVisible(!taylor);
    m_degree->parentWidget()->setVisible(taylor);
}

Scene SeriesPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    auto& series = std::get<SeriesScene>(scene.kind);
    // Terms are counted from one, degrees from zero.
    series.shown = series.view == SeriesView::Taylor ? countAtPlayhead() : countAtPlayhead() - series.from + 1;
    return scene;
}

}  // namespace calc
