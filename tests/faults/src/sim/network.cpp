#include "sim/network.hpp"

#include <algorithm>
#include <utility>

#include "sim/disk.hpp"
#include "sim/wire.hpp"

namespace signalos::sim {

/// A bridge's transport: its thread is a fibre, its socket a wire.
class SimTransport final : public bridge::Transport {
public:
    SimTransport(Network& network, std::string terminal, std::shared_ptr<Life> life, Clock const& clock)
        : network_(network),
          terminal_(std::move(terminal)),
          life_(std::move(life)),
          clock_(clock),
          inbox_(std::make_shared<LinkInbox>(network.scheduler_)) {}

    ~SimTransport() override {
        close(1000);
        network_.scheduler_.cancel(alarm_);
    }

    void start(bridge::LinkEvents& events) override {
        inbox_->ended = false;
        network_.scheduler_.spawn(std::string(link_fibre), [inbox = inbox_, &events, &scheduler = network_.scheduler_] {
            while (!inbox->stopping) {
                scheduler.wait(inbox->changed, {}, [&] { return inbox->stopping || !inbox->events.empty(); });
                if (inbox->stopping) break;
                auto const event = std::move(inbox->events.front());
                inbox->events.pop_front();
                event(events);
            }
            inbox->ended = true;
            inbox->changed.notify_all();
        });
    }

    void connect(bridge::ConnectRequest request) override {
        if (life_->dead) return;
        if (wire_) wire_->hang_up();
        wire_ = std::make_shared<Wire>(network_, terminal_, inbox_);
        inbox_->current = wire_.get();
        network_.wires_.push_back(wire_);
        wire_->dial(network_.relay_, std::move(request.bearer));
    }

    void send(std::string text) override {
        if (!life_->dead && wire_) wire_->send_up(std::move(text));
    }

    void close(int) override {
        inbox_->current = nullptr;
        if (auto const wire = std::exchange(wire_, nullptr)) wire->hang_up();
    }

    void kick() override {
        if (!life_->dead) inbox_->push([](bridge::LinkEvents& link) { link.on_wake(); });
    }

    void wake_at(std::int64_t steady_ms) override {
        if (life_->dead) return;
        network_.scheduler_.cancel(alarm_);
        Micros const in = (steady_ms - clock_.steady_ms()) * 1000;
        alarm_ = network_.scheduler_.after(std::max<Micros>(in, 0), [inbox = inbox_] {
            inbox->push([](bridge::LinkEvents& link) { link.on_wake(); });
        });
    }

    bool stop(int max_ms) override {
        inbox_->stopping = true;
        inbox_->changed.notify_all();
        if (!network_.scheduler_.inside_fibre()) return inbox_->ended;
        Micros const until = network_.scheduler_.now() + Micros{max_ms} * 1000;
        return network_.scheduler_.wait(inbox_->changed, until, [this] { return inbox_->ended; });
    }

private:
    Network& network_;
    std::string terminal_;
    std::shared_ptr<Life> life_;
    Clock const& clock_;
    std::shared_ptr<LinkInbox> inbox_;
    std::shared_ptr<Wire> wire_;
    StepId alarm_{};
};

Network::Network(Scheduler& scheduler, Dice dice, Trace& trace) : scheduler_(scheduler), dice_(dice), trace_(trace) {}
Network::~Network() = default;

void Network::listen(std::shared_ptr<Listening> relay, bool silent) {
    auto const wires = wires_;
    for (auto const& wire : wires) {
        wire->drop_session();
        wire->cut(!silent, false);
    }
    relay_ = std::move(relay);
}

void Network::cut(std::string const& terminal, bool tell_bridge, bool tell_relay) {
    auto const wires = wires_;
    for (auto const& wire : wires)
        if (wire->terminal() == terminal) wire->cut(tell_bridge, tell_relay);
}

std::unique_ptr<bridge::Transport> Network::make_transport(std::string const& terminal, std::shared_ptr<Life> life,
                                                           Clock const& clock) {
    return std::make_unique<SimTransport>(*this, terminal, std::move(life), clock);
}

void Network::tick() {
    std::erase_if(wires_, [](auto const& wire) { return wire->over(); });
    auto const wires = wires_;
    for (auto const& wire : wires) wire->tick();
}

}  // namespace signalos::sim
