#pragma once
#include <QWidget>
#include <map>
#include <string>
#include <vector>

#include "core/descent/parameters.h"

class QCheckBox;
class QVBoxLayout;

namespace calc {

class ValueSlider;

/// The parameters of one optimizer, made from the registry: a slider for each number, a box for each switch. The first two numbers are
/// the main ones; the others are for the folded part of a panel.
class ParameterControls : public QWidget {
    Q_OBJECT

public:
    enum class Part { Main, Others };
    explicit ParameterControls(Part part, QWidget* parent = nullptr);

    /// Parameters that `values` does not name have their defaults.
    void show(const std::string& optimizer, const ParameterValues& values);
    ValueSlider* slider(const std::string& parameter) const;

signals:
    void changed(const QString& parameter, double value);
    void gestureBegan();
    void gestureEnded();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild(const OptimizerInfo& optimizer);
    void addSlider(const ParameterInfo& info);
    void addSwitch(const ParameterInfo& info);
    void applyChrome();

    Part m_part;
    std::string m_optimizer;
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
