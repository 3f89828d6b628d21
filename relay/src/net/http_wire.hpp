// Between Beast's parser and our values: request in, response head out.
#pragma once
#include <string>

#include "net/http_types.hpp"

namespace signalos::relay {

/// The problem+json answer of the shell itself, for requests that never reach a handler. Closes the connection.
Response shell_problem(int status, std::string_view code, std::string_view detail);

/// The head of the answer with Content-Length and Connection, ending in the empty line. `length` is what a GET would
/// carry.
std::string encode_head(Response const& response, std::size_t length, bool keep_alive);

}  // namespace signalos::relay
