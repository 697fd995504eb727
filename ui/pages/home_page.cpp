#include "ui/pages/home_page.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>
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
constexpr int kFirstSmallRow = 3;
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
      m_title(new TextLabel(tr("See the calculus behind machine learning"), {44, 600, Token::Ink}, this)),
      m_subtitle(new TextLabel(tr("Pick one. Everything on it can be dragged."), {22, 400, Token::Ink2}, this)),
      m_grid(new QGridLayout(this)) {
    m_title->setRoom({5, 0, 0, 0});
    m_subtitle->setRoom({5, 0, 0, 28});
    m_grid->addWidget(m_title, 0, 0, 1, kColumns);
    m_grid->addWidget(m_subtitle, 1, 0, 1, kColumns);
    createConceptCards();
    createSmallCards();
    m_grid->setRowStretch(2, m_smallRows > 1 ? 470 : 544);
    for (int row = 0; row < m_smallRows; ++row) m_grid->setRowStretch(kFirstSmallRow + row, m_smallRows > 1 ? 180 : 258);
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
        auto* card = new SceneCard(SceneCard::Form::Large, conceptRole(page.id), row.words, this);
        m_grid->addWidget(card, 2, column++);
        Entry& entry = addEntry(card, openingScene(page));
        entry.lives = true;
        entry.shift = 0.8 * column;
        connect(card, &QAbstractButton::clicked, this, [this, id = page.id] { emit pageChosen(id); });
    }
}

void HomePage::createSmallCards() {
    m_continue = new SceneCard(SceneCard::Form::Small, Role::Accent, {tr("Continue"), {}, {}}, this);
    m_continue->hide();
    connect(m_continue, &QAbstractButton::clicked, this, &HomePage::continueChosen);
    m_grid->addWidget(m_continue, kFirstSmallRow, 0);
    const auto addCard = [this](const PageInfo& page, const Scene& scene, const SceneCard::Words& words) {
        auto* card = new SceneCard(SceneCard::Form::Small, conceptRole(page.id), words, this);
        addEntry(card, scene);
        return card;
    };
    // One for each page that has no large card, then examples as far as a row has room: "Continue" needs a place, too.
    std::size_t count = 1;
    for (const PageInfo& page : pages()) {
        if (std::find(m_large.begin(), m_large.end(), page.id) != m_large.end()) continue;
        const Scene scene = openingScene(page);
        const SceneCard::Words words{
            QCoreApplication::translate("Pages", page.title.toUtf8().constData()), {}, QString::fromStdString(scene.title)};
        connect(addCard(page, scene, words), &QAbstractButton::clicked, this, [this, id = page.id] { emit pageChosen(id); });
        ++count;
    }
    m_smallRows = static_cast<int>((count + kColumns - 1) / kColumns);
    const std::size_t places = static_cast<std::size_t>(m_smallRows) * kColumns;
    for (const QString& name : {QStringLiteral("descent-rosenbrock"), QStringLiteral("area-bell"), QStringLiteral("limit-jump")}) {
        const Result<Scene> scene = builtInScene(name);
        if (!scene || count > places) continue;
        const PageInfo& page = pageOf(*scene);
        const SceneCard::Words words{QString::fromStdString(scene->title), {}, page.title};
        connect(addCard(page, *scene, words), &QAbstractButton::clicked, this, [this, name] { emit sceneChosen(name); });
        ++count;
    }
}

void HomePage::setLeft(const std::optional<Left>& left) {
    m_left = left;
    m_continue->setVisible(left.has_value());
    // "Continue" takes the place of the last of the others.
    int place = left ? 1 : 0;
    for (const auto& entry : m_entries) {
        if (entry->lives || entry->card == m_continue) continue;
        m_grid->removeWidget(entry->card);
        m_grid->addWidget(entry->card, kFirstSmallRow + place / kColumns, place % kColumns);
        entry->card->setVisible(place < m_smallRows * kColumns);
        ++place;
    }
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
}

void HomePage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), chrome().colour(Token::Paper));
}

}  // namespace calc
