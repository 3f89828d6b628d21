// Rows about commands. Decimals and JSON stay the exact text they came as.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.hpp"
#include "domain/command_row.hpp"
#include "domain/terminal_scope.hpp"
#include "store/history_types.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// A command with its first answer to the caller.
struct NewCommand {
    /// Drawn by the application; the first whose tag48 is free on this terminal becomes the id. Later ones are spares.
    std::array<CommandId, 4> ids;
    TerminalId terminal;
    std::string kind;
    bool stop_lane = false;
    std::string args = "{}";
    std::int64_t expires_at = 0;  ///< ms UTC; 0 = never
    /// The store adds `version` to args: one above every pause_version given or reported for this terminal.
    bool versioned = false;
    /// Not empty: stored at once as `refused` with this rule and message, final.
    std::string refused_rule;
    std::string refused_message;
    /// Not 0: the terminal is live under this epoch; if the window has room and nothing waits before it, the row is
    /// inserted as `sent` in the same transaction (A2).
    std::int64_t live_epoch = 0;
};

/// Idempotency of one request: belongs to (organisation, user, route). Empty key = none given.
struct RequestKey {
    std::string route;
    std::string key;
    std::string hash;  ///< SHA-256 of the canonical request, hex
};

struct AcceptRequest {
    UserId user;
    std::string user_name;
    RequestKey key;
    std::vector<NewCommand> commands;  ///< one per terminal; none = only look the key up
    std::int64_t received = 0;         ///< ms UTC
    std::int64_t now = 0;              ///< ms UTC
    int recv_max = 64;                 ///< in-flight window of the fast path
};

/// Rows changed by one transaction and the events it appended, both in the order they happened.
/// An error_alert with what became of it.
struct AlarmRow {
    EventRow event;
    std::int64_t acknowledged_at = 0;  ///< ms UTC; 0 = nobody has seen to it yet
    std::string acknowledged_by;       ///< name of the user
};

struct Acknowledged {
    AlarmRow alarm;
    std::vector<EventRow> events;  ///< alarm_acknowledged; none when it was acknowledged before
};

struct CommandChange {
    std::vector<CommandRow> commands;
    std::vector<EventRow> events;
};

struct Accepted : CommandChange {
    bool replayed = false;  ///< the key was seen before: these are the commands it made then, nothing was written
};

struct OpenedSession : CommandChange {
    Terminal terminal;         ///< with the new session_epoch
    std::int64_t last_in = 0;  ///< highest contiguous seq of the terminal that is durable here
    bool new_lineage = false;  ///< both directions start again at 1; `commands` became in_doubt
    std::int64_t out_seq = 0;  ///< highest seq given out in this lineage
    std::int64_t store_epoch = 0;
    std::vector<CommandId> open_commands;  ///< of this terminal, not final
    /// ms UTC; not 0: this store was put back to a backup, and the terminal is to name the commands made since.
    std::int64_t recall_from = 0;
};

/// command_result as the terminal reported it.
struct CommandOutcome {
    CommandId command;
    CommandState state = CommandState::done;
    bool late = false;
    std::string rule;
    std::string message;
    std::int64_t executing = 0;        ///< ms, from data.times; 0 = unknown
    std::int64_t broker_answered = 0;  ///< ms, from data.times; 0 = unknown
    std::string result = "{}";         ///< JSON object: the frame's data as received
};

/// A frame that the relay cannot read: an alarm, and its command, if it is in flight, becomes in_doubt.
struct UnreadableFrame {
    std::string type;                  ///< of the envelope
    std::string fault;                 ///< what is wrong, and where
    std::string data;                  ///< as received; its beginning goes into the alarm
    std::optional<CommandId> command;  ///< whose result it would have been
};

/// `reset`: the frames behind `after` up to TerminalFrame::seq are gone for good. An alarm, and every command in flight
/// becomes in_doubt, because its result may be among them.
struct LostFrames {
    std::int64_t after = 0;  ///< the last frame given to the store before the loss; it must be in storage by now
    std::string reason;      ///< the terminal's words, may be empty
};

/// One reliable frame of the terminal, or what stands in its place. Effect, event and last_in are one transaction.
struct TerminalFrame {
    std::int64_t seq = 0;  ///< one above last_in; with LostFrames the last number that is gone
    std::int64_t now = 0;  ///< ms UTC
    std::variant<CommandOutcome, TradeEvent, LatchState, UnreadableFrame, LostFrames> body;
};

struct AppliedFrame : CommandChange {
    bool duplicate = false;      ///< seq was at or below last_in: nothing was written
    bool orphan = false;         ///< a result for a command that the store does not know: recorded as error_alert
    bool contradiction = false;  ///< a result that no state of its command allows: recorded as error_alert
    std::int64_t last_in = 0;    ///< what may be acknowledged now
};

struct CommandFilter {
    std::optional<TerminalId> terminal;
    TerminalScope scope = TerminalScope::all();  ///< rows of other terminals are left out
    enum class Which { all, open, final } which = Which::all;
    std::string kind;                ///< empty: any
    std::string state;               ///< one state by name; empty: any
    std::int64_t since = 0;          ///< ms UTC of created_at, inclusive
    std::int64_t until = 0;          ///< ms UTC, exclusive; 0 = no end
    std::optional<PagePlace> after;  ///< id: the command's
    bool oldest_first = false;
    int limit = 100;  ///< 1 … 501
};

struct CommandStats {
    std::int64_t total = 0;
    std::int64_t done = 0;                   ///< done and partial
    std::int64_t final = 0;                  ///< all final states
    std::vector<std::int64_t> latencies_ms;  ///< received to result_stored of the newest 500 done, unsorted
};

}  // namespace signalos::relay
