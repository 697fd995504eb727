#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/message.h"
#include "core/base/span.h"
#include "core/expression/expression.h"

namespace calc {

/// One word of an expression, and where it stood.
struct Token {
    enum class Kind : std::uint8_t {
        End,
        Number,  ///< `text` holds the digits as typed
        Name,    ///< `text` holds letters, digits and underscores; "pi" for π
        Plus,
        Minus,
        Times,
        Divide,
        Power,
        RaisedOpen,   ///< start of raised characters, as in x²: a power that binds at once
        RaisedClose,  ///< their end
        Open,
        Close,
        Bar,
        Comma,
        Compare,  ///< `comparison` says which
        Root,     ///< √ and ∛; `root` says which
        Factorial,
        Invalid,  ///< nothing of the grammar; `problem` says what to write instead
    };
    Kind kind = Kind::End;
    Op comparison = Op::Less;
    Function root = Function::Sqrt;
    bool raised = false;  ///< stood among raised characters
    Span span;
    std::string_view text;  ///< into the text that is read, or a constant
    Message problem;
};

/// Cuts an expression into tokens, one at a time, so that the first error in reading order is the one that is reported.
/// Total on any bytes; linear: no byte is looked at more than a few times. The text must outlive the lexer.
class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Token next();

private:
    struct Character {
        char32_t value = 0;  ///< 0 at the end and for NUL; `length` 0 at the end
        std::size_t length = 0;
        bool valid = true;
    };
    Character peek() const;
    char at(std::size_t offset) const { return m_byte + offset < m_text.size() ? m_text[m_byte + offset] : '\0'; }
    void advance(const Character& character);
    void advanceAscii(std::size_t count);
    void skipSpace();
    Token take(Token::Kind kind, std::size_t bytes);
    Token takeCharacter(Token::Kind kind, const Character& character);
    Token invalid(Message problem, const Character& character);
    Token number();
    Token name();
    Token comparison();
    Token symbol(const Character& character);
    Token wideSymbol(const Character& character);
    Token foreign(const Character& character);
    Token raised(const Character& character);

    std::string_view m_text;
    std::size_t m_byte = 0;
    std::size_t m_column = 0;  ///< code points before m_byte
    bool m_raised = false;     ///< inside a run of raised characters
};

/// The digits of a raised number on the line: "23" for "²³".
std::string loweredDigits(std::string_view raised);

/// For messages: the character itself where it can be shown, else its number: “U+0000”.
std::string shownCharacter(char32_t value);

}  // namespace calc
