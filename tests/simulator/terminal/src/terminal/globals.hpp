// The terminal's global variables, shared by all its programs.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace signalos::terminal {

/// Safe to use from any thread. Kept in one JSON file, written by `flush` (and at the terminal's orderly end) only, as
/// in MetaTrader: a crash loses what was not flushed.
class Globals {
public:
    explicit Globals(std::string path);

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
    mutable std::mutex mutex_;
    std::string path_;
    std::map<std::string, Variable> variables_;
};

}  // namespace signalos::terminal
