#include "store/sqlite_store.hpp"

#include <type_traits>
#include <utility>

#include "store/data_folder.hpp"
#include "store/sqlite_ops.hpp"
#include "store/sqlite_workers.hpp"

namespace signalos::relay {

namespace {
/// Binds an operation to its completion: the value travels in the job, the answer is posted to the loop.
template <class T, class Operation>
sqlite::Job job_for(std::string_view name, PostToLoop const& post, Done<T> done, Operation operation) {
    auto value = std::make_shared<T>();
    auto run = [value, operation = std::move(operation)](sqlite::Db& db) {
        if constexpr (std::is_void_v<std::invoke_result_t<Operation const&, sqlite::Db&>>) {
            operation(db);
        } else {
            *value = operation(db);
        }
    };
    auto answer = [value, post, done = std::move(done)](Outcome outcome, errc reason) {
        if (!done) return;
        auto task = [value, done, outcome, reason] {
            done(outcome == Outcome::committed ? Reply<T>::committed(std::move(*value))
                                               : Reply<T>{outcome, reason, T{}});
        };
        post(std::move(task));
    };
    return {name, std::move(run), std::move(answer)};
}

class SqliteStore : public Store {
public:
    SqliteStore(sqlite::Runner& writer, sqlite::Runner& reader, PostToLoop post)
        : post_(std::move(post)), writer_(writer), reader_(reader) {}

    void bootstrap(Bootstrap first, std::int64_t now, Done<Nothing> done) override {
        write("bootstrap", std::move(done),
              [first = std::move(first), now](sqlite::Db& db) { sqlite::bootstrap(db, first, now); });
    }
    void create_user(OrgId org, User user, Done<Nothing> done) override {
        write("create_user", std::move(done),
              [org, user = std::move(user)](sqlite::Db& db) { sqlite::create_user(db, org, user); });
    }
    void find_user_by_email(std::string email, Done<UserWithOrganisation> done) override {
        read("find_user_by_email", std::move(done),
             [email = std::move(email)](sqlite::Db& db) { return sqlite::find_user_by_email(db, email); });
    }
    void find_user(OrgId org, UserId user, Done<UserWithOrganisation> done) override {
        read("find_user", std::move(done), [org, user](sqlite::Db& db) { return sqlite::find_user(db, org, user); });
    }
    void record_login_failure(OrgId org, UserId user, std::int64_t now, LockoutPolicy policy,
                              Done<LoginFailure> done) override {
        write("record_login_failure", std::move(done), [org, user, now, policy](sqlite::Db& db) {
            return sqlite::record_login_failure(db, org, user, now, policy);
        });
    }
    void record_login_success(OrgId org, UserId user, std::int64_t /*now*/, Done<Nothing> done) override {
        write("record_login_success", std::move(done),
              [org, user](sqlite::Db& db) { sqlite::record_login_success(db, org, user); });
    }
    void change_password(OrgId org, UserId user, std::string password_hash, SessionId keep, std::int64_t /*now*/,
                         Done<std::vector<SessionId>> done) override {
        write("change_password", std::move(done),
              [org, user, password_hash = std::move(password_hash), keep](sqlite::Db& db) {
                  return sqlite::change_password(db, org, user, password_hash, keep);
              });
    }
    void create_user_session(OrgId org, UserSession session, Done<Nothing> done) override {
        write("create_user_session", std::move(done),
              [org, session = std::move(session)](sqlite::Db& db) { sqlite::create_user_session(db, org, session); });
    }
    void find_user_session(std::string token_hash, std::int64_t now, Done<SignedIn> done) override {
        read("find_user_session", std::move(done), [token_hash = std::move(token_hash), now](sqlite::Db& db) {
            return sqlite::find_user_session(db, token_hash, now);
        });
    }
    void touch_user_session(OrgId org, SessionId session, std::int64_t now, std::int64_t idle_until,
                            Done<Nothing> done) override {
        write("touch_user_session", std::move(done), [org, session, now, idle_until](sqlite::Db& db) {
            sqlite::touch_user_session(db, org, session, now, idle_until);
        });
    }
    void delete_user_session(OrgId org, SessionId session, Done<Nothing> done) override {
        write("delete_user_session", std::move(done),
              [org, session](sqlite::Db& db) { sqlite::delete_user_session(db, org, session); });
    }
    void append_audit(OrgId org, AuditEntry entry, Done<Nothing> done) override {
        write("append_audit", std::move(done),
              [org, entry = std::move(entry)](sqlite::Db& db) { sqlite::append_audit(db, org, entry); });
    }
    void list_audit(OrgId org, int limit, Done<std::vector<AuditEntry>> done) override {
        read("list_audit", std::move(done),
             [org, limit](sqlite::Db& db) { return sqlite::list_audit(db, org, limit); });
    }
    void create_terminal(OrgId org, NewTerminal terminal, Done<Terminal> done) override {
        write("create_terminal", std::move(done), [org, terminal = std::move(terminal)](sqlite::Db& db) {
            return sqlite::create_terminal(db, org, terminal);
        });
    }
    void find_terminal_by_key_hash(std::string key_hash, Done<Terminal> done) override {
        read("find_terminal_by_key_hash", std::move(done), [key_hash = std::move(key_hash)](sqlite::Db& db) {
            return sqlite::find_terminal_by_key_hash(db, key_hash);
        });
    }
    void find_terminal(OrgId org, TerminalId terminal, Done<Terminal> done) override {
        read("find_terminal", std::move(done),
             [org, terminal](sqlite::Db& db) { return sqlite::find_terminal(db, org, terminal); });
    }
    void list_terminals(OrgId org, Done<std::vector<Terminal>> done) override {
        read("list_terminals", std::move(done), [org](sqlite::Db& db) { return sqlite::list_terminals(db, org); });
    }
    void list_all_terminals(Done<std::vector<Terminal>> done) override {
        read("list_all_terminals", std::move(done), [](sqlite::Db& db) { return sqlite::list_all_terminals(db); });
    }
    void revoke_terminal(OrgId org, TerminalId terminal, std::int64_t now, Done<Nothing> done) override {
        write("revoke_terminal", std::move(done),
              [org, terminal, now](sqlite::Db& db) { sqlite::revoke_terminal(db, org, terminal, now); });
    }
    void open_terminal_session(OrgId org, TerminalId terminal, SessionRequest request,
                               Done<OpenedSession> done) override {
        write("open_terminal_session", std::move(done), [org, terminal, request = std::move(request)](sqlite::Db& db) {
            return sqlite::open_terminal_session(db, org, terminal, request);
        });
    }
    void close_terminal_session(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t now,
                                Done<Nothing> done) override {
        write("close_terminal_session", std::move(done), [org, terminal, epoch, now](sqlite::Db& db) {
            sqlite::close_terminal_session(db, org, terminal, epoch, now);
        });
    }
    void accept_commands(OrgId org, AcceptRequest request, Done<Accepted> done) override {
        write("accept_commands", std::move(done), [org, request = std::move(request)](sqlite::Db& db) {
            return sqlite::accept_commands(db, org, request);
        });
    }
    void claim_commands(OrgId org, TerminalId terminal, std::int64_t epoch, int recv_max, std::int64_t now,
                        Done<CommandChange> done) override {
        write("claim_commands", std::move(done), [org, terminal, epoch, recv_max, now](sqlite::Db& db) {
            return sqlite::claim_commands(db, org, terminal, epoch, recv_max, now);
        });
    }
    void list_sent(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t from,
                   Done<std::vector<CommandRow>> done) override {
        write("list_sent", std::move(done), [org, terminal, epoch, from](sqlite::Db& db) {
            return sqlite::list_sent(db, org, terminal, epoch, from);
        });
    }
    void mark_accepted(OrgId org, TerminalId terminal, std::int64_t epoch, std::int64_t out_seq, std::int64_t now,
                       Done<CommandChange> done) override {
        write("mark_accepted", std::move(done), [org, terminal, epoch, out_seq, now](sqlite::Db& db) {
            return sqlite::mark_accepted(db, org, terminal, epoch, out_seq, now);
        });
    }
    void record_step(OrgId org, TerminalId terminal, std::int64_t epoch, CommandId command, std::string step,
                     std::string message, std::int64_t now, Done<CommandChange> done) override {
        write(
            "record_step", std::move(done),
            [org, terminal, epoch, command, step = std::move(step), message = std::move(message), now](sqlite::Db& db) {
                return sqlite::record_step(db, org, terminal, epoch, command, step, message, now);
            });
    }
    void apply_terminal_frame(OrgId org, TerminalId terminal, std::int64_t epoch, TerminalFrame frame,
                              Done<AppliedFrame> done) override {
        write("apply_terminal_frame", std::move(done),
              [org, terminal, epoch, frame = std::move(frame)](sqlite::Db& db) {
                  return sqlite::apply_terminal_frame(db, org, terminal, epoch, frame);
              });
    }
    void expire_queued(std::int64_t now, Done<CommandChange> done) override {
        write("expire_queued", std::move(done), [now](sqlite::Db& db) { return sqlite::expire_queued(db, now); });
    }
    void cancel_command(OrgId org, CommandId command, std::int64_t now, Done<CommandChange> done) override {
        write("cancel_command", std::move(done),
              [org, command, now](sqlite::Db& db) { return sqlite::cancel_command(db, org, command, now); });
    }
    void find_command(OrgId org, CommandId command, Done<CommandRow> done) override {
        read("find_command", std::move(done),
             [org, command](sqlite::Db& db) { return sqlite::find_command(db, org, command); });
    }
    void list_commands(OrgId org, CommandFilter filter, Done<std::vector<CommandRow>> done) override {
        read("list_commands", std::move(done),
             [org, filter = std::move(filter)](sqlite::Db& db) { return sqlite::list_commands(db, org, filter); });
    }
    void command_stats(OrgId org, Done<CommandStats> done) override {
        read("command_stats", std::move(done), [org](sqlite::Db& db) { return sqlite::command_stats(db, org); });
    }
    void events_since(OrgId org, TerminalId terminal, std::int64_t from, int limit, Done<EventPage> done) override {
        read("events_since", std::move(done), [org, terminal, from, limit](sqlite::Db& db) {
            return sqlite::events_since(db, org, terminal, from, limit);
        });
    }
    void list_alarms(OrgId org, int limit, Done<std::vector<AlarmRow>> done) override {
        read("list_alarms", std::move(done),
             [org, limit](sqlite::Db& db) { return sqlite::list_alarms(db, org, limit); });
    }
    void acknowledge_alarm(OrgId org, TerminalId terminal, std::int64_t off, std::string user_name, std::int64_t now,
                           Done<Acknowledged> done) override {
        write("acknowledge_alarm", std::move(done),
              [org, terminal, off, name = std::move(user_name), now](sqlite::Db& db) {
                  return sqlite::acknowledge_alarm(db, org, terminal, off, name, now);
              });
    }
    void ping(Done<StoreHealth> done) override {
        write("ping", std::move(done), [](sqlite::Db& db) {
            db.exec("UPDATE settings SET value=value WHERE name='store_epoch'");
            return sqlite::health(db);
        });
    }

private:
    template <class T, class Operation>
    void write(std::string_view name, Done<T> done, Operation operation) {
        writer_.push(job_for<T>(name, post_, std::move(done), std::move(operation)));
    }
    template <class T, class Operation>
    void read(std::string_view name, Done<T> done, Operation operation) {
        reader_.push(job_for<T>(name, post_, std::move(done), std::move(operation)));
    }

    PostToLoop post_;
    sqlite::Runner& writer_;
    sqlite::Runner& reader_;
};

/// The folder and its threads.
struct Engine {
    explicit Engine(std::string const& data_folder)
        : folder(data_folder),
          writer(folder.file("signalos.db"), sqlite::Access::writes),
          reader(folder.file("signalos.db"), sqlite::Access::reads) {}
    DataFolder folder;
    sqlite::Worker writer;  // first: it makes and migrates the file
    sqlite::Worker reader;
};

class FolderStore final : private Engine, public SqliteStore {
public:
    FolderStore(std::string const& data_folder, PostToLoop post)
        : Engine(data_folder), SqliteStore(writer, reader, std::move(post)) {}
};
}  // namespace

std::unique_ptr<Store> open_sqlite_store(std::string const& data_folder, PostToLoop post) {
    return std::make_unique<FolderStore>(data_folder, std::move(post));
}

std::unique_ptr<Store> make_sqlite_store(sqlite::Runner& writer, sqlite::Runner& reader, PostToLoop post) {
    return std::make_unique<SqliteStore>(writer, reader, std::move(post));
}

}  // namespace signalos::relay
