// One MQL5 program on its own thread or fibre: loading, OnInit, one handler at a time, OnDeinit with its time limits,
// unloading.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "mqlrt/host.hpp"
#include "mqlrt/program.hpp"
#include "terminal/context.hpp"

namespace signalos::terminal {

using ProgramFactory = std::function<std::unique_ptr<mql::Program>(mql::Host&, mql::ImportTable const&)>;
using Inputs = std::map<std::string, std::string>;

struct ProgramStart {
    std::string name;
    ProgramFactory factory;
    std::string symbol;
    Inputs inputs;
};

enum class ProgramState {
    loading,
    running,
    /// Could not be loaded, or OnInit refused.
    failed,
    /// Unloaded in order.
    stopped,
    /// Ended by a critical error or by a watchdog.
    dead
};
char const* state_name(ProgramState state);

class Expert {
public:
    /// How long a handler may run on once the program is to stop, and how long OnDeinit may take.
    static constexpr std::chrono::milliseconds stop_limit{3000}, deinit_limit{2500};
    /// How long OnInit is held back for the first answer of the server.
    static constexpr std::chrono::milliseconds sync_limit{5000};

    /// Starts its body; loading goes on there.
    Expert(Services& services, ProgramStart start);
    /// Unloads with REASON_CLOSE if that has not happened.
    ~Expert();
    Expert(Expert const&) = delete;
    Expert& operator=(Expert const&) = delete;

    /// State once loading has ended, or `loading` after `timeout`.
    ProgramState wait_started(std::chrono::milliseconds timeout);
    /// State once the program has ended (scripts end by themselves), or the present one after `timeout`.
    ProgramState wait_ended(std::chrono::milliseconds timeout);
    /// OnDeinit(reason), then out. Returns when the body has ended or was abandoned.
    void unload(mql::DeinitReason reason);
    /// OnDeinit(reason), new chart symbol or inputs, OnInit; the program stays loaded and its globals keep their
    /// values.
    /// An empty symbol leaves the chart's.
    void restart(mql::DeinitReason reason, std::string symbol, Inputs inputs);

    void post(Event event);
    /// Something happened that is no event: a program that waits for the server looks again, and the timer skips no
    /// further period.
    void stir();

    ProgramState state() const;
    std::string symbol() const;
    std::string comment() const;
    /// The images it shows on its chart, by the name of their label.
    std::map<std::string, ChartImage> images() const;
    Inputs inputs() const;
    std::chrono::microseconds timer_period() const;
    /// Trade transactions that were lost because the queue was full.
    std::uint64_t displaced() const;

private:
    struct Run;
    std::shared_ptr<Run> run_;
};

}  // namespace signalos::terminal
