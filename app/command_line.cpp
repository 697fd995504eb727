#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "app/verbs/verb.h"

namespace calc {
namespace {

constexpr const char* kFlags[] = {"--json", "--batch", "--help", "--version"};

bool isFlag(const std::string& word) { return std::find(std::begin(kFlags), std::end(kFlags), word) != std::end(kFlags); }

/// CLI11 takes a word that begins with a minus for an option, but here it may be a number or an expression: the words after a verb are put
/// into the form --name=item for each item of a list, and the first one without a name is the expression.
std::vector<std::string> namedWords(const Verb& verb, const std::vector<std::string>& words) {
    std::vector<std::string> named;
    std::string option = "--" + std::string(verb.fields.front().name);
    bool expressionTaken = false;
    bool optionIsOpen = false;
    for (const std::string& word : words) {
        if (word.starts_with("--")) {
            named.push_back(word);
            optionIsOpen = !isFlag(word) && word.find('=') == std::string::npos;
            if (optionIsOpen) {
                option = word;
                named.pop_back();
            }
        } else if (optionIsOpen) {
            named.push_back(option + "=" + word);
        } else if (!expressionTaken) {
            named.push_back("--" + std::string(verb.fields.front().name) + "=" + word);
            expressionTaken = true;
        } else {
            named.push_back(word);
        }
    }
    return named;
}

std::string readStandardInput() {
    std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

void addVerb(CLI::App& app, const Verb& verb, std::map<std::string, std::vector<std::string>>& values, Command& command) {
    CLI::App* sub = app.add_subcommand(std::string(verb.name), std::string(verb.summary));
    for (const FieldHelp& field : verb.fields) {
        if (field.name == "*") {
            sub->allow_extras();
            continue;
        }
        const std::string name(field.name);
        sub->add_option("--" + name, values[std::string(verb.name) + "/" + name], std::string(field.help))
            ->take_all()->allow_extra_args(false)->type_name("");
    }
    sub->add_flag("--json", command.json, "print one JSON object");
    sub->add_flag("--batch", command.batch, "read JSON objects, one a line, from standard input");
    sub->footer("The first word after the verb is the expression; - reads it from standard input.");
}

void addPictureVerbs(CLI::App& app, Command& command) {
    app.add_subcommand("scenes", "list the built-in scenes: name, concept, title");
    CLI::App* render = app.add_subcommand("render", "draw a scene as .png, .svg or .pdf");
    render->add_option("scene", command.scene, "a built-in scene by name, or a .json file")->required();
    render->add_option("-o,--output", command.output, "the file to write: .png .svg .pdf")->required();
    render->add_option("--size", command.size, "width x height in pixels")->capture_default_str();
    auto* scale = render->add_option("--scale", command.scale, "pixels for each pixel of the size")->check(CLI::Range(0.1, 16.0));
    render->add_option("--dpi", command.dotsPerInch, "dots per inch, 96 is scale 1")->check(CLI::Range(9.6, 1600.0))->excludes(scale);
    render->add_option("--theme", command.theme, "light, dark or print")->check(CLI::IsMember({"light", "dark", "print"}))->capture_default_str();
    render->add_flag("--transparent", command.transparent, "no background");
    auto* time = render->add_option("--time", command.time, "seconds from the start of the run")->check(CLI::NonNegativeNumber);
    auto* step = render->add_option("--step", command.step, "step of the run")->check(CLI::NonNegativeNumber)->excludes(time);
    render->add_option("--progress", command.progress, "0 to 1 of the run")->check(CLI::Range(0.0, 1.0))->excludes(time)->excludes(step);
    render->add_option("--set", command.settings, "key=value: any setting of the scene, more than once")->allow_extra_args(false);
}

void addDataVerb(CLI::App& app, Command& command) {
    CLI::App* data = app.add_subcommand("data", "write the numbers behind a scene as .csv: every step of every run, or the marks of its picture");
    data->add_option("scene", command.scene, "a built-in scene by name, or a .json file")->required();
    data->add_option("-o,--output", command.output, "the file to write: .csv; - for standard output")->required();
    data->add_option("--set", command.settings, "key=value: any setting of the scene, more than once")->allow_extra_args(false);
}

/// Words of an open verb that CLI11 does not know: --name=item pairs become fields, anything else is a mistake.
bool takeExtras(const std::vector<std::string>& extras, std::map<std::string, std::vector<std::string>>& fields) {
    for (const std::string& extra : extras) {
        const std::size_t equals = extra.find('=');
        if (!extra.starts_with("--") || equals == std::string::npos) {
            std::cerr << "calculoscope: the word " << extra << " is not understood here; settings are written --name value.\n";
            return false;
        }
        fields[extra.substr(2, equals - 2)].push_back(extra.substr(equals + 1));
    }
    return true;
}

/// "--start=1.5,-2" is a list of two.
std::vector<std::string> splitList(const std::vector<std::string>& items) {
    std::vector<std::string> parts;
    for (const std::string& item : items) {
        int depth = 0;
        std::string part;
        for (const char c : item) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.push_back(std::exchange(part, {}));
            } else {
                part += c;
            }
        }
        parts.push_back(part);
    }
    return parts;
}

bool collectFields(const Verb& verb, const CLI::App& sub, std::map<std::string, std::vector<std::string>>& values, Command& command) {
    std::map<std::string, std::vector<std::string>> fields;
    for (const FieldHelp& field : verb.fields) {
        const auto found = values.find(std::string(verb.name) + "/" + std::string(field.name));
        if (found != values.end() && !found->second.empty()) fields[std::string(field.name)] = found->second;
    }
    if (!takeExtras(sub.remaining(), fields)) return false;
    const std::string expression(verb.fields.front().name);
    for (auto& [name, items] : fields) {
        if (name == expression) {
            if (items.size() == 1 && items.front() == "-") items.front() = readStandardInput();
        } else {
            items = splitList(items);
        }
        command.fields.emplace_back(name, items);
    }
    return true;
}

Command done(int status) {
    Command command;
    command.kind = Command::Kind::Done;
    command.status = status;
    return command;
}

}  // namespace

Command readCommandLine(const std::vector<std::string>& words) {
    Command command;
    CLI::App app("See the calculus behind machine learning. Without a verb it opens the window.", "calculoscope");
    std::map<std::string, std::vector<std::string>> values;
    app.set_version_flag("--version", std::string("calculoscope ") + CALCULOSCOPE_VERSION);
    app.add_option("file", command.file, "a scene to open in the window: a .json file, or a built-in one by name");
    app.add_option("--geometry", command.geometry, "size of the window, such as 1280x800");
    for (const Verb& verb : verbs()) addVerb(app, verb, values, command);
    addPictureVerbs(app, command);
    addDataVerb(app, command);
    app.require_subcommand(0, 1);

    const Verb* verb = words.empty() ? nullptr : findVerb(words.front());
    std::vector<std::string> rest = words;
    if (verb != nullptr) {
        rest = namedWords(*verb, {words.begin() + 1, words.end()});
        rest.insert(rest.begin(), words.front());
    }
    std::reverse(rest.begin(), rest.end());  // CLI11 takes them from the back
    try {
        app.parse(rest);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return done(app.exit(problem));
        std::cerr << "calculoscope: " << problem.what() << " (calculoscope " << (words.empty() ? "" : words.front() + " ") << "--help says more)\n";
        return done(2);
    }
    if (verb != nullptr) {
        command.kind = Command::Kind::Mathematics;
        command.verb = words.front();
        if (!collectFields(*verb, *app.get_subcommand(words.front()), values, command)) return done(2);
    } else if (app.got_subcommand("scenes")) {
        command.kind = Command::Kind::Scenes;
    } else if (app.got_subcommand("render")) {
        command.kind = Command::Kind::Render;
    } else if (app.got_subcommand("data")) {
        command.kind = Command::Kind::Data;
    }
    return command;
}

}  // namespace calc
