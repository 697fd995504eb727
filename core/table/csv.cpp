#include "core/table/csv.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"

namespace calc {
namespace {

/// A quoted field longer than this is taken for a quotation mark that was never closed.
constexpr std::size_t kLongestQuotedField = 65536;
constexpr std::size_t kLongestRecord = 1'000'000;
constexpr std::size_t kMostFields = 1'001;  ///< one more than a table may have: the rest of the line is not looked at

/// Windows-1252, bytes 0x80 to 0x9F; five of them mean nothing.
constexpr std::array<char32_t, 32> kWindows1252 = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                   0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                   0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::string fromWindows1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 16);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        appendUtf8(text, byte >= 0x80 && byte < 0xA0 ? kWindows1252[byte - 0x80u] : static_cast<char32_t>(byte));
    }
    return text;
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
}

/// Letters with a zero byte beside each: UTF-16 without a byte order mark.
bool looksLikeUtf16(std::string_view bytes) {
    bytes = bytes.substr(0, 128);
    std::array<std::size_t, 2> zeroes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) zeroes[i % 2] += bytes[i] == '\0' ? 1u : 0u;
    const auto [few, many] = std::minmax(zeroes[0], zeroes[1]);
    return few == 0 && many > 1 && 4 * many >= bytes.size();
}

Error notText(Message message) { return {ErrorCode::BadFile, std::move(message), std::nullopt, "file"}; }

std::string_view trimmed(std::string_view field) {
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!field.empty() && isSpace(field.front())) field.remove_prefix(1);
    while (!field.empty() && isSpace(field.back())) field.remove_suffix(1);
    return field;
}

}  // namespace

Result<CsvText> csvText(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || looksLikeUtf16(bytes))
        return notText(CALC_TEXT("This file is written in UTF-16. Save it again as CSV in UTF-8, then open that file."));
    if (bytes.starts_with("PK\x03\x04"))
        return notText(
            CALC_TEXT("This file is a workbook or an archive, not a text. Open it in a spreadsheet program and save it as CSV."));
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const auto control = std::find_if(bytes.begin(), bytes.end(), isControl);
    if (control != bytes.end())
        return notText(
            {CALC_TEXT("This file is not a text: byte {0} cannot stand in one. A table is saved as CSV: plain text, a line for each row."),
             {static_cast<std::int64_t>(control - bytes.begin() + 1)}});
    if (isUtf8(bytes)) return CsvText{bytes, {}, false};
    return CsvText{{}, fromWindows1252(bytes), true};
}

RecordReader::RecordReader(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

bool RecordReader::next() {
    m_fields.clear();
    m_unescaped.clear();
    m_spoiled.reset();
    if (!skipEmptyLines()) return false;
    m_line = m_nextLine;
    m_limit = std::min(m_text.size(), m_position + kLongestRecord);
    readField();
    while (!m_spoiled && m_position < m_text.size() && m_text[m_position] == m_separator && m_fields.size() < kMostFields) {
        ++m_position;
        readField();
    }
    while (!m_spoiled && !atLineEnd()) ++m_position;
    if (m_spoiled) m_fields.clear();
    endLine();
    return true;
}

bool RecordReader::skipEmptyLines() {
    while (m_position < m_text.size()) {
        std::size_t end = m_position;
        while (end < m_text.size() && (m_text[end] == ' ' || (m_text[end] == '\t' && m_separator != '\t'))) ++end;
        if (end >= m_text.size()) return false;
        if (m_text[end] != '\n' && m_text[end] != '\r') return true;
        m_position = end;
        endLine();
    }
    return false;
}

/// Leaves the position at the separator or the end of the line that follows.
void RecordReader::readField() {
    std::size_t start = m_position;
    while (start < m_text.size() && (m_text[start] == ' ' || (m_text[start] == '\t' && m_separator != '\t'))) ++start;
    if (start < m_text.size() && m_text[start] == '"') {
        m_position = start;
        readQuotedField();
        return;
    }
    while (m_position < m_limit && !atLineEnd() && m_text[m_position] != m_separator) ++m_position;
    if (m_position >= m_limit && m_position < m_text.size()) {
        spoil({CALC_TEXT("the line is longer than {0} characters"), {static_cast<std::int64_t>(kLongestRecord)}}, m_position);
        return;
    }
    m_fields.push_back(trimmed(m_text.substr(start, m_position - std::min(start, m_position))));
}

void RecordReader::readQuotedField() {
    const std::size_t opened = m_position++;
    const std::size_t start = m_position;
    const std::size_t limit = std::min(m_text.size(), start + kLongestQuotedField);
    bool hasDoubled = false;
    std::int64_t breaks = 0;
    while (m_position < limit) {
        const char c = m_text[m_position];
        if (c == '"') {
            if (m_position + 1 >= m_text.size() || m_text[m_position + 1] != '"') break;
            hasDoubled = true;
            ++m_position;
        } else if (c == '\n' || (c == '\r' && (m_position + 1 >= m_text.size() || m_text[m_position + 1] != '\n'))) {
            ++breaks;
        }
        ++m_position;
    }
    if (m_position >= limit) {
        spoil({CALC_TEXT("a quotation mark is opened and never closed")}, opened);
        return;
    }
    m_nextLine += breaks;
    std::string_view content = m_text.substr(start, m_position - start);
    ++m_position;
    if (hasDoubled) {
        std::string& plain = m_unescaped.emplace_back();
        for (std::size_t i = 0; i < content.size(); ++i) {
            plain += content[i];
            if (content[i] == '"') ++i;
        }
        content = plain;
    }
    while (m_position < m_text.size() && m_text[m_position] == ' ') ++m_position;
    if (!atLineEnd() && m_text[m_position] != m_separator) {
        spoil({CALC_TEXT("text stands behind a closing quotation mark")}, m_position);
        return;
    }
    m_fields.push_back(content);
}

/// Goes on with the line after the one in which `from` stands.
void RecordReader::spoil(Message why, std::size_t from) {
    m_spoiled = std::move(why);
    m_position = from;
    while (!atLineEnd()) ++m_position;
}

void RecordReader::endLine() {
    if (m_position >= m_text.size()) return;
    if (m_text[m_position] == '\r' && m_position + 1 < m_text.size() && m_text[m_position + 1] == '\n') ++m_position;
    ++m_position;
    ++m_nextLine;
}

}  // namespace calc
