// label: slow
#include <QtTest>
#include <cmath>
#include <limits>

#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

QString nameOf(IntegralKind kind) {
    switch (kind) {
        case IntegralKind::Value: return "value";
        case IntegralKind::Diverges: return "diverges";
        case IntegralKind::Undefined: return "undefined";
        case IntegralKind::Undetermined: break;
    }
    return "undetermined";
}

double numberOf(const QJsonValue& value) {
    if (!value.isString()) return value.toDouble();
    const QString text = value.toString();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text == "-inf") return -std::numeric_limits<double>::infinity();
    return text.toDouble();
}

Integral integralOf(const QString& f, double from, double to, const IntegrateOptions& options = {}) {
    const auto parsed = parse(f.toStdString());
    Q_ASSERT(parsed);
    return integrate(*parsed, {from, to}, options);
}

QString shown(const Integral& integral) {
    return QString("%1 %2 +- %3, certified %4 [%5, %6]: %7")
        .arg(nameOf(integral.kind))
        .arg(integral.value, 0, 'g', 17)
        .arg(integral.error)
        .arg(integral.certified)
        .arg(integral.lower, 0, 'g', 17)
        .arg(integral.upper, 0, 'g', 17)
        .arg(QString::fromStdString(renderPlainEnglish(integral.why)));
}

/// What is wrong with an answer; empty where it is right.
QString complaint(const QJsonObject& wanted, const Integral& got) {
    if (nameOf(got.kind) != wanted["kind"].toString()) return "another kind";
    if (got.why.empty()) return "no reason given";
    if (got.kind != IntegralKind::Value) return {};
    const double truth = numberOf(wanted["value"]), apart = std::fabs(got.value - truth);
    if (!(apart <= wanted["atol"].toDouble() + wanted["rtol"].toDouble() * std::fabs(truth))) return "beyond the tolerance";
    if (apart > std::max({got.error, 9e-16 * std::fabs(truth), 1e-300})) return "the stated error does not hold";
    const double slack = 4e-16 * std::fabs(truth);
    if (got.certified && (got.lower > truth + slack || got.upper < truth - slack)) return "the proved bounds leave the truth out";
    return {};
}

}  // namespace

class TestQuadrature : public QObject {
    Q_OBJECT

private:
    static void casesFrom(const QString& file) {
        QTest::addColumn<QJsonObject>("wanted");
        const auto cases = casesOf(file);
        QVERIFY(!cases.isEmpty());
        for (const QJsonObject& wanted : cases) QTest::newRow(qPrintable(wanted["id"].toString() + " " + wanted["f"].toString())) << wanted;
    }
    static void check() {
        QFETCH(QJsonObject, wanted);
        const Integral got = integralOf(wanted["f"].toString(), numberOf(wanted["from"]), numberOf(wanted["to"]));
        const QString problem = complaint(wanted, got);
        QVERIFY2(problem.isEmpty(), qPrintable(problem + ": " + shown(got) + " instead of " + wanted["value"].toString()));
    }

private slots:
    void reference_data() { casesFrom("reference/integrals.jsonl"); }
    void reference() { check(); }
    void more_data() { casesFrom("integrals_more.jsonl"); }
    void more() { check(); }

    void smoothProperIntegralsAreCertified() {
        int smooth = 0, certified = 0;
        for (const QString& file : {QStringLiteral("reference/integrals.jsonl"), QStringLiteral("integrals_more.jsonl")})
            for (const QJsonObject& wanted : casesOf(file)) {
                if (wanted["tag"].toString() != "smooth") continue;
                const Integral got = integralOf(wanted["f"].toString(), numberOf(wanted["from"]), numberOf(wanted["to"]));
                ++smooth;
                if (got.certified && got.upper - got.lower <= 1e-6 * std::fabs(got.value)) ++certified;
            }
        qInfo("%d of %d proper integrals of smooth integrands are certified to a relative width of 1e-6 or better", certified, smooth);
        QVERIFY(smooth >= 50);
        QVERIFY2(2 * certified >= smooth, qPrintable(QString("%1 of %2").arg(certified).arg(smooth)));
    }

    void reversedEndsChangeTheSign() {
        const Integral there = integralOf("exp(x)*ln(x+2)", 0, 3), back = integralOf("exp(x)*ln(x+2)", 3, 0);
        QCOMPARE(back.value, -there.value);
        QCOMPARE(back.error, there.error);
        QVERIFY(back.certified && back.lower == -there.upper && back.upper == -there.lower);
        const Integral tail = integralOf("1/x^2", std::numeric_limits<double>::infinity(), 1);
        QCOMPARE(tail.kind, IntegralKind::Value);
        QVERIFY(std::fabs(tail.value + 1.0) <= tail.error);
    }

    void equalEndsGiveZero() {
        const Integral got = integralOf("1/x", 0, 0);
        QCOMPARE(got.kind, IntegralKind::Value);
        QCOMPARE(got.value, 0.0);
    }

    /// A pole whose two sides would cancel is no value, however small the piece around it.
    void noPrincipalValues() {
        for (const double pole : {0.1, 1.0 / 3.0, 0.7, 2.5, -4.0}) {
            const QString f = QString("1/(x-(%1))").arg(pole, 0, 'g', 17);
            QCOMPARE(nameOf(integralOf(f, pole - 1.0, pole + 1.0).kind), QString("diverges"));
            QCOMPARE(nameOf(integralOf(f, pole - 1e-6, pole + 1e-6).kind), QString("diverges"));
            QCOMPARE(nameOf(integralOf(f, pole + 1e-3, pole + 2.0).kind), QString("value"));
        }
    }

    /// Powers on both sides of the border, at points and at infinity.
    void convergenceOfPowers() {
        for (const double power : {-0.5, -0.9, -0.99, -1.0, -1.01, -1.1, -2.0, -3.5}) {
            const QString f = QString("x^(%1)").arg(power);
            QCOMPARE(nameOf(integralOf(f, 0, 1).kind), QString(power > -1.0 ? "value" : "diverges"));
            QCOMPARE(nameOf(integralOf(f, 1, std::numeric_limits<double>::infinity()).kind), QString(power < -1.0 ? "value" : "diverges"));
            const QString shifted = QString("(x-2)^(%1)").arg(power);
            QCOMPARE(nameOf(integralOf(shifted, 2, 5).kind), QString(power > -1.0 ? "value" : "diverges"));
        }
    }

    /// A peak far narrower than the distance between the points of any fixed rule.
    /// A jump at an end has its value on the other side; zero all over has no relative tolerance.
    void jumpsAtTheEnds() {
        for (const auto& [text, low, high, truth] :
             {std::tuple{"floor(x)", 0.0, 1.0, 0.0}, std::tuple{"floor(x)", 1.0 / 512, 1.0, 0.0}, std::tuple{"ceil(x)", -1.0, 0.0, 0.0},
              std::tuple{"x-floor(x)", 0.0, 1.0, 0.5}, std::tuple{"sign(x)", -1.0, 0.0, -1.0}, std::tuple{"if(x<2, 0, 1)", -3.0, 2.0, 0.0}})
            for (const auto certify : {IntegrateOptions::Certify::Yes, IntegrateOptions::Certify::No}) {
                IntegrateOptions options;
                options.certify = certify;
                const Integral found = integrate(*parse(text), {low, high}, options);
                QCOMPARE(found.kind, IntegralKind::Value);
                QVERIFY2(std::fabs(found.value - truth) <= found.error, text);
                QVERIFY2(found.error <= 1e-14, text);
                QVERIFY2(found.evaluations <= 2000, qPrintable(QString::number(found.evaluations)));
            }
    }
    void narrowPeaksAreFound() {
        for (const double width : {1e-2, 1e-4, 1e-6})
            for (const double at : {0.1234567, 0.5, 0.777}) {
                const QString f = QString("1+exp(-((x-%1)/%2)^2)").arg(at, 0, 'g', 17).arg(width, 0, 'g', 17);
                const Integral got = integralOf(f, -3, 4);
                const double truth = 7.0 + width * std::sqrt(std::acos(-1.0));
                QCOMPARE(got.kind, IntegralKind::Value);
                QVERIFY2(std::fabs(got.value - truth) <= got.error + 1e-15, qPrintable(f + ": " + shown(got)));
            }
    }

    /// 30 digits by mpmath, in u = 1/x. An infinite piece whose near end oscillates is counted once.
    void oscillationAtAPointBesideAnInfiniteEnd() {
        struct Case {
            const char* f;
            double low, high, truth;
        };
        for (const Case& each : {Case{"exp(-x^2)*(1+sin(1/x))", -INFINITY, INFINITY, 1.7724538509055160273},
                                 Case{"exp(-x^2)*(1+sin(1/x))", 0, INFINITY, 1.27410746140711865671},
                                 Case{"sin(1/x)/(1+x^2)", 0, INFINITY, 0.646761122779130071553},
                                 Case{"sin(1/x)/(1+x^2)", -INFINITY, 0, -0.646761122779130071553},
                                 Case{"exp(-x)*cos(1/x)", 0, INFINITY, 0.213201931762105298203},
                                 Case{"exp(3-x)*cos(1/(x-3))", 3, INFINITY, 0.213201931762105298203}}) {
            const Integral got = integralOf(each.f, each.low, each.high);
            QCOMPARE(got.kind, IntegralKind::Value);
            QVERIFY2(std::fabs(got.value - each.truth) <= got.error + 1e-15 && got.error < 1e-12,
                     qPrintable(QString(each.f) + ": " + shown(got)));
        }
    }

    void bellsFarAwayAreFound() {
        for (const char* f : {"exp(-(x-1e6)^2)", "exp(-(x+1e6)^2)", "exp(-(x-1e5)^2)", "exp(-(x-1e4)^2)", "exp(-(x+300)^2)"}) {
            const Integral got = integralOf(f, -INFINITY, INFINITY);
            QVERIFY2(got.kind == IntegralKind::Undetermined ||
                         (got.kind == IntegralKind::Value && std::fabs(got.value - 1.7724538509055160273) <= got.error + 1e-15),
                     qPrintable(QString(f) + ": " + shown(got)));
        }
    }

    void variablesByName() {
        const auto f = parse("n^2", {Variable::N});
        QVERIFY(f);
        const Integral got = integrate(*f, {0, 3}, {}, Variable::N);
        QCOMPARE(got.kind, IntegralKind::Value);
        QVERIFY(std::fabs(got.value - 9.0) <= got.error);
    }

    void workEndsWhenTold() {
        IntegrateOptions options;
        options.expired = [] { return true; };
        const Integral got = integralOf("sin(1/(x-0.3))*exp(20*cos(300*x))", 0, 1, options);
        QVERIFY(got.kind != IntegralKind::Value || got.error < 1e-6 * std::fabs(got.value));
        // The reading of kinks ends, too: there are more than a million of them here.
        int asked = 0;
        options.expired = [&asked] { return ++asked > 50; };
        const Integral crowded = integralOf("max(0,sin(1e-6*x)*cos(1e-6*x)-0.4)", -1e12, 1e12, options);
        QCOMPARE(crowded.kind, IntegralKind::Undetermined);
        QVERIFY2(asked > 50 && asked < 200, qPrintable(QString::number(asked)));
    }

    /// What diverges for certain has the last word, also after a point that could not be decided.
    void divergenceBehindAnUndecidedPoint() {
        QCOMPARE(integralOf("sin(1/sin(1/x))", 0, 0.5).kind, IntegralKind::Undetermined);
        const Integral both = integralOf("sin(1/sin(1/x))+1/(1-x)^2", 0, 1);
        QCOMPARE(both.kind, IntegralKind::Diverges);
        QVERIFY(renderPlainEnglish(both.why).find("near x = 1 ") != std::string::npos);
    }

    void fewEvaluationsWhereSmooth() {
        for (const char* f : {"exp(x)", "x^5-3*x", "sin(x)*cosh(x)", "1/(3+x)"}) QVERIFY(integralOf(f, 0, 1).evaluations <= 30);
    }
};

QTEST_APPLESS_MAIN(TestQuadrature)
#include "tst_quadrature.moc"
