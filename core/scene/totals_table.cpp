#include <array>

#include "core/scene/totals_choices.h"
#include "core/scene/totals_parts.h"

namespace calc {
namespace {

/// What was said about the bytes, with the name of the file before it.
Error inFile(Error error, const TotalsScene& scene) {
    if (error.code != ErrorCode::Cancelled)
        error.message = {CALC_TEXT("{0} cannot be used: {1}"), {fileNameOf(scene.file), renderPlainEnglish(error.message)}};
    error.field = "file";
    return error;
}

}  // namespace

std::string fingerprintOf(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3U;
    }
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[(hash >> shift) & 15U];
    return text;
}

bool takesOverData(const TotalsScene& scene, const TotalsPrepared* previous) {
    if (!previous || previous->scene.file != scene.file) return false;
    return isBuiltInData(scene.file) ? scene.fingerprint.empty() || scene.fingerprint == previous->table->fingerprint
                                     : scene.fingerprint == previous->table->fingerprint;
}

Result<std::shared_ptr<const TotalsTable>> totalsTable(const TotalsScene& scene, const ResourceTexts& data, const Task& task) {
    const auto found = data.find(scene.file);
    if (found == data.end())
        return Error{ErrorCode::BadFile, {CALC_TEXT("The data of {0} were not read."), {fileNameOf(scene.file)}}, std::nullopt, "file"};
    if (!found->second) return found->second.error();
    auto result = std::make_shared<TotalsTable>();
    result->fingerprint = fingerprintOf(*found->second);
    if (!scene.fingerprint.empty() && scene.fingerprint != result->fingerprint)
        return Error{ErrorCode::BadFile,
                     {CALC_TEXT("{0} has changed since this scene was saved. Use it as it is now, or choose another file."),
                      {fileNameOf(scene.file)}},
                     std::nullopt,
                     "fingerprint"};
    auto table = readTable(*found->second, {task.stop, task.progress});
    if (!table) return inFile(table.error(), scene);
    result->table = std::move(*table);
    return std::shared_ptr<const TotalsTable>(std::move(result));
}

}  // namespace calc
