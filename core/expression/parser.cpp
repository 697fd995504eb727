#include "core/expression/parser.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "core/expression/builtins.h"
#include "core/expression/lexer.h"
#include "core/expression/names.h"

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

    std::string symbol(const Token& token) const {
        if (token.kind == Kind::RaisedClose || token.kind == Kind::RaisedOpen) return "^";
        return std::string(token.text.substr(0, 24));
    }

    // --- operands -------------------------------------------------------------------------------------------------------------

    void readOperand() {
        switch (m_token.kind) {
            case Kind::Number:
                readNumber();
                break;
            case Kind::Name:
                readName();
                break;
            case Kind::Plus:
                advance();
                break;
            case Kind::Minus:
                open({Pending::Kind::Minus, kMinus});
                break;
            case Kind::Root:
                readRoot();
                break;
            case Kind::Open:
                open({Pending::Kind::Group});
                break;
            case Kind::Bar:
                open({Pending::Kind::Bar});
                break;
            default:
                missingOperand();
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

    void operand(Expression expression, Span extent) {
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

    void finishName(Expression expression) {
        operand(std::move(expression), m_token.span);
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
            failCall(name);
            return;
        }
        push(pending);
        advance();
    }

    /// A function without its bracket: sin x, sin^2(x), sin.
    void failCall(const std::string& name) {
        if (name == "if") {
            fail(CALC_TEXT("Write if with brackets: if(x < 0, -x, x)."));
        } else if (m_token.kind == Kind::Power || m_token.kind == Kind::RaisedOpen) {
            fail({CALC_TEXT("Write the power behind the bracket: {0}(x)^2."), {name}});
        } else if (m_token.kind == Kind::Number || (m_token.kind == Kind::Name && m_token.text.size() <= 2)) {
            fail({CALC_TEXT("Write the argument of {0} in brackets: {0}({1})."), {name, symbol(m_token)}});
        } else {
            fail({CALC_TEXT("“{0}” is a function: write its argument in brackets, as in {0}(x)."), {name}});
        }
    }

    /// Why no operand can begin with this token.
    void missingOperand() {
        const Token& token = m_token;
        switch (token.kind) {
            case Kind::Invalid:
                fail(token.problem);
                return;
            case Kind::End:
                missingAtEnd();
                return;
            case Kind::Close:
                missingBeforeClose();
                return;
            case Kind::Comma:
                missingBeforeComma();
                return;
            case Kind::RaisedOpen:
                fail(CALC_TEXT("A raised number needs something before it, as in x²."));
                return;
            case Kind::RaisedClose:
                fail(CALC_TEXT("The raised part is not complete: write a number after the sign, as in x⁻¹."));
                return;
            case Kind::Factorial:
                fail(CALC_TEXT("“!” stands after a number or a bracket, as in n!."));
                return;
            case Kind::Times:
                if (m_previous.kind == Kind::Times) {
                    fail(CALC_TEXT("Two signs for a product stand together. For a power write ^, as in x^2."));
                    return;
                }
                break;
            case Kind::Divide:
                if (m_previous.kind == Kind::Divide) {
                    fail(CALC_TEXT("Write / only once. For a whole-number quotient write floor(x/2)."));
                    return;
                }
                break;
            default:
                break;
        }
        if (isOperator(m_previous.kind)) {
            fail({CALC_TEXT("Between “{0}” and “{1}” something is missing: a number, a name or a bracket."),
                  {symbol(m_previous), symbol(token)}});
        } else {
            fail({CALC_TEXT("Before “{0}” something is missing: a number, a name or a bracket."), {symbol(token)}});
        }
    }

    static bool isOperator(Kind kind) {
        return kind == Kind::Plus || kind == Kind::Minus || kind == Kind::Times || kind == Kind::Divide || kind == Kind::Power ||
               kind == Kind::Compare || kind == Kind::Root;
    }

    void missingAtEnd() {
        if (isOperator(m_previous.kind)) {
            fail({CALC_TEXT("After “{0}” something is missing: a number, a name or a bracket."), {symbol(m_previous)}});
        } else if (!m_brackets.empty()) {
            failUnclosed();
        } else {
            fail(CALC_TEXT("There is nothing here yet. Type an expression, such as x^2 - 1."));
        }
    }

    void missingBeforeClose() {
        if (m_brackets.empty()) {
            fail(CALC_TEXT("This bracket closes nothing. Delete it, or open it with ( before."));
        } else if (m_previous.kind == Kind::Comma) {
            fail(CALC_TEXT("After the comma an argument is missing."));
        } else if (isOperator(m_previous.kind)) {
            fail({CALC_TEXT("After “{0}” something is missing: a number, a name or a bracket."), {symbol(m_previous)}});
        } else if (innermost().kind == Pending::Kind::Call) {
            fail({CALC_TEXT("“{0}” needs an argument between its brackets, as in {1}."),
                  {std::string(builtin(innermost().function).name), exampleCall(innermost().function)}});
        } else if (innermost().kind == Pending::Kind::Choose) {
            fail(CALC_TEXT("“if” needs a comparison and two values, as in if(x < 0, -x, x)."));
        } else {
            fail(CALC_TEXT("These brackets are empty: write an expression between them."));
        }
    }

    void missingBeforeComma() {
        if (m_brackets.empty() || (innermost().kind != Pending::Kind::Call && innermost().kind != Pending::Kind::Choose)) {
            fail(CALC_TEXT("A comma only stands between the arguments of a function, as in max(x, 2)."));
        } else {
            fail(CALC_TEXT("Before the comma an argument is missing."));
        }
    }

    static std::string exampleCall(Function function) {
        const Builtin& entry = builtin(function);
        return std::string(entry.name) + (entry.arity == 2 ? "(x, 2)" : "(x)");
    }

    void failUnclosed() {
        const Pending& bracket = innermost();
        const auto column = static_cast<std::int64_t>(bracket.column) + 1;
        if (bracket.kind == Pending::Kind::Bar) {
            fail({CALC_TEXT("The bar | in column {0} is never closed: write | here."), {column}});
        } else if (bracket.kind == Pending::Kind::Call) {
            const std::string name(builtin(bracket.function).name);
            fail({CALC_TEXT("The bracket of “{1}” in column {0} is never closed: write ) here."), {column, name}});
        } else {
            fail({CALC_TEXT("The bracket in column {0} is never closed: write ) here."), {column}});
        }
    }

    // --- operators ------------------------------------------------------------------------------------------------------------

    void readOperator() {
        switch (m_token.kind) {
            case Kind::Plus:
                binary(Op::Add, kSum);
                break;
            case Kind::Minus:
                binary(Op::Subtract, kSum);
                break;
            case Kind::Times:
                binary(Op::Multiply, kProduct);
                break;
            case Kind::Divide:
                binary(Op::Divide, kProduct);
                break;
            case Kind::Power:
                binary(Op::Power, kPower);
                break;
            case Kind::Compare:
                readComparison();
                break;
            case Kind::Factorial:
                readFactorial();
                break;
            case Kind::RaisedOpen:
                openRaised();
                break;
            case Kind::RaisedClose:
                closeRaised();
                break;
            case Kind::Close:
                readClose();
                break;
            case Kind::Comma:
                readComma();
                break;
            case Kind::Bar:
                readBar();
                break;
            case Kind::Number:
                readNumberAfterOperand();
                break;
            case Kind::Name:
            case Kind::Open:
            case Kind::Root:
                implicitProduct();
                break;
            case Kind::End:
                finish();
                break;
            case Kind::Invalid:
                fail(m_token.problem);
                break;
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
            failUnclosed();
            return;
        }
        pop();
        apply();
        advance();
    }

    void readClose() {
        reduce(0);
        if (m_error) return;
        if (m_brackets.empty() || innermost().kind == Pending::Kind::Raised) {
            fail(CALC_TEXT("This bracket closes nothing. Delete it, or open it with ( before."));
            return;
        }
        const Pending bracket = innermost();
        switch (bracket.kind) {
            case Pending::Kind::Bar:
                fail({CALC_TEXT("The bar | in column {0} must be closed before this bracket."),
                      {static_cast<std::int64_t>(bracket.column) + 1}});
                return;
            case Pending::Kind::Group:
                m_operands.back().extent = joined({bracket.column, 1}, m_token.span);
                break;
            case Pending::Kind::Choose:
                closeChoose(bracket);
                break;
            default:
                closeCall(bracket);
        }
        if (m_error) return;
        pop();
        advance();
    }

    void closeCall(const Pending& bracket) {
        const Builtin& entry = builtin(bracket.function);
        if (bracket.argument + 1 < entry.arity) {
            fail({CALC_TEXT("“{0}” takes two arguments, separated by a comma: {0}(x, 2)."), {std::string(entry.name)}});
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
            fail(CALC_TEXT("“if” needs a comparison and two values, as in if(x < 0, -x, x)."));
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
            if (m_previous.kind == Kind::Number) {
                fail(CALC_TEXT("Write decimal numbers with a point, as in 1.5. A comma only separates the arguments of a function."));
            } else {
                fail(CALC_TEXT("A comma only stands between the arguments of a function, as in max(x, 2)."));
            }
            return;
        }
        Pending& bracket = innermost();
        if (bracket.kind == Pending::Kind::Choose) {
            if (bracket.argument == 0 && !bracket.compared) {
                fail(CALC_TEXT("The first part of if is a comparison with <, <=, > or >=, as in if(x < 0, -x, x)."));
            } else if (bracket.argument == 2) {
                fail(CALC_TEXT("“if” has three parts only, as in if(x < 0, -x, x)."));
            }
        } else if (bracket.argument + 1 == builtin(bracket.function).arity) {
            failTooMany(bracket.function);
        }
        if (m_error) return;
        ++bracket.argument;
        m_wantsOperand = true;
        advance();
    }

    void failTooMany(Function function) {
        const std::string name(builtin(function).name);
        if (builtin(function).arity == 2) {
            fail({CALC_TEXT("“{0}” takes exactly two arguments. For three write {0}({0}(x, 2), 3)."), {name}});
        } else if (function == Function::Ln) {
            fail(CALC_TEXT("A logarithm takes one argument. For another base write log10(x), log2(x) or ln(x)/ln(3)."));
        } else {
            fail({CALC_TEXT("“{0}” takes one argument. Decimal numbers are written with a point, as in 1.5."), {name}});
        }
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
        } else if (m_previous.kind == Kind::Number && m_token.text.front() == '.') {
            fail(CALC_TEXT("A number has only one decimal point."));
        } else if (m_previous.kind == Kind::Number) {
            fail(CALC_TEXT("Two numbers stand side by side. Write an operator between them, such as + or *."));
        } else {
            fail({CALC_TEXT("Write {0}*{1} for the product or {0}^{1} for the power."), {symbol(m_previous), symbol(m_token)}});
        }
    }

    void finish() {
        reduce(0);
        if (m_error) return;
        if (!m_brackets.empty()) {
            failUnclosed();
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
