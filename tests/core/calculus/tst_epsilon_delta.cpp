#include <QElapsedTimer>
#include <QtTest>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <functional>
#include <optional>
#include <random>

#include "core/calculus/epsilon_delta.h"
#include "core/expression/parser.h"

using namespace calc;

namespace {

using Big = boost::multiprecision::cpp_bin_float_50;

/// A limit that is known: the same function as text and in 50 digits. nullopt: no value there.
struct Case {
    QString f, to, limit;
    std::function<std::optional<Big>(Big)> value;
    Big point = 0, truth = 0;
    bool waves = false;  ///< the largest delta is not at the first crossing that sampling finds
    Side side = Side::Both;
    double nearest = 1e-12;  ///< distances below are not sampled: 50 digits would not do
};

std::optional<Big> when(bool defined, const std::function<Big()>& value) { return defined ? std::optional<Big>(value()) : std::nullopt; }

/// Numbers as they stand in texts: exact decimals.
struct Decimal {
    QString text;
    Big value;
};

class Generator {
public:
    explicit Generator(unsigned seed) : m_random(seed) {}

    Decimal epsilon() { return rounded(std::pow(10.0, -uniform(0.0, 6.0)), 3); }
    double uniform(double low, double high) { return std::uniform_real_distribution<double>(low, high)(m_random); }
    int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }
    Decimal number(double low, double high) { return rounded(uniform(low, high), 3); }
    static Decimal rounded(double value, int digits) {
        const QString text = QString::number(value, 'g', digits);
        return {"(" + text + ")", Big(text.toStdString())};
    }

    Case line() {
        const Decimal m = number(0.1, 9), b = number(-5, 5), a = number(-5, 5);
        return {
            m.text + "*x+" + b.text,    a.text, m.text + "*" + a.text + "+" + b.text, [=](Big x) { return m.value * x + b.value; }, a.value,
            m.value * a.value + b.value};
    }
    Case square() {
        const Decimal a = number(-6, 6);
        return {"x^2", a.text, a.text + "^2", [](Big x) { return x * x; }, a.value, a.value * a.value};
    }
    Case root() {
        const Decimal a = number(0.5, 20);
        return {"sqrt(x)", a.text,       "sqrt" + a.text, [](Big x) { return when(x >= 0, [&] { return Big(sqrt(x)); }); },
                a.value,   sqrt(a.value)};
    }
    Case inverse() {
        const Decimal a = number(0.2, 6), c = number(0.2, 4);
        return {
            c.text + "/x", a.text,           c.text + "/" + a.text, [=](Big x) { return when(x != 0, [&] { return Big(c.value / x); }); },
            a.value,       c.value / a.value};
    }
    Case sineOverX() {
        const Decimal k = number(0.3, 5);
        return {"sin(" + k.text + "*x)/x",
                "0",
                k.text,
                [=](Big x) { return when(x != 0, [&] { return Big(sin(k.value * x) / x); }); },
                0,
                k.value};
    }
    Case cosineOverSquare() {
        const Decimal k = number(0.3, 4);
        return {"(1-cos(" + k.text + "*x))/x^2",
                "0",
                k.text + "^2/2",
                [=](Big x) { return when(x != 0, [&] { return Big((1 - cos(k.value * x)) / (x * x)); }); },
                0,
                k.value * k.value / 2};
    }
    Case exponentialQuotient() {
        const Decimal k = number(0.3, 4);
        return {"(e^(" + k.text + "*x)-1)/x",
                "0",
                k.text,
                [=](Big x) { return when(x != 0, [&] { return Big((exp(k.value * x) - 1) / x); }); },
                0,
                k.value};
    }
    Case logarithmQuotient() {
        const Decimal a = number(0.3, 5);
        return {"ln(x/" + a.text + ")/(x-" + a.text + ")",
                a.text,
                "1/" + a.text,
                [=](Big x) { return when(x > 0 && x != a.value, [&] { return Big(log(x / a.value) / (x - a.value)); }); },
                a.value,
                1 / a.value};
    }
    Case rootQuotient() {
        const int a = whole(1, 5);
        const QString n = QString::number(a);
        return {"(sqrt(" + n + "^2+x)-" + n + ")/x",
                "0",
                "1/(2*" + n + ")",
                [=](Big x) { return when(x != 0 && x >= -a * a, [&] { return Big((sqrt(a * a + x) - a) / x); }); },
                0,
                Big(1) / (2 * a)};
    }
    Case powerQuotient() {
        const Decimal a = number(0.5, 3);
        const int n = whole(2, 5);
        const QString p = QString::number(n);
        return {"(x^" + p + "-" + a.text + "^" + p + ")/(x-" + a.text + ")",
                a.text,
                p + "*" + a.text + "^" + QString::number(n - 1),
                [=](Big x) { return when(x != a.value, [&] { return Big((pow(x, n) - pow(a.value, n)) / (x - a.value)); }); },
                a.value,
                n * pow(a.value, n - 1)};
    }
    Case irrationalPoint() {
        const int n = std::array{2, 3, 5, 7}[static_cast<std::size_t>(whole(0, 3))];
        const QString root = QString("sqrt(%1)").arg(n);
        const Big r = sqrt(Big(n));
        return {QString("(x^2-%1)/(x-%2)").arg(n).arg(root), root, "2*" + root, [=](Big x) { return x + r; }, r, 2 * r};
    }
    Case waveTimesX() {
        const Decimal c = number(0.5, 5), d = number(0.5, 3);
        return {d.text + "*x*sin(" + c.text + "/x)",
                "0",
                "0",
                [=](Big x) { return when(x != 0, [&] { return Big(d.value * x * sin(c.value / x)); }); },
                0,
                0,
                true};
    }
    Case modulus() {
        const Decimal a = number(-4, 4), m = number(0.2, 5);
        return {m.text + "*abs(x-" + a.text + ")", a.text, "0", [=](Big x) { return Big(m.value * abs(x - a.value)); }, a.value, 0};
    }
    Case cubeRoot() {
        return {
            "cbrt(x)", "0", "0",   [](Big x) { return Big(x < 0 ? Big(-pow(-x, Big(1) / 3)) : x == 0 ? Big(0) : Big(pow(x, Big(1) / 3))); },
            0,         0,   false, Side::Both,
            1e-40};
    }
    Case flat() {
        return {"exp(-1/x^2)", "0", "0", [](Big x) { return when(x != 0, [&] { return Big(exp(-1 / (x * x))); }); }, 0, 0};
    }
    Case tangent() {
        const Decimal k = number(0.3, 3);
        return {"tan(" + k.text + "*x)/x",
                "0",
                k.text,
                [=](Big x) { return when(x != 0, [&] { return Big(tan(k.value * x) / x); }); },
                0,
                k.value};
    }
    Case cosine() {
        const Decimal a = number(-3, 3), m = number(0.3, 5);
        return {m.text + "*cos(x)",    a.text, m.text + "*cos" + a.text, [=](Big x) { return Big(m.value * cos(x)); }, a.value,
                m.value * cos(a.value)};
    }
    Case cubic() {
        const Decimal a = number(-2, 2), p = number(-3, 3), q = number(-3, 3);
        const auto f = [=](Big x) { return Big(x * x * x + p.value * x * x + q.value * x); };
        const QString text = "x^3+" + p.text + "*x^2+" + q.text + "*x";
        return {text, a.text, QString(text).replace("x", a.text), f, a.value, f(a.value)};
    }
    Case euler() {
        const Decimal k = number(0.2, 2);
        return {"(1+" + k.text + "*x)^(1/x)",
                "0",
                "e^" + k.text,
                [=](Big x) { return when(x != 0 && 1 + k.value * x > 0, [&] { return Big(exp(log(1 + k.value * x) / x)); }); },
                0,
                exp(k.value)};
    }
    Case logarithmTimesX() {
        return {"x*ln(abs(x))", "0", "0", [](Big x) { return when(x != 0, [&] { return Big(x * log(Big(abs(x)))); }); }, 0, 0};
    }
    Case pieces() {
        const Decimal a = number(-2, 2);
        return {"if(x < " + a.text + ", x, 2*x-" + a.text + ")",
                a.text,
                a.text,
                [=](Big x) { return x < a.value ? x : Big(2 * x - a.value); },
                a.value,
                a.value};
    }
    Case sineCubic() {
        return {"(x-sin(x))/x^3", "0", "1/6", [](Big x) { return when(x != 0, [&] { return Big((x - sin(x)) / (x * x * x)); }); }, 0,
                Big(1) / 6};
    }
    Case rootFromTheRight() {
        return {"sqrt(x)", "0", "0", [](Big x) { return when(x >= 0, [&] { return Big(sqrt(x)); }); }, 0, 0, false, Side::Right};
    }
    Case stairs() {
        return {"x*floor(1/x)", "0", "1", [](Big x) { return when(x != 0, [&] { return Big(x * floor(1 / x)); }); }, 0, 1, true};
    }

    Case any(int k) {
        using Make = Case (Generator::*)();
        static constexpr Make kFamilies[] = {&Generator::line,
                                             &Generator::square,
                                             &Generator::root,
                                             &Generator::inverse,
                                             &Generator::sineOverX,
                                             &Generator::cosineOverSquare,
                                             &Generator::exponentialQuotient,
                                             &Generator::logarithmQuotient,
                                             &Generator::rootQuotient,
                                             &Generator::powerQuotient,
                                             &Generator::irrationalPoint,
                                             &Generator::waveTimesX,
                                             &Generator::modulus,
                                             &Generator::cubeRoot,
                                             &Generator::flat,
                                             &Generator::tangent,
                                             &Generator::cosine,
                                             &Generator::cubic,
                                             &Generator::euler,
                                             &Generator::logarithmTimesX,
                                             &Generator::pieces,
                                             &Generator::sineCubic,
                                             &Generator::rootFromTheRight,
                                             &Generator::stairs};
        return (this->*kFamilies[static_cast<std::size_t>(k) % std::size(kFamilies)])();
    }

    /// No limit at all, with a number that is claimed to be it and an epsilon for which it is not.
    Case without(int k, Decimal& epsilon) {
        const Decimal a = number(-3, 3), c = number(0.3, 4);
        epsilon = rounded(std::pow(10.0, -uniform(0.4, 6.0)), 3);
        const auto waves = [=](Big x) { return when(x != 0, [&] { return Big(sin(c.value / x)); }); };
        const auto sign = [=](Big x) { return when(x != a.value, [&] { return Big(x < a.value ? -1 : 1); }); };
        const auto arc = [=](Big x) { return when(x != 0, [&] { return Big(atan(c.value / x)); }); };
        const auto step = [](Big x) { return when(x != 0, [&] { return Big(1 / (1 + exp(1 / x))); }); };
        const Big pi = boost::math::constants::pi<Big>();
        switch (k % 9) {
            case 0: return {"sin(" + c.text + "/x)", "0", QString("%1").arg(whole(-9, 9) * 0.1), waves, 0, 0};
            case 1: return {"abs(x-" + a.text + ")/(x-" + a.text + ")", a.text, k % 2 == 0 ? "1" : "0", sign, a.value, 0};
            case 2:
                return {"floor(x)", QString::number(whole(-4, 4)), QString::number(whole(-4, 4)), [](Big x) { return Big(floor(x)); }, 0,
                        0};
            case 3: return {"atan(" + c.text + "/x)", "0", "pi/2", arc, 0, pi / 2};
            case 4:
                return {c.text + "/(x-" + a.text + ")",
                        a.text,
                        "3",
                        [=](Big x) { return when(x != a.value, [&] { return Big(c.value / (x - a.value)); }); },
                        a.value,
                        3};
            case 5: return {"1/(1+e^(1/x))", "0", "0", step, 0, 0};
            case 6:
                return {"if(x < " + a.text + ", x, x+1)",
                        a.text,
                        a.text,
                        [=](Big x) { return x < a.value ? x : Big(x + 1); },
                        a.value,
                        a.value};
            case 7: return {"ln(abs(x))", "0", "-20", [](Big x) { return when(x != 0, [&] { return Big(log(Big(abs(x)))); }); }, 0, -20};
            default:
                return {"cos(ln(abs(x)))", "0", "0.5", [](Big x) { return when(x != 0, [&] { return Big(cos(log(Big(abs(x))))); }); }, 0,
                        Big(1) / 2};
        }
    }

private:
    std::mt19937 m_random;
};

Expression constant(const QString& text) {
    const auto parsed = parse(text.toStdString(), {});
    Q_ASSERT(parsed);
    return *parsed;
}

EpsilonDelta decide(const Case& one, const QString& limit, const QString& epsilon) {
    const auto f = parse(one.f.toStdString());
    Q_ASSERT(f);
    EpsilonDeltaOptions options;
    options.side = one.side;
    QElapsedTimer timer;
    timer.start();
    EpsilonDelta result = epsilonDelta(*f, constant(one.to), constant(limit), constant(epsilon), options);
    if (timer.elapsed() > 2000) qCritical("over 2 s: %s", qPrintable(one.f));
    if (timer.elapsed() > 2000) result = {};
    return result;
}

bool breaks(const Case& one, const Big& limit, const Big& epsilon, const Big& x) {
    const auto value = one.value(x);
    return !value || abs(*value - limit) >= epsilon;
}

/// A distance at which the claim fails; no smaller one was found on a fine scale. Infinite where there is none below 1e6.
Big largestDelta(const Case& one, const Big& epsilon) {
    Big before = one.nearest;
    const auto fails = [&](const Big& t) {
        return (one.side != Side::Left && breaks(one, one.truth, epsilon, one.point + t)) ||
               (one.side != Side::Right && breaks(one, one.truth, epsilon, one.point - t));
    };
    for (Big t = before; t < 1e6; before = t, t *= t < 1e-8 ? Big(1.5) : Big(1.02)) {
        if (!fails(t)) continue;
        Big low = before, high = t;
        for (int step = 0; step < 60; ++step) {
            const Big middle = (low + high) / 2;
            (fails(middle) ? high : low) = middle;
        }
        return high;
    }
    return std::numeric_limits<double>::infinity();
}

QString told(const Case& one, const QString& limit, const QString& epsilon, const EpsilonDelta& got) {
    return QString("%1 at %2, limit %3, epsilon %4: kind %5, delta %6, witness %7: %8")
        .arg(one.f, one.to, limit, epsilon)
        .arg(static_cast<int>(got.kind))
        .arg(got.delta, 0, 'g', 17)
        .arg(got.witness, 0, 'g', 17)
        .arg(QString::fromStdString(renderPlainEnglish(got.why)));
}

/// The pieces cover what they should, lie in the band and hold the function's values.
bool isProof(const Case& one, const Big& epsilon, const EpsilonDelta& got) {
    if (got.pieces.empty()) return false;
    const double point = one.point.convert_to<double>(), slack = 1e-15 * (1.0 + std::fabs(point));
    const double first = one.side == Side::Right ? point : point - got.delta, last = one.side == Side::Left ? point : point + got.delta;
    if (std::fabs(got.pieces.front().x.low - first) > slack || std::fabs(got.pieces.back().x.high - last) > slack) return false;
    for (std::size_t i = 0; i < got.pieces.size(); ++i) {
        const ProofPiece& piece = got.pieces[i];
        if (i > 0 && std::fabs(piece.x.low - got.pieces[i - 1].x.high) > slack) return false;
        const Big room = 1e-15 * (1 + abs(one.truth)) + epsilon;
        if (Big(piece.values.low) < one.truth - room || Big(piece.values.high) > one.truth + room) return false;
        if (piece.x.length() < 1e3 * slack) continue;  // ends are rounded to doubles for drawing
        for (const double part : {0.01, 0.3, 0.5, 0.77, 0.99}) {
            const auto value = one.value(Big(piece.x.low + part * piece.x.length()));
            if (!value || *value < Big(piece.values.low) || *value > Big(piece.values.high)) return false;
        }
    }
    return true;
}

}  // namespace

class TestEpsilonDelta : public QObject {
    Q_OBJECT

private slots:
    void trueClaims() {
        Generator generator(20);
        int proved = 0, narrow = 0;
        double smallest = 1.0;
        constexpr int kClaims = 240;
        for (int k = 0; k < kClaims; ++k) {
            const Case one = generator.any(k);
            const Decimal epsilon = generator.epsilon();
            const EpsilonDelta got = decide(one, one.limit, epsilon.text);
            const QString what = told(one, one.limit, epsilon.text, got);
            QVERIFY2(got.kind != EpsilonDeltaKind::Refuted, qPrintable(what));
            QVERIFY2(!got.why.empty(), qPrintable(what));
            if (got.kind != EpsilonDeltaKind::Proved) {
                qInfo("%s", qPrintable(what));
                continue;
            }
            ++proved;
            QVERIFY2(isProof(one, epsilon.value, got), qPrintable(what));
            const Big largest = largestDelta(one, epsilon.value);
            QVERIFY2(Big(got.delta) <= largest, qPrintable(what));
            if (one.waves) continue;
            const double share = boost::multiprecision::isinf(largest) ? got.delta / 1e6 : Big(got.delta / largest).convert_to<double>();
            QVERIFY2(share >= 0.25, qPrintable(what + QString(", a share of %1").arg(share)));
            smallest = std::min(smallest, share);
            if (share < 0.9) ++narrow;
        }
        qInfo("%d of %d true claims proved; the least delta is %.3f of the largest true one, %d are below 0.9", proved, kClaims, smallest,
              narrow);
        QVERIFY(10 * proved >= 9 * kClaims);
    }

    /// The same limits, off by little more than epsilon, or by much.
    void falseLimits() {
        Generator generator(21);
        int refuted = 0;
        constexpr int kClaims = 240;
        for (int k = 0; k < kClaims; ++k) {
            const Case one = generator.any(k);
            const Decimal epsilon = generator.epsilon(), factor = Generator::rounded(1.0 + std::pow(10.0, generator.uniform(-3.0, 1.5)), 6);
            const QString limit = "(" + one.limit + ")" + (k % 2 == 0 ? "+" : "-") + factor.text + "*" + epsilon.text;
            const Big claimed = one.truth + (k % 2 == 0 ? 1 : -1) * factor.value * epsilon.value;
            const EpsilonDelta got = decide(one, limit, epsilon.text);
            const QString what = told(one, limit, epsilon.text, got);
            QVERIFY2(got.kind != EpsilonDeltaKind::Proved, qPrintable(what));
            if (got.kind != EpsilonDeltaKind::Refuted) {
                qInfo("%s", qPrintable(what));
                continue;
            }
            ++refuted;
            QVERIFY2(breaks(one, claimed, epsilon.value, Big(got.witness)) && Big(got.witness) != one.point, qPrintable(what));
        }
        qInfo("%d of %d false claims refuted", refuted, kClaims);
        QVERIFY(10 * refuted >= 9 * kClaims);
    }

    void noLimits() {
        Generator generator(22);
        int refuted = 0;
        constexpr int kClaims = 200;
        for (int k = 0; k < kClaims; ++k) {
            Decimal epsilon;
            const Case one = generator.without(k, epsilon);
            const EpsilonDelta got = decide(one, one.limit, epsilon.text);
            const QString what = told(one, one.limit, epsilon.text, got);
            QVERIFY2(got.kind != EpsilonDeltaKind::Proved, qPrintable(what));
            if (got.kind != EpsilonDeltaKind::Refuted) {
                qInfo("%s", qPrintable(what));
                continue;
            }
            ++refuted;
            const Big claimed =
                one.limit == "pi/2" ? one.truth : Big(one.limit.toStdString().front() == '(' ? one.truth : Big(one.limit.toStdString()));
            QVERIFY2(breaks(one, claimed, epsilon.value, Big(got.witness)), qPrintable(what));
        }
        qInfo("%d of %d claims about functions without a limit refuted", refuted, kClaims);
        QVERIFY(10 * refuted >= 9 * kClaims);
    }

    /// Claims whose proofs need more than Taylor forms.
    void textbookClaims() {
        const struct {
            const char *f, *to, *limit, *epsilon;
            EpsilonDeltaKind kind;
        } claims[] = {{"(x^2*sin(1/x))/sin(x)", "0", "0", "0.01", EpsilonDeltaKind::Proved},
                      {"1/x-1/(exp(x)-1)", "0", "1/2", "0.01", EpsilonDeltaKind::Proved},
                      {"1/(x-1)-1/ln(x)", "1", "-1/2", "0.001", EpsilonDeltaKind::Proved},
                      {"(x^(1/3)-2)/(x-8)", "8", "1/12", "1e-5", EpsilonDeltaKind::Proved},
                      {"x^2*ln(abs(x))", "0", "0", "0.01", EpsilonDeltaKind::Proved},
                      {"floor(cos(x))", "0", "0", "0.5", EpsilonDeltaKind::Proved},
                      {"cos(x)^(1/x^2)", "0", "exp(-1/2)", "1e-3", EpsilonDeltaKind::Proved},
                      {"tan(1/x)", "0", "0.3", "0.1", EpsilonDeltaKind::Refuted},
                      {"1/x-floor(1/x)", "0", "0.3", "0.1", EpsilonDeltaKind::Refuted},
                      {"sin(ln(abs(x)))", "0", "0", "0.5", EpsilonDeltaKind::Refuted},
                      {"x*exp(1/x)", "0", "0", "0.1", EpsilonDeltaKind::Refuted}};
        for (const auto& claim : claims) {
            const EpsilonDelta got = epsilonDelta(*parse(claim.f), constant(claim.to), constant(claim.limit), constant(claim.epsilon));
            QVERIFY2(got.kind == claim.kind, claim.f);
        }
    }

    /// What is just at the border is neither proved nor refuted wrongly.
    void bordersAreLeftOpen() {
        const auto kindOf = [](const char* f, const char* limit, const char* epsilon) {
            return epsilonDelta(*parse(f), Expression(), constant(limit), constant(epsilon)).kind;
        };
        QVERIFY(kindOf("sin(1/x)", "0", "1") != EpsilonDeltaKind::Proved);       // 1 is taken: false, by points that are no doubles
        QVERIFY(kindOf("x", "0.1", "0.1") != EpsilonDeltaKind::Proved);          // false on one side
        QVERIFY(kindOf("x^2", "0.1", "0.1") != EpsilonDeltaKind::Refuted);       // true
        QVERIFY(kindOf("x^2", "-0.1", "0.1") != EpsilonDeltaKind::Proved);       // false
        QVERIFY(kindOf("0.3-0.1*3", "0", "1e-30") == EpsilonDeltaKind::Proved);  // digits are exact
        QVERIFY(kindOf("sin(1/x)", "0", "1.001") == EpsilonDeltaKind::Proved);
        QVERIFY(kindOf("sin(pi*floor(1/x))", "0", "0.5") != EpsilonDeltaKind::Refuted);  // is 0
        QVERIFY(kindOf("sin(1/(x^2+1e-40))", "0.5", "1.6") == EpsilonDeltaKind::Proved);
    }

    /// Holes count: a claim about points where the function has no value is false.
    void holesEndTheProof() {
        for (const char* f : {"1/(1/(x-0.1))", "(x-0.1)^2/(x-0.1)", "x-0.1+0*sqrt(x+0.1)", "(x-0.1)*sin(1/(x-0.1))/sin(1/(x-0.1))"}) {
            const EpsilonDelta got = epsilonDelta(*parse(f), Expression(), constant("-0.1"), constant("0.5"));
            QVERIFY2(got.kind != EpsilonDeltaKind::Refuted && got.delta <= 0.1, f);
        }
    }

    void sidesWithoutValues() {
        const auto ask = [](const char* f, const char* limit, Side side) {
            EpsilonDeltaOptions options;
            options.side = side;
            return epsilonDelta(*parse(f), Expression(), constant(limit), constant("0.1"), options).kind;
        };
        QCOMPARE(ask("sqrt(x)", "0", Side::Right), EpsilonDeltaKind::Proved);
        QCOMPARE(ask("sqrt(x)", "0", Side::Both), EpsilonDeltaKind::Undecided);
        QCOMPARE(ask("sqrt(x)", "1", Side::Both), EpsilonDeltaKind::Refuted);
        QCOMPARE(ask("sign(ln(atan(ceil(x))))", "-1", Side::Both), EpsilonDeltaKind::Undecided);  // no value on the left
        QCOMPARE(ask("sqrt(x)", "0", Side::Left), EpsilonDeltaKind::Refuted);
        QCOMPARE(ask("sign(x)", "1", Side::Right), EpsilonDeltaKind::Proved);
        QCOMPARE(ask("sign(x)", "-1", Side::Left), EpsilonDeltaKind::Proved);
        QCOMPARE(ask("sign(x)", "1", Side::Left), EpsilonDeltaKind::Refuted);
        QCOMPARE(ask("ln(-1-x^2)", "1", Side::Both), EpsilonDeltaKind::Refuted);
    }

    void whatIsNoQuestion() {
        QCOMPARE(epsilonDelta(*parse("x"), Expression(), constant("0"), constant("0")).kind, EpsilonDeltaKind::Undecided);
        QCOMPARE(epsilonDelta(*parse("x"), constant("1/0"), constant("0"), constant("1")).kind, EpsilonDeltaKind::Undecided);
        EpsilonDeltaOptions options;
        options.expired = [] { return true; };
        const EpsilonDelta got = epsilonDelta(*parse("x*ln(abs(x))*sin(1/x)"), Expression(), constant("0"), constant("1e-6"), options);
        QVERIFY(got.kind != EpsilonDeltaKind::Refuted && !got.why.empty());
    }
};

QTEST_APPLESS_MAIN(TestEpsilonDelta)
#include "tst_epsilon_delta.moc"
