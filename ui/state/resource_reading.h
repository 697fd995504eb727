#pragma once
#include <QString>
#include <QStringList>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"

namespace calc {

/// Reading and writing of the files that a person names, and of what is built in. Errors are sentences with the file's name in them.

/// A Scene is about 1 kB; a file beyond this is none.
inline constexpr qint64 kLargestSceneFile = 4 * 1024 * 1024;

Result<std::string> readTextFile(const QString& path, qint64 largest = kLargestSceneFile);

/// Complete or not at all: the file is written beside the old one and then put in its place.
std::optional<Error> writeTextFile(const QString& path, const std::string& text);

Result<Scene> readSceneFile(const QString& path);
std::optional<Error> writeSceneFile(const QString& path, const Scene& scene);

/// The scenes in the program's own resources, in the order in which they are shown.
QStringList builtInSceneNames();
Result<Scene> builtInScene(const QString& name);

/// A table is larger than a scene.
inline constexpr qint64 kLargestDataFile = qint64{1} << 30;

/// The bytes of a data file: built in ("built-in:daily_rentals.csv") or a person's.
Result<std::string> readDataFile(const std::string& name);

/// prepare with the files that the Scene needs, each read when it is asked for and let go when its columns are known.
Result<Prepared> prepareWithFiles(const Scene& scene, const ResourceTexts& data = {}, const Prepared* previous = nullptr,
                                  const Task& task = {});

}  // namespace calc
