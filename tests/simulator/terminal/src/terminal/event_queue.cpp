#include "terminal/event_queue.hpp"

#include <algorithm>

namespace signalos::terminal {
namespace {

bool is_transaction(Event const& event) {
    return std::holds_alternative<TransactionEvent>(event);
}

// OnTrade follows its transactions and may stand for several of them; while one runs, a new one is worth queueing.
bool coalesces_with_running(Event const& event) {
    return !std::holds_alternative<TradeEvent>(event);
}

bool same_kind(Event const& a, Event const& b) {
    if (a.index() != b.index()) return false;
    auto const* chart = std::get_if<ChartEvent>(&a);
    return !chart || chart->id == std::get<ChartEvent>(b).id;
}

}  // namespace

void EventQueue::close() {
    open_ = false;
    events_.clear();
    transactions_ = 0;
}

bool EventQueue::is_pending(Event const& event) const {
    if (running_ && coalesces_with_running(event) && same_kind(*running_, event)) return true;
    return std::any_of(events_.begin(), events_.end(), [&](Event const& queued) { return same_kind(queued, event); });
}

bool EventQueue::post(Event event) {
    if (!open_) return false;
    if (!is_transaction(event)) {
        if (events_.size() >= max_events || is_pending(event)) return false;
        events_.push_back(std::move(event));
        return true;
    }
    if (transactions_ == max_transactions) {
        events_.erase(std::find_if(events_.begin(), events_.end(), is_transaction));
        --transactions_;
        ++displaced_;
    }
    events_.push_back(std::move(event));
    ++transactions_;
    return true;
}

std::optional<Event> EventQueue::take() {
    if (events_.empty()) return std::nullopt;
    Event event = std::move(events_.front());
    events_.pop_front();
    if (is_transaction(event)) --transactions_;
    running_ = event;
    return event;
}

}  // namespace signalos::terminal
