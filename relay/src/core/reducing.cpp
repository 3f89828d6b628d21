#include "core/reducing.hpp"

#include "protocol/reduce_args.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {
void fill(json::object& args, std::string_view name, std::string const& value) {
    json::string_view const key(name.data(), name.size());
    if (!value.empty() && !args.contains(key)) args[key] = value;
}

std::optional<Decimal> decimal_at(json::object const& args, std::string_view name) {
    auto const* const value = args.if_contains(json::string_view(name.data(), name.size()));
    if (value == nullptr) return std::nullopt;
    auto const decimal = decimal_from(*value);
    return decimal ? std::optional(*decimal) : std::nullopt;
}

// Absolute from here on: what is repeated or arrives late still means the same lots of the same volume.
void resolve_percent(json::object& args) {
    auto const percent = decimal_at(args, "percent");
    auto const whole = decimal_at(args, "expected_volume");
    if (!percent || !whole || args.contains("volume")) return;
    if (*percent <= Decimal() || *percent >= Decimal::from_raw(100 * Decimal::scale)) return;  // decoding says so
    args["volume"] = protocol::part_of(*whole, *percent).text();
}
}  // namespace

bool complete_reducing(StreamPort const& streams, OrgId org, TerminalId terminal, std::string_view kind,
                       json::object& args) {
    bool const partial = kind == "partial_close";
    if (!partial && kind != "close" && kind != "close_by") return true;
    auto const* const position = args.if_contains("position");
    if (position == nullptr || !position->is_string()) return true;  // decoding says what is missing
    auto const& text = position->get_string();
    auto const known = streams.find_position(org, terminal, {text.data(), text.size()});
    if (known) {
        fill(args, "ticket", known->ticket);
        fill(args, "symbol", known->symbol);
        if (kind != "close_by") fill(args, "expected_side", known->side);
        if (partial) fill(args, "expected_volume", known->volume);
    }
    if (partial) resolve_percent(args);
    return args.contains("ticket") && (!partial || (args.contains("expected_volume") && args.contains("volume")));
}

}  // namespace signalos::relay
