#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/scene/deep_function.h"
#include "core/scene/limit_parts.h"

namespace calc {
namespace {

constexpr int kDecimals = 10;
constexpr int kShownRows = 5;

Message plain(std::string text) { return {"{0}", {std::move(text)}}; }

std::string distanceText(int depth) { return displayPowerOfTen(-depth); }

/// How many leading characters of a value written with kDecimals decimals agree with the limit: those whose place is above the distance.
int agreedCharacters(const std::string& text, double difference) {
    const auto characters = static_cast<int>(codePoints(text).size());
    const auto point = static_cast<int>(codePoints(text.substr(0, text.find('.'))).size());
    if (difference == 0.0) return characters;
    const int places = static_cast<int>(std::ceil(-std::log10(std::fabs(difference)))) - 1;
    return places < 1 ? 0 : std::min(characters, point + 1 + places);
}

class Rows {
public:
    explicit Rows(const LimitFunction& function) : m_function(function), m_deep(function.local, function.point) {}

    /// How many decimals the values with ten of them really have.
    int decimals(double h) {
        const DeepFunction::Value value = m_deep(h);
        if (value.status == DeepFunction::Value::Status::NoValue) return 0;
        const double known = value.status == DeepFunction::Value::Status::Known ? value.value : m_function.program(m_function.at + h);
        if (!std::isfinite(known) || std::fabs(known) >= 1e5) return 0;
        const std::string text = displayFixed(known, kDecimals);
        const std::size_t last = text.find_last_not_of('0');
        return static_cast<int>(last - std::min(last, text.find('.')));
    }
    void setDecimals(int decimals) { m_decimals = decimals; }

    ValueTable::Cell cell(double h, const SideLimit& limit) {
        DeepFunction::Value value = m_deep(h);
        using Status = DeepFunction::Value::Status;
        constexpr double kBelowDecimals = 1e-12;
        if (value.status == Status::Bounded && value.error < kBelowDecimals) value.status = Status::Known;
        if (value.status == Status::Lost || value.status == Status::Bounded) {
            value.value = m_function.program(m_function.at + h);
            value.status = std::isnan(value.value) ? Status::NoValue : Status::Known;
        }
        if (value.status == Status::NoValue) return {CALC_TEXT("no value"), 0, Role::Ink3};
        const bool isShort = std::fabs(value.value) < 1e5;
        if (!isShort) return {plain(displayNumber(value.value, 8)), 0, Role::Ink};
        const int before = static_cast<int>(std::floor(std::log10(std::fmax(1.0, std::fabs(value.value)))));
        const std::string text = displayFixed(value.value, std::max(0, m_decimals - before));
        if (!limit.isFinite()) return {plain(text), 0, Role::Ink};
        if (limit.exact)
            m_deep.setReference(*limit.exact);
        else
            m_deep.setReference(limit.value);
        const DeepFunction::Value again = m_deep(h);
        const bool isKnown = again.status == Status::Known || again.status == Status::Bounded;
        const double difference = isKnown ? again.difference : value.value - limit.value;
        return {plain(text), agreedCharacters(text, difference), Role::Ink};
    }

private:
    const LimitFunction& m_function;
    int m_decimals = kDecimals;
    DeepFunction m_deep;
};

ValueTable::Cell limitCell(const SideLimit& side) {
    switch (side.kind) {
        case SideLimit::Kind::Value: return {plain(displayNumber(side.value, 10)), 0, Role::Limit};
        case SideLimit::Kind::PlusInfinity: return {plain("\u221E"), 0, Role::Limit};
        case SideLimit::Kind::MinusInfinity: return {plain("\u2212\u221E"), 0, Role::Limit};
        case SideLimit::Kind::DoesNotExist: return {CALC_TEXT("no limit"), 0, Role::Bad};
        case SideLimit::Kind::Undefined: return {CALC_TEXT("no value"), 0, Role::Bad};
        case SideLimit::Kind::Undetermined: break;
    }
    return {"?", 0, Role::Undecided};
}

Message distanceHeader(const LimitFunction& function) {
    if (function.infinity != 0) return "x";
    if (function.at == 0.0) return "|x|";
    return {function.at < 0.0 ? "|x + {0}|" : "|x \u2212 {0}|", {displayNumber(std::fabs(function.at), 4)}};
}

}  // namespace

std::vector<LimitRow> limitRows(const LimitFunction& function, const LimitVerdict& verdict, int deepest) {
    Rows rows(function);
    int decimals = 0;
    for (int depth = kShallowest; depth <= deepest; ++depth) {
        const double h = std::pow(10.0, -depth);
        decimals = std::max({decimals, rows.decimals(-h), rows.decimals(h)});
    }
    rows.setDecimals(decimals);
    std::vector<LimitRow> list;
    for (int depth = kShallowest; depth <= deepest; ++depth) {
        const double h = std::pow(10.0, -depth);
        LimitRow row;
        const std::string x =
            function.infinity == 0 ? distanceText(depth) : (function.infinity < 0 ? "\u2212" : "") + displayPowerOfTen(depth);
        row.distance = {plain(x), 0, Role::Ink2};
        row.left = rows.cell(-h, verdict.left);
        row.right = rows.cell(h, verdict.right);
        list.push_back(std::move(row));
    }
    return list;
}

ValueTable limitTable(const LimitPrepared& prepared, int depth) {
    const LimitFunction& function = *prepared.function;
    const bool left = looksLeft(prepared.scene, function);
    const bool right = looksRight(prepared.scene, function);
    ValueTable table;
    table.id = "values";
    table.title = left && right ? Message(CALC_TEXT("Values from both sides")) : Message(CALC_TEXT("Values on the way"));
    table.headers = {distanceHeader(function)};
    if (left) table.headers.push_back(function.infinity != 0 ? Message("f(x)") : Message(CALC_TEXT("from the left")));
    if (right) table.headers.push_back(function.infinity != 0 ? Message("f(x)") : Message(CALC_TEXT("from the right")));
    const auto addRow = [&](const ValueTable::Cell& first, const ValueTable::Cell& l, const ValueTable::Cell& r) {
        table.rows.push_back({first});
        if (left) table.rows.back().push_back(l);
        if (right) table.rows.back().push_back(r);
    };
    const int first = std::max(kShallowest, std::min(depth - 3, prepared.deepest - kShownRows + 1));
    for (int d = first; d < first + kShownRows && d <= prepared.deepest; ++d) {
        const LimitRow& row = (*prepared.rows)[static_cast<std::size_t>(d - kShallowest)];
        if (d == depth) table.highlightedRow = static_cast<int>(table.rows.size());
        addRow(row.distance, row.left, row.right);
    }
    addRow({"\u2193", 0, Role::Ink2}, limitCell(prepared.verdict->left), limitCell(prepared.verdict->right));
    return table;
}

}  // namespace calc
