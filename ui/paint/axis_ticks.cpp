#include "ui/paint/axis_ticks.h"

#include <QCoreApplication>
#include <QDate>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/number_text.h"

namespace calc {
namespace {

constexpr int kMostTicks = 60;
constexpr qint64 kEpoch = 2440588;  // the Julian day of 1970-01-01
constexpr double kOffsetFrom = 2e4;  // values that many steps from zero are named by their difference from a round number

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

double niceStep(double atLeast) {
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= atLeast * (1.0 - 1e-9)) return factor * power;
    }
    return 10.0 * power;
}

int exponentOf(double value) { return static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-9)); }

// k * 10^exponent with the exponent shared by all labels of the axis; "10^n" alone where the factor is one.
QString powerLabel(double value, int exponent, int decimals) {
    const double factor = value / std::pow(10.0, exponent);
    if (std::fabs(factor) < 1e-9) return QStringLiteral("0");
    const std::string power = displayPowerOfTen(exponent);
    if (std::fabs(std::fabs(factor) - 1.0) < 1e-9) return text((factor < 0 ? "\u2212" : "") + power);
    return text(displayFixed(factor, decimals) + "\u2009·\u2009" + power);
}

int decimalsOf(double step) { return std::max(0, -exponentOf(step)); }

AxisTicks plainTicks(Range range, double step) {
    AxisTicks ticks;
    const double largest = std::max(std::fabs(range.low), std::fabs(range.high));
    const bool asPower = largest >= 1e5 || largest < 0.0099;
    const int exponent = exponentOf(largest);
    const auto first = static_cast<long long>(std::ceil(range.low / step - 1e-6));
    for (long long k = first; static_cast<double>(k) * step <= range.high + 1e-6 * step && ticks.size() < kMostTicks; ++k) {
        const double value = static_cast<double>(k) * step;
        if (asPower) {
            ticks.push_back({value, powerLabel(value, exponent, std::max(0, exponent - exponentOf(step)))});
        } else {
            ticks.push_back({value, k == 0 ? QStringLiteral("0") : text(displayFixed(value, decimalsOf(step)))});
        }
    }
    return ticks;
}

// The number with the fewest digits inside the range.
double roundestIn(Range range, double step) {
    for (int exponent = exponentOf(std::max(std::fabs(range.low), std::fabs(range.high))); exponent > -330; --exponent) {
        const double unit = std::pow(10.0, exponent);
        const double candidate = std::round(range.middle() / unit) * unit;
        if (range.contains(candidate)) return candidate;
        if (unit < step) break;
    }
    return range.middle();
}

AxisTicks offsetTicks(Range range, double step) {
    AxisTicks ticks;
    const double base = roundestIn(range, step);
    const std::string baseText = displayNumber(base, 17);
    const bool isShort = QString::fromStdString(baseText).size() <= 6;
    const auto first = static_cast<long long>(std::ceil((range.low - base) / step - 1e-6));
    const auto last = static_cast<long long>(std::floor((range.high - base) / step + 1e-6));
    const int exponent = exponentOf(static_cast<double>(std::max({std::llabs(first), std::llabs(last), 1LL})) * step);
    const int decimals = std::max(0, exponent - exponentOf(step));
    for (long long k = first; k <= last && ticks.size() < kMostTicks; ++k) {
        const double difference = static_cast<double>(k) * step;
        if (k != 0 && base + difference == base) continue;  // beyond the resolution of doubles
        const std::string sign = k < 0 ? "\u2212" : "+";
        const std::string amount = powerLabel(std::fabs(difference), exponent, decimals).toStdString();
        if (k == 0) {
            ticks.push_back({base, text(baseText)});
        } else {
            ticks.push_back({base + difference, text(isShort ? baseText + " " + sign + " " + amount : sign + amount)});
        }
    }
    return ticks;
}

// Where the differences are no smaller than the number itself is written, the plain numbers are shorter: ticks at round ones.
std::optional<AxisTicks> plainTicksAround(Range differences, double step, const std::string& name) {
    const std::optional<double> origin = parseDouble(name);
    if (!origin || decimalsOf(step) > 2 || std::fabs(*origin) >= 1e4 || differences.length() >= 1e5) return std::nullopt;
    const double steps = *origin / step;
    if (std::fabs(steps) >= 1.0 && std::fabs(steps - std::round(steps)) > 1e-9) return std::nullopt;
    const Range range{differences.low + *origin, differences.high + *origin};
    if (std::max(std::fabs(range.low), std::fabs(range.high)) < 0.0099) return std::nullopt;
    AxisTicks ticks = plainTicks(range, step);
    for (AxisTick& tick : ticks) tick.value -= *origin;
    return ticks;
}

// Labels of an axis whose values are differences from a number that has a name of its own ("1", "0.5").
AxisTicks namedOriginTicks(Range range, double step, const std::string& name) {
    AxisTicks ticks = plainTicks(range, step);
    const QString base = text(name);
    const bool isShort = base.size() <= 6;
    for (AxisTick& tick : ticks) {
        const QString sign = tick.value < 0.0 ? QStringLiteral("\u2212") : QStringLiteral("+");
        const QString amount = tick.label.startsWith(QChar(0x2212)) ? tick.label.mid(1) : tick.label;
        if (tick.value == 0.0) {
            tick.label = base;
        } else {
            tick.label = isShort ? base + u' ' + sign + u' ' + amount : sign + amount;
        }
    }
    return ticks;
}

AxisTicks logTicks(Range range, double length, double spacing) {
    AxisTicks ticks;
    if (!(range.low > 0.0)) return ticks;
    const double low = std::log10(range.low);
    const double high = std::log10(range.high);
    const double decade = length / (high - low);
    if (high - low < 2.0 && decade > 3.0 * spacing) {
        for (int exponent = static_cast<int>(std::floor(low)); exponent <= high; ++exponent) {
            for (const double factor : {1.0, 2.0, 5.0}) {
                const double value = factor * std::pow(10.0, exponent);
                if (!range.contains(value)) continue;
                ticks.push_back(
                    {value, factor == 1.0 && std::abs(exponent) > 1 ? text(displayPowerOfTen(exponent)) : text(displayNumber(value, 1))});
            }
        }
        return ticks;
    }
    constexpr std::array<int, 9> kStrides = {1, 2, 3, 4, 5, 6, 10, 20, 50};
    int stride = 100;
    for (const int candidate : kStrides) {
        if (candidate * decade >= spacing) {
            stride = candidate;
            break;
        }
    }
    const int first = static_cast<int>(std::ceil(low / stride - 1e-9)) * stride;
    for (int exponent = first; exponent <= high + 1e-9 && ticks.size() < kMostTicks; exponent += stride) {
        ticks.push_back({std::pow(10.0, exponent), text(displayPowerOfTen(exponent))});
    }
    return ticks;
}

// The coordinates are 1/x: ticks stand at round x, and at infinity.
AxisTicks reciprocalTicks(Range range, double length, double spacing) {
    const double room = range.length() * spacing / length;
    AxisTicks ticks;
    if (range.contains(0.0))
        ticks.push_back({0.0, range.low < 0.0 && -range.low > range.high ? QStringLiteral("\u2212\u221E") : QStringLiteral("\u221E")});
    const double widest = std::max(std::fabs(range.low), std::fabs(range.high));
    const int first = static_cast<int>(std::floor(-std::log10(widest)));
    for (const double side : {-1.0, 1.0}) {
        double last = 0.0;
        std::vector<AxisTick> found;
        for (int exponent = first + 2; exponent >= first; --exponent) {
            for (const double factor : {5.0, 2.0, 1.0}) {
                const double x = side * factor * std::pow(10.0, exponent);
                const double place = 1.0 / x;
                if (!range.contains(place) || std::fabs(place) - last < room) continue;
                last = std::fabs(place);
                const bool isPower = factor == 1.0 && std::abs(exponent) > 1;
                const QString sign = side < 0.0 ? QStringLiteral("\u2212") : QString();
                found.push_back({place, isPower ? sign + text(displayPowerOfTen(exponent)) : text(displayNumber(x, 1))});
            }
        }
        if (side < 0.0) std::reverse(found.begin(), found.end());
        ticks.insert(side < 0.0 ? ticks.begin() : ticks.end(), found.begin(), found.end());
    }
    return ticks;
}

QDate dateOf(double days) { return QDate::fromJulianDay(static_cast<qint64>(std::floor(days)) + kEpoch); }

QString monthName(int month) {
    static const char* const kNames[] = {
        QT_TRANSLATE_NOOP("Axis", "Jan"), QT_TRANSLATE_NOOP("Axis", "Feb"), QT_TRANSLATE_NOOP("Axis", "Mar"),
        QT_TRANSLATE_NOOP("Axis", "Apr"), QT_TRANSLATE_NOOP("Axis", "May"), QT_TRANSLATE_NOOP("Axis", "Jun"),
        QT_TRANSLATE_NOOP("Axis", "Jul"), QT_TRANSLATE_NOOP("Axis", "Aug"), QT_TRANSLATE_NOOP("Axis", "Sep"),
        QT_TRANSLATE_NOOP("Axis", "Oct"), QT_TRANSLATE_NOOP("Axis", "Nov"), QT_TRANSLATE_NOOP("Axis", "Dec")};
    return QCoreApplication::translate("Axis", kNames[month - 1]);
}

// "2012" where a year begins, "Apr" where a month does, "14 Apr" else.
QString dateLabel(QDate date) {
    if (date.day() > 1) return QString::number(date.day()) + QLatin1Char(' ') + monthName(date.month());
    return date.month() == 1 ? QString::number(date.year()) : monthName(date.month());
}

// The beginnings of every so many months; steps that divide a year, then whole years.
AxisTicks monthTicks(Range range, int months) {
    AxisTicks ticks;
    const QDate low = dateOf(range.low);
    const int year = low.year();
    qint64 count = qint64{12} * year + low.month() - 1;
    count -= (count % months + months) % months;
    for (; ticks.size() < kMostTicks; count += months) {
        if (count < 12) continue;  // there is no year 0
        const QDate date(static_cast<int>(count / 12), static_cast<int>(count % 12) + 1, 1);
        const double value = static_cast<double>(date.toJulianDay() - kEpoch);
        if (!date.isValid() || value > range.high) break;
        if (value >= range.low) ticks.push_back({value, dateLabel(date)});
    }
    return ticks;
}

// Days since 1970-01-01. Single days and weeks as long as they have room, then months, quarters, years, decades.
AxisTicks dayTicks(Range range, double length, double spacing) {
    if (!dateOf(range.low).isValid() || !dateOf(range.high).isValid() || dateOf(range.low).year() < 1) return {};
    const double step = range.length() * spacing / length;
    if (step <= 14.0) {
        AxisTicks ticks;
        const double days = step <= 1.0 ? 1.0 : step <= 2.0 ? 2.0 : step <= 7.0 ? 7.0 : 14.0;
        constexpr double kMonday = 4.0;  // 1970-01-05
        const double origin = days >= 7.0 ? kMonday : 0.0;
        for (double day = origin + std::ceil((range.low - origin) / days) * days; day <= range.high && ticks.size() < kMostTicks;
             day += days)
            ticks.push_back({day, dateLabel(dateOf(day))});
        return ticks;
    }
    constexpr double kMonth = 30.5;
    for (const int months : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000}) {
        if (months * kMonth >= 0.97 * step) return monthTicks(range, months);
    }
    return monthTicks(range, 12000);
}

}  // namespace

AxisTicks axisTicks(const Axis& axis, double length, double spacing) {
    const Range range = axis.range;
    if (!range.isFinite() || !(range.high > range.low) || !(length > 0.0) || !(spacing > 0.0)) return {};
    if (axis.scale == AxisScale::Log10) return logTicks(range, length, spacing);
    if (axis.scale == AxisScale::Reciprocal) return reciprocalTicks(range, length, spacing);
    if (axis.scale == AxisScale::Days) return dayTicks(range, length, spacing);
    const double step = niceStep(range.length() * spacing / length);
    if (!axis.origin.empty() && axis.origin != "0") {
        const std::optional<AxisTicks> plain = plainTicksAround(range, step, axis.origin);
        return plain ? *plain : namedOriginTicks(range, step, axis.origin);
    }
    const double largest = std::max(std::fabs(range.low), std::fabs(range.high));
    return largest / step > kOffsetFrom ? offsetTicks(range, step) : plainTicks(range, step);
}

}  // namespace calc
