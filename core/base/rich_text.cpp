#include "core/base/rich_text.h"

namespace calc {

std::vector<TextRun> richText(std::string_view text) {
    std::vector<TextRun> runs;
    std::string plain;
    const auto flush = [&runs, &plain] {
        if (!plain.empty()) runs.push_back({plain, std::nullopt});
        plain.clear();
    };
    while (!text.empty()) {
        const std::size_t open = text.find('<');
        if (open == std::string_view::npos) break;
        plain += text.substr(0, open);
        text.remove_prefix(open);
        const std::size_t close = text.find('>');
        const auto name = close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
        const auto role = roleByName(name);
        const std::string endTag = "</" + std::string(name) + ">";
        const std::size_t end = role ? text.find(endTag, close) : std::string_view::npos;
        if (!role || end == std::string_view::npos) {
            plain += text.front();
            text.remove_prefix(1);
            continue;
        }
        flush();
        runs.push_back({std::string(text.substr(close + 1, end - close - 1)), role});
        text.remove_prefix(end + endTag.size());
    }
    plain += text;
    flush();
    return runs;
}

std::string plainText(std::string_view text) {
    std::string words;
    for (const TextRun& run : richText(text)) words += run.text;
    return words;
}

}  // namespace calc
