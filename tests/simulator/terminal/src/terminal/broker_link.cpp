#include "terminal/broker_link.hpp"

namespace signalos::terminal {
namespace {

// Shared, because the answer may come when nobody waits any more.
struct Slot {
    explicit Slot(Surroundings& surroundings) : woken(surroundings.make_parking()) {}
    std::mutex mutex;
    std::unique_ptr<Parking> woken;
    bool ended = false;
    BrokerLink::Answer answer;
};

}  // namespace

BrokerLink::Waited BrokerLink::call_and_wait(boost::json::object message, std::chrono::milliseconds timeout) {
    auto const slot = std::make_shared<Slot>(surroundings_);
    auto const deadline = surroundings_.now() + timeout;
    call(std::move(message), [slot](Answer answer) {
        std::lock_guard lock(slot->mutex);
        slot->answer = std::move(answer);
        slot->ended = true;
        slot->woken->notify_all();
    });
    std::unique_lock lock(slot->mutex);
    if (!slot->woken->wait_until(lock, deadline, [&] { return slot->ended; })) return {std::nullopt, Lost::timeout};
    Lost const lost = slot->answer ? Lost::no : Lost::connection;
    return {std::move(slot->answer), lost};
}

}  // namespace signalos::terminal
