// The command line.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "util/config.hpp"

namespace signalos::relay {

/// `serve`: run the relay. The other forms name their configuration alike.
struct ServeAction {
    std::optional<std::string> config_file;
    Config::Pairs overrides;
};
/// `admin create-terminal`: make a terminal and print its key once.
struct CreateTerminalAction {
    ServeAction with;  ///< where the relay's data is
    std::string name;
    std::string owner_email;  ///< an account of the organisation that the terminal belongs to
};
/// `admin reset-owner-password`: give the owner a new one-time password and print it.
struct ResetOwnerAction {
    ServeAction with;  ///< where the relay's data is
    std::string email;
};
/// `admin call`: one operation of services/people_table.hpp.
struct PeopleAction {
    ServeAction with;  ///< where the relay's data is
    std::string name;
    std::string id;
    std::string args;          ///< a JSON object, or empty
    std::string organisation;  ///< its id; empty: that of `owner_email`
    std::string owner_email;
};
/// `admin operations`: print the table.
struct ListOperationsAction {};
/// `migrate`: bring the store's schema up to date.
struct MigrateAction {
    ServeAction with;
};
/// `doctor`: look at what the configuration names.
struct DoctorAction {
    ServeAction with;
};
/// `store copy`: from the SQLite file of the data folder to the PostgreSQL database of the configuration.
struct CopyAction {
    ServeAction with;
};
/// `backup [FILE]`, also `admin backup`: write a verified backup beside a relay that may be running.
struct BackupAction {
    ServeAction with;
    std::string file;  ///< empty: a new one in the backup folder
};
/// `restore FILE`: put a backup in the place of the configuration's store.
struct RestoreAction {
    ServeAction with;
    std::string file;
    bool replace = false;  ///< what the store holds may go
};
/// `admin reload`: log levels and certificates anew.
struct ReloadAction {
    ServeAction with;  ///< where the relay's data is
};
/// `admin pair` … `admin set-group`: what the dashboard does with terminals and groups of them. A pairing code comes
/// from standard input, never from the command line.
struct TerminalAction {
    ServeAction with;       ///< where the relay's data is
    std::string operation;  ///< "pair", …, with _ for -
    std::string name, pairing, fingerprint, terminal, group;
    std::vector<std::string> members;  ///< of set-group: terminals; none = an empty group
    std::string owner_email;           ///< an account of the organisation
};
/// `config`: print the table, its page, or what is wrong with a file.
struct ConfigAction {
    ServeAction with;
    bool markdown = false;
    bool check = false;
};
/// Help, version or a wrong command line: already printed.
struct ExitAction {
    int status = 0;
};

using Action = std::variant<ServeAction, CreateTerminalAction, ResetOwnerAction, PeopleAction, ListOperationsAction,
                            MigrateAction, DoctorAction, CopyAction, BackupAction, RestoreAction, ReloadAction,
                            TerminalAction, ConfigAction, ExitAction>;

/// One form of `signalos-relay admin`, with the routes that do the same: "POST /api/groups". Without one, `why` says
/// why REST cannot offer it. What `admin call` does has a table of its own (services/people_table.hpp).
struct AdminVerb {
    std::string_view name;
    std::string_view route;
    std::string_view why = {};
};
std::span<AdminVerb const> admin_verbs();

Action parse_command_line(int argc, char const* const* argv);

}  // namespace signalos::relay
