#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/estimate.h"
#include "core/base/result.h"

/// Sums and means of columns: the integral of data.
namespace calc {

/// The sum. Method: compensated (Neumaier 1974). Error: half an ulp of the sum plus n² 2^-106 Σ|x|; exact for whole numbers below 2^53.
Estimate total(std::span<const double> values);

/// Sums of the first 1, 2, … values: the accumulation function of the data; each with the error of `total`.
std::vector<double> runningTotal(std::span<const double> values);

/// Sum over count: the height of the rectangle of equal area. Error when there is no value.
Result<Estimate> mean(std::span<const double> values);

/// Σ w x / Σ w. Errors: a negative weight (with its row, from 1), weights that are all zero, none.
Result<Estimate> weightedMean(std::span<const double> values, std::span<const double> weights);

enum class CalendarUnit : std::uint8_t { Week, Month, Quarter, Year };

/// The total of the days in one week (from Monday), month, quarter or year.
struct CalendarTotal {
    double begin = 0.0;  ///< days since 1970-01-01, and where the next one begins
    double end = 0.0;
    std::size_t first = 0;  ///< rows first to first + count - 1
    std::size_t count = 0;
    double total = 0.0;
};
/// `days` ascending (see sortByDay). Units without a row are left out.
std::vector<CalendarTotal> calendarTotals(std::span<const double> days, std::span<const double> values, CalendarUnit unit);

/// Both columns in the order of days; rows of one day keep theirs. Sizes must agree.
void sortByDay(std::vector<double>& days, std::vector<double>& values);

}  // namespace calc
