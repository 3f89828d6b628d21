// From an error of ours to an HTTP answer: every errc has its status, none is forgotten.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "net/http_types.hpp"

namespace signalos::relay {

/// The HTTP status of an error.
int http_status(errc code);

/// One place in the body that is wrong: a JSON pointer-like path ("args.volume") and what is expected there.
struct FieldProblem {
    std::string path;
    std::string message;
};

/// What a problem says besides its code. All may stay empty.
struct ProblemDetail {
    std::string detail;  ///< one sentence; the code's own words when empty
    std::vector<FieldProblem> fields;
    std::optional<std::int64_t> retry_after_ms;
    std::string command;  ///< JSON of a stored, refused command
};

/// application/problem+json.
Response problem(errc code, ProblemDetail const& detail = {});
/// The same for an error code of any category: those that are not ours become `internal`, without a word of what
/// happened.
Response problem(boost::system::error_code const& ec);

}  // namespace signalos::relay
