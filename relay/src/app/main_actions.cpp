#include "app/main_actions.hpp"

#include <unistd.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

#include "app/admin_command.hpp"
#include "app/application.hpp"
#include "app/backup_command.hpp"
#include "app/config_keys.hpp"
#include "app/doctor.hpp"
#include "app/settings.hpp"
#include "domain/json.hpp"
#include "services/people_table.hpp"
#include "util/config_page.hpp"

namespace signalos::relay {
namespace {

// Of ./run and ./test, which share the prefix.
bool is_for_others(std::string_view name) {
    return name == "SIGNALOS_DATA" || name == "SIGNALOS_CACHE" || name == "SIGNALOS_BUILD" ||
           name.starts_with("SIGNALOS_TEST_");
}

Config::Pairs environment() {
    Config::Pairs pairs;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        std::string const text = *entry;
        auto const equals = text.find('=');
        if (text.starts_with("SIGNALOS_") && equals != std::string::npos &&
            !is_for_others(std::string_view(text).substr(0, equals)))
            pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return pairs;
}

std::variant<Config, ConfigError> load_serve_config(ServeAction const& action) {
    auto loaded = Config::load(config_keys(), action.config_file, environment(), action.overrides);
    if (auto const* const config = std::get_if<Config>(&loaded))
        if (auto wrong = setting_problem(*config)) return *wrong;
    return loaded;
}

// Without what only serving needs.
Config load_data_config(ServeAction const& action) {
    auto loaded = Config::load(config_keys(), action.config_file, environment(), action.overrides);
    if (auto const* const error = std::get_if<ConfigError>(&loaded)) throw std::runtime_error(error->text());
    auto config = std::get<Config>(std::move(loaded));
    if (auto const wrong = data_problem(config)) throw std::runtime_error(wrong->text());
    return config;
}

Config load_config(ServeAction const& action) {
    auto loaded = load_serve_config(action);
    if (auto const* const error = std::get_if<ConfigError>(&loaded)) throw std::runtime_error(error->text());
    return std::get<Config>(std::move(loaded));
}

struct Runner {
    int operator()(ServeAction const& action) const {
        // A client that goes away in mid-write is an error code, not the end of the process.
        std::signal(SIGPIPE, SIG_IGN);
        auto const config = load_config(action);
        log::configure(log_options(config));
        Application application(config, [action] { return load_serve_config(action); });
        application.run();
        return 0;
    }
    int operator()(CreateTerminalAction const& action) const {
        return run_admin_command(load_data_config(action.with), {{"op", "create_terminal"}, {"name", action.name}},
                                 action.owner_email);
    }
    int operator()(ResetOwnerAction const& action) const {
        return run_admin_command(load_data_config(action.with), {{"op", "reset_password"}, {"email", action.email}},
                                 action.email);
    }
    int operator()(PeopleAction const& action) const {
        auto args = parse_object(action.args.empty() ? "{}" : action.args);
        if (!args) throw std::runtime_error("--args takes a JSON object");
        boost::json::object const request{{"op", "people"},
                                          {"name", action.name},
                                          {"id", action.id},
                                          {"args", std::move(*args)},
                                          {"organisation", action.organisation}};
        return run_admin_command(load_data_config(action.with), request, action.owner_email);
    }
    int operator()(ListOperationsAction const&) const {
        for (auto const& row : people_operations())
            std::cout << row.name << " " << row.arguments << "  (" << row.route << ")\n";
        return 0;
    }
    int operator()(MigrateAction const& action) const { return run_migrate(load_data_config(action.with)); }
    int operator()(CopyAction const& action) const { return run_copy(load_data_config(action.with)); }
    int operator()(DoctorAction const& action) const {
        return run_doctor(Config::load(config_keys(), action.with.config_file, environment(), action.with.overrides));
    }
    int operator()(BackupAction const& action) const { return run_backup(load_data_config(action.with), action.file); }
    int operator()(RestoreAction const& action) const {
        return run_restore(load_data_config(action.with), action.file, action.replace);
    }
    int operator()(TerminalAction const& action) const {
        boost::json::object request{{"op", action.operation},      {"name", action.name},
                                    {"pairing", action.pairing},   {"fingerprint", action.fingerprint},
                                    {"terminal", action.terminal}, {"owner", action.owner_email}};
        request["group"] = action.group;
        request["terminals"] = boost::json::array(action.members.begin(), action.members.end());
        if (action.operation == "find_pairing") {
            std::string code;
            std::getline(std::cin, code);
            request["code"] = code;
        }
        return run_admin_command(load_data_config(action.with), request, action.owner_email);
    }
    int operator()(ReloadAction const& action) const {
        return run_admin_command(load_data_config(action.with), {{"op", "reload"}}, "");
    }
    int operator()(ConfigAction const& action) const {
        if (action.markdown) {
            std::cout << configuration_page(config_keys());
            return 0;
        }
        if (action.check) {
            load_config(action.with);
            std::cout << "The configuration is good.\n";
            return 0;
        }
        for (auto const& row : config_keys())
            std::cout << row.name << " (" << environment_name(row.name) << ", default \"" << row.default_value
                      << "\"): " << row.doc << "\n";
        return 0;
    }
    int operator()(ExitAction const& action) const { return action.status; }
};

}  // namespace

int run_action(Action const& action) {
    return std::visit(Runner{}, action);
}

}  // namespace signalos::relay
