#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

/// Comma-separated text to records of fields; what a field means is read in cell.h, a whole table in table.h.
namespace calc {

/// The text of a file as UTF-8 without byte order mark.
struct CsvText {
    std::string_view original;  ///< the bytes themselves, where they are UTF-8
    std::string translated;     ///< else: read as Windows-1252, which contains Latin-1
    bool wasTranslated = false;

    std::string_view text() const { return wasTranslated ? std::string_view(translated) : original; }
};

/// Takes a file's bytes as text, or says why they are none: a workbook, UTF-16, an image. `bytes`
/// must outlive the result.
/// Method: byte order marks; strict UTF-8; else Windows-1252, in which every byte but five has a meaning. A byte below 32 that no text
/// has (NUL above all) means that it is not a text. Linear, one pass.
Result<CsvText> csvText(std::string_view bytes);

/// Reads a text record by record (RFC 4180, read leniently): fields between separators, a field in quotation marks may hold separators,
/// line breaks and doubled quotation marks; lines end with LF, CRLF or CR; spaces around a field do not count; empty lines are skipped.
/// A quotation mark without an end, text behind the closing one, or a line of more than a million characters spoils its record only:
/// reading goes on with the next line. Of a record the first 1,001 fields are kept.
/// Linear in the length of the text; nothing is copied but fields with doubled quotation marks.
class RecordReader {
public:
    RecordReader(std::string_view text, char separator);

    /// To the next record; false at the end of the text.
    bool next();
    /// Of the current record; valid until next(). Empty where spoiled() says why.
    std::span<const std::string_view> fields() const { return m_fields; }
    const std::optional<Message>& spoiled() const { return m_spoiled; }
    std::int64_t line() const { return m_line; }         ///< where the record begins, from 1
    std::size_t position() const { return m_position; }  ///< bytes read so far

private:
    bool skipEmptyLines();
    void readField();
    void readQuotedField();
    void endLine();
    void spoil(Message why, std::size_t from);
    bool atLineEnd() const { return m_position >= m_text.size() || m_text[m_position] == '\n' || m_text[m_position] == '\r'; }

    std::string_view m_text;
    char m_separator;
    std::size_t m_position = 0;
    std::size_t m_limit = 0;  ///< of the current record
    std::int64_t m_line = 0;
    std::int64_t m_nextLine = 1;
    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_unescaped;  ///< a deque: views into it stay valid while it grows
    std::optional<Message> m_spoiled;
};

}  // namespace calc
