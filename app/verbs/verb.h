#pragma once
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_writer.h"
#include "core/base/result.h"
#include "core/expression/expression.h"

namespace calc {

/// A field of a question: as typed on the command line (text), or as it stood in JSON. A JSON number is kept as its shortest decimal text.
struct FieldText {
    std::vector<std::string> items;  ///< one, or the items of a list
    bool isList = false;
    bool wasNumber = false;          ///< a JSON number or boolean; else a text
};

/// One end or target on the number line: an exact constant expression, or an infinity.
struct NumberLinePoint {
    enum class Kind { Finite, PlusInfinity, MinusInfinity } kind = Kind::Finite;
    Expression exact;
    double value = 0.0;
};

/// The fields of one question with typed access; every reader names the field in its Error.
class Question {
public:
    std::map<std::string, FieldText> fields;
    /// True once the time for this question is over (a query has 2 s).
    std::function<bool()> expired = [] { return false; };

    bool has(std::string_view name) const;
    Result<std::string> text(std::string_view name) const;
    std::string textOr(std::string_view name, std::string_view otherwise) const;
    Result<double> number(std::string_view name) const;
    Result<double> numberOr(std::string_view name, double otherwise) const;
    Result<std::int64_t> integerOr(std::string_view name, std::int64_t otherwise) const;
    Result<std::vector<double>> numbers(std::string_view name) const;
    Result<NumberLinePoint> numberLinePoint(std::string_view name) const;
    Result<Expression> expression(std::string_view name, const std::vector<Variable>& variables) const;

private:
    Result<const FieldText*> find(std::string_view name) const;
};

struct FieldHelp {
    std::string_view name;
    std::string_view help;
    bool required = false;
};

/// One mathematical verb: reads a question, writes the fields of its answer, returns the plain text for a person.
struct Verb {
    std::string_view name;
    std::string_view summary;
    std::span<const FieldHelp> fields;  ///< the first is the expression, given without a name on the command line
    Result<std::string> (*answer)(const Question& question, JsonWriter& out);
};

std::span<const Verb> verbs();
const Verb* findVerb(std::string_view name);

/// Checks that every field is known and the required ones are there, then answers. `out` gets the members of an open object.
Result<std::string> answerQuestion(const Verb& verb, const Question& question, JsonWriter& out);

/// Writes the members kind, message, column (and field) of an error.
void writeError(const Error& error, JsonWriter& out);

}  // namespace calc
