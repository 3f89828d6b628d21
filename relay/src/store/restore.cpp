#include "store/restore.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "store/data_folder.hpp"
#include "store/operations.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

namespace {
namespace fs = std::filesystem;
constexpr char const* marker = "restore-unfinished";
constexpr char const* work_name = "signalos.db.restored";
constexpr char const* ends[] = {"", "-wal", "-shm"};

void remove_work(DataFolder const& folder) {
    for (auto const* const end : ends) fs::remove(folder.file(work_name) + end);
}

/// The backup as this program's store would hold it, with everything marked that must be asked about.
RestoreSummary prepare(DataFolder const& folder, BackupReport const& backup, std::int64_t now) {
    remove_work(folder);
    ::close(::open(folder.file(work_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    sqlite::Db work(folder.file(work_name));
    sqlite::Db(backup.file, true).copy_to(work);
    work.exec("DROP TABLE backup_info");
    sqlite::migrate(work);
    work.exec("BEGIN IMMEDIATE");
    auto const summary = sql::mark_restored(work, {now, backup.made_at});
    work.exec("COMMIT");
    work.exec("PRAGMA journal_mode=DELETE");
    return summary;
}

bool holds_something(std::string const& path) {
    if (!fs::exists(path)) return false;
    try {
        sqlite::Db db(path, true);
        return db.query("SELECT 1 FROM organisations LIMIT 1").next();
    } catch (sql::Error const&) {
        return true;  // damaged: something is there
    }
}

std::string set_aside(DataFolder const& folder, std::int64_t now) {
    auto const path = folder.file("signalos.db");
    auto const kept = path + ".replaced-" + std::to_string(now);
    bool found = false;
    for (auto const* const end : ends) {
        if (!fs::exists(path + end)) continue;
        fs::rename(path + end, kept + end);
        found = true;
    }
    return found ? kept : std::string();
}

[[noreturn]] void not_empty(std::string const& where) {
    throw std::runtime_error("the " + where + " holds a store already: give --replace to put the backup in its place");
}
}  // namespace

void require_no_unfinished_restore(std::string const& data_folder) {
    auto const path = data_folder + "/" + marker;
    if (!fs::exists(path)) return;
    std::string backup;
    std::getline(std::ifstream(path), backup);
    throw std::runtime_error("a restore into " + data_folder + " did not get to its end: run `signalos-relay restore " +
                             backup + "` again");
}

RestoredStore restore_sqlite(std::string const& file, std::string const& data_folder, Existing existing,
                             std::int64_t now) {
    DataFolder const folder(data_folder);
    RestoredStore restored{verify_backup(file), {}, {}};
    bool const again = fs::exists(folder.file(marker));
    if (existing == Existing::refuse && !again && holds_something(folder.file("signalos.db")))
        not_empty("data folder " + data_folder);
    restored.summary = prepare(folder, restored.backup, now);
    flush_path(folder.file(work_name));
    std::ofstream(folder.file(marker)) << fs::absolute(file).string() << "\n";
    flush_path(folder.file(marker));
    flush_path(data_folder);
    restored.kept = set_aside(folder, now);
    fs::rename(folder.file(work_name), folder.file("signalos.db"));
    flush_path(data_folder);
    fs::remove(folder.file(marker));
    flush_path(data_folder);
    return restored;
}

RestoredStore restore_postgres(std::string const& file, std::string const& data_folder,
                               postgres::Options const& options, Existing existing, std::int64_t now) {
    DataFolder const folder(data_folder);
    RestoredStore restored{verify_backup(file), {}, {}};
    postgres::Session to(options, sql::Access::writes);
    postgres::migrate(to);
    to.begin();
    to.exec("SET LOCAL statement_timeout=0");
    if (existing == Existing::refuse && to.query("SELECT 1 FROM organisations LIMIT 1").next())
        not_empty(place_of(options));
    restored.summary = prepare(folder, restored.backup, now);
    {
        sqlite::Db work(folder.file(work_name));
        auto const tables = tables_of(work);
        for (auto table = tables.rbegin(); table != tables.rend(); ++table)
            to.exec(("DELETE FROM " + table->name).c_str());
        copy_tables({work, Paging::rows}, {to, Paging::cursor}, tables);
    }
    to.commit();
    remove_work(folder);
    return restored;
}

}  // namespace signalos::relay
