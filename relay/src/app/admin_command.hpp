// `signalos-relay admin …`: asks the running relay, or opens its data when none runs.
#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "util/config.hpp"

namespace signalos::relay {

/// Prints the answer as one JSON line on standard output, or the error on standard error. The exit status.
int run_admin_command(Config const& config, boost::json::object const& request, std::string const& owner_email);

}  // namespace signalos::relay
