#include "ui/state/resource_reading.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "core/scene/codec.h"

namespace calc {
namespace {

const QString kScenes = QStringLiteral(":/scenes");

Error fileError(const char* sentence, const QString& path, const QString& reason = {}) {
    return {ErrorCode::BadFile, {sentence, {QFileInfo(path).fileName().toStdString(), reason.toStdString()}}, {}, {}};
}

/// What was said about the text, with the name of the file before it; the code (Newer, …) stays.
Error inFile(const Error& error, const QString& path) {
    const Message message(CALC_TEXT("{0} cannot be opened: {1}"),
                          {QFileInfo(path).fileName().toStdString(), renderPlainEnglish(error.message)});
    return {error.code, message, error.span, error.field};
}

}  // namespace

Result<std::string> readTextFile(const QString& path, qint64 largest) {
    QFile file(path);
    if (QFileInfo(path).isDir()) return fileError(CALC_TEXT("{0} is a folder; choose a file in it."), path);
    if (!file.exists()) return fileError(CALC_TEXT("{0} is not there; it may have been moved or renamed."), path);
    if (!file.open(QIODevice::ReadOnly)) return fileError(CALC_TEXT("{0} cannot be read: {1}."), path, file.errorString());
    const QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError) return fileError(CALC_TEXT("{0} cannot be read: {1}."), path, file.errorString());
    if (bytes.size() > largest) return fileError(CALC_TEXT("{0} is too large to be a scene of Calculoscope."), path);
    return bytes.toStdString();
}

std::optional<Error> writeTextFile(const QString& path, const std::string& text) {
    QSaveFile file(path);
    const bool written =
        file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) == qint64(text.size()) && file.commit();
    if (written) return {};
    return fileError(CALC_TEXT("{0} cannot be written: {1}. Choose another place."), path, file.errorString());
}

Result<Scene> readSceneFile(const QString& path) {
    const Result<std::string> text = readTextFile(path);
    if (!text) return text.error();
    Result<Scene> scene = decode(*text);
    if (!scene) return inFile(scene.error(), path);
    return scene;
}

std::optional<Error> writeSceneFile(const QString& path, const Scene& scene) { return writeTextFile(path, encode(scene)); }

QStringList builtInSceneNames() {
    QStringList names;
    for (const QString& file : QDir(kScenes).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        names.append(QFileInfo(file).completeBaseName());
    }
    return names;
}

Result<std::string> readDataFile(const std::string& name) {
    const bool isBuiltIn = name.substr(0, kBuiltInData.size()) == kBuiltInData;
    const QString path =
        isBuiltIn ? QStringLiteral(":/data/") + QString::fromStdString(name.substr(kBuiltInData.size())) : QString::fromStdString(name);
    const auto inField = [](Error error) {
        error.field = "file";
        return error;
    };
    const QFileInfo info(path);
    if (name.empty()) return inField({ErrorCode::BadFile, {CALC_TEXT("No file is chosen.")}, {}, {}});
    if (info.isDir()) return inField(fileError(CALC_TEXT("{0} is a folder; choose a file in it."), path));
    if (!info.exists()) return inField(fileError(CALC_TEXT("{0} is not there; it may have been moved or renamed."), path));
    // A pipe or a device never ends.
    if (!info.isFile()) return inField(fileError(CALC_TEXT("{0} is no file that can be read to its end."), path));
    if (info.size() > kLargestDataFile) return inField(fileError(CALC_TEXT("{0} is larger than 1 GiB. Take fewer rows or columns."), path));
    QFile file(path);
    std::string bytes(static_cast<std::size_t>(info.size()), '\0');
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const qint64 got = isOpen ? file.read(bytes.data(), static_cast<qint64>(bytes.size())) : -1;
    if (got < 0) return inField(fileError(CALC_TEXT("{0} cannot be read: {1}."), path, file.errorString()));
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

Result<Prepared> prepareWithFiles(const Scene& scene, const ResourceTexts& data, const Prepared* previous, const Task& task) {
    ResourceTexts texts;
    for (const std::string& name : neededTexts(scene, previous)) {
        if (!data.contains(name)) texts.emplace(name, readDataFile(name));
    }
    if (texts.empty()) return prepare(scene, data, previous, task);
    texts.insert(data.begin(), data.end());
    return prepare(scene, texts, previous, task);
}

Result<Scene> builtInScene(const QString& name) { return readSceneFile(kScenes + QLatin1Char('/') + name + QStringLiteral(".json")); }

}  // namespace calc
