#include "relay_world.hpp"

namespace signalos::sim::testing {

namespace json = boost::json;

void Socket::take() {
    if (!session) return;
    for (auto const& frame : session->pull(1024 * 1024)) frames.push_back(json::parse(*frame).as_object());
}

std::vector<json::object> Socket::of(std::string_view type) const {
    std::vector<json::object> found;
    for (auto const& frame : frames)
        if (std::string_view(frame.at("type").as_string()) == type) found.push_back(frame);
    return found;
}

std::int64_t Socket::ack() const {
    std::int64_t newest = -1;
    for (auto const& frame : frames)
        if (auto const* ack = frame.if_contains("ack")) newest = ack->as_int64();
    return newest;
}

RelayWorld::RelayWorld() = default;

RelayWorld::~RelayWorld() {
    if (life_) life_->dead = true;
    drop_sockets();
}

void RelayWorld::boot(std::string die_at) {
    life_ = std::make_shared<Life>();
    auto* const life = life_.get();
    life_->on_point = [life, die_at = std::move(die_at)](std::string_view point) { life->dead |= point == die_at; };
    node_ = std::make_unique<RelayNode>(scheduler_, Dice(++boots_), clock_, disk_, life_,
                                        std::vector<std::string>{"terminal"});
    node_->boot();
    run();
}

void RelayWorld::restart(std::string die_at) {
    life_->dead = true;
    drop_sockets();
    node_.reset();
    answer_.reset();
    boot(std::move(die_at));
}

void RelayWorld::drop_sockets() {
    terminal.session.reset();
    dashboard.session.reset();
    terminal.frames.clear();
    dashboard.frames.clear();
}

void RelayWorld::run() {
    for (int i = 0; i < 20; ++i) {
        scheduler_.run_until(scheduler_.now() + 100'000);
        if (life_->dead) return;  // what it had for its sockets never left
        node_->tick();
        for (auto* socket : {&terminal, &dashboard}) {
            if (socket->session) socket->session->on_tick();
            socket->take();
        }
    }
}

void RelayWorld::connect_terminal() {
    terminal.session = node_->listening()->accept(terminal, "terminal");
    json::object data{{"role", "terminal"},
                      {"platform", "mt5"},
                      {"proto", json::array{1}},
                      {"agent", {{"ea", "1.0"}, {"dll", "0.1.0"}, {"build", 4153}, {"os", "linux"}}},
                      {"instance", "01890000-0000-7000-8000-000000000001"},
                      {"journal", "01890000-0000-7000-8000-00000000000a"},
                      {"account",
                       {{"login", "1001"},
                        {"server", "Demo"},
                        {"company", "Demo"},
                        {"currency", "USD"},
                        {"margin_mode", "hedging"},
                        {"trade_mode", "demo"}}},
                      {"mode", "live"},
                      {"magic_prefix", 21313},
                      {"last_in", terminal_has},
                      {"last_out", 0},
                      {"session_epoch", epoch_},
                      {"open_commands", json::array{}}};
    if (!resume_.empty()) data["resume"] = resume_;
    say(terminal, {{"type", "hello"}, {"data", std::move(data)}});
    for (auto const& welcome : terminal.of("welcome")) {
        epoch_ = welcome.at("data").at("session_epoch").as_int64();
        resume_ = std::string(welcome.at("data").at("resume").as_string());
    }
}

void RelayWorld::connect_dashboard() {
    dashboard.session = node_->connect_dashboard(dashboard);
}

void RelayWorld::say(Socket& socket, json::object frame) {
    frame["ts"] = clock_.utc_ms();
    if (!frame.contains("data")) frame["data"] = json::object();
    socket.session->on_text(json::serialize(frame));
    run();
}

std::optional<relay::CommandAnswer>& RelayWorld::give(std::string const& key) {
    relay::CommandRequest request;
    request.org = RelayDisk::org();
    request.user = RelayDisk::owner();
    request.scope = relay::TerminalScope::all();
    request.user_name = "Owner";
    request.kind = "force_sync";
    request.terminal = RelayDisk::terminal(0);
    request.key = key;
    answer_.reset();
    node_->commands().accept(std::move(request), [this](relay::CommandAnswer given) { answer_ = std::move(given); });
    run();
    return answer_;
}

std::int64_t RelayWorld::count(std::string const& sql) {
    auto query = disk_.db().query(sql);
    query.next();
    return query.integer();
}

}  // namespace signalos::sim::testing
