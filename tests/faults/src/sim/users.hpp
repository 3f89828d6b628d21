// Users with a browser: they ask with an Idempotency-Key, ask again when nothing comes back, and click twice.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/command_service.hpp"
#include "sim/dice.hpp"
#include "sim/oracle.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

namespace signalos::sim {

class Users {
public:
    /// The relay that answers now; nullptr while there is none.
    using FindRelay = std::function<relay::CommandService*()>;

    Users(Scheduler& scheduler, Dice dice, Trace& trace, FindRelay relay)
        : scheduler_(scheduler), dice_(dice), trace_(trace), relay_(std::move(relay)) {}

    /// Keeps asking with one key until there is an answer, or gives up after some time. `account` is what the command
    /// is for, for the judge.
    void ask(relay::CommandRequest request, std::uint64_t account, bool impatient);
    /// Told of every request that leaves a browser, repeated ones too.
    std::function<void(relay::CommandRequest const& request, std::uint64_t account)> on_submit;
    /// Everything that was answered 202.
    [[nodiscard]] std::vector<Promised> const& promised() const { return promised_; }
    /// Asked for and not answered yet.
    [[nodiscard]] std::size_t waiting() const { return waiting_; }
    /// One key gave two different sets of commands.
    [[nodiscard]] std::vector<std::string> const& broken_keys() const { return broken_keys_; }

private:
    struct Asking;
    void submit(std::shared_ptr<Asking> const& asking);
    void again(std::shared_ptr<Asking> const& asking);
    void answered(std::shared_ptr<Asking> const& asking, relay::CommandAnswer const& answer);

    Scheduler& scheduler_;
    Dice dice_;
    Trace& trace_;
    FindRelay relay_;
    std::vector<Promised> promised_;
    std::vector<std::string> broken_keys_;
    std::size_t waiting_ = 0;
};

}  // namespace signalos::sim
