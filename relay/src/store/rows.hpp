// Rows to structs and back, and the few statements that every operation about a terminal shares.
#pragma once
#include "store/sql_session.hpp"
#include "store/store.hpp"

namespace signalos::relay::sql {

template <class IdType>
IdType id_of(std::string const& text) {
    auto id = IdType::parse(text);
    if (!id) throw Error(Fault::damaged, "damaged identifier in the database");
    return *id;
}

inline constexpr char const* terminal_columns =
    "t.org_id, t.id, t.name, t.created_at, t.revoked_at, t.login, t.server, t.company, t.currency, t.currency_digits, "
    "t.margin_mode, "
    "t.trade_mode, t.leverage, t.mode, t.magic_prefix, s.instance, s.journal, s.session_epoch, s.connected, "
    "s.connected_at, s.last_seen, "
    "t.paused, t.pause_version, t.latch, t.event_seq FROM terminals t JOIN terminal_sessions s ON s.org_id = t.org_id "
    "AND "
    "s.terminal_id = t.id ";
Terminal read_terminal(Query& row);
/// rejected(not_found).
Terminal find_terminal(Session& db, OrgId org, TerminalId terminal);

inline constexpr char const* command_columns =
    "org_id, id, terminal_id, actor_id, actor_name, kind, stop_lane, args, state, step, message, created_at, "
    "expires_at, cmd_seq, "
    "session_epoch, out_seq, rule, late, t_received, t_queued, t_sent, t_accepted, t_executing, t_broker, t_stored, "
    "result FROM commands ";
CommandRow read_command(Query& row);
/// rejected(not_found).
CommandRow find_command(Session& db, OrgId org, CommandId command);

/// " AND …" with one value to bind, scope.text(); nothing for the scope of all. No row of another terminal passes.
std::string scope_clause(TerminalScope const& scope, std::string_view column);

/// The newest session, as far as writes need it.
struct Link {
    std::int64_t epoch = 0;
    std::string journal;
    std::int64_t last_in = 0;
    std::int64_t out_seq = 0;
    std::int64_t out_acked = 0;
    std::int64_t recall_from = 0;
};
/// rejected(not_found).
Link read_link(Session& db, OrgId org, TerminalId terminal);
/// The fence: rejected(stale_epoch) unless `epoch` is the newest.
Link fenced_link(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch);

/// Takes the terminal's next `off` and writes the row.
EventRow append_event(Session& db, OrgId org, TerminalId terminal, std::int64_t at, std::string type, std::string data);
/// Appends an error_alert of high severity; `command` nil = about none, `excerpt` empty = no evidence.
EventRow append_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t at, std::string const& words,
                      CommandId command = {}, std::string const& excerpt = {});
/// Commands of this lineage that are sent and not settled become in_doubt: nobody can say any more what became of them.
void doubt_in_flight(Session& db, OrgId org, TerminalId terminal, std::string const& journal,
                     std::string const& message, std::int64_t at, CommandChange& change);
/// Saves the row and appends its command_update.
void change_command(Session& db, CommandRow command, std::int64_t at, CommandChange& change);

}  // namespace signalos::relay::sql
