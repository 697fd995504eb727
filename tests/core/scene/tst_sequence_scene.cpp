// label: slow
#include <QtTest>
#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/print.h"
#include "core/scene/moved.h"
#include "core/scene/sequence_prepare.h"
#include "tests/support/frame_fault.h"
#include "tests/support/frame_parts.h"
#include "tests/support/random_expression.h"
#include "tests/support/reference_cases.h"
#include "tests/support/verdict_names.h"

using namespace calc;

namespace {

SequenceScene scene(const char* function, const char* epsilon = "0.1") {
    SequenceScene sequence;
    sequence.function = function;
    sequence.epsilon = epsilon;
    return sequence;
}

SequenceScene recursion(const char* map, const char* start, const char* parameter = "0") {
    SequenceScene sequence;
    sequence.view = SequenceView::Recursion;
    sequence.map = map;
    sequence.start = start;
    sequence.parameter = parameter;
    return sequence;
}

std::shared_ptr<const SequencePrepared> prepared(const SequenceScene& sequence) {
    const auto result = prepareSequence(sequence, nullptr, {});
    return result ? *result : nullptr;
}

std::string sentence(const SequencePrepared& sequence, double time) { return renderPlainEnglish(sequenceFrame(sequence, time).sentence); }

const Handle* handleOf(const Frame& frame, std::string_view prefix) {
    for (const Handle& handle : frame.handles)
        if (handle.id.starts_with(prefix)) return &handle;
    return nullptr;
}

}  // namespace

class TestSequenceScene : public QObject {
    Q_OBJECT

private slots:
    /// Every reference case through the page's own Scene: the verdict, the value, and N for each epsilon.
    void referenceCases() {
        const auto cases = casesOf(QStringLiteral("reference/sequences.jsonl"));
        QVERIFY(!cases.isEmpty());
        int undecided = 0;
        for (const auto& one : cases) {
            const QString label = one["id"].toString() + " " + one["a"].toString();
            const auto epsilons = one["epsilon"].toArray();
            const auto first = one["first_N"].toArray();
            for (qsizetype i = 0; i < std::max<qsizetype>(1, epsilons.size()); ++i) {
                SequenceScene sequence = scene(one["a"].toString().toUtf8().constData());
                if (!epsilons.isEmpty()) sequence.epsilon = shortest(epsilons[i].toDouble());
                const auto result = prepared(sequence);
                QVERIFY2(result, qPrintable(label));
                const QString fault = test::faultOf(sequenceFrame(*result, result->timeline.opening));
                QVERIFY2(fault.isEmpty(), qPrintable(label + ": " + fault));
                const SequenceLimit& limit = result->formula->limit;
                if (limit.kind == LimitKind::Undetermined) {
                    ++undecided;
                    continue;
                }
                QVERIFY2(nameOf(limit.kind) == one["kind"].toString(), qPrintable(label + ": " + nameOf(limit.kind)));
                if (limit.kind != LimitKind::Value) continue;
                const double want = one["value"].toString().toDouble();
                QVERIFY2(std::fabs(limit.value - want) <= limit.error + 1e-15 * std::fabs(want), qPrintable(label));
                const bool known = i < first.size() && !first[i].isNull();
                if (known && result->first && result->first->proved) QVERIFY2(result->first->n == first[i].toInteger(), qPrintable(label));
                if (known && !result->first) ++undecided;
            }
        }
        QVERIFY2(undecided <= 1, qPrintable(QString::number(undecided)));
    }

    void theIndexAndThePoints() {
        const auto sequence = prepared(scene("1/n", "0.1"));
        QVERIFY(sequence && sequence->first && sequence->first->proved);
        QCOMPARE(sequence->first->n, std::int64_t{11});
        // At each moment the points inside and outside the band are those of the numbers.
        for (std::size_t k = 0; k < sequence->terms->indices.size(); ++k) {
            const Frame frame = sequenceFrame(*sequence, sequence->timeline.stops[k]);
            std::size_t inside = 0;
            std::size_t outside = 0;
            for (const Mark& mark : findPanel(frame, "terms")->moving) {
                const auto* cloud = std::get_if<MarkerCloud>(&mark);
                if (!cloud) continue;
                for (const Vec2 p : *cloud->points) {
                    QCOMPARE(p.y, 1.0 / p.x);
                    QVERIFY((p.y < 0.1) == (cloud->id == "inside"));
                }
                (cloud->id == "inside" ? inside : outside) += cloud->points->size();
            }
            QCOMPARE(inside + outside, k + 1);
            QCOMPARE(outside, std::min<std::size_t>(k + 1, 10));
        }
    }

    void situations_data() {
        QTest::addColumn<QByteArray>("epsilon");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* a, const char* epsilon, const char* words) {
            QTest::newRow(a) << QByteArray(epsilon) << QByteArray(words);
        };
        row("1/n", "0.1", "From N = 11 on");
        row("n^2*0.8^n", "0.5", "From N = ");
        row("1/ln(n+1)", "0.1", "N = 22");
        row("n", "0.1", "infinity");
        row("-n", "0.1", "minus infinity");
        row("(-1)^n", "0.1", "no limit");
        row("sqrt(-n)", "0.1", "no real values");
    }
    void situations() {
        QFETCH(QByteArray, epsilon);
        QFETCH(QByteArray, words);
        const auto sequence = prepared(scene(QTest::currentDataTag(), epsilon.constData()));
        QVERIFY(sequence);
        const std::string text = sentence(*sequence, sequence->timeline.duration);
        QVERIFY2(text.find(words.toStdString()) != std::string::npos, text.c_str());
    }

    /// A dragged edge of the band is a distance from the limit; the log scale takes it as it is.
    void theBandIsDragged() {
        const auto sequence = prepared(scene("(n+1)/n", "0.25"));
        QVERIFY(sequence);
        const Frame frame = sequenceFrame(*sequence, 0.0);
        const Handle* above = handleOf(frame, "epsilon-above");
        const Handle* below = handleOf(frame, "epsilon-below");
        QVERIFY(above && handleOf(frame, "epsilon-distance"));
        QCOMPARE(above->position.y, 1.25);
        const Scene whole{"", sequence->scene};
        const auto epsilonAfter = [&whole](const std::string& handle, double y) {
            return std::get<SequenceScene>(moved(whole, handle, {0.0, y}, 0.001).kind).epsilon;
        };
        QCOMPARE(epsilonAfter(above->id, 1.4), std::string("0.4"));
        // It does not pass the limit.
        QCOMPARE(epsilonAfter(above->id, 0.2), std::string("0.001"));
        if (below) QCOMPARE(epsilonAfter(below->id, 0.9), std::string("0.1"));
        QCOMPARE(epsilonAfter("epsilon-distance", 0.003), std::string("0.003"));
        QCOMPARE(epsilonAfter("nothing", 0.003), std::string("0.25"));
    }

    void theCobwebFollowsTheMap() {
        SequenceScene logistic = recursion("r*x*(1-x)", "0.2", "2.8");
        logistic.xRange = Range{0.0, 1.0};
        const auto sequence = prepared(logistic);
        QVERIFY(sequence && sequence->recursion);
        const RecursionPicture& picture = *sequence->recursion;
        QVERIFY(picture.hasParameter && picture.attractor && !picture.attractor->empty());
        QCOMPARE(picture.orbit.size(), std::size_t{41});
        for (std::size_t n = 0; n + 1 < picture.orbit.size(); ++n)
            QVERIFY(std::fabs(picture.orbit[n + 1] - 2.8 * picture.orbit[n] * (1.0 - picture.orbit[n])) < 1e-15);
        // The path of step 3 ends on the diagonal at x₃.
        const Frame frame = sequenceFrame(*sequence, sequence->timeline.stops[3]);
        for (const Mark& mark : findPanel(frame, "cobweb")->moving) {
            const auto* path = std::get_if<Polyline>(&mark);
            if (!path) continue;
            QCOMPARE(path->points->size(), std::size_t{7});
            QCOMPARE(path->points->back(), (Vec2{picture.orbit[3], picture.orbit[3]}));
        }
        QVERIFY(frame.verdicts.front().role == Role::Ok);
        const auto chaotic = prepared(recursion("r*x*(1-x)", "0.2", "3.9"));
        QVERIFY(renderPlainEnglish(sequenceFrame(*chaotic, 0.0).sentence).find("chaos") != std::string::npos);
        QVERIFY(prepared(recursion("cos(x)", "1"))->recursion->attractor == nullptr);
    }

    void startAndParameterAreDragged() {
        const Scene whole{"", recursion("r*x*(1-x)", "0.2", "2.8")};
        const Scene later = moved(whole, "parameter", {3.456, 0.0}, 0.01);
        const auto& changed = std::get<SequenceScene>(later.kind);
        QCOMPARE(changed.parameter, std::string("3.46"));
        QVERIFY2(changed.xRange && changed.parameterRange, "the windows stand still under the hand");
        const auto started = std::get<SequenceScene>(moved(later, "start", {0.731, 0.4}, 0.001).kind);
        QCOMPARE(started.start, std::string("0.731"));
        QCOMPARE(started.xRange->low, changed.xRange->low);
    }

    /// The diagram over the parameter is kept while the parameter moves.
    void theDiagramIsComputedOnce() {
        SequenceScene logistic = recursion("r*x*(1-x)", "0.2", "2.8");
        logistic.xRange = Range{0.0, 1.0};
        logistic.parameterRange = Range{2.4, 4.0};
        const auto first = prepared(logistic);
        logistic.parameter = "3.1";
        const auto second = prepareSequence(logistic, first.get(), {});
        QVERIFY(second.ok());
        QVERIFY((*second)->recursion->attractor == first->recursion->attractor);
        QVERIFY((*second)->diagramMarks == first->diagramMarks);
    }

    /// The diagram is zoomed like any other picture: its abscissa is r, its ordinate that of the cobweb beside it.
    void theDiagramIsZoomed() {
        SequenceScene logistic = recursion("r*x*(1-x)", "0.2", "3.2");
        const Scene whole{"", logistic};
        const Scene near = withRanges(whole, "diagram", {3.82, 3.86}, {0.4, 0.6});
        const auto& zoomed = std::get<SequenceScene>(near.kind);
        QVERIFY(zoomed.parameterRange && zoomed.parameterRange->low == 3.82 && zoomed.yRange->high == 0.6 && !zoomed.xRange);
        QVERIFY2(onlyViewDiffers(whole, near), "a zoom is no step of its own");
        const auto sequence = prepared(zoomed);
        const Frame frame = sequenceFrame(*sequence, 0.0);
        QVERIFY(findPanel(frame, "diagram")->interaction == Interaction::ZoomAndPan);
        QVERIFY2(!handleOf(frame, "parameter"), "r = 3.2 is out of sight");
        // So narrow a window still has many points: more are looked at.
        QVERIFY(sequence->recursion->attractor->size() > 5000);
        for (const Vec2 p : *sequence->recursion->attractor) QVERIFY(p.y >= 0.4 && p.y <= 0.6);
        QVERIFY(withChosenRanges(near, "diagram") == whole);
    }

    /// Where the slope is 0 at the fixed point, what rounding leaves of it is not shown.
    void newtonSquaresTheDistance() {
        const auto sequence = prepared(recursion("(x+2/x)/2", "3.4"));
        const Frame frame = sequenceFrame(*sequence, 0.0);
        QVERIFY(renderPlainEnglish(frame.verdicts.front().reason).find("digits double") != std::string::npos);
        const auto* words = test::mark<Label>(frame, "cobweb", "fixed.0.slope");
        QVERIFY(words && renderPlainEnglish(std::get<Message>(words->text)).find("= 0, attracts") != std::string::npos);
        QVERIFY(test::readoutText(frame, "exponent").find("\u221E") != std::string::npos);
    }

    /// The words of a fixed point on the axis keep clear of the start, which is dragged there.
    void wordsKeepClearOfTheStart() {
        for (const char* start : {"0.1", "0.2", "0.3", "0.5"}) {
            SequenceScene logistic = recursion("r*x*(1-x)", start, "2.8");
            logistic.xRange = logistic.yRange = Range{0.0, 1.0};
            const Frame frame = sequenceFrame(*prepared(logistic), 0.0);
            const auto* words = test::mark<Label>(frame, "cobweb", "fixed.0.slope");
            QVERIFY(words);
            const Vec2 at = words->position;
            QVERIFY2(at.x > std::stod(start) || at.y >= 0.1, start);
        }
    }

    /// The names of the edges stand where there is room for them: never on each other, never outside.
    void theEdgesAreNamedWhereThereIsRoom() {
        const auto names = [](const char* function, const char* epsilon) {
            const Frame frame = sequenceFrame(*prepared(scene(function, epsilon)), 0.0);
            return std::pair(test::mark<Label>(frame, "terms", "above-name") != nullptr,
                             test::mark<Label>(frame, "terms", "below-name") != nullptr);
        };
        QVERIFY(names("(-1)^n/n", "0.1") == std::pair(true, true));
        QVERIFY(names("n^2*0.8^n", "0.5") == std::pair(true, false));
        QVERIFY(names("(1+1/n)^n", "0.05") == std::pair(false, true));
    }

    void namesTheFieldOfAnError() {
        const auto fieldOf = [](const SequenceScene& sequence) {
            const auto result = prepareSequence(sequence, nullptr, {});
            return result ? std::string("none") : result.error().field;
        };
        QCOMPARE(fieldOf(scene("1/(n")), std::string("function"));
        QCOMPARE(fieldOf(scene("1/n", "0")), std::string("epsilon"));
        QCOMPARE(fieldOf(scene("1/n", "-1")), std::string("epsilon"));
        QCOMPARE(fieldOf(scene("1/n", "n")), std::string("epsilon"));
        QCOMPARE(fieldOf(recursion("r*x*(1-y)", "0.2")), std::string("map"));
        QCOMPARE(fieldOf(recursion("r*x", "a")), std::string("start"));
        QCOMPARE(fieldOf(recursion("r*x", "1", "")), std::string("parameter"));
    }

    void anyFormulaGivesAWholeFrame() {
        test::RandomExpression random(17);
        for (int i = 0; i < 24; ++i) {
            SequenceScene sequence = recursion("", "0.3", "0.7");
            sequence.map = print(random.tree(3));
            const auto result = prepareSequence(sequence, nullptr, {});
            if (!result) continue;
            for (const double time : {0.0, 3.3, 20.0}) {
                const QString fault = test::faultOf(sequenceFrame(**result, time));
                QVERIFY2(fault.isEmpty(), qPrintable(fault + QLatin1String(" of ") + QString::fromStdString(sequence.map)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSequenceScene)
#include "tst_sequence_scene.moc"
