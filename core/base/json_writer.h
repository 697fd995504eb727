#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace calc {

/// Writes one JSON text, front to back, numbers as the shortest that read back; infinities as "inf" and "-inf"; never NaN
/// (a caller says `kind` instead; a NaN is written as null so that the text stays JSON). Text that is not UTF-8 gets U+FFFD.
/// indent 0 writes one line, else one entry a line.
class JsonWriter {
public:
    explicit JsonWriter(int indent = 0) : m_indent(indent) {}

    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(std::string_view name);

    void value(double number);
    void value(std::int64_t number);
    void value(int number) { value(static_cast<std::int64_t>(number)); }
    void value(bool flag);
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void null();
    /// A value that is JSON already (the id of a batch question, given back as it came).
    void raw(std::string_view json);

    template <class T>
    void field(std::string_view name, const T& v) {
        key(name);
        value(v);
    }

    const std::string& text() const { return m_text; }

private:
    void separate();
    void newLine();
    void quoted(std::string_view text);

    std::string m_text;
    std::vector<bool> m_hasEntries;
    int m_indent = 0;
    bool m_afterKey = false;
};

}  // namespace calc
