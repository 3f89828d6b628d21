// What the REST and WebSocket entrances need of the cores; the application binds it. Everything names the caller
// first.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/error_map.hpp"
#include "api/socket_view.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "core/session.hpp"
#include "domain/principal.hpp"
#include "store/history_types.hpp"
#include "store/pairing_types.hpp"

namespace signalos::relay {

/// A command as the API takes it: the shape of `arguments` has been checked, their sense has not.
struct Submission {
    Principal caller;
    std::string kind;
    std::optional<TerminalId> terminal;  ///< nothing: each terminal that the caller sees, or of the group
    std::optional<GroupId> group;
    boost::json::object arguments;
    std::optional<Uuid> key;       ///< Idempotency-Key
    std::int64_t received_at = 0;  ///< ms UTC
    std::int64_t wait_ms = 0;      ///< answer when final, or after this long
};

/// What became of a submission. `commands` are in the form of the REST document.
struct Submitted {
    boost::system::error_code error;   ///< none: accepted and durable
    std::string detail;                ///< a sentence for the caller, may be empty
    std::vector<FieldProblem> fields;  ///< where the input is wrong
    boost::json::array commands;       ///< with terminal_offline: the refused command
    std::int64_t retry_after_ms = 0;   ///< rate_limited only
    bool replay = false;
    bool durable = true;  ///< false: a stop that the terminals have and the store not yet
};

struct CommandQuery {
    std::optional<TerminalId> terminal;
    std::optional<bool> final;
    std::size_t limit = 100;
    std::string kind = {};                ///< empty: any
    std::string state = {};               ///< one state by name; empty: any
    std::int64_t since = 0;               ///< ms UTC, inclusive
    std::int64_t until = 0;               ///< ms UTC, exclusive; 0 = no end
    std::optional<PagePlace> after = {};  ///< where the page before ended
    bool oldest_first = false;
};

struct HealthSummary {
    bool store_ok = false;
    std::size_t terminals_known = 0;
    std::size_t terminals_live = 0;
};

using SessionMaker = std::function<std::shared_ptr<Session>(SessionPort&)>;

/// All calls and callbacks on the I/O thread; every callback exactly once. An object of another organisation, or about
/// a terminal that the caller does not see, is errc::not_found, and costs what a missing one costs.
class RelayPort {
public:
    template <class T>
    using Reply = std::function<void(Result<T>)>;

    virtual ~RelayPort() = default;
    virtual void submit(Submission submission, std::function<void(Submitted)> reply) = 0;
    virtual void list_commands(Principal const& caller, CommandQuery filter, Reply<boost::json::array> reply) = 0;
    virtual void find_command(Principal const& caller, CommandId id, Reply<boost::json::object> reply) = 0;
    virtual void command_stats(Principal const& caller, Reply<boost::json::object> reply) = 0;
    virtual void terminal_status(Principal const& caller, Reply<boost::json::array> reply) = 0;
    /// Open positions as last reported; errc::not_found for a terminal that the caller does not see.
    virtual void open_trades(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                             Reply<boost::json::array> reply) = 0;
    /// In the form of the REST document: those nobody has acknowledged first, then newest first.
    virtual void list_alarms(Principal const& caller, std::size_t limit, Reply<boost::json::array> reply) = 0;
    /// `off` is the alarm's place among the terminal's events.
    virtual void acknowledge_alarm(Principal const& caller, TerminalId terminal, std::int64_t off,
                                   Reply<boost::json::object> reply) = 0;
    virtual void health(std::function<void(HealthSummary)> reply) = 0;

    virtual SessionMaker dashboard_session(Principal caller, SocketView const& view) = 0;
    /// errc::not_found for an unknown or revoked key.
    virtual void terminal_session(std::string key_hash, std::string peer, Reply<SessionMaker> reply) = 0;
};

}  // namespace signalos::relay
