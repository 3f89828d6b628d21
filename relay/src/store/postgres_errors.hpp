// PostgreSQL's faults in the words of the store.
#pragma once
#include "store/sql_session.hpp"

namespace signalos::relay::postgres {

/// What a SQLSTATE means for the operation; empty = libpq itself failed, which is about the connection.
sql::Fault fault_of_state(std::string_view sqlstate);

}  // namespace signalos::relay::postgres
