#include "util/config.hpp"

#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "util/config_page.hpp"

using namespace signalos::relay;

namespace {

constexpr std::array keys{
    ConfigKey{"listen", ConfigType::text, "127.0.0.1:8443", 0, 0, "", "Address and port."},
    ConfigKey{"limits.attempts", ConfigType::integer, "5", 1, 100, "", "Attempts."},
    ConfigKey{"log.level", ConfigType::choice, "info", 0, 0, "debug|info|warn", "Level."},
    ConfigKey{"log.json", ConfigType::boolean, "false", 0, 0, "", "JSON lines."},
    ConfigKey{"allowed_origins", ConfigType::text_list, "", 0, 0, "", "Origins."},
};

struct TemporaryFile {
    std::string path =
        (std::filesystem::temp_directory_path() / ("signalos-config-" + std::to_string(getpid()) + ".toml")).string();
    explicit TemporaryFile(std::string_view text) { std::ofstream(path) << text; }
    ~TemporaryFile() { std::filesystem::remove(path); }
};

Config good(std::variant<Config, ConfigError> loaded) {
    if (auto const error = std::get_if<ConfigError>(&loaded)) FAIL(error->text());
    return std::get<Config>(loaded);
}

ConfigError bad(std::variant<Config, ConfigError> loaded) {
    REQUIRE(std::holds_alternative<ConfigError>(loaded));
    return std::get<ConfigError>(loaded);
}

}  // namespace

TEST_CASE("config: without any source every key has its default") {
    auto const config = good(Config::load(keys, std::nullopt, {}, {}));
    CHECK(config.text("listen") == "127.0.0.1:8443");
    CHECK(config.integer("limits.attempts") == 5);
    CHECK_FALSE(config.flag("log.json"));
    CHECK(config.list("allowed_origins").empty());
}

TEST_CASE("config: the environment beats the file and the command line beats both") {
    TemporaryFile const file(
        "listen = \"a:1\"\nallowed_origins = [\"https://x\", \"https://y\"]\n[limits]\nattempts = 7\n[log]\njson = "
        "true\n");
    auto const config = good(
        Config::load(keys, file.path, {{"SIGNALOS_LISTEN", "b:2"}, {"SIGNALOS_LIMITS_ATTEMPTS", "9"}, {"HOME", "/"}},
                     {{"listen", "c:3"}}));
    CHECK(config.text("listen") == "c:3");
    CHECK(config.integer("limits.attempts") == 9);
    CHECK(config.flag("log.json"));
    CHECK(config.list("allowed_origins") == std::vector<std::string>{"https://x", "https://y"});
}

TEST_CASE("config: an unknown key in the file is refused by name with the remedy") {
    TemporaryFile const file("[limits]\natempts = 7\n");
    auto const error = bad(Config::load(keys, file.path, {}, {}));
    CHECK(error.key == "limits.atempts");
    CHECK(error.value == "7");
    CHECK(error.remedy.find("limits.attempts") != std::string::npos);
}

TEST_CASE("config: a value out of range, of the wrong kind or not among the choices names key, value and remedy") {
    auto const [variable, value, key] = GENERATE(table<char const*, char const*, char const*>({
        {"SIGNALOS_LIMITS_ATTEMPTS", "0", "limits.attempts"},
        {"SIGNALOS_LIMITS_ATTEMPTS", "five", "limits.attempts"},
        {"SIGNALOS_LIMITS_ATTEMPTS", "5x", "limits.attempts"},
        {"SIGNALOS_LOG_LEVEL", "loud", "log.level"},
        {"SIGNALOS_LOG_JSON", "yes", "log.json"},
    }));
    auto const error = bad(Config::load(keys, std::nullopt, {{variable, value}}, {}));
    CHECK(error.key == key);
    CHECK(error.value.find(value) != std::string::npos);
    CHECK_FALSE(error.remedy.empty());
}

TEST_CASE("config: a number where text belongs, a broken file and a missing file are refused") {
    TemporaryFile const number("listen = 5\n");
    CHECK(bad(Config::load(keys, number.path, {}, {})).key == "listen");
    TemporaryFile const broken("listen = \n");
    CHECK(bad(Config::load(keys, broken.path, {}, {})).key == "config file");
    CHECK(bad(Config::load(keys, "/nonexistent/relay.toml", {}, {})).key == "config file");
}

TEST_CASE("config: an unknown variable of ours is refused by name, and what it holds stays unsaid") {
    auto const error = bad(Config::load(keys, std::nullopt, {{"SIGNALOS_LISTN", "hunter2"}, {"LISTN", "x"}}, {}));
    CHECK(error.key == "SIGNALOS_LISTN");
    CHECK(error.text().find("remove it") != std::string::npos);
    CHECK(error.text().find("hunter2") == std::string::npos);
}

TEST_CASE("config: what differs between two loads is named") {
    auto const one = good(Config::load(keys, std::nullopt, {}, {}));
    auto const other = good(Config::load(keys, std::nullopt, {}, {{"listen", "a:1"}, {"log.json", "true"}}));
    CHECK(other.differing(one) == std::vector<std::string>{"listen", "log.json"});
    CHECK(one.differing(one).empty());
}

TEST_CASE(
    "config: the page holds a row for each key with its variable, values, default and whether a reload is enough") {
    auto const page = configuration_page(keys);
    CHECK(page.find("| `limits.attempts` | `SIGNALOS_LIMITS_ATTEMPTS` | 1 to 100 | `5` | at the start | Attempts. |") !=
          std::string::npos);
    CHECK(page.find("| `log.level` | `SIGNALOS_LOG_LEVEL` | debug, info, warn | `info` |") != std::string::npos);
}
