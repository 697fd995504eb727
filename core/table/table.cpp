#include "core/table/table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/table/csv.h"
#include "core/table/date_cell.h"
#include "core/table/dialect.h"

namespace calc {
namespace {

constexpr std::size_t kMaximumColumns = 1000;
constexpr std::size_t kMaximumBytes = std::size_t{1} << 30;
constexpr std::size_t kSampleRows = 2000;
constexpr std::size_t kToldBadCells = 100;
constexpr std::size_t kRowsBetweenAsking = 4096;
constexpr double kEnough = 0.9;  // of the cells must be understood for a kind

Error badFile(Message message) { return {ErrorCode::BadFile, std::move(message), std::nullopt, "file"}; }
Error stopped() { return {ErrorCode::Cancelled, Message(CALC_TEXT("Reading the table was stopped.")), std::nullopt, "file"}; }

/// How many cells of one column, in a sample, can be read in each way.
struct CellCounts {
    std::size_t filled = 0;
    std::size_t numbers = 0;
    std::size_t monthFirst = 0;
    std::size_t dayFirst = 0;
    bool hasSlash = false;

    void count(std::string_view cell, DecimalMark mark) {
        if (isMissing(cell)) return;
        ++filled;
        numbers += numberOfCell(cell, mark) ? 1u : 0u;
        monthFirst += dateOfCell(cell, DateOrder::MonthDayYear) ? 1u : 0u;
        dayFirst += dateOfCell(cell, DateOrder::DayMonthYear) ? 1u : 0u;
        hasSlash = hasSlash || cell.find('/') != std::string_view::npos;
    }
    bool mostly(std::size_t understood) const {
        return filled > 0 && static_cast<double>(understood) >= kEnough * static_cast<double>(filled);
    }
};

struct ColumnPlan {
    ColumnKind kind = ColumnKind::Text;
    DateOrder order = DateOrder::MonthDayYear;
    Message note;
};

/// "2011-03-04" reads the same in both orders; "3/4/2011" does not.
ColumnPlan planOf(const CellCounts& counts, bool isAmbiguous) {
    ColumnPlan plan;
    if (counts.mostly(counts.numbers)) {
        plan.kind = ColumnKind::Number;
    } else if (counts.mostly(std::max(counts.monthFirst, counts.dayFirst))) {
        plan.kind = ColumnKind::Date;
        const bool dayFirst = counts.dayFirst > counts.monthFirst || (counts.dayFirst == counts.monthFirst && !counts.hasSlash);
        plan.order = dayFirst ? DateOrder::DayMonthYear : DateOrder::MonthDayYear;
        if (isAmbiguous && counts.dayFirst == counts.monthFirst)
            plan.note = dayFirst ? Message(CALC_TEXT("Dates such as 3.4.2011 are read as day, month, year."))
                                 : Message(CALC_TEXT("Dates such as 3/4/2011 are read as month, day, year."));
    }
    return plan;
}

/// Counts the cells of rows spread evenly over the file.
struct Survey {
    std::vector<CellCounts> columns;
    std::vector<bool> ambiguous;  ///< a date that is two different days in the two orders
    std::size_t rows = 0;
};

Survey survey(std::string_view text, const CsvDialect& dialect, std::size_t rowCount, const TableTask& task) {
    Survey result;
    result.columns.resize(dialect.columns);
    result.ambiguous.resize(dialect.columns);
    const std::size_t stride = std::max<std::size_t>(1, rowCount / kSampleRows);
    RecordReader reader(text, dialect.separator);
    for (std::size_t row = 0; reader.next(); ++row) {
        if (row % kRowsBetweenAsking == 0 && task.stop.stop_requested()) break;
        if ((row == 0 && dialect.hasHeader) || row % stride != 0 || reader.spoiled()) continue;
        ++result.rows;
        for (std::size_t i = 0; i < std::min(dialect.columns, reader.fields().size()); ++i) {
            const std::string_view cell = reader.fields()[i];
            result.columns[i].count(cell, dialect.decimalMark);
            const auto monthFirst = dateOfCell(cell, DateOrder::MonthDayYear);
            const auto dayFirst = dateOfCell(cell, DateOrder::DayMonthYear);
            if (monthFirst && dayFirst && *monthFirst != *dayFirst) result.ambiguous[i] = true;
        }
    }
    return result;
}

std::vector<std::string> columnNames(const std::vector<std::string>& header, std::size_t count) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string plain = i < header.size() && !header[i].empty() ? header[i] : "column " + std::to_string(i + 1);
        std::string name = plain;
        for (int again = 2; !taken.insert(name).second; ++again) name = plain + " (" + std::to_string(again) + ")";
        names.push_back(std::move(name));
    }
    return names;
}

void appendCell(Column& column, std::string_view cell, const ColumnPlan& plan, DecimalMark mark) {
    if (plan.kind == ColumnKind::Text) {
        column.texts.append(cell);
        return;
    }
    const auto value = plan.kind == ColumnKind::Number ? numberOfCell(cell, mark) : dateOfCell(cell, plan.order);
    if (!value && !isMissing(cell) && column.badCells.size() < kToldBadCells)
        column.badCells.push_back({column.values.size(), std::string(cell.substr(0, 60))});
    column.values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
}

/// Whether the record has the table's columns; empty fields behind the last do not count.
bool hasColumns(std::span<const std::string_view> fields, std::size_t columns) {
    return fields.size() >= columns && std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(columns), fields.end(),
                                                   [](std::string_view field) { return field.empty(); });
}

Result<Table> fillTable(std::string_view text, const CsvDialect& dialect, const std::vector<ColumnPlan>& plans, std::size_t rowCount,
                        const TableTask& task) {
    Table table;
    table.hasHeader = dialect.hasHeader;
    table.separator = dialect.separator;
    table.decimalMark = dialect.decimalMark;
    table.lines.reserve(rowCount);
    const std::vector<std::string> names = columnNames(dialect.header, dialect.columns);
    for (std::size_t i = 0; i < dialect.columns; ++i) {
        Column& column = table.columns.emplace_back();
        column.name = names[i];
        column.kind = plans[i].kind;
        column.note = plans[i].note;
        if (column.kind != ColumnKind::Text) column.values.reserve(rowCount);
    }
    RecordReader reader(text, dialect.separator);
    for (std::size_t row = 0; reader.next(); ++row) {
        if (row % kRowsBetweenAsking == 0) {
            if (task.stop.stop_requested()) return stopped();
            if (task.progress) task.progress(static_cast<double>(reader.position()) / static_cast<double>(text.size()));
        }
        if (row == 0 && dialect.hasHeader) continue;
        if (reader.spoiled()) {
            table.badRows.add(reader.line(), *reader.spoiled());
        } else if (!hasColumns(reader.fields(), dialect.columns)) {
            table.badRows.add(reader.line(),
                              {CALC_TEXT("the number of fields is {0} instead of {1}"),
                               {static_cast<std::int64_t>(reader.fields().size()), static_cast<std::int64_t>(dialect.columns)}});
        } else {
            table.lines.push_back(static_cast<std::uint32_t>(reader.line()));
            for (std::size_t i = 0; i < dialect.columns; ++i)
                appendCell(table.columns[i], reader.fields()[i], plans[i], dialect.decimalMark);
        }
    }
    if (task.progress) task.progress(1.0);
    return table;
}

Message badCellSentence(const Column& column, std::size_t row) {
    const auto cell = std::find_if(column.badCells.begin(), column.badCells.end(), [row](const BadCell& bad) { return bad.row == row; });
    if (cell == column.badCells.end()) return {CALC_TEXT("no value in the column {0}"), {column.name}};
    return column.kind == ColumnKind::Date ? Message(CALC_TEXT("{0} is not a date (column {1})"), {cell->text, column.name})
                                           : Message(CALC_TEXT("{0} is not a number (column {1})"), {cell->text, column.name});
}

Result<std::vector<const Column*>> findColumns(const Table& table, std::span<const std::string> names) {
    std::vector<const Column*> columns;
    for (const std::string& name : names) {
        const Column* column = table.column(name);
        if (column == nullptr) {
            std::string known;
            for (const Column& each : table.columns) known += (known.empty() ? "" : ", ") + each.name;
            return Error{ErrorCode::UnknownName,
                         {CALC_TEXT("The table has no column {0}. It has: {1}."), {name, known.substr(0, 300)}},
                         std::nullopt,
                         "column"};
        }
        if (column->kind == ColumnKind::Text)
            return Error{
                ErrorCode::BadValue, {CALC_TEXT("The column {0} holds texts, not numbers or dates."), {name}}, std::nullopt, "column"};
        columns.push_back(column);
    }
    return columns;
}

}  // namespace

void BadRows::add(std::int64_t line, Message why) {
    ++count;
    if (told.size() < kTold) told.push_back({line, std::move(why)});
}

void TextCells::append(std::string_view cell) {
    m_bytes += cell;
    m_ends.push_back(m_bytes.size());
}

std::string_view TextCells::operator[](std::size_t row) const {
    const std::size_t begin = row == 0 ? 0 : m_ends[row - 1];
    return std::string_view(m_bytes).substr(begin, m_ends[row] - begin);
}

const Column* Table::column(std::string_view name) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [name](const Column& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

Result<Table> readTable(std::string_view bytes, const TableTask& task) {
    if (bytes.size() > kMaximumBytes) return badFile(CALC_TEXT("This file is larger than 1 GiB. Take fewer rows or columns."));
    const auto text = csvText(bytes);
    if (!text) return text.error();
    const CsvDialect dialect = dialectOf(text->text());
    if (RecordReader first(text->text(), ','); dialect.columns == 0 && first.next() && first.spoiled())
        return badFile({CALC_TEXT("No row can be read. Line {0}: {1}."), {first.line(), renderPlainEnglish(*first.spoiled())}});
    if (dialect.columns == 0)
        return badFile(CALC_TEXT("This file has no rows. A table has a line for each row and commas between its fields."));
    if (dialect.columns > kMaximumColumns) return badFile(CALC_TEXT("This table has more than 1,000 columns."));
    const auto rowCount = static_cast<std::size_t>(std::count(text->text().begin(), text->text().end(), '\n')) + 1;
    const Survey surveyed = survey(text->text(), dialect, rowCount, task);
    if (task.stop.stop_requested()) return stopped();
    std::vector<ColumnPlan> plans;
    for (std::size_t i = 0; i < dialect.columns; ++i) plans.push_back(planOf(surveyed.columns[i], surveyed.ambiguous[i]));
    auto table = fillTable(text->text(), dialect, plans, rowCount, task);
    if (!table) return table;
    if (const BadRows& bad = table->badRows; table->rowCount() == 0 && bad.count > 0)
        return badFile({CALC_TEXT("This table has a header but no rows that can be read. Line {0}: {1}."),
                        {bad.told.front().line, renderPlainEnglish(bad.told.front().why)}});
    if (table->rowCount() == 0) return badFile(CALC_TEXT("This table has a header but no rows that can be read."));
    table->wasTranslated = text->wasTranslated;
    return table;
}

Result<PickedRows> pickColumns(const Table& table, std::span<const std::string> names) {
    const auto columns = findColumns(table, names);
    if (!columns) return columns.error();
    PickedRows picked;
    picked.rejected = table.badRows;
    picked.columns.resize(columns->size());
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        const auto bad =
            std::find_if(columns->begin(), columns->end(), [row](const Column* column) { return std::isnan(column->values[row]); });
        if (bad != columns->end()) {
            picked.rejected.add(table.lines[row], badCellSentence(**bad, row));
            continue;
        }
        for (std::size_t i = 0; i < columns->size(); ++i) picked.columns[i].push_back((*columns)[i]->values[row]);
    }
    if (!columns->empty() && picked.columns.front().empty())
        return Error{ErrorCode::BadValue, Message(CALC_TEXT("No row has a value in each of the chosen columns.")), std::nullopt, "column"};
    std::stable_sort(picked.rejected.told.begin(), picked.rejected.told.end(),
                     [](const BadRow& a, const BadRow& b) { return a.line < b.line; });
    return picked;
}

}  // namespace calc
