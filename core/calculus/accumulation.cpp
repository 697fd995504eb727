#include "core/calculus/accumulation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/calculus/integral_special_points.h"
#include "core/calculus/quadrature.h"
#include "core/expression/program.h"

namespace calc {
namespace {

constexpr std::size_t kNodes = 32;
constexpr int kDeepest = 40;
constexpr std::size_t kMostPieces = 20000;
constexpr std::size_t kMostCells = 400;
constexpr double kUlp = std::numeric_limits<double>::epsilon();
constexpr double kGrading = 8.0;
constexpr int kGradedPieces = 3;  // the tip is 8^-3 of the cell
constexpr int kFinelyGraded = 5;
constexpr std::size_t kMostFinePieces = 6000;
constexpr std::int64_t kDear = 5000;  // evaluations: too many to be spent for each x

/// Without proved bounds, which cost as much again.
Integral integrateValue(const Expression& f, Range x, std::function<bool()> expired) {
    IntegrateOptions options;
    options.expired = std::move(expired);
    options.certify = IntegrateOptions::Certify::No;
    return integrate(f, x, options);
}

using Coefficients = std::array<double, kNodes + 1>;

/// F on one piece, from its lower end: the integrated Chebyshev series, or (a tip at a singular end) an integral when asked.
struct Piece {
    Range x;
    Coefficients integral{};  ///< of the Chebyshev series in s = -1 … 1; 0 at s = -1
    double total = 0.0;
    double error = 0.0;
    bool isTip = false;
    bool singularLow = false;  ///< of a tip: which end is singular
    bool isOpen = false;       ///< of a tip: f cannot be integrated up to that end
    bool isDear = false;       ///< of a tip: only bounded inside
    bool resolved = true;
};

enum class Side { Left, Right };

/// Between two cuts, on one side of `from`; F is counted from the end that is nearer to it.
struct Cell {
    Range x;
    Side side = Side::Right;
    double total = 0.0;  ///< by `integrate`; of an open cell: not there
    double error = 0.0;
    bool isOpen = false;  ///< f cannot be integrated up to the far end
    double offset = 0.0;  ///< F at the near end
    double offsetError = 0.0;
    double inside = 0.0;  ///< error bound of values inside, beside offsetError
    std::vector<Piece> pieces;

    double nearEnd() const { return side == Side::Right ? x.low : x.high; }
    double farEnd() const { return side == Side::Right ? x.high : x.low; }
};

double chebyshev(const Coefficients& c, double s) {
    double b1 = 0.0;
    double b2 = 0.0;
    for (std::size_t k = kNodes; k > 0; --k) {
        const double b = 2.0 * s * b1 - b2 + c[k];
        b2 = b1;
        b1 = b;
    }
    return s * b1 - b2 + c[0];
}

/// T_k at the Chebyshev points of the first kind, which leave the ends out: f may have another value there.
struct ChebyshevTable {
    std::array<double, kNodes> nodes{};
    std::array<std::array<double, kNodes>, kNodes> values{};  ///< [k][j]

    ChebyshevTable() {
        for (std::size_t j = 0; j < kNodes; ++j) {
            const double angle = std::numbers::pi * (static_cast<double>(j) + 0.5) / static_cast<double>(kNodes);
            nodes[j] = std::cos(angle);
            for (std::size_t k = 0; k < kNodes; ++k) values[k][j] = std::cos(static_cast<double>(k) * angle);
        }
    }
};

Coefficients integrated(const std::array<double, kNodes>& c, double halfLength) {
    Coefficients integral{};
    const auto at = [&c](std::size_t k) { return k < kNodes ? c[k] : 0.0; };
    integral[1] = halfLength * (c[0] - 0.5 * at(2));
    for (std::size_t k = 2; k <= kNodes; ++k) integral[k] = halfLength * (at(k - 1) - at(k + 1)) / (2.0 * static_cast<double>(k));
    for (std::size_t k = 1; k <= kNodes; ++k) integral[0] += k % 2 == 0 ? -integral[k] : integral[k];
    return integral;
}

class CellBuilder {
public:
    CellBuilder(const Program& f, const AccumulateOptions& options) : m_f(f), m_expired(options.expired), m_sign(options.sign) {}

    /// Fills the pieces of a cell; false where there were too many, a value was missing, or time ran out.
    bool build(Cell& cell, bool roughLow, bool roughHigh, std::int64_t evaluations) {
        const bool isDear = m_sign == AccumulateOptions::Sign::NotNegative && evaluations > kDear && (roughLow || roughHigh);
        if (isDear && !cell.isOpen && buildGraded(cell, roughLow, roughHigh, kFinelyGraded, kMostFinePieces)) return true;
        return buildGraded(cell, roughLow, roughHigh, kGradedPieces, kMostPieces);
    }

private:
    bool buildGraded(Cell& cell, bool roughLow, bool roughHigh, int graded, std::size_t mostPieces) {
        m_pieces = &cell.pieces;
        m_pieces->clear();
        m_mostPieces = mostPieces;
        m_scale = 0.0;
        const double length = cell.x.length();
        Range middle = cell.x;
        std::vector<Range> low;
        std::vector<Range> high;
        double share = 0.5 * length;
        for (int i = 0; i < graded; ++i, share /= kGrading) {
            if (roughLow) low.push_back({cell.x.low + share / kGrading, cell.x.low + share});
            if (roughHigh) high.push_back({cell.x.high - share, cell.x.high - share / kGrading});
        }
        if (roughLow) middle.low = low.front().high;
        if (roughHigh) middle.high = high.front().low;
        const bool openLow = cell.isOpen && cell.side == Side::Left;
        const bool openHigh = cell.isOpen && cell.side == Side::Right;
        if (roughLow) addTip({cell.x.low, low.back().low}, true, openLow);
        bool ok = true;
        for (auto part = low.rbegin(); ok && part != low.rend(); ++part) ok = add(*part, 0);
        if (ok && middle.low < middle.high) ok = add({middle.low, middle.middle()}, 1) && add({middle.middle(), middle.high}, 1);
        for (auto part = high.begin(); ok && part != high.end(); ++part) ok = add(*part, 0);
        if (ok && roughHigh) addTip({high.back().high, cell.x.high}, false, openHigh);
        if (ok && m_sign == AccumulateOptions::Sign::NotNegative && !cell.isOpen) resolveTip(cell);
        return ok;
    }

    /// A tip that could not be integrated on its own has what the cell has beside the other pieces.
    void resolveTip(const Cell& cell) {
        const auto isMissing = [](const Piece& piece) { return !piece.resolved; };
        if (std::count_if(m_pieces->begin(), m_pieces->end(), isMissing) != 1) return;
        double others = 0.0;
        double error = cell.error;
        for (const Piece& piece : *m_pieces) {
            if (isMissing(piece)) continue;
            others += piece.total;
            error += piece.error + kUlp * std::fabs(piece.total);
        }
        Piece& tip = *std::find_if(m_pieces->begin(), m_pieces->end(), isMissing);
        tip.total = std::max(0.0, cell.total - others);
        tip.error = error;
        tip.isDear = tip.resolved = true;
    }

    void addTip(Range x, bool singularLow, bool isOpen) {
        Piece tip;
        tip.x = x;
        tip.isTip = true;
        tip.singularLow = singularLow;
        tip.isOpen = isOpen;
        if (isOpen) {
            m_pieces->push_back(tip);
            return;
        }
        const Integral whole = integrateValue(m_f.expression(), x, m_expired);
        tip.resolved = whole.kind == IntegralKind::Value;
        tip.isDear = m_sign == AccumulateOptions::Sign::NotNegative && whole.evaluations > kDear;
        tip.total = whole.value;
        tip.error = whole.error;
        m_pieces->push_back(tip);
    }

    bool add(Range x, int depth) {
        static const ChebyshevTable kTable;
        if (m_pieces->size() >= m_mostPieces || (m_expired && m_expired())) return false;
        const double half = 0.5 * x.length();
        const double middle = x.middle();
        std::array<double, kNodes> values{};
        for (std::size_t j = 0; j < kNodes; ++j) {
            values[j] = m_f(middle + half * kTable.nodes[j]);
            if (!std::isfinite(values[j]))
                return depth < kDeepest && x.low < middle && middle < x.high && add({x.low, middle}, depth + 1) &&
                       add({middle, x.high}, depth + 1);
            m_scale = std::max(m_scale, std::fabs(values[j]));
        }
        std::array<double, kNodes> c{};
        for (std::size_t k = 0; k < kNodes; ++k) {
            for (std::size_t j = 0; j < kNodes; ++j) c[k] += values[j] * kTable.values[k][j];
            c[k] *= (k == 0 ? 1.0 : 2.0) / static_cast<double>(kNodes);
        }
        const double missing = mismatch(c, x);
        const bool settled = missing <= 64.0 * kUlp * m_scale + roundingNoise(c, x);
        if (!settled && depth < kDeepest && x.low < middle && middle < x.high)
            return add({x.low, middle}, depth + 1) && add({middle, x.high}, depth + 1);
        Piece piece;
        piece.x = x;
        piece.integral = integrated(c, half);
        piece.total = chebyshev(piece.integral, 1.0);
        piece.error = x.length() * missing;
        m_pieces->push_back(piece);
        return true;
    }

    /// What the rounding of x alone does to f: a bound of the derivative (T_k' <= k²) times half an ulp of x, and four times that.
    static double roundingNoise(const std::array<double, kNodes>& c, Range x) {
        double slope = 0.0;
        for (std::size_t k = 1; k < kNodes; ++k) slope += static_cast<double>(k * k) * std::fabs(c[k]);
        return 2.0 * kUlp * std::max(std::fabs(x.low), std::fabs(x.high)) * slope / (0.5 * x.length());
    }

    /// What the series leaves out: its last coefficients, and what it misses at points between the nodes.
    double mismatch(const std::array<double, kNodes>& c, Range x) const {
        double missing = 0.0;
        for (std::size_t k = kNodes - 4; k < kNodes; ++k) missing = std::max(missing, std::fabs(c[k]));
        Coefficients padded{};
        std::copy(c.begin(), c.end(), padded.begin());
        for (const double s : {-0.987, -0.531, 0.1234, 0.617, 0.991}) {
            const double value = m_f(x.middle() + 0.5 * x.length() * s);
            const double off = std::fabs(value - chebyshev(padded, s));
            missing = std::isfinite(off) ? std::max(missing, off) : std::numeric_limits<double>::infinity();
        }
        return missing;
    }

    const Program& m_f;
    std::function<bool()> m_expired;
    AccumulateOptions::Sign m_sign;
    std::size_t m_mostPieces = kMostPieces;
    std::vector<Piece>* m_pieces = nullptr;
    double m_scale = 0.0;
};

struct Cut {
    double x = 0.0;
    bool isRough = false;
};

std::vector<Cut> cutsOf(const Expression& f, double from, Range range, const std::function<bool()>& expired) {
    std::vector<Cut> cuts{{range.low, false}, {from, false}, {range.high, false}};
    SpecialPointSearch search(f, expired);
    for (const SpecialPoint& point : search.find(range).points) cuts.push_back({point.x, point.isRough || point.isSingular});
    std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.x < b.x; });
    std::vector<Cut> merged;
    for (const Cut& cut : cuts) {
        if (merged.empty() || merged.back().x != cut.x)
            merged.push_back(cut);
        else
            merged.back().isRough = merged.back().isRough || cut.isRough;
    }
    return merged;
}

Error refuse(ErrorCode code, Message message, std::string field) { return {code, std::move(message), std::nullopt, std::move(field)}; }

}  // namespace

struct Accumulation::Parts {
    Expression f;
    double from = 0.0;
    Range reach;
    Message whyLow;
    Message whyHigh;
    std::vector<Cell> cells;  ///< first those to the right, outward, then those to the left, outward

    std::optional<Estimate> at(double x) const;
};

namespace {

/// The integral of a tip from `near` to x; nullopt where it has none.
std::optional<Estimate> insideTip(const Piece& tip, const Expression& f, double near, double x) {
    if (tip.isDear) {
        const double share = std::fabs(x - near) / tip.x.length();
        return Estimate{share * tip.total, tip.error + std::max(share, 1.0 - share) * tip.total};
    }
    // From the singular end it is one singular integral; an open end has none, and a regular one stands on the other side.
    const double singularEnd = tip.singularLow ? tip.x.low : tip.x.high;
    const double start = tip.isOpen ? near : singularEnd;
    const Integral part = integrateValue(f, {std::min(start, x), std::max(start, x)}, {});
    if (part.kind != IntegralKind::Value) return std::nullopt;
    if (start == near) return Estimate{part.value, part.error};
    return Estimate{tip.total - part.value, tip.error + part.error};
}

/// The integral between x and the end of the piece that is nearer to `from`, counted positive for a positive f.
std::optional<Estimate> insidePiece(const Piece& piece, const Expression& f, Side side, double x) {
    if (piece.isTip) return insideTip(piece, f, side == Side::Right ? piece.x.low : piece.x.high, x);
    const double fromLow = chebyshev(piece.integral, (x - piece.x.middle()) / (0.5 * piece.x.length()));
    return Estimate{side == Side::Right ? fromLow : piece.total - fromLow, piece.error};
}

std::optional<Estimate> insideCell(const Cell& cell, const Expression& f, double x) {
    if (x == cell.nearEnd()) return Estimate{cell.offset, cell.offsetError};
    const double sign = cell.side == Side::Right ? 1.0 : -1.0;
    if (x == cell.farEnd()) {
        if (cell.isOpen) return std::nullopt;
        return Estimate{cell.offset + sign * cell.total, cell.offsetError + cell.error};
    }
    double sum = 0.0;
    double error = cell.offsetError + cell.inside;
    for (std::size_t i = 0; i < cell.pieces.size(); ++i) {
        const Piece& piece = cell.pieces[cell.side == Side::Right ? i : cell.pieces.size() - 1 - i];
        if (cell.side == Side::Right ? x >= piece.x.high : x <= piece.x.low) {
            sum += piece.total;
            continue;
        }
        const auto part = insidePiece(piece, f, cell.side, x);
        if (!part) return std::nullopt;
        sum += part->value;
        error += part->error;
        break;
    }
    const double value = cell.offset + sign * sum;
    return Estimate{value, error + kUlp * std::fabs(value)};
}

Message tooWild() { return CALC_TEXT("The function changes too wildly here to be followed."); }

/// One cell with its verdict: nullopt where f can be integrated over all of it, else why not; `cell.isOpen` then says whether over a part.
std::optional<Message> fillCell(Cell& cell, const Program& f, bool roughLow, bool roughHigh, const AccumulateOptions& options) {
    const Integral whole = integrateValue(f.expression(), cell.x, options.expired);
    std::optional<Message> why;
    if (whole.kind != IntegralKind::Value) {
        why = whole.why;
        const double middle = cell.x.middle();
        const Range nearHalf = cell.side == Side::Right ? Range{cell.x.low, middle} : Range{middle, cell.x.high};
        if (integrateValue(f.expression(), nearHalf, options.expired).kind != IntegralKind::Value) return why;
        cell.isOpen = true;
        (cell.side == Side::Right ? roughHigh : roughLow) = true;
    }
    cell.total = whole.value;
    cell.error = whole.error;
    if (!CellBuilder(f, options).build(cell, roughLow, roughHigh, whole.evaluations)) {
        cell.isOpen = false;
        return why ? why : tooWild();
    }
    double sum = 0.0;
    double error = 0.0;
    double magnitude = 0.0;
    for (const Piece& piece : cell.pieces) {
        if (!piece.resolved) return tooWild();
        sum += piece.total;
        error += piece.error;
        magnitude += std::fabs(piece.total);
    }
    cell.inside = error + 8.0 * kUlp * magnitude + (cell.isOpen ? 0.0 : std::fabs(sum - cell.total));
    return why;
}

}  // namespace

std::optional<Estimate> Accumulation::Parts::at(double x) const {
    if (!reach.contains(x)) return std::nullopt;
    if (x == from) return Estimate{0.0, 0.0, Certainty::Exact, 0};
    const Side side = x > from ? Side::Right : Side::Left;
    const auto cell =
        std::find_if(cells.begin(), cells.end(), [side, x](const Cell& each) { return each.side == side && each.x.contains(x); });
    return cell == cells.end() ? std::nullopt : insideCell(*cell, f, x);
}

double Accumulation::from() const { return m_parts->from; }
Range Accumulation::reach() const { return m_parts->reach; }
const Message& Accumulation::whyLow() const { return m_parts->whyLow; }
const Message& Accumulation::whyHigh() const { return m_parts->whyHigh; }
std::optional<Estimate> Accumulation::operator()(double x) const { return m_parts->at(x); }

double Accumulation::value(double x) const {
    const auto estimate = m_parts->at(x);
    return estimate ? estimate->value : std::numeric_limits<double>::quiet_NaN();
}

Result<Accumulation> accumulate(const Expression& f, double from, Range range, const AccumulateOptions& options) {
    if (!range.isFinite() || !std::isfinite(from))
        return refuse(ErrorCode::BadValue, CALC_TEXT("An accumulation function is drawn over a finite range."), "xRange");
    range = {std::min({range.low, range.high, from}), std::max({range.low, range.high, from})};
    const std::vector<Cut> cuts = cutsOf(f, from, range, options.expired);
    if (cuts.size() > kMostCells)
        return refuse(ErrorCode::TooLarge,
                      {CALC_TEXT("The function has more than {0} jumps and kinks here. Choose a smaller range."),
                       {static_cast<std::int64_t>(kMostCells)}},
                      "xRange");
    auto parts = std::make_shared<Accumulation::Parts>();
    parts->f = f;
    parts->from = from;
    parts->reach = range;
    const Program program = Program::compile(f);
    const auto start =
        static_cast<std::size_t>(std::find_if(cuts.begin(), cuts.end(), [from](const Cut& cut) { return cut.x == from; }) - cuts.begin());
    const auto walk = [&](Side side) -> Message {
        double value = 0.0;
        double error = 0.0;
        const std::size_t count = side == Side::Right ? cuts.size() - 1 - start : start;
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t i = side == Side::Right ? start + k : start - k - 1;
            Cell cell;
            cell.x = {cuts[i].x, cuts[i + 1].x};
            cell.side = side;
            cell.offset = value;
            cell.offsetError = error;
            auto why = fillCell(cell, program, cuts[i].isRough, cuts[i + 1].isRough, options);
            (side == Side::Right ? parts->reach.high : parts->reach.low) = why && !cell.isOpen ? cell.nearEnd() : cell.farEnd();
            value += side == Side::Right ? cell.total : -cell.total;
            error += cell.error + kUlp * std::fabs(value);
            if (!why || cell.isOpen) parts->cells.push_back(std::move(cell));
            if (why) return std::move(*why);
        }
        return {};
    };
    parts->whyHigh = walk(Side::Right);
    parts->whyLow = walk(Side::Left);
    if (options.expired && options.expired())
        return refuse(ErrorCode::Cancelled, CALC_TEXT("The accumulation function was stopped."), "function");
    if (parts->cells.empty() && range.low < range.high)
        return refuse(ErrorCode::BadValue, parts->whyHigh.empty() ? parts->whyLow : parts->whyHigh, "from");
    return Accumulation(std::move(parts));
}

}  // namespace calc
