// One connection of libpq in pipeline mode: statements leave together, and their results are read when somebody asks.
#pragma once
#include <libpq-fe.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/sql_session.hpp"
#include "util/secret.hpp"

namespace signalos::relay::postgres {

/// The rows of one statement.
class Rows {
public:
    Rows() = default;
    explicit Rows(PGresult* result) : result_(result, &PQclear) {}
    [[nodiscard]] PGresult* get() const { return result_.get(); }
    [[nodiscard]] int count() const { return result_ ? PQntuples(result_.get()) : 0; }
    /// Empty for NULL. Valid as long as this.
    [[nodiscard]] std::string_view value(int row, int column) const;
    /// Rows written, or read.
    [[nodiscard]] std::int64_t affected() const;

private:
    std::unique_ptr<PGresult, decltype(&PQclear)> result_{nullptr, &PQclear};
};

/// Used by one thread at a time. Whatever fails throws sql::Error: the fault of the first statement that failed; those
/// behind it did not run. A broken connection stays broken.
class Pipeline {
public:
    /// Connects.
    explicit Pipeline(Secret<std::string> const& where);

    /// One or more statements without values, now; the rows of the last one.
    Rows exec(char const* sql);
    /// Makes the server parse and plan a statement once.
    void prepare(std::string const& name, std::string const& sql);
    /// Whose rows are counted, and how.
    enum class Kind { control, reads, writes };
    /// Queues a prepared statement.
    void send(std::string const& name, std::vector<std::string> const& values, Kind kind);
    /// Queues a statement without values.
    void send(char const* sql);
    /// Sends what is queued and waits for all of it; the rows of the last one.
    Rows settle();
    /// Settles; what fails of it concerns nobody any more.
    void abandon() noexcept;

    /// Rows of the last statement that reads or writes. Settles.
    std::int64_t affected();
    /// Begins to count anew what written() tells.
    void mark();
    /// Settles. true = a statement since mark() has written a row.
    bool written();
    /// The connection is of no use any more.
    [[nodiscard]] bool broken() const { return broken_ || PQstatus(connection_.get()) != CONNECTION_OK; }

private:
    void queued(int sent, Kind kind);
    void enter();
    /// Reads one result; `failed` takes the first fault, and nothing that came of it.
    Rows receive(std::optional<sql::Error>& failed);
    [[nodiscard]] sql::Error fault(PGresult const* result);
    [[noreturn]] void lost();

    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
    std::vector<Kind> waiting_;  ///< queued statements in order
    std::size_t marked_ = 0;     ///< the first waiting one that counts
    std::int64_t rows_written_ = 0;
    std::int64_t affected_ = 0;
    bool broken_ = false;
};

}  // namespace signalos::relay::postgres
