// Random publishes, slow and fast browsers that come and go: each ends with the hub's state and every event once.
// Guards: deltas reckoned from what a browser last got, tombstoned fields, and the check that an event is the next one.
#include "dashboard_fixture.hpp"

using namespace signalos;
using namespace signalos::relay;

namespace {

/// A client as the protocol describes it: its copies outlive its sockets.
struct Client {
    struct Copy {
        std::string ep;
        std::int64_t off = 0;
        json::object keys;
        bool whole = false;
    };
    std::map<std::string, Copy> copies;
    std::unique_ptr<Browser> browser;
    int refused = 0;  ///< deltas that did not fit

    void connect(World& world) {
        browser = std::make_unique<Browser>(world);
        json::array channels;
        for (auto const& terminal : world.terminals)
            for (auto const& ch : {state_channel(terminal), events_channel(terminal)}) {
                auto& copy = copies[ch];
                json::object channel{{"ch", ch}};
                if (copy.whole) channel["ep"] = copy.ep;
                if (copy.whole) channel["off"] = copy.off;
                channels.push_back(std::move(channel));
            }
        browser->say("subscribe", json::serialize(json::object{{"channels", channels}}));
    }
    void take(json::object const& frame) {
        if (frame.at("type") == "subscribed") return subscribed(frame.at("data").at("channels").as_array());
        if (!frame.contains("ch")) return;
        auto& copy = copies[std::string(frame.at("ch").as_string())];
        auto const& data = frame.at("data").as_object();
        auto const off = frame.at("off").as_int64();
        if (frame.at("type") == "snapshot") {
            if (data.at("page") == 0) copy.keys.clear();
            for (auto const& [key, fields] : data.at("keys").as_object()) copy.keys[key] = fields;
            copy.whole = data.at("last").as_bool();
            copy.off = off;
        } else if (frame.at("type") == "delta") {
            auto const from = data.at("from").as_int64();
            if (from <= copy.off && copy.off < off && copy.whole)
                apply(copy, data), copy.off = off;
            else
                ++refused;
        } else {
            CHECK(off == copy.off + 1);
            copy.off = off;
        }
    }
    void subscribed(json::array const& channels) {
        for (auto const& channel : channels) {
            auto& copy = copies[std::string(channel.at("ch").as_string())];
            copy.ep = channel.at("ep").as_string();
            copy.off = channel.at("off").as_int64();
            bool const events = channel.at("ch").as_string().starts_with("events:");
            CHECK((!copy.whole || channel.at("recovered").as_bool()));
            if (events) copy.whole = true;
        }
    }
    static void apply(Copy& copy, json::object const& delta) {
        for (auto const& key : delta.at("del").as_array()) copy.keys.erase(key.as_string());
        for (auto const& [key, fields] : delta.at("set").as_object()) {
            auto& known = copy.keys[key];
            if (!known.is_object()) known.emplace_object();
            for (auto const& [name, value] : fields.as_object()) {
                if (value.is_null())
                    known.as_object().erase(name);
                else
                    known.as_object()[name] = value;
            }
        }
    }
};

void publish_something(World& world, std::mt19937& dice) {
    auto const& terminal = world.terminals[dice() % world.terminals.size()];
    auto const key = "position:" + std::to_string(dice() % 6);
    auto const field = std::string(1, static_cast<char>('a' + dice() % 4));
    json::object set;
    switch (dice() % 6) {
        case 0:
            return world.event(terminal);
        case 1:
            return world.hub.publish_state(world.org, terminal, false, {}, {key}, 1);
        case 2:
            set[key] = json::object{{field, nullptr}};
            break;
        case 3:
            set[key] = json::object{};
            break;
        default:
            set[key] = json::object{{field, dice() % 5}, {"text", std::string(dice() % 300, 'x')}};
    }
    world.hub.publish_state(world.org, terminal, dice() % 40 == 0, set, {}, 1);
}

}  // namespace

TEST_CASE("dashboards: every copy converges and events arrive once, without a gap, through reconnects") {
    auto const seed = GENERATE(1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u);
    CAPTURE(seed);
    std::mt19937 dice(seed);
    World world;
    world.loads_at_once = false;
    for (int i = 0; i < 3; ++i) world.add_terminal();
    std::vector<Client> clients(4);
    for (auto& client : clients) client.connect(world);
    for (int step = 0; step < 3000; ++step) {
        world.clock.now += 5;
        publish_something(world, dice);
        if (dice() % 8 == 0) world.finish_loads();
        for (std::size_t i = 0; i < clients.size(); ++i) {
            if (dice() % (1 + i * 20) == 0)
                for (auto const& frame : clients[i].browser->pull(i == 0 ? 65536 : 700)) clients[i].take(frame);
            if (dice() % 300 == 0) {
                clients[i].browser->session.on_closed();
                clients[i].connect(world);
            }
        }
    }
    for (auto& client : clients) {
        for (int round = 0; round < 200; ++round) {
            world.finish_loads();
            for (auto const& frame : client.browser->drain()) client.take(frame);
        }
        CHECK(client.browser->port.code == 0);
        CHECK(client.refused == 0);
        for (auto const& terminal : world.terminals) {
            auto const* state = world.hub.state_of(world.org, terminal);
            REQUIRE(state != nullptr);
            CHECK(client.copies[state_channel(terminal)].keys == *state);
            CHECK(client.copies[events_channel(terminal)].off == world.hub.events_top(world.org, terminal));
        }
    }
}
