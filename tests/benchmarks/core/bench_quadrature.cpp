#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#ifdef HAS_GSL
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#endif

#include "core/calculus/quadrature.h"
#include "core/expression/parser.h"
#include "core/expression/program.h"
#include "tests/support/reference_cases.h"

using namespace calc;

namespace {

double numberOf(const QJsonValue& value) {
    const QString text = value.toString();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text == "-inf") return -std::numeric_limits<double>::infinity();
    return value.isString() ? text.toDouble() : value.toDouble();
}

struct Outcome {
    bool answered = false;
    double value = 0.0, error = 0.0;
    std::int64_t evaluations = 0;
    double microseconds = 0.0;
};

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

Outcome ours(const Expression& f, const Range& range, IntegrateOptions::Certify certify) {
    IntegrateOptions options;
    options.certify = certify;
    const auto start = std::chrono::steady_clock::now();
    const Integral got = integrate(f, range, options);
    return {got.kind == IntegralKind::Value, got.value, got.error, got.evaluations, since(start)};
}

#ifdef HAS_GSL
struct Counted {
    Program program;
    std::int64_t evaluations = 0;
};

double counted(double x, void* data) {
    auto& f = *static_cast<Counted*>(data);
    ++f.evaluations;
    return f.program(x);
}

/// QAGS; QAGI and its kin, which are QAGS after a change of the variable, where the range is infinite.
Outcome gsl(const Expression& f, const Range& range, double tolerance) {
    Counted data{Program::compile(f), 0};
    gsl_function function{counted, &data};
    const std::size_t most = 1000;
    gsl_integration_workspace* space = gsl_integration_workspace_alloc(most);
    Outcome out;
    const auto start = std::chrono::steady_clock::now();
    int status = GSL_SUCCESS;
    const bool fromBelow = std::isinf(range.low), toAbove = std::isinf(range.high);
    if (fromBelow && toAbove)
        status = gsl_integration_qagi(&function, 0.0, tolerance, most, space, &out.value, &out.error);
    else if (toAbove)
        status = gsl_integration_qagiu(&function, range.low, 0.0, tolerance, most, space, &out.value, &out.error);
    else if (fromBelow)
        status = gsl_integration_qagil(&function, range.high, 0.0, tolerance, most, space, &out.value, &out.error);
    else
        status = gsl_integration_qags(&function, range.low, range.high, 0.0, tolerance, most, space, &out.value, &out.error);
    out.microseconds = since(start);
    gsl_integration_workspace_free(space);
    out.answered = status == GSL_SUCCESS && std::isfinite(out.value);
    out.evaluations = data.evaluations;
    return out;
}
#endif

/// Of one method on one kind of integrals.
struct Tally {
    int cases = 0, right = 0, wrong = 0, falseErrors = 0;
    std::vector<double> evaluations, microseconds;

    void add(const Outcome& out, const QJsonObject& wanted) {
        ++cases;
        evaluations.push_back(static_cast<double>(out.evaluations));
        microseconds.push_back(out.microseconds);
        if (!out.answered) return;
        if (wanted["kind"].toString() != "value") {
            ++wrong;
            return;
        }
        const double truth = numberOf(wanted["value"]), apart = std::fabs(out.value - truth);
        ++(apart <= wanted["atol"].toDouble() + wanted["rtol"].toDouble() * std::fabs(truth) ? right : wrong);
        if (apart > std::max({out.error, 9e-16 * std::fabs(truth), 1e-300})) ++falseErrors;
    }
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

double sum(const std::vector<double>& values) {
    double total = 0.0;
    for (const double v : values) total += v;
    return total;
}

void print(const char* method, const QString& tag, const Tally& tally) {
    qInfo("%-22s %-10s %3d integrals: right %3d, wrong %2d, error too small %2d; evaluations median %6.0f sum %8.0f; %7.0f us median",
          method, qPrintable(tag), tally.cases, tally.right, tally.wrong, tally.falseErrors, median(tally.evaluations),
          sum(tally.evaluations), median(tally.microseconds));
}

}  // namespace

/// Right answers and evaluations of `integrate` beside GSL's QAGS on the reference integrals.
class BenchQuadrature : public QObject {
    Q_OBJECT

private slots:
    void evaluations() {
        std::map<QString, std::map<QString, Tally>> tallies;  // tag, method
        for (const QJsonObject& wanted : casesOf("reference/integrals.jsonl")) {
            const auto f = parse(wanted["f"].toString().toStdString());
            QVERIFY(f);
            const Range range{numberOf(wanted["from"]), numberOf(wanted["to"])};
            std::vector<std::pair<QString, Outcome>> outcomes{{"ours", ours(*f, range, IntegrateOptions::Certify::Yes)},
                                                              {"ours, no certificate", ours(*f, range, IntegrateOptions::Certify::No)}};
#ifdef HAS_GSL
            gsl_set_error_handler_off();
            outcomes.emplace_back("QAGS to 1e-10", gsl(*f, range, 1e-10));
            outcomes.emplace_back("QAGS to 1e-12", gsl(*f, range, 1e-12));
#endif
            for (const auto& [method, out] : outcomes)
                for (const QString& tag : {wanted["tag"].toString(), QStringLiteral("all")}) tallies[tag][method].add(out, wanted);
        }
        for (const auto& [tag, methods] : tallies)
            for (const auto& [method, tally] : methods) print(qPrintable(method), tag, tally);
#ifndef HAS_GSL
        qInfo("GSL was not found: nothing to compare with");
#endif
    }
};

QTEST_APPLESS_MAIN(BenchQuadrature)
#include "bench_quadrature.moc"
