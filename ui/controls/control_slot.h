#pragma once
#include <QWidget>
#include <cstdint>

class QVBoxLayout;

namespace calc {

/// Holds one control of a panel or of a folded group with the room around it, in px at 1080p, which follows the scale.
class ControlSlot : public QWidget {
    Q_OBJECT

public:
    /// Wide controls (sliders, chips, cards) reach 12 px further out on both sides than others.
    enum class Width : std::uint8_t { Normal, Wide };
    struct Room {
        double side = 0.0;  ///< beside a wide control
        double above = 0.0;
    };
    ControlSlot(QWidget* control, Room room, Width width, QWidget* parent);

    void setAbove(double above);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyChrome();

    QVBoxLayout* m_row;
    Room m_room;
    Width m_width;
};

}  // namespace calc
