// The event queue of one MQL5 program, with MetaTrader's rules of what is dropped. No thread and no clock in here.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "mqlrt/trade_types.hpp"

namespace signalos::terminal {

struct TickEvent {};
struct TimerEvent {};
struct TradeEvent {};
struct ChartEvent {
    std::int32_t id = 0;
    std::int64_t lparam = 0;
    double dparam = 0;
    std::string text;
};
struct TransactionEvent {
    mql::TradeTransaction transaction;
    /// Filled for TRADE_TRANSACTION_REQUEST only.
    mql::TradeRequest request;
    mql::TradeResult result;
};
using Event = std::variant<TickEvent, TimerEvent, TradeEvent, ChartEvent, TransactionEvent>;

class EventQueue {
public:
    static constexpr std::size_t max_transactions = 1024;
    static constexpr std::size_t max_events = 8192;

    /// Events are accepted from here on (OnInit has ended).
    void open() { open_ = true; }
    /// Drops everything queued and whatever comes until `open`.
    void close();

    /// False when the event was dropped: the queue is closed or full, or an event of that kind is queued or running
    /// (tick, timer, and chart events of one id). A transaction displaces the oldest one when 1024 are queued.
    bool post(Event event);
    /// The next event; it counts as running until `done`.
    std::optional<Event> take();
    void done() { running_.reset(); }

    std::size_t size() const { return events_.size(); }
    std::uint64_t displaced() const { return displaced_; }

private:
    bool is_pending(Event const& event) const;

    bool open_ = false;
    std::deque<Event> events_;
    std::optional<Event> running_;
    std::size_t transactions_ = 0;
    std::uint64_t displaced_ = 0;
};

}  // namespace signalos::terminal
