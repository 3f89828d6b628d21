// The charts of a terminal, by number from 1, and the program on each. All programs are of one build and live in one
// process, so they share a DLL's one copy.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "terminal/expert.hpp"

namespace signalos::terminal {

/// Changes come from one thread at a time (the terminal's actions); the rest from any.
class Charts {
public:
    static constexpr int first = 1;

    /// Chart 1 is there from the start, without a program. A null factory = no program can be attached.
    Charts(std::string program, ProgramFactory factory, std::string symbol, Inputs inputs);

    /// What a chart shows and was given; a chart that was never opened is like the first.
    struct Look {
        std::string symbol;
        Inputs inputs;
    };
    Look look(int chart) const;
    void set_symbol(int chart, std::string const& symbol);
    void add_inputs(int chart, Inputs const& inputs);

    /// Opens the chart when it is new. False without a program to attach. What was there must be unloaded first.
    bool attach(int chart, Services& services);
    /// Nothing when there is no program on it.
    void unload(int chart, mql::DeinitReason reason);
    /// The program, or null.
    std::shared_ptr<Expert> expert(int chart) const;
    /// The charts that have a program, in order.
    std::vector<int> occupied() const;
    std::vector<std::shared_ptr<Expert>> experts() const;
    /// Without OnDeinit: the computer is dead.
    void drop();

private:
    struct Chart {
        Look look;
        std::shared_ptr<Expert> expert;
    };
    Chart& open(int chart);

    std::string const program_;
    ProgramFactory const factory_;
    mutable std::mutex mutex_;
    std::map<int, Chart> charts_;  // guarded by mutex_
};

}  // namespace signalos::terminal
