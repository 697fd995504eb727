#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/estimate.h"
#include "core/scene/frame.h"
#include "core/scene/prepare.h"
#include "core/scene/scene.h"
#include "core/scene/timeline.h"
#include "core/table/table.h"

/// The parts of a prepared scene of totals, split by their inputs.
///
/// What a learner should see within 30 seconds: every day is a thin bar; x walks over them, the bars that were passed become green areas,
/// a month each, and beneath them the running total climbs, steeply where bars are high. At the end a dashed rectangle has the area of all
/// bars: its height is the mean. What they should say then: "A total is an area, and the mean is the height that gives the same area."
///
/// Everything that is computed comes from all rows; only what is drawn is thinned, to the lowest and the highest bar of each of 1,500
/// columns of the window.
namespace calc {

/// From the file: its columns.
struct TotalsTable {
    std::string fingerprint;
    Table table;
};

enum class TotalsAxis : std::uint8_t {
    Dates,
    Numbers,
    Rows,     ///< 1, 2, … : no column was chosen, or its numbers are not equally far apart
    Weights,  ///< the sum of the weights so far
};

/// From the table, the columns and the order: the bars, ascending and without overlap. Rows of the same abscissa are one bar, their sum.
struct TotalsBars {
    TotalsAxis axis = TotalsAxis::Rows;
    std::string along, value;  ///< the columns that were taken
    std::vector<double> left, right, height;
    std::vector<double> weight;     ///< empty: all 1
    std::vector<std::size_t> runs;  ///< where a bar does not begin where the one before it ends; first 0
    BadRows rejected;
    Message note;            ///< what had to be assumed
    int decimals = 0;        ///< of the heights, at most 6
    bool isDaily = false;    ///< each bar is one day
    std::size_t merged = 0;  ///< rows that were added to the bar of another

    std::size_t size() const { return height.size(); }
    /// Its place: the day, the number, the middle.
    double place(std::size_t bar) const { return axis == TotalsAxis::Dates ? left[bar] : 0.5 * (left[bar] + right[bar]); }
};

/// A stretch of the calendar, as far as it lies in the period.
struct TotalsArea {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// From bars and bounds: totals and means of the period.
struct TotalsPeriod {
    std::size_t first = 0;
    std::size_t count = 0;        ///< at least 1
    std::vector<double> running;  ///< running[k]: of the first k bars of the period; running[0] = 0
    std::vector<double> measure;  ///< the widths so far, where there are weights; else empty
    Estimate total;
    Estimate mean;
    Estimate plainMean;             ///< without weights
    std::vector<TotalsArea> areas;  ///< empty: the bars themselves

    /// Of the first k bars: the widths, and total over widths.
    double width(std::size_t k) const { return measure.empty() ? static_cast<double>(k) : measure[k]; }
};

/// From bars, period and ranges: what is drawn.
struct TotalsDrawn {
    Range x, y, sumY;
    std::vector<Box> high;  ///< from the axis to the highest bar of each column
    std::vector<Box> low;   ///< as far as all bars of the column reach; empty: each column is one bar
    Points sum;             ///< the running total
    std::shared_ptr<const Marks> barMarks, sumMarks;
};

struct TotalsPrepared {
    TotalsScene scene;
    std::shared_ptr<const TotalsTable> table;
    std::shared_ptr<const TotalsBars> bars;
    std::shared_ptr<const TotalsPeriod> period;
    std::shared_ptr<const TotalsDrawn> drawn;
    Timeline timeline;
};

/// Errors name the field: "file" (cannot be read, is no table), "fingerprint" (is another than it was), "along", "value", "weight", "from",
/// "to", "at".
Result<std::shared_ptr<const TotalsPrepared>> prepareTotals(const TotalsScene& scene, const ResourceTexts& data,
                                                            const TotalsPrepared* previous, const Task& task);
Frame totalsFrame(const TotalsPrepared& prepared, double time);
Timeline totalsTimeline(const TotalsPrepared& prepared);

/// What is to be seen where there are no data: which file is missing, and why.
Frame missingDataFrame(const TotalsScene& scene, const Error& error);
/// Whether the table of `previous` is that of the scene.
bool takesOverData(const TotalsScene& scene, const TotalsPrepared* previous);
/// Sixteen hexadecimal digits that differ where the bytes differ. Method: FNV-1a, 64 bits; it finds changes, it does not resist a forger.
std::string fingerprintOf(std::string_view bytes);
/// Where x stands at a time, as it is typed ("2011-07-14", "42"); empty: at the end.
std::string totalsPlace(const TotalsPrepared& prepared, double time);
/// The place of a bar as it is typed.
std::string placeAsTyped(const TotalsBars& bars, std::size_t bar);
/// One line for each bar of the period: place, height, weight, running total, mean so far.
std::string totalsNumbers(const TotalsPrepared& prepared);

}  // namespace calc
