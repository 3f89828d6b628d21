// Secrets come from files that nobody else may read.
#pragma once
#include <string>

#include "util/secret.hpp"

namespace signalos::relay {

/// The text of the file without the newlines behind it; empty when `path` is empty. Throws std::runtime_error with
/// words that name `key` and the path, never what stands in the file, when it cannot be read, is open to others, or is
/// empty.
Secret<std::string> read_secret_file(std::string const& key, std::string const& path);

}  // namespace signalos::relay
