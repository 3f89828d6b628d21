// The terminal's global variables, shared by all its programs.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "terminal/surroundings.hpp"

namespace signalos::terminal {

/// Where the variables outlive their terminal: one text, read whole, replaced whole.
struct GlobalsStore {
    std::function<std::string()> read;
    std::function<void(std::string const&)> replace;
};
GlobalsStore globals_file(std::string const& path);

/// Safe to use from any thread. Kept as one JSON text, written by `flush` (and at the terminal's orderly end) only, as
/// in MetaTrader: a crash loses what was not flushed.
class Globals {
public:
    Globals(Surroundings const& surroundings, GlobalsStore store);

    bool check(std::string const& name) const;
    std::optional<double> get(std::string const& name) const;
    /// Local seconds of the change.
    std::int64_t set(std::string const& name, double value);
    bool set_on_condition(std::string const& name, double value, double expected);
    /// False when it exists.
    bool make_temporary(std::string const& name);
    bool erase(std::string const& name);
    std::int64_t time(std::string const& name) const;
    std::int32_t total() const;
    std::string name(std::int32_t index) const;
    std::int32_t erase_all(std::string const& prefix);
    void flush() const;

private:
    struct Variable {
        double value = 0;
        std::int64_t time = 0;
        bool temporary = false;
    };
    Surroundings const& surroundings_;
    GlobalsStore store_;
    mutable std::mutex mutex_;
    std::map<std::string, Variable> variables_;
};

}  // namespace signalos::terminal
