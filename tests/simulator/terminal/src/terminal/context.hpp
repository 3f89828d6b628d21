// What the parts of a terminal share, and what one program shares with the terminal around it.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "mqlrt/trade_types.hpp"
#include "terminal/broker_link.hpp"
#include "terminal/chart_objects.hpp"
#include "terminal/event_queue.hpp"
#include "terminal/globals.hpp"
#include "terminal/journal.hpp"
#include "terminal/libraries.hpp"
#include "terminal/mirror.hpp"
#include "terminal/surroundings.hpp"
#include "terminal/timer.hpp"

namespace signalos::terminal {

/// The four trade permissions and the DLL switch. The account's two also need the broker's yes.
struct Permissions {
    std::atomic<bool> auto_trading{true}, program_trade{true}, account_trade{true}, account_expert{true}, dlls{true};
};

struct Services {
    Surroundings& surroundings;
    Mirror& mirror;
    BrokerLink& link;
    Journal& journal;
    Globals& globals;
    Permissions& permissions;
    std::function<std::unique_ptr<Libraries>()> make_libraries;
    std::string data_path;
    /// False: programs find no file and can make none.
    bool has_disk = true;
    std::chrono::milliseconds order_timeout{30'000};
    std::chrono::microseconds timer_floor{10'000};
    /// See TerminalOptions.
    std::chrono::microseconds idle_timer{0};
    std::atomic<std::uint32_t> next_request{1};
    /// Milliseconds by which the next question for the account's number takes longer: a busy computer.
    std::atomic<int> account_delay_ms{0};
};

/// A program's event queue behind a lock. Shared, because an answer may arrive when the program is gone.
struct Mailbox {
    explicit Mailbox(Surroundings& surroundings) : woken(surroundings.make_parking()) {}

    std::mutex mutex;
    std::unique_ptr<Parking> const woken;
    EventQueue queue;
    /// Something happened since the last timer event.
    bool stirred = true;

    bool post(Event event) {
        bool taken = false;
        {
            std::lock_guard lock(mutex);
            stirred = true;
            taken = queue.post(std::move(event));
        }
        woken->notify_all();
        return taken;
    }
    /// News that is no event: the next timer event is worth its while.
    void stir() {
        {
            std::lock_guard lock(mutex);
            stirred = true;
        }
        woken->notify_all();
    }
};

/// One program's side of the chart. Members without their own guard belong to the program's thread.
struct ProgramContext {
    ProgramContext(std::string program_name, Surroundings& surroundings, std::chrono::microseconds timer_floor)
        : name(std::move(program_name)),
          started(surroundings.now()),
          timer(timer_floor),
          mailbox(std::make_shared<Mailbox>(surroundings)) {}

    std::string const name;
    TimePoint const started;
    std::atomic<bool> stopped{false}, killed{false}, remove_asked{false};
    std::atomic<mql::DeinitReason> reason{mql::DeinitReason::program};
    std::atomic<std::int64_t> timer_us{0};
    ProgramTimer timer;
    std::shared_ptr<Mailbox> const mailbox;

    mutable std::mutex mutex;
    // Guarded by `mutex`:
    std::string symbol, comment;
    ChartObjects objects;
    std::int32_t period = 1;

    bool post(Event event) { return mailbox->post(std::move(event)); }
};

}  // namespace signalos::terminal
