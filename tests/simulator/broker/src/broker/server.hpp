// The broker as terminals meet it: sessions, latency, faults, broadcasts. Still no I/O: messages in, messages out, time
// given. `BrokerShell` runs it on sockets and a file; a simulation can run it on virtual ones.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "broker/engine.hpp"
#include "broker/faults.hpp"
#include "broker/feed.hpp"

namespace signalos::broker {

using ConnectionId = std::uint64_t;

/// `steady` never jumps and orders delayed steps; `wall` is the time of day. Both in milliseconds.
struct Now {
    Millis steady = 0, wall = 0;
};

class ServerPorts {
public:
    virtual ~ServerPorts() = default;
    /// Must be durable when it returns; throws when it cannot be, and the broker must then stop.
    virtual void store(LedgerRow const& row, std::vector<Change> const& changes) = 0;
    virtual void send(ConnectionId connection, boost::json::object const& message) = 0;
    /// Drops the connection; `on_disconnect` need not follow.
    virtual void disconnect(ConnectionId connection) = 0;
};

struct ServerOptions {
    /// Answering time of every trade request, drawn evenly; half of it passes before the execution.
    Millis latency_min = 0, latency_max = 0;
    std::uint64_t seed = 1;
};

class Server {
public:
    Server(Engine engine, ServerPorts& ports, ServerOptions options);

    // --- terminals
    void on_connect(ConnectionId connection);
    void on_disconnect(ConnectionId connection);
    void on_message(ConnectionId connection, boost::json::object const& message, Now now);

    // --- time
    /// Runs every step that is due.
    void on_time(Now now);
    /// Steady time of the next delayed step; nothing when there is none.
    std::optional<Millis> next_step() const;
    /// One step of the price walk for every symbol that is not held.
    void tick(Now now);
    /// Market time at `now`: the wall clock plus what POST /clock added.
    Millis market_time(Now now) const { return now.wall + clock_offset_; }
    void set_clock_offset(Millis offset) { clock_offset_ = offset; }

    // --- the laboratory's hands
    void set_price(Quote quote, bool hold, Now now);
    /// The user's own trade, at once and without faults.
    Result trade_by_user(std::uint64_t account, Request const& request, Now now);
    /// Fills a minute-bar history ending at `now` for symbols without one.
    void make_bar_history(Now now, int minutes);

    Engine& engine() { return engine_; }
    Engine const& engine() const { return engine_; }
    FaultPlan& faults() { return faults_; }
    std::vector<LedgerRow> const& rows() const { return rows_; }
    void restore_row(LedgerRow row) { rows_.push_back(std::move(row)); }
    /// Terminals logged in to `account`.
    std::size_t terminals_of(std::uint64_t account) const;
    /// Stores and broadcasts an outcome made outside of a request (a new account, a demo position).
    void publish(Outcome outcome);

private:
    struct Pending;
    void log_in(ConnectionId connection, boost::json::object const& message, Now now);
    void answer_rates(ConnectionId connection, boost::json::object const& message, Now now);
    void take_request(ConnectionId connection, boost::json::object const& message, Now now);
    void run_request(std::shared_ptr<Pending> const& pending, Now now);
    void answer_request(Pending const& pending, Result const& result);
    void broadcast(std::uint64_t account, Outcome const& outcome, Verdict const& verdict);
    void send_quote(Quote const& quote);
    void after(Now now, Millis delay, std::function<void(Now)> step);

    Engine engine_;
    ServerPorts& ports_;
    ServerOptions options_;
    FaultPlan faults_;
    PriceWalk walk_;
    Bars bars_;
    std::mt19937_64 latency_random_;
    /// Account of each connection; 0 before login.
    std::map<ConnectionId, std::uint64_t> sessions_;
    std::multimap<Millis, std::function<void(Now)>> steps_;
    std::vector<LedgerRow> rows_;
    std::map<std::string, bool> held_;
    Millis clock_offset_ = 0;
};

}  // namespace signalos::broker
