#include "store/postgres_errors.hpp"

namespace signalos::relay::postgres {

using sql::Fault;

Fault fault_of_state(std::string_view sqlstate) {
    auto const is = [&](std::string_view start) { return sqlstate.starts_with(start); };
    if (sqlstate.empty()) return Fault::unavailable;
    if (is("53100")) return Fault::disk_full;
    if (is("XX001") || is("XX002")) return Fault::damaged;
    if (is("40") || is("55P03")) return Fault::retry;
    // Connection, resources, operator (shutdown, cancel), system, a standby, a missing right: not the caller's fault.
    if (is("08") || is("53") || is("57") || is("58") || is("25006") || is("42501")) return Fault::unavailable;
    return Fault::statement;
}

}  // namespace signalos::relay::postgres
