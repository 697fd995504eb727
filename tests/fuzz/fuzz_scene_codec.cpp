// Any bytes: decode answers with a scene that is written and read back the same, or with a sentence. What follows a NUL is key=value for
// withSetting.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/scene/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace calc;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(text.find('\0'), size);
    const Result<Scene> scene = decode(text.substr(0, end));
    if (!scene) {
        if (renderPlainEnglish(scene.error().message).empty()) std::abort();
        return 0;
    }
    const Result<Scene> again = decode(encode(*scene));
    if (!again || !(*again == *scene)) std::abort();
    if (end == size) return 0;
    const std::string_view setting = text.substr(end + 1);
    const std::size_t equals = setting.find('=');
    if (equals == std::string_view::npos) return 0;
    const Result<Scene> changed = withSetting(*scene, setting.substr(0, equals), setting.substr(equals + 1));
    if (!changed && renderPlainEnglish(changed.error().message).empty()) std::abort();
    return 0;
}
