#include "ui/controls/texts.h"

#include <QCoreApplication>

namespace calc {

QString errorSentence(const Error& error) {
    const QString sentence = plainMessageText(error.message);
    if (!error.span) return sentence;
    return QCoreApplication::translate("calc", "Column %1: %2").arg(error.span->first + 1).arg(sentence);
}

}  // namespace calc
