#include "core/base/utf8.h"

namespace calc {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct LeadByte {
    int length;
    char32_t bits;
    char32_t least;
};

LeadByte leadByte(unsigned char c) {
    if (c < 0x80) return {1, c, 0};
    if (c >= 0xC2 && c <= 0xDF) return {2, c & 0x1Fu, 0x80};
    if (c >= 0xE0 && c <= 0xEF) return {3, c & 0x0Fu, 0x800};
    if (c >= 0xF0 && c <= 0xF4) return {4, c & 0x07u, 0x10000};
    return {0, 0, 0};
}

/// The code point that begins at byte i: valid, or one byte that is not UTF-8.
CodePoint decodeAt(std::string_view text, std::size_t i) {
    const LeadByte lead = leadByte(static_cast<unsigned char>(text[i]));
    char32_t value = lead.bits;
    bool valid = lead.length > 0 && i + static_cast<std::size_t>(lead.length) <= text.size();
    for (int k = 1; valid && k < lead.length; ++k) {
        const auto c = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
        valid = (c & 0xC0u) == 0x80u;
        value = (value << 6) | (c & 0x3Fu);
    }
    valid = valid && value >= lead.least && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
    return {valid ? value : kReplacement, i, static_cast<std::uint8_t>(valid ? lead.length : 1), valid};
}

}  // namespace

std::vector<CodePoint> codePoints(std::string_view text) {
    std::vector<CodePoint> points;
    points.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); i += points.back().byteLength) points.push_back(decodeAt(text, i));
    return points;
}

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            ++i;
            continue;
        }
        const CodePoint point = decodeAt(text, i);
        if (!point.valid) return false;
        i += point.byteLength;
    }
    return true;
}

void appendUtf8(std::string& text, char32_t value) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0 | (value >> 6));
        put(0x80 | (value & 0x3F));
    } else if (value < 0x10000) {
        put(0xE0 | (value >> 12));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    } else {
        put(0xF0 | (value >> 18));
        put(0x80 | ((value >> 12) & 0x3F));
        put(0x80 | ((value >> 6) & 0x3F));
        put(0x80 | (value & 0x3F));
    }
}

}  // namespace calc
