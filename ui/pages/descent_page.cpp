#include "ui/pages/descent_page.h"

#include <QComboBox>
#include <QMenu>
#include <algorithm>

#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/fold_group.h"
#include "ui/controls/optimizer_list.h"
#include "ui/controls/parameter_controls.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"
#include "ui/pages/remedy_button.h"

namespace calc {
namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// The optimizer whose step is shown.
const OptimizerChoice* shownOptimizer(const DescentScene& scene) {
    const auto index = static_cast<std::size_t>(std::max(0, scene.shown));
    return index < scene.optimizers.size() ? &scene.optimizers[index] : nullptr;
}

}  // namespace

DescentPage::DescentPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent), m_choices(surfaceChoices()) {
    createTask();
    createSurface();
    createOptimizers();
    createView();
    createOtherParameters();
    createSchedule();
    createArrows();
    createStarts();
    createCompare();
    bindField(m_function, "function", [](Scene& changed, const std::string& text) {
        auto& descent = std::get<DescentScene>(changed.kind);
        descent = onTypedSurface(descent, text);
    });
    bindField(m_startX, "startX", [](Scene& changed, const std::string& text) { std::get<DescentScene>(changed.kind).startX = text; });
    bindField(m_startY, "startY", [](Scene& changed, const std::string& text) { std::get<DescentScene>(changed.kind).startY = text; });
}

void DescentPage::changeDescent(const QString& gesture, const std::function<void(DescentScene&)>& apply) {
    change<DescentScene>(gesture, apply);
}

void DescentPage::createTask() {
    m_task = new TaskCard(tr("Task"), {}, Role::Derivatives, this);
    panel().addControl(m_task, SidePanel::Width::Wide);
}

void DescentPage::createSurface() {
    m_surface = new QComboBox(this);
    m_surface->setAccessibleName(tr("Surface"));
    m_surface->setMaxVisibleItems(24);
    for (const SurfaceChoice& choice : m_choices) {
        m_surface->addItem(messageText(choice.title), textOf(choice.name));
        m_surface->setItemData(m_surface->count() - 1, messageText(choice.teaches), Qt::ToolTipRole);
    }
    m_surface->addItem(tr("your own f(x, y)"), textOf(std::string(kTypedSurface)));
    connect(m_surface, &QComboBox::activated, this, [this](int index) {
        const std::string name = m_surface->itemData(index).toString().toStdString();
        changeDescent({}, [&name](DescentScene& descent) {
            descent = name == kTypedSurface ? onTypedSurface(descent, functionText(descent)) : onSurface(descent, name);
        });
    });
    auto* surface = new FieldGroup(tr("Surface f(x, y)"), FieldGroup::CaptionPlace::Above, this);
    surface->addControl(m_surface);
    panel().addControl(surface);

    m_function = new ExpressionEdit(tr("Function f(x, y)"), {Variable::X, Variable::Y}, this);
    auto* function = new FieldGroup({}, FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addTight(function);

    m_condition = new ValueSlider(tr("Condition number"), {SliderScale::Kind::Logarithmic, {1, 1000}, 2, false}, this);
    m_condition->setHelp(tr("How much steeper it is across than along"));
    connect(m_condition, &ValueSlider::valueMoved, this, [this](double value) {
        changeDescent(QStringLiteral("condition"), [value](DescentScene& descent) { descent.conditionNumber = value; });
    });
    bindGesture(m_condition);
    panel().addTight(m_condition, SidePanel::Width::Wide);

    m_startX = new NumberField(tr("Start x"), this);
    m_startY = new NumberField(tr("Start y"), this);
    m_startX->setPrefix(QStringLiteral("x"));
    m_startY->setPrefix(QStringLiteral("y"));
    auto* start = new FieldGroup(tr("Start"), FieldGroup::CaptionPlace::Beside, this);
    start->addField(m_startX);
    start->addField(m_startY);
    panel().addTight(start);
}

void DescentPage::createOptimizers() {
    m_optimizers = new OptimizerList(this);
    panel().addControl(m_optimizers, SidePanel::Width::Wide);
    connect(m_optimizers, &OptimizerList::chosen, this,
            [this](int index) { changeDescent({}, [index](DescentScene& descent) { descent.shown = index; }); });
    connect(m_optimizers, &OptimizerList::removeAsked, this,
            [this](int index) { changeDescent({}, [index](DescentScene& descent) { descent = withoutOptimizer(descent, index); }); });
    connect(m_optimizers, &OptimizerList::addAsked, this, &DescentPage::offerOptimizers);

    m_parameters = new ParameterControls(ParameterControls::Part::Main, this);
    bindParameters(*m_parameters);
    panel().addControl(m_parameters, SidePanel::Width::Wide);
    m_stop = new TaskCard(tr("Stopped"), {}, Role::Undecided, this);
    panel().addTight(m_stop, SidePanel::Width::Wide);
    panel().setDroppable(m_stop);
    m_remedy = new RemedyButton(*this);
    panel().addTight(m_remedy);
}

void DescentPage::bindParameters(ParameterControls& controls) {
    connect(&controls, &ParameterControls::changed, this, [this](const QString& parameter, double value) {
        changeDescent(parameter, [&parameter, value](DescentScene& descent) {
            const auto index = static_cast<std::size_t>(descent.shown);
            if (index < descent.optimizers.size()) descent.optimizers[index].parameters[parameter.toStdString()] = value;
        });
    });
    connect(&controls, &ParameterControls::gestureBegan, &store(), &SceneStore::beginGesture);
    connect(&controls, &ParameterControls::gestureEnded, &store(), &SceneStore::endGesture);
}

void DescentPage::offerOptimizers(const QPoint& globalPosition) {
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    for (const OptimizerOffer& offer : optimizerOffers()) {
        QAction* action = menu.addAction(offer.title);
        action->setToolTip(offer.help);
        connect(action, &QAction::triggered, this, [this, name = offer.name.toStdString()] {
            changeDescent({}, [&name](DescentScene& descent) { descent = withOptimizer(descent, name); });
        });
    }
    menu.exec(globalPosition);
}

void DescentPage::showSurface(const DescentScene& descent) {
    m_surface->setCurrentIndex(std::max(0, m_surface->findData(textOf(descent.surface))));
    m_function->setValue(textOf(functionText(descent)));
    const auto choice =
        std::find_if(m_choices.begin(), m_choices.end(), [&descent](const SurfaceChoice& each) { return each.name == descent.surface; });
    const bool hasCondition = choice != m_choices.end() && choice->condition;
    m_condition->parentWidget()->setVisible(hasCondition);
    m_condition->setValue(descent.conditionNumber);
}

void DescentPage::showScene(const Scene& scene) {
    const auto& descent = std::get<DescentScene>(scene.kind);
    showSurface(descent);
    m_startX->setValue(textOf(descent.startX));
    m_startY->setValue(textOf(descent.startY));
    m_task->parentWidget()->setVisible(descent.goal.has_value());
    m_view->setCurrent(static_cast<int>(descent.view));
    m_stageRow->parentWidget()->setVisible(descent.view == DescentView::Step);
    const bool full = descent.optimizers.size() >= kMostOptimizers;
    m_optimizers->setAddEnabled(!full,
                                full ? tr("More than %1 at once cannot be told apart").arg(kMostOptimizers) : tr("One more into the race"));
    showFolded(descent);
    const OptimizerChoice* shown = shownOptimizer(descent);
    if (!shown) return;
    m_parameters->show(shown->name, shown->parameters);
    m_otherParameters->show(shown->name, shown->parameters);
    m_othersGroup->setVisible(!m_otherParameters->isEmpty());
}

void DescentPage::showLimit(const Frame& frame) {
    ValueSlider* rate = m_parameters->slider("learning_rate");
    if (!rate) return;
    std::optional<TrackSlider::Limit> limit;
    for (const Readout& readout : frame.readouts) {
        const auto* number = readout.id == "limit" && !readout.value.arguments.empty()
                                 ? std::get_if<NumberArgument>(&readout.value.arguments.front())
                                 : nullptr;
        if (number) limit = TrackSlider::Limit{number->value, tr("limit here %1").arg(messageText(readout.value))};
    }
    rate->track().setLimit(limit);
}

void DescentPage::showCards(const Frame& frame) {
    if (frame.task)
        m_task->setContent(tr("Task"), plainMessageText(frame.task->text) + QLatin1Char('\n') + plainMessageText(frame.task->state),
                           frame.task->role == Role::Undecided ? Role::Derivatives : frame.task->role);
    // The last verdict is that of the run's end; a view may have one of its own on the stage.
    const bool ended = frame.verdicts.size() > (frame.panels.back().id == "along" ? 1U : 0U);
    if (ended) {
        const Verdict& verdict = frame.verdicts.back();
        m_stop->setContent(plainMessageText(verdict.title), plainMessageText(verdict.reason), verdict.role);
    }
    m_stop->parentWidget()->setVisible(ended);
    // What flew off, or will, is brought back with one click.
    const bool isLost =
        std::any_of(frame.verdicts.begin(), frame.verdicts.end(), [](const Verdict& verdict) { return verdict.role == Role::Bad; });
    m_remedy->showFor(isLost);
}

void DescentPage::showMoment(const Frame& frame) {
    m_optimizers->show(frame.series);
    showLimit(frame);
    showCards(frame);
    if (!frame.stage) return;
    m_stageName->setText(frame.stage->done == 0 ? tr("whole step") : tr("stage %1 of %2").arg(frame.stage->done).arg(frame.stage->count));
}

}  // namespace calc
