#include "ui/controls/texts.h"

#include <QCoreApplication>

#include "core/base/rich_text.h"

namespace calc {

QString translated(const Message& message) {
    const QString text = QCoreApplication::translate("calc", message.text.c_str());
    return QString::fromStdString(fill(text.toStdString(), message.arguments));
}

QString plainTranslated(const Message& message) { return QString::fromStdString(plainText(translated(message).toStdString())); }

QString errorSentence(const Error& error) {
    const QString sentence = plainTranslated(error.message);
    if (!error.span) return sentence;
    return QCoreApplication::translate("calc", "Column %1: %2").arg(error.span->first + 1).arg(sentence);
}

}  // namespace calc
