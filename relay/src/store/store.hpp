// The one interface to durable truth: domain operations, no SQL outside it.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "store/account_types.hpp"
#include "store/command_types.hpp"
#include "store/history_types.hpp"
#include "store/pairing_store.hpp"
#include "store/people_store.hpp"
#include "store/reply.hpp"
#include "store/restore_types.hpp"
#include "store/store_watch.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// Runs a task soon on the relay's I/O thread, in the order posted. May be called from any thread.
using PostToLoop = std::function<void(std::function<void()>)>;

struct StoreHealth {
    std::int64_t store_epoch = 0;  ///< raised by every restore from a backup
    std::int64_t schema = 0;       ///< number of the last migration
    bool has_organisation = false;
};

/// Each operation is one transaction. Operations of one kind (reads, writes) complete in the order they were asked,
/// writes after they are durable; a read asked after a write's completion sees that write. Every `done` goes through
/// the executor given at creation; any thread may call. An id of another organisation behaves exactly like a missing
/// one: not_found. The caller makes ids, hashes and times; all times are ms UTC. Lookups by credential come without an
/// organisation because they establish it.
class Store {
public:
    virtual ~Store() = default;

    /// What is about sessions, keys, grants, invitations and organisations. Lives as long as the store.
    virtual PeopleStore& people() = 0;
    /// What is about pairings, and about terminals and groups as people manage them.
    virtual PairingStore& pairings() = 0;

    // --- people ---
    /// First start: organisation and owner in one. rejected(conflict) when any organisation exists.
    virtual void bootstrap(Bootstrap first, std::int64_t now, Done<Nothing> done) = 0;
    /// rejected(conflict) when the email is taken anywhere on this relay.
    virtual void create_user(OrgId org, User user, Done<Nothing> done) = 0;
    /// By email in any case. rejected(not_found).
    virtual void find_user_by_email(std::string email, Done<UserWithOrganisation> done) = 0;
    virtual void find_user(OrgId org, UserId user, Done<UserWithOrganisation> done) = 0;
    /// By the user: clears must_change_password and ends every session of theirs but `keep` (nil = all); the value
    /// lists the ended ones. `password_changed` stands in the audit log, in the same transaction.
    virtual void change_password(OrgId org, UserId user, std::string password_hash, SessionId keep, std::int64_t now,
                                 Done<std::vector<SessionId>> done) = 0;
    /// `signed_in` stands in the audit log, in the same transaction: there is no session without its line.
    virtual void create_user_session(OrgId org, UserSession session, Done<Nothing> done) = 0;
    /// rejected(not_found) when unknown, idle too long or past its absolute end at `now`.
    virtual void find_user_session(std::string token_hash, std::int64_t now, Done<SignedIn> done) = 0;
    virtual void touch_user_session(OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until,
                                    Done<Nothing> done) = 0;
    virtual void delete_user_session(OrgId org, SessionId session, Done<Nothing> done) = 0;
    virtual void append_audit(OrgId org, AuditEntry entry, Done<Nothing> done) = 0;
    /// Newest first. rejected(damaged) when the hash chain does not hold over the entries read.
    virtual void list_audit(OrgId org, int limit, Done<std::vector<AuditEntry>> done) = 0;

    // --- terminals ---
    /// rejected(conflict): the organisation has as many as it may.
    virtual void create_terminal(OrgId org, NewTerminal terminal, Done<Terminal> done) = 0;
    /// rejected(not_found) for unknown and revoked credentials alike.
    virtual void find_terminal_by_key_hash(std::string key_hash, Done<Terminal> done) = 0;
    virtual void find_terminal(OrgId org, TerminalId terminal, Done<Terminal> done) = 0;
    /// By name, revoked ones left out.
    virtual void list_terminals(OrgId org, Done<std::vector<Terminal>> done) = 0;
    /// Every organisation's terminals, for the start of the relay: stream tops and offline rows.
    virtual void list_all_terminals(Done<std::vector<Terminal>> done) = 0;
    virtual void revoke_terminal(OrgId org, TerminalId terminal, std::int64_t now, Done<Nothing> done) = 0;
    /// Raises session_epoch (above what the terminal reports), rotates the resume secret, marks `sent` commands up to
    /// reported_last_in accepted; a new journal opens a new lineage and makes its commands in flight in_doubt.
    /// rejected(terminal_taken): the incumbent is live and this is not its own successor. rejected(forbidden): it is
    /// signed in to another account than at its first hello; nothing changes.
    virtual void open_terminal_session(OrgId org, TerminalId terminal, SessionRequest request,
                                       Done<OpenedSession> done) = 0;
    /// No-op when the epoch is not the newest.
    virtual void close_terminal_session(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now,
                                        Done<Nothing> done) = 0;

    // --- commands; every operation with an epoch changes nothing and answers rejected(stale_epoch) when it is not the
    // newest ---
    /// A1. rejected(key_reused): key seen with another hash. rejected(not_found): unknown terminal. rejected(conflict):
    /// no id free.
    virtual void accept_commands(OrgId org, AcceptRequest request, Done<Accepted> done) = 0;
    /// A2: queued → sent in the order stop lane, then cmd_seq; at most recv_max unacknowledged (the last four are kept
    /// for stops).
    virtual void claim_commands(OrgId org, TerminalId terminal, std::int64_t epoch, int recv_max, std::int64_t now,
                                Done<CommandChange> done) = 0;
    /// Every command of the lineage with out_seq ≥ from, in that order, whatever its state.
    virtual void list_sent(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t from,
                           Done<std::vector<CommandRow>> done) = 0;
    /// The terminal has everything up to out_seq on its disk: sent → accepted.
    virtual void mark_accepted(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t out_seq,
                               std::int64_t now, Done<CommandChange> done) = 0;
    /// "executing", "broker_answered", "reconciling". A step of a final command changes nothing.
    virtual void record_step(OrgId org, TerminalId terminal, std::int64_t epoch, CommandId command, std::string step,
                             std::string message, std::int64_t now, Done<CommandChange> done) = 0;
    /// rejected(conflict): seq leaves a gap that no LostFrames covers.
    virtual void apply_terminal_frame(OrgId org, TerminalId terminal, std::int64_t epoch, TerminalFrame frame,
                                      Done<AppliedFrame> done) = 0;
    /// What the terminal's journal knows and this store, put back to a backup, may not: unknown ids are told once as
    /// orphans, ends are taken over by the rules of apply_terminal_frame. The last page ends the question.
    virtual void settle_recalled(OrgId org, TerminalId terminal, std::int64_t epoch, Recalled recalled,
                                 Done<CommandChange> done) = 0;
    /// A3, all organisations: every queued command whose expires_at has come.
    virtual void expire_queued(std::int64_t now, Done<CommandChange> done) = 0;
    /// A3: rejected(bad_state) unless queued.
    virtual void cancel_command(OrgId org, CommandId command, std::int64_t now, Done<CommandChange> done) = 0;
    virtual void find_command(OrgId org, CommandId command, Done<CommandRow> done) = 0;
    /// Newest first.
    virtual void list_commands(OrgId org, CommandFilter filter, Done<std::vector<CommandRow>> done) = 0;
    virtual void command_stats(OrgId org, TerminalScope scope, Done<CommandStats> done) = 0;

    // --- events ---
    /// off > from, in order, at most limit.
    virtual void events_since(OrgId org, TerminalId terminal, std::int64_t from, int limit, Done<EventPage> done) = 0;
    /// Appends an error_alert that the relay itself has cause for. rejected(not_found).
    virtual void raise_alarm(OrgId org, TerminalId terminal, std::string words, std::int64_t now,
                             Done<EventRow> done) = 0;
    /// Those nobody has acknowledged first, then newest first; at most limit.
    virtual void list_alarms(OrgId org, TerminalScope scope, int limit, Done<std::vector<AlarmRow>> done) = 0;
    /// Appends alarm_acknowledged under the name of the first who does; a second one changes nothing and gets the
    /// first. rejected(not_found) unless the event at `off` is an alarm.
    virtual void acknowledge_alarm(OrgId org, TerminalId terminal, std::int64_t off, std::string user_name,
                                   std::int64_t now, Done<Acknowledged> done) = 0;

    // --- history ---
    /// By time of the deal; as far as terminals have told them here.
    virtual void list_deals(OrgId org, DealFilter filter, Done<std::vector<DealRow>> done) = 0;
    /// By terminal; one without deals is left out.
    virtual void deal_totals(OrgId org, Done<std::vector<DealTotals>> done) = 0;
    /// Appends it, and an audit entry; a status takes the place of the one before and is audited the first time.
    virtual void add_tool_report(OrgId org, ToolReport report, Done<Nothing> done) = 0;
    /// Newest first.
    virtual void list_tool_reports(OrgId org, ToolReportFilter filter, Done<std::vector<ToolReport>> done) = 0;

    // --- the operator's view ---
    /// What the gauges show.
    virtual void overview(Done<StoreOverview> done) = 0;
    /// Before the first operation: who is told of the end of each.
    virtual void watch(StoreWatch watch) = 0;

    /// An error_alert about the relay itself, at the oldest organisation's first terminal. rejected(not_found): there
    /// is none to tell it at.
    virtual void alarm_operator(std::string words, std::int64_t now, Done<CommandChange> done) = 0;

    /// A real round trip through the engine's writer, so that a full disk or a dead thread shows.
    virtual void ping(Done<StoreHealth> done) = 0;
};

}  // namespace signalos::relay
