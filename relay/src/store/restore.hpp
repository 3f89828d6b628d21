// Putting a backup back, on either engine, so that the relay knows that it has forgotten something.
#pragma once
#include <string>

#include "store/backup.hpp"
#include "store/restore_types.hpp"

namespace signalos::relay {

struct RestoredStore {
    BackupReport backup;
    RestoreSummary summary;
    std::string kept;  ///< where the files of before lie now; empty = there were none
};

/// What a store that holds something already needs to hear.
enum class Existing { refuse, replace };

/// Verifies the backup, brings its schema up to date, marks what must be asked about, and puts it in the store's place.
/// Refused while a relay runs on either side. On SQLite the files of before are kept beside; a restore that was cut
/// short keeps the relay from starting until it is run again. On PostgreSQL everything is one transaction. Throws
/// std::runtime_error with words for the operator.
RestoredStore restore_sqlite(std::string const& file, std::string const& data_folder, Existing existing,
                             std::int64_t now);
RestoredStore restore_postgres(std::string const& file, std::string const& data_folder,
                               postgres::Options const& options, Existing existing, std::int64_t now);

/// Throws std::runtime_error when a restore into this folder did not get to its end.
void require_no_unfinished_restore(std::string const& data_folder);

}  // namespace signalos::relay
