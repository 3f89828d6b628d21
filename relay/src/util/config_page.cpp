#include "util/config_page.hpp"

namespace signalos::relay {
namespace {

constexpr char const* introduction =
    R"(# Configuration of the relay

Written from the relay's own table by `signalos-relay config --markdown`; a test compares the two. Do not edit it.

Values come from the defaults below, then from the TOML file of `--config`, then from the environment, then from the command line; later ones
win. A key, a variable beginning with `SIGNALOS_` or a value that the relay does not know refuses the start with one line that names the key,
the value and the remedy. `signalos-relay config --check --config FILE` says the same without starting anything.

No key holds a secret. What is secret lies in a file of its own that a key names (mode 0600, or a credential of the service manager), so it
stands in no process list, no log and no answer.

Keys with a dot are members of a table: `log.level` is `level` under `[log]`. A running relay takes over those marked "at once" by
`systemctl reload`, SIGHUP or `signalos-relay admin reload`; it names the others that changed and keeps their old values until it starts anew.

)";

std::string kind_of(ConfigKey const& key) {
    switch (key.type) {
        case ConfigType::text:
            return "text";
        case ConfigType::integer:
            return std::to_string(key.min) + " to " + std::to_string(key.max);
        case ConfigType::boolean:
            return "true, false";
        case ConfigType::text_list:
            return "list of texts";
        case ConfigType::choice: {
            std::string words;
            for (char const c : key.choices) words += c == '|' ? std::string(", ") : std::string(1, c);
            return words;
        }
    }
    return "";
}

}  // namespace

std::string configuration_page(std::span<ConfigKey const> table) {
    std::string page = introduction;
    page += "| key | environment | value | default | taken over | what it is |\n|---|---|---|---|---|---|\n";
    for (auto const& key : table) {
        auto const normal =
            key.default_value.empty() ? std::string("empty") : "`" + std::string(key.default_value) + "`";
        page += "| `" + std::string(key.name) + "` | `" + environment_name(key.name) + "` | " + kind_of(key) + " | " +
                normal + " | " + (key.reloads ? "at once" : "at the start") + " | " + std::string(key.doc) + " |\n";
    }
    return page;
}

}  // namespace signalos::relay
