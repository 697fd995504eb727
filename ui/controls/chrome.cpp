#include "ui/controls/chrome.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QWidget>
#include <algorithm>

#include "ui/controls/control_painting.h"

namespace calc {
namespace {

constexpr double kSmallest = 0.78;  // the scale at 1280×800

ControlState stateOfOption(const QStyleOption& option) {
    ControlState state;
    state.enabled = option.state.testFlag(QStyle::State_Enabled);
    state.hovered = state.enabled && option.state.testFlag(QStyle::State_MouseOver);
    state.pressed = option.state.testFlag(QStyle::State_Sunken);
    state.focused = option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    return state;
}

ButtonKind kindOf(const QStyleOption& option) {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton) ? ButtonKind::Primary : ButtonKind::Secondary;
}

void paintChevron(QPainter& painter, const QPointF& centre, double half, const QColor& colour) {
    QPen pen(colour, chrome().real(2));
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const double rise = half * 0.55;
    painter.drawPolyline(QPolygonF({centre + QPointF(-half, -rise), centre + QPointF(0, rise), centre + QPointF(half, -rise)}));
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& thumb) {
    const Chrome& c = chrome();
    const bool active = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Sunken);
    const double inset = c.real(3);
    const QRectF rect = QRectF(thumb).adjusted(inset, inset, -inset, -inset);
    const double radius = std::min(rect.width(), rect.height()) / 2;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.colour(active ? Token::Edge : Token::Line));
    painter.drawRoundedRect(rect, radius, radius);
}

void paintMenuBarItem(QPainter& painter, const QStyleOptionMenuItem& item) {
    const Chrome& c = chrome();
    painter.fillRect(item.rect, c.colour(Token::Rail));
    const bool lit = item.state.testFlag(QStyle::State_Selected) || item.state.testFlag(QStyle::State_Sunken);
    if (lit) paintRounded(painter, QRectF(item.rect).adjusted(0, 1, 0, -1), c.real(6), c.colour(Token::AccentTint), {}, 0);
    painter.setPen(c.colour(lit ? Token::Ink : Token::Ink2));
    painter.setFont(c.font(16));
    painter.drawText(item.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, item.text);
}

}  // namespace

double chromeScale(QSizeF window, double typeSize) {
    const double fits = kSmallest * std::min(window.width() / 1280.0, window.height() / 800.0);
    const double usual = stageScale(window);
    return std::max({usual, std::min(usual * typeSize, fits), kSmallest * typeSize});
}

double logicalWidth(QSizeF window, double scale) { return window.width() / (scale / kSmallest); }

const Chrome& chrome() {
    static const Chrome plain;
    const auto* style = qApp ? qobject_cast<const ChromeStyle*>(QApplication::style()) : nullptr;
    return style ? style->chrome() : plain;
}

ChromeStyle& installChromeStyle() {
    if (auto* style = qobject_cast<ChromeStyle*>(QApplication::style())) return *style;
    QApplication::setStyle(std::make_unique<ChromeStyle>().release());  // the application owns its style
    return *qobject_cast<ChromeStyle*>(QApplication::style());
}

ChromeStyle::ChromeStyle(const Chrome& chrome) : QProxyStyle(QStringLiteral("fusion")), m_chrome(chrome) {}

void ChromeStyle::setChrome(const Chrome& chrome) {
    if (chrome == m_chrome) return;
    m_chrome = chrome;
    QApplication::setPalette(standardPalette());
    QApplication::setFont(m_chrome.font(17));
    for (QWidget* widget : QApplication::allWidgets()) {
        QEvent change(QEvent::StyleChange);
        QCoreApplication::sendEvent(widget, &change);
        widget->updateGeometry();
        widget->update();
    }
}

QPalette ChromeStyle::standardPalette() const {
    const auto colour = [this](Token token) { return m_chrome.colour(token); };
    QPalette palette(colour(Token::Ink), colour(Token::Field), colour(Token::Surface), colour(Token::Edge), colour(Token::Line),
                     colour(Token::Ink), colour(Token::AccentLabel), colour(Token::Field), colour(Token::Paper));
    palette.setColor(QPalette::AlternateBase, colour(Token::Paper));
    palette.setColor(QPalette::Highlight, colour(Token::Accent));
    palette.setColor(QPalette::HighlightedText, colour(Token::AccentLabel));
    palette.setColor(QPalette::Link, colour(Token::Accent));
    palette.setColor(QPalette::LinkVisited, colour(Token::Accent));
    palette.setColor(QPalette::PlaceholderText, colour(Token::Ink3));
    palette.setColor(QPalette::ToolTipBase, colour(Token::Surface));
    palette.setColor(QPalette::ToolTipText, colour(Token::Ink));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colour(Token::Ink3));
    }
    return palette;
}

void ChromeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    const QRectF rect = option->rect;
    switch (element) {
        case PE_PanelButtonCommand: paintButton(*painter, innerRect(rect), kindOf(*option), stateOfOption(*option)); return;
        case PE_FrameFocusRect:
        case PE_FrameDefaultButton: return;  // each control draws its own ring
        case PE_PanelLineEdit:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth <= 0) return;
            [[fallthrough]];
        case PE_FrameLineEdit: paintField(*painter, innerRect(rect), stateOfOption(*option)); return;
        case PE_IndicatorCheckBox: paintCheckBox(*painter, rect, option->state.testFlag(State_On), stateOfOption(*option)); return;
        case PE_IndicatorRadioButton: paintRadio(*painter, rect, option->state.testFlag(State_On), stateOfOption(*option)); return;
        case PE_PanelMenu:
        case PE_PanelTipLabel: painter->fillRect(option->rect, m_chrome.colour(Token::Surface)); [[fallthrough]];
        case PE_FrameMenu:
        case PE_Frame:
            painter->setPen(m_chrome.colour(Token::Line));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        case PE_PanelMenuBar: return;
        default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ChromeStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    if (element == CE_MenuBarEmptyArea) {
        painter->fillRect(option->rect, m_chrome.colour(Token::Rail));
        return;
    }
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item && element == CE_MenuBarItem) {
        paintMenuBarItem(*painter, *item);
        return;
    }
    if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option); item && element == CE_MenuItem) {
        QStyleOptionMenuItem plain = *item;
        plain.palette.setColor(QPalette::Highlight, m_chrome.colour(Token::AccentTint));
        plain.palette.setColor(QPalette::HighlightedText, m_chrome.colour(Token::Ink));
        QProxyStyle::drawControl(element, &plain, painter, widget);
        return;
    }
    if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option); button && element == CE_PushButtonLabel) {
        QStyleOptionButton plain = *button;
        plain.palette.setColor(QPalette::ButtonText, buttonTextColour(kindOf(*option), option->state.testFlag(State_Enabled)));
        painter->setFont(m_chrome.font(17, 500));
        QProxyStyle::drawControl(element, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ChromeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar) {
        paintScrollBar(*painter, *bar, subControlRect(control, option, SC_ScrollBarSlider, widget));
        return;
    }
    if (control == CC_ComboBox) {
        const QRectF field = innerRect(option->rect);
        paintField(*painter, field, stateOfOption(*option));
        const Token ink = option->state.testFlag(State_Enabled) ? Token::Ink2 : Token::Ink3;
        paintChevron(*painter, {field.right() - m_chrome.real(20), field.center().y()}, m_chrome.real(6.5), m_chrome.colour(ink));
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize ChromeStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const {
    const QSize plain = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int ring = 2 * m_chrome.ring();
    switch (type) {
        case CT_PushButton: return {std::max(size.width() + m_chrome.px(48), m_chrome.px(110)) + ring, m_chrome.px(44) + ring};
        case CT_LineEdit: return {plain.width() + ring, m_chrome.px(42) + ring};
        case CT_ComboBox: return {size.width() + m_chrome.px(52) + ring, m_chrome.px(42) + ring};
        case CT_CheckBox:
        case CT_RadioButton: return {plain.width() + m_chrome.px(6), std::max(plain.height(), m_chrome.px(36))};
        case CT_MenuItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
                item && item->menuItemType == QStyleOptionMenuItem::Separator)
                return {plain.width(), m_chrome.px(11)};
            return {plain.width() + m_chrome.px(16), std::max(plain.height(), m_chrome.px(34))};
        case CT_MenuBarItem: return {size.width() + m_chrome.px(18), m_chrome.px(32)};
        default: return plain;
    }
}

QRect ChromeStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_LineEditContents) {
        const auto* line = qobject_cast<const QLineEdit*>(widget);
        const int side = m_chrome.ring() + m_chrome.px(line && line->alignment().testFlag(Qt::AlignRight) ? 6 : 10);
        return option->rect.adjusted(side, m_chrome.ring(), -side, -m_chrome.ring());
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect ChromeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const {
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const int side = m_chrome.ring() + m_chrome.px(9);
        return option->rect.adjusted(side, m_chrome.ring(), -side - m_chrome.px(24), -m_chrome.ring());
    }
    if (control == CC_ComboBox && part == SC_ComboBoxListBoxPopup) {
        return option->rect.adjusted(m_chrome.ring(), 0, -m_chrome.ring(), 0);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

int ChromeStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight: return m_chrome.px(22);
        case PM_CheckBoxLabelSpacing:
        case PM_RadioButtonLabelSpacing: return m_chrome.px(12);
        case PM_ScrollBarExtent: return m_chrome.px(14);
        case PM_MenuBarItemSpacing:
        case PM_MenuBarVMargin:
        case PM_MenuBarPanelWidth: return 0;
        case PM_MenuPanelWidth: return 1;
        case PM_MenuBarHMargin: return m_chrome.px(13);
        case PM_MenuVMargin: return m_chrome.px(6);
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical: return 0;
        case PM_LayoutLeftMargin:
        case PM_LayoutRightMargin:
        case PM_LayoutTopMargin:
        case PM_LayoutBottomMargin: return m_chrome.px(24);
        case PM_LayoutHorizontalSpacing:
        case PM_LayoutVerticalSpacing: return m_chrome.px(12);
        case PM_ToolTipLabelFrameWidth: return m_chrome.px(6);
        case PM_TextCursorWidth: return std::max(1, m_chrome.px(2));
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ChromeStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
        case SH_ComboBox_Popup: return 0;
        case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
        case SH_ToolTipLabel_Opacity: return 255;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText: return 0;
        default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

}  // namespace calc
