#include "store/postgres_errors.hpp"

#include <pqxx/pqxx>

namespace signalos::relay::postgres {

using sql::Fault;

Fault fault_of_state(std::string_view sqlstate) {
    auto const is = [&](std::string_view start) { return sqlstate.starts_with(start); };
    if (is("53100")) return Fault::disk_full;
    if (is("XX001") || is("XX002")) return Fault::damaged;
    if (is("40") || is("55P03")) return Fault::retry;
    // Connection, resources, operator (shutdown, cancel), system, a standby, a missing right: not the caller's fault.
    if (is("08") || is("53") || is("57") || is("58") || is("25006") || is("42501")) return Fault::unavailable;
    return Fault::statement;
}

void rethrow(bool connection_open) {
    try {
        throw;
    } catch (pqxx::broken_connection const& error) {
        throw sql::Error(Fault::unavailable, error.what());
    } catch (pqxx::transaction_rollback const& error) {
        throw sql::Error(connection_open ? Fault::retry : Fault::unavailable, error.what());
    } catch (pqxx::sql_error const& error) {
        throw sql::Error(connection_open ? fault_of_state(error.sqlstate()) : Fault::unavailable, error.what());
    } catch (pqxx::failure const& error) {
        throw sql::Error(Fault::unavailable, error.what());
    }
}

}  // namespace signalos::relay::postgres
