// The settings in force: those the relay started with, and what was taken over or changed since.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>

#include "base/json_reader.hpp"
#include "util/config.hpp"

namespace signalos::relay {

/// All calls on the I/O thread.
class RunningSettings {
public:
    /// `apply` gives the parts of the relay the values that they take over while running.
    RunningSettings(Config started, std::function<void(Config const&)> apply)
        : now_(std::move(started)), apply_(std::move(apply)) {}

    [[nodiscard]] Config const& now() const { return now_; }
    /// One row a key: key, value, default, source, changes (at once, or by a restart), where a lasting value belongs,
    /// and what it is.
    [[nodiscard]] boost::json::array rows() const;
    /// As RelayControl::problem_with and change.
    [[nodiscard]] std::optional<InputFault> problem_with(boost::json::object const& wanted) const;
    boost::json::object change(boost::json::object const& wanted);
    /// Of a configuration read anew, the keys that need no restart. Answers the names of the others that differ.
    boost::json::array take_over(Config const& loaded);

private:
    Config now_;
    std::function<void(Config const&)> apply_;
};

}  // namespace signalos::relay
