#include "store/sql_store.hpp"

#include "store/operations.hpp"
#include "store/sql_pairing.hpp"
#include "store/sql_people.hpp"

namespace signalos::relay {

namespace {
class SqlStore final : public Store, private sql::Jobs {
public:
    SqlStore(sql::Runner& writer, sql::Runner& reader, PostToLoop post, std::shared_ptr<void> engine)
        : Jobs(writer, reader, post),
          people_(writer, reader, post),
          pairings_(writer, reader, std::move(post)),
          engine_(std::move(engine)) {}

    PeopleStore& people() override { return people_; }
    PairingStore& pairings() override { return pairings_; }

    void bootstrap(Bootstrap first, std::int64_t now, Done<Nothing> done) override {
        write("bootstrap", std::move(done),
              [first = std::move(first), now](sql::Session& db) { sql::bootstrap(db, first, now); });
    }
    void create_user(OrgId org, User user, Done<Nothing> done) override {
        write("create_user", std::move(done),
              [org, user = std::move(user)](sql::Session& db) { sql::create_user(db, org, user); });
    }
    void find_user_by_email(std::string email, Done<UserWithOrganisation> done) override {
        read("find_user_by_email", std::move(done),
             [email = std::move(email)](sql::Session& db) { return sql::find_user_by_email(db, email); });
    }
    void find_user(OrgId org, UserId user, Done<UserWithOrganisation> done) override {
        read("find_user", std::move(done), [org, user](sql::Session& db) { return sql::find_user(db, org, user); });
    }
    void change_password(OrgId org, UserId user, std::string password_hash, SessionId keep, std::int64_t now,
                         Done<std::vector<SessionId>> done) override {
        write("change_password", std::move(done),
              [org, user, password_hash = std::move(password_hash), keep, now](sql::Session& db) {
                  return sql::change_password(db, org, user, password_hash, keep, now);
              });
    }
    void create_user_session(OrgId org, UserSession session, Done<Nothing> done) override {
        write("create_user_session", std::move(done),
              [org, session = std::move(session)](sql::Session& db) { sql::create_user_session(db, org, session); });
    }
    void find_user_session(std::string token_hash, std::int64_t now, Done<SignedIn> done) override {
        read("find_user_session", std::move(done), [token_hash = std::move(token_hash), now](sql::Session& db) {
            return sql::find_user_session(db, token_hash, now);
        });
    }
    void touch_user_session(OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until,
                            Done<Nothing> done) override {
        write("touch_user_session", std::move(done), [org, session, now, idle_until](sql::Session& db) {
            sql::touch_user_session(db, org, session, now, idle_until);
        });
    }
    void delete_user_session(OrgId org, SessionId session, Done<Nothing> done) override {
        write("delete_user_session", std::move(done),
              [org, session](sql::Session& db) { sql::delete_user_session(db, org, session); });
    }
    void append_audit(OrgId org, AuditEntry entry, Done<Nothing> done) override {
        write("append_audit", std::move(done),
              [org, entry = std::move(entry)](sql::Session& db) { sql::append_audit(db, org, entry); });
    }
    void list_audit(OrgId org, int limit, Done<std::vector<AuditEntry>> done) override {
        read("list_audit", std::move(done), [org, limit](sql::Session& db) { return sql::list_audit(db, org, limit); });
    }
    void create_terminal(OrgId org, NewTerminal terminal, Done<Terminal> done) override {
        write("create_terminal", std::move(done), [org, terminal = std::move(terminal)](sql::Session& db) {
            return sql::create_terminal(db, org, terminal);
        });
    }
    void find_terminal_by_key_hash(std::string key_hash, Done<Terminal> done) override {
        read("find_terminal_by_key_hash", std::move(done), [key_hash = std::move(key_hash)](sql::Session& db) {
            return sql::find_terminal_by_key_hash(db, key_hash);
        });
    }
    void find_terminal(OrgId org, TerminalId terminal, Done<Terminal> done) override {
        read("find_terminal", std::move(done),
             [org, terminal](sql::Session& db) { return sql::find_terminal(db, org, terminal); });
    }
    void list_terminals(OrgId org, Done<std::vector<Terminal>> done) override {
        read("list_terminals", std::move(done), [org](sql::Session& db) { return sql::list_terminals(db, org); });
    }
    void list_all_terminals(Done<std::vector<Terminal>> done) override {
        read("list_all_terminals", std::move(done), [](sql::Session& db) { return sql::list_all_terminals(db); });
    }
    void revoke_terminal(OrgId org, TerminalId terminal, std::int64_t now, Done<Nothing> done) override {
        write("revoke_terminal", std::move(done),
              [org, terminal, now](sql::Session& db) { sql::revoke_terminal(db, org, terminal, now); });
    }
    void open_terminal_session(OrgId org, TerminalId terminal, SessionRequest request,
                               Done<OpenedSession> done) override {
        write("open_terminal_session", std::move(done),
              [org, terminal, request = std::move(request)](sql::Session& db) {
                  return sql::open_terminal_session(db, org, terminal, request);
              });
    }
    void close_terminal_session(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now,
                                Done<Nothing> done) override {
        write("close_terminal_session", std::move(done), [org, terminal, epoch, now](sql::Session& db) {
            sql::close_terminal_session(db, org, terminal, epoch, now);
        });
    }
    void accept_commands(OrgId org, AcceptRequest request, Done<Accepted> done) override {
        write("accept_commands", std::move(done),
              [org, request = std::move(request)](sql::Session& db) { return sql::accept_commands(db, org, request); });
    }
    void claim_commands(OrgId org, TerminalId terminal, std::int64_t epoch, int recv_max, std::int64_t now,
                        Done<CommandChange> done) override {
        write("claim_commands", std::move(done), [org, terminal, epoch, recv_max, now](sql::Session& db) {
            return sql::claim_commands(db, org, terminal, epoch, recv_max, now);
        });
    }
    void list_sent(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t from,
                   Done<std::vector<CommandRow>> done) override {
        write("list_sent", std::move(done), [org, terminal, epoch, from](sql::Session& db) {
            return sql::list_sent(db, org, terminal, epoch, from);
        });
    }
    void mark_accepted(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t out_seq, std::int64_t now,
                       Done<CommandChange> done) override {
        write("mark_accepted", std::move(done), [org, terminal, epoch, out_seq, now](sql::Session& db) {
            return sql::mark_accepted(db, org, terminal, epoch, out_seq, now);
        });
    }
    void record_step(OrgId org, TerminalId terminal, std::int64_t epoch, CommandId command, std::string step,
                     std::string message, std::int64_t now, Done<CommandChange> done) override {
        write(
            "record_step", std::move(done),
            [org, terminal, epoch, command, step = std::move(step), message = std::move(message), now](
                sql::Session& db) { return sql::record_step(db, org, terminal, epoch, command, step, message, now); });
    }
    void apply_terminal_frame(OrgId org, TerminalId terminal, std::int64_t epoch, TerminalFrame frame,
                              Done<AppliedFrame> done) override {
        write("apply_terminal_frame", std::move(done),
              [org, terminal, epoch, frame = std::move(frame)](sql::Session& db) {
                  return sql::apply_terminal_frame(db, org, terminal, epoch, frame);
              });
    }
    void settle_recalled(OrgId org, TerminalId terminal, std::int64_t epoch, Recalled recalled,
                         Done<CommandChange> done) override {
        write("settle_recalled", std::move(done),
              [org, terminal, epoch, recalled = std::move(recalled)](sql::Session& db) {
                  return CommandChange(sql::settle_recalled(db, org, terminal, epoch, recalled));
              });
    }
    void expire_queued(std::int64_t now, Done<CommandChange> done) override {
        write("expire_queued", std::move(done), [now](sql::Session& db) { return sql::expire_queued(db, now); });
    }
    void cancel_command(OrgId org, CommandId command, std::int64_t now, Done<CommandChange> done) override {
        write("cancel_command", std::move(done),
              [org, command, now](sql::Session& db) { return sql::cancel_command(db, org, command, now); });
    }
    void find_command(OrgId org, CommandId command, Done<CommandRow> done) override {
        read("find_command", std::move(done),
             [org, command](sql::Session& db) { return sql::find_command(db, org, command); });
    }
    void list_commands(OrgId org, CommandFilter filter, Done<std::vector<CommandRow>> done) override {
        read("list_commands", std::move(done),
             [org, filter = std::move(filter)](sql::Session& db) { return sql::list_commands(db, org, filter); });
    }
    void command_stats(OrgId org, TerminalScope scope, Done<CommandStats> done) override {
        read("command_stats", std::move(done),
             [org, scope = std::move(scope)](sql::Session& db) { return sql::command_stats(db, org, scope); });
    }
    void events_since(OrgId org, TerminalId terminal, std::int64_t from, int limit, Done<EventPage> done) override {
        read("events_since", std::move(done), [org, terminal, from, limit](sql::Session& db) {
            return sql::events_since(db, org, terminal, from, limit);
        });
    }
    void list_alarms(OrgId org, TerminalScope scope, int limit, Done<std::vector<AlarmRow>> done) override {
        read("list_alarms", std::move(done), [org, scope = std::move(scope), limit](sql::Session& db) {
            return sql::list_alarms(db, org, scope, limit);
        });
    }
    void raise_alarm(OrgId org, TerminalId terminal, std::string words, std::int64_t now,
                     Done<EventRow> done) override {
        write("raise_alarm", std::move(done), [org, terminal, words = std::move(words), now](sql::Session& db) {
            return sql::raise_alarm(db, org, terminal, words, now);
        });
    }
    void acknowledge_alarm(OrgId org, TerminalId terminal, std::int64_t off, std::string user_name, std::int64_t now,
                           Done<Acknowledged> done) override {
        write("acknowledge_alarm", std::move(done),
              [org, terminal, off, name = std::move(user_name), now](sql::Session& db) {
                  return sql::acknowledge_alarm(db, org, terminal, off, name, now);
              });
    }
    void list_deals(OrgId org, DealFilter filter, Done<std::vector<DealRow>> done) override {
        read("list_deals", std::move(done),
             [org, filter = std::move(filter)](sql::Session& db) { return sql::list_deals(db, org, filter); });
    }
    void deal_totals(OrgId org, Done<std::vector<DealTotals>> done) override {
        read("deal_totals", std::move(done), [org](sql::Session& db) { return sql::deal_totals(db, org); });
    }
    void add_tool_report(OrgId org, ToolReport report, Done<Nothing> done) override {
        write("add_tool_report", std::move(done),
              [org, report = std::move(report)](sql::Session& db) { sql::add_tool_report(db, org, report); });
    }
    void list_tool_reports(OrgId org, ToolReportFilter filter, Done<std::vector<ToolReport>> done) override {
        read("list_tool_reports", std::move(done),
             [org, filter = std::move(filter)](sql::Session& db) { return sql::list_tool_reports(db, org, filter); });
    }
    void overview(Done<StoreOverview> done) override {
        read("overview", std::move(done), [](sql::Session& db) { return sql::overview(db); });
    }
    void watch(StoreWatch watch) override {
        people_.set_watch(watch);
        pairings_.set_watch(watch);
        set_watch(std::move(watch));
    }
    void alarm_operator(std::string words, std::int64_t now, Done<CommandChange> done) override {
        write("alarm_operator", std::move(done),
              [words = std::move(words), now](sql::Session& db) { return sql::alarm_operator(db, words, now); });
    }
    void ping(Done<StoreHealth> done) override {
        write("ping", std::move(done), [](sql::Session& db) {
            db.exec("UPDATE settings SET value=value WHERE name='store_epoch'");
            return sql::health(db);
        });
    }

private:
    SqlPeople people_;
    SqlPairings pairings_;
    std::shared_ptr<void> engine_;
};
}  // namespace

std::unique_ptr<Store> make_sql_store(sql::Runner& writer, sql::Runner& reader, PostToLoop post,
                                      std::shared_ptr<void> engine) {
    return std::make_unique<SqlStore>(writer, reader, std::move(post), std::move(engine));
}

}  // namespace signalos::relay
