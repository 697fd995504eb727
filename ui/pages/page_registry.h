#pragma once
#include <QString>
#include <vector>

#include "core/base/role.h"
#include "core/scene/scene.h"
#include "ui/controls/rail.h"

namespace calc {

class ScenePage;

/// A page that there is: under which concept it stands, and with which built-in scene it opens.
struct PageInfo {
    QString id;
    QString title;
    QString scene;  ///< name of the built-in scene
    ScenePage* (*make)(const Scene& scene, QWidget* parent);
};

const std::vector<PageInfo>& pages();
const PageInfo* findPage(const QString& id);
/// The page that shows scenes of this kind.
const PageInfo& pageOf(const Scene& scene);
/// The same as the navigation shows it.
std::vector<RailConcept> railConcepts();
Role conceptRole(const QString& page);

/// The Scene a page opens with: the built-in one, or the kind's own defaults where that cannot be read.
Scene openingScene(const PageInfo& page);

}  // namespace calc
