// A hub, a fake clock and dashboards whose socket is pulled by hand.
#pragma once
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>

#include "core/dashboard_session.hpp"

namespace signalos::relay {

namespace json = boost::json;

class FakeClock final : public Clock {
public:
    std::int64_t steady_ms() const override { return now; }
    std::int64_t utc_ms() const override { return 1'700'000'000'000 + now; }
    std::int64_t now = 1'000;
};

class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint32_t seed) : engine_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_;
};

struct FakePort final : SessionPort {
    void wake() override { ++wakes; }
    void close(std::uint16_t with, std::string_view) override {
        if (code == 0) code = with;
    }
    int wakes = 0;
    std::uint16_t code = 0;
};

/// The stored sequence of each terminal, and one organisation's hub over it.
struct World {
    FakeClock clock;
    SeededRandom random{7};
    Hub hub{clock, random, "store1"};
    OrgId org{Uuid::make_v7(clock, random)};
    std::vector<TerminalId> terminals;
    std::map<TerminalId, std::vector<EventRecord>> stored;
    std::vector<std::function<void()>> pending_loads;
    bool loads_at_once = true;
    std::vector<DashboardCommand> submitted;

    TerminalId add_terminal() {
        terminals.push_back(TerminalId{Uuid::make_v7(clock, random)});
        hub.know_terminal(org, terminals.back(), 0);
        return terminals.back();
    }
    void event(TerminalId terminal, std::string type = "position_update", json::object data = {}) {
        auto& rows = stored[terminal];
        auto const off = static_cast<std::int64_t>(rows.size()) + 1;
        rows.push_back({off, type, clock.utc_ms(), data});
        hub.publish_event(org, terminal, off, type, clock.utc_ms(), data);
    }
    void set(TerminalId terminal, std::string_view text) {
        hub.publish_state(org, terminal, false, json::parse(text).as_object(), {}, clock.utc_ms());
    }
    DashboardPorts ports() {
        DashboardPorts ports;
        ports.visible_terminals = [this] { return terminals; };
        ports.load_events = [this](OrgId, TerminalId id, std::int64_t from, std::size_t limit,
                                   DashboardPorts::Events done) {
            auto const load = [this, id, from, limit, done] {
                std::vector<EventRecord> rows;
                for (auto const& row : stored[id])
                    if (row.off >= from && rows.size() < limit) rows.push_back(row);
                done(std::move(rows));
            };
            if (loads_at_once) return load();
            pending_loads.push_back(load);
        };
        ports.submit = [this](DashboardCommand command, DashboardPorts::Submitted done) {
            submitted.push_back(std::move(command));
            done(json::object{{"id", "c1"}, {"state", "queued"}});
        };
        return ports;
    }
    void finish_loads() {
        auto loads = std::move(pending_loads);
        pending_loads.clear();
        for (auto const& load : loads) load();
    }
};

struct Browser {
    World& world;
    FakePort port;
    DashboardSession session;

    explicit Browser(World& at, bool trader = true) : Browser(at, at.ports(), trader) {}
    Browser(World& at, DashboardPorts ports, bool trader = true)
        : world(at), session({at.org, {}, "one", trader, ""}, port, at.clock, at.random, at.hub, std::move(ports)) {}

    void say(std::string_view type, std::string_view data, std::string_view id = "q1") {
        session.on_text("{\"type\":\"" + std::string(type) + "\",\"ts\":1,\"id\":\"" + std::string(id) +
                        "\",\"data\":" + std::string(data) + "}");
    }
    std::vector<json::object> pull(std::size_t bytes = 64 * 1024) {
        std::vector<json::object> frames;
        for (auto const& frame : session.pull(bytes)) frames.push_back(json::parse(*frame).as_object());
        return frames;
    }
    std::vector<json::object> drain() {
        std::vector<json::object> all;
        for (auto frames = pull(); !frames.empty(); frames = pull())
            all.insert(all.end(), frames.begin(), frames.end());
        return all;
    }
    std::vector<json::object> ask(std::string_view type, std::string_view data) {
        drain();
        say(type, data);
        return drain();
    }
};

inline std::string subscribe_to(std::string const& ch) {
    return "{\"channels\":[{\"ch\":\"" + ch + "\"}]}";
}
inline std::string error_of(json::object const& frame) {
    return frame.at("type") == "error" ? std::string(frame.at("data").at("code").as_string()) : "";
}

}  // namespace signalos::relay
