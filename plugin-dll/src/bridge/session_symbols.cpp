// The symbols the EA watches: what an order in each must keep to, and where its market is.
#include <boost/json/array.hpp>
#include <map>
#include <span>

#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {
namespace {
struct Flag {
    std::int32_t bit;
    char const* name;
};
// The terminal's own bits, under the names of the command arguments.
constexpr Flag order_flags[] = {{1, "market"}, {2, "limit"}, {4, "stop"}, {8, "stop_limit"}, {64, "close_by"}};
constexpr Flag expiry_flags[] = {{1, "gtc"}, {2, "day"}, {4, "specified"}, {8, "specified_day"}};
constexpr char const* trade_modes[] = {"disabled", "long_only", "short_only", "close_only", "full"};

json::array names_of(std::span<Flag const> flags, std::int32_t bits) {
    json::array names;
    for (auto const& flag : flags)
        if ((bits & flag.bit) != 0) names.emplace_back(flag.name);
    return names;
}

json::value positive(double value, int digits) {
    if (value > 0) return json::value(fixed_decimal(value, digits));
    return nullptr;
}

json::value limit(double volume) {
    if (volume > 0) return json::value(short_decimal(volume));
    return nullptr;
}
}  // namespace

void Session::push_symbols(sos_symbol const* rows, int count) {
    std::map<std::string, json::object> keep;
    std::lock_guard lock(mutex_);
    for (sos_symbol const& s : std::span(rows, static_cast<std::size_t>(count))) {
        auto const name = read_text(s.symbol).value_or("");
        if (name.empty()) continue;
        bool const known = s.trade_mode >= 0 && static_cast<std::size_t>(s.trade_mode) < std::size(trade_modes);
        keep["symbol:" + name] =
            json::object{{"symbol", name},
                         {"bid", positive(s.bid, s.digits)},
                         {"ask", positive(s.ask, s.digits)},
                         {"digits", s.digits},
                         {"point", fixed_decimal(s.point, s.digits)},
                         {"volume_min", limit(s.volume_min)},
                         {"volume_max", limit(s.volume_max)},
                         {"volume_step", limit(s.volume_step)},
                         {"stops_level", s.stops_level},
                         {"freeze_level", s.freeze_level},
                         {"trade_mode", known ? json::value(trade_modes[s.trade_mode]) : json::value(nullptr)},
                         {"orders", names_of(order_flags, s.order_modes)},
                         {"expiry", names_of(expiry_flags, s.expiry_modes)}};
    }
    feed_.keep_only("symbol:", std::move(keep));
    transport_->kick();
}

}  // namespace signalos::bridge
