// What `doctor` looks at beside the store. Nothing is changed.
#pragma once
#include <string>
#include <vector>

#include "util/config.hpp"

namespace signalos::relay {

/// One thing looked at. `note`: nothing is wrong with the relay, and yet the operator should know.
struct Check {
    enum class State { ok, note, wrong } state = State::ok;
    std::string area;   ///< "tls", "clock", …
    std::string words;  ///< what is, and the remedy where it is wrong
};

/// Certificate and key: usable together, in their time, for the relay's name, chained to an authority.
std::vector<Check> check_certificate(Config const& config);
/// The system's clock: plausible, and kept by somebody.
std::vector<Check> check_clock();
/// The address to listen on: free, or taken by this relay itself.
std::vector<Check> check_port(Config const& config, bool relay_runs);
/// Who may speak for clients, and the origin that browsers see.
std::vector<Check> check_proxy(Config const& config);
/// Room for data_dir.
std::vector<Check> check_disk(Config const& config);

}  // namespace signalos::relay
