#include "sim/broker_node.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <utility>

#include "broker/json.hpp"
#include "broker/market.hpp"

namespace signalos::sim {

namespace {
namespace json = boost::json;
constexpr Micros tick_every = 1'000'000;

std::string_view text_at(json::object const& message, char const* key) {
    auto const* const value = message.if_contains(key);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view{};
}
}  // namespace

BrokerNode::BrokerNode(Scheduler& scheduler, Dice dice, Trace& trace, std::vector<broker::NewAccount> const& accounts,
                       broker::ServerOptions options)
    : scheduler_(scheduler), dice_(dice), trace_(trace) {
    server_.reset(new broker::Server(broker::Engine(broker::demo_symbols()), *this, options));
    server_->set_clock_offset(broker_time(0) - NodeClock::epoch_ms);
    broker::create_missing(*server_, accounts, now());
    tick();
}

broker::Now BrokerNode::now() const {
    broker::Millis const ms = scheduler_.now() / 1000;
    return {ms, NodeClock::epoch_ms + ms};
}

Micros BrokerNode::next(Micros& last) {
    return last = std::max(last, scheduler_.now() + dice_.between(least_, most_));
}

BrokerNode::ConnectionId BrokerNode::connect(Peer peer) {
    if (!reachable_) return 0;
    ConnectionId const id = next_connection_++;
    lines_[id].peer = std::move(peer);
    server_->on_connect(id);
    return id;
}

void BrokerNode::send(ConnectionId connection, json::object&& message) {
    auto const found = lines_.find(connection);
    if (found == lines_.end() || found->second.peer.life->dead) return;
    bool const order = text_at(message, "op") == "order_send";
    if (order) remember(found->second, message);
    auto const life = found->second.peer.life;
    scheduler_.at(next(found->second.last_up),
                  [this, connection, message = std::move(message)] { arrived(connection, message); });
    // Inside OrderSend, before the broker has it.
    if (order && dice_.chance(0.5)) (void)life->pass("T5");
}

void BrokerNode::remember(Line& line, json::object const& message) {
    auto const* const body = message.if_contains("request");
    if (body == nullptr || !body->is_object()) return;
    auto const request = broker::from_json<broker::Request>(body->get_object());
    bool const opens =
        request.action == broker::Action::pending || (request.action == broker::Action::deal && request.position == 0);
    orders_sent_.push_back({scheduler_.now(), line.account, request.magic, opens});
}

void BrokerNode::arrived(ConnectionId connection, json::object const& message) {
    auto const found = lines_.find(connection);
    if (found == lines_.end()) return;
    if (text_at(message, "op") == "login") broker::detail::take(message, "login", found->second.account);
    server_->on_message(connection, message, now());
    plan();
}

void BrokerNode::store(broker::LedgerRow const& row, std::vector<broker::Change> const&) {
    trace_.line("broker", json::serialize(broker::ledger_row_json(row)));
}

void BrokerNode::send(ConnectionId connection, json::object const& message) {
    auto const found = lines_.find(connection);
    if (found == lines_.end()) return;
    bool const result = message.contains("result");
    scheduler_.at(next(found->second.last_down), [this, connection, message, result] {
        auto const line = lines_.find(connection);
        if (line == lines_.end() || line->second.peer.life->dead) return;
        auto const peer = line->second.peer;
        // The broker has done it, the terminal does not know yet.
        if (result && !peer.life->pass("T5")) return;
        peer.on_message(message);
    });
}

void BrokerNode::disconnect(ConnectionId connection) {
    auto node = lines_.extract(connection);
    if (node.empty()) return;
    scheduler_.at(next(node.mapped().last_down), [peer = node.mapped().peer] {
        if (!peer.life->dead) peer.on_closed();
    });
}

void BrokerNode::hang_up(ConnectionId connection) {
    if (lines_.erase(connection) != 0) server_->on_disconnect(connection);
}

void BrokerNode::cut() {
    while (!lines_.empty()) {
        ConnectionId const id = lines_.begin()->first;
        server_->on_disconnect(id);
        disconnect(id);
    }
}

void BrokerNode::plan() {
    if (planned_) scheduler_.cancel(*planned_);
    planned_.reset();
    auto const due = server_->next_step();
    if (!due) return;
    planned_ = scheduler_.at(*due * 1000, [this] {
        planned_.reset();
        server_->on_time(now());
        plan();
    });
}

void BrokerNode::tick() {
    server_->tick(now());
    server_->on_time(now());
    plan();
    scheduler_.after(tick_every, [this] { tick(); });
}

}  // namespace signalos::sim
