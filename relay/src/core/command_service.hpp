// The one way in for commands: checks, accepts durably, hands to the live terminal, and tells whoever waits.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "core/core_ports.hpp"
#include "core/group_memory.hpp"
#include "core/held_stops.hpp"
#include "domain/terminal_scope.hpp"
#include "protocol/command_kind.hpp"

namespace signalos::relay {

struct CommandRequest {
    OrgId org;
    UserId user;
    std::string user_name;
    TerminalScope scope;  ///< what the user may command; none by default, so that a forgotten one commands nothing
    std::string kind;
    std::optional<TerminalId> terminal;  ///< nothing: every terminal the user may command
    std::optional<GroupId> group;        ///< instead: those of the group
    boost::json::object args;
    std::string key;                 ///< Idempotency-Key; empty = none
    std::string route = "commands";  ///< the key belongs to (organisation, user, route)
    std::int64_t received = 0;       ///< ms UTC; 0 = now
    std::int64_t wait_ms = 0;        ///< answer when all are final, or after this long
};

struct CommandAnswer {
    errc code{};                      ///< errc{} = accepted
    bool durable = true;              ///< false: the terminals were told, the record follows
    InputFault fault;                 ///< for bad_request: where and why; for rate_limited: which limit
    std::int64_t retry_after_ms = 0;  ///< rate_limited only
    bool replayed = false;
    std::vector<CommandRow> commands;  ///< with terminal_offline: the refused command

    [[nodiscard]] bool ok() const { return code == errc{}; }
};

/// All calls on the I/O thread; lives as long as the relay.
class CommandService {
public:
    explicit CommandService(CorePorts ports);

    /// A1: `done` gets a durable success only after the rows are durable. A stop or pause that the store cannot take is
    /// given to the live terminals all the same, and recorded later, for those of a group or of all that were away too.
    /// Rules: protocol/README.md section 5.
    void accept(CommandRequest request, std::function<void(CommandAnswer)> done);
    /// A stop given to this terminal is not in the store yet.
    [[nodiscard]] bool awaits_record(TerminalId terminal) const { return held_.holds(terminal); }
    /// Only from queued (A3); rejected(bad_state) otherwise.
    void cancel(OrgId org, CommandId command, Done<CommandChange> done);
    /// Publishes what a transaction changed and wakes waiters. Every core hands its committed changes here.
    void changed(CommandChange const& change);
    /// Deadlines of waiters at least every 250 ms; the expiry and the queue sweep once a second.
    void on_tick();
    /// Kept for stops, for the time in which the store cannot say who belongs to a group.
    GroupMemory& groups() { return groups_; }
    /// The relay stops: everybody who waits, and whoever comes to wait after this, hears what is known now.
    void stop_waiting();

private:
    using Answer = std::function<void(CommandAnswer)>;
    struct Waiter {
        std::int64_t deadline;  // steady ms
        CommandAnswer answer;
        Answer done;
        [[nodiscard]] bool all_final() const;
    };

    /// The refusal of an organisation that has given as many commands as it may; a stop or pause is never refused.
    [[nodiscard]] std::optional<CommandAnswer> over_limit(OrgId org, protocol::CommandKind kind,
                                                          std::size_t count) const;
    void accept_group(CommandRequest request, protocol::CommandKind kind, std::string hash, Answer done);
    void accept_for(CommandRequest request, protocol::CommandKind kind, std::string hash,
                    std::vector<TerminalId> terminals, Answer done);
    [[nodiscard]] AcceptRequest accept_request(CommandRequest const& request, protocol::CommandKind kind,
                                               std::string const& hash, std::vector<TerminalId> const& terminals) const;
    [[nodiscard]] NewCommand command_for(CommandRequest const& request, protocol::CommandKind kind,
                                         TerminalId terminal) const;
    bool check(CommandRequest& request, std::optional<protocol::CommandKind>& kind, CommandAnswer& refused) const;
    /// Keeps a stop in RAM after the store failed with `why`.
    void hold(CommandRequest const& request, protocol::CommandKind kind, AcceptRequest accept, errc why,
              Answer const& done);
    void deliver(Accepted const& accepted);
    void answer(CommandAnswer answer, std::int64_t wait_ms, Answer done);

    CorePorts ports_;
    GroupMemory groups_;
    HeldStops held_;
    std::list<Waiter> waiters_;
    std::int64_t next_sweep_ = 0;  // steady ms
    bool sweeping_ = false;
    bool stopping_ = false;
};

}  // namespace signalos::relay
