#pragma once
#include <vector>

#include "core/expression/expression.h"
#include "ui/controls/input_field.h"

class QCompleter;

namespace calc {

/// The field for a function: mathematical type, errors underlined at their column, names of functions completed from the one table.
class ExpressionEdit : public InputField {
    Q_OBJECT

public:
    ExpressionEdit(const QString& name, std::vector<Variable> variables, QWidget* parent = nullptr);

    /// The names that can be completed, with "(" where an argument follows.
    static QStringList completions();

protected:
    std::optional<Error> check(const QString& text) const override;
    QString shown(const QString& text) const override;
    QString meant(const QString& text) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString wordBeforeCursor() const;
    void offerCompletions();
    void complete(const QString& name);

    std::vector<Variable> m_variables;
    QCompleter* m_completer;
};

}  // namespace calc
