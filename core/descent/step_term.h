#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/message.h"
#include "core/base/range.h"
#include "core/base/role.h"
#include "core/expression/layout.h"

/// The formulas of one optimizer step as small trees: written once, shown twice (with symbols, with this step's numbers), and evaluated
/// in tests, so that what is shown is what was computed.
namespace calc {

struct StepTerm {
    enum class Kind : std::uint8_t {
        Leaf,    ///< a symbol with its value
        Number,  ///< a number that is written in both forms (the 1 of 1 - β)
        Sum,
        Difference,
        Product,
        Quotient,  ///< parts; quotients of vectors entry by entry
        Root,
        Square,
        Absolute,  ///< one part, entry by entry
        Larger,    ///< max of two, entry by entry
        Power,     ///< a scalar to a whole power
        Written,   ///< a leaf whose numbers are written in their own way (a matrix)
    };
    Kind kind = Kind::Number;
    FormulaBox symbol;
    FormulaBox written;  ///< of Written
    bool isVector = false;
    Vec2 value;      ///< of leaves; a scalar stands in both entries
    int digits = 3;  ///< significant digits shown
    std::optional<Role> role;
    std::vector<StepTerm> parts;
};

StepTerm scalarTerm(FormulaBox symbol, double value);
StepTerm vectorTerm(FormulaBox symbol, Vec2 value, std::optional<Role> role = std::nullopt, int digits = 3);
StepTerm writtenTerm(FormulaBox symbol, FormulaBox written, Vec2 value);
StepTerm numberTerm(double value);
StepTerm operator+(StepTerm a, StepTerm b);
StepTerm operator-(StepTerm a, StepTerm b);
StepTerm operator*(StepTerm a, StepTerm b);
StepTerm operator/(StepTerm a, StepTerm b);
StepTerm rootOf(StepTerm a);
StepTerm squareOf(StepTerm a);
StepTerm absoluteOf(StepTerm a);
StepTerm largerOf(StepTerm a, StepTerm b);
StepTerm powerOf(StepTerm a, double exponent);

/// The value of the tree (a scalar stands in both entries), to the rounding of its own order of operations.
Vec2 valueOf(const StepTerm& term);
/// As a textbook writes it.
FormulaBox symbolsOf(const StepTerm& term);
/// With numbers put in; vectors as columns in two dimensions, as plain numbers in one.
FormulaBox numbersOf(const StepTerm& term, int dimension);

/// left = right, both sides shown and both with values.
struct StepEquation {
    StepTerm left;
    StepTerm right;
};
FormulaBox symbolsOf(const StepEquation& equation);
FormulaBox numbersOf(const StepEquation& equation, int dimension);

enum class StageKind : std::uint8_t { Gradient, Decay, Average, Square, Largest, Correction, Division, Direction, Total };

/// One stage of a step: "squared gradient, averaged: v = β₂ v + (1 − β₂) g² = …".
struct Stage {
    StageKind kind = StageKind::Gradient;
    Message name;
    StepEquation formula;  ///< valueOf(formula.right) is `value` up to rounding
    Vec2 value;            ///< of the left side; for Total the update (new minus old weights)
    std::optional<Role> role;
};

/// One part of the update: all contributions of a step add up to it. They are the arrows of the picture.
struct Contribution {
    Role role = Role::Gradient;
    Message name;       ///< "gradient", "momentum", "decay"
    FormulaBox symbol;  ///< "−η∇f"
    Vec2 value;
};

/// What one step shows besides the new state.
struct StepInside {
    std::vector<Stage> stages;
    StepEquation rule;  ///< the whole update in one line
    std::vector<Contribution> contributions;
};

/// The result of step(parameters, state, gradient).
///
/// Every optimizer's file holds the same five: its parameters, read and checked (`from`); `initialState` at the start point; `advance`, one
/// step with every vector of it, in doubles, in the order of operations of the documentation that the file names (error: the rounding of
/// each operation; cost: some 10 ns); `step`, the same bits with the stages as formulas, for the one step that is shown; and its entry in
/// the registry of parameters.h.
template <class State>
struct StepResult {
    State state;
    StepInside inside;
};

}  // namespace calc
