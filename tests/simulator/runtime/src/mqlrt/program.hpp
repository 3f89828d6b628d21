// A loaded MQL5 program as its terminal holds it: handlers, inputs, imported functions, and how it dies.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "mqlrt/trade_types.hpp"

namespace signalos::mql {

/// What kills an MQL5 program at once: division by zero, array out of range, and the like. The terminal catches it
/// around a handler, journals the text and unloads the program without calling OnDeinit.
class CriticalError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A program that cannot be loaded: an imported function is missing. Thrown by the factory or Program::load.
class LoadError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// How a program finds its imported functions. The terminal owns the libraries and keeps them loaded as long as the
/// program lives.
struct ImportTable {
    /// Address of `function` in `module` (as written in #import, such as "SignalOSBridge.dll"), or nullptr when there
    /// is none.
    std::function<void*(std::string_view module, std::string_view function)> bind_import;
};

/// One `input` of the program.
struct InputInfo {
    std::string name;
    /// MQL5 type: "int", "double", "string", "bool", or the name of an enumeration.
    std::string type;
    /// The default, in the text form that set_input takes.
    std::string default_value;
    /// The words shown instead of the name (the comment behind the declaration), may be empty.
    std::string label;
    /// The `input group` it stands under, may be empty.
    std::string group;
};

/// Which handlers the source defines: the terminal queues no event without its handler.
struct Handlers {
    bool init{}, deinit{}, tick{}, timer{}, trade{}, trade_transaction{}, chart_event{}, book_event{}, start{};
};

/// One instance of an emitted program. Its globals live in the object, so several can run in one process, each on one
/// thread. Life: construct → (set_input)* → load → on_init → handlers → on_deinit → destroy. On a change of chart or
/// inputs the terminal calls on_deinit, then set_input again if asked, then on_init: globals keep their values, as in
/// MT5.
class Program {
public:
    virtual ~Program() = default;

    /// "expert", "script" or "service".
    virtual std::string_view kind() const = 0;
    virtual Handlers handlers() const = 0;
    virtual std::vector<InputInfo> const& inputs() const = 0;
    /// Value of a `#property` ("version", "copyright", …), empty when absent.
    virtual std::string_view property(std::string_view name) const = 0;
    /// False when there is no such input or the text is not a value of its type; enumerations take a member's name or
    /// its number.
    virtual bool set_input(std::string_view name, std::string_view text) = 0;
    /// Current value in the text form that set_input takes; empty for an unknown name.
    virtual std::string input(std::string_view name) const = 0;
    /// Runs the initialisers of the globals, once, after the first set_input calls.
    virtual void load() = 0;

    // Handlers. Each may throw CriticalError. A handler the source does not define does nothing (on_init answers
    // succeeded).
    virtual InitResult on_init() { return InitResult::succeeded; }
    virtual void on_deinit(DeinitReason) {}
    virtual void on_tick() {}
    virtual void on_timer() {}
    virtual void on_trade() {}
    virtual void on_trade_transaction(TradeTransaction const&, TradeRequest const&, TradeResult const&) {}
    virtual void on_chart_event(std::int32_t, std::int64_t, double, std::string const&) {}
    virtual void on_book_event(std::string const&) {}
    virtual void on_start() {}

    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

protected:
    Program() = default;
};

}  // namespace signalos::mql
