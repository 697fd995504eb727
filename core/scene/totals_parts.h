#pragma once
#include "core/scene/totals_prepare.h"

/// The parts of a prepared scene of totals and of its Frame, one source each.
namespace calc {

inline constexpr std::size_t kDrawnColumns = 1500;  ///< more bars than that are thinned

// totals_table.cpp
Result<std::shared_ptr<const TotalsTable>> totalsTable(const TotalsScene& scene, const ResourceTexts& data, const Task& task);

// totals_bars.cpp
Result<std::shared_ptr<const TotalsBars>> totalsBars(const Table& table, const TotalsScene& scene, const Task& task);

// totals_period.cpp
Result<std::shared_ptr<const TotalsPeriod>> totalsPeriod(const TotalsBars& bars, const TotalsScene& scene, const Task& task);

// totals_drawn.cpp
std::shared_ptr<const TotalsDrawn> totalsDrawn(const TotalsPrepared& prepared);

/// What is to be seen at a time: so many bars of the period were passed.
struct TotalsMoment {
    std::size_t done = 0;
    double x = 0.0;  ///< the right end of the last of them
    double total = 0.0;
    double mean = 0.0;  ///< where done > 0
    bool isEnd = false;
};
// totals_timeline.cpp
Result<Timeline> totalsTimes(const TotalsPrepared& prepared);
TotalsMoment totalsMomentAt(const TotalsPrepared& prepared, double time);

// totals_marks.cpp
std::shared_ptr<const Marks> totalsBarMarks(const TotalsPrepared& prepared, const TotalsDrawn& drawn);
std::shared_ptr<const Marks> totalsSumMarks(const TotalsPrepared& prepared, const TotalsDrawn& drawn);
void addPassedBars(Marks& marks, const TotalsPrepared& prepared, const TotalsMoment& moment);
void addRunningTotal(Marks& marks, const TotalsPrepared& prepared, const TotalsMoment& moment);
/// One box for each stretch of bars without a gap, all of one height.
std::vector<Box> levelBoxes(const TotalsBars& bars, std::size_t first, std::size_t count, double height);

// totals_text.cpp
/// "14 Jul 2011".
std::string dateText(double days);
std::string placeText(const TotalsBars& bars, std::size_t bar);
std::string totalText(const TotalsPrepared& prepared, double total);
std::string meanText(double mean);
Message totalsTitle(const TotalsPrepared& prepared);
FormulaLine totalsFormula(const TotalsPrepared& prepared, const TotalsMoment& moment);
Message totalsSentence(const TotalsPrepared& prepared, const TotalsMoment& moment);
Message totalsPosition(const TotalsPrepared& prepared, const TotalsMoment& moment);
void addTotalsReadouts(Frame& frame, const TotalsPrepared& prepared, const TotalsMoment& moment);

}  // namespace calc
