#include "terminal_world.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "bridge/crc32c.hpp"

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
    ScriptedSession(ScriptedRelay& relay, relay::SessionPort& port, std::string bearer)
        : relay_(relay), port_(port), lineage_(relay.lineages_[bearer]), commanded_(bearer == "terminal") {
        if (!commanded_) return;
        relay_.pull_ = [this] {
            relay_.send_commands(out_, relay_.sent_);
            port_.wake();
        };
    }
    void on_text(std::string_view text) override { hear(text); }
    std::vector<relay::Frame> pull(std::size_t) override { return std::exchange(out_, {}); }
    void on_tick() override {
        if (!live_ || ++ticks_ % 40 != 0) return;
        say(relay_.frame("heartbeat", {{"n", ticks_}, {"server_ts", relay_.clock_.utc_ms()}, {"rtt_ms", 1}}));
    }
    void on_closed() override {
        if (!commanded_) return;
        relay_.pull_ = nullptr;
        relay_.live_ = false;
    }

private:
    void hear(std::string_view text);
    void say(json::object const& words) {
        out_.push_back(std::make_shared<std::string const>(json::serialize(words)));
        port_.wake();
    }

    ScriptedRelay& relay_;
    relay::SessionPort& port_;
    ScriptedRelay::Lineage& lineage_;
    bool commanded_ = false, live_ = false;
    std::vector<relay::Frame> out_;
    int ticks_ = 0;
};

ScriptedRelay::ScriptedRelay(Scheduler& scheduler, NodeClock const& clock, Network& network)
    : scheduler_(scheduler), clock_(clock) {
    auto listening = std::make_shared<Listening>();
    listening->life = std::make_shared<Life>();
    listening->accept = [this](relay::SessionPort& port, std::string const& bearer) {
        return std::make_shared<ScriptedSession>(*this, port, bearer);
    };
    network.listen(std::move(listening));
}

json::object ScriptedRelay::frame(std::string const& type, json::object data) const {
    return {{"type", type}, {"ts", clock_.utc_ms()}, {"data", std::move(data)}};
}

void ScriptedSession::hear(std::string_view text) {
    relay_.texts_.emplace_back(text);
    json::object const heard = json::parse(json::string_view(text.data(), text.size())).as_object();
    std::int64_t const now = relay_.clock_.utc_ms();
    if (type_of(heard) == "hello") {
        say(relay_.frame("welcome", {{"session_id", "s"},
                                     {"session_epoch", ++relay_.epoch_},
                                     {"terminal", "018f0000-0000-7000-8000-000000000002"},
                                     {"terminal_name", "one"},
                                     {"hb_ms", 10000},
                                     {"server_ts", now},
                                     {"resume", "secret"},
                                     {"recv_max", 64},
                                     {"last_in", lineage_.last_in},
                                     {"store_epoch", 1}}));
        say(relay_.frame("heartbeat", {{"n", 1}, {"server_ts", now}, {"rtt_ms", 1}}));
        live_ = true;
        if (!commanded_) return;
        relay_.live_ = true;
        relay_.send_commands(out_, heard.at("data").at("last_in").to_number<std::int64_t>());
    }
    if (auto const* const seq = heard.if_contains("seq"); seq && live_) {
        lineage_.last_in = std::max(lineage_.last_in, seq->to_number<std::int64_t>());
        json::object ack = relay_.frame("ack", {});
        ack["ack"] = lineage_.last_in;
        say(ack);
    }
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
      idle_timer_(options.idle_timer),
      node(place("terminal", 1001, disk)) {
    tick();
}

TerminalPlace TerminalWorld::place(std::string name, std::uint64_t login, Disk& own) {
    TerminalPlace out{scheduler, clock, dice, broker, {}, {}, {}};
    out.mount = [&own](std::shared_ptr<Life> life) { return own.mount(std::move(life)); };
    out.make_transport = [this, name](std::shared_ptr<Life> life) {
        return network.make_transport(name, std::move(life), clock);
    };
    out.on_point = [this](std::string_view point) {
        if (on_point) on_point(point);
    };
    out.name = std::move(name);
    out.login = login;
    out.idle_timer = idle_timer_;
    return out;
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

std::string TerminalWorld::journal() {
    std::string const& server = broker.server().engine().find_book(1001)->account().server;
    char path[96];
    std::snprintf(path, sizeof path, "/terminal/MQL5/Files/SignalOS/1001-%08x/journal", bridge::crc32c(server));
    std::string const* const found = disk.find(path);
    return found ? *found : std::string();
}

}  // namespace signalos::sim::testing
