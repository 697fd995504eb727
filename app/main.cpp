#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "app/batch.h"
#include "app/command_line.h"
#include "app/error_text.h"
#include "app/verbs/verb.h"
#ifdef CALCULOSCOPE_GUI
#include "app/pictures/picture_verbs.h"
#include "app/window.h"
#endif

namespace {

using namespace calc;

constexpr auto kQueryTime = std::chrono::milliseconds(1900);  // of the 2 s a query has; the rest is for writing

std::function<bool()> deadline() {
    const auto end = std::chrono::steady_clock::now() + kQueryTime;
    return [end] { return std::chrono::steady_clock::now() >= end; };
}

int answerOnce(const Verb& verb, const Command& command) {
    Question question;
    question.expired = deadline();
    std::string source;
    for (const auto& [name, items] : command.fields) {
        if (name == verb.fields.front().name) source = items.front();
        question.fields[name] = FieldText{items, items.size() != 1, false};
    }
    JsonWriter out;
    out.beginObject();
    const auto plain = answerQuestion(verb, question, out);
    out.endObject();
    if (plain) {
        std::cout << (command.json ? out.text() : *plain) << '\n';
        return std::cout.flush() ? 0 : 1;
    }
    const bool inExpression = plain.error().field == verb.fields.front().name;
    std::cerr << errorText(plain.error(), inExpression ? source : std::string());
    if (command.json) {
        JsonWriter problem;
        problem.beginObject();
        writeError(plain.error(), problem);
        problem.endObject();
        std::cout << problem.text() << '\n';
    }
    return 2;
}

int runMathematics(const Command& command) {
    const Verb& verb = *findVerb(command.verb);
    if (!command.batch) return answerOnce(verb, command);
    std::ios::sync_with_stdio(false);
    answerBatch(verb, std::cin, std::cout, deadline);
    return std::cout ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    const calc::Command command = calc::readCommandLine(words);
    switch (command.kind) {
        case calc::Command::Kind::Done: return command.status;
        case calc::Command::Kind::Mathematics: return runMathematics(command);
#ifdef CALCULOSCOPE_GUI
        case calc::Command::Kind::Scenes: return calc::listScenes();
        case calc::Command::Kind::Data: return calc::writeData(command);
        case calc::Command::Kind::Render: return calc::renderPicture(command);
        case calc::Command::Kind::Window: return calc::runWindow(argc, argv, command.file, command.geometry);
#else
        default: std::cerr << "calculoscope: this build has no window and no pictures; the mathematical verbs work (--help lists them).\n"; return 1;
#endif
    }
    return 0;
}
