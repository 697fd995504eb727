#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/scene/scene.h"

namespace calc {

/// The version that encode writes. decode reads this and all earlier ones; a newer one is refused with ErrorCode::Newer.
inline constexpr int kSceneVersion = 1;

/// JSON text, one entry a line: {"calculoscope": 1, "kind": "area", "title": …, "settings": {…}}. decode(encode(s)) == s.
std::string encode(const Scene& scene);
/// Total on any bytes. An unknown setting, a wrong type or a value out of its range is an Error that names the field; what is missing has
/// its default.
Result<Scene> decode(std::string_view json);

/// One setting by its path in the JSON ("rule", "optimizers.1.learning_rate", "optimizers.adam.learning_rate"; `loss` and `f` name the
/// function of any scene) set from text. An unknown key is an Error that lists the keys there are.
Result<Scene> withSetting(const Scene& scene, std::string_view key, std::string_view value);
std::vector<std::string> settingKeys(const Scene& scene);

}  // namespace calc
