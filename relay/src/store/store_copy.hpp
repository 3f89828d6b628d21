// `signalos-relay store copy`: from a SQLite file to an empty PostgreSQL database.
#pragma once
#include <string>
#include <vector>

#include "store/postgres_options.hpp"
#include "store/table_copy.hpp"

namespace signalos::relay {

/// Copies every table in one transaction and compares the checksums of what was read with those of what the server
/// holds before it commits. Throws std::runtime_error with words for the operator: a relay is running on either side,
/// the schemas differ, the target is not empty, or a checksum does not hold. Then nothing was written.
std::vector<CopiedTable> copy_to_postgres(std::string const& data_folder, postgres::Options const& target);

}  // namespace signalos::relay
