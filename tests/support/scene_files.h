#pragma once
#include <QDir>
#include <QFile>
#include <QString>
#include <QStringList>
#include <string>

#include "core/scene/codec.h"
#include "core/scene/prepare.h"

namespace calc::test {

inline QString sceneFolder() { return QStringLiteral(CALCULOSCOPE_SOURCE_DIR "/resources/scenes"); }

/// The names of the built-in scenes.
inline QStringList sceneNames() {
    QStringList names = QDir(sceneFolder()).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (QString& name : names) name.chop(5);
    return names;
}

/// A built-in scene by name; an empty area scene titled with what went wrong where there is none.
inline Scene builtInScene(const QString& name) {
    QFile file(sceneFolder() + QLatin1Char('/') + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly)) return {"cannot be read: " + name.toStdString(), AreaScene{}};
    auto scene = decode(file.readAll().toStdString());
    return scene ? *scene : Scene{renderEnglish(scene.error().message), AreaScene{}};
}

/// The built-in data under the names by which scenes ask for them.
inline const ResourceTexts& builtInData() {
    static const ResourceTexts kData = [] {
        ResourceTexts texts;
        const QDir folder(QStringLiteral(CALCULOSCOPE_SOURCE_DIR "/resources/data"));
        for (const QString& name : folder.entryList({QStringLiteral("*.csv")}, QDir::Files)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly)) texts.emplace("built-in:" + name.toStdString(), file.readAll().toStdString());
        }
        return texts;
    }();
    return kData;
}

}  // namespace calc::test
