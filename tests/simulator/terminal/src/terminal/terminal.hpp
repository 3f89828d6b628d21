// A MetaTrader-like terminal: one chart with one expert, one account, one link to a broker.
#pragma once

#include <memory>
#include <string>

#include "control/control_server.hpp"
#include "terminal/expert.hpp"

namespace signalos::terminal {

struct TerminalOptions {
    std::string broker, data_directory, bridge, symbol = "EURUSD";
    std::uint64_t login = 0;
    Inputs inputs;
    std::chrono::microseconds timer_floor{10'000};
    std::chrono::milliseconds order_timeout{30'000};
};

/// The programs this build knows, by the name a user would drag onto the chart. A null factory = not built in.
struct Programs {
    std::string expert_name = "SignalOS";
    ProgramFactory expert;
    std::map<std::string, ProgramFactory> scripts;
};

class Terminal {
public:
    /// Makes the data folder, starts the link and attaches the expert.
    Terminal(TerminalOptions options, Programs programs);
    /// Unloads the expert (REASON_CLOSE), writes the global variables.
    ~Terminal();

    /// "running", "failed", ... once OnInit has ended; "none" without an expert.
    std::string wait_started();
    /// Answers one control request; safe from any thread.
    control::Reply handle_control(control::Request const& request);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::terminal
