// The relay's cores on a hand-driven clock, a real store in a temporary folder, and sockets that only remember.
#pragma once
#include <openssl/sha.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>

#include "base/hex.hpp"
#include "core/command_service.hpp"
#include "core/terminal_session.hpp"
#include "store/sqlite_store.hpp"

namespace signalos::relay::test {

namespace json = boost::json;

class HandClock final : public Clock {
public:
    std::int64_t steady = 1'000;
    std::int64_t utc = 1'700'000'000'000;
    void forward(std::int64_t ms) {
        steady += ms;
        utc += ms;
    }
    [[nodiscard]] std::int64_t steady_ms() const override { return steady; }
    [[nodiscard]] std::int64_t utc_ms() const override { return utc; }
};

/// Remembers what was published.
class FakeStreams final : public StreamPort {
public:
    std::vector<EventRow> events;
    std::vector<StateChange> states;
    std::map<TerminalId, json::object> mission;
    std::map<std::string, KnownPosition> positions;

    void publish_event(EventRow const& event) override { events.push_back(event); }
    void publish_state(OrgId, TerminalId, StateChange change) override { states.push_back(std::move(change)); }
    /// The words of every alarm, oldest first.
    [[nodiscard]] std::vector<std::string> alarms() const {
        std::vector<std::string> words;
        for (auto const& event : events)
            if (event.type == "error_alert") words.emplace_back(json::parse(event.data).at("error").as_string());
        return words;
    }
    void publish_mission(OrgId, TerminalId terminal, json::object row) override { mission[terminal] = std::move(row); }
    [[nodiscard]] std::optional<KnownPosition> find_position(OrgId, TerminalId,
                                                             std::string_view position) const override {
        auto const found = positions.find(std::string(position));
        return found == positions.end() ? std::nullopt : std::optional(found->second);
    }
};

class FakeSocket final : public SessionPort {
public:
    std::uint16_t closed_with = 0;
    void wake() override {}
    void close(std::uint16_t code, std::string_view) override {
        if (closed_with == 0) closed_with = code;
    }
};

/// While it lives no file may grow beyond so many bytes: such a write fails as on a full disk.
struct FullDisk {
    explicit FullDisk(rlim_t bytes = 1) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before);
        rlimit const none{bytes, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before); }
    rlimit before{};
};

struct Core;

/// One terminal's socket as the terminal sees it.
struct Peer {
    FakeSocket socket;
    std::shared_ptr<TerminalSession> session;
    std::vector<json::object> received;
    std::int64_t epoch = 0;
    std::string resume;
    std::string instance = "01890000-0000-7000-8000-000000000001";
    std::string journal = "01890000-0000-7000-8000-00000000000a";
    std::int64_t last_in = 0;
    json::array open_commands;

    void say(json::object frame) { session->on_text(json::serialize(frame)); }
    void say(std::string const& type, json::object data, json::object more = {});
    void hello(Core& core);
    /// Takes what the session would send.
    void pull();
    /// Received frames of one type, oldest first.
    [[nodiscard]] std::vector<json::object> of(std::string_view type);
};

struct Core {
    HandClock clock;
    SystemRandom random;
    std::filesystem::path folder;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    std::unique_ptr<Store> store;
    FakeStreams streams;
    TerminalRegistry registry;
    std::unique_ptr<RelayClock> relay_clock;
    std::unique_ptr<CommandService> commands;
    OrgId org;
    UserId user;
    TerminalId terminal;

    Core();
    ~Core();
    [[nodiscard]] CorePorts ports();
    /// Runs completions until everything asked so far is answered.
    void settle();
    void until(std::function<bool()> const& done);
    std::unique_ptr<Peer> connect();
    /// Connected and welcomed.
    std::unique_ptr<Peer> live();
    CommandAnswer submit(std::string kind, json::object args = {}, std::string key = "");
    CommandRow find(CommandId id);
    TerminalId add_terminal(std::string const& name);

    template <class T, class Call>
    Reply<T> ask(Call call) {
        std::optional<Reply<T>> answer;
        Done<T> done = [&](Reply<T> reply) { answer = std::move(reply); };
        call(std::move(done));
        until([&] { return answer.has_value(); });
        return std::move(*answer);
    }
};

inline std::string sha256_hex(std::string_view text) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest);
    return hex(digest);
}

inline Core::Core() {
    std::string name = (std::filesystem::temp_directory_path() / "signalos-core-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder = name;
    auto post = [this](std::function<void()> task) {
        {
            std::lock_guard const lock(mutex);
            tasks.push_back(std::move(task));
        }
        wake.notify_one();
    };
    store = open_sqlite_store(folder.string(), post);
    relay_clock = std::make_unique<RelayClock>(clock);
    commands = std::make_unique<CommandService>(ports());
    org = OrgId{Uuid::make_v7(clock, random)};
    user = UserId{Uuid::make_v7(clock, random)};
    Bootstrap first;
    first.organisation = {org, "First"};
    first.owner = {user, org, "owner@example.test", "Owner", Role::owner, "x", false, 0, clock.utc};
    REQUIRE(ask<Nothing>([&](auto done) { store->bootstrap(first, clock.utc, done); }).ok());
    terminal = add_terminal("one");
}

inline Core::~Core() {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

inline CorePorts Core::ports() {
    return {*relay_clock, random, *store, streams, registry, sha256_hex};
}

inline TerminalId Core::add_terminal(std::string const& name) {
    NewTerminal fresh{TerminalId{Uuid::make_v7(clock, random)}, name, "key-" + name, clock.utc};
    REQUIRE(ask<Terminal>([&](auto done) { store->create_terminal(org, fresh, done); }).ok());
    return fresh.id;
}

inline void Core::until(std::function<bool()> const& done) {
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex);
            if (!wake.wait_until(lock, deadline, [this] { return !tasks.empty(); }))
                throw std::runtime_error("no answer in 20 s");
            task = std::move(tasks.front());
            tasks.pop_front();
        }
        task();
    }
}

inline void Core::settle() {
    // A completion may ask the store again; three rounds through the writer outlast every chain the cores have.
    for (int round = 0; round < 4; ++round) ask<StoreHealth>([&](auto done) { store->ping(done); });
}

inline std::unique_ptr<Peer> Core::connect() {
    auto peer = std::make_unique<Peer>();
    peer->session = std::make_shared<TerminalSession>(ports(), *commands, peer->socket, org, terminal);
    return peer;
}

inline std::unique_ptr<Peer> Core::live() {
    auto peer = connect();
    peer->hello(*this);
    REQUIRE(peer->of("welcome").size() == 1);
    return peer;
}

inline CommandAnswer Core::submit(std::string kind, json::object args, std::string key) {
    CommandRequest request;
    request.org = org;
    request.user = user;
    request.scope = TerminalScope::all();
    request.user_name = "Owner";
    request.kind = std::move(kind);
    request.terminal = terminal;
    request.args = std::move(args);
    request.key = std::move(key);
    std::optional<CommandAnswer> answer;
    commands->accept(std::move(request), [&](CommandAnswer given) { answer = std::move(given); });
    until([&] { return answer.has_value(); });
    return *answer;
}

inline CommandRow Core::find(CommandId id) {
    return ask<CommandRow>([&](auto done) { store->find_command(org, id, done); }).value;
}

inline void Peer::say(std::string const& type, json::object data, json::object more) {
    more["type"] = type;
    more["ts"] = 1;
    more["data"] = std::move(data);
    say(std::move(more));
}

inline void Peer::pull() {
    for (auto const& frame : session->pull(64 * 1024)) received.push_back(json::parse(*frame).as_object());
}

inline std::vector<json::object> Peer::of(std::string_view type) {
    pull();
    std::vector<json::object> found;
    for (auto const& frame : received) {
        if (frame.at("type").as_string() == json::string_view(type.data(), type.size())) found.push_back(frame);
    }
    return found;
}

inline void Peer::hello(Core& core) {
    json::object data{{"role", "terminal"},
                      {"platform", "mt5"},
                      {"proto", json::array{1}},
                      {"agent", {{"ea", "1.0"}, {"dll", "0.1.0"}, {"build", 4153}, {"os", "linux"}}},
                      {"instance", instance},
                      {"journal", journal},
                      {"account",
                       {{"login", "1001"},
                        {"server", "SignalOS-Demo"},
                        {"company", "Demo"},
                        {"currency", "USD"},
                        {"currency_digits", 2},
                        {"margin_mode", "hedging"},
                        {"trade_mode", "demo"},
                        {"leverage", 100}}},
                      {"mode", "live"},
                      {"magic_prefix", 21313},
                      {"last_in", last_in},
                      {"last_out", 0},
                      {"paused", false},
                      {"pause_version", 0},
                      {"session_epoch", epoch},
                      {"open_commands", open_commands}};
    if (!resume.empty()) data["resume"] = resume;
    say("hello", std::move(data));
    core.settle();
    for (auto const& welcome : of("welcome")) {
        epoch = welcome.at("data").at("session_epoch").as_int64();
        resume = std::string(welcome.at("data").at("resume").as_string());
    }
}

}  // namespace signalos::relay::test
