#include "app/backup_command.hpp"

#include <sys/stat.h>

#include <boost/json/serialize.hpp>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "app/open_store.hpp"
#include "base/clock.hpp"
#include "store/restore.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

std::string utc_text(std::int64_t utc_ms, char const* form) {
    auto const seconds = static_cast<std::time_t>(utc_ms / 1000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, form, &parts)};
}

std::string new_file(Config const& config, std::int64_t now) {
    auto const folder = backup_folder(config);
    if (!std::filesystem::exists(folder)) {
        std::filesystem::create_directories(folder);
        ::chmod(folder.c_str(), 0700);
    }
    return folder + "/" + backup_name(now);
}

}  // namespace

std::string backup_folder(Config const& config) {
    auto const& folder = config.text("backup.folder");
    return folder.empty() ? config.text("data_dir") + "/backups" : folder;
}

std::string backup_name(std::int64_t utc_ms) {
    return "signalos-" + utc_text(utc_ms, "%Y%m%dT%H%M%SZ") + ".backup";
}

BackupReport back_up(Config const& config, std::string const& file, std::int64_t now) {
    auto const wanted = file.empty() ? new_file(config, now) : file;
    if (config.text("store") == "sqlite") return back_up_sqlite(config.text("data_dir"), wanted, now);
    return back_up_postgres(postgres_options(config), wanted, now);
}

int run_backup(Config const& config, std::string const& file) {
    auto const report = back_up(config, file, SystemClock().utc_ms());
    json::object const told{{"backup", report.file},   {"made_at", report.made_at}, {"engine", report.engine},
                            {"schema", report.schema}, {"rows", report.rows()},     {"verified", true}};
    std::cout << json::serialize(told) << std::endl;
    return 0;
}

int run_restore(Config const& config, std::string const& file, bool replace) {
    auto const now = SystemClock().utc_ms();
    auto const existing = replace ? Existing::replace : Existing::refuse;
    auto const& folder = config.text("data_dir");
    auto const restored = config.text("store") == "sqlite"
                              ? restore_sqlite(file, folder, existing, now)
                              : restore_postgres(file, folder, postgres_options(config), existing, now);
    auto const& summary = restored.summary;
    json::object told{{"restored", file},
                      {"made_at", restored.backup.made_at},
                      {"rows", restored.backup.rows()},
                      {"store_epoch", summary.store_epoch},
                      {"terminals", summary.terminals},
                      {"in_doubt", summary.in_doubt},
                      {"sign_ins_ended", summary.sessions}};
    if (!restored.kept.empty()) told["kept"] = restored.kept;
    std::cout << json::serialize(told) << "\n";
    std::cerr << "What was changed after " << utc_text(restored.backup.made_at, "%Y-%m-%d %H:%M:%S UTC")
              << " is not known here: users, passwords, roles, revoked and newly made terminals and keys. Look through "
                 "them before\nyou start the relay. It asks every terminal what it did since, and tells what it finds "
                 "as alarms."
              << std::endl;
    return 0;
}

}  // namespace signalos::relay
