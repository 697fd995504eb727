#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "descent_support.h"

using namespace calc;

namespace {

struct Variant {
    const char* label;
    const char* optimizer;
    ParameterValues parameters;
};

/// Every optimizer, and each of its switches and options once.
const std::vector<Variant>& variants() {
    static const std::vector<Variant> list{
        {"sgd", "sgd", {{"learning_rate", 0.002}}},
        {"sgd with decay", "sgd", {{"learning_rate", 0.002}, {"weight_decay", 0.1}}},
        {"momentum", "momentum", {{"learning_rate", 0.001}}},
        {"momentum, damped", "momentum", {{"learning_rate", 0.001}, {"dampening", 0.3}, {"weight_decay", 0.1}}},
        {"nesterov", "nesterov", {{"learning_rate", 0.001}}},
        {"adagrad", "adagrad", {{"learning_rate", 0.5}}},
        {"adagrad, all options",
         "adagrad",
         {{"learning_rate", 0.5}, {"lr_decay", 0.1}, {"initial_accumulator_value", 0.5}, {"weight_decay", 0.1}}},
        {"rmsprop", "rmsprop", {{"learning_rate", 0.02}}},
        {"rmsprop, all options", "rmsprop", {{"learning_rate", 0.02}, {"centered", 1.0}, {"momentum", 0.5}, {"weight_decay", 0.1}}},
        {"adam", "adam", {{"learning_rate", 0.05}}},
        {"adam, all options", "adam", {{"learning_rate", 0.05}, {"amsgrad", 1.0}, {"weight_decay", 0.1}, {"beta2", 0.9}}},
        {"adam, no bias correction", "adam", {{"learning_rate", 0.05}, {"bias_correction", 0.0}}},
        {"adamw, no bias correction", "adamw", {{"learning_rate", 0.05}, {"amsgrad", 1.0}, {"bias_correction", 0.0}}},
        {"adamw", "adamw", {{"learning_rate", 0.05}, {"weight_decay", 0.5}}},
        {"adadelta", "adadelta", {{"learning_rate", 2.0}, {"weight_decay", 0.1}}},
        {"adamax", "adamax", {{"learning_rate", 0.05}, {"weight_decay", 0.1}}},
        {"nadam", "nadam", {{"learning_rate", 0.05}, {"weight_decay", 0.1}}},
        {"qhm", "qhm", {{"learning_rate", 0.002}, {"weight_decay", 0.1}}},
        {"qhadam", "qhadam", {{"learning_rate", 0.05}, {"nu2", 0.9}, {"weight_decay", 0.1}}},
        {"newton", "newton", {{"learning_rate", 0.3}, {"damping", 20.0}}},
    };
    return list;
}

void addVariants() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < variants().size(); ++i) QTest::newRow(variants()[i].label) << static_cast<int>(i);
}

Trajectory runVariant(const Variant& variant, std::int64_t steps) {
    DescentOptions options = optionsOf({-1.0, 2.0}, optimizerOf(variant.optimizer, variant.parameters), steps);
    options.stop = StopRule::Never;
    return runOf(lossOf("(x^2+y-11)^2+(x+y^2-7)^2"), options);
}

std::string messageOf(const Result<Optimizer>& result) { return result ? "no error" : renderPlainEnglish(result.error().message); }

}  // namespace

class TestOptimizers : public QObject {
    Q_OBJECT
private slots:
    void reference_data();
    void reference();
    void stagesTellWhatTheFoldDid_data() { addVariants(); }
    void stagesTellWhatTheFoldDid();
    void formulasAreShownTwice_data() { addVariants(); }
    void formulasAreShownTwice();
    void everyParameterMatters();
    void registry();
    void refusals();
    void quasiHyperbolic();
    void limitingCases();
    void newton();
};

void TestOptimizers::reference_data() {
    QTest::addColumn<QJsonObject>("question");
    QFile file(QStringLiteral(CALCULOSCOPE_TEST_DATA "/reference/optimizers.jsonl"));
    QVERIFY2(file.open(QIODevice::ReadOnly), "reference cases are missing");
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty()) continue;
        const QJsonObject question = QJsonDocument::fromJson(line).object();
        QTest::newRow(qPrintable(question["id"].toString() + " " + question["optimizer"].toString())) << question;
    }
}

void TestOptimizers::reference() {
    QFETCH(QJsonObject, question);
    const QString name = question["optimizer"].toString();
    ParameterValues values;
    const QJsonObject given = question["parameters"].toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        const std::string key = it.key() == "lr" ? "learning_rate" : it.key().toStdString();
        values[key] = it.value().isBool() ? (it.value().toBool() ? 1.0 : 0.0) : it.value().toDouble();
    }
    const QJsonObject points = question["points"].toObject();
    std::int64_t steps = 0;
    for (const QString& step : points.keys()) steps = std::max<std::int64_t>(steps, step.toLongLong());
    const QJsonArray start = question["start"].toArray();
    const std::string registered = name == "momentum" || name == "nesterov" ? "sgd" : name.toStdString();
    DescentOptions options = optionsOf({start[0].toDouble(), start[1].toDouble()}, optimizerOf(registered.c_str(), values), steps);
    options.stop = StopRule::Never;
    const QByteArray text = question["f"].toString().toUtf8();
    const Trajectory run = runOf(lossOf(text.constData()), options);
    QCOMPARE(run.stopped, StopReason::Steps);
    const double rtol = question["rtol"].toDouble();
    for (auto it = points.begin(); it != points.end(); ++it) {
        const Vec2 want{it.value().toArray()[0].toString().toDouble(), it.value().toArray()[1].toString().toDouble()};
        const Vec2 got = run.points.at(static_cast<std::size_t>(it.key().toInt()));
        const double scale = std::max({std::fabs(want.x), std::fabs(want.y), 1e-3});
        QVERIFY2(std::fabs(got.x - want.x) <= rtol * scale && std::fabs(got.y - want.y) <= rtol * scale,
                 qPrintable(QString("step %1: (%2, %3)").arg(it.key()).arg(got.x, 0, 'g', 17).arg(got.y, 0, 'g', 17)));
    }
}

void TestOptimizers::stagesTellWhatTheFoldDid() {
    QFETCH(int, index);
    const Trajectory run = runVariant(variants()[static_cast<std::size_t>(index)], 150);
    QCOMPARE(run.stepsDone, std::int64_t{150});
    for (const std::int64_t k : {0, 1, 2, 63, 64, 65, 149}) {
        const StepInside inside = stepInside(run, k);
        const auto at = static_cast<std::size_t>(k);
        QVERIFY(inside.stages.size() >= 2);
        QCOMPARE(inside.stages.front().kind, StageKind::Gradient);
        QCOMPARE(inside.stages.front().value, run.gradients[at]);
        QCOMPARE(inside.stages.back().kind, StageKind::Total);
        // What is shown is what was computed: each formula with its numbers gives the value of its left side.
        for (const Stage& stage : inside.stages) {
            if (stage.kind == StageKind::Total) continue;
            QVERIFY2(near(valueOf(stage.formula.right), stage.value, 1e-11), renderPlainEnglish(stage.name).c_str());
            QVERIFY(near(valueOf(stage.formula.left), stage.value, 1e-11));
        }
        QCOMPARE(valueOf(inside.rule.left), run.points[at + 1]);
        QVERIFY(near(valueOf(inside.rule.right), run.points[at + 1], 1e-12));
        QVERIFY(near(valueOf(inside.stages.back().formula.right), run.points[at + 1], 1e-12));
        // The arrows add up to the move.
        Vec2 sum;
        for (const Contribution& part : inside.contributions) sum = sum + part.value;
        const double slack = 1e-15 * (1.0 + run.points[at].length());
        QVERIFY((sum - inside.stages.back().value).length() <= 1e-12 * sum.length() + slack);
        QVERIFY((run.update(k) - inside.stages.back().value).length() <= slack);
    }
}

void TestOptimizers::formulasAreShownTwice() {
    QFETCH(int, index);
    const Trajectory run = runVariant(variants()[static_cast<std::size_t>(index)], 3);
    const StepInside inside = stepInside(run, 2);
    const std::string symbols = plainText(symbolsOf(inside.rule));
    const std::string numbers = plainText(numbersOf(inside.rule, 2));
    QVERIFY2(QString::fromStdString(symbols).contains("η"), symbols.c_str());
    QVERIFY2(!QString::fromStdString(numbers).contains("η") && !QString::fromStdString(numbers).contains("nan"), numbers.c_str());
    for (const Stage& stage : inside.stages) {
        QVERIFY(!plainText(symbolsOf(stage.formula)).empty());
        QVERIFY(!plainText(numbersOf(stage.formula, 2)).empty());
        QVERIFY(!plainText(numbersOf(stage.formula, 1)).empty());
    }
}

void TestOptimizers::everyParameterMatters() {
    const LossFunction loss = lossOf("(x^2+y-11)^2+(x+y^2-7)^2");
    for (const OptimizerInfo& info : optimizers()) {
        // From a start where nothing is switched off by another parameter.
        ParameterValues base{{"learning_rate", 0.01}};
        if (info.name == "sgd") base["momentum"] = 0.5;
        if (info.name == "qhm") base["momentum"] = 0.5;
        DescentOptions options = optionsOf({-1.0, 2.0}, optimizerOf(std::string(info.name).c_str(), base), 30);
        options.stop = StopRule::Never;
        const std::vector<Vec2> before = runOf(loss, options).points;
        for (const ParameterInfo& parameter : info.parameters) {
            ParameterValues changed = base;
            const std::string name(parameter.name);
            const double current = parameterValue(info.parameters, base, name);
            changed[name] = parameter.kind == ParameterKind::Switch ? 1.0 - current : current == 0.0 ? 0.3 : 0.6 * current;
            if (info.name == "nesterov" && name == "dampening") continue;  // refused together
            // AMSGrad shows where the slope falls; larger steps with a short memory make it fall here.
            if (name == "amsgrad") changed["beta2"] = 0.5;
            ParameterValues reference = changed;
            reference[name] = current;
            options.optimizer = optimizerOf(std::string(info.name).c_str(), reference);
            const std::vector<Vec2> unchanged = name == "amsgrad" ? runOf(loss, options).points : before;
            options.optimizer = optimizerOf(std::string(info.name).c_str(), changed);
            QVERIFY2(runOf(loss, options).points != unchanged, (std::string(info.name) + "." + name).c_str());
        }
    }
}

void TestOptimizers::registry() {
    QCOMPARE(optimizers().size(), std::size_t{13});
    for (const OptimizerInfo& info : optimizers()) {
        QCOMPARE(findOptimizer(info.name)->title, info.title);
        QVERIFY(!info.help.empty() && !info.source.empty() && !info.family.empty());
        QCOMPARE(info.parameters.front().name, std::string_view("learning_rate"));
        QVERIFY(makeOptimizer(info.name));
        for (const ParameterInfo& parameter : info.parameters) {
            QVERIFY(!parameter.title.empty() && !parameter.help.empty());
            QVERIFY(parameter.low <= parameter.standard && parameter.standard <= parameter.high);
            QVERIFY(parameter.low <= parameter.sliderLow && parameter.sliderHigh <= parameter.high);
        }
    }
    // The defaults are PyTorch's.
    const auto standard = [](const char* optimizer, const char* parameter) {
        return findParameter(findOptimizer(optimizer)->parameters, parameter)->standard;
    };
    QCOMPARE(standard("sgd", "learning_rate"), 1e-3);
    QCOMPARE(standard("adagrad", "eps"), 1e-10);
    QCOMPARE(standard("rmsprop", "alpha"), 0.99);
    QCOMPARE(standard("adam", "beta2"), 0.999);
    QCOMPARE(standard("adamw", "weight_decay"), 1e-2);
    QCOMPARE(standard("adadelta", "rho"), 0.9);
    QCOMPARE(standard("adamax", "learning_rate"), 2e-3);
    QCOMPARE(standard("nadam", "momentum_decay"), 4e-3);
}

void TestOptimizers::refusals() {
    const Result<Optimizer> unknown = makeOptimizer("addam");
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().field, std::string("optimizer"));
    QVERIFY(messageOf(unknown).find("adam") != std::string::npos);
    const Result<Optimizer> wrongName = makeOptimizer("adam", {{"rho", 0.9}});
    QVERIFY(!wrongName);
    QCOMPARE(wrongName.error().field, std::string("rho"));
    QVERIFY(messageOf(wrongName).find("beta1") != std::string::npos);
    const std::vector<std::pair<const char*, ParameterValues>> bad{
        {"adam", {{"beta1", 1.0}}},   {"adam", {{"beta2", -0.1}}}, {"sgd", {{"learning_rate", -1.0}}}, {"sgd", {{"learning_rate", NAN}}},
        {"adam", {{"amsgrad", 0.5}}}, {"qhm", {{"nu", 1.5}}},      {"adagrad", {{"eps", -1e-9}}},      {"newton", {{"damping", INFINITY}}}};
    for (const auto& [name, values] : bad) {
        const Result<Optimizer> result = makeOptimizer(name, values);
        QVERIFY2(!result, name);
        QCOMPARE(result.error().field, values.begin()->first);
    }
    const Result<Optimizer> nesterov = makeOptimizer("sgd", {{"nesterov", 1.0}});
    QVERIFY(!nesterov);
    QCOMPARE(nesterov.error().field, std::string("nesterov"));
    QVERIFY(!makeOptimizer("nesterov", {{"dampening", 0.1}}));
}

// Expected: the published equations in 40 digits, written a second time in another language.
void TestOptimizers::quasiHyperbolic() {
    const LossFunction loss = lossOf("(x^2+y-11)^2+(x+y^2-7)^2");
    const auto check = [&loss](const Optimizer& optimizer, const std::vector<std::pair<std::size_t, Vec2>>& expected) {
        DescentOptions options = optionsOf({-1.0, 2.0}, optimizer, 40);
        options.stop = StopRule::Never;
        const Trajectory run = runOf(loss, options);
        for (const auto& [step, point] : expected) QVERIFY(near(run.points.at(step), point, 1e-13));
    };
    check(optimizerOf("qhm", {{"learning_rate", 0.01}, {"momentum", 0.9}, {"nu", 0.7}, {"weight_decay", 0.1}}),
          {{1, {-1.0884300000000000077, 2.1768600000000000153}},
           {2, {-1.2013425745407740297, 2.3706125599269721521}},
           {10, {-2.6994078599542168457, 3.2740637489830065181}},
           {40, {-2.8023623008501450805, 3.1279435365824143728}}});
    check(optimizerOf("qhadam",
                      {{"learning_rate", 0.05}, {"beta1", 0.95}, {"beta2", 0.98}, {"nu1", 0.8}, {"nu2", 0.7}, {"weight_decay", 0.1}}),
          {{1, {-1.0499999999790795007, 2.0499999999895397517}},
           {2, {-1.0998751070387476292, 2.10003332610442607}},
           {10, {-1.4965000691258039327, 2.5013024384613272401}},
           {40, {-2.9224150689118154166, 3.2936539630519783275}}});
}

void TestOptimizers::limitingCases() {
    const LossFunction loss = lossOf("(1-x)^2+100*(y-x^2)^2");
    const auto points = [&loss](const Optimizer& optimizer) {
        DescentOptions options = optionsOf({-1.2, 1.0}, optimizer, 60);
        options.stop = StopRule::Never;
        return runOf(loss, options).points;
    };
    const auto same = [](const std::vector<Vec2>& a, const std::vector<Vec2>& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!near(a[i], b[i], 1e-10)) return false;
        return true;
    };
    QVERIFY(same(points(optimizerOf("qhadam", {{"learning_rate", 0.01}, {"nu1", 1.0}, {"nu2", 1.0}, {"beta1", 0.9}})),
                 points(optimizerOf("adam", {{"learning_rate", 0.01}}))));
    QVERIFY(
        same(points(optimizerOf("qhm", {{"learning_rate", 0.001}, {"nu", 0.0}})), points(optimizerOf("sgd", {{"learning_rate", 0.001}}))));
    QVERIFY(same(points(optimizerOf("adamw", {{"weight_decay", 0.0}, {"learning_rate", 0.01}})),
                 points(optimizerOf("adam", {{"learning_rate", 0.01}}))));
    QVERIFY(same(points(optimizerOf("momentum", {{"learning_rate", 0.001}, {"momentum", 0.0}})),
                 points(optimizerOf("sgd", {{"learning_rate", 0.001}}))));
}

void TestOptimizers::newton() {
    // A quadratic in one step, wherever it starts.
    const Trajectory bowl = runOf(lossOf("(x+2*y-7)^2+(2*x+y-5)^2"), optionsOf({-6.0, 4.0}, optimizerOf("newton"), 1));
    QVERIFY(near(bowl.last, {1.0, 3.0}, 1e-14));
    // Damping: (H + δ I) is 4 I with δ = 2, so that half of the way is left.
    const Trajectory damped = runOf(lossOf("x^2+y^2"), optionsOf({2.0, -1.0}, optimizerOf("newton", {{"damping", 2.0}}), 1));
    QVERIFY(near(damped.last, {1.0, -0.5}, 1e-15));
    // A saddle attracts it: said, not hidden.
    const Trajectory saddle = runOf(lossOf("x^2-y^2"), optionsOf({1.5, 0.5}, optimizerOf("newton"), 1));
    QVERIFY(saddle.last.length() < 1e-15);
    QVERIFY(renderPlainEnglish(saddle.why).find("positive definite") != std::string::npos);
    QVERIFY(renderPlainEnglish(stepInside(saddle, 0).stages[1].name).find("not positive") != std::string::npos);
    const Trajectory rest = runOf(lossOf("x^2-y^2"), optionsOf({1.5, 0.5}, optimizerOf("newton"), 50));
    QCOMPARE(rest.stopped, StopReason::AtRest);
    QVERIFY(renderPlainEnglish(rest.why).find("not in a valley") != std::string::npos);
    // No curvature at all: there is no step.
    const Trajectory flat = runOf(lossOf("x+y"), optionsOf({0.0, 0.0}, optimizerOf("newton"), 5));
    QCOMPARE(flat.stopped, StopReason::LeftDomain);
    QCOMPARE(flat.points.size(), std::size_t{1});
    QVERIFY(renderPlainEnglish(flat.why).find("Newton") != std::string::npos);
    // One variable: f'' alone.
    const Trajectory line = runOf(lossOf("(x-3)^2", 1), optionsOf({10.0, 0.0}, optimizerOf("newton"), 1));
    QVERIFY(near(line.last.x, 3.0, 1e-15));
}

QTEST_APPLESS_MAIN(TestOptimizers)
#include "tst_optimizers.moc"
