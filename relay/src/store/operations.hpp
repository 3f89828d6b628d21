// The operations themselves, synchronous, inside a transaction that the caller holds. They throw Rejected or Error.
#pragma once
#include <boost/json/object.hpp>

#include "store/rows.hpp"
#include "store/store_watch.hpp"

namespace signalos::relay::sql {

void bootstrap(Session& db, Bootstrap const& first, std::int64_t now);
void create_user(Session& db, OrgId org, User const& user);
UserWithOrganisation find_user_by_email(Session& db, std::string const& email);
UserWithOrganisation find_user(Session& db, OrgId org, UserId user);
std::vector<SessionId> change_password(Session& db, OrgId org, UserId user, std::string const& hash, SessionId keep,
                                       std::int64_t now);
void create_user_session(Session& db, OrgId org, UserSession const& session);
SignedIn find_user_session(Session& db, std::string const& token_hash, std::int64_t now);
void touch_user_session(Session& db, OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until);
void delete_user_session(Session& db, OrgId org, SessionId session);
/// rejected(not_found) when the user or the organisation is disabled: such a credential is like none.
void require_enabled(Session& db, User const& user);
/// By role every one, else those granted.
TerminalScope terminals_of(Session& db, User const& user);
void append_audit(Session& db, OrgId org, AuditEntry entry);
/// rejected(conflict) when the organisation has as many as it may.
void require_room(Session& db, OrgId org, std::int64_t OrganisationLimits::*limit);
std::vector<AuditEntry> list_audit(Session& db, OrgId org, int limit);

Terminal create_terminal(Session& db, OrgId org, NewTerminal const& terminal);
Terminal find_terminal_by_key_hash(Session& db, std::string const& key_hash);
std::vector<Terminal> list_terminals(Session& db, OrgId org);
std::vector<Terminal> list_all_terminals(Session& db);
void revoke_terminal(Session& db, OrgId org, TerminalId terminal, std::int64_t now);
OpenedSession open_terminal_session(Session& db, OrgId org, TerminalId terminal, SessionRequest const& request);
void close_terminal_session(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now);

/// A line of the audit log about one change; empty objects are left out.
void audit_change(Session& db, OrgId org, Actor const& by, std::int64_t now, char const* action,
                  std::string const& subject, boost::json::object before, boost::json::object after);
Pairing start_pairing(Session& db, OrgId org, NewPairing const& pairing);
OfferedPairing offer_pairing(Session& db, std::string const& code_hash, PairingOffer const& offer, std::int64_t now);
Pairing find_pairing_by_proof(Session& db, std::string const& proof_hash);
Pairing find_pairing(Session& db, OrgId org, PairingId pairing);
Pairing find_pairing_by_code(Session& db, OrgId org, std::string const& code_hash, std::int64_t now);
std::vector<Pairing> list_pairings(Session& db, OrgId org);
Pairing decide_pairing(Session& db, OrgId org, PairingId pairing, PairingDecision const& decision);
IssuedKey issue_pairing_key(Session& db, std::string const& proof_hash, TerminalId fresh, std::string const& key_hash,
                            std::int64_t now);
void finish_pairing(Session& db, std::string const& proof_hash);
Terminal rename_terminal(Session& db, OrgId org, TerminalId terminal, std::string const& name, Actor const& by,
                         std::int64_t now);
CommandChange withdraw_terminal(Session& db, OrgId org, TerminalId terminal, Actor const& by, std::int64_t now);
TerminalGroup find_group(Session& db, OrgId org, GroupId group);
std::vector<TerminalGroup> list_groups(Session& db, OrgId org);
std::vector<GroupMember> list_group_members(Session& db);
TerminalGroup create_group(Session& db, OrgId org, GroupId group, std::string const& name, Actor const& by,
                           std::int64_t now);
TerminalGroup rename_group(Session& db, OrgId org, GroupId group, std::string const& name, Actor const& by,
                           std::int64_t now);
void delete_group(Session& db, OrgId org, GroupId group, Actor const& by, std::int64_t now);
TerminalGroup set_group_members(Session& db, OrgId org, GroupId group, std::vector<TerminalId> members, Actor const& by,
                                std::int64_t now);

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
CommandStats command_stats(Session& db, OrgId org, TerminalScope const& scope);
EventPage events_since(Session& db, OrgId org, TerminalId terminal, std::int64_t from, int limit);
EventRow raise_alarm(Session& db, OrgId org, TerminalId terminal, std::string const& words, std::int64_t now);
std::vector<AlarmRow> list_alarms(Session& db, OrgId org, TerminalScope const& scope, int limit);
Acknowledged acknowledge_alarm(Session& db, OrgId org, TerminalId terminal, std::int64_t off,
                               std::string const& user_name, std::int64_t now);
/// Writes the deal of an event that has one. Called behind append_event, in its transaction.
void note_deal(Session& db, OrgId org, EventRow const& event);
std::vector<DealRow> list_deals(Session& db, OrgId org, DealFilter const& filter);
std::vector<DealTotals> deal_totals(Session& db, OrgId org);
void add_tool_report(Session& db, OrgId org, ToolReport const& report);
std::vector<ToolReport> list_tool_reports(Session& db, OrgId org, ToolReportFilter const& filter);
StoreOverview overview(Session& db);
CommandChange alarm_operator(Session& db, std::string const& words, std::int64_t now);
StoreHealth health(Session& db);

/// Everything that a store must do differently once its rows are those of a backup; part of the restore's transaction.
RestoreSummary mark_restored(Session& db, RestoreFacts const& facts);
CommandChange settle_recalled(Session& db, OrgId org, TerminalId terminal, std::int64_t epoch,
                              Recalled const& recalled);
/// true when the id was not told before.
bool add_orphan(Session& db, OrgId org, TerminalId terminal, CommandId command, std::string const& state,
                std::int64_t now);
/// Commands not final that the terminal has on its disk (out_seq at most `upto` of this lineage) become in_doubt and
/// will be repeated under a new number: the terminal's journal knows how they ended.
void ask_about(Session& db, OrgId org, TerminalId terminal, std::string const& journal, std::int64_t upto,
               std::int64_t now, CommandChange& change);
/// Of the commands to be asked about: what the terminal does not have yet is repeated under its old number anyway.
void await_repeat(Session& db, OrgId org, TerminalId terminal, std::string const& journal, std::int64_t last_in);
void ask_no_more(Session& db, OrgId org, TerminalId terminal);
/// ms UTC: commands made since may be missing from a store that has forgotten something.
std::int64_t last_known(Session& db, OrgId org, TerminalId terminal);

}  // namespace signalos::relay::sql
