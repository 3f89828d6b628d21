// Stops and pauses that the store could not take: the terminals have them already, the record follows.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/core_ports.hpp"

namespace signalos::relay {

/// One request in RAM. A relay that dies before it is recorded leaves it to the terminals, whose next hello tells of
/// it.
struct HeldStop {
    OrgId org;
    bool every_terminal = false;   ///< also those that were not live when it was given
    std::optional<GroupId> group;  ///< those of this group, live or not
    TerminalScope scope;           ///< of these alone
    /// With one command per live terminal; only the first id of each counts.
    AcceptRequest accept;
    NewCommand pattern;             ///< of the command for a terminal that was not live
    std::vector<CommandRow> shown;  ///< what the caller was told
};

/// All calls on the I/O thread.
class HeldStops {
public:
    /// `recorded` is told of each commit.
    HeldStops(CorePorts ports, std::function<void(Accepted const&)> recorded)
        : ports_(std::move(ports)), recorded_(std::move(recorded)) {}

    /// Sends it to the live terminals without a number and keeps it. The rows to show, or nothing when nobody can be
    /// told or too many wait already. A key that waits already answers what it answered.
    std::optional<std::vector<CommandRow>> hold(HeldStop stop);
    /// The one that waits under this user's key; nothing for an empty key. Valid until the next call.
    [[nodiscard]] HeldStop const* find(OrgId org, UserId user, RequestKey const& key) const;
    /// One of them is for this terminal.
    [[nodiscard]] bool holds(TerminalId terminal) const;
    /// Tries to record the oldest, four times a second.
    void on_tick();

private:
    /// Gives the oldest its commands for terminals that were away; asks the store who they are.
    void find_the_absent();
    void complete(std::vector<TerminalId> const& terminals);
    void record();
    void ended(Reply<Accepted> const& reply);

    CorePorts ports_;
    std::function<void(Accepted const&)> recorded_;
    std::deque<HeldStop> waiting_;
    bool busy_ = false;
    std::int64_t next_try_ = 0;  // steady ms
};

}  // namespace signalos::relay
