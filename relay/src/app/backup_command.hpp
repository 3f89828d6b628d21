// `signalos-relay backup` and `restore`.
#pragma once
#include <cstdint>
#include <string>

#include "store/backup.hpp"
#include "util/config.hpp"

namespace signalos::relay {

/// The folder of scheduled backups.
std::string backup_folder(Config const& config);
/// A name in that folder that sorts by time: signalos-20261121T133005Z.backup.
std::string backup_name(std::int64_t utc_ms);
/// Backs up the store that the configuration names. Throws std::runtime_error.
BackupReport back_up(Config const& config, std::string const& file, std::int64_t now);

/// Prints what was written as one JSON line. `file` empty: a new one in the folder of scheduled backups.
int run_backup(Config const& config, std::string const& file);
/// Prints what was put back and what the operator must know.
int run_restore(Config const& config, std::string const& file, bool replace);

}  // namespace signalos::relay
