#include <QtTest>
#include <cmath>
#include <random>

#include "core/calculus/limit.h"
#include "core/expression/parser.h"

using namespace calc;

/// Limits whose answers are known by construction: a function less its Taylor polynomial begins with the next term of its series. The
/// series are tables of this file, the answers are made with fractions and doubles here; nothing comes from the program's own output.
namespace {

struct Fraction {
    double above = 0;
    double below = 1;
    double value() const { return above / below; }
};

struct Known {
    QString text;  // %1: the argument
    std::vector<Fraction> series;
};

const std::vector<Known>& functions() {
    static const std::vector<Known> kAll = {
        {"sin(%1)", {{0}, {1}, {0}, {-1, 6}, {0}, {1, 120}, {0}, {-1, 5040}}},
        {"cos(%1)", {{1}, {0}, {-1, 2}, {0}, {1, 24}, {0}, {-1, 720}}},
        {"tan(%1)", {{0}, {1}, {0}, {1, 3}, {0}, {2, 15}, {0}, {17, 315}}},
        {"asin(%1)", {{0}, {1}, {0}, {1, 6}, {0}, {3, 40}, {0}, {5, 112}}},
        {"atan(%1)", {{0}, {1}, {0}, {-1, 3}, {0}, {1, 5}, {0}, {-1, 7}}},
        {"exp(%1)", {{1}, {1}, {1, 2}, {1, 6}, {1, 24}, {1, 120}, {1, 720}}},
        {"ln(1+%1)", {{0}, {1}, {-1, 2}, {1, 3}, {-1, 4}, {1, 5}, {-1, 6}}},
        {"sqrt(1+%1)", {{1}, {1, 2}, {-1, 8}, {1, 16}, {-5, 128}, {7, 256}, {-21, 1024}}},
        {"cbrt(1+%1)", {{1}, {1, 3}, {-1, 9}, {5, 81}, {-10, 243}, {22, 729}, {-154, 6561}}},
        {"1/(1-%1)", {{1}, {1}, {1}, {1}, {1}, {1}, {1}}},
        {"sinh(%1)", {{0}, {1}, {0}, {1, 6}, {0}, {1, 120}, {0}, {1, 5040}}},
        {"cosh(%1)", {{1}, {0}, {1, 2}, {0}, {1, 24}, {0}, {1, 720}}},
        {"tanh(%1)", {{0}, {1}, {0}, {-1, 3}, {0}, {2, 15}, {0}, {-17, 315}}},
        {"sigmoid(%1)", {{1, 2}, {1, 4}, {0}, {-1, 48}, {0}, {1, 480}, {0}, {-17, 80640}}},
    };
    return kAll;
}

/// What begins with coefficient * u^order, u -> 0.
struct Small {
    QString text;
    double coefficient = 0;
    int order = 0;
};

enum class Way { AtZero, AtPoint, AtInfinity, AtMinusInfinity };

struct Place {
    Way way = Way::AtZero;
    QString u;   // the small quantity
    QString to;  // where x goes
    bool twoSided() const { return way == Way::AtZero || way == Way::AtPoint; }
};

const std::vector<Place>& places() {
    static const std::vector<Place> kAll = {
        {Way::AtZero, "x", "0"},
        {Way::AtPoint, "(x-2)", "2"},
        {Way::AtPoint, "(x+1/3)", "-1/3"},
        {Way::AtPoint, "(x-pi)", "pi"},
        {Way::AtPoint, "(x-sqrt(2))", "sqrt(2)"},
        {Way::AtInfinity, "(1/x)", "inf"},
        {Way::AtInfinity, "exp(-x)", "inf"},
        {Way::AtInfinity, "(1/sqrt(x))", "inf"},
        {Way::AtMinusInfinity, "(-1/x)", "-inf"},
    };
    return kAll;
}

class Builder {
public:
    explicit Builder(unsigned seed) : m_random(seed) {}
    int upTo(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }

    /// A function of s u less its Taylor polynomial of a degree.
    Small rest(const QString& u) {
        const Known& f = functions()[static_cast<std::size_t>(upTo(static_cast<int>(functions().size())))];
        const int scale = 1 + upTo(3);
        const QString argument = scale == 1 ? u : QString("(%1*%2)").arg(scale).arg(u);
        int last = 1 + upTo(4);
        while (f.series[static_cast<std::size_t>(last)].above == 0) ++last;  // the term that is left
        QString text = f.text.arg(argument);
        for (int k = 0; k < last; ++k) {
            const Fraction& a = f.series[static_cast<std::size_t>(k)];
            if (a.above == 0) continue;
            const QString power = k == 0 ? QString() : QString("*%1^%2").arg(argument).arg(k);
            text += QString(a.above > 0 ? "-%1/%2%3" : "+%1/%2%3").arg(std::abs(a.above)).arg(a.below).arg(power);
        }
        return {"(" + text + ")", f.series[static_cast<std::size_t>(last)].value() * std::pow(scale, last), last};
    }

    /// Times something with a known value at 0.
    Small dressed(Small small, const QString& u) {
        switch (upTo(5)) {
            case 0: return {small.text + "*cos(" + u + ")", small.coefficient, small.order};
            case 1: return {small.text + "*(2+sin(" + u + "))", 2 * small.coefficient, small.order};
            case 2: return {small.text + "/(3-exp(" + u + "))", small.coefficient / 2, small.order};
            case 3: return {"-7*" + small.text, -7 * small.coefficient, small.order};
            default: return small;
        }
    }

private:
    std::mt19937 m_random;
};

LimitPoint pointOf(const QString& to) {
    if (to == "inf") return LimitPoint::plusInfinity();
    if (to == "-inf") return LimitPoint::minusInfinity();
    return LimitPoint::finite(*parseConstant(to.toStdString()));
}

Limit asked(const QString& f, const QString& to) {
    const auto parsed = parse(f.toStdString());
    if (!parsed) qFatal("%s", qPrintable(f));
    return limit(*parsed, pointOf(to));
}

int g_asked = 0;

void checkValue(LimitKind kind, double value, double error, double want, const QString& label) {
    QVERIFY2(kind == LimitKind::Value, qPrintable(label + " should be " + QString::number(want, 'g', 17)));
    QVERIFY2(std::abs(value - want) <= error + 4e-15 * std::abs(want), qPrintable(label + QString::number(value, 'g', 17)));
}

/// coefficient * u^order, order of any sign, at a place.
void checkPower(const QString& f, const Place& place, double coefficient, int order) {
    ++g_asked;
    const Limit result = asked(f, place.to);
    const QString label = f + " at " + place.to + ": ";
    if (order >= 0) return checkValue(result.kind, result.value, result.error, order == 0 ? coefficient : 0.0, label);
    const LimitKind right = coefficient > 0 ? LimitKind::PlusInfinity : LimitKind::MinusInfinity;
    const LimitKind mirrored = coefficient > 0 ? LimitKind::MinusInfinity : LimitKind::PlusInfinity;
    const LimitKind left = order % 2 == 0 ? right : mirrored;
    if (!place.twoSided()) {
        QVERIFY2(result.kind == right, qPrintable(label));
        return;
    }
    QVERIFY2(result.left && result.left->kind == left, qPrintable(label));
    QVERIFY2(result.right && result.right->kind == right, qPrintable(label));
    QVERIFY2(result.kind == (left == right ? right : LimitKind::DoesNotExist), qPrintable(label));
}

}  // namespace

class TestLimitConstructed : public QObject {
    Q_OBJECT

private slots:
    void restsOfTaylorPolynomials() {
        Builder make(11);
        for (const Place& place : places()) {
            for (int i = 0; i < 30; ++i) {
                const Small top = make.dressed(make.rest(place.u), place.u);
                const int power = top.order + make.upTo(5) - 2;
                checkPower(QString("%1/%2^%3").arg(top.text, place.u).arg(power), place, top.coefficient, top.order - power);
            }
        }
        QVERIFY(g_asked >= 270);
    }

    void quotientsOfRests() {
        Builder make(12);
        for (const Place& place : places()) {
            for (int i = 0; i < 14; ++i) {
                const Small top = make.rest(place.u);
                const Small bottom = make.dressed(make.rest(place.u), place.u);
                checkPower(QString("%1/(%2)").arg(top.text, bottom.text), place, top.coefficient / bottom.coefficient,
                           top.order - bottom.order);
            }
        }
    }

    void productsOfRests() {
        Builder make(13);
        for (const Place& place : places()) {
            for (int i = 0; i < 8; ++i) {
                const Small a = make.rest(place.u);
                const Small b = make.rest(place.u);
                const int power = a.order + b.order + make.upTo(3) - 1;
                checkPower(QString("%1*%2/%3^%4").arg(a.text, b.text, place.u).arg(power), place, a.coefficient * b.coefficient,
                           a.order + b.order - power);
            }
        }
    }

    void powersThatTendToE() {
        // (1 + a u + ...)^(b/u) tends to e^(a b).
        Builder make(14);
        for (const Place& place : places()) {
            for (const auto& [base, a] : {std::pair<const char*, double>{"(1+3*%1)", 3},
                                          {"exp(2*%1)", 2},
                                          {"(1+sin(%1))", 1},
                                          {"(cos(%1)+%1/2)", 0.5},
                                          {"(1-atan(%1)/4)", -0.25},
                                          {"sqrt(1+%1)", 0.5}}) {
                const int b = make.upTo(9) - 4;
                const QString f = QString("%1^(%2/%3)").arg(QString(base).arg(place.u)).arg(b).arg(place.u);
                ++g_asked;
                const Limit result = asked(f, place.to);
                checkValue(result.kind, result.value, result.error, std::exp(a * b), f + " at " + place.to + ": ");
            }
        }
    }

    void oscillationsTimesRests() {
        Builder make(15);
        for (const Place& place : places()) {
            for (int i = 0; i < 6; ++i) {
                const Small top = make.rest(place.u);
                const QString wave = i % 2 == 0 ? QString("sin(1/%1)").arg(place.u) : QString("cos(2/%1)").arg(place.u);
                const int more = make.upTo(3);  // 0: bounded, never settles; else squeezed to 0
                const QString f = QString("%1*%2/%3^%4").arg(top.text, wave, place.u).arg(top.order - more);
                ++g_asked;
                const Limit result = asked(f, place.to);
                const LimitKind want = more == 0 ? LimitKind::DoesNotExist : LimitKind::Value;
                QVERIFY2(result.kind == want, qPrintable(f + " at " + place.to));
                if (more != 0) QCOMPARE(result.value, 0.0);
            }
        }
    }

    void orderOfGrowth() {
        // Each grows faster than every power of the one before.
        const QStringList slowToFast = {"ln(ln(x))", "ln(x)", "exp(sqrt(ln(x)))", "x",          "exp(ln(x)^2)", "exp(sqrt(x))",
                                        "2^x",       "x^x",   "exp(x^2)",         "exp(exp(x))"};
        for (qsizetype i = 0; i < slowToFast.size(); ++i) {
            for (qsizetype j = 0; j < slowToFast.size(); ++j) {
                const QString& a = slowToFast[i];
                const QString& b = slowToFast[j];
                const Limit quotient = asked(QString("(%1)^3/(%2)^0.5").arg(a, b), "inf");
                const LimitKind want = i < j ? LimitKind::Value : LimitKind::PlusInfinity;
                QVERIFY2(quotient.kind == want, qPrintable(a + " over " + b));
                if (i < j) QCOMPARE(quotient.value, 0.0);
                const Limit difference = asked(QString("5*%1-%2").arg(a, b), "inf");
                const LimitKind sign = i < j ? LimitKind::MinusInfinity : LimitKind::PlusInfinity;
                QVERIFY2(difference.kind == sign, qPrintable(a + " less " + b));
                const Limit share = asked(QString("(%1+%2)/(3*%2-%1)").arg(a, b), "inf");
                checkValue(share.kind, share.value, share.error, i < j ? 1.0 / 3 : (i > j ? -1.0 : 1.0), a + " and " + b);
                g_asked += 3;
            }
        }
    }

    void stepsAndSides() {
        // floor, ceil, sign and abs at whole numbers c, from either side.
        for (int c = -3; c <= 3; ++c) {
            const auto sides = [&](const QString& f, double left, double right) {
                ++g_asked;
                const Limit result = asked(f, QString::number(c));
                QVERIFY2(result.left && result.right && result.left->kind == LimitKind::Value && result.right->kind == LimitKind::Value,
                         qPrintable(f));
                QCOMPARE(result.left->value, left);
                QCOMPARE(result.right->value, right);
                QVERIFY2(result.kind == (left == right ? LimitKind::Value : LimitKind::DoesNotExist), qPrintable(f));
            };
            const double d = c;
            sides("floor(x)", d - 1, d);
            sides("ceil(x)", d, d + 1);
            sides("x-floor(x)", 1, 0);
            sides(QString("sign(x-(%1))").arg(c), -1, 1);
            sides(QString("abs(x-(%1))/(x-(%1))").arg(c), -1, 1);
            sides(QString("(x-(%1))*floor(1/(x-(%1)))").arg(c), 1, 1);
            sides("floor(2*x)", 2 * d - 1, 2 * d);
            sides(QString("floor((x-(%1))^2)").arg(c), 0, 0);
            sides(QString("floor(-(x-(%1))^2)").arg(c), -1, -1);
            sides(QString("if(x<%1,x^2,x+1)").arg(c), d * d, d + 1);
            sides(QString("atan(1/(x-(%1)))").arg(c), -std::acos(0.0), std::acos(0.0));
            sides(QString("1/(1+exp(1/(x-(%1))))").arg(c), 1, 0);
            sides("max(x,-x)", std::abs(d), std::abs(d));
        }
    }

    void manyWereAsked() { QVERIFY2(g_asked >= 900, qPrintable(QString::number(g_asked))); }
};

QTEST_APPLESS_MAIN(TestLimitConstructed)
#include "tst_limit_constructed.moc"
