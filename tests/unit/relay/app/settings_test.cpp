#include "app/settings.hpp"

#include "app/descriptor_limit.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "app/config_keys.hpp"

using namespace signalos::relay;

namespace {

Config with(Config::Pairs const& overrides) {
    auto loaded = Config::load(config_keys(), std::nullopt, {}, overrides);
    REQUIRE(std::holds_alternative<Config>(loaded));
    return std::get<Config>(loaded);
}

}  // namespace

TEST_CASE("settings: every default fits its own row, and no key or variable is there twice") {
    auto const config = with({});
    std::set<std::string> variables;
    for (auto const& key : config_keys()) {
        CHECK(variables.insert(environment_name(key.name)).second);
        CHECK_FALSE(key.doc.empty());
        CHECK(key.doc.back() == '.');
    }
    CHECK(config.integer("limits.login_attempts") == 5);
}

TEST_CASE("settings: without a directory, certificate or key the relay says which and how to give it") {
    CHECK(setting_problem(with({}))->key == "data_dir");
    CHECK(setting_problem(with({{"data_dir", "d"}}))->key == "tls.certificate");
    auto const error = setting_problem(with({{"data_dir", "d"}, {"tls.certificate", "c"}}));
    REQUIRE(error);
    CHECK(error->text().find("--key") != std::string::npos);
    CHECK_FALSE(setting_problem(with({{"data_dir", "d"}, {"tls.certificate", "c"}, {"tls.key", "k"}})));
}

TEST_CASE("settings: a dashboard folder that is not there is named, not served as nothing") {
    Config::Pairs const given{
        {"data_dir", "d"}, {"tls.certificate", "c"}, {"tls.key", "k"}, {"web_root", "/nonexistent/dist"}};
    auto const error = setting_problem(with(given));
    REQUIRE(error);
    CHECK(error->key == "web_root");
    CHECK(error->value == "/nonexistent/dist");
}

TEST_CASE("settings: the own origins follow the port that was bound, unless a public origin is given") {
    auto const own = allowed_origins(with({{"listen", "192.0.2.7:0"}}), 9443);
    CHECK(own ==
          std::vector<std::string>{"https://localhost:9443", "https://127.0.0.1:9443", "https://192.0.2.7:9443"});
    auto const given = allowed_origins(
        with({{"public_origin", "https://relay.example"}, {"allowed_origins", "https://desk.example"}}), 8443);
    CHECK(given == std::vector<std::string>{"https://desk.example", "https://relay.example"});
    CHECK(allowed_origins(with({{"listen", "127.0.0.1:443"}}), 443).front() == "https://localhost");
}

TEST_CASE("settings: hours and seconds become milliseconds") {
    auto const config = with({{"session.idle_hours", "2"}, {"limits.login_window_s", "60"}});
    CHECK(session_limits(config).idle_ms == 7'200'000);
    CHECK(session_limits(config).absolute_ms == std::int64_t{30} * 24 * 3'600'000);
    CHECK(login_limits(config).window_ms == 60'000);
}

TEST_CASE("settings: plain HTTP is for loopback, behind a named proxy, under an https origin") {
    Config::Pairs plain{{"data_dir", "d"}, {"plain_http", "true"}, {"listen", "0.0.0.0:8080"}};
    CHECK(setting_problem(with(plain))->remedy.find("loopback") != std::string::npos);
    plain.emplace_back("listen", "127.0.0.1:8080");
    CHECK(setting_problem(with(plain))->remedy.find("trusted_proxies") != std::string::npos);
    plain.emplace_back("trusted_proxies", "127.0.0.1");
    CHECK(setting_problem(with(plain))->key == "public_origin");
    plain.emplace_back("public_origin", "http://relay.example");
    CHECK(setting_problem(with(plain))->key == "public_origin");
    plain.emplace_back("public_origin", "https://relay.example");
    CHECK_FALSE(setting_problem(with(plain)));
}

TEST_CASE("settings: a level of a module that is not there is refused") {
    auto const error = setting_problem(
        with({{"data_dir", "d"}, {"tls.certificate", "c"}, {"tls.key", "k"}, {"log.modules", "net=debug,nett=debug"}}));
    REQUIRE(error);
    CHECK(error->key == "log.modules");
    CHECK(error->value.find("nett") != std::string::npos);
}

TEST_CASE("limits: connections leave descriptors to the store, and one address takes half of what there is") {
    NetLimits wanted;
    wanted.connections = 20'000;
    wanted.connections_per_address = 5'000;
    auto const plenty = within_descriptors(wanted, 65'536);
    CHECK(plenty.connections == 20'000);
    CHECK(plenty.connections_per_address == 5'000);
    auto const few = within_descriptors(wanted, 1024);
    CHECK(few.connections == 1024 - reserved_descriptors);
    CHECK(few.connections_per_address == few.connections / 2);
    auto const hardly = within_descriptors(wanted, 64);
    CHECK(hardly.connections == 32);
    CHECK(hardly.connections_per_address == 16);
    CHECK(within_descriptors(wanted, 0).connections == 20'000);
}
