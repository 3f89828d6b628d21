// Who belongs to which group of terminals, for the time in which the store cannot say: a group's stop must stop all the
// same.
#pragma once
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/core_ports.hpp"

namespace signalos::relay {

/// Of every organisation. All calls on the I/O thread; lives as long as the relay.
class GroupMemory {
public:
    explicit GroupMemory(CorePorts ports) : ports_(std::move(ports)) {}

    /// As the store said it last; empty when it never named such a group.
    [[nodiscard]] std::vector<TerminalId> members(OrgId org, GroupId group) const;
    /// The store has just said so. No members: the group is gone, or empty.
    void learn(OrgId org, GroupId group, std::vector<TerminalId> members);
    /// A group may have changed: asks the store again with the next tick.
    void look_again();
    /// Asks the store once a minute, for what was changed past this relay.
    void on_tick();

private:
    CorePorts ports_;
    std::map<std::pair<OrgId, GroupId>, std::vector<TerminalId>> known_;
    std::int64_t next_ = 0;  // steady ms
    bool busy_ = false;
    bool outdated_ = false;  ///< the answer under way is older than what was learnt
};

}  // namespace signalos::relay
