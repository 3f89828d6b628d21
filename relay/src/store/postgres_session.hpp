// One connection to PostgreSQL. libpq stays behind it.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "store/postgres_options.hpp"
#include "store/runner.hpp"

namespace signalos::relay::postgres {

/// COMMIT was sent and the connection died before the answer. `transaction` is PostgreSQL's number of it.
struct CommitUnknown {
    std::string transaction;
};

/// Used by one thread at a time. A broken connection stays broken: make another session.
class Session final : public sql::Session {
public:
    /// Connects. Throws sql::Error. A session for writes holds the lock that says "one relay works on this database".
    Session(Options const& options, sql::Access access);
    ~Session() override;

    /// Writes see each other's commits statement by statement, reads see one moment. Leaves with the first statement.
    void begin();
    /// Throws CommitUnknown; or sql::Error, then nothing was written.
    void commit();
    /// Never throws; a transaction on a broken connection is over anyway.
    void rollback() noexcept;

    [[nodiscard]] std::int64_t changes() override;
    std::int64_t schema() override;

    /// Begins to watch one operation.
    void mark();
    /// true = a row was written since mark(): the operation cannot be left out without a rollback. Settles.
    bool written();
    [[nodiscard]] bool broken() const;
    /// What became of a transaction: true = committed, false = it was rolled back, nothing = not known (yet).
    std::optional<bool> committed(std::string const& transaction);
    /// One value of one row, outside any transaction.
    std::string ask(char const* sql);

private:
    sql::Statement& prepared(std::string_view sql) override;
    void execute(char const* sql) override;
    void wait() override;

    struct Link;
    std::unique_ptr<Link> link_;
    std::uint64_t marked_ = 0;
};

/// Brings the schema up to date, one transaction per migration. Throws std::runtime_error when the database is of a
/// newer relay.
void migrate(Session& session);

}  // namespace signalos::relay::postgres
