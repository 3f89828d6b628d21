// What an operator asks of the relay as a whole; the application binds it.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "base/json_reader.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Nothing of it shows a secret: no setting holds one.
class RelayControl {
public:
    virtual ~RelayControl() = default;
    /// Every setting in the form of the REST document, in the order of docs/configuration.md.
    [[nodiscard]] virtual boost::json::array settings() const = 0;
    /// What speaks against giving these settings these values while the relay runs: the first one that is unknown, has
    /// a wrong value, or needs a restart.
    [[nodiscard]] virtual std::optional<InputFault> problem_with(boost::json::object const& wanted) const = 0;
    /// After problem_with() found none. Answers {before, after} of those that are another now; kept until the next
    /// reload or start.
    virtual boost::json::object change(boost::json::object const& wanted) = 0;
    /// The configuration and the certificates anew: {reloaded, needs_restart}, or {error} in words.
    virtual boost::json::object reload() = 0;
    /// {state, last_at, running, files}; names of files, never a path.
    [[nodiscard]] virtual boost::json::object backups() const = 0;
    /// Begins a verified backup now; the words that refuse it when it cannot begin.
    virtual std::optional<std::string> start_backup() = 0;
};

}  // namespace signalos::relay
