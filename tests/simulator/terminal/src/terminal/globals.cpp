#include "terminal/globals.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace signalos::terminal {

namespace json = boost::json;

Globals::Globals(std::string path) : path_(std::move(path)) {
    std::ifstream in(path_);
    std::stringstream text;
    text << in.rdbuf();
    json::error_code bad;
    json::value const stored = json::parse(text.str(), bad);
    if (bad || !stored.is_object()) return;
    for (auto const& [key, value] : stored.get_object()) {
        if (value.is_number()) variables_[std::string(key)] = {value.to_number<double>(), std::time(nullptr), false};
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
    variable.time = std::time(nullptr);
    return variable.time;
}

bool Globals::set_on_condition(std::string const& name, double value, double expected) {
    std::lock_guard lock(mutex_);
    auto const found = variables_.find(name);
    bool const holds =
        found != variables_.end() && !(found->second.value < expected) && !(found->second.value > expected);
    if (!holds) return false;
    found->second.value = value;
    found->second.time = std::time(nullptr);
    return true;
}

bool Globals::make_temporary(std::string const& name) {
    std::lock_guard lock(mutex_);
    return variables_.emplace(name, Variable{0, std::time(nullptr), true}).second;
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
    std::string const fresh = path_ + ".new";
    std::ofstream(fresh) << json::serialize(out);
    std::filesystem::rename(fresh, path_);
}

}  // namespace signalos::terminal
