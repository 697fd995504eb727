#include "core/expression/program_passes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace calc {

namespace {

NodeId wholePower(ProgramGraph& graph, NodeId base, double exponent) {
    if (exponent < 0.0) return graph.apply(Code::Reciprocal, wholePower(graph, base, -exponent));
    if (exponent == 1.0) return base;
    const NodeId square = graph.apply(Code::Square, wholePower(graph, base, std::floor(exponent / 2.0)));
    return std::fmod(exponent, 2.0) == 0.0 ? square : graph.apply(Code::Multiply, square, base);
}

}  // namespace

ProgramGraph withoutWholePowers(const ProgramGraph& graph, std::vector<NodeId>& outputs) {
    ProgramGraph result(graph.variables());
    std::vector<NodeId> to(graph.size());
    const NodeId last = outputs.empty() ? 0 : *std::max_element(outputs.begin(), outputs.end());
    for (NodeId id = 0; id <= last; ++id) {
        const GraphNode& node = graph.node(id);
        if (node.code == Code::Constant)
            to[id] = result.constant(node.constant);
        else if (node.code == Code::Variable)
            to[id] = result.variableNode(node.a);
        else if (node.code == Code::PowerInteger)
            to[id] = wholePower(result, to[node.a], node.constant);
        else
            to[id] = result.apply(node.code, to[node.a], to[node.b], to[node.c]);
    }
    for (NodeId& output : outputs) output = to[output];
    return result;
}

namespace {

/// c u^k
struct Monomial {
    double factor = 1.0;
    std::optional<NodeId> base;  ///< none: a constant
    int power = 0;
};

class PassChooser {
public:
    PassChooser(const ProgramGraph& graph, std::span<const NodeId> outputs) : m_graph(graph) {
        markNeeded(outputs);
        markNonNegative();
        markDeciding();
        m_live.assign(graph.size(), false);
        for (const NodeId id : outputs) m_live[id] = true;
    }

    std::vector<NodePass> passes() {
        std::vector<NodePass> result;
        for (std::size_t i = m_graph.size(); i-- > 0;) {
            const auto id = static_cast<NodeId>(i);
            if (!m_live[i] || operandCount(m_graph.node(id).code) == 0) continue;
            NodePass pass = chosen(id);
            pass.node = id;
            for (int k = 0; k < pass.operandCount; ++k) m_live[pass.operands[static_cast<std::size_t>(k)]] = true;
            result.push_back(std::move(pass));
        }
        std::reverse(result.begin(), result.end());
        return result;
    }

    /// Marks the passes after which one has to look for NaN: those of the outputs, but where another output shares it.
    void markWatches(std::vector<NodePass>& passes, std::span<const NodeId> outputs) const {
        std::vector<std::size_t> passOf(m_graph.size(), passes.size());
        for (std::size_t p = 0; p < passes.size(); ++p) passOf[passes[p].node] = p;
        for (const NodeId id : outputs) {
            if (passOf[id] == passes.size()) continue;
            NodeId source = id;  // a multiple of a number has no value only where the number has none
            while (passOf[source] < passes.size() && isMultiple(passes[passOf[source]])) source = passes[passOf[source]].operands[0];
            const auto sharesIt = [&](NodeId other) { return other != id && reaches(passes, passOf, source, other); };
            if (source == id || std::none_of(outputs.begin(), outputs.end(), sharesIt)) passes[passOf[id]].watches = true;
        }
    }

private:
    static bool isMultiple(const NodePass& pass) {
        return pass.kernel == KernelCode::Negate || (pass.kernel == KernelCode::Scale && std::isnormal(pass.k));
    }
    /// Whether NaN at `source` makes NaN of `output`, which is not a multiple itself. A selection may not look at an operand.
    static bool reaches(const std::vector<NodePass>& passes, const std::vector<std::size_t>& passOf, NodeId source, NodeId output) {
        std::vector<bool> carries(passOf.size(), false);
        carries[source] = true;
        for (const NodePass& pass : passes)
            for (int k = 0; k < pass.operandCount && pass.kernel != KernelCode::Select; ++k)
                if (carries[pass.operands[static_cast<std::size_t>(k)]]) carries[pass.node] = true;
        return carries[output] && passOf[output] < passes.size() && !isMultiple(passes[passOf[output]]);
    }

    const GraphNode& node(NodeId id) const { return m_graph.node(id); }

    void markNeeded(std::span<const NodeId> outputs) {
        m_uses.assign(m_graph.size(), 0);
        for (const NodeId id : outputs) m_uses[id] += 2;  // an output is never taken into its user
        for (std::size_t i = m_graph.size(); i-- > 0;) {
            if (m_uses[i] == 0) continue;
            const GraphNode& n = node(static_cast<NodeId>(i));
            const int count = operandCount(n.code);
            if (count > 0) ++m_uses[n.a];
            if (count > 1) ++m_uses[n.b];
            if (count > 2) ++m_uses[n.c];
        }
    }

    void markNonNegative() {
        m_nonNegative.assign(m_graph.size(), false);
        for (std::size_t i = 0; i < m_graph.size(); ++i) {
            const GraphNode& n = node(static_cast<NodeId>(i));
            const auto both = [&] { return m_nonNegative[n.a] && m_nonNegative[n.b]; };
            switch (n.code) {
                case Code::Constant: m_nonNegative[i] = n.constant >= 0.0; break;
                case Code::Square:
                case Code::Exp:
                case Code::Abs:
                case Code::Sqrt:
                case Code::Cosh:
                case Code::Sigmoid:
                case Code::Relu: m_nonNegative[i] = true; break;
                case Code::Add:
                case Code::Multiply:
                case Code::Divide:
                case Code::Min: m_nonNegative[i] = both(); break;
                case Code::Max: m_nonNegative[i] = m_nonNegative[n.a] || m_nonNegative[n.b]; break;
                case Code::Reciprocal: m_nonNegative[i] = m_nonNegative[n.a]; break;
                default: break;
            }
        }
    }

    /// Marks what decides whether there is a value, or which: there 1e-17 instead of 0 is another answer.
    void markDeciding() {
        m_deciding.assign(m_graph.size(), false);
        for (std::size_t i = m_graph.size(); i-- > 0;) {
            const GraphNode& n = node(static_cast<NodeId>(i));
            if (m_uses[i] == 0) continue;
            switch (n.code) {
                case Code::Divide:
                    m_deciding[n.b] = true;
                    m_deciding[n.a] = m_deciding[n.a] || m_deciding[i];
                    break;
                case Code::Power:
                case Code::Less:
                case Code::LessEqual: m_deciding[n.a] = m_deciding[n.b] = true; break;
                case Code::Reciprocal:
                case Code::Sqrt:
                case Code::Cbrt:
                case Code::Ln:
                case Code::Log10:
                case Code::Log2:
                case Code::Asin:
                case Code::Acos:
                case Code::Sign:
                case Code::Floor:
                case Code::Ceil:
                case Code::Gamma:
                case Code::Digamma: m_deciding[n.a] = true; break;
                case Code::Exp:
                case Code::Cos:
                case Code::Cosh:
                case Code::Sigmoid: break;  // never 0, or not exactly
                default: {
                    if (!m_deciding[i]) break;
                    const int count = operandCount(n.code);
                    if (count > 0) m_deciding[n.a] = true;
                    if (count > 1) m_deciding[n.b] = true;
                    if (count > 2) m_deciding[n.c] = true;
                }
            }
        }
    }

    bool mayRoundOtherwise(NodeId id) const {
        const GraphNode& n = node(id);
        return !m_deciding[id] || (n.code == Code::Add && m_nonNegative[n.a] && m_nonNegative[n.b]);
    }

    NodePass chosen(NodeId id) const {
        const GraphNode& n = node(id);
        switch (n.code) {
            case Code::Add:
            case Code::Subtract: return ofSum(id);
            case Code::Multiply:
                if (m_graph.isConstant(n.a)) return with(KernelCode::Scale, {n.b}, node(n.a).constant);
                if (m_graph.isConstant(n.b)) return with(KernelCode::Scale, {n.a}, node(n.b).constant);
                return with(KernelCode::Multiply, {n.a, n.b});
            case Code::Divide:
                if (m_graph.isConstant(n.b) && node(n.b).constant != 0.0) return ofConstantDivisor(id);
                if (m_graph.isConstant(n.a)) return with(KernelCode::DivideInto, {n.b}, node(n.a).constant);
                return with(KernelCode::Divide, {n.a, n.b});
            case Code::Reciprocal: return with(KernelCode::DivideInto, {n.a}, 1.0);
            case Code::Negate: return with(KernelCode::Negate, {n.a});
            case Code::Square: return with(KernelCode::Square, {n.a});
            case Code::Power: return with(KernelCode::Power, {n.a, n.b});
            case Code::Min: return with(KernelCode::Min, {n.a, n.b});
            case Code::Max: return with(KernelCode::Max, {n.a, n.b});
            case Code::Less: return with(KernelCode::Less, {n.a, n.b});
            case Code::LessEqual: return with(KernelCode::LessEqual, {n.a, n.b});
            case Code::Select: return with(KernelCode::Select, {n.a, n.b, n.c});
            case Code::Digamma: return with(KernelCode::Digamma, {n.a});
            default: return with(functionKernel(n.code), {n.a});
        }
    }

    /// One rounding more than dividing, but four times as quick.
    NodePass ofConstantDivisor(NodeId id) const {
        const GraphNode& n = node(id);
        const double divisor = node(n.b).constant;
        const double factor = 1.0 / divisor;
        if (m_deciding[id] || !std::isnormal(factor) || !std::isnormal(divisor)) return with(KernelCode::DivideByConstant, {n.a}, divisor);
        return with(KernelCode::Scale, {n.a}, factor);
    }

    static KernelCode functionKernel(Code code) {
        static_assert(static_cast<int>(KernelCode::Relu) - static_cast<int>(KernelCode::Sin) ==
                      static_cast<int>(Code::Relu) - static_cast<int>(Code::Sin));
        return static_cast<KernelCode>(static_cast<int>(KernelCode::Sin) + static_cast<int>(code) - static_cast<int>(Code::Sin));
    }

    static NodePass with(KernelCode kernel, std::initializer_list<NodeId> operands, double k = 0.0, double m = 0.0) {
        NodePass pass;
        pass.kernel = kernel;
        for (const NodeId id : operands) pass.operands[static_cast<std::size_t>(pass.operandCount++)] = id;
        pass.k = k;
        pass.m = m;
        return pass;
    }

    /// A product that only this sum uses, as factors; a constant one stands first.
    std::optional<std::pair<NodeId, NodeId>> product(NodeId id) const {
        const GraphNode& n = node(id);
        if (m_uses[id] != 1) return std::nullopt;
        if (n.code == Code::Square) return std::pair(n.a, n.a);
        if (n.code != Code::Multiply) return std::nullopt;
        return m_graph.isConstant(n.b) ? std::pair(n.b, n.a) : std::pair(n.a, n.b);
    }

    NodePass ofSum(NodeId id) const {
        const GraphNode& n = node(id);
        if (mayRoundOtherwise(id)) {
            if (auto pass = ofPolynomial(id)) return *pass;
            if (auto pass = ofSquares(n)) return *pass;
            if (auto pass = ofProductAndAffine(n)) return *pass;
            if (auto pass = ofProductAndSum(n)) return *pass;
            if (auto pass = ofProductAndTwo(n)) return *pass;
        }
        if (n.code == Code::Add) {
            if (m_graph.isConstant(n.a)) return with(KernelCode::AddConstant, {n.b}, node(n.a).constant);
            if (m_graph.isConstant(n.b)) return with(KernelCode::AddConstant, {n.a}, node(n.b).constant);
            return with(KernelCode::Add, {n.a, n.b});
        }
        if (m_graph.isConstant(n.a)) return with(KernelCode::SubtractFrom, {n.b}, node(n.a).constant);
        if (m_graph.isConstant(n.b)) return with(KernelCode::AddConstant, {n.a}, -node(n.b).constant);
        return with(KernelCode::Subtract, {n.a, n.b});
    }

    /// p v + n with p = 1 or -1, which rounds as the sum that it stands for.
    struct Shifted {
        NodeId v;
        double p = 1.0, n = 0.0;
    };
    Shifted shifted(NodeId id) const {
        const GraphNode& n = node(id);
        if (n.code == Code::Add && m_graph.isConstant(n.a)) return {n.b, 1.0, node(n.a).constant};
        if (n.code == Code::Add && m_graph.isConstant(n.b)) return {n.a, 1.0, node(n.b).constant};
        if (n.code == Code::Subtract && m_graph.isConstant(n.a)) return {n.b, -1.0, node(n.a).constant};
        if (n.code == Code::Subtract && m_graph.isConstant(n.b)) return {n.a, 1.0, -node(n.b).constant};
        return {id};
    }

    /// factor * u * v, of products that only the next one uses; fewer factors: none.
    struct Product {
        double factor = 1.0;
        std::vector<NodeId> factors;
    };
    void multiplyOut(NodeId id, Product& product) const {
        const GraphNode& n = node(id);
        if (n.code == Code::Constant) {
            product.factor *= n.constant;
        } else if (m_uses[id] == 1 && n.code == Code::Negate) {
            product.factor = -product.factor;
            multiplyOut(n.a, product);
        } else if (m_uses[id] == 1 && n.code == Code::Multiply && product.factors.size() < 3) {
            multiplyOut(n.a, product);
            multiplyOut(n.b, product);
        } else if (m_uses[id] == 1 && n.code == Code::Square) {
            product.factors.insert(product.factors.end(), 2, n.a);
        } else {
            product.factors.push_back(id);
        }
    }
    Product multipliedOut(NodeId id) const {
        Product product;
        multiplyOut(id, product);
        if (!std::isnormal(product.factor)) product.factors.clear();
        return product;
    }

    /// k u^2 + (p v + n)^2
    std::optional<NodePass> ofSquares(const GraphNode& n) const {
        if (n.code != Code::Add) return std::nullopt;
        const Product first = multipliedOut(n.a);
        const Product second = multipliedOut(n.b);
        const auto isSquare = [](const Product& p) { return p.factors.size() == 2 && p.factors[0] == p.factors[1]; };
        if (!isSquare(first) || !isSquare(second)) return std::nullopt;
        const bool plainSecond = second.factor == 1.0;
        if (!plainSecond && first.factor != 1.0) return std::nullopt;
        const Product& scaled = plainSecond ? first : second;
        const Shifted plain = shifted((plainSecond ? second : first).factors[0]);
        NodePass pass = with(KernelCode::SumOfSquares, {scaled.factors[0], plain.v}, scaled.factor);
        pass.n = plain.n;
        pass.p = plain.p;
        return pass;
    }

    /// k u v + m (p w + n)
    std::optional<NodePass> ofProductAndAffine(const GraphNode& n) const {
        const Product first = multipliedOut(n.a);
        const Product second = multipliedOut(n.b);
        const bool firstIsLong = first.factors.size() == 2;
        if (first.factors.size() + second.factors.size() != 3 || first.factors.empty() || second.factors.empty()) return std::nullopt;
        const double sign = n.code == Code::Add ? 1.0 : -1.0;
        const Product& product = firstIsLong ? first : second;
        const Product& single = firstIsLong ? second : first;
        const Shifted inner = shifted(single.factors[0]);
        const double k = product.factor * (firstIsLong ? 1.0 : sign);
        const double m = single.factor * (firstIsLong ? sign : 1.0);
        if (std::fabs(k) == 1.0 && std::fabs(m) == 1.0 && inner.v == single.factors[0]) return std::nullopt;  // a b + c is quicker
        NodePass pass = with(KernelCode::ProductPlusAffine, {product.factors[0], product.factors[1], inner.v}, k, m);
        pass.n = inner.n;
        pass.p = inner.p;
        return pass;
    }

    /// u v + w + k
    std::optional<NodePass> ofProductAndTwo(const GraphNode& n) const {
        const bool constantFirst = n.code == Code::Add && m_graph.isConstant(n.a);
        if (!constantFirst && !m_graph.isConstant(n.b)) return std::nullopt;
        const NodeId sum = constantFirst ? n.b : n.a;
        const GraphNode& inner = node(sum);
        if (m_uses[sum] != 1 || inner.code != Code::Add || !mayRoundOtherwise(sum)) return std::nullopt;
        const double k = constantFirst ? node(n.a).constant : n.code == Code::Add ? node(n.b).constant : -node(n.b).constant;
        for (const auto& [factors, rest] : {std::pair(product(inner.a), inner.b), std::pair(product(inner.b), inner.a)})
            if (factors && !m_graph.isConstant(factors->first) && !m_graph.isConstant(rest))
                return with(KernelCode::MultiplyAddAdd, {factors->first, factors->second, rest}, k);
        return std::nullopt;
    }

    std::optional<NodePass> ofProductAndSum(const GraphNode& n) const {
        const bool isAdd = n.code == Code::Add;
        if (const auto p = product(n.b)) {  // a ± u v
            const auto [u, v] = *p;
            const bool scales = m_graph.isConstant(u);
            const double factor = scales ? (isAdd ? node(u).constant : -node(u).constant) : 0.0;
            if (m_graph.isConstant(n.a)) {
                const double k = node(n.a).constant;
                return scales ? with(KernelCode::Affine, {v}, factor, k)
                              : with(isAdd ? KernelCode::MultiplyAddConstant : KernelCode::ConstantMinusProduct, {u, v}, k);
            }
            return scales ? with(KernelCode::ScaleAdd, {v, v, n.a}, factor)
                          : with(isAdd ? KernelCode::MultiplyAdd : KernelCode::SubtractProduct, {u, v, n.a});
        }
        if (const auto p = product(n.a)) {  // u v ± b
            const auto [u, v] = *p;
            const bool scales = m_graph.isConstant(u);
            if (m_graph.isConstant(n.b)) {
                const double k = isAdd ? node(n.b).constant : -node(n.b).constant;
                return scales ? with(KernelCode::Affine, {v}, node(u).constant, k) : with(KernelCode::MultiplyAddConstant, {u, v}, k);
            }
            if (scales) return with(isAdd ? KernelCode::ScaleAdd : KernelCode::ScaleSubtract, {v, v, n.b}, node(u).constant);
            return with(isAdd ? KernelCode::MultiplyAdd : KernelCode::MultiplySubtract, {u, v, n.b});
        }
        return std::nullopt;
    }

    std::optional<Monomial> monomial(NodeId id, int depth = 0) const {
        const GraphNode& n = node(id);
        if (depth > 8) return Monomial{1.0, id, 1};
        if (n.code == Code::Constant) return Monomial{n.constant, std::nullopt, 0};
        if (n.code == Code::Negate) {
            auto inner = monomial(n.a, depth + 1);
            if (inner) inner->factor = -inner->factor;
            return inner;
        }
        if (n.code == Code::Square) {
            auto inner = monomial(n.a, depth + 1);
            if (!inner || inner->factor != 1.0) return Monomial{1.0, n.a, 2};
            return Monomial{1.0, inner->base, 2 * inner->power};
        }
        if (n.code == Code::Multiply) {
            const auto a = monomial(n.a, depth + 1);
            const auto b = monomial(n.b, depth + 1);
            const bool oneBase = a && b && (!a->base || !b->base || *a->base == *b->base) && (a->factor == 1.0 || b->factor == 1.0);
            if (oneBase) return Monomial{a->factor * b->factor, a->base ? a->base : b->base, a->power + b->power};
        }
        return Monomial{1.0, id, 1};
    }

    /// The terms of a sum that only it uses.
    bool collect(NodeId id, double sign, std::vector<Monomial>& terms, int depth = 0) const {
        const GraphNode& n = node(id);
        if (depth > 32) return false;
        if ((n.code == Code::Add || n.code == Code::Subtract) && (depth == 0 || m_uses[id] == 1))
            return collect(n.a, sign, terms, depth + 1) && collect(n.b, n.code == Code::Add ? sign : -sign, terms, depth + 1);
        auto term = monomial(id);
        if (!term || terms.size() >= 32) return false;
        term->factor *= sign;
        terms.push_back(*term);
        return true;
    }

    std::optional<NodePass> ofPolynomial(NodeId id) const {
        std::vector<Monomial> terms;
        if (!collect(id, 1.0, terms) || terms.size() < 3) return std::nullopt;
        std::map<int, double> byPower;
        std::optional<NodeId> base;
        for (const Monomial& term : terms) {
            if (term.base && base && *term.base != *base) return std::nullopt;
            if (term.base) base = term.base;
            if (!byPower.emplace(term.power, term.factor).second) return std::nullopt;
        }
        const int degree = byPower.rbegin()->first;
        if (!base || degree < 2 || degree > 3 * static_cast<int>(terms.size())) return std::nullopt;
        NodePass pass = with(KernelCode::Horner, {*base});
        for (int power = degree; power >= 0; --power) {
            const auto found = byPower.find(power);
            pass.coefficients.push_back(found == byPower.end() ? 0.0 : found->second);
        }
        return pass;
    }

    const ProgramGraph& m_graph;
    std::vector<int> m_uses;
    std::vector<bool> m_nonNegative, m_deciding, m_live;
};

}  // namespace

std::vector<NodePass> passesFor(const ProgramGraph& graph, std::span<const NodeId> outputs) {
    PassChooser chooser(graph, outputs);
    std::vector<NodePass> passes = chooser.passes();
    chooser.markWatches(passes, outputs);
    return passes;
}

}  // namespace calc
