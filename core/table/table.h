#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/table/cell.h"

/// A CSV file as columns. What is drawn from it may be thinned, what is computed from it never is.
namespace calc {

enum class ColumnKind : std::uint8_t {
    Number,
    Date,  ///< days since 1970-01-01
    Text,
};

/// A row that takes no part, and why.
struct BadRow {
    std::int64_t line = 0;  ///< of the file, from 1
    Message why;
    bool operator==(const BadRow&) const = default;
};
/// All bad rows are counted, the first hundred are told.
struct BadRows {
    static constexpr std::size_t kTold = 100;
    std::vector<BadRow> told;
    std::int64_t count = 0;

    void add(std::int64_t line, Message why);
};

/// Texts of a column in one piece of memory.
class TextCells {
public:
    void append(std::string_view cell);
    std::string_view operator[](std::size_t row) const;
    std::size_t size() const { return m_ends.size(); }

private:
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
};

struct BadCell {
    std::size_t row = 0;
    std::string text;
};

struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::Text;
    std::vector<double> values;     ///< of Number and Date, one for each row; NaN where the cell is empty or cannot be read
    TextCells texts;                ///< of Text
    std::vector<BadCell> badCells;  ///< the first cells that are neither empty nor readable, in order of rows
    Message note;                   ///< what had to be assumed ("dates read as month/day/year"), or empty
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::uint32_t> lines;  ///< of the file, for each row
    BadRows badRows;                   ///< rows with another number of fields, open quotation marks: in no column
    bool hasHeader = true;             ///< false: the columns are called "column 1", …
    bool wasTranslated = false;        ///< the file is not UTF-8 and was read as Windows-1252
    char separator = ',';
    DecimalMark decimalMark = DecimalMark::Point;

    std::size_t rowCount() const { return lines.size(); }
    const Column* column(std::string_view name) const;
};

/// How long reading is watched and ended; asked every few thousand rows (under 5 ms).
struct TableTask {
    std::stop_token stop;
    std::function<void(double)> progress;  ///< 0 to 1; may be empty
};

/// Reads a CSV file's bytes.
///
/// Method: separator (comma, semicolon, tab, bar) by which the first rows agree best in their number of fields and are best understood
/// as numbers and dates; decimal mark by the cells that allow only one (a file with semicolons in doubt: comma); a first row
/// without numbers and dates is the header. A column is of numbers (dates) if at least nine in ten of its cells
/// that are not empty, in two thousand rows spread over the file, are such. Cost: three linear passes, about 0.4 s for 10⁶ rows of four
/// columns; memory: 8 bytes a number.
/// Errors: not a text, no rows, over 1,000 columns or 1 GiB, stopped.
Result<Table> readTable(std::string_view bytes, const TableTask& task = {});

/// Rows in which each of the columns has a value: columns[i][row].
struct PickedRows {
    std::vector<std::vector<double>> columns;
    BadRows rejected;  ///< rows of the table that lack one, and the rows that were bad before
};
/// Errors: a name that is not among the columns, a column of texts, no row left.
Result<PickedRows> pickColumns(const Table& table, std::span<const std::string> names);

}  // namespace calc
