#pragma once
#include <QString>

#include "core/base/message.h"
#include "core/base/result.h"

namespace calc {

/// A message of core in the person's language, role tags left in.
QString translated(const Message& message);
/// The same without role tags: for labels, tooltips and screen readers.
QString plainTranslated(const Message& message);
/// "Column 12: this bracket is never closed." where the error has a place in a text.
QString errorSentence(const Error& error);

}  // namespace calc
