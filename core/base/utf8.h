#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calc {

/// One code point of a text and the bytes it stood in.
struct CodePoint {
    char32_t value = 0;
    std::size_t byteOffset = 0;
    std::uint8_t byteLength = 1;
    bool valid = true;  ///< false: a byte that is not UTF-8; value is then U+FFFD
};

/// Decodes UTF-8 strictly (no overlong forms, no surrogates); each byte that does not fit becomes one U+FFFD with valid = false.
std::vector<CodePoint> codePoints(std::string_view text);

/// Whether every byte belongs to a valid code point; strict as codePoints, but without keeping anything.
bool isUtf8(std::string_view text);

void appendUtf8(std::string& text, char32_t value);

}  // namespace calc
