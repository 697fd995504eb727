#pragma once
#include <span>

#include "core/scene/limit_prepare.h"

/// The parts of a prepared limit scene and of its Frame, one source each.
namespace calc {

inline constexpr int kShallowest = -1;  ///< the first window is 10
inline constexpr int kWindowsPerDecade = 2;
inline constexpr double kWindowMargin = 1.3;  ///< the window of 10⁻³ reaches from −1.3 · 10⁻³ to 1.3 · 10⁻³

bool looksLeft(const LimitScene& scene, const LimitFunction& function);
bool looksRight(const LimitScene& scene, const LimitFunction& function);
/// What a window shows of the variable: both sides of a point, the one side that there is of infinity.
Range windowRange(const LimitFunction& function, double halfWidth);
inline std::size_t windowOfDepth(int depth) { return static_cast<std::size_t>((depth - kShallowest) * kWindowsPerDecade); }

// limit_windows.cpp
std::vector<LimitWindow> limitWindows(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict, double reference,
                                      const Task& task);

// limit_frame.cpp
Timeline makeLimitTimeline(const LimitPrepared& prepared);

// limit_table.cpp
std::vector<LimitRow> limitRows(const LimitFunction& function, const LimitVerdict& verdict, int deepest);
ValueTable limitTable(const LimitPrepared& prepared, int depth);

// limit_linearity.cpp
LinearView linearView(const LimitFunction& function, const LimitScene& scene, const LimitVerdict& verdict,
                      const std::vector<LimitWindow>& windows, const Task& task);
void addTangents(Marks& marks, const LimitPrepared& prepared, double halfWidth);
Panel deviationPanel(const LimitPrepared& prepared, double depth);
Verdict linearCard(const LimitPrepared& prepared, int depth);
Message linearSentence(const LimitPrepared& prepared);
FormulaLine linearFormula(const LimitPrepared& prepared);

// limit_computer.cpp
ComputerView computerView(const LimitFunction& function, const LimitScene& scene, const LimitPrepared& prepared, const Task& task);
ValueTable computerTable(const LimitPrepared& prepared, int depth);
Verdict computerCard(const LimitPrepared& prepared, int depth);
Message computerSentence(const LimitPrepared& prepared, int depth);

// limit_text.cpp
Message limitSentence(const LimitPrepared& prepared, double depth);
FormulaLine limitFormula(const LimitPrepared& prepared, int depth);
Verdict limitCard(const LimitPrepared& prepared);

// limit_marks.cpp
std::shared_ptr<const Marks> windowMarks(const LimitPrepared& prepared, const LimitWindow& window);
std::shared_ptr<const Marks> stripMarks(const LimitPrepared& prepared, int depth);
/// The first of these heights (parts of the window's) from which the curve keeps away by `enough` at every depth, for distances that are
/// these parts of the half width; else the one from which it keeps furthest.
double freeHeight(const std::vector<LimitWindow>& windows, std::span<const double> candidates, Range shares, double enough);
/// The values are zoomed like the variable, toward the limit.
bool zoomsValues(const LimitPrepared& prepared);
/// Of two windows, for a moment between them: each end in log scale where it keeps its sign.
Range interpolatedHeight(const Range& a, const Range& b, double t);
/// The range of values in sight at a depth between the windows.
Range limitHeight(const LimitPrepared& prepared, double depth);

}  // namespace calc
