#include "domain/json.hpp"

namespace signalos::relay {

std::optional<boost::json::object> parse_object(std::string_view text) {
    boost::system::error_code error;
    auto value = boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.as_object());
}

std::string_view text_of(boost::json::object const& object, std::string_view name) {
    auto const* const member = object.if_contains(boost::json::string_view(name.data(), name.size()));
    if (member == nullptr || !member->is_string()) return {};
    return {member->get_string().data(), member->get_string().size()};
}

std::int64_t integer_of(boost::json::object const& object, std::string_view name, std::int64_t fallback) {
    auto const* const member = object.if_contains(boost::json::string_view(name.data(), name.size()));
    if (member == nullptr) return fallback;
    boost::system::error_code error;
    auto const number = member->to_number<std::int64_t>(error);
    return error ? fallback : number;
}

std::string clip(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return std::string(text);
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
    return std::string(text.substr(0, bytes)) + "…";
}

bool flag_of(boost::json::object const& object, std::string_view name) {
    auto const* const member = object.if_contains(boost::json::string_view(name.data(), name.size()));
    return member != nullptr && member->is_bool() && member->get_bool();
}

}  // namespace signalos::relay
