// A thin wrapper over libsqlite3: one connection, its prepared statements, typed binding and columns.
#pragma once
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace signalos::relay::sqlite {

/// The engine failed; `code` is SQLite's extended result code.
class Error : public std::runtime_error {
public:
    Error(int code, std::string const& what) : std::runtime_error(what), code_(code) {}
    [[nodiscard]] int code() const { return code_; }
    /// Disk full, unwritable, locked or damaged: nothing about the input was wrong.
    [[nodiscard]] bool infrastructure() const;

private:
    int code_;
};

/// One run of a prepared statement: bind in order, then next() for each row. Resets itself when it goes out of scope.
class Query {
public:
    Query(sqlite3* db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
    ~Query();
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;

    Query& bind(std::int64_t value);
    Query& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Query& bind(bool value) { return bind(static_cast<std::int64_t>(value)); }
    /// Copied.
    Query& bind(std::string_view value);
    Query& bind(std::string const& value) { return bind(std::string_view(value)); }
    Query& bind(char const* value) { return bind(std::string_view(value)); }
    template <class... Values>
    Query& all(Values const&... values) {
        (bind(values), ...);
        return *this;
    }
    /// false when there is no further row.
    bool next();
    /// Runs to the end.
    void run();
    /// Columns of the present row, left to right.
    std::int64_t integer();
    std::string text();
    bool flag() { return integer() != 0; }

private:
    sqlite3* db_;
    sqlite3_stmt* statement_;
    int bound_ = 0;
    int column_ = 0;
};

/// One connection; used by one thread at a time.
class Db {
public:
    /// Opens or makes the file: WAL, synchronous=FULL, foreign keys. Throws Error.
    explicit Db(std::string const& path, bool read_only = false);
    /// In memory, a copy of what dump() gave. Throws Error.
    static std::unique_ptr<Db> from_dump(std::string_view dump);
    /// The whole database as bytes.
    [[nodiscard]] std::string dump() const;
    ~Db();
    Db(Db const&) = delete;
    Db& operator=(Db const&) = delete;

    /// Prepared once per text and connection. One live Query per text at a time.
    Query query(std::string_view sql);
    /// One or more statements without parameters.
    void exec(char const* sql);
    [[nodiscard]] std::int64_t changes() const;
    /// false while a transaction is open.
    [[nodiscard]] bool autocommit() const;

private:
    Db() = default;
    sqlite3* db_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

/// Brings the schema up to date, one transaction per migration. Throws when the file is of a newer relay.
void migrate(Db& db);

/// Reads the whole file once (about 0.3 s for 100 MB). Throws std::runtime_error with what to do when it is damaged: a
/// relay that finds damage in the middle of a day would have answered from it until then.
void require_sound(Db& db, std::string const& path);
/// The number of the last migration that this program knows.
int latest_schema();

}  // namespace signalos::relay::sqlite
