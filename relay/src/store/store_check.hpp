// What `doctor` asks a store, beside a relay that may be running on it: nothing is changed.
#pragma once
#include <string>
#include <vector>

#include "store/postgres_options.hpp"

namespace signalos::relay {

/// One thing looked at, in words for the operator.
struct Finding {
    bool good = false;
    std::string words;
};

std::vector<Finding> check_sqlite(std::string const& data_folder);
std::vector<Finding> check_postgres(postgres::Options const& options);

}  // namespace signalos::relay
