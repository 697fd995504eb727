#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/table/cell.h"

namespace calc {

/// How a CSV text is written.
struct CsvDialect {
    char separator = ',';
    DecimalMark decimalMark = DecimalMark::Point;
    std::size_t columns = 0;  ///< 0: the text has no rows
    bool hasHeader = false;
    std::vector<std::string> header;
};

/// Read from the first hundred rows. Each separator is judged by the share of rows with the commonest number of fields, doubled by the
/// share of cells that are numbers, dates or empty; more fields win a tie. A guess by its nature; table.h says the rules.
CsvDialect dialectOf(std::string_view text);

}  // namespace calc
