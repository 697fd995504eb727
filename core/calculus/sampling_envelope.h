#pragma once
#include "core/calculus/sampling.h"

namespace calc {

/// Replaces stretches of the polyline that turn more often than a picture can show by envelopes (see sampleCurve and envelopeGroup).
void takeEnvelopes(SampledCurve& curve, const CurveSource& source, Range x, double visibleHeight, int group);

}  // namespace calc
