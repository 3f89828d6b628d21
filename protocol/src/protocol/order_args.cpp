#include "protocol/order_args.hpp"

#include <boost/json.hpp>

#include "protocol/argument_rules.hpp"

namespace signalos::protocol {

namespace json = boost::json;

namespace {
constexpr std::size_t max_comment = 20;  // the short tag goes before it; brokers keep 31

constexpr std::pair<std::string_view, OrderForm> forms[] = {{"market", OrderForm::market},
                                                            {"limit", OrderForm::limit},
                                                            {"stop", OrderForm::stop},
                                                            {"stop_limit", OrderForm::stop_limit}};

char const* form_text(OrderForm form) {
    for (auto const& [name, known] : forms)
        if (known == form) return name.data();
    return "market";
}

void put(json::object& object, std::string_view key, std::optional<Decimal> const& value) {
    if (value) object[key] = value->text();
}

void read_levels(JsonReader& reader, std::optional<Decimal>& sl, std::optional<Decimal>& tp) {
    sl = reader.maybe_decimal("sl");
    tp = reader.maybe_decimal("tp");
    check_positive(reader, "sl", sl);
    check_positive(reader, "tp", tp);
}

std::optional<std::int64_t> read_expiry(JsonReader& reader) {
    auto const expiry = reader.maybe_integer("expiry");
    if (expiry && *expiry <= 0) reader.fail("expiry", "must be a time in milliseconds UTC");
    return expiry;
}

// What stands with the wrong kind of order is a misunderstanding about money, not a member to ignore.
void check_form(JsonReader& reader, OpenArgs const& args) {
    bool const pending = args.order != OrderForm::market;
    if (pending && !args.price) reader.fail("price", "is needed for a pending order");
    if (!pending && args.price) reader.fail("price", "a market order takes none");
    if (!pending && args.expiry) reader.fail("expiry", "a market order takes none");
    if (pending && args.deviation) reader.fail("deviation", "a pending order takes none");
    bool const two_step = args.order == OrderForm::stop_limit;
    if (two_step && !args.stop_limit) reader.fail("stop_limit", "is needed for a stop limit order");
    if (!two_step && args.stop_limit) reader.fail("stop_limit", "only a stop limit order takes it");
}

void read_remove(JsonReader& reader, json::object const& object, ModifyArgs& args) {
    auto const* const list = object.if_contains("remove");
    if (list == nullptr) return;
    if (!list->is_array()) return reader.fail("remove", "must be a list of sl, tp, expiry");
    for (auto const& item : list->get_array()) {
        if (item == json::value("sl"))
            args.remove_sl = true;
        else if (item == json::value("tp"))
            args.remove_tp = true;
        else if (item == json::value("expiry"))
            args.remove_expiry = true;
        else
            reader.fail("remove", "must be a list of sl, tp, expiry");
    }
}
}  // namespace

OpenArgs read_open(JsonReader& reader) {
    static constexpr std::pair<std::string_view, bool> sides[] = {{"buy", true}, {"sell", false}};
    OpenArgs args;
    args.symbol = read_symbol(reader, reader.text("symbol"));
    if (args.symbol.empty()) reader.fail("symbol", "must not be empty");
    args.buy = reader.choice("side", sides);
    args.order = reader.maybe_choice("order", forms).value_or(OrderForm::market);
    args.volume = reader.decimal("volume");
    check_positive(reader, "volume", args.volume);
    args.price = reader.maybe_decimal("price");
    args.stop_limit = reader.maybe_decimal("stop_limit");
    check_positive(reader, "price", args.price);
    check_positive(reader, "stop_limit", args.stop_limit);
    read_levels(reader, args.sl, args.tp);
    args.expiry = read_expiry(reader);
    args.deviation = reader.maybe_integer("deviation");
    if (args.deviation && (*args.deviation < 0 || *args.deviation > 100'000))
        reader.fail("deviation", "must be 0 to 100000 points");
    args.comment = reader.maybe_text("comment").value_or("");
    if (args.comment.size() > max_comment || !printable(args.comment))
        reader.fail("comment", "must be at most 20 printable characters");
    check_form(reader, args);
    return args;
}

ModifyArgs read_modify(JsonReader& reader, json::object const& object) {
    ModifyArgs args;
    args.position = reader.maybe_digits("position").value_or(0);
    args.ticket = reader.maybe_digits("ticket").value_or(0);
    if ((args.position > 0) == (args.ticket > 0)) reader.fail("position", "give either position or ticket");
    args.price = reader.maybe_decimal("price");
    args.stop_limit = reader.maybe_decimal("stop_limit");
    check_positive(reader, "price", args.price);
    check_positive(reader, "stop_limit", args.stop_limit);
    read_levels(reader, args.sl, args.tp);
    args.expiry = read_expiry(reader);
    read_remove(reader, object, args);
    bool const of_order = args.price || args.stop_limit || args.expiry || args.remove_expiry;
    if (args.position > 0 && of_order) reader.fail("position", "of a position only sl and tp can be changed");
    if (!of_order && !args.sl && !args.tp && !args.remove_sl && !args.remove_tp)
        reader.fail("sl", "nothing is to be changed");
    bool const both = (args.sl && args.remove_sl) || (args.tp && args.remove_tp) || (args.expiry && args.remove_expiry);
    if (both) reader.fail("remove", "names what is also to be set");
    return args;
}

CancelOrderArgs read_cancel_order(JsonReader& reader) {
    CancelOrderArgs args{reader.digits("ticket")};
    if (args.ticket <= 0) reader.fail("ticket", "must be an order ticket");
    return args;
}

json::object encode(OpenArgs const& args) {
    json::object data{{"symbol", args.symbol},
                      {"side", args.buy ? "buy" : "sell"},
                      {"order", form_text(args.order)},
                      {"volume", args.volume.text()}};
    put(data, "price", args.price);
    put(data, "stop_limit", args.stop_limit);
    put(data, "sl", args.sl);
    put(data, "tp", args.tp);
    if (args.expiry) data["expiry"] = *args.expiry;
    if (args.deviation) data["deviation"] = *args.deviation;
    if (!args.comment.empty()) data["comment"] = args.comment;
    return data;
}

json::object encode(ModifyArgs const& args) {
    json::object data;
    if (args.position > 0) data["position"] = std::to_string(args.position);
    if (args.ticket > 0) data["ticket"] = std::to_string(args.ticket);
    put(data, "price", args.price);
    put(data, "stop_limit", args.stop_limit);
    put(data, "sl", args.sl);
    put(data, "tp", args.tp);
    if (args.expiry) data["expiry"] = *args.expiry;
    json::array remove;
    if (args.remove_sl) remove.emplace_back("sl");
    if (args.remove_tp) remove.emplace_back("tp");
    if (args.remove_expiry) remove.emplace_back("expiry");
    if (!remove.empty()) data["remove"] = std::move(remove);
    return data;
}

json::object encode(CancelOrderArgs const& args) {
    return {{"ticket", std::to_string(args.ticket)}};
}

}  // namespace signalos::protocol
