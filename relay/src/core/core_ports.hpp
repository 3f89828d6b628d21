// What every core of the relay is given: its clock, its randomness, its storage and where it publishes.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "core/core_watch.hpp"
#include "core/organisation_book.hpp"
#include "core/refusals.hpp"
#include "core/relay_clock.hpp"
#include "core/stream_port.hpp"
#include "core/terminal_registry.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// References outlive every core. All cores run on the relay's one I/O thread, and so do the store's completions.
struct CorePorts {
    RelayClock& clock;
    Random& random;  ///< fit for secrets
    Store& store;
    StreamPort& streams;
    TerminalRegistry& registry;
    /// Lower-case hex of SHA-256.
    std::function<std::string(std::string_view)> sha256;
    Refusals* refusals = nullptr;      ///< may be absent
    CoreWatch* watch = nullptr;        ///< may be absent
    OrganisationBook* book = nullptr;  ///< what organisations may have at most; may be absent
};

}  // namespace signalos::relay
