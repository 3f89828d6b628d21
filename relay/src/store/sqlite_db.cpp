#include "store/sqlite_db.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "store/migrations.hpp"

namespace signalos::relay::sqlite {

namespace {
[[noreturn]] void fail(sqlite3* db, int code) {
    throw Error(db != nullptr ? sqlite3_extended_errcode(db) : code,
                db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

sql::Fault fault_of(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL:
            return sql::Fault::disk_full;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return sql::Fault::damaged;
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
        case SQLITE_PERM:
            return sql::Fault::unavailable;
        default:
            return sql::Fault::statement;
    }
}

class Statement final : public sql::Statement {
public:
    Statement(sqlite3* db, std::string_view sql) : db_(db) {
        int const code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &statement_, nullptr);
        if (code != SQLITE_OK) fail(db_, code);
    }
    ~Statement() override { sqlite3_finalize(statement_); }
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;

    void bind(std::int64_t value) override {
        if (sqlite3_bind_int64(statement_, ++bound_, value) != SQLITE_OK) fail(db_, SQLITE_ERROR);
    }
    void bind(std::string_view value) override {
        char const* const data = value.data() == nullptr ? "" : value.data();
        if (sqlite3_bind_text64(statement_, ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
            fail(db_, SQLITE_ERROR);
    }
    bool next() override {
        column_ = 0;
        int const code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(db_, code);
        return false;
    }
    std::int64_t integer() override { return sqlite3_column_int64(statement_, column_++); }
    std::string text() override {
        auto const* const data = static_cast<char const*>(sqlite3_column_blob(statement_, column_));
        auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_));
        ++column_;
        return data == nullptr ? std::string() : std::string(data, size);
    }
    void reset() noexcept override {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
        bound_ = 0;
    }

private:
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
    int column_ = 0;
};
}  // namespace

Error::Error(int code, std::string const& what) : sql::Error(fault_of(code), what), code_(code) {}

// Delegates, so that whatever is thrown from here on closes what was opened.
Db::Db(std::string const& path, bool read_only) : Db() {
    int const flags =
        (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    if (int const code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr); code != SQLITE_OK) {
        std::string const words = db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
        throw Error(code, path + ": " + words);
    }
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, 5000);
    if (!read_only) {
        require_sound(*this, path);
        exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;");
    }
    exec("PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;");
}

std::unique_ptr<Db> Db::from_dump(std::string_view dump) {
    std::unique_ptr<Db> db(new Db);
    if (int const code = sqlite3_open_v2(":memory:", &db->db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
        code != SQLITE_OK)
        throw Error(code, "a database in memory cannot be opened");
    sqlite3_extended_result_codes(db->db_, 1);
    auto* const bytes = static_cast<unsigned char*>(sqlite3_malloc64(dump.size()));
    if (bytes == nullptr) throw std::bad_alloc();
    std::copy(dump.begin(), dump.end(), bytes);
    auto const size = static_cast<sqlite3_int64>(dump.size());
    int const code = sqlite3_deserialize(db->db_, "main", bytes, size, size,
                                         SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    if (code != SQLITE_OK) fail(db->db_, code);
    db->exec("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;");
    return db;
}

std::string Db::dump() const {
    sqlite3_int64 size = 0;
    auto* const bytes = sqlite3_serialize(db_, "main", &size, 0);
    if (bytes == nullptr) throw std::bad_alloc();
    std::string dump(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
    return dump;
}

void Db::copy_to(Db& target) {
    target.statements_.clear();
    auto* const backup = sqlite3_backup_init(target.db_, "main", db_, "main");
    if (backup == nullptr) fail(target.db_, SQLITE_ERROR);
    int const step = sqlite3_backup_step(backup, -1);
    int const code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) fail(target.db_, code);
    if (step != SQLITE_DONE) throw Error(step, "the database could not be copied");
}

Db::~Db() {
    statements_.clear();
    sqlite3_close(db_);
}

sql::Statement& Db::prepared(std::string_view sql) {
    auto found = statements_.find(std::string(sql));
    if (found == statements_.end())
        found = statements_.emplace(std::string(sql), std::make_unique<Statement>(db_, sql)).first;
    return *found->second;
}

void Db::execute(char const* sql) {
    if (int const code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(db_, code);
}

std::int64_t Db::changes() {
    return sqlite3_changes64(db_);
}

std::int64_t Db::schema() {
    auto version = query("PRAGMA user_version");
    version.next();
    return version.integer();
}

bool Db::autocommit() const {
    return sqlite3_get_autocommit(db_) != 0;
}

void require_sound(Db& db, std::string const& path) {
    std::string found;
    try {
        auto query = db.query("PRAGMA quick_check(1)");
        found = query.next() ? query.text() : "no answer";
    } catch (Error const& error) {
        found = error.what();
    }
    if (found == "ok") return;
    throw std::runtime_error("the database " + path + " is damaged (" + found +
                             "); restore a backup of it, or move it away to begin anew");
}

int latest_schema() {
    return static_cast<int>(sql::migrations().size());
}

void migrate(Db& db) {
    auto const version = db.schema();
    if (version > latest_schema()) {
        throw std::runtime_error("the database has schema " + std::to_string(version) + ", this relay knows only " +
                                 std::to_string(latest_schema()) +
                                 ": start the newer relay, or restore a backup made by this one");
    }
    for (auto n = version; n < latest_schema(); ++n) {
        db.exec("BEGIN IMMEDIATE");
        try {
            db.exec(sql::migrations()[static_cast<std::size_t>(n)]);
            db.exec(("PRAGMA user_version=" + std::to_string(n + 1)).c_str());
            db.exec("COMMIT");
        } catch (...) {
            if (!db.autocommit()) db.exec("ROLLBACK");
            throw;
        }
    }
}

}  // namespace signalos::relay::sqlite
