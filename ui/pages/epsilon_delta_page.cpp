#include "ui/pages/epsilon_delta_page.h"

#include <QComboBox>
#include <QPushButton>
#include <algorithm>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "core/scene/epsilon_delta_examples.h"
#include "core/scene/epsilon_delta_prepare.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/expression_edit.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/texts.h"
#include "ui/controls/value_slider.h"

namespace calc {
namespace {

constexpr Range kBounds{1e-6, 10.0};
constexpr Range kTypedBounds{1e-300, 1e300};
// In the order in which they are offered.
constexpr ApproachSide kSides[] = {ApproachSide::Left, ApproachSide::Both, ApproachSide::Right};

QString textOf(const std::string& text) { return QString::fromStdString(text); }

/// Half of what a band of the Frame is wide, or all of it where it lies on one side.
std::optional<double> boundOf(const Frame& frame, const char* band, bool isHalf) {
    const Panel* panel = findPanel(frame, "bands");
    if (!panel) return {};
    for (const Mark& mark : panel->moving) {
        const auto* found = std::get_if<Band>(&mark);
        if (found && found->id == band) return (isHalf ? 0.5 : 1.0) * found->range.length();
    }
    return {};
}

}  // namespace

EpsilonDeltaPage::EpsilonDeltaPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createExamples();
    createClaim();
    createBands();
    createGame();
    createFolded();
    const auto claim = [](std::string EpsilonDeltaScene::*setting) {
        return [setting](Scene& changed, const std::string& text) {
            auto& bands = std::get<EpsilonDeltaScene>(changed.kind);
            bands.*setting = text;
            bands.xRange.reset();
            bands.yRange.reset();
        };
    };
    bindField(m_function, "function", claim(&EpsilonDeltaScene::function));
    bindField(m_to, "to", claim(&EpsilonDeltaScene::to));
    bindField(m_limit, "limit", claim(&EpsilonDeltaScene::limit));
    // A band that is dragged is the Scene's own, wherever the playhead stood.
    connect(&stage(), &StageView::handleMoved, this, [this] { moveToOpening(); });
}

void EpsilonDeltaPage::createExamples() {
    m_examples = new QComboBox(this);
    m_examples->setAccessibleName(tr("Try a claim"));
    m_examples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_examples->setMinimumContentsLength(8);
    m_examples->setMaxVisibleItems(24);
    m_examples->setPlaceholderText(tr("your own claim"));
    for (const EpsilonDeltaExample& example : epsilonDeltaExamples()) m_examples->addItem(plainMessageText(exampleTitle(example)));
    auto* group = new FieldGroup(tr("Try a claim"), FieldGroup::CaptionPlace::Above, this);
    group->addControl(m_examples);
    panel().addControl(group);
    connect(m_examples, &QComboBox::activated, this, &EpsilonDeltaPage::chooseExample);
}

void EpsilonDeltaPage::createClaim() {
    m_function = new ExpressionEdit(tr("Function f(x)"), {Variable::X}, this);
    auto* function = new FieldGroup(tr("Function f(x)"), FieldGroup::CaptionPlace::Above, this);
    function->addField(m_function);
    panel().addControl(function);
    m_to = new NumberField(tr("Point a"), this);
    m_limit = new NumberField(tr("Limit L"), this);
    m_to->setPrefix(QStringLiteral("a"));
    m_limit->setPrefix(QStringLiteral("L"));
    auto* place = new FieldGroup(tr("Point a, limit L"), FieldGroup::CaptionPlace::Above, this);
    place->addField(m_to);
    place->addField(m_limit);
    panel().addControl(place);
}

void EpsilonDeltaPage::createBands() {
    const auto slider = [this](const QString& name, Role role) {
        auto* made = new ValueSlider(name, {SliderScale::Kind::Logarithmic, kBounds, 3, false}, this);
        made->setTypedRange(kTypedBounds);
        made->setToolTip(role == Role::Epsilon ? tr("How near the values have to come") : tr("How near x has to be for that"));
        panel().addControl(made, SidePanel::Width::Wide);
        connect(made, &ValueSlider::gestureBegan, &store(), &SceneStore::beginGesture);
        connect(made, &ValueSlider::gestureEnded, &store(), &SceneStore::endGesture);
        return made;
    };
    m_epsilon = slider(tr("ε, log scale"), Role::Epsilon);
    m_delta = slider(tr("δ, log scale"), Role::Delta);
    connect(m_epsilon, &ValueSlider::valueMoved, this, &EpsilonDeltaPage::setEpsilon);
    connect(m_delta, &ValueSlider::valueMoved, this, &EpsilonDeltaPage::setDelta);
    m_follows = new MarkCheckBox(tr("largest δ follows ε"), this);
    panel().addTight(m_follows);
    connect(m_follows, &QCheckBox::clicked, this, [this](bool on) {
        const double delta = m_delta->value();
        change<EpsilonDeltaScene>({}, [on, delta](EpsilonDeltaScene& bands) {
            if (!on) bands = withDelta(bands, shortest(delta));
            bands.deltaFollows = on;
        });
    });
}

void EpsilonDeltaPage::createGame() {
    m_player = new SegmentedChoice(tr("Who plays ε?"), {tr("you"), tr("program")}, {2}, this);
    m_player->setSegmentToolTip(0, tr("You name ε, the program answers with δ"));
    m_player->setSegmentToolTip(1, tr("The program names ε, you answer with δ"));
    auto* player = new FieldGroup(tr("Who plays ε?"), FieldGroup::CaptionPlace::Above, this);
    player->addControl(m_player);
    panel().addControl(player);
    connect(m_player, &SegmentedChoice::chosen, this, [this](int index) {
        change<EpsilonDeltaScene>({}, [index](EpsilonDeltaScene& bands) {
            bands.epsilonBy = static_cast<EpsilonPlayer>(index);
            bands.view = EpsilonDeltaView::Game;
            bands.round = 0;
        });
    });
    m_next = new QPushButton(tr("Name the next ε"), this);
    panel().addTight(m_next);
    connect(m_next, &QPushButton::clicked, this, &EpsilonDeltaPage::nameNextEpsilon);
    m_proof = new QPushButton(tr("Watch the proof"), this);
    m_proof->setDefault(true);
    panel().addTight(m_proof);
    connect(m_proof, &QPushButton::clicked, this, &EpsilonDeltaPage::watchProof);
}

void EpsilonDeltaPage::createFolded() {
    const QString heading = tr("Swap the quantifiers, one-sided");
    m_swapped = new MarkCheckBox(tr("one δ for every ε"), this);
    m_swapped->setToolTip(tr("First δ, then every ε: what changes when the order is turned around"));
    panel().addFolded(heading, m_swapped);
    connect(m_swapped, &QCheckBox::clicked, this, [this](bool on) {
        change<EpsilonDeltaScene>({}, [on](EpsilonDeltaScene& bands) {
            bands.view = on ? EpsilonDeltaView::Swapped : EpsilonDeltaView::Game;
            bands.epsilonBy = EpsilonPlayer::You;
        });
        player().toStart();
        if (on) player().play();
    });
    m_side = new SegmentedChoice(tr("x comes"), {tr("from the left"), tr("from both"), tr("from the right")}, {3}, this);
    panel().addFolded(heading, m_side);
    connect(m_side, &SegmentedChoice::chosen, this, [this](int index) {
        change<EpsilonDeltaScene>({}, [index](EpsilonDeltaScene& bands) {
            bands.side = kSides[index];
            bands.xRange.reset();
            bands.yRange.reset();
        });
    });
}

void EpsilonDeltaPage::chooseExample(int index) {
    const EpsilonDeltaExample& example = epsilonDeltaExamples()[static_cast<std::size_t>(index)];
    moveToOpening();
    store().change(Scene{plainMessageText(exampleTitle(example)).toStdString(), exampleScene(example)}, {});
}

void EpsilonDeltaPage::setEpsilon(double value) {
    moveToOpening();
    change<EpsilonDeltaScene>(QStringLiteral("epsilon"),
                              [value](EpsilonDeltaScene& bands) { bands = withEpsilon(bands, shortest(value)); });
}

void EpsilonDeltaPage::setDelta(double value) {
    moveToOpening();
    change<EpsilonDeltaScene>(QStringLiteral("delta"), [value](EpsilonDeltaScene& bands) { bands = withDelta(bands, shortest(value)); });
}

void EpsilonDeltaPage::watchProof() {
    const bool isProof = std::get<EpsilonDeltaScene>(store().scene().kind).view == EpsilonDeltaView::Proof;
    change<EpsilonDeltaScene>(
        {}, [isProof](EpsilonDeltaScene& bands) { bands.view = isProof ? EpsilonDeltaView::Game : EpsilonDeltaView::Proof; });
    if (isProof) return;
    player().toStart();
    player().play();
}

void EpsilonDeltaPage::nameNextEpsilon() {
    if (!preparation().prepared()) return;
    player().toStart();
    store().change(withChallenge(store().scene(), *preparation().prepared()), {});
}

bool EpsilonDeltaPage::followsOpening() const { return std::get<EpsilonDeltaScene>(store().scene().kind).view != EpsilonDeltaView::Proof; }

void EpsilonDeltaPage::showScene(const Scene& scene) {
    const auto& bands = std::get<EpsilonDeltaScene>(scene.kind);
    m_function->setValue(textOf(bands.function));
    m_to->setValue(textOf(bands.to));
    m_limit->setValue(textOf(bands.limit));
    const auto examples = epsilonDeltaExamples();
    const auto same = std::find_if(examples.begin(), examples.end(), [&bands](const EpsilonDeltaExample& each) {
        return bands.function == each.function && bands.to == each.to && bands.limit == each.limit && bands.epsilon == each.epsilon;
    });
    m_examples->setCurrentIndex(same == examples.end() ? -1 : static_cast<int>(same - examples.begin()));
    const bool programPlays = bands.epsilonBy == EpsilonPlayer::Program;
    m_epsilon->setEnabled(!programPlays);
    m_follows->setEnabled(!programPlays && bands.view != EpsilonDeltaView::Swapped);
    m_follows->setChecked(bands.deltaFollows && !programPlays);
    m_player->setCurrent(static_cast<int>(bands.epsilonBy));
    m_next->parentWidget()->setVisible(programPlays);
    m_proof->parentWidget()->setVisible(!programPlays);
    m_proof->setText(bands.view == EpsilonDeltaView::Proof ? tr("Back to the game") : tr("Watch the proof"));
    m_swapped->setChecked(bands.view == EpsilonDeltaView::Swapped);
    m_side->setCurrent(bands.side == ApproachSide::Left ? 0 : (bands.side == ApproachSide::Both ? 1 : 2));
}

void EpsilonDeltaPage::showMoment(const Frame& frame) {
    const bool isBoth = std::get<EpsilonDeltaScene>(store().scene().kind).side == ApproachSide::Both;
    const std::optional<double> epsilon = boundOf(frame, "epsilon", true);
    const std::optional<double> delta = boundOf(frame, "delta", isBoth);
    if (epsilon && !m_epsilon->track().isSliderDown()) m_epsilon->setValue(*epsilon);
    if (m_delta->track().isSliderDown()) return;
    // Where no delta answers, the one that was last chosen stands ready.
    const Result<double> chosen = parseNumber(std::get<EpsilonDeltaScene>(store().scene().kind).delta);
    if (delta || chosen) m_delta->setValue(delta ? *delta : *chosen);
}

}  // namespace calc
