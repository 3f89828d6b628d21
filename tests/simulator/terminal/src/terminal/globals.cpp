#include "terminal/globals.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace signalos::terminal {

namespace json = boost::json;

GlobalsStore globals_file(std::string const& path) {
    GlobalsStore out;
    out.read = [path] {
        std::ifstream in(path);
        std::stringstream text;
        text << in.rdbuf();
        return text.str();
    };
    out.replace = [path](std::string const& text) {
        std::string const fresh = path + ".new";
        std::ofstream(fresh) << text;
        std::filesystem::rename(fresh, path);
    };
    return out;
}

Globals::Globals(Surroundings const& surroundings, GlobalsStore store)
    : surroundings_(surroundings), store_(std::move(store)) {
    json::error_code bad;
    json::value const stored = json::parse(store_.read(), bad);
    if (bad || !stored.is_object()) return;
    for (auto const& [key, value] : stored.get_object()) {
        if (value.is_number())
            variables_[std::string(key)] = {value.to_number<double>(), surroundings_.wall_s(), false};
    }
}

bool Globals::check(std::string const& name) const {
    std::lock_guard lock(mutex_);
    return variables_.count(name) != 0;
}

std::optional<double> Globals::get(std::string const& name) const {
    std::lock_guard lock(mutex_);
    auto const found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second.value;
}

std::int64_t Globals::set(std::string const& name, double value) {
    std::lock_guard lock(mutex_);
    Variable& variable = variables_[name];
    variable.value = value;
    variable.time = surroundings_.wall_s();
    return variable.time;
}

bool Globals::set_on_condition(std::string const& name, double value, double expected) {
    std::lock_guard lock(mutex_);
    auto const found = variables_.find(name);
    bool const holds =
        found != variables_.end() && !(found->second.value < expected) && !(found->second.value > expected);
    if (!holds) return false;
    found->second.value = value;
    found->second.time = surroundings_.wall_s();
    return true;
}

bool Globals::make_temporary(std::string const& name) {
    std::lock_guard lock(mutex_);
    return variables_.emplace(name, Variable{0, surroundings_.wall_s(), true}).second;
}

bool Globals::erase(std::string const& name) {
    std::lock_guard lock(mutex_);
    return variables_.erase(name) != 0;
}

std::int64_t Globals::time(std::string const& name) const {
    std::lock_guard lock(mutex_);
    auto const found = variables_.find(name);
    return found == variables_.end() ? 0 : found->second.time;
}

std::int32_t Globals::total() const {
    std::lock_guard lock(mutex_);
    return static_cast<std::int32_t>(variables_.size());
}

std::string Globals::name(std::int32_t index) const {
    std::lock_guard lock(mutex_);
    if (index < 0 || static_cast<std::size_t>(index) >= variables_.size()) return {};
    return std::next(variables_.begin(), index)->first;
}

std::int32_t Globals::erase_all(std::string const& prefix) {
    std::lock_guard lock(mutex_);
    auto const starts = [&](auto const& entry) { return entry.first.compare(0, prefix.size(), prefix) == 0; };
    return static_cast<std::int32_t>(std::erase_if(variables_, starts));
}

void Globals::flush() const {
    std::lock_guard lock(mutex_);
    json::object out;
    for (auto const& [name, variable] : variables_) {
        if (!variable.temporary) out[name] = variable.value;
    }
    store_.replace(json::serialize(out));
}

}  // namespace signalos::terminal
