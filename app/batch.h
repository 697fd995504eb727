#pragma once
#include <functional>
#include <iosfwd>

#include "app/verbs/verb.h"

namespace calc {

/// Makes the end-of-time test of one question, from now on.
using DeadlineMaker = std::function<std::function<bool()>()>;

/// Reads JSON objects, one a line, and writes one answer a line in the same order, with the id given back. A bad line answers an error
/// object and the batch goes on. Returns when the input ends.
void answerBatch(const Verb& verb, std::istream& in, std::ostream& out, const DeadlineMaker& deadline);

}  // namespace calc
