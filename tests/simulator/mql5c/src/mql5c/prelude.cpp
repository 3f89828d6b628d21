// The built-in declarations, assembled.
#include "mql5c/tables.hpp"
#include "mqlrt/selectors.hpp"

namespace signalos::mql5c {
namespace {

void append(std::string& text, char const* mql, std::string const& members) {
    text += std::string("enum ") + mql + " {" + members + "};\n";
}

}  // namespace

std::string prelude_text() {
    std::string text(prelude_enums_text);
    int group = 0;
    int index = 0;
    std::string members;
#define SIGNALOS_MEMBER(name, constant)                                                                                \
    members += std::string(index == 0 ? "" : ",") + #constant "=" + std::to_string(mql::selector_value(group, index)), \
        ++index;
#define SIGNALOS_SELECTOR(cpp, mql_enum, list)              \
    members.clear(), index = 0;                             \
    list(SIGNALOS_MEMBER) append(text, #mql_enum, members); \
    ++group;
    SIGNALOS_MQL_SELECTOR_ENUMS(SIGNALOS_SELECTOR)
#undef SIGNALOS_SELECTOR
#undef SIGNALOS_MEMBER
    text += prelude_structs_text;
    text += prelude_constants_text;
    text += prelude_functions_text;
    return text;
}

std::string api_text() {
    return std::string(api_enums_text) + std::string(api_constants_text) + std::string(api_functions_text);
}

}  // namespace signalos::mql5c
