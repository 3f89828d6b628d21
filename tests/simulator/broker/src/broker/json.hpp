// Records to JSON and back. Fixed values are decimal strings, tickets and magics are strings, enums are their numbers.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "broker/describe.hpp"

namespace signalos::broker {

namespace detail {
void put(boost::json::object& out, char const* key, std::string const& value);
void put(boost::json::object& out, char const* key, Fixed value);
void put(boost::json::object& out, char const* key, bool value);
void put(boost::json::object& out, char const* key, std::int64_t value);
void put(boost::json::object& out, char const* key, std::uint64_t value);
void put(boost::json::object& out, char const* key, std::vector<Ticket> const& value);
void put(boost::json::object& out, char const* key, std::vector<std::string> const& value);
void take(boost::json::object const& in, char const* key, std::string& value);
void take(boost::json::object const& in, char const* key, Fixed& value);
void take(boost::json::object const& in, char const* key, bool& value);
void take(boost::json::object const& in, char const* key, std::int64_t& value);
void take(boost::json::object const& in, char const* key, std::uint64_t& value);
void take(boost::json::object const& in, char const* key, std::vector<Ticket>& value);
void take(boost::json::object const& in, char const* key, std::vector<std::string>& value);

template <class T>
constexpr bool is_small_number = std::is_enum_v<T> || std::is_same_v<T, int> || std::is_same_v<T, std::uint32_t>;

template <class T>
requires is_small_number<T>
void put(boost::json::object& out, char const* key, T value) {
    put(out, key, static_cast<std::int64_t>(value));
}
template <class T>
requires is_small_number<T>
void take(boost::json::object const& in, char const* key, T& value) {
    auto number = static_cast<std::int64_t>(value);
    take(in, key, number);
    value = static_cast<T>(number);
}
}  // namespace detail

template <class T>
boost::json::object to_json(T const& record) {
    boost::json::object out;
    describe([&out](char const* key, auto const& value) { detail::put(out, key, value); }, record);
    return out;
}

/// Absent or mistyped fields keep the record's defaults: both ends of every link here are ours.
template <class T>
T from_json(boost::json::object const& in) {
    T record;
    describe([&in](char const* key, auto& value) { detail::take(in, key, value); }, record);
    return record;
}

boost::json::object change_to_json(Change const& change);
/// An unknown kind of change throws std::runtime_error: a mirror that skips one would lie.
Change change_from_json(boost::json::object const& in);

boost::json::array changes_to_json(std::vector<Change> const& changes);
std::vector<Change> changes_from_json(boost::json::array const& in);

/// The row as `GET /ledger` shows it: `source` in words, `tag` = last 48 bits of the magic as 12 hex digits.
boost::json::object ledger_row_json(LedgerRow const& row);
std::string tag_of(std::uint64_t magic);
char const* source_name(Source source);

}  // namespace signalos::broker
