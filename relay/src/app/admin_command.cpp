#include "app/admin_command.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <iostream>
#include <stdexcept>

#include "app/admin_control.hpp"
#include "app/admin_socket.hpp"
#include "app/live_connections.hpp"
#include "app/open_store.hpp"
#include "app/settings.hpp"
#include "app/store_accounts.hpp"
#include "app/terminals_binding.hpp"
#include "util/crypto.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

json::object run_on_data(Config const& config, json::object const& request, std::string const& owner_email) {
    auto const& data_dir = config.text("data_dir");
    if (!std::filesystem::is_directory(data_dir))
        throw std::runtime_error("--data " + data_dir + ": no such directory; give the relay's data_dir");
    boost::asio::io_context io;
    auto const work = boost::asio::make_work_guard(io);
    auto const post = [&io](std::function<void()> job) { boost::asio::post(io, std::move(job)); };
    SystemClock const clock;
    SystemRandom random;
    PasswordHasher hasher(post, 1, 4, HashCost{});
    auto const store = open_store(config, post);
    Sealer const sealer = Sealer::from_file(secrets_path(config));
    AccessTokens const tokens(sealer.derive("access tokens"));
    LiveConnections nobody(clock, random);
    StoreAccounts accounts(*store, clock, session_limits(config));
    AuthService auth(accounts, hasher, clock, random, sealer, login_limits(config), session_limits(config),
                     [](SessionId) {});
    RunningSettings settings(config, [](Config const&) {});
    AdminControl control(settings);
    PeopleService people({store->people(), *store, hasher, clock, random, sealer, tokens, auth, nobody, &control});
    AdminOperations operations(*store, people, hasher, clock, random, owner_email, [](Terminal const&) {});
    // The same as in a relay that runs, with nobody connected to it.
    Hub hub(clock, random, "admin");
    LiveView live(hub);
    RelayClock relay_clock(clock);
    TerminalRegistry registry;
    CorePorts const ports{relay_clock, random,   *store,
                          live,        registry, [](std::string_view text) { return hex(sha256(text)); }};
    CommandService commands(ports);
    PairingDesk desk(ports, "");
    TerminalsBinding binding(ports, commands, live, desk);
    AdminTerminals terminals(*store, binding, owner_email);
    operations.set_terminals(terminals);
    json::object answer;
    operations.run(json::serialize(request), [&](json::object given) {
        answer = std::move(given);
        io.stop();
    });
    io.run();
    return answer;
}

}  // namespace

int run_admin_command(Config const& config, json::object const& request, std::string const& owner_email) {
    auto answer = ask_running_relay(config.text("data_dir"), request);
    if (!answer) answer = run_on_data(config, request, owner_email);
    if (auto const* const error = answer->if_contains("error")) {
        std::cerr << "signalos-relay: " << std::string(error->as_string()) << "\n";
        return 1;
    }
    std::cout << json::serialize(*answer) << std::endl;
    return 0;
}

}  // namespace signalos::relay
