// The internet between bridges and the relay, above TLS: whole frames in order, late, cut, swallowed, and, where a
// broken middlebox stands in between, doubled or out of order.
#pragma once
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "bridge/ports.hpp"
#include "core/session.hpp"
#include "sim/dice.hpp"
#include "sim/life.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

namespace signalos::sim {

/// How one terminal's way to the relay is at the moment.
struct LinkWeather {
    Micros delay_least = 200;
    Micros delay_most = 20'000;
    bool refused = false;       // no new connection
    bool up_swallowed = false;  // half-open: what the terminal sends vanishes
    bool down_swallowed = false;
    double doubled = 0;  // probability per frame
    double swapped = 0;  // with the frame behind it
};

/// The relay as the network reaches it.
struct Listening {
    std::shared_ptr<Life> life;
    /// The session of a terminal that came with this credential; nullptr when the relay does not know it.
    std::function<std::shared_ptr<relay::Session>(relay::SessionPort&, std::string const& bearer)> accept;
};

class Wire;

/// Outlives every transport and session.
class Network {
public:
    Network(Scheduler& scheduler, Dice dice, Trace& trace);
    ~Network();

    /// The relay is up, or gone (nullptr): then every connection breaks; with `silent` nobody is told.
    void listen(std::shared_ptr<Listening> relay, bool silent = false);
    /// Breaks the connections of one terminal.
    void cut(std::string const& terminal, bool tell_bridge, bool tell_relay);
    LinkWeather& weather(std::string const& terminal) { return weather_[terminal]; }
    /// For one process of that terminal; every frame that a dead one sends is dropped.
    std::unique_ptr<bridge::Transport> make_transport(std::string const& terminal, std::shared_ptr<Life> life,
                                                      Clock const& clock);
    /// Deadlines and heartbeats of the relay's sessions. Every 250 ms.
    void tick();
    /// Told of every frame that the relay gets from a terminal, before the relay.
    std::function<void(std::string const& terminal, std::string const& frame)> on_up;

private:
    friend class Wire;
    friend class SimTransport;

    Scheduler& scheduler_;
    Dice dice_;
    Trace& trace_;
    std::map<std::string, LinkWeather> weather_;
    std::shared_ptr<Listening> relay_;
    std::list<std::shared_ptr<Wire>> wires_;
};

}  // namespace signalos::sim
