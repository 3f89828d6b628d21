#include "core/classic_words.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "core/event_types.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

constexpr std::string_view decimals[] = {"price",
                                         "current",
                                         "volume",
                                         "stopLoss",
                                         "takeProfit",
                                         "stopLimit",
                                         "pnl",
                                         "swap",
                                         "commission",
                                         "balance",
                                         "equity",
                                         "margin",
                                         "freeMargin",
                                         "marginLevel",
                                         "profit",
                                         "from",
                                         "to",
                                         "balance_after",
                                         "sl",
                                         "tp",
                                         "stop_limit",
                                         "exit_price",
                                         "lot_size",
                                         "stop_loss",
                                         "take_profit",
                                         "bid",
                                         "ask",
                                         "percent",
                                         "credit",
                                         "day_start",
                                         "expected_volume"};
constexpr std::string_view whole_numbers[] = {"ticket",  "deal",     "order",   "position",
                                              "orderId", "opposite", "account", "login"};

template <std::size_t N>
bool one_of(std::string_view const (&names)[N], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

json::value number_of(std::string_view name, json::string const& text) {
    auto const* const begin = text.data();
    auto const* const end = begin + text.size();
    if (one_of(whole_numbers, name)) {
        std::int64_t whole = 0;
        auto const read = std::from_chars(begin, end, whole);
        return read.ec == std::errc{} && read.ptr == end ? json::value(whole) : json::value(text);
    }
    double number = 0;
    auto const read = std::from_chars(begin, end, number);
    return read.ec == std::errc{} && read.ptr == end ? json::value(number) : json::value(text);
}

json::value numbers_under(std::string_view name, json::value value) {
    bool const counts = one_of(decimals, name) || one_of(whole_numbers, name);
    if (value.is_string()) return counts ? number_of(name, value.get_string()) : value;
    return with_numbers(std::move(value));
}

std::string_view level_of(std::string_view type, json::object const& data) {
    if (type == "error") return "warning";
    if (type != "error_alert") return "info";
    auto const* const severity = data.if_contains("severity");
    return severity != nullptr && *severity == "low" ? "warning" : "error";
}

}  // namespace

json::value with_numbers(json::value value) {
    if (value.is_object())
        for (auto& member : value.get_object())
            member.value() =
                numbers_under(std::string_view(member.key().data(), member.key().size()), std::move(member.value()));
    if (value.is_array())
        for (auto& item : value.get_array()) item = with_numbers(std::move(item));
    return value;
}

std::string iso_time(std::int64_t utc_ms) {
    std::int64_t const day_ms = 24 * 3600 * 1000;
    std::int64_t const day = utc_ms / day_ms;
    std::int64_t const ms = utc_ms % day_ms;
    std::chrono::year_month_day const date{std::chrono::sys_days{std::chrono::days{day}}};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(ms / 3'600'000), static_cast<int>(ms / 60'000 % 60),
                  static_cast<int>(ms / 1000 % 60), static_cast<int>(ms % 1000));
    return text.data();
}

std::string classic_frame(std::string_view type, json::object data, std::int64_t ts, std::string_view session) {
    auto const name = classic_name(type);
    if (name.empty()) return {};
    json::string_view const shown(name.data(), name.size());
    auto const level = level_of(type, data);
    json::object frame{{"type", shown},
                       {"event_type", shown},
                       {"ts", ts},
                       {"timestamp", iso_time(ts)},
                       {"session_id", json::string_view(session.data(), session.size())},
                       {"level", json::string_view(level.data(), level.size())}};
    frame["data"] = with_numbers(std::move(data));
    return json::serialize(frame);
}

}  // namespace signalos::relay
