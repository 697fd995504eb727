#include "ui/controls/rail.h"

#include <QAbstractButton>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/controls/control_painting.h"

namespace calc {

/// One row of the rail.
class Rail::Item : public QAbstractButton {
public:
    enum class Kind { Menu, Name, Concept, Page, Foot };

    Item(Kind kind, const QString& text, Role role, Glyph glyph, QWidget* parent)
        : QAbstractButton(parent), m_kind(kind), m_role(role), m_glyph(glyph) {
        setText(text);
        setAccessibleName(text);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    Kind kind() const { return m_kind; }
    const QString& page() const { return m_page; }
    const QString& topic() const { return m_topic; }
    void setPlace(const QString& page, const QString& topic) {
        m_page = page;
        m_topic = topic;
    }
    void setActive(bool active) {
        m_active = active;
        update();
    }
    void setFolded(bool folded) {
        m_folded = folded;
        setToolTip(folded ? text() : QString());
        updateGeometry();
    }

    QSize sizeHint() const override {
        const Chrome& c = chrome();
        switch (m_kind) {
            case Kind::Name: return {c.px(200), c.px(62)};
            case Kind::Concept: return {c.px(200), c.px(46)};
            case Kind::Page: return {c.px(200), c.px(42)};
            default: return {c.px(200), c.px(35)};
        }
    }
    QSize minimumSizeHint() const override { return {chrome().px(40), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        const Chrome& c = chrome();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF body = QRectF(rect()).adjusted(c.real(12), c.real(1), -c.real(12), -c.real(1));
        if (m_kind == Kind::Page && m_active)
            paintSelection(painter, body);
        else if (underMouse() && m_kind != Kind::Name)
            paintRounded(painter, body, c.real(7), c.colour(Token::Grid), {}, 0);
        if (m_kind == Kind::Name) paintLogo(painter, square(36, 34), c.theme);
        if (m_kind == Kind::Concept) paintGlyph(painter, m_glyph, square(36, 26), c.theme.text(m_role));
        if (m_kind == Kind::Menu) paintGlyph(painter, m_glyph, square(36, 24), c.colour(Token::Ink2));
        if (!m_folded) paintWords(painter);
        if (showsFocusRing(*this)) paintFocusRing(painter, body.adjusted(c.real(4), c.real(3), -c.real(4), -c.real(3)), c.real(4));
    }

private:
    QRectF square(double centreX, double side) const {
        const Chrome& c = chrome();
        const double x = m_folded ? width() / 2.0 : c.real(centreX);
        return {x - c.real(side) / 2, height() / 2.0 - c.real(side) / 2, c.real(side), c.real(side)};
    }

    void paintSelection(QPainter& painter, const QRectF& body) const {
        const Chrome& c = chrome();
        paintRounded(painter, body, c.real(7), c.theme.tint(m_role), {}, 0);
        painter.setBrush(c.theme.text(m_role));
        painter.drawRoundedRect(QRectF(body.left(), body.top(), c.real(5), body.height()), c.real(1.5), c.real(1.5));
    }

    void paintWords(QPainter& painter) const {
        const Chrome& c = chrome();
        double left = 62;
        painter.setPen(c.colour(m_active || underMouse() ? Token::Ink : Token::Ink2));
        switch (m_kind) {
            case Kind::Name:
                painter.setFont(c.font(21, 600));
                painter.setPen(c.colour(Token::Ink));
                left = 64;
                break;
            case Kind::Concept: painter.setFont(c.font(19, m_active ? 600 : 400)); break;
            case Kind::Page:
                painter.setFont(c.font(17, m_active ? 600 : 400));
                if (m_active) painter.setPen(c.theme.text(m_role));
                left = 54;
                break;
            default: painter.setFont(c.font(17)); left = 28;
        }
        const QRectF place(c.real(left), 0, width() - c.real(left) - c.real(12), height());
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(painter.font()).elidedText(text(), Qt::ElideRight, place.width()));
    }

    Kind m_kind;
    Role m_role;
    Glyph m_glyph;
    QString m_page;
    QString m_topic;
    bool m_active = false;
    bool m_folded = false;
};

Rail::Rail(const std::vector<RailConcept>& topics, QWidget* menus, QWidget* parent)
    : QWidget(parent), m_menus(menus), m_column(new QVBoxLayout(this)) {
    if (m_menus) m_column->addWidget(m_menus);
    createItems(topics);
    applyChrome();
}

Rail::Item* Rail::addItem(Item* item) {
    m_items.push_back(item);
    m_column->addWidget(item);
    return item;
}

void Rail::createItems(const std::vector<RailConcept>& topics) {
    m_menuButton = addItem(new Item(Item::Kind::Menu, tr("Menu"), Role::Ink2, Glyph::Lessons, this));
    connect(m_menuButton, &QAbstractButton::clicked, this,
            [this] { emit menuAsked(m_menuButton->mapToGlobal(QPoint(m_menuButton->width(), 0))); });
    Item* name = addItem(new Item(Item::Kind::Name, QStringLiteral("Calculoscope"), Role::Ink, Glyph::Lessons, this));
    name->setToolTip(tr("To the start screen"));
    connect(name, &QAbstractButton::clicked, this, &Rail::homeChosen);
    for (const RailConcept& topic : topics) {
        Item* heading = addItem(new Item(Item::Kind::Concept, topic.title, topic.role, topic.glyph, this));
        const QString first = topic.pages.empty() ? QString() : topic.pages.front().id;
        heading->setPlace(first, topic.title);
        connect(heading, &QAbstractButton::clicked, this, [this, first] { emit pageChosen(first); });
        for (const RailPage& page : topic.pages) {
            Item* item = addItem(new Item(Item::Kind::Page, page.title, topic.role, topic.glyph, this));
            item->setPlace(page.id, topic.title);
            connect(item, &QAbstractButton::clicked, this, [this, id = page.id] { emit pageChosen(id); });
        }
    }
    m_column->addStretch(1);
    Item* help = addItem(new Item(Item::Kind::Foot, tr("Help F1"), Role::Ink2, Glyph::Lessons, this));
    connect(help, &QAbstractButton::clicked, this, &Rail::helpChosen);
    Item* settings = addItem(new Item(Item::Kind::Foot, tr("Settings"), Role::Ink2, Glyph::Lessons, this));
    connect(settings, &QAbstractButton::clicked, this, &Rail::settingsChosen);
    setCurrent({});
}

void Rail::setCurrent(const QString& page) {
    m_current = page;
    QString open;
    for (const Item* item : m_items) {
        if (!page.isEmpty() && item->page() == page) open = item->topic();
    }
    for (Item* item : m_items) {
        const bool isOpen = !open.isEmpty() && item->topic() == open;
        if (item->kind() == Item::Kind::Concept) item->setActive(isOpen);
        if (item->kind() != Item::Kind::Page) continue;
        item->setActive(item->page() == page);
        item->setVisible(isOpen && !m_folded);
    }
}

void Rail::setFolded(bool folded) {
    m_folded = folded;
    if (m_menus) m_menus->setVisible(!folded);
    m_menuButton->setVisible(folded || !m_menus);
    for (Item* item : m_items) {
        item->setFolded(folded);
        if (item->kind() == Item::Kind::Foot) item->setVisible(!folded);
    }
    setCurrent(m_current);
    applyChrome();
}

QWidget* Rail::pageItem(const QString& page) const {
    for (Item* item : m_items) {
        if (item->kind() == Item::Kind::Page && item->page() == page) return item;
    }
    return nullptr;
}

void Rail::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void Rail::applyChrome() {
    const Chrome& c = chrome();
    setFixedWidth(c.px(m_folded ? 64 : 258));
    m_column->setContentsMargins(0, c.px(4), c.px(2), c.px(16));
    m_column->setSpacing(0);
    m_menuButton->setVisible(m_folded || !m_menus);
}

void Rail::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.fillRect(rect(), c.colour(Token::Rail));
    painter.fillRect(QRectF(width() - c.real(1.5), 0, c.real(1.5), height()), c.colour(Token::Grid));
}

}  // namespace calc
