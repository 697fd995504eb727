#include "core/table/dialect.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/table/csv.h"
#include "core/table/date_cell.h"

namespace calc {
namespace {

constexpr std::size_t kRows = 100;

using Rows = std::vector<std::vector<std::string>>;

Rows firstRows(std::string_view text, char separator) {
    Rows rows;
    RecordReader reader(text, separator);
    while (rows.size() < kRows && reader.next())
        if (!reader.spoiled()) rows.emplace_back(reader.fields().begin(), reader.fields().end());
    return rows;
}

/// The commonest number of fields; the larger of two equally common ones.
std::size_t commonWidth(const Rows& rows) {
    std::map<std::size_t, std::size_t> counts;
    for (const auto& row : rows) ++counts[row.size()];
    std::size_t width = 0;
    for (const auto& [fields, count] : counts)
        if (width == 0 || count >= counts[width]) width = fields;
    return width;
}

bool isUnderstood(std::string_view cell) {
    return isMissing(cell) || numberOfCell(cell, DecimalMark::Point) || numberOfCell(cell, DecimalMark::Comma) ||
           dateOfCell(cell, DateOrder::MonthDayYear) || dateOfCell(cell, DateOrder::DayMonthYear);
}

struct Judged {
    char separator = ',';
    Rows rows;
    std::size_t width = 0;
    double score = -1.0;
};

Judged judge(std::string_view text, char separator) {
    Judged judged{separator, firstRows(text, separator)};
    if (judged.rows.empty()) return judged;
    judged.width = commonWidth(judged.rows);
    std::size_t agreeing = 0;
    std::size_t cells = 0;
    std::size_t understood = 0;
    for (std::size_t i = 0; i < judged.rows.size(); ++i) {
        const auto& row = judged.rows[i];
        agreeing += row.size() == judged.width ? 1u : 0u;
        if (i == 0) continue;  // perhaps a header
        cells += row.size();
        understood +=
            static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const std::string& cell) { return isUnderstood(cell); }));
    }
    const double agreement = static_cast<double>(agreeing) / static_cast<double>(judged.rows.size());
    const double understanding = cells == 0 ? 0.0 : static_cast<double>(understood) / static_cast<double>(cells);
    // One column: only if its cells are numbers or dates; any line of prose agrees in having one field.
    judged.score = judged.width > 1 ? agreement * (1.0 + understanding) : agreement * 2.0 * understanding;
    return judged;
}

DecimalMark decimalMark(const Rows& rows, char separator) {
    int balance = 0;
    for (const auto& row : rows)
        for (const std::string& cell : row)
            if (const auto mark = decimalMarkOf(cell)) balance += *mark == DecimalMark::Comma ? 1 : -1;
    if (balance != 0) return balance > 0 ? DecimalMark::Comma : DecimalMark::Point;
    return separator == ';' ? DecimalMark::Comma : DecimalMark::Point;
}

/// A row in which no cell is a number or a date names the columns.
bool looksLikeHeader(const Rows& rows) {
    const auto isValue = [](const std::string& cell) { return !isMissing(cell) && isUnderstood(cell); };
    return std::none_of(rows.front().begin(), rows.front().end(), isValue);
}

}  // namespace

CsvDialect dialectOf(std::string_view text) {
    Judged best;
    for (const char separator : {',', ';', '\t', '|'}) {
        Judged judged = judge(text, separator);
        if (judged.score > best.score || (judged.score == best.score && judged.width > best.width)) best = std::move(judged);
    }
    CsvDialect dialect;
    dialect.separator = best.separator;
    dialect.columns = best.width;
    if (best.rows.empty()) return dialect;
    dialect.decimalMark = decimalMark(best.rows, best.separator);
    dialect.hasHeader = looksLikeHeader(best.rows);
    if (dialect.hasHeader) dialect.header = best.rows.front();
    return dialect;
}

}  // namespace calc
