#include "terminal_world.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

namespace signalos::sim::testing {

namespace json = boost::json;

namespace {
constexpr Micros tick_every = 250'000;

std::string type_of(json::object const& frame) {
    return frame.at("type").as_string().c_str();
}
}  // namespace

class ScriptedSession final : public relay::Session {
public:
    ScriptedSession(ScriptedRelay& relay, relay::SessionPort& port) : relay_(relay), port_(port) {
        relay_.pull_ = [this] {
            relay_.send_commands(out_, relay_.sent_);
            port_.wake();
        };
    }
    void on_text(std::string_view text) override { relay_.hear(port_, out_, text); }
    std::vector<relay::Frame> pull(std::size_t) override { return std::exchange(out_, {}); }
    void on_tick() override {
        if (!relay_.live_ || ++ticks_ % 40 != 0) return;
        json::object const beat =
            relay_.frame("heartbeat", {{"n", ticks_}, {"server_ts", relay_.clock_.utc_ms()}, {"rtt_ms", 1}});
        out_.push_back(std::make_shared<std::string const>(json::serialize(beat)));
        port_.wake();
    }
    void on_closed() override {
        relay_.pull_ = nullptr;
        relay_.live_ = false;
    }

private:
    ScriptedRelay& relay_;
    relay::SessionPort& port_;
    std::vector<relay::Frame> out_;
    int ticks_ = 0;
};

ScriptedRelay::ScriptedRelay(Scheduler& scheduler, NodeClock const& clock, Network& network)
    : scheduler_(scheduler), clock_(clock) {
    auto listening = std::make_shared<Listening>();
    listening->life = std::make_shared<Life>();
    listening->accept = [this](relay::SessionPort& port, std::string const&) {
        return std::make_shared<ScriptedSession>(*this, port);
    };
    network.listen(std::move(listening));
}

json::object ScriptedRelay::frame(std::string const& type, json::object data) const {
    return {{"type", type}, {"ts", clock_.utc_ms()}, {"data", std::move(data)}};
}

void ScriptedRelay::hear(relay::SessionPort& port, std::vector<relay::Frame>& out, std::string_view text) {
    texts_.emplace_back(text);
    json::object const heard = json::parse(json::string_view(text.data(), text.size())).as_object();
    std::string const type = type_of(heard);
    auto const say = [&](json::object const& words) {
        out.push_back(std::make_shared<std::string const>(json::serialize(words)));
    };
    if (type == "hello") {
        say(frame("welcome", {{"session_id", "s"},
                              {"session_epoch", ++epoch_},
                              {"terminal", "018f0000-0000-7000-8000-000000000002"},
                              {"terminal_name", "one"},
                              {"hb_ms", 10000},
                              {"server_ts", clock_.utc_ms()},
                              {"resume", "secret"},
                              {"recv_max", 64},
                              {"last_in", last_in_},
                              {"store_epoch", 1}}));
        say(frame("heartbeat", {{"n", 1}, {"server_ts", clock_.utc_ms()}, {"rtt_ms", 1}}));
        live_ = true;
        send_commands(out, heard.at("data").at("last_in").to_number<std::int64_t>());
    }
    if (auto const* const seq = heard.if_contains("seq"); seq && live_) {
        last_in_ = std::max(last_in_, seq->to_number<std::int64_t>());
        json::object ack = frame("ack", {});
        ack["ack"] = last_in_;
        say(ack);
    }
    port.wake();
}

void ScriptedRelay::send_commands(std::vector<relay::Frame>& out, std::int64_t from) {
    sent_ = from;
    for (; sent_ < static_cast<std::int64_t>(commands_.size()); ++sent_) {
        json::object command = commands_[static_cast<std::size_t>(sent_)];
        command["data"].as_object()["session_epoch"] = epoch_;
        out.push_back(std::make_shared<std::string const>(json::serialize(command)));
    }
}

std::string ScriptedRelay::command(std::string const& kind, json::object args) {
    char id[64];
    auto const ms = static_cast<unsigned long long>(clock_.utc_ms());
    auto const seq = static_cast<std::int64_t>(commands_.size()) + 1;
    std::snprintf(id, sizeof id, "%08llx-%04llx-7000-8000-%012llx", ms >> 16, ms & 0xffff,
                  0xabc000 + static_cast<unsigned long long>(seq));
    json::object words = frame("command", {{"cmd_seq", seq},
                                           {"kind", kind},
                                           {"lane", "normal"},
                                           {"ttl_ms", nullptr},
                                           {"deadline", nullptr},
                                           {"args", std::move(args)}});
    words["id"] = id;
    words["seq"] = seq;
    commands_.push_back(std::move(words));
    if (pull_ && live_) pull_();
    return id;
}

std::vector<json::object> ScriptedRelay::frames(std::string_view type) const {
    std::vector<json::object> out;
    for (auto const& text : texts_) {
        json::object one = json::parse(text).as_object();
        if (type_of(one) == type) out.push_back(std::move(one));
    }
    return out;
}

std::string ScriptedRelay::result_of(std::string const& id) const {
    std::string state;
    for (auto const& one : frames("command_result"))
        if (one.at("re").as_string() == id) state = one.at("data").at("state").as_string().c_str();
    return state;
}

TerminalWorld::TerminalWorld(WorldOptions options)
    : dice(options.seed),
      disk(scheduler, dice.fork("disk")),
      network(scheduler, dice.fork("network"), trace),
      broker(scheduler, dice.fork("broker"), trace, broker::default_accounts(),
             broker::ServerOptions{options.latency, options.latency, options.seed}),
      relay(scheduler, clock, network),
      node(TerminalPlace{
          scheduler, clock, dice, broker, [this](std::shared_ptr<Life> life) { return disk.mount(std::move(life)); },
          [this](std::shared_ptr<Life> life) { return network.make_transport("terminal", std::move(life), clock); },
          [this](std::string_view point) {
              if (on_point) on_point(point);
          },
          "terminal", 1001, "EURUSD", options.idle_timer}) {
    tick();
}

TerminalWorld::~TerminalWorld() {
    on_point = nullptr;
    node.crash();
    run_until([this] { return node.gone() && scheduler.living_fibres() == 0; });
}

void TerminalWorld::tick() {
    network.tick();
    scheduler.after(tick_every, [this] { tick(); });
}

void TerminalWorld::boot(terminal::Inputs extra) {
    extra["InpPairingCode"] = "terminal";
    node.boot(std::move(extra));
}

bool TerminalWorld::run_until(std::function<bool()> const& true_now, std::chrono::milliseconds limit) {
    Micros const end = scheduler.now() + limit.count() * 1000;
    while (!true_now())
        if (!scheduler.run_next(end)) return true_now();
    return true;
}

void TerminalWorld::go_live() {
    boot();
    run_until([this] { return relay.live(); });
    run_for(std::chrono::seconds(5));  // lists and history settle
}

std::size_t TerminalWorld::openings() {
    auto const& deals = broker.server().engine().find_book(1001)->deals();
    return static_cast<std::size_t>(std::count_if(deals.begin(), deals.end(), [](broker::Deal const& deal) {
        return deal.entry == broker::Entry::in && deal.type != broker::DealType::balance;
    }));
}

}  // namespace signalos::sim::testing
