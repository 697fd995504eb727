#pragma once
#include <QWidget>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/descent/parameters.h"

class QCheckBox;
class QVBoxLayout;

namespace calc {

class ValueSlider;

/// The parameters of one optimizer or schedule, made from the registry: a slider for each number, a box for each switch. The first two
/// numbers are the main ones; the others are for the folded part of a panel.
class ParameterControls : public QWidget {
    Q_OBJECT

public:
    enum class Part { Main, Others, All };
    explicit ParameterControls(Part part, QWidget* parent = nullptr);

    /// Parameters that `values` does not name have their defaults.
    void show(const std::string& optimizer, const ParameterValues& values);
    void showSchedule(const std::string& schedule, const ParameterValues& values);
    /// Those of any table; `owner` says whose it is, so that the controls are made anew for another.
    void showTable(const std::string& owner, std::span<const ParameterInfo> table, const ParameterValues& values);
    ValueSlider* slider(const std::string& parameter) const;
    bool isEmpty() const { return m_sliders.empty() && m_switches.empty(); }

signals:
    void changed(const QString& parameter, double value);
    void gestureBegan();
    void gestureEnded();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild(std::span<const ParameterInfo> table);
    void addSlider(const ParameterInfo& info);
    void addSwitch(const ParameterInfo& info);
    void applyChrome();

    Part m_part;
    std::string m_owner;
    QVBoxLayout* m_column;
    std::map<std::string, ValueSlider*> m_sliders;
    std::map<std::string, QCheckBox*> m_switches;
};

/// Title of an optimizer and what it does differently, for menus.
struct OptimizerOffer {
    QString name;
    QString title;
    QString help;
};
std::vector<OptimizerOffer> optimizerOffers();

}  // namespace calc
