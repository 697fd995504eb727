#include "core/expression/lexer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/utf8.h"

namespace calc {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool isSpace(char32_t c) {
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// A raised character and what it means on the line.
struct Raised {
    char32_t value;
    std::string_view text;
};
constexpr std::array kRaised = {
    Raised{0x2070, "0"}, Raised{0x00B9, "1"}, Raised{0x00B2, "2"}, Raised{0x00B3, "3"}, Raised{0x2074, "4"}, Raised{0x2075, "5"},
    Raised{0x2076, "6"}, Raised{0x2077, "7"}, Raised{0x2078, "8"}, Raised{0x2079, "9"}, Raised{0x207A, "+"}, Raised{0x207B, "-"},
    Raised{0x207D, "("}, Raised{0x207E, ")"}, Raised{0x207F, "n"}, Raised{0x02E3, "x"}, Raised{0x02B8, "y"},
};

std::optional<std::string_view> loweredText(char32_t value) {
    const auto found = std::find_if(kRaised.begin(), kRaised.end(), [value](const Raised& raised) { return raised.value == value; });
    if (found == kRaised.end()) return std::nullopt;
    return found->text;
}

/// A character that people type for one of ours.
struct LookAlike {
    char32_t value;
    std::string_view ours;
};
constexpr std::array kLookAlikes = {
    LookAlike{0x2013, "-"},  LookAlike{0x2014, "-"},   LookAlike{0x2010, "-"}, LookAlike{0x2011, "-"}, LookAlike{0x2217, "*"},
    LookAlike{0x2022, "*"},  LookAlike{0x2044, "/"},   LookAlike{0x2215, "/"}, LookAlike{0x0445, "x"}, LookAlike{0x0443, "y"},
    LookAlike{0x0435, "e"},  LookAlike{0x03C7, "x"},   LookAlike{0x00B4, "^"}, LookAlike{0x02C6, "^"}, LookAlike{0x2018, "'"},
    LookAlike{0x0425, "x"},  LookAlike{0x2223, "|"},   LookAlike{0x00A6, "|"}, LookAlike{0x066B, "."}, LookAlike{0x2024, "."},
    LookAlike{0xFF0B, "+"},  LookAlike{0xFF0D, "-"},   LookAlike{0xFF0A, "*"}, LookAlike{0xFF0F, "/"}, LookAlike{0xFF08, "("},
    LookAlike{0xFF09, ")"},  LookAlike{0xFF3E, "^"},   LookAlike{0x2027, "*"}, LookAlike{0x2219, "*"}, LookAlike{0x1D465, "x"},
    LookAlike{0x1D466, "y"}, LookAlike{0x1D70B, "pi"},
};

constexpr char32_t kCombiningFirst = 0x0300;
constexpr char32_t kCombiningLast = 0x036F;

bool isInvisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0xE000 && c <= 0xF8FF) ||
           (c & 0xFFFE) == 0xFFFE || c >= 0xE0000 || (c >= kCombiningFirst && c <= kCombiningLast);
}

}  // namespace

std::string shownCharacter(char32_t value) {
    std::string shown;
    if (!isInvisible(value)) {
        appendUtf8(shown, value);
        return shown;
    }
    constexpr std::string_view kHex = "0123456789ABCDEF";
    shown = "U+";
    bool started = false;
    for (int shift = 20; shift >= 0; shift -= 4) {
        const auto digit = static_cast<std::size_t>(value >> static_cast<unsigned>(shift) & 0xFu);
        started = started || digit != 0 || shift <= 12;
        if (started) shown += kHex[digit];
    }
    return shown;
}

std::string loweredDigits(std::string_view raised) {
    std::string digits;
    for (const CodePoint& point : codePoints(raised)) digits += loweredText(point.value).value_or("");
    return digits;
}

Lexer::Character Lexer::peek() const {
    if (m_byte >= m_text.size()) return {};
    const auto first = static_cast<unsigned char>(m_text[m_byte]);
    if (first < 0x80) return {first, 1, true};
    const CodePoint point = codePoints(m_text.substr(m_byte, 4)).front();
    return {point.value, point.byteLength, point.valid};
}

void Lexer::advance(const Character& character) {
    m_byte += character.length;
    ++m_column;
}

void Lexer::advanceAscii(std::size_t count) {
    m_byte += count;
    m_column += count;
}

void Lexer::skipSpace() {
    for (Character c = peek(); c.length > 0 && c.valid && isSpace(c.value); c = peek()) advance(c);
}

Token Lexer::take(Token::Kind kind, std::size_t bytes) {
    Token token;
    token.kind = kind;
    token.span = {m_column, bytes};
    token.text = m_text.substr(m_byte, bytes);
    advanceAscii(bytes);
    return token;
}

Token Lexer::takeCharacter(Token::Kind kind, const Character& character) {
    Token token;
    token.kind = kind;
    token.span = {m_column, 1};
    token.text = m_text.substr(m_byte, character.length);
    advance(character);
    return token;
}

Token Lexer::invalid(Message problem, const Character& character) {
    Token token = takeCharacter(Token::Kind::Invalid, character);
    token.problem = std::move(problem);
    return token;
}

Token Lexer::number() {
    std::size_t length = 0;
    while (isDigit(at(length))) ++length;
    if (at(length) == '.') {
        ++length;
        while (isDigit(at(length))) ++length;
    }
    if (at(length) == 'e' || at(length) == 'E') {
        // Digits must follow, else the letter is the constant e: 2e is 2*e.
        const std::size_t sign = at(length + 1) == '+' || at(length + 1) == '-' ? 1 : 0;
        if (isDigit(at(length + 1 + sign))) {
            length += 1 + sign;
            while (isDigit(at(length))) ++length;
        }
    }
    return take(Token::Kind::Number, length);
}

Token Lexer::name() {
    std::size_t length = 0;
    while (isLetter(at(length)) || isDigit(at(length)) || at(length) == '_') ++length;
    return take(Token::Kind::Name, length);
}

Token Lexer::comparison() {
    const bool orEqual = at(1) == '=';
    const bool less = at(0) == '<';
    Token token = take(Token::Kind::Compare, orEqual ? 2 : 1);
    token.comparison = less ? (orEqual ? Op::LessEqual : Op::Less) : (orEqual ? Op::GreaterEqual : Op::Greater);
    return token;
}

Token Lexer::symbol(const Character& character) {
    const auto c = static_cast<char>(character.value);
    switch (c) {
        case '+': return take(Token::Kind::Plus, 1);
        case '-': return take(Token::Kind::Minus, 1);
        case '*': return take(Token::Kind::Times, 1);
        case '/': return take(Token::Kind::Divide, 1);
        case '^': return take(Token::Kind::Power, 1);
        case '(': return take(Token::Kind::Open, 1);
        case ')': return take(Token::Kind::Close, 1);
        case '|': return take(Token::Kind::Bar, 1);
        case ',': return take(Token::Kind::Comma, 1);
        case '<':
        case '>': return comparison();
        case '!':
            if (at(1) != '=') return take(Token::Kind::Factorial, 1);
            return invalid(CALC_TEXT("“not equal” is not known here. Inside if(...) write <, <=, > or >=."), character);
        case '=': return invalid(CALC_TEXT("An equals sign does not belong here: type only the expression, such as x^2 - 1."), character);
        case '[':
        case ']':
        case '{':
        case '}': return invalid({CALC_TEXT("“{0}” is not used here. Write round brackets, ( and )."), {std::string(1, c)}}, character);
        case ':': return invalid(CALC_TEXT("“:” is not known here. Write / to divide."), character);
        case ';': return invalid(CALC_TEXT("“;” is not known here. Arguments are separated by a comma, as in max(x, 2)."), character);
        case '%': return invalid(CALC_TEXT("“%” is not known here. For per cent write /100."), character);
        case '.': return invalid(CALC_TEXT("A point alone is not a number. Write digits beside it, as in 0.5."), character);
        case '\'':
            return invalid(CALC_TEXT("A prime for the derivative is not known here: type the function itself, the program derives it."),
                           character);
        default: return foreign(character);
    }
}

Token Lexer::wideSymbol(const Character& character) {
    switch (character.value) {
        case 0x2212: return takeCharacter(Token::Kind::Minus, character);
        case 0x00B7:
        case 0x22C5:
        case 0x00D7: return takeCharacter(Token::Kind::Times, character);
        case 0x00F7: return takeCharacter(Token::Kind::Divide, character);
        case 0x03C0: {
            Token token = takeCharacter(Token::Kind::Name, character);
            token.text = "pi";
            return token;
        }
        case 0x221A: return takeCharacter(Token::Kind::Root, character);
        case 0x221B: {
            Token token = takeCharacter(Token::Kind::Root, character);
            token.root = Function::Cbrt;
            return token;
        }
        case 0x2264:
        case 0x2265: {
            Token token = takeCharacter(Token::Kind::Compare, character);
            token.comparison = character.value == 0x2264 ? Op::LessEqual : Op::GreaterEqual;
            return token;
        }
        case 0x221E: return invalid(CALC_TEXT("Infinity is not a number to calculate with; it can only be an end of a range."), character);
        case 0x2260: return invalid(CALC_TEXT("“not equal” is not known here. Inside if(...) write <, <=, > or >=."), character);
        default: return foreign(character);
    }
}

Token Lexer::foreign(const Character& character) {
    if (!character.valid) return invalid(CALC_TEXT("This byte is not text in UTF-8. Delete it, or save the text as UTF-8."), character);
    const std::string shown = shownCharacter(character.value);
    const auto twin =
        std::find_if(kLookAlikes.begin(), kLookAlikes.end(), [&character](const LookAlike& l) { return l.value == character.value; });
    if (twin != kLookAlikes.end()) {
        return invalid(
            {CALC_TEXT("“{0}” looks like “{1}” but is another character. Type {1} from the keyboard."), {shown, std::string(twin->ours)}},
            character);
    }
    if (isInvisible(character.value))
        return invalid({CALC_TEXT("An invisible character ({0}) stands here. Delete it."), {shown}}, character);
    return invalid(
        {CALC_TEXT("“{0}” does not belong into an expression. Delete it or write what you mean with letters and + - * / ^."), {shown}},
        character);
}

Token Lexer::raised(const Character& character) {
    if (!m_raised) {
        m_raised = true;
        Token open;
        open.kind = Token::Kind::RaisedOpen;
        open.span = {m_column, 1};
        return open;
    }
    const std::string_view text = *loweredText(character.value);
    Token token;
    switch (text.front()) {
        case '+': token = takeCharacter(Token::Kind::Plus, character); break;
        case '-': token = takeCharacter(Token::Kind::Minus, character); break;
        case '(': token = takeCharacter(Token::Kind::Open, character); break;
        case ')': token = takeCharacter(Token::Kind::Close, character); break;
        case 'n':
        case 'x':
        case 'y':
            token = takeCharacter(Token::Kind::Name, character);
            token.text = text;
            break;
        default: {
            token.kind = Token::Kind::Number;
            const std::size_t first = m_byte;
            token.span = {m_column, 0};
            for (Character c = character; c.length > 0; c = peek()) {
                const auto digit = loweredText(c.value);
                if (!c.valid || !digit || !isDigit(digit->front())) break;
                advance(c);
                ++token.span.length;
            }
            token.text = m_text.substr(first, m_byte - first);
        }
    }
    token.raised = true;
    return token;
}

Token Lexer::next() {
    if (!m_raised) skipSpace();
    const Character character = peek();
    const bool isRaised = character.length > 1 && character.valid && loweredText(character.value).has_value();
    if (isRaised) return raised(character);
    if (m_raised) {
        m_raised = false;
        Token close;
        close.kind = Token::Kind::RaisedClose;
        close.span = {m_column - 1, 1};
        return close;
    }
    if (character.length == 0) return take(Token::Kind::End, 0);
    if (character.length > 1 || !character.valid) return wideSymbol(character);
    const auto c = static_cast<char>(character.value);
    if (isDigit(c) || (c == '.' && isDigit(at(1)))) return number();
    if (isLetter(c)) return name();
    return symbol(character);
}

}  // namespace calc
