// What an operation sees of an engine: prepared statements, typed binding and columns. No engine's own header.
#pragma once
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace signalos::relay::sql {

/// Thrown inside an operation: a rule said no, its savepoint is rolled back.
struct Rejected {
    errc reason;
};

enum class Fault {
    statement,    ///< the statement or its values were wrong, a constraint included: this operation alone
    unavailable,  ///< the engine cannot be reached, is locked, or cannot write
    disk_full,
    damaged,  ///< the engine holds what it cannot hold
    retry,    ///< another transaction was in the way; the same again may pass
};

/// The engine failed.
class Error : public std::runtime_error {
public:
    Error(Fault fault, std::string const& what) : std::runtime_error(what), fault_(fault) {}
    [[nodiscard]] Fault fault() const { return fault_; }
    /// Nothing about the input was wrong.
    [[nodiscard]] bool infrastructure() const { return fault_ != Fault::statement; }

private:
    Fault fault_;
};

/// A prepared statement of one session. Operations hold it through a Query.
class Statement {
public:
    virtual ~Statement() = default;
    virtual void bind(std::int64_t value) = 0;
    /// Copied; valid UTF-8 without zero bytes.
    virtual void bind(std::string_view value) = 0;
    /// false when there is no further row.
    virtual bool next() = 0;
    /// Runs to the end, for whoever wants no rows. Its fault may come out of a later statement, or of settle().
    virtual void run() {
        while (next()) {
        }
    }
    /// Columns of the present row, left to right.
    virtual std::int64_t integer() = 0;
    virtual std::string text() = 0;
    /// Forgets values and rows. Never throws.
    virtual void reset() noexcept = 0;
};

/// One run of a prepared statement: bind in order, then next() for each row. Resets it when it goes out of scope.
class Query {
public:
    explicit Query(Statement& statement) : statement_(statement) {}
    ~Query() { statement_.reset(); }
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;

    Query& bind(std::int64_t value) {
        statement_.bind(value);
        return *this;
    }
    Query& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Query& bind(bool value) { return bind(static_cast<std::int64_t>(value)); }
    /// Copied. What is not UTF-8, and zero bytes, become U+FFFD: no engine stores them alike.
    Query& bind(std::string_view value);
    Query& bind(std::string const& value) { return bind(std::string_view(value)); }
    Query& bind(char const* value) { return bind(std::string_view(value)); }
    template <class... Values>
    Query& all(Values const&... values) {
        (bind(values), ...);
        return *this;
    }
    /// false when there is no further row.
    bool next() { return statement_.next(); }
    /// Runs to the end. Its fault may come out of a later statement of this session, or of settle().
    void run() { statement_.run(); }
    /// Columns of the present row, left to right.
    std::int64_t integer() { return statement_.integer(); }
    std::string text() { return statement_.text(); }
    bool flag() { return integer() != 0; }

private:
    Statement& statement_;
};

class Draft;

/// One connection inside a transaction that somebody else begins and ends; used by one thread at a time.
class Session {
public:
    Session();
    virtual ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    /// Prepared once per text and session. One live Query per text at a time. `?` stands for a value. Run it before the
    /// next change of the draft.
    Query query(std::string_view sql);
    /// One or more statements without parameters. BEGIN, COMMIT and the like are among them.
    void exec(char const* sql);
    /// Rows that the statement last run to its end has written.
    [[nodiscard]] virtual std::int64_t changes() = 0;
    /// Writes the draft, waits until everything that was run has happened, and throws what failed of it.
    void settle();

    /// Rows that are kept in memory until somebody asks, or until settle().
    [[nodiscard]] Draft& draft() { return *draft_; }
    /// What was drafted is rolled back.
    void forget_draft() noexcept;
    /// Number of the last migration that this database has seen.
    virtual std::int64_t schema() = 0;

private:
    friend class Draft;
    virtual Statement& prepared(std::string_view sql) = 0;
    virtual void execute(char const* sql) = 0;
    virtual void wait() {}

    std::unique_ptr<Draft> draft_;
};

}  // namespace signalos::relay::sql
