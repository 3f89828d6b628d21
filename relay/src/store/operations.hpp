// The operations themselves, synchronous, inside a transaction that the caller holds. They throw Rejected or Error.
#pragma once
#include "store/rows.hpp"

namespace signalos::relay::sql {

void bootstrap(Session& db, Bootstrap const& first, std::int64_t now);
void create_user(Session& db, OrgId org, User const& user);
UserWithOrganisation find_user_by_email(Session& db, std::string const& email);
UserWithOrganisation find_user(Session& db, OrgId org, UserId user);
LoginFailure record_login_failure(Session& db, OrgId org, UserId user, std::int64_t now, LockoutPolicy policy);
void record_login_success(Session& db, OrgId org, UserId user);
std::vector<SessionId> change_password(Session& db, OrgId org, UserId user, std::string const& hash, SessionId keep);
void create_user_session(Session& db, OrgId org, UserSession const& session);
SignedIn find_user_session(Session& db, std::string const& token_hash, std::int64_t now);
void touch_user_session(Session& db, OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until);
void delete_user_session(Session& db, OrgId org, SessionId session);
void append_audit(Session& db, OrgId org, AuditEntry entry);
std::vector<AuditEntry> list_audit(Session& db, OrgId org, int limit);

Terminal create_terminal(Session& db, OrgId org, NewTerminal const& terminal);
Terminal find_terminal_by_key_hash(Session& db, std::string const& key_hash);
std::vector<Terminal> list_terminals(Session& db, OrgId org);
std::vector<Terminal> list_all_terminals(Session& db);
void revoke_terminal(Session& db, OrgId org, TerminalId terminal, std::int64_t now);
OpenedSession open_terminal_session(Session& db, OrgId org, TerminalId terminal, SessionRequest const& request);
void close_terminal_session(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now);

Accepted accept_commands(Session& db, OrgId org, AcceptRequest const& request);
CommandChange claim_commands(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, int recv_max,
                             std::int64_t now);
std::vector<CommandRow> list_sent(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t from);
CommandChange mark_accepted(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t out_seq,
                            std::int64_t now);
/// The unfenced half of mark_accepted, for the session opening.
void accept_up_to(Session& db, OrgId org, TerminalId terminal, Link const& link, std::int64_t out_seq, std::int64_t now,
                  CommandChange& change);
CommandChange record_step(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, CommandId command,
                          std::string const& step, std::string const& message, std::int64_t now);
AppliedFrame apply_terminal_frame(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch,
                                  TerminalFrame const& frame);
CommandChange expire_queued(Session& db, std::int64_t now);
CommandChange cancel_command(Session& db, OrgId org, CommandId command, std::int64_t now);
std::vector<CommandRow> list_commands(Session& db, OrgId org, CommandFilter const& filter);
CommandStats command_stats(Session& db, OrgId org);
EventPage events_since(Session& db, OrgId org, TerminalId terminal, std::int64_t from, int limit);
std::vector<AlarmRow> list_alarms(Session& db, OrgId org, int limit);
Acknowledged acknowledge_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t off,
                               std::string const& user_name, std::int64_t now);
/// Writes the deal of an event that has one. Called behind append_event, in its transaction.
void note_deal(Session& db, OrgId org, EventRow const& event);
std::vector<DealRow> list_deals(Session& db, OrgId org, DealFilter const& filter);
std::vector<DealTotals> deal_totals(Session& db, OrgId org);
void add_tool_report(Session& db, OrgId org, ToolReport const& report);
std::vector<ToolReport> list_tool_reports(Session& db, OrgId org, ToolReportFilter const& filter);
StoreHealth health(Session& db);

}  // namespace signalos::relay::sql
