#pragma once
#include <QString>

#include "core/base/result.h"
#include "ui/paint/text_painter.h"

namespace calc {

/// "Column 12: this bracket is never closed." where the error has a place in a text.
QString errorSentence(const Error& error);

}  // namespace calc
