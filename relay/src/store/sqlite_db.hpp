// A thin wrapper over libsqlite3: one connection, its prepared statements, typed binding and columns.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/sql_session.hpp"

struct sqlite3;

namespace signalos::relay::sqlite {

/// The engine failed; `code` is SQLite's extended result code.
class Error : public sql::Error {
public:
    Error(int code, std::string const& what);
    [[nodiscard]] int code() const { return code_; }

private:
    int code_;
};

/// One connection; used by one thread at a time.
class Db final : public sql::Session {
public:
    /// Opens or makes the file: WAL, synchronous=FULL, foreign keys. Throws Error.
    explicit Db(std::string const& path, bool read_only = false);
    /// In memory, a copy of what dump() gave. Throws Error.
    static std::unique_ptr<Db> from_dump(std::string_view dump);
    /// The whole database as bytes.
    [[nodiscard]] std::string dump() const;
    /// Writes this database, as it is in the present transaction, over the other one. Others may go on writing here.
    void copy_to(Db& target);
    ~Db() override;
    Db(Db const&) = delete;
    Db& operator=(Db const&) = delete;

    [[nodiscard]] std::int64_t changes() override;
    std::int64_t schema() override;
    /// false while a transaction is open.
    [[nodiscard]] bool autocommit() const;

private:
    Db() = default;
    sql::Statement& prepared(std::string_view sql) override;
    void execute(char const* sql) override;

    sqlite3* db_ = nullptr;
    std::unordered_map<std::string, std::unique_ptr<sql::Statement>> statements_;
};

/// Brings the schema up to date, one transaction per migration. Throws when the file is of a newer relay.
void migrate(Db& db);

/// Reads the whole file once (about 0.3 s for 100 MB). Throws std::runtime_error with what to do when it is damaged: a
/// relay that finds damage in the middle of a day would have answered from it until then.
void require_sound(Db& db, std::string const& path);
/// The number of the last migration that this program knows.
int latest_schema();

}  // namespace signalos::relay::sqlite
