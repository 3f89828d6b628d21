// libpqxx's exceptions in the words of the store. For the sources of this engine only.
#pragma once
#include "store/sql_session.hpp"

namespace signalos::relay::postgres {

/// What a SQLSTATE means for the operation.
sql::Fault fault_of_state(std::string_view sqlstate);

/// Call it inside a catch block: throws the present exception as sql::Error; what it does not know goes on as it is.
[[noreturn]] void rethrow(bool connection_open);

}  // namespace signalos::relay::postgres
