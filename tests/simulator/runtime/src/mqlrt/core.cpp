#include "mqlrt/core.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace signalos::mql::rt {

std::string_view Core::property(std::string_view name) const {
    for (auto const& [key, value] : properties_) {
        if (key == name) return value;
    }
    return {};
}

bool Core::set_input(std::string_view name, std::string_view text) {
    for (std::size_t i = 0; i < input_infos_.size(); ++i) {
        if (input_infos_[i].name == name) return slots_[i].set(text);
    }
    return false;
}

std::string Core::input(std::string_view name) const {
    for (std::size_t i = 0; i < input_infos_.size(); ++i) {
        if (input_infos_[i].name == name) return slots_[i].get();
    }
    return {};
}

void Core::load() {
    if (std::exchange(loaded_, true)) return;
    initialise_globals();
}

void Core::add_slot(InputInfo info, std::function<bool(std::string_view)> set, std::function<std::string()> get) {
    input_infos_.push_back(std::move(info));
    slots_.push_back({std::move(set), std::move(get)});
}

void Core::add_enum_input(std::string name, std::string type, std::int32_t& value, std::string label, std::string group,
                          EnumTable const& table) {
    auto const show = [&table, &value] { return enum_to_string(table, value).utf8(); };
    auto const take = [&table, &value](std::string_view text) {
        std::int64_t number = 0;
        bool const numeric = assign_integer(number, text);
        for (auto const& [member, constant] : table) {
            if (member != text && !(numeric && constant == number)) continue;
            value = static_cast<std::int32_t>(constant);
            return true;
        }
        return false;
    };
    add_slot({std::move(name), std::move(type), show(), std::move(label), std::move(group)}, take, show);
}

bool Core::assign_integer(std::int64_t& v, std::string_view t) {
    auto const r = std::from_chars(t.data(), t.data() + t.size(), v);
    return r.ec == std::errc{} && r.ptr == t.data() + t.size() && !t.empty();
}

bool Core::assign_text(double& v, std::string_view t) {
    auto const r = std::from_chars(t.data(), t.data() + t.size(), v);
    return r.ec == std::errc{} && r.ptr == t.data() + t.size() && std::isfinite(v);
}

bool Core::assign_text(bool& v, std::string_view t) {
    if (t != "true" && t != "false" && t != "1" && t != "0") return false;
    v = t == "true" || t == "1";
    return true;
}

void* Core::find_import(ImportTable const& imports, char const* module, char const* function) {
    void* const address = imports.bind_import ? imports.bind_import(module, function) : nullptr;
    if (address == nullptr) throw LoadError(std::string("cannot find '") + function + "' in '" + module + "'");
    return address;
}

std::string Core::joined(std::initializer_list<Printable> list) {
    std::string out;
    for (auto const& p : list) out += text(p).utf8();
    return out;
}

std::int32_t Core::MathRand() {
    random_ = random_ * 214013U + 2531011U;
    return static_cast<std::int32_t>((random_ >> 16) & 0x7FFF);
}

}  // namespace signalos::mql::rt
