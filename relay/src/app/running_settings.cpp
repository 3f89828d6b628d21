#include "app/running_settings.hpp"

#include <algorithm>
#include <variant>

#include "app/config_keys.hpp"
#include "app/settings.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

json::value json_of(ConfigValue const& value) {
    if (auto const* const text = std::get_if<std::string>(&value)) return json::value(*text);
    if (auto const* const number = std::get_if<std::int64_t>(&value)) return *number;
    if (auto const* const flag = std::get_if<bool>(&value)) return *flag;
    json::array list;
    for (auto const& item : std::get<std::vector<std::string>>(value)) list.emplace_back(item);
    return list;
}

ConfigKey const* find_key(std::string_view name) {
    auto const all = config_keys();
    auto const at = std::find_if(all.begin(), all.end(), [&](ConfigKey const& key) { return key.name == name; });
    return at == all.end() ? nullptr : &*at;
}

// Where a value belongs that is to last.
std::string place_of(ConfigKey const& key, std::string const& file) {
    auto const variable = environment_name(key.name);
    return file.empty() ? variable + ", or a file given by --config" : file + ", or " + variable;
}

// In the form that the environment uses; nothing for what no key takes.
std::optional<std::string> text_of(json::value const& value) {
    if (auto const* const text = value.if_string()) return std::string(*text);
    if (auto const* const number = value.if_int64()) return std::to_string(*number);
    if (auto const* const flag = value.if_bool()) return *flag ? "true" : "false";
    auto const* const list = value.if_array();
    if (list == nullptr) return std::nullopt;
    std::string joined;
    for (auto const& item : *list) {
        if (!item.is_string()) return std::nullopt;
        joined += (joined.empty() ? "" : ",") + std::string(item.get_string());
    }
    return joined;
}

// The configuration with all that is wanted, or the first that speaks against it.
std::variant<Config, InputFault> changed(Config config, json::object const& wanted) {
    for (auto const& member : wanted) {
        std::string const name(member.key());
        auto const path = "/settings/" + name;
        auto const fault = [&](std::string words) { return InputFault{errc::bad_request, path, std::move(words)}; };
        auto const* const key = find_key(name);
        if (key == nullptr) return fault("no such setting");
        if (!key->reloads)
            return fault("needs a restart: set it in " + place_of(*key, config.file()) + ", and start the relay anew");
        auto const text = text_of(member.value());
        if (!text) return fault("give a text, a whole number, true, false or a list of texts");
        auto next = config.with(*key, *text);
        if (auto const* const wrong = std::get_if<ConfigError>(&next)) return fault(wrong->remedy);
        config = std::get<Config>(std::move(next));
        if (auto const wrong = setting_problem(config)) return fault(wrong->remedy);
    }
    return config;
}

}  // namespace

json::array RunningSettings::rows() const {
    json::array rows;
    for (auto const& key : config_keys()) {
        auto const normal = std::get<ConfigValue>(parse_config_value(key, key.default_value));
        rows.push_back(json::object{{"key", key.name},
                                    {"value", json_of(now_.value(key.name))},
                                    {"default", json_of(normal)},
                                    {"source", source_name(now_.source(key.name))},
                                    {"changes", key.reloads ? "at_once" : "at_restart"},
                                    {"place", place_of(key, now_.file())},
                                    {"about", key.doc}});
    }
    return rows;
}

std::optional<InputFault> RunningSettings::problem_with(json::object const& wanted) const {
    auto result = changed(now_, wanted);
    if (auto* const fault = std::get_if<InputFault>(&result)) return std::move(*fault);
    return std::nullopt;
}

json::object RunningSettings::change(json::object const& wanted) {
    auto result = changed(now_, wanted);
    auto const* const next = std::get_if<Config>(&result);
    if (next == nullptr) return {};
    json::object before;
    json::object after;
    for (auto const& name : next->differing(now_)) {
        before[name] = json_of(now_.value(name));
        after[name] = json_of(next->value(name));
    }
    now_ = *next;
    apply_(now_);
    return {{"before", std::move(before)}, {"after", std::move(after)}};
}

json::array RunningSettings::take_over(Config const& loaded) {
    json::array later;
    for (auto const& key : config_keys()) {
        if (key.reloads) now_.take(key.name, loaded);
    }
    for (auto const& name : loaded.differing(now_)) later.emplace_back(name);
    apply_(now_);
    return later;
}

}  // namespace signalos::relay
