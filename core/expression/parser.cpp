#include "core/expression/parser.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "core/expression/builtins.h"
#include "core/expression/lexer.h"
#include "core/expression/names.h"
#include "core/expression/refusals.h"

namespace calc {
namespace {

constexpr std::size_t kLongestText = std::size_t{1} << 20;
constexpr std::size_t kLongestNumber = 1000;

// Higher binds tighter. Implicit products bind like *.
enum Precedence : std::uint8_t { kCompare, kSum, kProduct, kMinus, kPower, kRoot };

/// An operator or bracket that waits for what follows.
struct Pending {
    enum class Kind : std::uint8_t { Minus, Root, Binary, Group, Bar, Call, Choose, Raised };
    Kind kind = Kind::Group;
    std::uint8_t precedence = 0;
    Op op = Op::Add;
    Function function = Function::Sin;
    std::uint8_t argument = 0;  ///< of a call: how many are complete
    bool compared = false;      ///< of an if: its comparison was read
    std::uint32_t column = 0;   ///< 0-based, of the operator, the bracket or the function's name
};

bool isBracket(Pending::Kind kind) { return kind >= Pending::Kind::Group; }

OpenBracket::Kind bracketKind(Pending::Kind kind) {
    switch (kind) {
        case Pending::Kind::Group: return OpenBracket::Kind::Group;
        case Pending::Kind::Bar: return OpenBracket::Kind::Bar;
        case Pending::Kind::Call: return OpenBracket::Kind::Call;
        case Pending::Kind::Choose: return OpenBracket::Kind::Choose;
        case Pending::Kind::Raised: return OpenBracket::Kind::Raised;
        default: return OpenBracket::Kind::None;
    }
}

struct Operand {
    Expression expression;
    Span extent;  ///< with the brackets around it
};

Span joined(Span a, Span b) { return {a.first, b.first + b.length - a.first}; }

/// Reads operands and operators in turn and keeps what is still open in two stacks of its own, so that nesting costs no machine stack.
class Parser {
public:
    Parser(std::string_view text, const std::vector<Variable>& variables) : m_lexer(text), m_variables(variables) {}

    Result<Expression> run() {
        advance();
        while (!m_error && !m_done) {
            if (m_wantsOperand) {
                readOperand();
            } else {
                readOperator();
            }
        }
        if (m_error) return *m_error;
        return m_operands.front().expression;
    }

private:
    using Kind = Token::Kind;

    void advance() {
        m_previous = m_token;
        m_token = m_lexer.next();
    }

    void fail(ErrorCode code, Message message, Span span) {
        if (!m_error) m_error = Error{code, std::move(message), span, {}};
    }
    void fail(Message message) { fail(ErrorCode::Syntax, std::move(message), m_token.span); }

    OpenBracket openBracket() const {
        if (m_brackets.empty()) return {};
        const Pending& pending = m_pending[m_brackets.back()];
        return {bracketKind(pending.kind), pending.function, pending.column};
    }

    // --- operands -------------------------------------------------------------------------------------------------------------

    void readOperand() {
        switch (m_token.kind) {
            case Kind::Number: readNumber(); break;
            case Kind::Name: readName(); break;
            case Kind::Plus: advance(); break;
            case Kind::Minus: open({Pending::Kind::Minus, kMinus}); break;
            case Kind::Root: readRoot(); break;
            case Kind::Open: open({Pending::Kind::Group}); break;
            case Kind::Bar: open({Pending::Kind::Bar}); break;
            default: fail(missingOperand(m_token, m_previous, openBracket()));
        }
    }

    /// Puts an operator or bracket on the stack and takes its token.
    void open(Pending pending) {
        pending.column = static_cast<std::uint32_t>(m_token.span.first);
        push(pending);
        advance();
    }

    void push(const Pending& pending) {
        if (isBracket(pending.kind)) m_brackets.push_back(m_pending.size());
        const bool makesNode = pending.kind != Pending::Kind::Group && pending.kind != Pending::Kind::Raised;
        if (makesNode) ++m_waiting;
        m_pending.push_back(pending);
        if (m_waiting > Expression::kMaximumDepth) failTooDeep();
    }

    void pop() {
        const Pending::Kind kind = m_pending.back().kind;
        if (isBracket(kind)) m_brackets.pop_back();
        if (kind != Pending::Kind::Group && kind != Pending::Kind::Raised) --m_waiting;
        m_pending.pop_back();
    }

    void failTooDeep() {
        fail(ErrorCode::TooLarge,
             {CALC_TEXT("This is nested too deeply: at most {0} operations may stand inside each other."),
              {static_cast<std::int64_t>(Expression::kMaximumDepth)}},
             m_token.span);
    }

    void operand(const Expression& expression, Span extent) {
        ++m_nodes;
        if (m_nodes > Expression::kMaximumNodes) {
            fail(ErrorCode::TooLarge,
                 {CALC_TEXT("This expression is too long: at most {0} numbers, names and operations."),
                  {static_cast<std::int64_t>(Expression::kMaximumNodes)}},
                 m_token.span);
            return;
        }
        if (expression.depth() > Expression::kMaximumDepth) {
            failTooDeep();
            return;
        }
        m_operands.push_back({expression.withSpan(extent), extent});
    }

    Operand takeOperand() {
        Operand last = std::move(m_operands.back());
        m_operands.pop_back();
        return last;
    }

    void readNumber() {
        const std::string digits = m_token.raised ? loweredDigits(m_token.text) : std::string(m_token.text.substr(0, kLongestNumber + 1));
        if (digits.size() > kLongestNumber) {
            fail(ErrorCode::TooLarge,
                 {CALC_TEXT("This number is too long: at most {0} digits."), {static_cast<std::int64_t>(kLongestNumber)}}, m_token.span);
            return;
        }
        const std::optional<Rational> value = Rational::fromDecimal(digits);
        if (!value) {
            fail(ErrorCode::TooLarge, {CALC_TEXT("The exponent of this number is too large: it may go from -5000 to 5000."), {}},
                 m_token.span);
            return;
        }
        operand(Expression::number(*value), m_token.span);
        m_wantsOperand = false;
        advance();
    }

    void readRoot() {
        Pending pending{Pending::Kind::Root, kRoot};
        pending.function = m_token.root;
        open(pending);
        if (m_token.kind == Kind::Minus || m_token.kind == Kind::Plus) {
            fail(CALC_TEXT("Write brackets after the root sign: √(…)."));
        }
    }

    void readName() {
        const std::string_view name = m_token.text;
        if (name == "if" || functionByName(name)) {
            readCall();
            return;
        }
        if (name == "pi") {
            finishName(Expression::pi());
        } else if (name == "e") {
            finishName(Expression::euler());
        } else if (const auto variable = variableByName(name); variable && isAllowed(*variable)) {
            finishName(Expression::variable(*variable));
        } else {
            failName(variable.has_value());
        }
    }

    bool isAllowed(Variable variable) const { return std::find(m_variables.begin(), m_variables.end(), variable) != m_variables.end(); }

    void finishName(const Expression& expression) {
        operand(expression, m_token.span);
        m_wantsOperand = false;
        advance();
    }

    void failName(bool isVariable) {
        const Token name = m_token;
        const bool isFirst = m_previous.kind == Kind::End;
        advance();
        if (isFirst && m_token.kind == Kind::Invalid && m_token.text == "=") {
            fail(CALC_TEXT("Type only what stands on the right of the equals sign."));
            return;
        }
        if (isVariable) {
            const std::string shown(name.text);
            const Message message =
                m_variables.empty()
                    ? Message{CALC_TEXT("“{0}” is a variable; here a number is expected, such as 2, pi/2 or sqrt(2)."), {shown}}
                    : Message{CALC_TEXT("“{0}” has no value here; this expression may use {1}."), {shown, listed(m_variables)}};
            fail(ErrorCode::UnknownName, message, name.span);
            return;
        }
        const Follows follows = m_token.kind == Kind::Open ? Follows::Bracket : Follows::Other;
        fail(ErrorCode::UnknownName, unknownName(name.text, follows, m_variables), name.span);
    }

    void readCall() {
        Pending pending{Pending::Kind::Choose};
        pending.column = static_cast<std::uint32_t>(m_token.span.first);
        if (m_token.text != "if") {
            pending.kind = Pending::Kind::Call;
            pending.function = *functionByName(m_token.text);
        }
        const std::string name(m_token.text);
        advance();
        if (m_token.kind != Kind::Open) {
            fail(callWithoutBracket(name, m_token));
            return;
        }
        push(pending);
        advance();
    }

    // --- operators ------------------------------------------------------------------------------------------------------------

    void readOperator() {
        switch (m_token.kind) {
            case Kind::Plus: binary(Op::Add, kSum); break;
            case Kind::Minus: binary(Op::Subtract, kSum); break;
            case Kind::Times: binary(Op::Multiply, kProduct); break;
            case Kind::Divide: binary(Op::Divide, kProduct); break;
            case Kind::Power: binary(Op::Power, kPower); break;
            case Kind::Compare: readComparison(); break;
            case Kind::Factorial: readFactorial(); break;
            case Kind::RaisedOpen: openRaised(); break;
            case Kind::RaisedClose: closeRaised(); break;
            case Kind::Close: readClose(); break;
            case Kind::Comma: readComma(); break;
            case Kind::Bar: readBar(); break;
            case Kind::Number: readNumberAfterOperand(); break;
            case Kind::Name:
            case Kind::Open:
            case Kind::Root: implicitProduct(); break;
            case Kind::End: finish(); break;
            case Kind::Invalid: fail(invalidToken(m_token, openBracket())); break;
        }
    }

    void binary(Op op, Precedence precedence) {
        reduce(op == Op::Power ? kPower + 1 : static_cast<int>(precedence));  // ^ is right associative
        Pending pending{Pending::Kind::Binary, precedence, op};
        pending.column = static_cast<std::uint32_t>(m_token.span.first);
        push(pending);
        m_wantsOperand = true;
        advance();
    }

    void implicitProduct() {
        reduce(kProduct);
        Pending pending{Pending::Kind::Binary, kProduct, Op::Multiply};
        pending.column = static_cast<std::uint32_t>(m_token.span.first);
        push(pending);
        m_wantsOperand = true;
    }

    /// Applies the waiting operators that bind at least as tightly, down to the innermost bracket.
    void reduce(int precedence) {
        while (!m_error && !m_pending.empty() && !isBracket(m_pending.back().kind) && m_pending.back().precedence >= precedence) apply();
    }

    void apply() {
        const Pending pending = m_pending.back();
        pop();
        Operand last = takeOperand();
        if (pending.kind == Pending::Kind::Binary) {
            Operand first = takeOperand();
            const Span extent = joined(first.extent, last.extent);
            operand(Expression::binary(pending.op, std::move(first.expression), std::move(last.expression)), extent);
            return;
        }
        const Span extent = joined({pending.column, 1}, last.extent);
        if (pending.kind == Pending::Kind::Minus) {
            operand(Expression::negate(std::move(last.expression)), extent);
        } else {
            operand(Expression::call(pending.function, std::move(last.expression)), extent);
        }
    }

    Pending& innermost() { return m_pending[m_brackets.back()]; }

    void readComparison() {
        const bool isCondition = !m_brackets.empty() && innermost().kind == Pending::Kind::Choose && innermost().argument == 0;
        if (!isCondition) {
            fail(CALC_TEXT("A comparison stands only inside if: if(x < 0, -x, x)."));
            return;
        }
        if (innermost().compared) {
            fail(CALC_TEXT("Compare two values only. For two conditions write one if inside the other."));
            return;
        }
        innermost().compared = true;
        binary(m_token.comparison, kCompare);
    }

    void readFactorial() {
        if (m_previous.kind == Kind::Factorial) {
            fail(CALC_TEXT("Two “!” in a row are not known. Write (n!)! for the factorial of a factorial."));
            return;
        }
        Operand argument = takeOperand();
        const Span extent = joined(argument.extent, m_token.span);
        operand(Expression::number(1), m_token.span);
        if (m_error) return;
        const Operand one = takeOperand();
        operand(Expression::binary(Op::Add, std::move(argument.expression), one.expression), extent);
        if (m_error) return;
        operand(Expression::call(Function::Gamma, takeOperand().expression), extent);
        advance();
    }

    void openRaised() {
        reduce(kPower + 1);
        push({Pending::Kind::Binary, kPower, Op::Power});
        open({Pending::Kind::Raised});
        m_wantsOperand = true;
    }

    void closeRaised() {
        reduce(0);
        if (m_error) return;
        if (m_brackets.empty() || innermost().kind != Pending::Kind::Raised) {
            fail(unclosedBracket(openBracket()));
            return;
        }
        pop();
        apply();
        advance();
    }

    void readClose() {
        reduce(0);
        if (m_error) return;
        const bool closes = !m_brackets.empty() && innermost().kind != Pending::Kind::Raised && innermost().kind != Pending::Kind::Bar;
        if (!closes) {
            fail(uselessClose(openBracket()));
            return;
        }
        const Pending bracket = innermost();
        switch (bracket.kind) {
            case Pending::Kind::Group: m_operands.back().extent = joined({bracket.column, 1}, m_token.span); break;
            case Pending::Kind::Choose: closeChoose(bracket); break;
            default: closeCall(bracket);
        }
        if (m_error) return;
        pop();
        advance();
    }

    void closeCall(const Pending& bracket) {
        const Builtin& entry = builtin(bracket.function);
        if (bracket.argument + 1 < entry.arity) {
            fail(tooFewArguments(openBracket()));
            return;
        }
        const auto arity = static_cast<std::ptrdiff_t>(entry.arity);
        std::vector<Expression> arguments;
        arguments.reserve(static_cast<std::size_t>(arity));
        for (auto it = m_operands.end() - arity; it != m_operands.end(); ++it) arguments.push_back(std::move(it->expression));
        m_operands.erase(m_operands.end() - arity, m_operands.end());
        operand(Expression::call(bracket.function, std::move(arguments)), joined({bracket.column, 1}, m_token.span));
    }

    void closeChoose(const Pending& bracket) {
        if (bracket.argument < 2) {
            fail(tooFewArguments(openBracket()));
            return;
        }
        Expression otherwise = takeOperand().expression;
        Expression then = takeOperand().expression;
        Expression condition = takeOperand().expression;
        operand(Expression::choose(std::move(condition), std::move(then), std::move(otherwise)), joined({bracket.column, 1}, m_token.span));
    }

    void readComma() {
        reduce(0);
        if (m_error) return;
        if (m_brackets.empty() || (innermost().kind != Pending::Kind::Call && innermost().kind != Pending::Kind::Choose)) {
            fail(misplacedComma(m_previous));
            return;
        }
        Pending& bracket = innermost();
        const bool isChoose = bracket.kind == Pending::Kind::Choose;
        if (bracket.argument + 1 == (isChoose ? 3 : builtin(bracket.function).arity)) {
            fail(tooManyArguments(openBracket()));
        } else if (isChoose && bracket.argument == 0 && !bracket.compared) {
            fail(CALC_TEXT("The first part of if is a comparison with <, <=, > or >=, as in if(x < 0, -x, x)."));
        }
        if (m_error) return;
        ++bracket.argument;
        m_wantsOperand = true;
        advance();
    }

    void readBar() {
        if (m_brackets.empty() || innermost().kind != Pending::Kind::Bar) {
            implicitProduct();
            return;
        }
        reduce(0);
        if (m_error) return;
        const Pending bracket = innermost();
        pop();
        operand(Expression::call(Function::Abs, takeOperand().expression), joined({bracket.column, 1}, m_token.span));
        advance();
    }

    /// A number may follow a bracket, as in (x+1)2, and nothing else.
    void readNumberAfterOperand() {
        if (m_previous.kind == Kind::Close || m_previous.kind == Kind::Bar || m_previous.kind == Kind::RaisedClose) {
            implicitProduct();
        } else {
            fail(numberAfterOperand(m_token, m_previous));
        }
    }

    void finish() {
        reduce(0);
        if (m_error) return;
        if (!m_brackets.empty()) {
            fail(unclosedBracket(openBracket()));
            return;
        }
        m_done = true;
    }

    Lexer m_lexer;
    const std::vector<Variable>& m_variables;
    Token m_token;
    Token m_previous;
    std::vector<Operand> m_operands;
    std::vector<Pending> m_pending;
    std::vector<std::size_t> m_brackets;  ///< where in m_pending brackets stand
    std::size_t m_waiting = 0;            ///< entries of m_pending that will make a node
    std::size_t m_nodes = 0;
    bool m_wantsOperand = true;
    bool m_done = false;
    std::optional<Error> m_error;
};

}  // namespace

Result<Expression> parse(std::string_view text, const std::vector<Variable>& variables) {
    if (text.size() > kLongestText) {
        return Error{ErrorCode::TooLarge, {CALC_TEXT("This text is too long for an expression: at most 1 MiB."), {}}, Span{0, 1}, {}};
    }
    return Parser(text, variables).run();
}

}  // namespace calc
