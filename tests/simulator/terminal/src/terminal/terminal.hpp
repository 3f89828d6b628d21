// A MetaTrader-like terminal: charts with the expert on them, one account, one link to a broker.
#pragma once

#include <memory>
#include <string>

#include "control/control_server.hpp"
#include "terminal/expert.hpp"
#include "terminal/mirror_feed.hpp"

namespace signalos::terminal {

struct TerminalOptions {
    /// For the process alone: the broker's address, the data folder, the file that plays the bridge.
    std::string broker, data_directory, bridge;
    std::string symbol = "EURUSD";
    std::uint64_t login = 0;
    Inputs inputs;
    std::chrono::microseconds timer_floor{10'000};
    std::chrono::milliseconds order_timeout{30'000};
    /// A simulation saves work with it: while nothing happens, timer events come this seldom. 0 = every period.
    std::chrono::microseconds idle_timer{0};
};

/// What a terminal stands on.
struct TerminalPorts {
    std::shared_ptr<Surroundings> surroundings;
    std::function<std::unique_ptr<BrokerLink>(Mirror&, LinkEvents)> make_link;
    std::function<std::unique_ptr<Libraries>()> make_libraries;
    GlobalsStore globals;
    /// Absolute; what programs learn as TERMINAL_DATA_PATH.
    std::string data_path;
    /// Whether programs find their sandbox of files below `data_path`.
    bool has_disk = true;
};
/// Threads, sockets and files; makes the data folder.
TerminalPorts process_ports(TerminalOptions const& options);

/// The programs this build knows, by the name a user would drag onto the chart. A null factory = not built in.
struct Programs {
    std::string expert_name = "SignalOS";
    ProgramFactory expert;
    std::map<std::string, ProgramFactory> scripts;
};

class Terminal {
public:
    /// Starts the link and attaches the expert to the first chart.
    Terminal(TerminalOptions options, Programs programs, TerminalPorts ports);
    /// The same as a process of its own.
    Terminal(TerminalOptions options, Programs programs)
        : Terminal(options, std::move(programs), process_ports(options)) {}
    /// Unloads every expert (REASON_CLOSE), writes the global variables. A dead terminal does neither.
    ~Terminal();

    /// "running", "failed", ... once the first chart's OnInit has ended; "none" without an expert.
    std::string wait_started();
    /// Answers one control request; safe from any thread.
    control::Reply handle_control(control::Request const& request);
    /// The bridge has news for its expert.
    void stir();
    /// The program's next question for the account's number takes so much longer. From any place, also inside a call
    /// of the program.
    void delay_account(std::chrono::milliseconds by);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::terminal
