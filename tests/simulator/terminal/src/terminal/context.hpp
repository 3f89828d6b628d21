// What the parts of a terminal share, and what one program shares with the terminal around it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "mqlrt/trade_types.hpp"
#include "terminal/event_queue.hpp"
#include "terminal/globals.hpp"
#include "terminal/journal.hpp"
#include "terminal/link.hpp"
#include "terminal/mirror.hpp"
#include "terminal/timer.hpp"

namespace signalos::terminal {

/// The four trade permissions and the DLL switch. The account's two also need the broker's yes.
struct Permissions {
    std::atomic<bool> auto_trading{true}, program_trade{true}, account_trade{true}, account_expert{true}, dlls{true};
};

struct Services {
    Mirror& mirror;
    Link& link;
    Journal& journal;
    Globals& globals;
    Permissions& permissions;
    std::string data_path, bridge;
    std::chrono::milliseconds order_timeout{30'000};
    std::chrono::microseconds timer_floor{10'000};
    std::atomic<std::uint32_t> next_request{1};
};

/// Thrown through a program that did not stop in time, at its next call into the terminal. Not a std::exception, so no
/// handler inside the program catches it.
struct Killed {};

/// A program's event queue behind a lock. Shared, because an answer may arrive when the program is gone.
struct Mailbox {
    std::mutex mutex;
    std::condition_variable woken;
    EventQueue queue;

    bool post(Event event) {
        bool taken = false;
        {
            std::lock_guard lock(mutex);
            taken = queue.post(std::move(event));
        }
        woken.notify_all();
        return taken;
    }
};

/// One program's side of the chart. Members without their own guard belong to the program's thread.
struct ProgramContext {
    ProgramContext(std::string program_name, std::chrono::microseconds timer_floor)
        : name(std::move(program_name)), timer(timer_floor) {}

    std::string const name;
    std::chrono::steady_clock::time_point const started = std::chrono::steady_clock::now();
    std::atomic<bool> stopped{false}, killed{false}, remove_asked{false};
    std::atomic<mql::DeinitReason> reason{mql::DeinitReason::program};
    std::atomic<std::int64_t> timer_us{0};
    ProgramTimer timer;
    std::shared_ptr<Mailbox> const mailbox = std::make_shared<Mailbox>();

    mutable std::mutex mutex;
    // Guarded by `mutex`:
    std::string symbol, comment;
    std::int32_t period = 1;

    bool post(Event event) { return mailbox->post(std::move(event)); }
};

}  // namespace signalos::terminal
