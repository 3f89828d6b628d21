// The relay, wired: the only place that makes things and knows all of them.
#pragma once
#include <memory>

#include "app/operations.hpp"
#include "util/config.hpp"

namespace signalos::relay {

/// One relay process. Make it, run it, let it go.
class Application {
public:
    /// Opens the data directory, reads certificate and web root, binds the address. Throws std::exception with words
    /// for the operator.
    /// `load` reads the same configuration again, for a reload.
    Application(Config const& config, LoadConfig load);
    ~Application();

    /// Serves until SIGTERM or SIGINT and the drain behind it; prints the ready line on standard output. Throws when
    /// the start fails.
    void run();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace signalos::relay
