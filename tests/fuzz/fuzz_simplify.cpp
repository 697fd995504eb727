// Any expression: simplify and differentiate end in time, and what they answer prints and reads back to the same tree.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/expression/differentiate.h"
#include "core/expression/layout.h"
#include "core/expression/parser.h"
#include "core/expression/print.h"
#include "core/expression/simplify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace calc;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<Variable> variables = {Variable::X, Variable::Y, Variable::N};
    const Result<Expression> given = parse(text, variables);
    if (!given) return 0;
    const auto readsBack = [&variables](const Expression& expression) {
        if (expression.nodeCount() > Expression::kMaximumNodes || expression.depth() > Expression::kMaximumDepth) return true;
        const Result<Expression> again = parse(print(expression), variables);
        return again.ok() && *again == expression;
    };
    if (!readsBack(simplify(*given))) std::abort();
    const Result<Expression> derivative = differentiate(*given, Variable::X);
    if (derivative && !readsBack(*derivative)) std::abort();
    if (plainText(layout(*given)).empty()) std::abort();
    return 0;
}
