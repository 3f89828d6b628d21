#include "broker/json.hpp"

#include <cstdio>
#include <stdexcept>

namespace signalos::broker {

namespace json = boost::json;

namespace detail {

void put(json::object& out, char const* key, std::string const& value) {
    out[key] = value;
}
void put(json::object& out, char const* key, Fixed value) {
    out[key] = value.text();
}
void put(json::object& out, char const* key, bool value) {
    out[key] = value;
}
void put(json::object& out, char const* key, std::int64_t value) {
    out[key] = value;
}
void put(json::object& out, char const* key, std::uint64_t value) {
    out[key] = std::to_string(value);
}

void put(json::object& out, char const* key, std::vector<Ticket> const& value) {
    json::array list;
    for (Ticket const ticket : value) list.emplace_back(std::to_string(ticket));
    out[key] = std::move(list);
}

void put(json::object& out, char const* key, std::vector<std::string> const& value) {
    json::array list;
    for (std::string const& text : value) list.emplace_back(text);
    out[key] = std::move(list);
}

void take(json::object const& in, char const* key, std::string& value) {
    if (auto const* found = in.if_contains(key); found && found->is_string()) value = found->get_string().c_str();
}

void take(json::object const& in, char const* key, Fixed& value) {
    auto const* found = in.if_contains(key);
    if (!found) return;
    if (found->is_string()) {
        if (auto parsed = Fixed::parse(found->get_string())) value = *parsed;
    } else if (found->is_number()) {
        value = Fixed::from_double(found->to_number<double>());
    }
}

void take(json::object const& in, char const* key, bool& value) {
    if (auto const* found = in.if_contains(key); found && found->is_bool()) value = found->get_bool();
}

void take(json::object const& in, char const* key, std::int64_t& value) {
    auto const* found = in.if_contains(key);
    if (!found) return;
    json::error_code ec;
    if (found->is_number()) {
        auto const number = found->to_number<std::int64_t>(ec);
        if (!ec) value = number;
    } else if (found->is_string()) {
        value = std::strtoll(found->get_string().c_str(), nullptr, 10);
    }
}

void take(json::object const& in, char const* key, std::uint64_t& value) {
    auto const* found = in.if_contains(key);
    if (!found) return;
    json::error_code ec;
    if (found->is_number()) {
        auto const number = found->to_number<std::uint64_t>(ec);
        if (!ec) value = number;
    } else if (found->is_string()) {
        value = std::strtoull(found->get_string().c_str(), nullptr, 10);
    }
}

void take(json::object const& in, char const* key, std::vector<Ticket>& value) {
    auto const* found = in.if_contains(key);
    if (!found || !found->is_array()) return;
    value.clear();
    for (auto const& item : found->get_array()) {
        if (item.is_string()) value.push_back(std::strtoull(item.get_string().c_str(), nullptr, 10));
    }
}

void take(json::object const& in, char const* key, std::vector<std::string>& value) {
    auto const* found = in.if_contains(key);
    if (!found || !found->is_array()) return;
    value.clear();
    for (auto const& item : found->get_array()) {
        if (item.is_string()) value.emplace_back(item.get_string().c_str());
    }
}

}  // namespace detail

namespace {

struct Encode {
    json::object operator()(PutAccount const& c) const { return {{"account", to_json(c.value)}}; }
    json::object operator()(PutPosition const& c) const { return {{"position", to_json(c.value)}}; }
    json::object operator()(DropPosition const& c) const { return {{"position_gone", std::to_string(c.ticket)}}; }
    json::object operator()(PutOrder const& c) const { return {{"order", to_json(c.value)}}; }
    json::object operator()(DropOrder const& c) const { return {{"order_gone", std::to_string(c.ticket)}}; }
    json::object operator()(AddHistoryOrder const& c) const { return {{"history_order", to_json(c.value)}}; }
    json::object operator()(AddDeal const& c) const { return {{"deal", to_json(c.value)}}; }
};

}  // namespace

json::object change_to_json(Change const& change) {
    return std::visit(Encode{}, change);
}

Change change_from_json(json::object const& in) {
    if (in.size() != 1) throw std::runtime_error("a change has exactly one field");
    auto const& [key, value] = *in.begin();
    if (key == "position_gone") return DropPosition{std::stoull(value.as_string().c_str())};
    if (key == "order_gone") return DropOrder{std::stoull(value.as_string().c_str())};
    json::object const& body = value.as_object();
    if (key == "account") return PutAccount{from_json<Account>(body)};
    if (key == "position") return PutPosition{from_json<Position>(body)};
    if (key == "order") return PutOrder{from_json<Order>(body)};
    if (key == "history_order") return AddHistoryOrder{from_json<Order>(body)};
    if (key == "deal") return AddDeal{from_json<Deal>(body)};
    throw std::runtime_error("unknown change " + std::string(key));
}

json::array changes_to_json(std::vector<Change> const& changes) {
    json::array out;
    for (Change const& change : changes) out.emplace_back(change_to_json(change));
    return out;
}

std::vector<Change> changes_from_json(json::array const& in) {
    std::vector<Change> out;
    for (auto const& item : in) out.push_back(change_from_json(item.as_object()));
    return out;
}

std::string tag_of(std::uint64_t magic) {
    char text[16];
    std::snprintf(text, sizeof text, "%012llx", static_cast<unsigned long long>(magic & 0xFFFF'FFFF'FFFFULL));
    return text;
}

char const* source_name(Source source) {
    switch (source) {
        case Source::ea:
            return "ea";
        case Source::user:
            return "user";
        case Source::server:
            return "server";
    }
    return "";
}

json::object ledger_row_json(LedgerRow const& row) {
    json::object out = to_json(row);
    out["n"] = row.n;
    out["account"] = row.account;
    out["request"] = row.request;
    out["source"] = source_name(row.source);
    out["tag"] = tag_of(row.magic);
    return out;
}

}  // namespace signalos::broker
