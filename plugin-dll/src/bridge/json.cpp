#include "bridge/json.hpp"

#include <boost/json/parse.hpp>
#include <charconv>
#include <cmath>

namespace signalos::bridge {

std::optional<json::object> parse_object(std::string_view text) {
    json::error_code ec;
    json::value value = json::parse(json::string_view(text.data(), text.size()), ec);
    if (ec || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

namespace {
json::value const* find(json::object const& from, std::string_view key) {
    return from.if_contains(json::string_view(key.data(), key.size()));
}

template <class T>
std::optional<T> number_in(std::string_view text) {
    T value{};
    auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}
}  // namespace

std::string text_of(json::object const& from, std::string_view key) {
    auto const* value = find(from, key);
    if (value == nullptr || !value->is_string()) return {};
    return std::string(value->get_string().data(), value->get_string().size());
}

std::optional<std::int64_t> integer_of(json::object const& from, std::string_view key) {
    auto const* value = find(from, key);
    if (value == nullptr) return std::nullopt;
    if (value->is_int64()) return value->get_int64();
    if (value->is_string()) return number_in<std::int64_t>(text_of(from, key));
    return std::nullopt;
}

double decimal_of(json::object const& from, std::string_view key, bool& malformed) {
    auto const* value = find(from, key);
    if (value == nullptr || value->is_null()) return 0;
    if (value->is_int64()) return static_cast<double>(value->get_int64());
    if (value->is_double()) return value->get_double();
    auto const number = number_in<double>(text_of(from, key));
    if (number && std::isfinite(*number)) return *number;
    malformed = true;
    return 0;
}

json::object const& object_of(json::object const& from, std::string_view key) {
    static json::object const empty;
    auto const* value = find(from, key);
    return value != nullptr && value->is_object() ? value->get_object() : empty;
}

}  // namespace signalos::bridge
