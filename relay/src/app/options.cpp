#include "app/options.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "app/version.hpp"

namespace signalos::relay {
namespace {

// One option of `serve` and the configuration key it sets.
struct Shortcut {
    char const* option;
    char const* key;
    char const* words;
};
constexpr Shortcut shortcuts[] = {
    {"--data", "data_dir", "Directory of the database"},
    {"--listen", "listen", "ADDRESS:PORT; port 0 takes any free one"},
    {"--certificate", "tls.certificate", "PEM file with the certificate and its chain"},
    {"--key", "tls.key", "PEM file with the private key"},
    {"--web-root", "web_root", "Directory of the built dashboard"},
    {"--public-origin", "public_origin", "Origin under which browsers reach this relay"},
    {"--log-level", "log.level", "debug, info, warn, error or off"},
};

// How the forms that work on a relay's data are told where it is.
struct Where {
    std::string config_file;
    std::string data_dir;

    [[nodiscard]] ServeAction action() const {
        ServeAction with;
        if (!config_file.empty()) with.config_file = config_file;
        if (!data_dir.empty()) with.overrides.emplace_back("data_dir", data_dir);
        return with;
    }
};

}  // namespace

namespace {

struct TerminalCommand {
    char const* name;
    char const* operation;
    char const* words;
    char const* options;  // p pairing, f fingerprint, n name, t terminal, g group, m members; capitals are required
};
constexpr TerminalCommand terminal_commands[] = {
    {"pair", "pair", "Begin to pair a terminal; the code is printed once", "N"},
    {"pairings", "pairings", "The pairings of the last day", ""},
    {"find-pairing", "find_pairing",
     "The pairing behind the code that a terminal shows; reads the code from standard input", ""},
    {"approve", "approve", "Let the terminal with this fingerprint in", "PFn"},
    {"deny", "deny", "Turn the terminal away", "P"},
    {"terminals", "terminals", "The terminals that are not revoked", ""},
    {"rename", "rename", "Give a terminal another name", "TN"},
    {"revoke", "revoke", "Take its credential from a terminal for good", "T"},
    {"show-pairing", "show_pairing", "One pairing as it stands", "P"},
    {"groups", "groups", "The groups of terminals", ""},
    {"create-group", "create_group", "Make an empty group of terminals", "N"},
    {"rename-group", "rename_group", "Give a group another name", "GN"},
    {"delete-group", "drop_group", "Delete a group; its terminals stay", "G"},
    {"set-group", "set_group", "Put these terminals, and no others, into a group", "Gm"},
};

constexpr AdminVerb verbs[] = {
    {"create-terminal", "", "its key opens the relay without a pairing: only on the relay's own machine"},
    {"reset-owner-password", "POST /api/admin/users/{id}/reset-password"},
    {"call", "", "stands for every operation of its own table"},
    {"operations", "", "prints that table"},
    {"reload", "POST /api/admin/settings/reload"},
    {"backup", "POST /api/admin/backups"},
    {"pair", "POST /api/terminals/pair/start"},
    {"pairings", "GET /api/terminals/pair"},
    {"find-pairing", "POST /api/terminals/pair/find"},
    {"show-pairing", "GET /api/terminals/pair/{id}"},
    {"approve", "POST /api/terminals/pair/approve"},
    {"deny", "POST /api/terminals/pair/deny"},
    {"terminals", "GET /api/terminals"},
    {"rename", "PUT /api/terminals/{id}"},
    {"revoke", "POST /api/terminals/{id}/revoke"},
    {"groups", "GET /api/groups"},
    {"create-group", "POST /api/groups"},
    {"rename-group", "PUT /api/groups/{id}"},
    {"delete-group", "DELETE /api/groups/{id}"},
    {"set-group", "PUT /api/groups/{id}/members"},
};

void add_options(CLI::App* of, std::string_view options, TerminalAction& action) {
    for (char const c : options) {
        CLI::Option* added = nullptr;
        if (c == 'P') added = of->add_option("--pairing", action.pairing, "Its id, as pair or pairings print it");
        if (c == 'F') added = of->add_option("--fingerprint", action.fingerprint, "As the terminal's chart shows it");
        if (c == 'T') added = of->add_option("--terminal", action.terminal, "Its id, as terminals prints it");
        if (c == 'G') added = of->add_option("--group", action.group, "Its id, as groups prints it");
        if (c == 'm') added = of->add_option("--terminal", action.members, "One terminal's id; repeat it for more");
        if (c == 'N' || c == 'n') added = of->add_option("--name", action.name, "Name shown in the dashboard");
        if (added != nullptr && c >= 'A' && c <= 'Z') added->required();
    }
    of->add_option("--owner", action.owner_email, "E-mail of an account of the organisation")
        ->default_val("owner@localhost");
}

}  // namespace

std::span<AdminVerb const> admin_verbs() {
    return verbs;
}

Action parse_command_line(int argc, char const* const* argv) {
    CLI::App app("SignalOS relay", "signalos-relay");
    app.set_version_flag("--version", std::string(version));
    app.require_subcommand(1);

    auto* const serve = app.add_subcommand("serve", "Run the relay");
    std::string config_file;
    serve->add_option("--config", config_file, "TOML file");
    std::array<std::string, std::size(shortcuts)> values;
    for (std::size_t i = 0; i < std::size(shortcuts); ++i)
        serve->add_option(shortcuts[i].option, values[i], shortcuts[i].words);

    auto* const admin = app.add_subcommand("admin", "Work on the database of a relay, running or not");
    admin->require_subcommand(1);
    CreateTerminalAction create;
    auto* const create_terminal = admin->add_subcommand("create-terminal", "Make a terminal; its key is printed once");
    auto const find_data = [](CLI::App* of, Where& where) {
        of->add_option("--config", where.config_file, "TOML file of the relay");
        of->add_option("--data", where.data_dir, "The relay's data_dir");
    };
    Where create_at;
    find_data(create_terminal, create_at);
    create_terminal->add_option("--name", create.name, "Name shown in the dashboard")->required();
    create_terminal->add_option("--owner", create.owner_email, "E-mail of an account of the organisation")
        ->default_val("owner@localhost");
    ResetOwnerAction reset;
    auto* const reset_owner =
        admin->add_subcommand("reset-owner-password", "Give a user a new one-time password, printed once");
    Where reset_at;
    find_data(reset_owner, reset_at);
    reset_owner->add_option("--email", reset.email, "E-mail of the account")->default_val("owner@localhost");

    PeopleAction people;
    auto* const call = admin->add_subcommand("call", "Do what `admin operations` lists; answers as /api/admin does");
    Where people_at;
    find_data(call, people_at);
    call->add_option("operation", people.name, "Such as users.list")->required();
    call->add_option("--id", people.id, "Of the object");
    call->add_option("--args", people.args, "Arguments, as a JSON object");
    call->add_option("--organisation", people.organisation, "Id of the organisation");
    call->add_option("--owner", people.owner_email, "E-mail of an account of the organisation")
        ->default_val("owner@localhost");
    auto* const operations = admin->add_subcommand("operations", "Print every operation of `admin call`");
    Where reload_at;
    auto* const reload =
        admin->add_subcommand("reload", "Let the running relay read log levels and certificates again");
    find_data(reload, reload_at);

    TerminalAction terminal;
    Where terminal_at;
    std::vector<std::pair<CLI::App*, char const*>> on_terminals;
    for (auto const& command : terminal_commands) {
        auto* const added = admin->add_subcommand(command.name, command.words);
        find_data(added, terminal_at);
        add_options(added, command.options, terminal);
        on_terminals.emplace_back(added, command.operation);
    }

    Where store_at;
    auto* const migrate = app.add_subcommand("migrate", "Bring the store's schema up to date");
    find_data(migrate, store_at);
    auto* const doctor = app.add_subcommand("doctor", "Look at the store and say what is wrong; changes nothing");
    find_data(doctor, store_at);

    auto* const store = app.add_subcommand("store", "Work on the store as a whole");
    store->require_subcommand(1);
    auto* const copy =
        store->add_subcommand("copy", "Move the SQLite file to the empty PostgreSQL database of the DSN");
    find_data(copy, store_at);

    BackupAction backup;
    Where backup_at;
    auto const add_backup = [&](CLI::App& to) {
        auto* const form =
            to.add_subcommand("backup", "Write a verified backup of the store; the relay may be running");
        form->add_option("FILE", backup.file, "Where to; left out: a new file in the backup folder");
        find_data(form, backup_at);
        return form;
    };
    auto* const back_up = add_backup(app);
    auto* const admin_back_up = add_backup(*admin);
    RestoreAction restore;
    Where restore_at;
    auto* const put_back =
        app.add_subcommand("restore", "Put a backup in the place of the store; no relay may be running");
    put_back->add_option("FILE", restore.file, "A file that `backup` wrote, on either engine")->required();
    put_back->add_flag("--replace", restore.replace, "Replace a store that holds something");
    find_data(put_back, restore_at);

    auto* const config = app.add_subcommand("config", "Print every configuration key");
    ConfigAction about;
    find_data(config, store_at);
    config->add_flag("--markdown", about.markdown, "As docs/configuration.md");
    config->add_flag("--check", about.check, "Say what is wrong with the configuration; start nothing");

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return ExitAction{app.exit(error)};
    }
    if (create_terminal->parsed()) {
        create.with = create_at.action();
        return create;
    }
    if (reset_owner->parsed()) {
        reset.with = reset_at.action();
        return reset;
    }
    if (call->parsed()) {
        people.with = people_at.action();
        return people;
    }
    if (operations->parsed()) return ListOperationsAction{};
    if (migrate->parsed()) return MigrateAction{store_at.action()};
    if (copy->parsed()) return CopyAction{store_at.action()};
    if (back_up->parsed() || admin_back_up->parsed()) {
        backup.with = backup_at.action();
        return backup;
    }
    if (put_back->parsed()) {
        restore.with = restore_at.action();
        return restore;
    }
    if (doctor->parsed()) return DoctorAction{store_at.action()};
    if (config->parsed()) {
        about.with = store_at.action();
        return about;
    }
    if (reload->parsed()) return ReloadAction{reload_at.action()};
    for (auto const& [command, operation] : on_terminals) {
        if (!command->parsed()) continue;
        terminal.with = terminal_at.action();
        terminal.operation = operation;
        return terminal;
    }
    ServeAction action;
    if (!config_file.empty()) action.config_file = config_file;
    for (std::size_t i = 0; i < std::size(shortcuts); ++i)
        if (!values[i].empty()) action.overrides.emplace_back(shortcuts[i].key, values[i]);
    return action;
}

}  // namespace signalos::relay
