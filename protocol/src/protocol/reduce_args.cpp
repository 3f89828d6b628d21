#include "protocol/reduce_args.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "protocol/argument_rules.hpp"

namespace signalos::protocol {

namespace json = boost::json;

namespace {
constexpr std::pair<std::string_view, bool> sides[] = {{"buy", true}, {"sell", false}};
constexpr std::pair<std::string_view, bool> signs[] = {{"winning", true}, {"losing", false}};

std::int64_t read_identifier(JsonReader& reader, std::string_view key) {
    auto const value = reader.digits(key);
    if (value <= 0) reader.fail(key, "must be a position identifier");
    return value;
}

char const* side_text(bool buy) {
    return buy ? "buy" : "sell";
}
}  // namespace

CloseArgs read_close(JsonReader& reader) {
    CloseArgs args;
    args.position = read_identifier(reader, "position");
    args.ticket = reader.maybe_digits("ticket").value_or(0);
    args.symbol = read_symbol(reader, reader.maybe_text("symbol").value_or(""));
    args.expected_volume = reader.maybe_decimal("expected_volume");
    check_positive(reader, "expected_volume", args.expected_volume);
    args.expected_buy = reader.maybe_choice("expected_side", sides);
    return args;
}

PartialCloseArgs read_partial_close(JsonReader& reader) {
    PartialCloseArgs args;
    args.of = read_close(reader);
    args.volume = reader.maybe_decimal("volume");
    args.percent = reader.maybe_decimal("percent");
    check_positive(reader, "volume", args.volume);
    check_positive(reader, "percent", args.percent);
    if (!args.volume && !args.percent) reader.fail("volume", "give either volume or percent");
    if (args.percent && *args.percent >= Decimal::from_raw(100 * Decimal::scale))
        reader.fail("percent", "must be below 100; to close all of it use close");
    if (args.volume && args.of.expected_volume && *args.volume >= *args.of.expected_volume)
        reader.fail("volume", "must be below the position's volume; to close all of it use close");
    return args;
}

CloseByArgs read_close_by(JsonReader& reader) {
    CloseByArgs args;
    args.position = read_identifier(reader, "position");
    args.ticket = reader.maybe_digits("ticket").value_or(0);
    args.opposite = read_identifier(reader, "opposite");
    args.symbol = read_symbol(reader, reader.maybe_text("symbol").value_or(""));
    if (args.opposite == args.position) reader.fail("opposite", "must be another position");
    return args;
}

CloseAllArgs read_close_all(JsonReader& reader) {
    CloseAllArgs args;
    args.symbol = read_symbol(reader, reader.maybe_text("symbol").value_or(""));
    args.buy = reader.maybe_choice("side", sides);
    args.ours = reader.maybe_text("magic").value_or("") == "ours";
    if (!args.ours) args.magic = reader.maybe_digits("magic");
    args.winning = reader.maybe_choice("profit", signs);
    args.pending = reader.maybe_boolean("pending").value_or(false);
    return args;
}

json::object encode(CloseArgs const& args) {
    json::object data{{"position", std::to_string(args.position)}, {"ticket", std::to_string(args.ticket)}};
    if (!args.symbol.empty()) data["symbol"] = args.symbol;
    if (args.expected_volume) data["expected_volume"] = args.expected_volume->text();
    if (args.expected_buy) data["expected_side"] = side_text(*args.expected_buy);
    return data;
}

json::object encode(PartialCloseArgs const& args) {
    json::object data = encode(args.of);
    if (args.volume) data["volume"] = args.volume->text();
    if (args.percent) data["percent"] = args.percent->text();
    return data;
}

json::object encode(CloseByArgs const& args) {
    json::object data{{"position", std::to_string(args.position)},
                      {"ticket", std::to_string(args.ticket)},
                      {"opposite", std::to_string(args.opposite)}};
    if (!args.symbol.empty()) data["symbol"] = args.symbol;
    return data;
}

json::object encode(CloseAllArgs const& args) {
    json::object data;
    if (!args.symbol.empty()) data["symbol"] = args.symbol;
    if (args.buy) data["side"] = side_text(*args.buy);
    if (args.ours) data["magic"] = "ours";
    if (args.magic) data["magic"] = std::to_string(*args.magic);
    if (args.winning) data["profit"] = *args.winning ? "winning" : "losing";
    if (args.pending) data["pending"] = true;
    return data;
}

Decimal part_of(Decimal volume, Decimal percent) {
    __extension__ using Wide = __int128;
    Wide const product = static_cast<Wide>(volume.raw()) * percent.raw() / (Wide{100} * Decimal::scale);
    return Decimal::from_raw(static_cast<std::int64_t>(product));
}

}  // namespace signalos::protocol
