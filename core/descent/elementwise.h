#pragma once
#include <cmath>

#include "core/base/range.h"

/// Vector arithmetic entry by entry, as the equations of adaptive optimizers mean it.
namespace calc {

inline Vec2 times(Vec2 a, Vec2 b) { return {a.x * b.x, a.y * b.y}; }
inline Vec2 over(Vec2 a, Vec2 b) { return {a.x / b.x, a.y / b.y}; }
inline Vec2 squared(Vec2 a) { return {a.x * a.x, a.y * a.y}; }
inline Vec2 rooted(Vec2 a) { return {std::sqrt(a.x), std::sqrt(a.y)}; }
inline Vec2 shifted(Vec2 a, double s) { return {a.x + s, a.y + s}; }
inline Vec2 absolute(Vec2 a) { return {std::fabs(a.x), std::fabs(a.y)}; }
inline Vec2 larger(Vec2 a, Vec2 b) { return {a.x > b.x ? a.x : b.x, a.y > b.y ? a.y : b.y}; }
/// decay * mean + (1 - decay) * value: one step of a running mean.
inline Vec2 mixed(double decay, Vec2 mean, Vec2 value) { return decay * mean + (1.0 - decay) * value; }

}  // namespace calc
