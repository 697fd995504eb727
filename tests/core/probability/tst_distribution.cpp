#include <QtTest>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <numbers>

#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "core/expression/program.h"
#include "core/probability/distribution.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

using Long = boost::multiprecision::cpp_bin_float_50;

Distribution named(const char* id, const std::map<std::string, double>& parameters = {}) {
    return *namedDistribution(distributionEntry(id)->family, parameters);
}

Result<Distribution> typed(const char* f, double low, double high) { return typedDistribution(*parse(f), {low, high}); }

QString refusal(const char* f, double low, double high) {
    const auto result = typed(f, low, high);
    return result ? QString() : QString::fromStdString(renderPlainEnglish(result.error().message));
}

}  // namespace

class TestDistribution : public QObject {
    Q_OBJECT

private slots:
    /// 30 digits by mpmath (erfc, incomplete gamma and beta functions); the claim of the header on both tails.
    void areasHoldTheirError() {
        const auto cases = casesOf("probability/distributions.jsonl");
        QCOMPARE(cases.size(), 180);
        for (const QJsonObject& each : cases) {
            std::map<std::string, double> parameters;
            const QJsonObject given = each["parameters"].toObject();
            for (const QString& key : given.keys()) parameters[key.toStdString()] = given[key].toDouble();
            const Distribution distribution = named(each["family"].toString().toUtf8().constData(), parameters);
            const double x = each["x"].toDouble();
            const Estimate below = distribution.below(x);
            const Estimate above = distribution.above(x);
            const QByteArray where = QJsonDocument(each).toJson(QJsonDocument::Compact);
            QVERIFY2(abs(Long(below.value) - Long(each["below"].toString().toStdString())) <= Long(below.error) + 1e-29, where.constData());
            QVERIFY2(abs(Long(above.value) - Long(each["above"].toString().toStdString())) <= Long(above.error) + 1e-29, where.constData());
            QVERIFY(below.error <= 1e-14 * below.value + 1e-300);
        }
    }
    /// The density's own area, by `integrate`, says the same as the closed form.
    void densitiesAreTheDerivativesOfTheAreas_data() {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("normal") << QByteArray("normal") << -1.0 << 2.5;
        QTest::newRow("uniform") << QByteArray("uniform") << -1.0 << 0.25;
        QTest::newRow("exponential") << QByteArray("exponential") << 0.5 << 3.0;
        QTest::newRow("beta") << QByteArray("beta") << 0.1 << 0.9;
        QTest::newRow("gamma") << QByteArray("gamma") << -1.0 << 4.0;
        QTest::newRow("student") << QByteArray("student-t") << -30.0 << 1.0;
    }
    void densitiesAreTheDerivativesOfTheAreas() {
        QFETCH(QByteArray, id);
        QFETCH(double, low);
        QFETCH(double, high);
        const Distribution distribution = named(id.constData());
        const Integral area = integrate(distribution.density(), {low, high});
        QCOMPARE(area.kind, IntegralKind::Value);
        const Estimate probability = distribution.between({low, high});
        QVERIFY(std::fabs(area.value - probability.value) <= area.error + probability.error);
        const Integral whole = integrate(distribution.density(), {-INFINITY, INFINITY});
        QCOMPARE(whole.kind, IntegralKind::Value);
        QVERIFY(std::fabs(whole.value - 1.0) <= whole.error + 1e-14);
        const Integral mean = integrate(Expression::variable(Variable::X) * distribution.density(), {-INFINITY, INFINITY});
        QVERIFY(std::fabs(mean.value - distribution.mean().value.value) <= mean.error + distribution.mean().value.error);
    }
    void quantilesInvertTheAreas() {
        for (const DistributionEntry& entry : namedDistributions()) {
            const Distribution distribution = *namedDistribution(entry.family);
            for (const double p : {1e-12, 1e-3, 0.025, 0.25, 0.5, 0.75, 0.975, 0.999}) {
                const auto quantile = distribution.quantile(p);
                QVERIFY(quantile.ok());
                const Estimate back = distribution.below(quantile->value);
                QVERIFY2(std::fabs(back.value - p) <= 1e-13 * p + 2e-16, entry.id.data());
                QVERIFY(distribution.below(quantile->value - 1.001 * quantile->error).value <= p);
                QVERIFY(distribution.below(quantile->value + 1.001 * quantile->error).value >= p);
            }
        }
        QVERIFY(std::fabs(named("normal").quantile(0.975)->value - 1.959963984540054) < 1e-14);
        QVERIFY(std::fabs(named("student-t", {{"freedom", 1.0}}).quantile(0.75)->value - 1.0) < 1e-14);
        for (const double p : {0.0, 1.0, -1.0, 2.0, double(NAN)}) QVERIFY(!named("normal").quantile(p).ok());
    }
    void tailsKeepTheirDigits() {
        const Distribution normal = named("normal");
        QVERIFY(std::fabs(normal.between({8.0, 9.0}).value / 6.2196e-16 - 1.0) < 1e-3);
        QCOMPARE(normal.between({2.0, 1.0}).value, 0.0);
        QCOMPARE(named("beta").between({-5.0, 7.0}).value, 1.0);
    }
    void momentsThatDoNotExistAreNamed() {
        QCOMPARE(named("student-t", {{"freedom", 1.0}}).mean().kind, MomentKind::None);
        QCOMPARE(named("student-t", {{"freedom", 1.5}}).variance().kind, MomentKind::Infinite);
        QCOMPARE(named("student-t", {{"freedom", 4.0}}).variance().value.value, 2.0);
        QCOMPARE(typed("1/(1+x^2)", -INFINITY, INFINITY)->mean().kind, MomentKind::None);
        QCOMPARE(typed("1/x^2", 1, INFINITY)->mean().kind, MomentKind::Infinite);
        QCOMPARE(typed("1/x^3", 1, INFINITY)->variance().kind, MomentKind::Infinite);
    }
    void wrongParametersAreNamed() {
        const auto wide = namedDistribution(DistributionFamily::Normal, {{"deviation", -1.0}});
        QVERIFY(!wide.ok());
        QCOMPARE(wide.error().field, std::string("deviation"));
        QVERIFY(!namedDistribution(DistributionFamily::Normal, {{"deviation", NAN}}).ok());
        QCOMPARE(namedDistribution(DistributionFamily::Uniform, {{"low", 2.0}, {"high", 2.0}}).error().field, std::string("high"));
        QCOMPARE(namedDistribution(DistributionFamily::Beta, {{"gamma", 2.0}}).error().code, ErrorCode::UnknownName);
        QVERIFY(!namedDistribution(DistributionFamily::Typed).ok());
    }
    /// Typed densities against the same ones in closed form.
    void typedDensitiesAgreeWithNamedOnes() {
        const auto bell = typed("exp(-x^2/2)", -INFINITY, INFINITY);
        QVERIFY(bell.ok());
        const Distribution normal = named("normal");
        QVERIFY(std::fabs(bell->normalization() - 1.0 / std::sqrt(2.0 * std::numbers::pi)) < 1e-14);
        QVERIFY(bell->isProvedNonnegative());
        for (double x = -9.0; x <= 9.0; x += 0.37) {
            QVERIFY(std::fabs(bell->below(x).value - normal.below(x).value) <= bell->below(x).error + normal.below(x).error);
            QVERIFY(std::fabs(bell->above(x).value - normal.above(x).value) <= bell->above(x).error + normal.above(x).error);
            QVERIFY(bell->below(x).error < 1e-10);
        }
        QVERIFY(std::fabs(bell->mean().value.value) <= bell->mean().value.error + 1e-15);
        QVERIFY(std::fabs(bell->variance().value.value - 1.0) < 1e-11);
        QVERIFY(std::fabs(bell->quantile(0.975)->value - normal.quantile(0.975)->value) < 1e-9);
        const auto triangle = typed("1-abs(x)", -1, 1);
        QVERIFY(triangle.ok());
        QVERIFY(std::fabs(triangle->below(0.5).value - 0.875) < 1e-14);
        QVERIFY(std::fabs(triangle->variance().value.value - 1.0 / 6.0) < 1e-13);
        const auto arcsine = typed("1/sqrt(x*(1-x))", 0, 1);
        QVERIFY(arcsine.ok());
        for (const double x : {0.001, 0.1, 0.5, 0.9, 0.999})
            QVERIFY(std::fabs(arcsine->below(x).value - 2.0 / std::numbers::pi * std::asin(std::sqrt(x))) < 1e-11);
        const auto cauchy = typed("1/(1+x^2)", -INFINITY, INFINITY);
        for (const double x : {-1e6, -3.0, 0.0, 2.0, 1e9}) {
            const Estimate below = cauchy->below(x);
            QVERIFY(std::fabs(below.value - (0.5 + std::atan(x) / std::numbers::pi)) <= below.error + 1e-15);
            QVERIFY(below.error < 1e-10);
        }
        const Program density = Program::compile(triangle->density());
        QCOMPARE(density(2.0), 0.0);
        QCOMPARE(density(0.0), 1.0);
    }
    /// 30 digits by mpmath, in u = 1/x. The median of the second lies where it oscillates, so that a bisection asks there again and again.
    void wildDensitiesAreFollowed() {
        long asked = 0;
        const auto wild = typedDistribution(*parse("exp(-x^2)*(1+sin(1/x))"), {-INFINITY, INFINITY}, [&asked] { return ++asked < 0; });
        QVERIFY(wild.ok());
        QVERIFY(wild->isProvedNonnegative());
        QVERIFY(std::fabs(wild->normalization() - 0.564189583547756286948) < 1e-14);
        QVERIFY(std::fabs(wild->mean().value.value - 0.383233298356301244427) <= wild->mean().value.error);
        QVERIFY(std::fabs(wild->variance().value.value - 0.353132239030950193906) <= wild->variance().value.error);
        QVERIFY(std::fabs(wild->below(-1).value - 0.0234910729736126813854) <= wild->below(-1).error);
        QVERIFY(wild->below(-1).error < 1e-12);
        for (const double x : {-1e-4, -1e-9, 0.0, 1e-12, 1e-5}) {
            const Estimate near = wild->below(x);
            QVERIFY2(std::fabs(near.value - 0.281161841953628759607) <= near.error + 1.2 * std::fabs(x), qPrintable(QString::number(x)));
            QVERIFY(near.error < 1e-3);
        }
        QVERIFY2(asked < 25000, qPrintable(QString::number(asked)));
        const auto even = typed("exp(-x^2)*(1+cos(1/x))", -INFINITY, INFINITY);
        QVERIFY(even.ok());
        const auto median = even->quantile(0.5);
        QVERIFY(median && std::fabs(median->value) <= median->error && median->error < 1e-3);
    }
    /// The work is bounded by what it asks, not by a clock; and it can be stopped at any time.
    void whatIsTooWildIsRefusedAndWorkCanBeStopped() {
        for (const char* f : {"exp(-x^2)*(1+sin(1/x^2))", "sin(x^2)^2/(1+x^2)"}) {
            long asked = 0;
            const auto result = typedDistribution(*parse(f), {-INFINITY, INFINITY}, [&asked] { return ++asked < 0; });
            QVERIFY2(!result.ok() && asked < 25000, f);
            QVERIFY(renderPlainEnglish(result.error().message).find("too wild") != std::string::npos);
            QCOMPARE(result.error().code, ErrorCode::BadValue);
        }
        for (const long last : {0L, 10L, 60L, 500L, 3000L}) {
            long asked = 0;
            const auto stopped = typedDistribution(*parse("exp(-x^2)*(1+sin(1/x))"), {-INFINITY, INFINITY}, [&] { return ++asked > last; });
            QVERIFY(!stopped.ok());
            QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
            QVERIFY2(asked < last + 200, qPrintable(QString("%1 after %2").arg(asked).arg(last)));
        }
        const Distribution watched = typed("exp(-x^2)", -INFINITY, INFINITY)->watchedBy([] { return true; });
        QCOMPARE(watched.below(0.3).error, 0.5);
        QCOMPARE(watched.watchedBy({}).below(0.3).value, typed("exp(-x^2)", -INFINITY, INFINITY)->below(0.3).value);
    }
    void whatIsNoDensityIsRefusedWithItsReason() {
        QVERIFY(refusal("x", -1, 1).contains("never negative"));
        QVERIFY(refusal("x^2-0.0001", -1, 1).contains("never negative"));
        QVERIFY(refusal("1/x", 0, 1).contains("infinite"));
        QVERIFY(refusal("1", 0, INFINITY).contains("infinite"));
        QVERIFY(refusal("0*x", 0, 1).contains("zero"));
        QVERIFY(!refusal("sqrt(x)", -1, 1).isEmpty());
        QVERIFY(!refusal("1", 2, 2).isEmpty());
        const auto stopped = typedDistribution(*parse("exp(-x^2)"), {-INFINITY, INFINITY}, [] { return true; });
        QVERIFY(!stopped.ok());
    }
    void nonnegativeFunctionsThatTouchZeroAreTaken() {
        for (const char* f : {"x^2", "(x-1)^2", "sin(x)^2", "abs(x)", "1+cos(3*x)", "max(0, x)"}) QVERIFY2(typed(f, -2, 2).ok(), f);
    }
    /// Kolmogorov and Smirnov: the largest distance of the empirical distribution function; 1.95/sqrt(n) is exceeded once in a thousand.
    void samplesFollowTheDistribution() {
        constexpr std::size_t n = 4000;
        for (const DistributionEntry& entry : namedDistributions()) {
            const Distribution distribution = *namedDistribution(entry.family);
            std::vector<double> drawn = samples(distribution, 42, n);
            QCOMPARE(samples(distribution, 42, 300), std::vector<double>(drawn.begin(), drawn.begin() + 300));
            QVERIFY(samples(distribution, 43, 10) != samples(distribution, 42, 10));
            std::sort(drawn.begin(), drawn.end());
            double distance = 0.0;
            for (std::size_t i = 0; i < n; ++i)
                distance = std::max(distance, std::fabs(distribution.below(drawn[i]).value - (static_cast<double>(i) + 0.5) / n));
            QVERIFY2(distance < 1.95 / std::sqrt(double(n)), entry.id.data());
        }
    }
};

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
