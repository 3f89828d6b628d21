#include <algorithm>
#include <cctype>
#include <charconv>

#include "util/config.hpp"

namespace signalos::relay {
namespace {

ConfigError wrong(ConfigKey const& key, std::string_view text, std::string remedy) {
    return ConfigError{std::string(key.name), "\"" + std::string(text) + "\"", std::move(remedy)};
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const at = text.find(separator);
        auto part = text.substr(0, at);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    }
    return parts;
}

std::variant<ConfigValue, ConfigError> parse_integer(ConfigKey const& key, std::string_view text) {
    std::int64_t number = 0;
    auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const range = std::to_string(key.min) + " to " + std::to_string(key.max);
    if (ec != std::errc{} || end != text.data() + text.size())
        return wrong(key, text, "give a whole number from " + range);
    if (number < key.min || number > key.max) return wrong(key, text, "out of range; give " + range);
    return ConfigValue{number};
}

}  // namespace

std::variant<ConfigValue, ConfigError> parse_config_value(ConfigKey const& key, std::string_view text) {
    switch (key.type) {
        case ConfigType::text:
            return ConfigValue{std::string(text)};
        case ConfigType::integer:
            return parse_integer(key, text);
        case ConfigType::boolean:
            if (text == "true") return ConfigValue{true};
            if (text == "false") return ConfigValue{false};
            return wrong(key, text, "give true or false");
        case ConfigType::text_list:
            return ConfigValue{split(text, ',')};
        case ConfigType::choice: {
            auto const choices = split(key.choices, '|');
            if (std::find(choices.begin(), choices.end(), text) != choices.end()) return ConfigValue{std::string(text)};
            return wrong(key, text, "give one of " + std::string(key.choices));
        }
    }
    return wrong(key, text, "unknown type");
}

std::string environment_name(std::string_view key) {
    std::string name = "SIGNALOS_";
    for (char const c : key) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

}  // namespace signalos::relay
