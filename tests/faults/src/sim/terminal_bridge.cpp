#include "sim/terminal_bridge.hpp"

#include <signalos/bridge.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace signalos::sim {

namespace {
struct Seat {
    Scheduler const* scheduler;
    std::string fibre;
    bridge::BridgeProcess* process;
};

std::vector<Seat>& seats() {
    thread_local std::vector<Seat> all;  // a world never leaves its thread
    return all;
}

struct Export {
    std::string_view name;
    void* address;
};

template <class F>
Export exported(std::string_view name, F* function) {
    return {name, reinterpret_cast<void*>(function)};
}

std::vector<Export> const& exports() {
    static std::vector<Export> const all{exported("sos_abi_version", sos_abi_version),
                                         exported("sos_open", sos_open),
                                         exported("sos_attach", sos_attach),
                                         exported("sos_close", sos_close),
                                         exported("sos_status", sos_status),
                                         exported("sos_wait", sos_wait),
                                         exported("sos_next", sos_next),
                                         exported("sos_begin", sos_begin),
                                         exported("sos_finish", sos_finish),
                                         exported("sos_read_back", sos_read_back),
                                         exported("sos_push_account", sos_push_account),
                                         exported("sos_push_positions", sos_push_positions),
                                         exported("sos_push_orders", sos_push_orders),
                                         exported("sos_push_symbols", sos_push_symbols),
                                         exported("sos_push_deal", sos_push_deal),
                                         exported("sos_push_health", sos_push_health),
                                         exported("sos_push_log", sos_push_log),
                                         exported("sos_check_line", sos_check_line),
                                         exported("sos_lift_latch", sos_lift_latch),
                                         exported("sos_pairing", sos_pairing),
                                         exported("sos_last_error", sos_last_error)};
    return all;
}

class FibreWake final : public bridge::Wake {
public:
    FibreWake(terminal::Surroundings& surroundings, std::function<void()> on_notify)
        : surroundings_(surroundings), parking_(surroundings.make_parking()), on_notify_(std::move(on_notify)) {}

    void notify() override {
        parking_->notify_all();
        on_notify_();
    }
    void wait(std::unique_lock<std::mutex>& lock, int max_ms, std::function<bool()> const& ready) override {
        try {
            parking_->wait_until(lock, surroundings_.now() + std::chrono::milliseconds(max_ms), ready);
        } catch (terminal::Killed const&) {
            // No exception crosses the C functions: the EA's fibre finds out at its next call into the terminal.
        }
    }

private:
    terminal::Surroundings& surroundings_;
    std::unique_ptr<terminal::Parking> parking_;
    std::function<void()> on_notify_;
};
}  // namespace

BridgeSeat::BridgeSeat(Scheduler const& scheduler, std::string fibre, bridge::BridgeProcess& process)
    : process_(process) {
    seats().push_back({&scheduler, std::move(fibre), &process});
}

BridgeSeat::~BridgeSeat() {
    std::erase_if(seats(), [this](Seat const& seat) { return seat.process == &process_; });
}

void* LinkedLibraries::find(std::string_view module, std::string_view function) {
    auto const& all = exports();
    auto const found = std::find_if(all.begin(), all.end(), [&](Export const& one) { return one.name == function; });
    if (module == "SignalOSBridge.dll" && found != all.end()) return found->address;
    problem_ = "cannot find '" + std::string(function) + "' in '" + std::string(module) + "'";
    return nullptr;
}

std::unique_ptr<bridge::Wake> make_fibre_wake(terminal::Surroundings& surroundings, std::function<void()> on_notify) {
    return std::make_unique<FibreWake>(surroundings, std::move(on_notify));
}

}  // namespace signalos::sim

namespace signalos::bridge {

BridgeProcess& the_process() {
    for (auto const& seat : sim::seats())
        if (seat.scheduler->running() == seat.fibre) return *seat.process;
    throw std::logic_error("a bridge was called from outside of an EA's fibre");
}

}  // namespace signalos::bridge
