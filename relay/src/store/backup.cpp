#include "store/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "domain/json.hpp"
#include "store/data_folder.hpp"
#include "store/operations.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

namespace {
namespace json = boost::json;
constexpr int every_audit_row = 1 << 30;

[[noreturn]] void refuse(std::string const& file, std::string const& words) {
    throw std::runtime_error("backup " + file + ": " + words);
}

/// A file beside the wanted one, gone unless it got the name.
class PartFile {
public:
    explicit PartFile(std::string const& wanted) : wanted_(wanted), part_(wanted + ".part") {
        if (std::filesystem::exists(wanted_)) refuse(wanted_, "exists already; give another name");
        remove_part();
        int const made = ::open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (made < 0) refuse(wanted_, std::strerror(errno));
        ::close(made);
    }
    ~PartFile() {
        if (!named_) remove_part();
    }
    PartFile(PartFile const&) = delete;
    PartFile& operator=(PartFile const&) = delete;

    [[nodiscard]] std::string const& path() const { return part_; }
    void give_name() {
        flush_path(part_);
        std::filesystem::rename(part_, wanted_);
        named_ = true;
        flush_path(std::filesystem::absolute(wanted_).parent_path().string());
    }

private:
    void remove_part() const {
        std::error_code ignored;
        for (auto const* const end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(part_ + end, ignored);
    }

    std::string wanted_;
    std::string part_;
    bool named_ = false;
};

json::array view(std::vector<CopiedTable> const& tables) {
    json::array rows;
    for (auto const& table : tables)
        rows.push_back(json::object{{"name", table.name}, {"rows", table.rows}, {"sha256", table.checksum}});
    return rows;
}

/// The order in which tables are listed is no property of what they hold.
std::set<std::string> in_no_order(json::array const& tables) {
    std::set<std::string> lines;
    for (auto const& table : tables) lines.insert(json::serialize(table));
    return lines;
}

std::set<std::string> tables_told_by(std::string const& info) {
    boost::system::error_code wrong;
    auto const told = json::parse(info, wrong);
    return wrong || !told.is_array() ? std::set<std::string>{} : in_no_order(told.get_array());
}

void write_info(sqlite::Db& db, BackupReport const& report) {
    db.exec("CREATE TABLE backup_info (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
    auto const put = [&db](std::string const& name, std::string const& value) {
        db.query("INSERT INTO backup_info VALUES(?,?)").all(name, value).run();
    };
    put("engine", report.engine);
    put("made_at", std::to_string(report.made_at));
    put("schema", std::to_string(report.schema));
    put("tables", json::serialize(view(report.tables)));
}

std::string info_of(sqlite::Db& db, std::string const& name) {
    auto query = db.query("SELECT value FROM backup_info WHERE name=?");
    return query.bind(name).next() ? query.text() : std::string();
}

std::vector<CopiedTable> read_all(TableSource from, std::vector<TableShape> const& tables) {
    std::vector<CopiedTable> read;
    for (auto const& table : tables) read.push_back(read_table(from, table, {}));
    return read;
}

void require_chains(sqlite::Db& db, std::string const& file) {
    std::vector<std::string> ids;
    {
        auto query = db.query("SELECT id FROM organisations");
        while (query.next()) ids.push_back(query.text());
    }
    for (auto const& id : ids) {
        try {
            sql::list_audit(db, sql::id_of<OrgId>(id), every_audit_row);
        } catch (sql::Rejected const&) {
            refuse(file, "the audit chain of organisation " + id + " is broken");
        }
    }
}

/// The copy is whole and says what it is; from here on it is one file.
void seal(sqlite::Db& copy, BackupReport const& report) {
    copy.exec("BEGIN IMMEDIATE");
    write_info(copy, report);
    copy.exec("COMMIT");
    copy.exec("PRAGMA journal_mode=DELETE");
}

/// What was written to the file must be what was read from the store.
BackupReport verify_and_name(PartFile& part, std::string const& wanted) {
    auto report = verify_backup(part.path());
    part.give_name();
    report.file = wanted;
    return report;
}
}  // namespace

std::int64_t BackupReport::rows() const {
    std::int64_t sum = 0;
    for (auto const& table : tables) sum += table.rows;
    return sum;
}

BackupReport back_up_sqlite(std::string const& data_folder, std::string const& file, std::int64_t now) {
    auto const path = data_folder + "/signalos.db";
    if (!std::filesystem::exists(path)) refuse(file, path + " does not exist: nothing to back up");
    BackupReport report{file, "sqlite", now, 0, 0, {}};
    PartFile part(file);
    {
        sqlite::Db from(path, true);
        sqlite::Db copy(part.path());
        from.exec("BEGIN");
        report.schema = from.schema();
        report.tables = read_all({from, Paging::rows}, tables_of(from));
        from.copy_to(copy);
        from.exec("COMMIT");
        seal(copy, report);
    }
    return verify_and_name(part, file);
}

BackupReport back_up_postgres(postgres::Options const& options, std::string const& file, std::int64_t now) {
    BackupReport report{file, "postgresql", now, 0, 0, {}};
    PartFile part(file);
    {
        postgres::Session from(options, sql::Access::reads);
        sqlite::Db copy(part.path());
        sqlite::migrate(copy);
        from.begin();
        from.exec("SET LOCAL statement_timeout=0");
        report.schema = from.schema();
        if (report.schema != copy.schema())
            refuse(file, "the database has schema " + std::to_string(report.schema) + ", this program knows " +
                             std::to_string(copy.schema()) + ": run `signalos-relay migrate` of this version first");
        copy.exec("BEGIN IMMEDIATE");
        copy.exec("DELETE FROM settings");
        for (auto const& table : tables_of(copy))
            report.tables.push_back(copy_table({from, Paging::cursor}, copy, table));
        copy.exec("COMMIT");
        from.rollback();
        seal(copy, report);
    }
    return verify_and_name(part, file);
}

BackupReport verify_backup(std::string const& file) {
    if (!std::filesystem::exists(file)) refuse(file, "no such file");
    try {
        sqlite::Db db(file, true);
        sqlite::require_sound(db, file);
        BackupReport report{file, info_of(db, "engine"), 0, db.schema(), 0, {}};
        if (report.schema > sqlite::latest_schema())
            refuse(file, "is of a newer relay (schema " + std::to_string(report.schema) + ", this one knows " +
                             std::to_string(sqlite::latest_schema()) + ")");
        report.made_at = std::stoll(info_of(db, "made_at"));
        db.exec("BEGIN");
        report.tables = read_all({db, Paging::rows}, tables_of(db));
        if (in_no_order(view(report.tables)) != tables_told_by(info_of(db, "tables")))
            refuse(file, "its rows are not those that were written");
        require_chains(db, file);
        report.store_epoch = sql::health(db).store_epoch;
        db.exec("COMMIT");
        return report;
    } catch (sql::Error const& error) {
        refuse(file, std::string("is not a backup of this product, or is damaged: ") + error.what());
    } catch (std::invalid_argument const&) {
        refuse(file, "does not say when it was made");
    }
}

}  // namespace signalos::relay
