#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/expression/program.h"
#include "tests/support/random_expression.h"

using namespace calc;

namespace {

const std::vector<Variable> kXY = {Variable::X, Variable::Y};
const std::vector<Variable> kAll = {Variable::X, Variable::Y, Variable::N};

QByteArray spelled(const QJsonObject& make) {
    return make["prefix"].toString().toUtf8() + make["repeat"].toString().toUtf8().repeated(make["count"].toInt()) +
           make["suffix"].toString().toUtf8() + make["repeat2"].toString().toUtf8().repeated(make["count2"].toInt());
}

std::string_view view(const QByteArray& bytes) { return {bytes.constData(), static_cast<std::size_t>(bytes.size())}; }

int columnOf(const Error& error) { return error.span ? static_cast<int>(error.span->first) + 1 : 0; }

QString sentence(const Error& error) { return QString::fromStdString(renderPlainEnglish(error.message)); }

}  // namespace

class TestParser : public QObject {
    Q_OBJECT
private slots:
    void referenceCases_data();
    void referenceCases();
    void sameTree_data();
    void sameTree();
    void refusedWithColumn_data();
    void refusedWithColumn();
    void everySentenceIsWhole();
    void variableNobodyGaveIsNamed();
    void literalsAreExact();
    void spansPointIntoTheText();
    void printReadsBack_data();
    void printReadsBack();
    void printedForm_data();
    void printedForm();
    void longNumbersReadBack();
    void randomTreesReadBack();
    void randomTextNeverFails();
    void hostileTexts_data();
    void hostileTexts();
    void limits();
};

void TestParser::referenceCases_data() {
    QTest::addColumn<QJsonObject>("testCase");
    QFile file(CALCULOSCOPE_TEST_DATA "/reference/parse.jsonl");
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty()) continue;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QTest::newRow(qPrintable(object["id"].toString())) << object;
    }
}

void TestParser::referenceCases() {
    QFETCH(QJsonObject, testCase);
    QByteArray input = testCase["input"].toString().toUtf8();
    if (testCase.contains("input_hex")) input = QByteArray::fromHex(testCase["input_hex"].toString().toLatin1());
    if (testCase.contains("make")) input = spelled(testCase["make"].toObject());
    const auto result = parse(view(input));
    const QString kind = testCase["kind"].toString();
    if (kind == "accept-or-refuse" && !result.ok()) {
        QCOMPARE(result.error().code, ErrorCode::TooLarge);
    } else if (kind == "refuse") {
        QVERIFY2(!result.ok(), "accepted");
        const QJsonArray columns = testCase["columns"].toArray();
        if (!columns.isEmpty()) QVERIFY2(columnOf(result.error()) == columns[0].toInt(), qPrintable(sentence(result.error())));
    } else {
        QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(sentence(result.error())));
        const QByteArray same = testCase["same_as"].toString().toUtf8();
        if (!same.isEmpty()) QVERIFY(*result == *parse(view(same)));
        const double expected = parseDouble(testCase["value"].toString().toStdString()).value();
        const double value = Program::compile(*result)(testCase["at"].toObject()["x"].toDouble());
        const double allowed = testCase["rtol"].toDouble() * std::abs(expected) + testCase["atol"].toDouble();
        QVERIFY2(std::abs(value - expected) <= allowed, shortest(value).c_str());
    }
}

void TestParser::sameTree_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("writtenOut");
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"2x", "2*x"},
        {"2 x", "2*x"},
        {"x y", "x*y"},
        {"3sin(x)", "3*sin(x)"},
        {"x sin(x)", "x*sin(x)"},
        {"sin(x)cos(x)", "sin(x)*cos(x)"},
        {"(x+1)(x-1)", "(x+1)*(x-1)"},
        {"x(x+1)", "x*(x+1)"},
        {"(x+1)x", "(x+1)*x"},
        {"(x+1)2", "(x+1)*2"},
        {"2(x)", "2*x"},
        {"2pi x", "2*pi*x"},
        {"1/2x", "(1/2)*x"},
        {"2x^2", "2*(x^2)"},
        {"x^2y", "(x^2)*y"},
        {"2^3x", "(2^3)*x"},
        {"2^-3x", "(2^(-3))*x"},
        {"-2x", "(-2)*x"},
        {"pi(x)", "pi*x"},
        {"e(x)", "e*x"},
        {"5!x", "gamma(5+1)*x"},
        {"2n!", "2*gamma(n+1)"},
        {"-x^2", "-(x^2)"},
        {"2^-x", "2^(-x)"},
        {"2^-x^2", "2^(-(x^2))"},
        {"2^3^2", "2^(3^2)"},
        {"(2^3)^2", "(2^3)^2"},
        {"--x", "-(-x)"},
        {"+x", "x"},
        {"x++2", "x+2"},
        {"x--2", "x-(-2)"},
        {"x-+2", "x-2"},
        {"2*-x", "2*(-x)"},
        {"2/-x", "2/(-x)"},
        {"-x*y", "(-x)*y"},
        {"x-y-2", "(x-y)-2"},
        {"x/y/2", "(x/y)/2"},
        {"x/y*2", "(x/y)*2"},
        {"x*y/2", "(x*y)/2"},
        {"2e3", "2000"},
        {"2e", "2*e"},
        {"2e-x", "2*e-x"},
        {"2e+3", "2000"},
        {"2E3", "2000"},
        {"2exp(x)", "2*exp(x)"},
        {"2e3x", "2000*x"},
        {"2e^x", "2*e^x"},
        {".5", "0.5"},
        {"5.", "5"},
        {"5.x", "5*x"},
        {"0.50", "0.5"},
        {"00012", "12"},
        {"1.e2", "100"},
        {"x²", "x^2"},
        {"x³+1", "x^3+1"},
        {"x¹⁰", "x^10"},
        {"x⁻¹", "x^(-1)"},
        {"-x²", "-(x^2)"},
        {"2x²", "2*x^2"},
        {"2^x²", "2^(x^2)"},
        {"x²y", "x^2*y"},
        {"x²^3", "(x^2)^3"},
        {"x²!", "gamma(x^2+1)"},
        {"xⁿ", "x^n"},
        {"xⁿ⁺¹", "x^(n+1)"},
        {"eˣ", "e^x"},
        {"e⁻ˣ", "e^(-x)"},
        {"(x+1)²(x-1)", "(x+1)^2*(x-1)"},
        {"sin(x)²", "sin(x)^2"},
        {"2⁽ˣ⁺¹⁾", "2^(x+1)"},
        {"√x", "sqrt(x)"},
        {"√2", "sqrt(2)"},
        {"√(x+1)", "sqrt(x+1)"},
        {"2√x", "2*sqrt(x)"},
        {"√2x", "sqrt(2)*x"},
        {"√x²", "sqrt(x)^2"},
        {"√√x", "sqrt(sqrt(x))"},
        {"√sin(x)", "sqrt(sin(x))"},
        {"∛x", "cbrt(x)"},
        {"-√x", "-sqrt(x)"},
        {"2^√x", "2^sqrt(x)"},
        {"√|x|", "sqrt(abs(x))"},
        {"√x!", "sqrt(gamma(x+1))"},
        {"π", "pi"},
        {"2π", "2*pi"},
        {"−x", "-x"},
        {"x−1", "x-1"},
        {"2·x", "2*x"},
        {"2⋅x", "2*x"},
        {"2×x", "2*x"},
        {"2÷x", "2/x"},
        {"n!", "gamma(n+1)"},
        {"2^n!", "2^gamma(n+1)"},
        {"-n!", "-gamma(n+1)"},
        {"(n+1)!", "gamma((n+1)+1)"},
        {"(n!)!", "gamma(gamma(n+1)+1)"},
        {"|x|", "abs(x)"},
        {"|x|^2", "abs(x)^2"},
        {"2|x|", "2*abs(x)"},
        {"|x||y|", "abs(x)*abs(y)"},
        {"||x|-1|", "abs(abs(x)-1)"},
        {"|x|-|y|", "abs(x)-abs(y)"},
        {"|x+|y||", "abs(x+abs(y))"},
        {"|2x-1|x", "abs(2*x-1)*x"},
        {"|-x|", "abs(-x)"},
        {"max(|x|,1)", "max(abs(x),1)"},
        {"|max(x,1)|", "abs(max(x,1))"},
        {"|x|2", "abs(x)*2"},
        {"(|x|)", "abs(x)"},
        {"log(x)", "ln(x)"},
        {"arcsin(x)", "asin(x)"},
        {"arccos(x)", "acos(x)"},
        {"arctan(x)", "atan(x)"},
        {"if(x<0,-x,x^2)", "if(x < 0, -x, x^2)"},
        {"if(x≤0,1,2)", "if(x <= 0, 1, 2)"},
        {"if(x≥0,1,2)", "if(x >= 0, 1, 2)"},
        {"2if(x>0,1,2)", "2*if(x > 0, 1, 2)"},
        {" x\t+\n1 ", "x+1"},
        {"x\u00A0+\u20091", "x+1"},
        {"((((x))))", "x"},
        {"sin(((x)))", "sin(x)"},
    };
    for (const auto& [text, writtenOut] : cases) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(writtenOut);
    }
}

void TestParser::sameTree() {
    QFETCH(QString, text);
    QFETCH(QString, writtenOut);
    const QByteArray first = text.toUtf8();
    const QByteArray second = writtenOut.toUtf8();
    const auto left = parse(view(first), kAll);
    const auto right = parse(view(second), kAll);
    QVERIFY2(left.ok(), left.ok() ? "" : qPrintable(sentence(left.error())));
    QVERIFY2(right.ok(), right.ok() ? "" : qPrintable(sentence(right.error())));
    QVERIFY2(*left == *right, print(*left).c_str());
}

void TestParser::refusedWithColumn_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    struct Case {
        QByteArray text;
        int column;
        const char* says;
    };
    const std::vector<Case> cases = {
        // nothing, brackets
        {"", 1, "nothing here"},
        {"   ", 4, "nothing here"},
        {"()", 2, "empty"},
        {"( )", 3, "empty"},
        {"sin()", 5, "needs an argument"},
        {"max()", 5, "max(x, 2)"},
        {"(", 2, "never closed"},
        {"((x)", 5, "column 1 is never closed"},
        {"sin(x", 6, "“sin” in column 1"},
        {"|x", 3, "| in column 1"},
        {"||", 3, "never closed"},
        {")", 1, "closes nothing"},
        {"x)", 2, "closes nothing"},
        {")(", 1, "closes nothing"},
        {"(x))", 4, "closes nothing"},
        {"(|x)", 4, "| in column 2"},
        {"[x]", 1, "round brackets"},
        {"{x}", 1, "round brackets"},
        {"(x]", 3, "round brackets"},
        {"x+()", 4, "empty"},
        {"(x+)", 4, "After “+”"},
        // operators
        {"x+", 3, "After “+”"},
        {"x*", 3, "After “*”"},
        {"x^", 3, "After “^”"},
        {"x- ", 4, "After “-”"},
        {"-", 2, "After “-”"},
        {"*x", 1, "Before “*”"},
        {"/2", 1, "Before “/”"},
        {"^2", 1, "Before “^”"},
        {"x**2", 3, "x^2"},
        {"x//2", 3, "only once"},
        {"x*/2", 3, "Between “*” and “/”"},
        {"x+*2", 3, "Between"},
        {"x^^2", 3, "Between"},
        {"2^*3", 3, "Between"},
        {"x·×2", 3, "x^2"},
        {"²", 1, "raised"},
        {"x+²", 3, "raised"},
        {"x⁻", 2, "raised"},
        {"!", 1, "n!"},
        {"x!!", 3, "(n!)!"},
        {"√", 2, "After “√”"},
        {"√-x", 2, "brackets after the root"},
        // numbers
        {"1.2.3", 4, "one decimal point"},
        {"1..2", 3, "one decimal point"},
        {".", 1, "point alone"},
        {"x.", 2, "point alone"},
        {"1 2", 3, "side by side"},
        {"x 2", 3, "x*2"},
        {"2e3.5", 4, "whole"},
        {"1,5", 2, "point"},
        {"1,5+x", 2, "point"},
        {"0x10", 2, "x*10"},
        {"1e99999", 1, "exponent"},
        {"1_000", 2, "“_”"},
        {"5!2", 3, "operator between"},
        // names
        {"foo", 1, "foo"},
        {"x+foo", 3, "foo"},
        {"xy", 1, "x*y"},
        {"2xy", 2, "x*y"},
        {"sinx", 1, "sin(x)"},
        {"xsin(x)", 1, "x*sin(x)"},
        {"Sin(x)", 1, "small letters: sin"},
        {"X", 1, "small letters: x"},
        {"x2", 1, "x^2"},
        {"pix", 1, "pi*x"},
        {"sine(x)", 1, "sin(x)"},
        {"sqr(x)", 1, "x^2"},
        {"tg(x)", 1, "tan(x)"},
        {"cot(x)", 1, "1/tan(x)"},
        {"sqtr(x)", 1, "sqrt"},
        {"ex(x)", 1, "e*x"},
        {"f(x)", 1, "“f”"},
        {"pow(x,2)", 1, "x^2"},
        {"y=x^2", 2, ""},
        {"f(x)=x", 1, ""},
        {"inf", 1, "inf"},
        {"_x", 1, "“_”"},
        // functions
        {"sin x", 5, "sin(x)"},
        {"sin", 4, "sin(x)"},
        {"sin+1", 4, "sin(x)"},
        {"sin^2(x)", 4, "sin(x)^2"},
        {"sin²(x)", 4, "sin(x)^2"},
        {"sin 2x", 5, "sin(2)"},
        {"2sin", 5, "function"},
        {"max(x)", 6, "two arguments"},
        {"max(1,2,3)", 8, "max(max(x, 2), 3)"},
        {"sin(x,2)", 6, "one argument"},
        {"sin(x,)", 6, "one argument"},
        {"max(x,)", 7, "argument is missing"},
        {"max(,x)", 5, "argument is missing"},
        {"log(x,2)", 6, "log2(x)"},
        {"(x,1)", 3, "comma"},
        {",", 1, "comma"},
        {"x,", 2, "comma"},
        {"(1,5)", 3, "point"},
        // if
        {"x<1", 2, "inside if"},
        {"if(x,1,2)", 5, "comparison"},
        {"if(x<0,1)", 9, "two values"},
        {"if(x<0,1,2,3)", 11, "three parts"},
        {"if(0<x<1,1,2)", 7, "two values only"},
        {"if(x<0,x<1,2)", 9, "inside if"},
        {"if x<0", 4, "if with brackets"},
        {"if()", 4, "comparison and two values"},
        {"if(x==0,1,2)", 5, "compares with"},
        {"if(x=0,1,2)", 5, "compares with"},
        {"if(x!=0,1,2)", 5, "compares with"},
        {"if((x<0),1,2)", 6, "inside if"},
        // characters
        {"x=1", 2, "equals"},
        {"x==1", 2, "equals"},
        {"\"x\"", 1, "belong"},
        {"x\\2", 2, "belong"},
        {"x~", 2, "belong"},
        {"x+€", 3, "€"},
        {"x%2", 2, "/100"},
        {"x:2", 2, "/"},
        {"x;2", 2, "comma"},
        {"x'", 2, "prime"},
        {"f'(x)", 1, ""},
        {"sin(х)", 5, "looks like “x”"},
        {"х", 1, "looks like"},
        {"π+€", 3, "€"},
        {"α", 1, "α"},
        {"x–1", 2, "looks like “-”"},
        {"x\u200B+1", 2, "invisible"},
        {"\uFEFFx", 1, "U+FEFF"},
        {"😀", 1, "😀"},
        {"x+😀", 3, "😀"},
        {"∞", 1, "Infinity"},
        {"ππ€", 3, "€"},
        {"é", 1, "é"},
        {"∫x", 1, "∫"},
        {"x\u0301", 2, "invisible"},
        {"$x$", 1, "$"},
        {"x@", 2, "@"},
        {"#", 1, "#"},
        {"x&y", 2, "&"},
        {"?", 1, "?"},
        {"`x`", 1, "`"},
        {QByteArray("x+1\0+2", 6), 4, "U+0000"},
        {QByteArray("\0", 1), 1, "U+0000"},
        {QByteArray("x+\xff"), 3, "UTF-8"},
        {QByteArray("\xc3"), 1, "UTF-8"},
        {QByteArray("é\xe2\x82"), 1, "é"},
        {QByteArray("π+\xe2\x82"), 3, "UTF-8"},
        {QByteArray("\xed\xa0\x80"), 1, "UTF-8"},
        {QByteArray("x\xc0\x80"), 2, "UTF-8"},
        {QByteArray("x\x1b[1m"), 2, "U+001B"},
        {QByteArray("x\x7f"), 2, "U+007F"},
    };
    for (const Case& c : cases)
        QTest::newRow(c.text.isEmpty() ? "empty" : c.text.constData()) << c.text << c.column << QString::fromUtf8(c.says);
}

void TestParser::refusedWithColumn() {
    QFETCH(QByteArray, text);
    QFETCH(int, column);
    QFETCH(QString, says);
    const auto result = parse(view(text), kXY);
    QVERIFY2(!result.ok(), "accepted");
    const QString message = QString("column %1: %2").arg(columnOf(result.error())).arg(sentence(result.error()));
    QVERIFY2(columnOf(result.error()) == column, qPrintable(message));
    QVERIFY2(message.contains(says), qPrintable(message));
}

/// A sentence ends with a point and has every place filled.
void TestParser::everySentenceIsWhole() {
    const std::string alphabet = "x2.,()|+-*/^!<=>e√²n if(sin(max(@";
    calc::test::RandomExpression random(7);
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        const auto length = 1 + random.below(12);
        for (std::uint64_t k = 0; k < length; ++k) text += alphabet[random.below(alphabet.size())];
        const auto result = parse(text, kXY);
        if (result.ok()) continue;
        const QString message = sentence(result.error());
        QVERIFY2(message.endsWith('.') || message.endsWith('?') || message.endsWith(')') || message.endsWith("^"), qPrintable(message));
        QVERIFY2(!message.contains('{') && !message.contains("“”"), qPrintable(message));
        QVERIFY(columnOf(result.error()) >= 1);
        QVERIFY(static_cast<std::size_t>(columnOf(result.error())) <= codePoints(text).size() + 1);
    }
}

void TestParser::variableNobodyGaveIsNamed() {
    const auto one = parse("x + y", {Variable::X});
    QVERIFY(!one.ok());
    QCOMPARE(one.error().code, ErrorCode::UnknownName);
    QCOMPARE(columnOf(one.error()), 5);
    QVERIFY(sentence(one.error()).contains("“y”"));
    QVERIFY(parse("x + y", kXY).ok());
    const auto none = parseConstant("2x");
    QVERIFY(!none.ok());
    QCOMPARE(columnOf(none.error()), 2);
    QVERIFY(parseConstant("pi/2").ok());
}

void TestParser::literalsAreExact() {
    QCOMPARE(parse("0.1")->value(), Rational(1, 10));
    QCOMPARE(parse("2.5e-3")->value(), Rational(1, 400));
    QCOMPARE(parse("1e400")->value(), *Rational(10).pow(400));
    QCOMPARE(parse("123456789012345678901234567890")->value(), *Rational::fromDecimal("123456789012345678901234567890"));
}

void TestParser::spansPointIntoTheText() {
    const auto result = parse("2 + √(π−x)");
    QVERIFY(result.ok());
    QCOMPARE(result->span(), (Span{0, 10}));
    QCOMPARE(result->operand(0).span(), (Span{0, 1}));
    QCOMPARE(result->operand(1).span(), (Span{4, 6}));
    QCOMPARE(result->operand(1).operand(0).span(), (Span{6, 3}));
}

void TestParser::printReadsBack_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"-x^2+x", "(-x)^2", "x-(y-2)", "x/(y*2)", "(x^2)^3", "2^-x", "2^(-x)^2", "-(-x)", "-(x+y)", "(x+y)*-2",
                             "if(x < 0, -x, x)", "1e400*x", "2e-400", "0.1+1e-7", "n!", "|x|", "√(x+1)", "12345678901234567890.5"}) {
        QTest::newRow(text) << QString::fromUtf8(text);
    }
}

void TestParser::printReadsBack() {
    QFETCH(QString, text);
    const QByteArray bytes = text.toUtf8();
    const auto first = parse(view(bytes), kAll);
    QVERIFY(first.ok());
    const auto second = parse(print(*first), kAll);
    QVERIFY(second.ok());
    QVERIFY2(*first == *second, print(*first).c_str());
}

void TestParser::printedForm_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"3x^2+2x+1", "3*x^2 + 2*x + 1"},
        {"(x+1)(x-1)", "(x + 1)*(x - 1)"},
        {"x-(1-x)", "x - (1 - x)"},
        {"x/(2*y)", "x/(2*y)"},
        {"(x/2)*y", "x/2*y"},
        {"2^(-x)", "2^-x"},
        {"(-x)^2", "(-x)^2"},
        {"-x^2", "-x^2"},
        {"(2^3)^2", "(2^3)^2"},
        {"2^(3^2)", "2^3^2"},
        {"log(x)", "ln(x)"},
        {"if(x<0,-x,x)", "if(x < 0, -x, x)"},
        {"0.10", "0.1"},
        {"1e-5", "0.00001"},
        {"1e-7", "1e-7"},
        {"1e6", "1e6"},
        {"100000", "100000"},
        {"1000000", "1e6"},
        {"1234567", "1234567"},
        {"1e400", "1e400"},
        {"313e4999", "313e4999"},
        {"10000e5000", "10000e5000"},
        {"0.0000313e-4999", ".000313e-5000"},
        {"2.50e3", "2500"},
        {"|x|", "abs(x)"},
        {"x-(-2)", "x - -2"},
    };
    for (const auto& [text, printed] : cases) QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(printed);
}

void TestParser::printedForm() {
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const QByteArray bytes = text.toUtf8();
    QCOMPARE(QString::fromStdString(print(*parse(view(bytes), kAll))), printed);
}

void TestParser::longNumbersReadBack() {
    calc::test::RandomExpression random(20261123, kAll);
    constexpr std::size_t kMost = 1000;
    const auto digits = [&random](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + random.below(random.below(2) == 0 ? 1 : 10));
        return text;
    };
    for (int i = 0; i < 400; ++i) {
        const std::string power = random.below(3) == 0 ? "" : (random.below(2) == 0 ? "e" : "e-") + std::to_string(random.below(5001));
        const std::size_t places = random.below(4) == 0 ? random.below(20) + 2 : kMost - power.size() - random.below(4);
        const std::string mantissa = digits(places);
        const std::size_t point = random.below(2) == 0 ? random.below(places) : random.below(5);
        const bool hasPoint = random.below(3) != 0;
        std::string text =
            (hasPoint ? mantissa.substr(0, point) + "." + mantissa.substr(std::min(point + 1, places - 1)) : mantissa) + power;
        const auto first = parse(text, kAll);
        QVERIFY2(first.ok(), text.c_str());
        const auto again = parse(print(*first), kAll);
        QVERIFY2(again.ok() && *again == *first, text.c_str());
    }
}

void TestParser::randomTreesReadBack() {
    calc::test::RandomExpression random(20240607, kAll);
    for (int i = 0; i < 5000; ++i) {
        const Expression tree = random.tree(2 + static_cast<int>(random.below(6)));
        const std::string text = print(tree);
        const auto again = parse(text, kAll);
        QVERIFY2(again.ok(), text.c_str());
        QVERIFY2(*again == tree, text.c_str());
        QCOMPARE(again->hash(), tree.hash());
        QCOMPARE(again->nodeCount(), tree.nodeCount());
        QCOMPARE(print(*again), text);
    }
}

/// Words of the grammar in any order: read or refused; what is read prints and reads back.
void TestParser::randomTextNeverFails() {
    const std::vector<std::string> words = {"x", "y", "2", ".5", "3e2", "e", "pi", "π", "sin", "max", "if", "(",  ")", "(", ")",   ",",
                                            "|", "+", "-", "*",  "/",   "^", "²",  "⁻", "√",   "!",   "<",  ">=", " ", "=", "\xff"};
    calc::test::RandomExpression random(99);
    int accepted = 0;
    for (int i = 0; i < 100000; ++i) {
        std::string text;
        const auto length = 1 + random.below(9);
        for (std::uint64_t k = 0; k < length; ++k) text += words[random.below(words.size())];
        const auto result = parse(text, kXY);
        if (!result.ok()) continue;
        ++accepted;
        const auto again = parse(print(*result), kXY);
        QVERIFY2(again.ok() && *again == *result, text.c_str());
    }
    QVERIFY(accepted > 1000);
}

void TestParser::hostileTexts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("accepted");
    constexpr int kMega = 1 << 20;
    for (const char* piece : {"(", ")",   "a",     "|",      "-", "+",    "x+", "sin(", "x^",  "2^-", "√",   "²", "x²", "!", "9",  "0.",
                              ",", "if(", "if(x<", "max(1,", " ", "\xff", "()", "x(",   "1/(", "⁻",   "(x)", "é", "xy", "e", "1e9"}) {
        QTest::newRow(qPrintable(QString("1 MB of %1").arg(piece)))
            << QByteArray(piece).repeated(kMega / static_cast<int>(qstrlen(piece))) << false;
    }
    QTest::newRow("1 MB of NUL") << QByteArray(kMega, '\0') << false;
    QTest::newRow("2 MB") << QByteArray(2 * kMega, ' ') << false;
    QTest::newRow("million terms") << QByteArray("x") + QByteArray("+x").repeated(1000000) << false;
    QTest::newRow("99999 minus") << QByteArray("-").repeated(99999) + "x" << false;
    QTest::newRow("1000 terms") << QByteArray("x") + QByteArray("+x").repeated(999) << true;
    QTest::newRow("1000 factors") << QByteArray("x") + QByteArray("(x)").repeated(999) << true;
    QTest::newRow("1000 minus") << QByteArray("-").repeated(1000) + "x" << true;
    QTest::newRow("1000 sin") << QByteArray("sin(").repeated(1000) + "x" + QByteArray(")").repeated(1000) << true;
    QTest::newRow("tower of 1000") << QByteArray("x^").repeated(999) + "x" << true;
    QTest::newRow("400000 brackets") << QByteArray("(").repeated(400000) + "x" + QByteArray(")").repeated(400000) << true;
    QTest::newRow("1000 digits") << QByteArray("7").repeated(1000) << true;
    QTest::newRow("spaces") << QByteArray(500000, ' ') + "x" + QByteArray(500000, ' ') << true;
}

void TestParser::hostileTexts() {
    QFETCH(QByteArray, text);
    QFETCH(bool, accepted);
    QElapsedTimer timer;
    timer.start();
    {
        const auto result = parse(view(text));
        QCOMPARE(result.ok(), accepted);
        if (!accepted) {
            QVERIFY(!sentence(result.error()).isEmpty());
            QVERIFY2(sentence(result.error()).size() < 200, qPrintable(sentence(result.error())));
            QVERIFY(result.error().span.has_value());
        } else {
            const auto again = parse(print(*result));
            QVERIFY(again.ok() && *again == *result);
        }
    }
    QVERIFY2(timer.elapsed() < 1000, "too slow");
}

void TestParser::limits() {
    const auto sum = [](std::size_t terms) { return "x" + QByteArray("+x").repeated(static_cast<int>(terms) - 1); };
    QVERIFY(parse(view(sum(Expression::kMaximumDepth))).ok());
    const auto tooDeep = parse(view(sum(Expression::kMaximumDepth + 1)));
    QVERIFY(!tooDeep.ok());
    QCOMPARE(tooDeep.error().code, ErrorCode::TooLarge);
    // A balanced tree of many nodes: products of sums inside brackets.
    QByteArray wide = "x";
    while (wide.size() < 60000) wide = "(" + wide + "+" + wide + ")";
    const auto tooMany = parse(view(wide));
    QVERIFY(!tooMany.ok());
    QCOMPARE(tooMany.error().code, ErrorCode::TooLarge);
    QVERIFY(sentence(tooMany.error()).contains("too long"));
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
