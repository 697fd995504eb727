#include <QElapsedTimer>
#include <QTest>

#include "core/expression/layout.h"
#include "core/expression/parser.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

Expression read(const QString& text) {
    const auto result = parse(text.toStdString(), {Variable::X, Variable::Y, Variable::N});
    if (!result.ok()) qFatal("%s: %s", qPrintable(text), renderPlainEnglish(result.error().message).c_str());
    return *result;
}

std::string joined(const std::vector<FormulaBox>& parts, const std::string& between);

/// A box as text: 'x italic, upright as it is, `+ an operator, [a b] a row, name(a, b) the rest.
std::string dump(const FormulaBox& box) {
    using Kind = FormulaBox::Kind;
    const auto call = [&box](const std::string& name) { return name + "(" + joined(box.parts, ", ") + ")"; };
    switch (box.kind) {
        case Kind::Text:
            return (box.style == FormulaBox::Style::Italic ? "'" : box.style == FormulaBox::Style::Operator ? "`" : "") + box.text;
        case Kind::Row: return "[" + joined(box.parts, " ") + "]";
        case Kind::Fraction: return call("frac");
        case Kind::Superscript: return call("sup");
        case Kind::Subscript: return call("sub");
        case Kind::SubSuperscript: return call("subsup");
        case Kind::Root: return call("root");
        case Kind::Delimited: return call(box.text);
        case Kind::BigOperator: return call(box.text);
        case Kind::Under: return call("under");
        case Kind::Column: return call("column");
        case Kind::Cases: return call("cases");
        case Kind::Space: return "<" + box.text + ">";
    }
    return {};
}

std::string joined(const std::vector<FormulaBox>& parts, const std::string& between) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i > 0 ? between : "") + dump(parts[i]);
    return text;
}

/// Every kind of box has the parts that its description promises.
bool isWellFormed(const FormulaBox& box) {
    using Kind = FormulaBox::Kind;
    const std::size_t n = box.parts.size();
    const auto fits = [&] {
        switch (box.kind) {
            case Kind::Text: return n == 0 && !box.text.empty();
            case Kind::Space: return n == 0;
            case Kind::Row: return n >= 2;
            case Kind::Fraction:
            case Kind::Superscript:
            case Kind::Subscript:
            case Kind::Under: return n == 2;
            case Kind::SubSuperscript:
            case Kind::BigOperator: return n == 3;
            case Kind::Root: return n == 1 || n == 2;
            case Kind::Delimited: return n == 1 && !box.text.empty();
            case Kind::Cases: return n >= 4 && n % 2 == 0;
            case Kind::Column: return n >= 1;
        }
        return false;
    };
    return fits() && std::all_of(box.parts.begin(), box.parts.end(), isWellFormed);
}

int fractionDepth(const FormulaBox& box) {
    int deepest = 0;
    for (const FormulaBox& part : box.parts) deepest = std::max(deepest, fractionDepth(part));
    return deepest + (box.kind == FormulaBox::Kind::Fraction ? 1 : 0);
}

}  // namespace

class TestLayout : public QObject {
    Q_OBJECT
private slots:
    void boxes_data();
    void boxes();
    void plainTexts_data();
    void plainTexts();
    void builders();
    void fractionsNestTwice();
    void randomTreesAreWellFormed();
    void deepExpressions_data();
    void deepExpressions();
};

void TestLayout::boxes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("boxes");
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"2x", "[2 'x]"},
        {"x y", "['x 'y]"},
        {"2*3", "[2 `· 3]"},
        {"2*3^x", "[2 `· sup(3, 'x)]"},
        {"x*2", "['x `· 2]"},
        {"2pi x", "[2 π 'x]"},
        {"e x", "[e 'x]"},
        {"x(x+1)", "['x ()(['x `+ 1])]"},
        {"(x+1)(x-1)", "[()(['x `+ 1]) ()(['x `− 1])]"},
        {"|x||y|", "[||('x) ||('y)]"},
        {"2*(1/2)", "[2 `· frac(1, 2)]"},
        {"(1/2)*(3/4)", "[frac(1, 2) `· frac(3, 4)]"},
        {"3x^2-2x+1", "[3 sup('x, 2) `− 2 'x `+ 1]"},
        {"x-(y-1)", "['x `− ()(['y `− 1])]"},
        {"x-(-2)", "['x `− ()([`− 2])]"},
        {"x+-2", "['x `+ ()([`− 2])]"},
        {"-x^2", "[`− sup('x, 2)]"},
        {"(-x)^2", "sup(()([`− 'x]), 2)"},
        {"-(x+1)", "[`− ()(['x `+ 1])]"},
        {"-(-x)", "[`− ()([`− 'x])]"},
        {"-2x", "[`− 2 'x]"},
        {"-x/2", "[`− frac('x, 2)]"},
        {"-2x/3", "[`− frac([2 'x], 3)]"},
        {"1/2x", "[frac(1, 2) 'x]"},
        {"1/(2x)", "frac(1, [2 'x])"},
        {"sin(x)/x", "frac([sin 'x], 'x)"},
        {"x/(y/2)", "frac('x, frac('y, 2))"},
        {"x^(n+1)", "sup('x, ['n `+ 1])"},
        {"x^(1/3)", "sup('x, [1 / 3])"},
        {"2^-x^2", "sup(2, [`− sup('x, 2)])"},
        {"(x^2)^3", "sup(()(sup('x, 2)), 3)"},
        {"(x/2)^2", "sup(()(frac('x, 2)), 2)"},
        {"(x+1)^2", "sup(()(['x `+ 1]), 2)"},
        {"(2x)^2", "sup(()([2 'x]), 2)"},
        {"|x|^2", "sup(||('x), 2)"},
        {"sqrt(x)^2", "sup(()(root('x)), 2)"},
        {"2^(x/(y+1))", "sup(2, ['x / ()(['y `+ 1])])"},
        {"sin(x)", "[sin 'x]"},
        {"sin(2x)", "[sin 2 'x]"},
        {"sin(x+1)", "[sin ()(['x `+ 1])]"},
        {"sin(-x)", "[sin ()([`− 'x])]"},
        {"sin(x^2)", "[sin sup('x, 2)]"},
        {"sin(cos(x))", "[sin ()([cos 'x])]"},
        {"sin(|x|)", "[sin ||('x)]"},
        {"2sin(x)", "[2 sin 'x]"},
        {"sin(x)cos(x)", "[sin 'x cos 'x]"},
        {"sin(x)*y", "[sin ()('x) 'y]"},
        {"sin(x)^2", "[sup(sin, 2) 'x]"},
        {"sin(x)^-1", "sup(()([sin 'x]), [`− 1])"},
        {"ln(x)^2", "sup(()([ln 'x]), 2)"},
        {"sin(x)^2*y", "[()([sup(sin, 2) 'x]) 'y]"},
        {"log10(x)", "[sub(log, 10) 'x]"},
        {"log2(x+1)", "[sub(log, 2) ()(['x `+ 1])]"},
        {"atan(x)", "[arctan 'x]"},
        {"exp(x)", "sup(e, 'x)"},
        {"exp(-x^2/2)", "sup(e, [`− sup('x, 2) / 2])"},
        {"(e^x)^2", "sup(()(sup(e, 'x)), 2)"},
        {"exp(x)^2", "sup(()(sup(e, 'x)), 2)"},
        {"sqrt(x^2+1)", "root([sup('x, 2) `+ 1])"},
        {"cbrt(x)", "root('x, 3)"},
        {"abs(x)", "||('x)"},
        {"floor(x)", "⌊⌋('x)"},
        {"ceil(x/2)", "⌈⌉(frac('x, 2))"},
        {"max(x,2)", "[max ()(['x , 2])]"},
        {"erf(x)", "[erf ()('x)]"},
        {"sigmoid(x)", "[σ ()('x)]"},
        {"relu(x-1)", "[ReLU ()(['x `− 1])]"},
        {"gamma(x)", "[Γ ()('x)]"},
        {"n!", "['n !]"},
        {"5!", "[5 !]"},
        {"(2n)!", "[()([2 'n]) !]"},
        {"gamma(x+1)", "[Γ ()(['x `+ 1])]"},
        {"if(x<0,-x,x^2)", "cases([`− 'x], ['x `< 0], sup('x, 2), ['x `≥ 0])"},
        {"if(x>=0,1,if(x<-1,2,3))", "cases(1, ['x `≥ 0], 2, ['x `< `− 1], 3, otherwise)"},
        {"2if(x<0,1,2)", "[2 ()(cases(1, ['x `< 0], 2, ['x `≥ 0]))]"},
        {"0.5x", "[0.5 'x]"},
        {"1e400*x", "[sup(10, 400) 'x]"},
        {"2.5e-8", "[2.5 `· sup(10, −8)]"},
        {"12345.678", "12\u2009345.678"},
        {"pi", "π"},
    };
    for (const auto& [text, boxes] : cases) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(boxes);
}

void TestLayout::boxes() {
    QFETCH(QString, text);
    QFETCH(QString, boxes);
    QCOMPARE(QString::fromStdString(dump(layout(read(text)))), boxes);
}

void TestLayout::plainTexts_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"sin(x)/x", "sin x / x"},
        {"3x^2-2x+1", "3x² − 2x + 1"},
        {"(x+1)/(x-1)", "(x + 1) / (x − 1)"},
        {"1/(2x)", "1 / (2x)"},
        {"1/2x", "(1 / 2)x"},
        {"-x/2", "−x / 2"},
        {"x^n y", "x^n y"},
        {"2sin(x)", "2 sin x"},
        {"-sin(x)", "−sin x"},
        {"sin(x)^2", "sin² x"},
        {"log2(x)", "log₂ x"},
        {"exp(-x^2/2)", "e^(−x²/2)"},
        {"x^-1", "x⁻¹"},
        {"sqrt(x+1)", "√(x + 1)"},
        {"sqrt(x)", "√x"},
        {"cbrt(x)", "∛x"},
        {"|x-1|", "|x − 1|"},
        {"floor(x)", "⌊x⌋"},
        {"if(x<0,-x,x)", "{−x if x < 0; x if x ≥ 0}"},
        {"min(x,-x)", "min(x, −x)"},
        {"1e400", "10⁴⁰⁰"},
        {"n!", "n!"},
        {"2*3", "2 · 3"},
    };
    for (const auto& [text, plain] : cases) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(plain);
}

void TestLayout::plainTexts() {
    QFETCH(QString, text);
    QFETCH(QString, plain);
    QCOMPARE(QString::fromStdString(plainText(layout(read(text)))), plain);
}

void TestLayout::builders() {
    QCOMPARE(plainText(mathRow({mathSum(mathRow({mathItalic("i"), mathOperator("="), mathText("1")}), mathItalic("n")), mathItalic("x")})),
             std::string("∑ from i = 1 to n of x"));
    QCOMPARE(plainText(
                 mathRow({mathIntegral(mathText("0"), mathText("1")), mathItalic("x"), mathSpace("thin"), mathText("d"), mathItalic("x")})),
             std::string("∫ from 0 to 1 of x dx"));
    QCOMPARE(plainText(mathRow({mathLimit(mathRow({mathItalic("x"), mathOperator("→"), mathText("0")})), mathItalic("f"),
                                mathDelimited("()", mathItalic("x"))})),
             std::string("lim x → 0 f(x)"));
    QCOMPARE(plainText(mathDelimited("()", mathColumn({mathText("1"), mathText("2")}))), std::string("(1, 2)"));
    QCOMPARE(plainText(mathSubscript(mathItalic("x"), mathText("1"))), std::string("x₁"));
    QCOMPARE(plainText(mathSubscript(mathItalic("a"), mathItalic("n"))), std::string("a_n"));
    QVERIFY(coloured(Role::Tangent, mathText("2")).role == Role::Tangent);
    QVERIFY(!mathText("2").role.has_value());
}

void TestLayout::fractionsNestTwice() {
    QString text = "x";
    for (int i = 0; i < 6; ++i) text = "1/(1+" + text + ")";
    QCOMPARE(fractionDepth(layout(read(text))), 2);
}

void TestLayout::randomTreesAreWellFormed() {
    test::RandomExpression random(55, {Variable::X, Variable::Y, Variable::N});
    for (int i = 0; i < 5000; ++i) {
        const Expression tree = random.tree(6);
        const FormulaBox box = layout(tree);
        QVERIFY2(isWellFormed(box), dump(box).c_str());
        QVERIFY2(fractionDepth(box) <= 2, dump(box).c_str());
        QVERIFY(!plainText(box).empty());
    }
}

void TestLayout::deepExpressions_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("sum") << "x" + QString("+x").repeated(1900);
    QTest::newRow("product") << "x" + QString("*x").repeated(1900);
    QTest::newRow("quotient") << "x" + QString("/x").repeated(1900);
    QTest::newRow("tower") << QString("x^").repeated(1900) + "x";
    QTest::newRow("functions") << QString("sin(").repeated(1900) + "x" + QString(")").repeated(1900);
    QTest::newRow("minus") << QString("-").repeated(1900) + "x";
    QTest::newRow("cases") << QString("if(x<0,1,").repeated(600) + "x" + QString(")").repeated(600);
}

void TestLayout::deepExpressions() {
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    const FormulaBox box = layout(read(text));
    QVERIFY(isWellFormed(box));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
