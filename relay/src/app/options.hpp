// The command line.
#pragma once
#include <optional>
#include <string>
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

using Action =
    std::variant<ServeAction, CreateTerminalAction, ResetOwnerAction, PeopleAction, ListOperationsAction, MigrateAction,
                 DoctorAction, CopyAction, BackupAction, RestoreAction, ReloadAction, ConfigAction, ExitAction>;

Action parse_command_line(int argc, char const* const* argv);

}  // namespace signalos::relay
