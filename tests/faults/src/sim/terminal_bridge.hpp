// The bridge's exports in the world: one set of C functions, many terminals. Which of them calls is known by the fibre.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "bridge/process.hpp"
#include "sim/scheduler.hpp"
#include "terminal/libraries.hpp"
#include "terminal/surroundings.hpp"

namespace signalos::sim {

/// As long as it lives, what runs on the scheduler's fibres of that name reaches `process` through the exports.
class BridgeSeat {
public:
    BridgeSeat(Scheduler const& scheduler, std::string fibre, bridge::BridgeProcess& process);
    ~BridgeSeat();
    BridgeSeat(BridgeSeat const&) = delete;
    BridgeSeat& operator=(BridgeSeat const&) = delete;

private:
    bridge::BridgeProcess& process_;
};

/// Imports of "SignalOSBridge.dll" from the exports linked into this program; there is no other library.
class LinkedLibraries final : public terminal::Libraries {
public:
    void* find(std::string_view module, std::string_view function) override;
    std::string const& problem() const override { return problem_; }
    void abandon() override {}

private:
    std::string problem_;
};

/// How an EA's fibre sleeps in sos_wait. `on_notify` is told of every notification, also when nobody sleeps.
std::unique_ptr<bridge::Wake> make_fibre_wake(terminal::Surroundings& surroundings, std::function<void()> on_notify);

}  // namespace signalos::sim
