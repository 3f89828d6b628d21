// The operations on an organisation and on the relay, by the names that the command line gives them.
#pragma once
#include <span>
#include <string_view>

#include "services/people_service.hpp"

namespace signalos::relay {

struct NamedOperation {
    std::string_view name;       ///< "users.list"
    std::string_view route;      ///< the same over REST: "GET /api/admin/users"
    std::string_view arguments;  ///< for help: "--id USER {name, role, disabled}"
    PeopleService::Operation run;
};

/// Everything that REST offers under /api/admin, row by row; a test compares both.
std::span<NamedOperation const> people_operations();

}  // namespace signalos::relay
