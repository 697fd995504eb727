#pragma once
#include "core/calculus/series.h"
#include "core/calculus/series_terms.h"

namespace calc {

/// What the terms of a series say about convergence, from their expansions for large n.
class SeriesVerdict {
public:
    SeriesVerdict(const SeriesTerms& terms, const Expression& term, Variable variable)
        : m_terms(terms), m_term(term), m_variable(variable), m_scale(*terms.scale), m_pool(terms.scale->pool()) {}

    /// Undetermined: the terms tend to 0, nothing is said yet. Else how the sum diverges, because they do not. Throws Undecided.
    SeriesKind byTermTest();
    /// Value where the sum converges, or +-infinity; for terms that tend to 0 and have parts. Throws Undecided.
    SeriesKind byComparison();
    /// The textbook's name for what decided byComparison.
    SeriesTest test(SeriesKind kind);
    /// The sum over a period of what does not oscillate, as one germ.
    Germ steadySum();

private:
    bool doTermsVanish();
    std::optional<SeriesKind> byBounds();
    SeriesKind byMean();
    std::vector<LeadingTerm> amplitudes();
    bool doWavesTurn();
    bool grows(const LeadingTerm& term) { return !term.zero && m_scale.growth(term) > 0; }
    SeriesKind infinite(int sign) const { return sign > 0 ? SeriesKind::PlusInfinity : SeriesKind::MinusInfinity; }
    SeriesTest testOfSize(const LeadingTerm& size);

    const SeriesTerms& m_terms;
    Expression m_term;
    Variable m_variable;
    Scale& m_scale;
    GermPool& m_pool;
};

/// One sentence for a learner, with the name of the test.
Message whyOf(SeriesTest test, SeriesKind kind);

}  // namespace calc
