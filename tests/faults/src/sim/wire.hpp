// One connection between a bridge and the relay, and the inbox of the bridge's link thread, which is a fibre.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "sim/network.hpp"

namespace signalos::sim {

class Wire;

/// What the link's fibre has to do next. Shared with wires and timers that may outlive the transport.
struct LinkInbox {
    explicit LinkInbox(Scheduler& scheduler) : changed(scheduler) {}
    Signal changed;
    std::deque<std::function<void(bridge::LinkEvents&)>> events;
    /// The present connection: words of an earlier one are not heard any more. Never followed.
    Wire const* current = nullptr;
    bool stopping = false;
    bool ended = true;

    void push(std::function<void(bridge::LinkEvents&)> event) {
        if (stopping) return;
        events.push_back(std::move(event));
        changed.notify_all();
    }
    void push_from(Wire const* wire, std::function<void(bridge::LinkEvents&)> event) {
        push([this, wire, event = std::move(event)](bridge::LinkEvents& link) {
            if (current == wire) event(link);
        });
    }
};

class Wire final : public relay::SessionPort, public std::enable_shared_from_this<Wire> {
public:
    Wire(Network& network, std::string terminal, std::shared_ptr<LinkInbox> inbox)
        : network_(network), terminal_(std::move(terminal)), inbox_(std::move(inbox)) {}

    /// Asks for a connection; its outcome arrives in the inbox.
    void dial(std::shared_ptr<Listening> relay, std::string bearer);
    /// From the bridge.
    void send_up(std::string text);
    /// The bridge closed its end, or its process is gone and the system resets the connection.
    void hang_up();
    /// Broken in between: each end hears of it or finds out by silence.
    void cut(bool tell_bridge, bool tell_relay);
    void tick();
    [[nodiscard]] std::string const& terminal() const { return terminal_; }
    [[nodiscard]] bool over() const { return !up_open_ && !down_open_ && !session_; }
    /// The relay's process is gone, and the session with it.
    void drop_session() { session_.reset(); }

    void wake() override;
    void close(std::uint16_t code, std::string_view reason) override;

private:
    void established(std::string const& bearer);
    void pull();
    bool leaves_relay(std::string const& frame);
    void deliver_up(std::string text);
    void deliver_down(std::string text);
    void end_bridge(bridge::Closed closed);
    void end_session();
    [[nodiscard]] Micros next(Micros& last);
    [[nodiscard]] bool relay_alive() const { return relay_ && !relay_->life->dead; }

    Network& network_;
    std::string terminal_;
    std::shared_ptr<LinkInbox> inbox_;
    std::shared_ptr<Listening> relay_;
    std::shared_ptr<relay::Session> session_;
    bool up_open_ = true;    // the relay may still hear the bridge
    bool down_open_ = true;  // the bridge may still hear the relay
    bool pulling_ = false;
    bool closing_ = false;
    Micros last_up_ = 0;
    Micros last_down_ = 0;
    std::string held_up_;  // swapped with the one behind it
    std::string held_down_;
};

}  // namespace signalos::sim
