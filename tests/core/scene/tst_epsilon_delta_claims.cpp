#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/calculus/epsilon_delta.h"
#include "core/expression/parser.h"
#include "core/expression/program.h"
#include "core/scene/deep_function.h"

using namespace calc;

/// Claims that lie in wait for a careless prover: limits that are missed by a hair, borders, poles and jumps just beside the point, swings,
/// cancellation, one side. Whatever the verdict is, dense samples in 50 digits must not speak against it.
namespace {

struct Claim {
    const char* function;
    const char* to;
    const char* limit;
    const char* epsilon;
    Side side;
};

constexpr Claim kClaims[] = {
    {"x^2", "3", "9", "1e-3", Side::Both},
    {"x^2", "3", "9.001", "1e-3", Side::Both},
    {"x^2", "3", "9.0000001", "1e-8", Side::Both},
    {"1/(1+25x^2)", "0", "1", "1e-6", Side::Both},
    {"sin(x)/x", "0", "1", "1e-12", Side::Both},
    {"sin(x)/x", "0", "1.0000000001", "1e-12", Side::Both},
    {"(1-cos(x))/x^2", "0", "0.5", "1e-10", Side::Both},
    {"(tan(x)-sin(x))/x^3", "0", "0.5", "0.01", Side::Both},
    {"(x-sin(x))/x^3", "0", "1/6", "1e-4", Side::Both},
    {"(x-sin(x))/x^3", "0", "0.1666", "1e-5", Side::Both},
    {"(1+x)^(1/x)", "0", "e", "0.01", Side::Both},
    {"(1+x)^(1/x)", "0", "2.7", "0.01", Side::Both},
    {"x*sin(1/x)", "0", "0", "1e-6", Side::Both},
    {"x*sin(1/x)", "0", "0.1", "0.2", Side::Both},
    {"x*sin(1/x)", "0", "0.1", "0.05", Side::Both},
    {"sin(1/x)", "0", "0", "0.999", Side::Both},
    {"sin(1/x)", "0", "0", "1.001", Side::Both},
    {"sin(1/x)", "0", "0.5", "1.5", Side::Both},
    {"sin(1/x)", "0", "0.5", "1.49", Side::Both},
    {"sin(1/x)^2", "0", "0.5", "0.49", Side::Both},
    {"x^2*sin(1/x)+x", "0", "0", "0.001", Side::Both},
    {"cos(1/x)*x^0.5", "0", "0", "0.1", Side::Right},
    {"sqrt(x)", "0", "0", "0.001", Side::Right},
    {"sqrt(x)", "0", "0", "0.001", Side::Both},
    {"sqrt(x)", "0", "0.1", "0.05", Side::Right},
    {"ln(x)", "0", "0", "5", Side::Right},
    {"x*ln(x)", "0", "0", "0.01", Side::Right},
    {"x^x", "0", "1", "0.01", Side::Right},
    {"abs(x)/x", "0", "1", "0.5", Side::Right},
    {"abs(x)/x", "0", "1", "0.5", Side::Left},
    {"abs(x)/x", "0", "0", "1.5", Side::Both},
    {"floor(x)", "2", "2", "0.5", Side::Right},
    {"floor(x)", "2", "2", "0.5", Side::Both},
    {"floor(x)", "2", "2", "1.5", Side::Both},
    {"floor(x)", "2", "2", "1", Side::Both},
    {"x*floor(1/x)", "0", "1", "0.1", Side::Both},
    {"x*floor(1/x)", "0", "0", "0.5", Side::Right},
    {"x-floor(x)", "5", "0", "0.3", Side::Both},
    {"1/x", "0", "1000000", "5", Side::Both},
    {"1/(x-1e-7)", "0", "-10000000", "1", Side::Both},
    {"1/(x-1e-7)", "0", "-10000000", "1000000", Side::Both},
    {"x^2/(x^2-1e-10)", "0", "0", "0.1", Side::Both},
    {"if(x<1e-6,0,1)", "0", "0", "0.5", Side::Both},
    {"if(abs(x)<1e-9,x,7)", "0", "0", "0.5", Side::Both},
    {"max(x,0)", "0", "0", "1e-9", Side::Both},
    {"min(x,x^2)", "1", "1", "0.01", Side::Both},
    {"exp(-1/x^2)", "0", "0", "1e-9", Side::Both},
    {"exp(-1/x^2)", "0", "1e-30", "1e-31", Side::Both},
    {"2^(1/x)", "0", "0", "0.5", Side::Left},
    {"2^(1/x)", "0", "0", "0.5", Side::Right},
    {"atan(1/x)", "0", "pi/2", "0.1", Side::Right},
    {"atan(1/x)", "0", "pi/2", "0.1", Side::Both},
    {"asin(x)", "1", "pi/2", "0.1", Side::Left},
    {"tan(x)", "pi/2", "0", "100", Side::Both},
    {"tan(x)", "pi/4", "1", "0.001", Side::Both},
    {"tanh(1/x)", "0", "0", "1.5", Side::Both},
    {"tanh(1/x)", "0", "0", "0.9", Side::Both},
    {"erf(x)/x", "0", "2/sqrt(pi)", "0.01", Side::Both},
    {"gamma(x)*x", "0", "1", "0.05", Side::Both},
    {"gamma(x)", "0", "0", "10", Side::Both},
    {"cbrt(x)", "0", "0", "0.01", Side::Both},
    {"cbrt(x)/x", "0", "5", "1", Side::Both},
    {"sigmoid(1/x)", "0", "1/2", "0.6", Side::Both},
    {"sigmoid(1/x)", "0", "1/2", "0.4", Side::Both},
    {"(e^x-1-x)/x^2", "0", "1/2", "1e-5", Side::Both},
    {"(sqrt(1+x)-1)/x", "0", "1/2", "1e-7", Side::Both},
    {"(x^5-32)/(x-2)", "2", "80", "0.01", Side::Both},
    {"(x^5-32)/(x-2)", "2", "80.1", "0.01", Side::Both},
    {"sin(pi*x)/(x-1)", "1", "-pi", "0.001", Side::Both},
    {"ln(x)/(x-1)", "1", "1", "0.0001", Side::Both},
    {"sin(1/x)+sin(2/x)", "0", "0", "1.5", Side::Both},
    {"sin(1/x)+sin(2/x)", "0", "0", "1.9", Side::Both},
    {"sin(1/x)*cos(1/x)", "0", "0", "0.45", Side::Both},
    {"x+100*sin(x)-100x", "0", "0", "1e-5", Side::Both},
    {"abs(sin(1/x))*x", "0", "0", "1e-4", Side::Both},
    {"sign(sin(1/x))", "0", "0", "0.5", Side::Both},
    {"sin(1e6*x)", "0", "0", "0.5", Side::Both},
    {"x^2+1e-9", "0", "0", "1e-9", Side::Both},
    {"x^2+1e-9", "0", "0", "1.0000001e-9", Side::Both},
    {"1-x^2", "0", "0", "1", Side::Both},
    {"1+x^2", "0", "0", "1", Side::Both},
    {"cos(x)", "0", "0", "1", Side::Both},
    {"cosh(x)", "0", "0", "1", Side::Both},
    {"0.1+0.2", "0", "0.3", "1e-40", Side::Both},
    {"0.1+0.2+x", "0", "0.30000000000000004", "1e-18", Side::Both},
};

class Judge {
public:
    explicit Judge(const Claim& claim)
        : m_f(*parse(claim.function), *parseConstant(claim.to)), m_epsilon(Program::compile(*parseConstant(claim.epsilon))(0.0)) {
        m_f.setReference(*parseConstant(claim.limit));
    }
    /// Decidedly outside the band, or without a value; what 50 digits leave open is no witness of anything.
    bool breaks(double offset) {
        const DeepFunction::Value value = m_f(offset);
        using Status = DeepFunction::Value::Status;
        if (value.status == Status::NoValue) return true;
        return value.status == Status::Known && std::fabs(value.difference) >= m_epsilon * (1.0 + 1e-12) + value.error;
    }
    /// Not decidedly within.
    bool mayBreak(double offset) {
        const DeepFunction::Value value = m_f(offset);
        const bool isKnown = value.status == DeepFunction::Value::Status::Known;
        return !isKnown || std::fabs(value.difference) >= m_epsilon * (1.0 - 1e-12) - value.error;
    }

private:
    DeepFunction m_f;
    double m_epsilon;
};

/// Distances below delta: evenly, in powers, and hard at the border.
std::vector<double> distances(double delta) {
    std::vector<double> list;
    for (int i = 1; i < 60; ++i) list.push_back(delta * i / 60.0);
    for (int i = 1; i < 60; ++i) list.push_back(delta * std::pow(10.0, -i / 5.0));
    for (int i = 2; i < 12; ++i) list.push_back(delta * (1.0 - std::pow(10.0, -i)));
    return list;
}

std::vector<double> signsOf(Side side) {
    if (side == Side::Both) return {-1.0, 1.0};
    return {side == Side::Left ? -1.0 : 1.0};
}

}  // namespace

class TestEpsilonDeltaClaims : public QObject {
    Q_OBJECT

private slots:
    void samplesDoNotContradict();
};

void TestEpsilonDeltaClaims::samplesDoNotContradict() {
    int proved = 0;
    int refuted = 0;
    for (const Claim& claim : kClaims) {
        const Expression to = *parseConstant(claim.to);
        EpsilonDeltaOptions options;
        options.side = claim.side;
        const EpsilonDelta answer =
            epsilonDelta(*parse(claim.function), to, *parseConstant(claim.limit), *parseConstant(claim.epsilon), options);
        Judge judge(claim);
        const std::vector<double> signs = signsOf(claim.side);
        const QByteArray name = QByteArray(claim.function) + " at " + claim.to + ", " + claim.limit + " within " + claim.epsilon;
        if (answer.kind == EpsilonDeltaKind::Proved) {
            ++proved;
            QVERIFY2(answer.delta > 0.0, name.constData());
            for (const double sign : signs)
                for (const double distance : distances(answer.delta))
                    QVERIFY2(!judge.breaks(sign * distance),
                             (name + " breaks at a distance of " + QByteArray::number(distance)).constData());
        }
        if (answer.kind != EpsilonDeltaKind::Refuted) continue;
        ++refuted;
        const double offset = answer.witness - Program::compile(to)(0.0);
        QVERIFY2(offset != 0.0 && judge.mayBreak(offset), name.constData());
        QVERIFY2(claim.side == Side::Both || offset * signs.front() > 0.0, name.constData());
        // No delta does: there are such x within every distance.
        for (const double within : {1e-1, 1e-4, 1e-8, 1e-13}) {
            bool found = false;
            for (const double sign : signs)
                for (const double distance : distances(within)) found = found || judge.mayBreak(sign * distance);
            QVERIFY2(found, (name + " holds within " + QByteArray::number(within)).constData());
        }
    }
    QVERIFY(proved >= 40);
    QVERIFY(refuted >= 25);
}

QTEST_APPLESS_MAIN(TestEpsilonDeltaClaims)
#include "tst_epsilon_delta_claims.moc"
