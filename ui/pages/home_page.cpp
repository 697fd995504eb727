#include "ui/pages/home_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/text_label.h"
#include "ui/controls/texts.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/scene_card.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

constexpr double kRunSeconds = 7.0;   // a picture's whole time takes so long here
constexpr double kRestSeconds = 2.0;  // and stands at its end
constexpr int kRounds = 3;            // then it rests until it is pointed at
constexpr int kColumns = 3;
constexpr int kLargeRow = 2;
constexpr int kFirstSmallRow = 3;
// Heights at 1080 lines: with the title they let the second small row show that there is more below.
constexpr int kLargeHeight = 520;
constexpr int kSmallHeight = 216;
constexpr double kFrameSeconds = 1.0 / 35.0;

Timeline roundsOf() {
    Timeline timeline;
    timeline.duration = kRounds * (kRunSeconds + kRestSeconds);
    timeline.stops = {0.0, timeline.duration};
    return timeline;
}

}  // namespace

/// A card and the Scene of its picture.
struct HomePage::Entry {
    SceneCard* card;
    Scene scene;
    double shift = 0.0;  ///< so that the pictures do not move in step
    bool lives = false;
};

HomePage::HomePage(QWidget* parent)
    : QWidget(parent),
      m_scroll(new QScrollArea(this)),
      m_body(new QWidget(m_scroll)),
      m_title(new TextLabel(tr("See the calculus behind machine learning"), {44, 600, Token::Ink}, m_body)),
      m_subtitle(new TextLabel(tr("Pick one. Everything on it can be dragged."), {22, 400, Token::Ink2}, m_body)),
      m_grid(new QGridLayout(m_body)) {
    createScroll();
    m_title->setRoom({5, 0, 0, 0});
    m_subtitle->setRoom({5, 0, 0, 28});
    m_grid->addWidget(m_title, 0, 0, 1, kColumns);
    m_grid->addWidget(m_subtitle, 1, 0, 1, kColumns);
    createConceptCards();
    createSmallCards();
    arrangeSmallCards();
    for (int column = 0; column < kColumns; ++column) m_grid->setColumnStretch(column, 1);
    m_player.setTimeline(roundsOf());
    connect(&m_player, &Player::timeChanged, this, &HomePage::showTime);
    connect(&m_preparation, &BackgroundPreparation::ready, this, [this] {
        Entry& entry = *m_entries[m_next++];
        entry.card->setPrepared(m_preparation.sharedPrepared());
        if (m_left && entry.card == m_continue) entry.card->showTime(m_left->time);
        prepareNext();
    });
    connect(&m_preparation, &BackgroundPreparation::failed, this, [this] {
        ++m_next;
        prepareNext();
    });
    applyChrome();
}

HomePage::~HomePage() = default;

void HomePage::createScroll() {
    m_scroll->setWidget(m_body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_body->setAutoFillBackground(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
}

HomePage::Entry& HomePage::addEntry(SceneCard* card, const Scene& scene) {
    m_cards.push_back(card);
    m_entries.push_back(std::make_unique<Entry>(Entry{card, scene}));
    connect(card, &SceneCard::pointedAt, this, [this] {
        if (!m_player.isPlaying() && chrome().motion) m_player.play();
    });
    return *m_entries.back();
}

void HomePage::createConceptCards() {
    struct Row {
        const char* page;
        SceneCard::Words words;
    };
    const Row rows[] = {
        {"curve-descent",
         {tr("Derivatives"), tr("How fast is the loss falling, here?"), tr("The step that an optimizer\ntakes 100 000 times.")}},
        {"area", {tr("Integrals"), tr("How much is it, all together?"), tr("Sums become areas, and\nareas become probabilities.")}},
        {"limit", {tr("Limits"), tr("Does it settle, and where?"), tr("When training converges,\nand when it explodes.")}},
    };
    int column = 0;
    for (const Row& row : rows) {
        const PageInfo& page = *findPage(QLatin1String(row.page));
        m_large.append(page.id);
        auto* card = new SceneCard(SceneCard::Form::Large, conceptRole(page.id), row.words, m_body);
        m_grid->addWidget(card, kLargeRow, column++);
        Entry& entry = addEntry(card, openingScene(page));
        entry.lives = true;
        entry.shift = 0.8 * column;
        connect(card, &QAbstractButton::clicked, this, [this, id = page.id] { emit pageChosen(id); });
    }
}

/// The column of a page's concept: that of its large card.
int HomePage::columnOf(const PageInfo& page) const {
    for (int column = 0; column < kColumns; ++column)
        if (conceptRole(m_large[column]) == conceptRole(page.id)) return column;
    return 0;
}

void HomePage::createSmallCards() {
    m_continue = new SceneCard(SceneCard::Form::Small, Role::Accent, {tr("Continue"), {}, {}}, m_body);
    m_continue->hide();
    connect(m_continue, &QAbstractButton::clicked, this, &HomePage::continueChosen);
    m_small.resize(kColumns);
    const auto addCard = [this](const PageInfo& page, const Scene& scene, const SceneCard::Words& words) {
        auto* card = new SceneCard(SceneCard::Form::Small, conceptRole(page.id), words, m_body);
        m_small[static_cast<std::size_t>(columnOf(page))].push_back(card);
        addEntry(card, scene);
        return card;
    };
    for (const PageInfo& page : pages()) {
        if (m_large.contains(page.id)) continue;
        const Scene scene = openingScene(page);
        const SceneCard::Words words{
            QCoreApplication::translate("Pages", page.title.toUtf8().constData()), {}, QString::fromStdString(scene.title)};
        connect(addCard(page, scene, words), &QAbstractButton::clicked, this, [this, id = page.id] { emit pageChosen(id); });
    }
    // Examples fill the columns that have fewer pages.
    for (const QString& name : {QStringLiteral("descent-rosenbrock"), QStringLiteral("descent-basins"), QStringLiteral("area-bell")}) {
        const Result<Scene> scene = builtInScene(name);
        if (!scene) continue;
        const PageInfo& page = pageOf(*scene);
        const SceneCard::Words words{QString::fromStdString(scene->title), {}, page.title};
        connect(addCard(page, *scene, words), &QAbstractButton::clicked, this, [this, name] { emit sceneChosen(name); });
    }
}

/// Each under the large card of its concept; "Continue" comes first, and the example that then finds no place in the first column steps
/// back.
void HomePage::arrangeSmallCards() {
    std::size_t rows = 0;
    for (const auto& column : m_small) rows = std::max(rows, column.size());
    for (std::size_t column = 0; column < m_small.size(); ++column) {
        std::size_t row = 0;
        const auto place = [&](SceneCard* card) {
            m_grid->removeWidget(card);
            card->setVisible(row < rows);
            if (row < rows) m_grid->addWidget(card, kFirstSmallRow + static_cast<int>(row), static_cast<int>(column));
            ++row;
        };
        if (column == 0 && m_left) place(m_continue);
        for (SceneCard* card : m_small[column]) place(card);
    }
    m_smallRows = static_cast<int>(rows);
    m_grid->setRowStretch(kLargeRow, kLargeHeight);
    for (int row = 0; row < m_smallRows; ++row) m_grid->setRowStretch(kFirstSmallRow + row, kSmallHeight);
}

void HomePage::setLeft(const std::optional<Left>& left) {
    m_left = left;
    m_continue->setVisible(left.has_value());
    arrangeSmallCards();
    if (!left) return;
    m_continue->setText(QString::fromStdString(left->scene.title));
    std::erase_if(m_entries, [this](const auto& entry) { return entry->card == m_continue; });
    std::erase(m_cards, m_continue);
    m_next = std::min(m_next, m_entries.size());
    addEntry(m_continue, left->scene);
    if (m_started) prepareNext();
}

void HomePage::setShown(bool shown) {
    if (!shown)
        m_player.pause();
    else if (chrome().motion)
        m_player.play();
}

void HomePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_started) return;
    m_started = true;
    // The window is painted first; its pictures come as they are ready.
    QMetaObject::invokeMethod(this, &HomePage::prepareNext, Qt::QueuedConnection);
}

void HomePage::prepareNext() {
    if (m_next < m_entries.size() && !m_preparation.isBusy()) m_preparation.request(m_entries[m_next]->scene);
}

void HomePage::showTime(double time) {
    // Three pictures at once: every second tick is enough for the eye.
    if (std::fabs(time - m_shownTime) < kFrameSeconds) return;
    m_shownTime = time;
    for (const auto& entry : m_entries) {
        if (!entry->lives || !entry->card->hasPicture()) continue;
        const double within = std::fmod(time + entry->shift, kRunSeconds + kRestSeconds);
        entry->card->showPhase(std::min(1.0, within / kRunSeconds));
    }
}

void HomePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void HomePage::applyChrome() {
    const Chrome& c = chrome();
    const int side = c.px(72) - c.ring();
    m_grid->setContentsMargins(side, c.px(58), side, c.px(52));
    m_grid->setHorizontalSpacing(c.px(28) - 2 * c.ring());
    m_grid->setVerticalSpacing(c.px(26) - 2 * c.ring());
    m_grid->setRowMinimumHeight(kLargeRow, c.px(kLargeHeight));
    for (int row = 0; row < m_smallRows; ++row) m_grid->setRowMinimumHeight(kFirstSmallRow + row, c.px(kSmallHeight));
}

void HomePage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), chrome().colour(Token::Paper));
}

}  // namespace calc
