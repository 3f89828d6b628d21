#include "base/json_reader.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

namespace signalos {

namespace json = boost::json;

JsonReader::JsonReader(json::object const& object, InputFault& fault, std::string path)
    : object_(object), fault_(fault), path_(std::move(path)) {}

std::string JsonReader::path_of(std::string_view key) const {
    return path_ + '/' + std::string(key);
}

void JsonReader::fail(std::string_view key, std::string message, errc code) {
    if (!ok()) return;
    fault_ = {code, path_of(key), std::move(message)};
}

bool JsonReader::present(std::string_view key) const {
    auto const* value = object_.if_contains(key);
    return value != nullptr && !value->is_null();
}

json::value const* JsonReader::find(std::string_view key, bool required) {
    auto const* value = object_.if_contains(key);
    if (value != nullptr && value->is_null()) value = nullptr;
    if (value == nullptr && required) fail(key, "is required");
    return value;
}

namespace {

Result<std::string> as_text(json::value const& value) {
    if (auto const* text = value.if_string()) return std::string(text->data(), text->size());
    return SIGNALOS_ERROR(errc::bad_request);
}

Result<std::int64_t> as_integer(json::value const& value) {
    if (auto const* number = value.if_int64()) return *number;
    return SIGNALOS_ERROR(errc::bad_request);
}

Result<bool> as_boolean(json::value const& value) {
    if (auto const* flag = value.if_bool()) return *flag;
    // Spelled out because an error_code also converts to bool.
    return Result<bool>(boost::system::in_place_error, SIGNALOS_ERROR(errc::bad_request));
}

Result<Uuid> as_uuid(json::value const& value) {
    auto text = as_text(value);
    if (!text) return text.error();
    return Uuid::parse(*text);
}

Result<std::int64_t> as_digits(json::value const& value) {
    auto text = as_text(value);
    if (!text) return text.error();
    // A minus sign is not a digit: tickets, positions and magics are never negative.
    if (text->starts_with('-')) return SIGNALOS_ERROR(errc::bad_request);
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size()) return SIGNALOS_ERROR(errc::bad_request);
    return number;
}

/// Reads one value, reporting `words` when it is of another kind.
template <class Read>
auto read(JsonReader& reader, std::string_view key, json::value const* value, Read as, char const* words)
    -> std::optional<typename decltype(as(*value))::value_type> {
    if (value == nullptr) return std::nullopt;
    auto result = as(*value);
    if (result) return *result;
    reader.fail(key, words);
    return std::nullopt;
}

constexpr auto text_words = "must be a string";
constexpr auto integer_words = "must be a whole number";
constexpr auto boolean_words = "must be true or false";
constexpr auto decimal_words =
    "must be a decimal number with at most 8 decimals, a string when it has more than 15 digits";
constexpr auto uuid_words = "must be a UUID";
constexpr auto digits_words = "must be a string of digits";

}  // namespace

Result<Decimal> decimal_from(json::value const& value) {
    if (auto const* text = value.if_string()) return Decimal::parse({text->data(), text->size()});
    char buffer[64];
    if (auto const* number = value.if_int64()) {
        auto const done = std::to_chars(buffer, buffer + sizeof buffer, *number);
        return Decimal::parse({buffer, done.ptr});
    }
    if (auto const* number = value.if_double()) {
        // The shortest text that reads back as this double is what the sender wrote, up to 15 significant digits. With
        // more, another number may have been meant: such a one must come as a string.
        auto const done = std::to_chars(buffer, buffer + sizeof buffer, *number, std::chars_format::scientific);
        auto const digits =
            std::count_if(buffer, std::find(buffer, done.ptr, 'e'), [](char c) { return c >= '0' && c <= '9'; });
        if (digits > 15) return SIGNALOS_ERROR(errc::bad_decimal);
        return Decimal::parse({buffer, done.ptr});
    }
    return SIGNALOS_ERROR(errc::bad_decimal);
}

std::string JsonReader::text(std::string_view key) {
    return read(*this, key, find(key, true), as_text, text_words).value_or("");
}
std::int64_t JsonReader::integer(std::string_view key) {
    return read(*this, key, find(key, true), as_integer, integer_words).value_or(0);
}
bool JsonReader::boolean(std::string_view key) {
    return read(*this, key, find(key, true), as_boolean, boolean_words).value_or(false);
}
Decimal JsonReader::decimal(std::string_view key) {
    return read(*this, key, find(key, true), decimal_from, decimal_words).value_or(Decimal());
}
Uuid JsonReader::uuid(std::string_view key) {
    return read(*this, key, find(key, true), as_uuid, uuid_words).value_or(Uuid());
}
std::int64_t JsonReader::digits(std::string_view key) {
    return read(*this, key, find(key, true), as_digits, digits_words).value_or(0);
}

std::int64_t JsonReader::time_ms(std::string_view key) {
    constexpr std::int64_t last_ms = 253'402'300'799'999;
    auto const time = integer(key);
    if (time < 0 || time > last_ms) fail(key, "must be milliseconds since 1970");
    return time;
}

std::optional<std::string> JsonReader::maybe_text(std::string_view key) {
    return read(*this, key, find(key, false), as_text, text_words);
}
std::optional<std::int64_t> JsonReader::maybe_integer(std::string_view key) {
    return read(*this, key, find(key, false), as_integer, integer_words);
}
std::optional<bool> JsonReader::maybe_boolean(std::string_view key) {
    return read(*this, key, find(key, false), as_boolean, boolean_words);
}
std::optional<Decimal> JsonReader::maybe_decimal(std::string_view key) {
    return read(*this, key, find(key, false), decimal_from, decimal_words);
}
std::optional<Uuid> JsonReader::maybe_uuid(std::string_view key) {
    return read(*this, key, find(key, false), as_uuid, uuid_words);
}
std::optional<std::int64_t> JsonReader::maybe_digits(std::string_view key) {
    return read(*this, key, find(key, false), as_digits, digits_words);
}

json::object const& JsonReader::object(std::string_view key) {
    static json::object const empty;
    auto const* value = find(key, true);
    if (value == nullptr) return empty;
    if (auto const* found = value->if_object()) return *found;
    fail(key, "must be an object");
    return empty;
}

json::object const* JsonReader::maybe_object(std::string_view key) {
    auto const* value = find(key, false);
    if (value == nullptr) return nullptr;
    if (auto const* found = value->if_object()) return found;
    fail(key, "must be an object");
    return nullptr;
}

json::array const* JsonReader::maybe_array(std::string_view key) {
    auto const* value = find(key, false);
    if (value == nullptr) return nullptr;
    if (auto const* found = value->if_array()) return found;
    fail(key, "must be an array");
    return nullptr;
}

}  // namespace signalos
