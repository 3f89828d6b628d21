// The broker in the world: the simulator's trade server with a wire to each terminal. It never dies and never forgets:
// its ledger is the truth that everything is judged by.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "broker/accounts.hpp"
#include "broker/server.hpp"
#include "sim/dice.hpp"
#include "sim/life.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

namespace signalos::sim {

/// The server's clock at a moment of the world, ms: two hours ahead of UTC.
constexpr broker::Millis broker_time(Micros at) {
    return NodeClock::epoch_ms + 2 * 3600 * 1000 + at / 1000;
}

/// One OrderSend as it left a terminal.
struct OrderSent {
    Micros at = 0;
    std::uint64_t account = 0;
    std::uint64_t magic = 0;
    bool opens = false;  ///< a deal that names no position, or a pending order
};

class BrokerNode final : private broker::ServerPorts {
public:
    /// A terminal's end of its connection.
    struct Peer {
        std::shared_ptr<Life> life;  ///< the terminal's process
        std::function<void(boost::json::object)> on_message;
        std::function<void()> on_closed;
    };
    using ConnectionId = broker::ConnectionId;

    BrokerNode(Scheduler& scheduler, Dice dice, Trace& trace, std::vector<broker::NewAccount> const& accounts,
               broker::ServerOptions options);

    /// Zero when the way is blocked.
    ConnectionId connect(Peer peer);
    void send(ConnectionId connection, boost::json::object&& message);
    void hang_up(ConnectionId connection);
    /// Breaks every connection; on_closed follows.
    void cut();
    void set_reachable(bool reachable) { reachable_ = reachable; }
    /// How long a message takes one way.
    void set_delay(Micros least, Micros most) {
        least_ = least;
        most_ = most;
    }

    /// After the server was used directly.
    void plan();
    [[nodiscard]] broker::Server& server() { return *server_; }
    [[nodiscard]] broker::Now now() const;
    [[nodiscard]] std::vector<OrderSent> const& orders_sent() const { return orders_sent_; }

private:
    struct Line {
        Peer peer;
        std::uint64_t account = 0;
        Micros last_up = 0;
        Micros last_down = 0;
    };
    void store(broker::LedgerRow const& row, std::vector<broker::Change> const& changes) override;
    void send(ConnectionId connection, boost::json::object const& message) override;
    void disconnect(ConnectionId connection) override;
    void arrived(ConnectionId connection, boost::json::object const& message);
    void remember(Line& line, boost::json::object const& message);
    void tick();
    Micros next(Micros& last);

    Scheduler& scheduler_;
    Dice dice_;
    Trace& trace_;
    std::unique_ptr<broker::Server> server_;
    std::map<ConnectionId, Line> lines_;
    std::vector<OrderSent> orders_sent_;
    ConnectionId next_connection_ = 1;
    Micros least_ = 300;
    Micros most_ = 4000;
    bool reachable_ = true;
    std::optional<StepId> planned_;
};

}  // namespace signalos::sim
