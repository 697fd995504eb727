#include "ui/controls/expression_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>

#include "core/expression/builtins.h"
#include "core/expression/parser.h"
#include "ui/controls/chrome.h"

namespace calc {
namespace {

constexpr qsizetype kShortestPrefix = 2;

bool isCompletionKey(int key) {
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab || key == Qt::Key_Escape;
}

}  // namespace

ExpressionEdit::ExpressionEdit(const QString& name, std::vector<Variable> variables, QWidget* parent)
    : InputField(Face::Mathematics, parent), m_variables(std::move(variables)), m_completer(new QCompleter(completions(), this)) {
    setAccessibleName(name);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &ExpressionEdit::complete);
    connect(this, &QLineEdit::textEdited, this, &ExpressionEdit::offerCompletions);
}

QStringList ExpressionEdit::completions() {
    QStringList names{QStringLiteral("pi"), QStringLiteral("if(")};
    for (const Builtin& row : builtins()) names.append(QString::fromUtf8(row.name.data(), qsizetype(row.name.size())) + QLatin1Char('('));
    names.sort();
    return names;
}

std::optional<Error> ExpressionEdit::check(const QString& text) const {
    const Result<Expression> expression = parse(text.toStdString(), m_variables);
    if (expression.ok()) return {};
    return expression.error();
}

QString ExpressionEdit::shown(const QString& text) const {
    return QString(text).replace(QLatin1Char('-'), QChar(0x2212)).replace(QLatin1Char('*'), QChar(0x00B7));
}

QString ExpressionEdit::meant(const QString& text) const {
    return QString(text).replace(QChar(0x2212), QLatin1Char('-')).replace(QChar(0x00B7), QLatin1Char('*'));
}

QString ExpressionEdit::wordBeforeCursor() const {
    const QString before = text().left(cursorPosition());
    qsizetype begin = before.size();
    while (begin > 0 &&
           (before.at(begin - 1).isLetter() || (before.at(begin - 1).isDigit() && begin - 2 >= 0 && before.at(begin - 2).isLetter())))
        --begin;
    return before.mid(begin);
}

void ExpressionEdit::offerCompletions() {
    const QString word = wordBeforeCursor();
    m_completer->setCompletionPrefix(word);
    const bool offers = word.size() >= kShortestPrefix && m_completer->completionCount() > 0 &&
                        !(m_completer->completionCount() == 1 && m_completer->currentCompletion() == word);
    if (!offers) {
        m_completer->popup()->hide();
        return;
    }
    const Chrome& c = chrome();
    m_completer->popup()->setFont(c.math(20));
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    const QRect below(cursorRect().left() - c.px(10), 0, c.px(190), height() - c.ring());
    m_completer->complete(below);
}

void ExpressionEdit::complete(const QString& name) {
    setSelection(cursorPosition() - static_cast<int>(wordBeforeCursor().size()), static_cast<int>(wordBeforeCursor().size()));
    insert(name);
    emit textEdited(text());
}

void ExpressionEdit::keyPressEvent(QKeyEvent* event) {
    // The list of names takes these first; it closes, and the field waits for the next.
    if (m_completer->popup()->isVisible() && isCompletionKey(event->key())) {
        event->ignore();
        return;
    }
    InputField::keyPressEvent(event);
}

}  // namespace calc
