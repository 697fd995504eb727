#include "core/calculus/integral_ends.h"

#include <cmath>

namespace calc {
namespace {

constexpr double kNoPower = 1e-6;

void takeGrowth(ImproperEnd& end, const Growth& growth) {
    end.converges = growth.verdict == Growth::Verdict::Summable;
    if (growth.verdict == Growth::Verdict::Unknown) return;
    end.kind = growth.isRapid ? ImproperEnd::Kind::Rapid : ImproperEnd::Kind::Power;
    end.logPower = growth.logRate;
}

}  // namespace

std::optional<ImproperEnd> improperPoint(double at, int direction, const Growth& growth) {
    ImproperEnd end;
    end.at = at;
    end.direction = direction;
    takeGrowth(end, growth);
    // |f| d = exp(rate s) with d = exp(-s).
    end.power = 1.0 + growth.rate;
    const bool isBounded = end.power < -kNoPower || (end.power < kNoPower && end.logPower < kNoPower);
    const bool vanishes = end.kind == ImproperEnd::Kind::Rapid && end.converges;
    if (vanishes || (end.kind == ImproperEnd::Kind::Power && isBounded)) return std::nullopt;
    return end;
}

ImproperEnd improperInfinity(int direction, const Growth& growth) {
    ImproperEnd end;
    end.at = direction > 0 ? HUGE_VAL : -HUGE_VAL;
    end.direction = direction;
    takeGrowth(end, growth);
    // |f| x = exp(rate s) with x = exp(s).
    end.power = 1.0 - growth.rate;
    return end;
}

ImproperEnd oscillatingEnd(double at, int direction, OscillatingTail::Verdict verdict) {
    using Verdict = OscillatingTail::Verdict;
    ImproperEnd end;
    end.at = at;
    end.direction = direction;
    end.converges = verdict == Verdict::Rapid || verdict == Verdict::Converges;
    if (verdict == Verdict::Unknown) return end;
    end.kind = verdict == Verdict::Rapid ? ImproperEnd::Kind::Rapid : ImproperEnd::Kind::Oscillating;
    return end;
}

}  // namespace calc
