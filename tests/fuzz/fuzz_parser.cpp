// Any bytes: the parser answers with an expression whose printed form reads back to the same tree, or with a sentence and a place in the
// text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/utf8.h"
#include "core/expression/parser.h"
#include "core/expression/print.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace calc;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<Variable> variables = {Variable::X, Variable::Y, Variable::N};
    const Result<Expression> first = parse(text, variables);
    if (!first) {
        const Error& error = first.error();
        if (error.message.empty() || renderPlainEnglish(error.message).empty() || !error.span) std::abort();
        if (error.span->first > codePoints(text).size()) std::abort();
        return 0;
    }
    if (first->depth() > Expression::kMaximumDepth || first->nodeCount() > Expression::kMaximumNodes) std::abort();
    const Result<Expression> second = parse(print(*first), variables);
    if (!second || !(*first == *second)) std::abort();
    return 0;
}
