#include "app/doctor.hpp"

#include <future>
#include <iostream>

#include "app/admin_socket.hpp"
#include "app/backup_command.hpp"
#include "app/backup_schedule.hpp"
#include "app/doctor_checks.hpp"
#include "app/open_store.hpp"
#include "app/settings.hpp"
#include "store/store_check.hpp"
#include "store/store_copy.hpp"

namespace signalos::relay {

namespace {

using State = Check::State;

std::vector<Check> check_store(Config const& config) {
    std::vector<Finding> findings;
    try {
        bool const sqlite = config.text("store") == "sqlite";
        findings = sqlite ? check_sqlite(config.text("data_dir")) : check_postgres(postgres_options(config));
    } catch (std::exception const& error) {
        findings = {{false, error.what()}};
    }
    std::vector<Check> checks;
    for (auto& finding : findings)
        checks.push_back({finding.good ? State::ok : State::wrong, "storage", std::move(finding.words)});
    return checks;
}

std::vector<Check> check_backups(Config const& config) {
    auto const hours = config.integer("backup.interval_hours");
    if (hours == 0) return {{State::note, "backup", "backup.interval_hours = 0: the relay makes none by itself"}};
    auto const folder = backup_folder(config);
    auto const kept = kept_backups(folder);
    if (kept.files.empty()) return {{State::note, "backup", "none in " + folder + " yet"}};
    try {
        auto const report = verify_backup(folder + "/" + kept.files.back());
        auto const age_ms = SystemClock().utc_ms() - report.made_at;
        if (age_ms > 2 * hours * 3600 * 1000)
            return {{State::wrong, "backup",
                     report.file + " is the newest and " + std::to_string(age_ms / 3'600'000) +
                         " h old: see why none was made since (the log says backup_failed)"}};
        return {{State::ok, "backup", report.file + " is whole, " + std::to_string(report.rows()) + " rows"}};
    } catch (std::exception const& error) {
        return {{State::wrong, "backup", error.what()}};
    }
}

// Everything that can be looked at once the configuration has been read, and what speaks against serving with it.
std::vector<Check> check_all(Config const& config) {
    std::vector<Check> checks;
    auto const wrong = setting_problem(config);
    checks.push_back(wrong ? Check{State::wrong, "configuration", wrong->text()}
                           : Check{State::ok, "configuration", "every key is known and has a good value"});
    auto const add = [&checks](std::vector<Check> more) {
        for (auto& check : more) checks.push_back(std::move(check));
    };
    if (config.text("data_dir").empty()) return checks;
    bool const runs = ask_running_relay(config.text("data_dir"), {{"op", "ping"}}).has_value();
    add(check_certificate(config));
    add(check_proxy(config));
    add(check_port(config, runs));
    if (config.text("store") != "sqlite") add(check_disk(config));  // the file's own check looks too
    add(check_clock());
    if (!data_problem(config)) add(check_store(config));
    add(check_backups(config));
    return checks;
}

char const* word_of(State state) {
    switch (state) {
        case State::ok:
            return "ok    ";
        case State::note:
            return "note  ";
        case State::wrong:
            return "WRONG ";
    }
    return "";
}

}  // namespace

int run_doctor(std::variant<Config, ConfigError> const& loaded) {
    std::vector<Check> checks;
    if (auto const* const error = std::get_if<ConfigError>(&loaded))
        checks.push_back({State::wrong, "configuration", error->text()});
    else
        checks = check_all(std::get<Config>(loaded));
    int wrong = 0;
    for (auto const& check : checks) {
        std::cout << word_of(check.state) << check.area << ": " << check.words << "\n";
        wrong += check.state == State::wrong ? 1 : 0;
    }
    std::cout << (wrong == 0 ? "Nothing is wrong." : std::to_string(wrong) + " wrong.") << std::endl;
    return wrong == 0 ? 0 : 1;
}

int run_copy(Config const& config) {
    if (config.text("postgresql.dsn").empty())
        throw std::runtime_error(ConfigError{"postgresql.dsn", "\"\"", "say where the copy goes"}.text());
    for (auto const& table : copy_to_postgres(config.text("data_dir"), postgres_options(config)))
        std::cout << table.name << ": " << table.rows << " rows, sha256 " << table.checksum << "\n";
    std::cout << "Everything was copied and verified. Set store = \"postgresql\" and start the relay." << std::endl;
    return 0;
}

int run_migrate(Config const& config) {
    std::promise<Reply<StoreHealth>> answered;
    auto const store = open_store(config, [](std::function<void()> task) { task(); });
    store->ping([&](Reply<StoreHealth> reply) { answered.set_value(reply); });
    auto const health = answered.get_future().get();
    if (!health.ok()) throw std::runtime_error("the store does not answer: " + std::string(code_words(health.reason)));
    std::cout << R"({"store":")" << config.text("store") << R"(","schema":)" << health.value.schema << "}" << std::endl;
    return 0;
}

}  // namespace signalos::relay
