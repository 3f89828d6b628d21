#include "protocol/pairing.hpp"

#include <boost/json.hpp>

namespace signalos::protocol {

namespace json = boost::json;

namespace {
/// Shown to people and kept: long enough for any broker, too short for a flood.
constexpr std::size_t longest_text = 128;

std::string short_text(JsonReader& reader, std::string_view key, bool required) {
    auto text = required ? reader.text(key) : reader.maybe_text(key).value_or("");
    if (text.size() > longest_text) reader.fail(key, "must have at most 128 bytes");
    return text;
}

template <class T>
Result<T> done(JsonReader& reader, T value) {
    if (reader.ok()) return value;
    return make_error_code(reader.fault().code);
}
}  // namespace

Result<Pair> decode_pair(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Pair pair;
    pair.role = reader.text("role");
    pair.platform = short_text(reader, "platform", true);
    pair.proto.clear();
    if (auto const* versions = reader.maybe_array("proto"))
        for (auto const& item : *versions)
            if (auto const* number = item.if_int64()) pair.proto.push_back(*number);
    if (auto const* agent = reader.maybe_object("agent")) {
        JsonReader inner(*agent, fault, "/agent");
        pair.ea_version = short_text(inner, "ea", false);
        pair.dll_version = short_text(inner, "dll", false);
        pair.os = short_text(inner, "os", false);
    }
    JsonReader account(reader.object("account"), fault, "/account");
    pair.login = short_text(account, "login", true);
    pair.server = short_text(account, "server", true);
    pair.company = short_text(account, "company", false);
    pair.currency = short_text(account, "currency", false);
    pair.trade_mode = short_text(account, "trade_mode", false);
    pair.code = short_text(reader, "code", false);
    return done(reader, std::move(pair));
}

Result<Pairing> decode_pairing(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Pairing pairing;
    pairing.state = reader.text("state");
    pairing.code = reader.maybe_text("code").value_or("");
    pairing.fingerprint = reader.text("fingerprint");
    pairing.page = reader.maybe_text("page").value_or("");
    pairing.expires_in_ms = reader.integer("expires_in_ms");
    return done(reader, std::move(pairing));
}

Result<Paired> decode_paired(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Paired paired{reader.uuid("terminal"), reader.maybe_text("terminal_name").value_or(""), reader.text("key")};
    return done(reader, std::move(paired));
}

Result<PairingRefused> decode_pairing_refused(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    PairingRefused refused{reader.text("reason"), reader.text("message"),
                           reader.maybe_integer("retry_after_ms").value_or(0)};
    return done(reader, std::move(refused));
}

json::object encode_data(Pair const& pair) {
    json::object data{{"role", pair.role},
                      {"platform", pair.platform},
                      {"proto", json::array(pair.proto.begin(), pair.proto.end())},
                      {"agent", {{"ea", pair.ea_version}, {"dll", pair.dll_version}, {"os", pair.os}}},
                      {"account",
                       {{"login", pair.login},
                        {"server", pair.server},
                        {"company", pair.company},
                        {"currency", pair.currency},
                        {"trade_mode", pair.trade_mode}}}};
    if (!pair.code.empty()) data["code"] = pair.code;
    return data;
}

json::object encode_data(Pairing const& pairing) {
    json::object data{
        {"state", pairing.state}, {"fingerprint", pairing.fingerprint}, {"expires_in_ms", pairing.expires_in_ms}};
    if (!pairing.code.empty()) data["code"] = pairing.code;
    if (!pairing.page.empty()) data["page"] = pairing.page;
    return data;
}

json::object encode_data(Paired const& paired) {
    return {{"terminal", paired.terminal.text()}, {"terminal_name", paired.terminal_name}, {"key", paired.key}};
}

json::object encode_data(PairingRefused const& refused) {
    json::object data{{"reason", refused.reason}, {"message", refused.message}};
    if (refused.retry_after_ms != 0) data["retry_after_ms"] = refused.retry_after_ms;
    return data;
}

}  // namespace signalos::protocol
