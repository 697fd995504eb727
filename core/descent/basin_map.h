#pragma once
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/descent/trajectory.h"

namespace calc {

struct BasinOptions {
    DescentOptions descent;  ///< optimizer, schedule, noise, seed, steps; its start is not looked at
    Range x, y;              ///< the starts are the centres of columns × rows cells of this rectangle
    int columns = 200;
    int rows = 200;
    std::vector<Vec2> known;  ///< minima that are known already; they come first in the result
    unsigned threads = 0;     ///< 0: one fewer than the machine has, so that a window stays smooth; at least 1
};

/// Where no minimum was reached.
enum class BasinEnd : std::int16_t {
    NotArrived = -1,  ///< the steps were used up on the way, or the run rests where there is no minimum
    Diverged = -2,
    LeftDomain = -3,  ///< no value at the start or on the way
};

struct BasinMap {
    int columns = 0;
    int rows = 0;
    Range x, y;
    std::vector<std::int16_t> basin;  ///< index into minima, or a BasinEnd; row by row from y.low
    std::vector<std::int32_t> steps;  ///< until the run stays within 1 % of the diagonal of its minimum, or ended
    struct Minimum {
        Vec2 at;
        double value = 0.0;
        std::int64_t starts = 0;  ///< that reach it
    };
    std::vector<Minimum> minima;
};

/// Which minimum a descent reaches from each start of a grid. Method: one run for each cell, by blocks of a row on several threads; a run
/// counts as arrived where it ends within reach of Newton's method at a minimum, whose place is then polished, so that all starts of one
/// basin name the same point. Minima are numbered in the order of rows, known ones first; the result does not depend on `threads`.
/// Rest is gradient and update below 1e-5 (1 + |w|) for ten steps. At most kMostMinima are told apart; what reaches others has not arrived.
/// Cost: columns × rows runs, about 10 million steps a second and thread. `progress` (0 to 1) is called by the calling thread alone.
/// Errors: those of descend; an empty grid (field "basinCells"); Cancelled.
Result<BasinMap> basinMap(const LossFunction& loss, const BasinOptions& options, std::stop_token stop = {},
                          const std::function<void(double)>& progress = {});

inline constexpr std::size_t kMostMinima = 150;

}  // namespace calc
