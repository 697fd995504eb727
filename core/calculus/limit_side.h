#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/calculus/limit.h"
#include "core/calculus/limit_reader.h"

namespace calc {

/// From where the point is approached.
enum class Approach { FromRight, FromLeft, PlusInfinity, MinusInfinity };

/// How a one-sided limit was found: decides the sentence.
enum class LimitReason { LeadingTerm, Squeeze, Oscillates, OscillatesUnbounded, NotReal, NotDecided, OutOfWork };

/// A one-sided limit inside the engine: the value still an exact constant.
struct SideResult {
    LimitKind kind = LimitKind::Undetermined;
    Germ value = nullptr;
    LimitReason reason = LimitReason::NotDecided;
    Message detail;                    ///< of NotReal and NotDecided: what stood in the way
    Germ germ = nullptr;               ///< the function as a germ, where one was found
    std::vector<SignClaim> claims;     ///< where these hold, the function is the germ
    std::vector<std::string> samples;  ///< of Oscillates: two limits along sequences, as text
};

/// The limits of expressions at one side of one point. Keeps its scale, so that several questions share the work.
class SideLimits {
public:
    /// `at` is a constant expression; not used at infinity. May throw what reading a constant throws (NotReal, Undecided, OutOfWork).
    SideLimits(GermPool& pool, const Expression& at, Approach approach, Variable variable);

    /// At infinity, along the whole numbers of a progression; sides in one scale can be compared germ by germ.
    SideLimits(std::shared_ptr<Scale> scale, Variable variable, Progression progression);

    /// Never throws but NeedPeriod, and that only for whole numbers.
    SideResult limitOf(const Expression& f);
    /// Two bounds of f for large X (where `claims` hold), where f is between bounds that do not oscillate; throws Undecided.
    std::pair<Germ, Germ> boundsOf(const Expression& f, std::vector<SignClaim>* claims = nullptr);
    Scale& scale() { return *m_shared; }
    Germ variableGerm() const { return m_variableGerm; }

private:
    SideResult decided(const Expression& f);
    SideResult verdict(Germ g);
    SideResult byLeadingTerm(Germ g);
    SideResult valueOnly(Germ g, const Undecided& problem);
    SideResult alongSequences(const Expression& f, const std::vector<Germ>& waves);
    std::optional<SideResult> frozen(const Expression& f, const struct FrozenAngles& angles);
    SideResult squeezed(const Expression& f);
    std::string sampleText(const SideResult& result);

    std::shared_ptr<Scale> m_shared;  // sides of one variable may share it
    Scale& m_scale;
    Variable m_variable;
    Progression m_progression;
    Germ m_variableGerm = nullptr;
};

}  // namespace calc
