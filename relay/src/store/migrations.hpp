// The schema's history, built in from relay/migrations: entry n brings schema n to n + 1.
#pragma once
#include <vector>

namespace signalos::relay::sql {

/// SQL texts in order; generated at build time.
std::vector<char const*> const& migrations();

}  // namespace signalos::relay::sql
