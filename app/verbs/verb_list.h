#pragma once
#include "app/verbs/verb.h"

/// The mathematical verbs, one small file each.
namespace calc {

extern const Verb kEvaluateVerb;
extern const Verb kDerivativeVerb;
extern const Verb kGradientVerb;
extern const Verb kIntegralVerb;
extern const Verb kRiemannVerb;
extern const Verb kLimitVerb;
extern const Verb kEpsilonDeltaVerb;
extern const Verb kSequenceVerb;
extern const Verb kSeriesVerb;
extern const Verb kDescendVerb;

}  // namespace calc
