#include "app/pictures/picture_verbs.h"

#include <QApplication>
#include <QFileInfo>
#include <algorithm>
#include <cmath>
#include <iostream>

#include "app/error_text.h"
#include "core/scene/codec.h"
#include "core/scene/prepare.h"
#include "core/scene/scene_numbers.h"
#include "core/scene/timeline.h"
#include "ui/export/export.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

constexpr int kWorkFailed = 1;
constexpr int kNotUnderstood = 2;
constexpr int kSmallestSide = 64;
constexpr int kLargestSide = 16384;
constexpr double kScreenDotsPerInch = 96.0;

int fail(const Error& error, int status) {
    std::cerr << errorText(error, {});
    return status;
}

Error badOption(const char* option, Message message) { return {ErrorCode::BadValue, std::move(message), std::nullopt, option}; }

/// "1920x1080"
Result<QSize> sizeOf(const std::string& text) {
    const QStringList parts = QString::fromStdString(text).split('x');
    bool widthIsNumber = false, heightIsNumber = false;
    const int width = parts.value(0).toInt(&widthIsNumber), height = parts.value(1).toInt(&heightIsNumber);
    const auto fits = [](int side) { return side >= kSmallestSide && side <= kLargestSide; };
    if (parts.size() != 2 || !widthIsNumber || !heightIsNumber || !fits(width) || !fits(height)) {
        return badOption("size", {CALC_TEXT("The size is written 1920x1080, each side from {0} to {1} pixels."),
                                  {std::int64_t{kSmallestSide}, std::int64_t{kLargestSide}}});
    }
    return QSize(width, height);
}

Result<Scene> sceneOf(const std::string& name) {
    const QString text = QString::fromStdString(name);
    if (builtInSceneNames().contains(text)) return builtInScene(text);
    if (text.endsWith(".json", Qt::CaseInsensitive) || QFileInfo::exists(text)) return readSceneFile(text);
    return Error{ErrorCode::UnknownName,
                 {CALC_TEXT("There is no built-in scene {0} and no file of that name; `calculoscope scenes` lists what there is."), {name}},
                 std::nullopt,
                 "scene"};
}

Result<Scene> withSettings(Scene scene, const std::vector<std::string>& settings) {
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos) return badOption("set", {CALC_TEXT("--set takes key=value, not {0}."), {setting}});
        const auto changed = withSetting(scene, setting.substr(0, equals), setting.substr(equals + 1));
        if (!changed) return changed.error();
        scene = *changed;
    }
    return scene;
}

double timeOf(const Command& command, const Timeline& timeline) {
    if (command.time >= 0) return std::min(command.time, timeline.duration);
    if (command.step >= 0) return stopTime(timeline, command.step);
    if (command.progress >= 0) return command.progress * timeline.duration;
    return timeline.opening;
}

Result<ExportRequest> requestOf(const Command& command) {
    ExportRequest request;
    const auto format = formatOf(QString::fromStdString(command.output));
    if (!format) return badOption("output", {CALC_TEXT("The file {0} must end in .png, .svg or .pdf."), {command.output}});
    const auto size = sizeOf(command.size);
    if (!size) return size.error();
    request.format = *format;
    request.size = *size;
    request.scale = command.dotsPerInch > 0 ? command.dotsPerInch / kScreenDotsPerInch : command.scale;
    if (request.scale * std::max(size->width(), size->height()) > kLargestSide) {
        return badOption("scale", {CALC_TEXT("Size times scale is more than {0} pixels."), {std::int64_t{kLargestSide}}});
    }
    request.theme = command.theme == "dark" ? ThemeKind::Dark : command.theme == "print" ? ThemeKind::Print : ThemeKind::Light;
    request.background = command.transparent ? Background::Transparent : Background::Paper;
    return request;
}

/// The conceptual name of a scene's page, for the list.
const char* conceptOf(const Scene& scene) {
    struct Name {
        const char* operator()(const DescentScene&) const { return "derivatives"; }
        const char* operator()(const AreaScene&) const { return "integrals"; }
        const char* operator()(const LimitScene&) const { return "limits"; }
        const char* operator()(const TangentScene&) const { return "derivatives"; }
        const char* operator()(const CurveDescentScene&) const { return "derivatives"; }
        const char* operator()(const AccumulationScene&) const { return "integrals"; }
        const char* operator()(const ProbabilityScene&) const { return "integrals"; }
        const char* operator()(const EpsilonDeltaScene&) const { return "limits"; }
        const char* operator()(const SequenceScene&) const { return "limits"; }
        const char* operator()(const SeriesScene&) const { return "limits"; }
        const char* operator()(const TrainingScene&) const { return "limits"; }
        const char* operator()(const TotalsScene&) const { return "integrals"; }
    };
    return std::visit(Name{}, scene.kind);
}

}  // namespace

int listScenes() {
    for (const QString& name : builtInSceneNames()) {
        const auto scene = builtInScene(name);
        if (!scene) return fail(scene.error(), kWorkFailed);
        std::cout << name.toStdString() << '\t' << conceptOf(*scene) << '\t' << scene->title << '\n';
    }
    return std::cout.flush() ? 0 : kWorkFailed;
}

int renderPicture(const Command& command) {
    const auto request = requestOf(command);
    if (!request) return fail(request.error(), kNotUnderstood);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "calculoscope";
    char* argv[] = {name, nullptr};
    const QApplication application(argc, argv);
    const auto scene = sceneOf(command.scene);
    if (!scene) return fail(scene.error(), scene.error().code == ErrorCode::UnknownName ? kNotUnderstood : kWorkFailed);
    const auto set = withSettings(*scene, command.settings);
    if (!set) return fail(set.error(), kNotUnderstood);
    const auto prepared = prepareWithFiles(*set);
    if (!prepared) return fail(prepared.error(), prepared.error().code == ErrorCode::Syntax ? kNotUnderstood : kWorkFailed);
    const Frame frame = frameAt(*prepared, timeOf(command, timelineOf(*prepared)));
    if (const auto error = exportFile(frame, *request, QString::fromStdString(command.output))) return fail(*error, kWorkFailed);
    return 0;
}

int writeData(const Command& command) {
    const auto scene = sceneOf(command.scene);
    if (!scene) return fail(scene.error(), scene.error().code == ErrorCode::UnknownName ? kNotUnderstood : kWorkFailed);
    const auto set = withSettings(*scene, command.settings);
    if (!set) return fail(set.error(), kNotUnderstood);
    const bool toScreen = command.output == "-";
    if (!toScreen && !QString::fromStdString(command.output).endsWith(".csv", Qt::CaseInsensitive))
        return fail(badOption("output", {CALC_TEXT("The file {0} must end in .csv."), {command.output}}), kNotUnderstood);
    const auto prepared = prepareWithFiles(*set);
    if (!prepared) return fail(prepared.error(), prepared.error().code == ErrorCode::Syntax ? kNotUnderstood : kWorkFailed);
    std::string csv = recordedNumbers(*prepared);
    if (csv.empty()) csv = frameNumbers(frameAt(*prepared, timelineOf(*prepared).opening));
    if (toScreen) {
        std::cout << csv;
        return std::cout.flush() ? 0 : kWorkFailed;
    }
    if (const auto error = writeTextFile(QString::fromStdString(command.output), csv)) return fail(*error, kWorkFailed);
    return 0;
}

}  // namespace calc
