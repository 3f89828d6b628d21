#include "domain/terminal_scope.hpp"

#include <algorithm>
#include <iterator>

namespace signalos::relay {

TerminalScope TerminalScope::all() {
    TerminalScope scope;
    scope.all_ = true;
    return scope;
}

TerminalScope TerminalScope::parse(std::string_view text) {
    if (text == "*") return all();
    TerminalScope scope;
    while (!text.empty()) {
        auto const end = std::min(text.find(','), text.size());
        if (auto const id = TerminalId::parse(text.substr(0, end))) scope.terminals_.insert(*id);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return scope;
}

TerminalScope TerminalScope::within(TerminalScope const& other) const {
    if (all_) return other;
    if (other.all_) return *this;
    TerminalScope both;
    std::set_intersection(terminals_.begin(), terminals_.end(), other.terminals_.begin(), other.terminals_.end(),
                          std::inserter(both.terminals_, both.terminals_.end()));
    return both;
}

std::string TerminalScope::text() const {
    if (all_) return "*";
    std::string text;
    for (auto const& terminal : terminals_) text += (text.empty() ? "" : ",") + terminal.text();
    return text;
}

}  // namespace signalos::relay
