#include "app/options.hpp"

#include <catch2/catch.hpp>

using namespace signalos::relay;

namespace {

template <class... Words>
Action parse(Words... words) {
    char const* const argv[] = {"signalos-relay", words...};
    return parse_command_line(static_cast<int>(sizeof...(words) + 1), argv);
}

}  // namespace

TEST_CASE("options: serve takes a file, and shortcuts become configuration keys") {
    auto const action =
        parse("serve", "--config", "relay.toml", "--data", "d", "--certificate", "c", "--web-root", "w");
    auto const& serve = std::get<ServeAction>(action);
    CHECK(serve.config_file == "relay.toml");
    CHECK(serve.overrides == Config::Pairs{{"data_dir", "d"}, {"tls.certificate", "c"}, {"web_root", "w"}});
}

TEST_CASE("options: admin commands need their arguments") {
    auto const action = parse("admin", "create-terminal", "--data", "d", "--name", "My terminal");
    CHECK(std::get<CreateTerminalAction>(action).name == "My terminal");
    CHECK(std::get<CreateTerminalAction>(action).owner_email == "owner@localhost");
    CHECK(std::get<ExitAction>(parse("admin", "create-terminal", "--data", "d")).status != 0);
    CHECK(std::get<ExitAction>(parse("admin")).status != 0);
    CHECK(std::get<ExitAction>(parse()).status != 0);
    CHECK(std::get<ExitAction>(parse("--help")).status == 0);
}
