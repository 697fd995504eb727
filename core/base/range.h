#pragma once
#include <cmath>

namespace calc {

/// A closed interval of the axis in data units; low <= high except where a reversed integral says so. Ends may be infinite.
struct Range {
    double low = 0.0;
    double high = 1.0;

    double length() const { return high - low; }
    double middle() const { return low + 0.5 * (high - low); }
    bool contains(double x) const { return low <= x && x <= high; }
    bool isFinite() const { return std::isfinite(low) && std::isfinite(high); }
    bool operator==(const Range&) const = default;
};

/// A point or vector of the plane, in data units.
struct Vec2 {
    double x = 0.0;
    double y = 0.0;

    friend Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
    friend Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
    friend Vec2 operator*(double s, Vec2 a) { return {s * a.x, s * a.y}; }
    bool operator==(const Vec2&) const = default;
    double length() const { return std::hypot(x, y); }
    bool isFinite() const { return std::isfinite(x) && std::isfinite(y); }
};

}  // namespace calc
