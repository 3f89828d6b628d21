// Which terminals somebody may see and command.
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace signalos::relay {

/// Every terminal of an organisation, or a list of them. Made empty: whoever forgets to say sees nothing.
class TerminalScope {
public:
    TerminalScope() = default;
    explicit TerminalScope(std::set<TerminalId> terminals) : terminals_(std::move(terminals)) {}
    static TerminalScope all();
    /// Reads what text() writes; anything else in it is left out.
    static TerminalScope parse(std::string_view text);

    [[nodiscard]] bool is_all() const { return all_; }
    [[nodiscard]] bool holds(TerminalId terminal) const { return all_ || terminals_.contains(terminal); }
    /// Nil when it is not in here: a lookup then takes the way of a terminal that does not exist, and costs the same.
    [[nodiscard]] TerminalId held_or_nil(TerminalId terminal) const {
        return holds(terminal) ? terminal : TerminalId{};
    }
    /// Meaningless while is_all().
    [[nodiscard]] std::set<TerminalId> const& terminals() const { return terminals_; }
    /// What is in both.
    [[nodiscard]] TerminalScope within(TerminalScope const& other) const;
    /// "*", or the ids with commas between.
    [[nodiscard]] std::string text() const;

    bool operator==(TerminalScope const&) const = default;

private:
    bool all_ = false;
    std::set<TerminalId> terminals_;
};

}  // namespace signalos::relay
