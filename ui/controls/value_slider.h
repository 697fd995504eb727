#pragma once
#include <QAbstractSlider>
#include <QString>
#include <optional>
#include <vector>

#include "core/base/range.h"
#include "ui/controls/input_field.h"

class QVBoxLayout;

namespace calc {

class TextLabel;

/// How a slider's way maps to values.
struct SliderScale {
    enum class Kind { Linear, Logarithmic, NearOne /* 1 − value on a log scale: 0.9, 0.99, 0.999 */ } kind = Kind::Linear;
    Range range;
    int significantDigits = 3;  ///< a value that is slid to is rounded to so many
    bool whole = false;         ///< whole numbers only
};

/// The track: continuous, with marks beneath and a limit. Keyboard and accessibility are those of QAbstractSlider.
class TrackSlider : public QAbstractSlider {
    Q_OBJECT

public:
    static constexpr int kSteps = 100000;
    struct Tick {
        double value;
        QString label;
    };
    /// Past it the control does harm ("limit 2(1 + β)/λ = 0.036").
    struct Limit {
        double value;
        QString label;
    };

    explicit TrackSlider(const SliderScale& scale, QWidget* parent = nullptr);

    double realValue() const { return m_value; }
    void setRealValue(double value);  ///< emits nothing
    void setTicks(std::vector<Tick> ticks);
    void setLimit(const std::optional<Limit>& limit);
    /// A value that does best, marked like a limit, in another colour ("1/f″ = 0.5").
    void setBest(const std::optional<Limit>& best);
    /// Keeps room for the words of a limit, so that nothing moves when it comes and goes.
    void reserveLimit();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void realValueMoved(double value);  ///< by the person

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    double positionOf(double value) const;  ///< 0 to 1
    double valueAt(double position) const;
    QRectF track() const;
    void slideTo(double x);
    void paintTicks(QPainter& painter, const QRectF& track) const;
    void paintMark(QPainter& painter, const QRectF& track, const Limit& mark, const QColor& colour, double from, double to) const;
    void paintMarks(QPainter& painter, const QRectF& track) const;

    SliderScale m_scale;
    double m_value = 0.0;
    bool m_quiet = false;
    std::vector<Tick> m_ticks;
    std::optional<Limit> m_limit;
    std::optional<Limit> m_best;
    bool m_reservesLimit = false;
};

/// Name, value (which can be typed: "pi/2") and track of one number of the Scene.
class ValueSlider : public QWidget {
    Q_OBJECT

public:
    ValueSlider(const QString& name, const SliderScale& scale, QWidget* parent = nullptr);

    void setValue(double value);
    double value() const { return m_track->realValue(); }
    TrackSlider& track() { return *m_track; }
    InputField& field() { return *m_field; }
    /// How the value is written; default: three significant digits.
    void setValueText(const QString& text);
    void setHelp(const QString& sentence);
    /// What may be typed, where that is more than the track shows.
    void setTypedRange(Range range) { m_typed = range; }

signals:
    void valueMoved(double value);
    void gestureBegan();
    void gestureEnded();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showValue();
    void typed(const QString& text);
    void showSentence();
    void applyChrome();

    SliderScale m_scale;
    std::optional<Range> m_typed;
    TextLabel* m_name;
    NumberField* m_field;
    TrackSlider* m_track;
    TextLabel* m_sentence;
    QVBoxLayout* m_column;
};

}  // namespace calc
