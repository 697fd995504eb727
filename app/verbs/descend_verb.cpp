#include <array>
#include <set>

#include "app/verbs/verb_list.h"
#include "core/base/number_text.h"
#include "core/descent/trajectory.h"

namespace calc {
namespace {

constexpr std::array<FieldHelp, 10> kFields = {{{"f", "the loss, a function of x or of x and y", true},
                                                {"start", "the start: x, or x y", true},
                                                {"optimizer", "sgd adagrad rmsprop adam adamw adadelta adamax nadam qhm qhadam newton; sgd if not given"},
                                                {"schedule", "constant step exponential cosine warmup; constant if not given"},
                                                {"noise", "standard deviation added to each gradient component"},
                                                {"clip", "largest gradient norm"},
                                                {"steps", "100 if not given"},
                                                {"seed", "of the noise; 1 if not given"},
                                                {"stop", "auto or never; auto if not given"},
                                                {"*", "parameters of the optimizer and schedule_* of the schedule, by name"}}};

/// What is left over are the parameters of the optimizer and, with their prefix, of the schedule.
Result<std::pair<ParameterValues, ParameterValues>> parametersOf(const Question& question) {
    std::set<std::string_view> taken;
    for (const FieldHelp& field : kFields) taken.insert(field.name);
    ParameterValues optimizer, schedule;
    for (const auto& [name, text] : question.fields) {
        if (taken.contains(name)) continue;
        const auto value = question.number(name);
        if (!value) return value.error();
        (name.starts_with("schedule_") ? schedule : optimizer)[name] = *value;
    }
    return std::pair(optimizer, schedule);
}

Result<DescentOptions> optionsOf(const Question& question) {
    DescentOptions options;
    const auto parameters = parametersOf(question);
    if (!parameters) return parameters.error();
    auto optimizer = makeOptimizer(question.textOr("optimizer", "sgd"), parameters->first);
    if (!optimizer) return optimizer.error();
    const auto schedule = makeSchedule(question.textOr("schedule", "constant"), parameters->second);
    if (!schedule) return schedule.error();
    const auto noise = question.numberOr("noise", 0.0);
    const auto steps = question.integerOr("steps", 100);
    const auto seed = question.integerOr("seed", 1);
    if (!noise) return noise.error();
    if (!steps) return steps.error();
    if (!seed) return seed.error();
    if (question.has("clip")) {
        const auto clip = question.number("clip");
        if (!clip) return clip.error();
        options.clip = *clip;
    }
    const std::string stop = question.textOr("stop", "auto");
    if (stop != "auto" && stop != "never") {
        return Error{ErrorCode::UnknownName, {CALC_TEXT("The field stop takes auto or never, not {0}."), {stop}}, std::nullopt, "stop"};
    }
    options.optimizer = std::move(*optimizer);
    options.schedule = *schedule;
    options.noise = *noise;
    options.steps = *steps;
    options.seed = static_cast<std::uint64_t>(*seed);
    options.stop = stop == "auto" ? StopRule::Auto : StopRule::Never;
    return options;
}

void writePoints(const Trajectory& run, JsonWriter& out) {
    out.key("points");
    out.beginArray();
    for (const Vec2 point : run.points) {
        out.beginArray();
        out.value(point.x);
        if (run.dimension == 2) out.value(point.y);
        out.endArray();
    }
    out.endArray();
    out.key("loss");
    out.beginArray();
    for (const double loss : run.loss) out.value(loss);
    out.endArray();
}

Result<std::string> answer(const Question& question, JsonWriter& out) {
    const auto start = question.numbers("start");
    if (!start) return start.error();
    if (start->empty() || start->size() > 2) return Error{ErrorCode::BadValue, CALC_TEXT("The field start takes one number, x, or two, x and y."), std::nullopt, "start"};
    const int dimension = static_cast<int>(start->size());
    const auto f = question.expression("f", dimension == 1 ? std::vector{Variable::X} : std::vector{Variable::X, Variable::Y});
    if (!f) return f.error();
    auto options = optionsOf(question);
    if (!options) return options.error();
    options->start = {start->front(), dimension == 2 ? start->back() : 0.0};
    const auto run = descend(compileLoss(*f, dimension), *options);
    if (!run) return run.error();
    const std::string why = renderPlainEnglish(run->why);
    out.field("kind", "value");
    writePoints(*run, out);
    out.field("stopped", stopReasonName(run->stopped));
    out.field("why", std::string_view(why));
    std::string plain = "stopped: " + std::string(stopReasonName(run->stopped)) + " after " + std::to_string(run->stepsDone) + " steps";
    if (!run->points.empty()) {
        plain += " at (" + shortest(run->last.x) + (dimension == 2 ? ", " + shortest(run->last.y) : "") + "), loss " + shortest(run->lastLoss);
    }
    return plain + "\n" + why;
}

}  // namespace

const Verb kDescendVerb = {"descend", "a recorded descent on a loss", kFields, answer};

}  // namespace calc
