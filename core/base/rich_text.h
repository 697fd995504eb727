#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/role.h"

namespace calc {

/// A run of words in one colour.
struct TextRun {
    std::string text;
    std::optional<Role> role;  ///< none: the colour of the surrounding text
    bool operator==(const TextRun&) const = default;
};

/// Splits a filled template at its role tags: "the <secant>secant</secant> turns" gives three runs. Tags do not nest; an unknown
/// tag stays as text. Total: never fails.
std::vector<TextRun> richText(std::string_view text);

/// The words without their tags.
std::string plainText(std::string_view text);

}  // namespace calc
