// Backups of a store: one SQLite file whatever the engine, checked before it gets its name.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/postgres_options.hpp"
#include "store/table_copy.hpp"

namespace signalos::relay {

/// What a backup file says of itself, and what was found to be true of it.
struct BackupReport {
    std::string file;
    std::string engine;            ///< "sqlite" | "postgresql": where it was made
    std::int64_t made_at = 0;      ///< ms UTC: it holds everything committed before, and nothing after its end
    std::int64_t schema = 0;       ///< number of the last migration
    std::int64_t store_epoch = 0;  ///< of the store it was made from
    std::vector<CopiedTable> tables;

    [[nodiscard]] std::int64_t rows() const;
};

/// Reads one moment of the store while its relay goes on, writes it to a file beside the wanted name, reads that again
/// and compares, and only then gives it the name: a file with the name is whole. Mode 0600. Throws std::runtime_error
/// with words for the operator; then nothing is left.
BackupReport back_up_sqlite(std::string const& data_folder, std::string const& file, std::int64_t now);
BackupReport back_up_postgres(postgres::Options const& options, std::string const& file, std::int64_t now);

/// Reads the whole file: sound, the rows that it says it has by count and checksum, every audit chain unbroken. Throws
/// std::runtime_error with what is wrong.
BackupReport verify_backup(std::string const& file);

}  // namespace signalos::relay
