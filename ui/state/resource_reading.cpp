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

Result<Scene> builtInScene(const QString& name) { return readSceneFile(kScenes + QLatin1Char('/') + name + QStringLiteral(".json")); }

}  // namespace calc
