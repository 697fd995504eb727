#include "core/base/json_writer.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"

namespace calc {

void JsonWriter::newLine() {
    if (m_indent == 0) return;
    m_text += '\n';
    m_text.append(m_hasEntries.size() * static_cast<std::size_t>(m_indent), ' ');
}

void JsonWriter::separate() {
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_hasEntries.empty()) return;
    if (m_hasEntries.back()) m_text += m_indent == 0 ? ", " : ",";
    m_hasEntries.back() = true;
    newLine();
}

void JsonWriter::beginObject() {
    separate();
    m_text += '{';
    m_hasEntries.push_back(false);
}

void JsonWriter::endObject() {
    const bool had = m_hasEntries.back();
    m_hasEntries.pop_back();
    if (had) newLine();
    m_text += '}';
}

void JsonWriter::beginArray() {
    separate();
    m_text += '[';
    m_hasEntries.push_back(false);
}

void JsonWriter::endArray() {
    const bool had = m_hasEntries.back();
    m_hasEntries.pop_back();
    if (had) newLine();
    m_text += ']';
}

void JsonWriter::key(std::string_view name) {
    separate();
    quoted(name);
    m_text += ": ";
    m_afterKey = true;
}

void JsonWriter::value(double number) {
    if (std::isnan(number)) return null();
    if (std::isinf(number)) return value(number > 0 ? "inf" : "-inf");
    separate();
    m_text += shortest(number);
}

void JsonWriter::value(std::int64_t number) {
    separate();
    m_text += std::to_string(number);
}

void JsonWriter::value(bool flag) {
    separate();
    m_text += flag ? "true" : "false";
}

void JsonWriter::value(std::string_view text) {
    separate();
    quoted(text);
}

void JsonWriter::null() {
    separate();
    m_text += "null";
}

void JsonWriter::raw(std::string_view json) {
    separate();
    m_text += json;
}

void JsonWriter::quoted(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    m_text += '"';
    for (const CodePoint point : codePoints(text)) {
        if (point.value == '"' || point.value == '\\') {
            m_text += '\\';
            m_text += static_cast<char>(point.value);
        } else if (point.value == '\n') {
            m_text += "\\n";
        } else if (point.value < 0x20 || point.value == 0x7f) {
            m_text += "\\u00";
            m_text += hex[point.value >> 4];
            m_text += hex[point.value & 15];
        } else {
            appendUtf8(m_text, point.value);
        }
    }
    m_text += '"';
}

}  // namespace calc
