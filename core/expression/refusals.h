#pragma once
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/expression/expression.h"
#include "core/expression/lexer.h"

namespace calc {

/// The innermost bracket that is open where an expression is refused.
struct OpenBracket {
    enum class Kind : std::uint8_t { None, Group, Bar, Call, Choose, Raised };
    Kind kind = Kind::None;
    Function function = Function::Sin;  ///< of a Call
    std::size_t column = 0;             ///< 0-based, of the bracket or of the function's name
};

// The sentences with which the parser refuses: what is wrong at this token, and what to write instead.

/// Why no number, name or bracket can begin with this token. `previous` is the token before it (End at the beginning).
Message missingOperand(const Token& token, const Token& previous, const OpenBracket& bracket);
/// For a token that is Invalid.
Message invalidToken(const Token& token, const OpenBracket& bracket);
/// At the end of the text, for a bracket that is still open.
Message unclosedBracket(const OpenBracket& bracket);
/// For a ) inside |...|, or where no bracket is open.
Message uselessClose(const OpenBracket& bracket);
/// For a comma that separates no arguments.
Message misplacedComma(const Token& previous);
/// For a function whose name is not followed by a bracket: sin x, sin^2(x), sin. `token` is what follows.
Message callWithoutBracket(const std::string& name, const Token& token);
/// For a call that is closed too early, or that has a comma too many.
Message tooFewArguments(const OpenBracket& bracket);
Message tooManyArguments(const OpenBracket& bracket);
/// For a number that follows a number or a name.
Message numberAfterOperand(const Token& token, const Token& previous);

}  // namespace calc
