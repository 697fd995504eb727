#include "ui/controls/value_slider.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/parser.h"
#include "ui/controls/control_painting.h"
#include "ui/controls/text_label.h"

namespace calc {
namespace {

/// A slider stands in a wide row of the panel: track and words keep so much to its sides, and the value's box, where it is shown, has room.
constexpr double kReach = 12;

double rounded(double value, const SliderScale& scale) {
    if (scale.whole) return std::round(value);
    if (value == 0.0 || value == 1.0) return value;
    if (scale.kind == SliderScale::Kind::NearOne) return 1.0 - rounded(1.0 - value, {SliderScale::Kind::Logarithmic, {}, 2, false});
    // A linear range has one unit for all its values: 0.90 and 0.05 have the same decimals.
    const double size = scale.kind == SliderScale::Kind::Linear ? scale.range.length() : std::fabs(value);
    const double unit = std::pow(10.0, std::floor(std::log10(size)) - scale.significantDigits + 1);
    const double inverse = std::round(1.0 / unit);
    return inverse > 0 ? std::round(value * inverse) / inverse : std::round(value / unit) * unit;
}

}  // namespace

TrackSlider::TrackSlider(const SliderScale& scale, QWidget* parent) : QAbstractSlider(parent), m_scale(scale) {
    setOrientation(Qt::Horizontal);
    setRange(0, kSteps);
    setSingleStep(kSteps / 100);
    setPageStep(kSteps / 10);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_value = m_scale.range.low;
}

double TrackSlider::positionOf(double value) const {
    const Range& range = m_scale.range;
    if (m_scale.kind == SliderScale::Kind::Linear) return std::clamp((value - range.low) / range.length(), 0.0, 1.0);
    if (m_scale.kind == SliderScale::Kind::NearOne) {
        if (!(value < 1.0)) return 1.0;
        return std::clamp(std::log((1.0 - value) / (1.0 - range.low)) / std::log((1.0 - range.high) / (1.0 - range.low)), 0.0, 1.0);
    }
    if (!(value > 0.0)) return 0.0;
    return std::clamp(std::log(value / range.low) / std::log(range.high / range.low), 0.0, 1.0);
}

double TrackSlider::valueAt(double position) const {
    const Range& range = m_scale.range;
    double exact = range.low + position * range.length();
    if (m_scale.kind == SliderScale::Kind::Logarithmic) exact = range.low * std::pow(range.high / range.low, position);
    if (m_scale.kind == SliderScale::Kind::NearOne)
        exact = 1.0 - (1.0 - range.low) * std::pow((1.0 - range.high) / (1.0 - range.low), position);
    return std::clamp(rounded(exact, m_scale), range.low, range.high);
}

void TrackSlider::setRealValue(double value) {
    m_value = value;
    m_quiet = true;
    QAbstractSlider::setValue(static_cast<int>(std::lround(positionOf(value) * kSteps)));
    m_quiet = false;
    update();
}

void TrackSlider::setTicks(std::vector<Tick> ticks) {
    m_ticks = std::move(ticks);
    updateGeometry();
    update();
}

void TrackSlider::setLimit(const std::optional<Limit>& limit) {
    // Past the end of the slider it has no place.
    m_limit = limit && limit->value < m_scale.range.high ? limit : std::nullopt;
    update();
}

void TrackSlider::setBest(const std::optional<Limit>& best) {
    m_best = best && best->value < m_scale.range.high ? best : std::nullopt;
    update();
}

void TrackSlider::reserveLimit() {
    m_reservesLimit = true;
    updateGeometry();
}

QSize TrackSlider::sizeHint() const {
    const Chrome& c = chrome();
    const bool hasText = m_reservesLimit || !m_ticks.empty();
    return {c.px(200), c.px(hasText ? 58 : 36)};
}

QRectF TrackSlider::track() const {
    const Chrome& c = chrome();
    const double side = c.real(kReach);
    return {side, c.real(16) - c.real(2.5), width() - 2 * side, c.real(5)};
}

void TrackSlider::slideTo(double x) {
    const QRectF way = track();
    const double reach = chrome().real(11);
    const double position = (x - way.left() - reach / 2) / std::max(1.0, way.width() - reach);
    setSliderPosition(static_cast<int>(std::lround(std::clamp(position, 0.0, 1.0) * kSteps)));
}

void TrackSlider::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    if (change != SliderValueChange || m_quiet) return;
    const double next = valueAt(double(value()) / kSteps);
    if (next == m_value) return;
    m_value = next;
    emit realValueMoved(m_value);
    update();
}

void TrackSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(true);
    slideTo(event->position().x());
    update();
}

void TrackSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) slideTo(event->position().x());
}

void TrackSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    setSliderDown(false);
    update();
}

void TrackSlider::paintTicks(QPainter& painter, const QRectF& way) const {
    const Chrome& c = chrome();
    painter.setFont(c.font(16));
    for (const Tick& tick : m_ticks) {
        const double x = way.left() + positionOf(tick.value) * way.width();
        painter.setPen(QPen(c.colour(Token::Axis), c.real(1.8)));
        painter.drawLine(QPointF(x, way.center().y() - c.real(10)), QPointF(x, way.center().y() + c.real(10)));
        const double half = QFontMetricsF(painter.font()).horizontalAdvance(tick.label) / 2 + 1;
        const double centre = std::clamp(x, way.left() + half, way.right() - half);
        painter.setPen(c.colour(isEnabled() ? Token::Ink2 : Token::Ink3));
        painter.drawText(QRectF(centre - half, c.real(32), 2 * half, c.real(24)), Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
}

void TrackSlider::paintMark(QPainter& painter, const QRectF& way, const Limit& mark, const QColor& colour, double from, double to) const {
    const Chrome& c = chrome();
    const double x = way.left() + positionOf(mark.value) * way.width();
    painter.fillRect(QRectF(x - c.real(1.1), way.center().y() - c.real(11), c.real(2.2), c.real(22)), colour);
    painter.setPen(colour);
    painter.setFont(c.font(16, 500));
    const double half = QFontMetricsF(painter.font()).horizontalAdvance(mark.label) / 2 + 1;
    const double centre = std::max(from + half, std::min(x, to - half));
    painter.drawText(QRectF(centre - half, c.real(32), 2 * half, c.real(24)), Qt::AlignHCenter | Qt::AlignTop, mark.label);
}

/// Two marks share the line beneath: each has the part on its side of the middle between them.
void TrackSlider::paintMarks(QPainter& painter, const QRectF& way) const {
    const Chrome& c = chrome();
    double middle = way.right();
    if (m_best && m_limit) {
        const double width = QFontMetricsF(c.font(16, 500)).horizontalAdvance(m_limit->label) + c.real(10);
        const double between = 0.5 * (positionOf(m_best->value) + positionOf(m_limit->value));
        middle = std::min(way.left() + between * way.width(), way.right() - width);
        middle = std::max(middle, way.left() + QFontMetricsF(c.font(16, 500)).horizontalAdvance(m_best->label) + c.real(4));
    }
    if (m_best) paintMark(painter, way, *m_best, c.colour(Token::Ok), way.left(), middle - (m_limit ? c.real(4) : 0));
    if (m_limit) paintMark(painter, way, *m_limit, c.colour(Token::Bad), m_best ? middle + c.real(4) : way.left(), way.right());
}

void TrackSlider::paintEvent(QPaintEvent*) {
    const Chrome& c = chrome();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF way = track();
    const QColor accent = c.colour(isEnabled() ? Token::Accent : Token::Edge);
    if (!m_ticks.empty()) paintTicks(painter, way);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.colour(Token::Line));
    painter.drawRoundedRect(way, way.height() / 2, way.height() / 2);
    const double radius = c.real(11);
    // At its ends the thumb stands within the track, so that nothing is cut off.
    const double x = way.left() + radius / 2 + positionOf(m_value) * (way.width() - radius);
    painter.setBrush(accent);
    painter.drawRoundedRect(QRectF(way.topLeft(), QPointF(x, way.bottom())), way.height() / 2, way.height() / 2);
    paintMarks(painter, way);
    const QPointF centre(x, way.center().y());
    const QRectF thumb(centre - QPointF(radius, radius), centre + QPointF(radius, radius));
    if ((underMouse() || isSliderDown()) && isEnabled()) {
        QColor halo = accent;
        halo.setAlphaF(isSliderDown() ? 0.28F : 0.16F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawEllipse(centre, c.real(16), c.real(16));
    }
    painter.setPen(QPen(accent, c.real(3)));
    painter.setBrush(c.colour(Token::Surface));
    painter.drawEllipse(centre, radius - c.real(1.5), radius - c.real(1.5));
    if (showsFocusRing(*this)) paintFocusRing(painter, thumb, radius);
}

ValueSlider::ValueSlider(const QString& name, const SliderScale& scale, QWidget* parent)
    : QWidget(parent),
      m_scale(scale),
      m_name(new TextLabel(name, {}, this)),
      m_field(new NumberField(name, this, InputField::Face::Value)),
      m_track(new TrackSlider(scale, this)),
      m_sentence(new TextLabel({}, {16, 400, Token::Bad}, this)),
      m_column(new QVBoxLayout(this)) {
    auto* row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_field);
    m_column->addLayout(row);
    m_column->addWidget(m_track);
    m_column->addWidget(m_sentence);
    m_sentence->setWordWrap(true);
    m_name->setRoom({kReach, 0, 0, 0});
    m_sentence->setRoom({kReach, 0, kReach, 0});
    m_sentence->hide();
    m_name->setBuddy(m_track);
    m_track->setAccessibleName(name);
    connect(m_track, &TrackSlider::realValueMoved, this, [this](double value) {
        showValue();
        emit valueMoved(value);
    });
    connect(m_track, &QAbstractSlider::sliderPressed, this, &ValueSlider::gestureBegan);
    connect(m_track, &QAbstractSlider::sliderReleased, this, &ValueSlider::gestureEnded);
    connect(m_field, &InputField::accepted, this, &ValueSlider::typed);
    connect(m_field, &InputField::errorChanged, this, &ValueSlider::showSentence);
    applyChrome();
}

void ValueSlider::setValue(double value) {
    m_track->setRealValue(value);
    showValue();
}

void ValueSlider::setValueText(const QString& text) { m_field->setValue(text); }

void ValueSlider::setHelp(const QString& sentence) {
    m_name->setToolTip(sentence);
    m_track->setToolTip(sentence);
    m_track->setAccessibleDescription(sentence);
}

void ValueSlider::showValue() {
    const double value = m_track->realValue();
    m_field->setValue(QString::fromStdString(displayNumber(value, std::max(4, m_scale.significantDigits))));
}

void ValueSlider::typed(const QString& text) {
    const Result<double> number = parseNumber(text.toStdString());
    if (!number) return;
    const Range range = m_typed.value_or(m_scale.range);
    const double bounded = std::clamp(m_scale.whole ? std::round(*number) : *number, range.low, range.high);
    m_track->setRealValue(bounded);
    if (bounded != *number) showValue();
    emit valueMoved(bounded);
}

void ValueSlider::showSentence() {
    m_sentence->setText(m_field->errorText());
    m_sentence->setVisible(m_field->error().has_value());
}

void ValueSlider::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) applyChrome();
}

void ValueSlider::applyChrome() {
    const Chrome& c = chrome();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_field->setFixedSize(c.px(142), c.px(32) + 2 * c.ring());
}

}  // namespace calc
