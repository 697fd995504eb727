#pragma once
#include "core/scene/sequence_prepare.h"
#include "core/scene/step_moment.h"

/// The parts of a prepared sequence scene and of its Frame, one source each.
namespace calc {

/// The handles of the band carry the limit in their name ("epsilon-above:0.5"): where a dragged edge stands is a distance from it.
inline constexpr std::string_view kEpsilonAbove = "epsilon-above:";
inline constexpr std::string_view kEpsilonBelow = "epsilon-below:";

/// The n of a moment: its step is an index into the terms, or the step of the recursion.
std::int64_t indexAt(const SequencePrepared& prepared, const StepMoment& moment);

// sequence_terms.cpp
std::shared_ptr<const SequenceTerms> sequenceTerms(const SequenceFormula& formula, const SequenceScene& scene);
std::shared_ptr<const Marks> termMarks(const SequencePrepared& prepared);
std::shared_ptr<const Marks> distanceMarks(const SequencePrepared& prepared);
void addTermPanels(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment);

// sequence_recursion.cpp
Result<RecursionMap> readRecursionMap(const std::string& text, FormulaBox* formula = nullptr, bool* hasParameter = nullptr);
/// The window of the cobweb, where none was chosen: the orbit and its start are in sight.
Range chosenCobwebRange(const RecursionMap& map, double parameter, double start);
Range chosenParameterRange(double parameter);
Result<std::shared_ptr<const RecursionPicture>> recursionPicture(const SequenceScene& scene, const RecursionPicture* previous,
                                                                 const SequenceScene* before, const Task& task);

// sequence_cobweb.cpp
std::shared_ptr<const Marks> cobwebMarks(const RecursionPicture& picture);
std::shared_ptr<const Marks> orbitMarks(const RecursionPicture& picture);
std::shared_ptr<const Marks> diagramMarks(const RecursionPicture& picture);
void addRecursionPanels(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment);

// sequence_text.cpp
FormulaLine sequenceFormula(const SequencePrepared& prepared, const StepMoment& moment);
Message sequenceSentence(const SequencePrepared& prepared, const StepMoment& moment);
Verdict sequenceCard(const SequencePrepared& prepared);
void addSequenceReadouts(Frame& frame, const SequencePrepared& prepared, const StepMoment& moment);

// sequence_recursion_text.cpp
FormulaLine recursionFormula(const SequencePrepared& prepared, const StepMoment& moment);
Message recursionSentence(const SequencePrepared& prepared);
Verdict recursionCard(const RecursionPicture& picture);
void addRecursionReadouts(Frame& frame, const RecursionPicture& picture, const StepMoment& moment);

}  // namespace calc
