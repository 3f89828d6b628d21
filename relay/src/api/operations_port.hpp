// What the operator's routes need of the relay: metrics and readiness.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "net/http_types.hpp"

namespace signalos::relay {

/// Whether requests should be sent here, and what speaks against it.
struct Readiness {
    bool ready = false;
    boost::json::object checks;  ///< name -> "ok", or words that say what is wrong
};

/// All calls and callbacks on the I/O thread.
class OperationsPort {
public:
    virtual ~OperationsPort() = default;
    virtual void readiness(std::function<void(Readiness)> reply) = 0;
    /// From this machine itself, or with the operator's token, as configured.
    [[nodiscard]] virtual bool may_read_metrics(Request const& request) const = 0;
    /// The text form of Prometheus. Names no organisation, no user and no terminal.
    virtual std::string metrics() = 0;
};

}  // namespace signalos::relay
