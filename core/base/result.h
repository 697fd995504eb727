#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/base/message.h"
#include "core/base/span.h"

namespace calc {

enum class ErrorCode {
    Syntax,       ///< the text is not an expression, or not a number
    UnknownName,  ///< a variable, function, field or file name that nobody knows
    TooLarge,     ///< beyond a stated limit (length, depth, number of terms)
    BadValue,     ///< understood, but not allowed here (n = 0, empty range)
    BadFile,      ///< a file that cannot be read, written or understood
    Newer,        ///< written by a newer version; left alone
    Cancelled,    ///< asked to stop
};

/// An error is a value: a sentence that a learner can act on, and where it belongs: a span of the text, or the name of a field.
struct Error {
    ErrorCode code = ErrorCode::BadValue;
    Message message;
    std::optional<Span> span;  ///< in the text that was read, where there was one
    std::string field;         ///< the setting it belongs to ("learning_rate"), or empty

    bool operator==(const Error&) const = default;
};

/// A value or the reason why there is none. No exception crosses core's edge.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    bool ok() const { return m_state.index() == 0; }

    T& value() { return std::get<0>(m_state); }
    const T& value() const { return std::get<0>(m_state); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

}  // namespace calc
