#include "util/config.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>

namespace signalos::relay {
namespace {

ConfigKey const* find_key(std::span<ConfigKey const> table, std::string_view name) {
    auto const at = std::find_if(table.begin(), table.end(), [&](ConfigKey const& key) { return key.name == name; });
    return at == table.end() ? nullptr : &*at;
}

ConfigError unknown_key(std::span<ConfigKey const> table, std::string const& name, std::string const& value) {
    std::string known;
    for (auto const& key : table) known += (known.empty() ? "" : ", ") + std::string(key.name);
    return ConfigError{name, value, "no such key; remove it or correct its name (known: " + known + ")"};
}

// Without its value: what somebody put there by mistake may be a secret.
ConfigError unknown_variable(std::string const& name) {
    return ConfigError{name, "(not shown)",
                       "no such variable; remove it or correct its name (`signalos-relay config` lists them)"};
}

// The environment form of a TOML value; nothing for kinds that no key has.
std::optional<std::string> as_text(toml::node const& node) {
    if (auto const text = node.as_string()) return text->get();
    if (auto const number = node.as_integer()) return std::to_string(number->get());
    if (auto const flag = node.as_boolean()) return flag->get() ? "true" : "false";
    if (auto const array = node.as_array()) {
        std::string joined;
        for (auto const& item : *array) {
            auto const text = item.as_string();
            if (!text) return std::nullopt;
            joined += (joined.empty() ? "" : ",") + text->get();
        }
        return joined;
    }
    return std::nullopt;
}

bool kind_fits(ConfigKey const& key, toml::node const& node) {
    switch (key.type) {
        case ConfigType::text:
        case ConfigType::choice:
            return node.is_string();
        case ConfigType::integer:
            return node.is_integer();
        case ConfigType::boolean:
            return node.is_boolean();
        case ConfigType::text_list:
            return node.is_array();
    }
    return false;
}

std::string_view kind_words(ConfigType type) {
    switch (type) {
        case ConfigType::text:
        case ConfigType::choice:
            return "give a string in quotes";
        case ConfigType::integer:
            return "give a whole number";
        case ConfigType::boolean:
            return "give true or false";
        case ConfigType::text_list:
            return "give a list of strings";
    }
    return "";
}

std::optional<ConfigError> flatten(std::span<ConfigKey const> table, toml::table const& from, std::string const& prefix,
                                   Config::Pairs& out) {
    for (auto const& [raw_name, node] : from) {
        auto const name = prefix + std::string(raw_name.str());
        if (auto const inner = node.as_table()) {
            if (auto error = flatten(table, *inner, name + ".", out)) return error;
            continue;
        }
        auto const text = as_text(node);
        auto const key = find_key(table, name);
        if (!key) return unknown_key(table, name, text.value_or("?"));
        if (!text || !kind_fits(*key, node))
            return ConfigError{name, text.value_or("?"), std::string(kind_words(key->type))};
        out.emplace_back(name, *text);
    }
    return std::nullopt;
}

std::optional<ConfigError> read_file(std::span<ConfigKey const> table, std::string const& path, Config::Pairs& out) {
    try {
        return flatten(table, toml::parse_file(path), "", out);
    } catch (toml::parse_error const& error) {
        auto const line = std::to_string(error.source().begin.line);
        return ConfigError{"config file", path,
                           std::string(error.description()) + " at line " + line + "; correct the file or its path"};
    }
}

}  // namespace

std::variant<Config, ConfigError> Config::load(std::span<ConfigKey const> table, std::optional<std::string> const& file,
                                               Pairs const& environment, Pairs const& overrides) {
    Config config;
    config.file_ = file.value_or("");
    auto const take = [&](Pairs const& pairs, ConfigSource source) -> std::optional<ConfigError> {
        for (auto const& [name, value] : pairs) {
            auto const key = find_key(table, name);
            if (!key) return unknown_key(table, name, value);
            auto parsed = parse_config_value(*key, value);
            if (auto const error = std::get_if<ConfigError>(&parsed)) return *error;
            config.values_.insert_or_assign(name, std::get<ConfigValue>(std::move(parsed)));
            config.sources_.insert_or_assign(name, source);
        }
        return std::nullopt;
    };
    Pairs presets;
    for (auto const& key : table) presets.emplace_back(key.name, key.default_value);
    Pairs in_file;
    if (file) {
        if (auto error = read_file(table, *file, in_file)) return *error;
    }
    Pairs variables;
    for (auto const& [variable, value] : environment) {
        if (!variable.starts_with("SIGNALOS_")) continue;
        auto const named = [&name = variable](ConfigKey const& key) { return environment_name(key.name) == name; };
        auto const key = std::find_if(table.begin(), table.end(), named);
        if (key == table.end()) return unknown_variable(variable);
        variables.emplace_back(key->name, value);
    }
    if (auto error = take(presets, ConfigSource::preset)) return *error;
    if (auto error = take(in_file, ConfigSource::file)) return *error;
    if (auto error = take(variables, ConfigSource::environment)) return *error;
    if (auto error = take(overrides, ConfigSource::command_line)) return *error;
    return config;
}

std::variant<Config, ConfigError> Config::with(ConfigKey const& key, std::string_view text) const {
    auto parsed = parse_config_value(key, text);
    if (auto const error = std::get_if<ConfigError>(&parsed)) return *error;
    auto changed = *this;
    changed.values_.insert_or_assign(std::string(key.name), std::get<ConfigValue>(std::move(parsed)));
    changed.sources_.insert_or_assign(std::string(key.name), ConfigSource::running);
    return changed;
}

void Config::take(std::string_view key, Config const& other) {
    values_.insert_or_assign(std::string(key), other.value(key));
    sources_.insert_or_assign(std::string(key), other.source(key));
}

ConfigValue const& Config::value(std::string_view key) const {
    auto const at = values_.find(key);
    if (at == values_.end()) throw std::logic_error("config key " + std::string(key));
    return at->second;
}

ConfigSource Config::source(std::string_view key) const {
    auto const at = sources_.find(key);
    if (at == sources_.end()) throw std::logic_error("config key " + std::string(key));
    return at->second;
}

std::string_view source_name(ConfigSource source) {
    switch (source) {
        case ConfigSource::preset:
            return "default";
        case ConfigSource::file:
            return "file";
        case ConfigSource::environment:
            return "environment";
        case ConfigSource::command_line:
            return "command_line";
        case ConfigSource::running:
            return "running";
    }
    return "";
}

namespace {
template <class T>
T const& typed(std::map<std::string, ConfigValue, std::less<>> const& values, std::string_view key) {
    auto const at = values.find(key);
    if (at == values.end() || !std::holds_alternative<T>(at->second))
        throw std::logic_error("config key " + std::string(key));
    return std::get<T>(at->second);
}
}  // namespace

std::string const& Config::text(std::string_view key) const {
    return typed<std::string>(values_, key);
}
std::int64_t Config::integer(std::string_view key) const {
    return typed<std::int64_t>(values_, key);
}
bool Config::flag(std::string_view key) const {
    return typed<bool>(values_, key);
}
std::vector<std::string> const& Config::list(std::string_view key) const {
    return typed<std::vector<std::string>>(values_, key);
}

std::vector<std::string> Config::differing(Config const& other) const {
    std::vector<std::string> names;
    for (auto const& [name, value] : values_)
        if (other.values_.at(name) != value) names.push_back(name);
    return names;
}

}  // namespace signalos::relay
