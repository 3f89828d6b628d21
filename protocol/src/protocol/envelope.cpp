#include "protocol/envelope.hpp"

#include <boost/json.hpp>

#include "protocol/limits.hpp"

namespace signalos::protocol {

namespace json = boost::json;

namespace {

Result<Envelope> refuse(InputFault& fault, errc code, std::string path, std::string message) {
    fault = {code, std::move(path), std::move(message)};
    return make_error_code(code);
}

bool is_depth_error(boost::system::error_code const& error) {
    return error == json::make_error_code(json::error::too_deep);
}

}  // namespace

Result<Envelope> decode_envelope(std::string_view text, std::size_t max_bytes, InputFault& fault) {
    if (text.size() > max_bytes) return refuse(fault, errc::too_large, "", "the frame is larger than allowed");
    json::parse_options options;
    options.max_depth = max_json_depth;
    boost::system::error_code error;
    json::value value = json::parse(text, error, {}, options);
    if (error) {
        if (is_depth_error(error)) return refuse(fault, errc::too_deep, "", "the JSON is nested deeper than allowed");
        return refuse(fault, errc::bad_frame, "", "the frame is not JSON");
    }
    auto* object = value.if_object();
    if (object == nullptr) return refuse(fault, errc::bad_frame, "", "the frame is not a JSON object");

    fault = {};
    JsonReader reader(*object, fault);
    Envelope envelope;
    envelope.type = reader.text("type");
    envelope.ts = reader.integer("ts");
    envelope.id = reader.maybe_text("id");
    envelope.re = reader.maybe_text("re");
    envelope.seq = reader.maybe_integer("seq");
    envelope.ack = reader.maybe_integer("ack");
    envelope.dup = reader.maybe_boolean("dup").value_or(false);
    envelope.ch = reader.maybe_text("ch");
    envelope.ep = reader.maybe_text("ep");
    envelope.off = reader.maybe_integer("off");
    (void)reader.object("data");
    if (reader.ok() && envelope.seq && *envelope.seq < 1) reader.fail("seq", "must be 1 or more");
    if (reader.ok() && envelope.ack && *envelope.ack < 0) reader.fail("ack", "must be 0 or more");
    if (!reader.ok()) {
        fault.code = errc::bad_frame;
        return make_error_code(errc::bad_frame);
    }
    envelope.data = std::move(object->at("data").as_object());
    return envelope;
}

std::string encode(Envelope const& envelope) {
    json::object frame;
    frame.reserve(8);
    frame["type"] = envelope.type;
    frame["ts"] = envelope.ts;
    if (envelope.id) frame["id"] = *envelope.id;
    if (envelope.re) frame["re"] = *envelope.re;
    if (envelope.seq) frame["seq"] = *envelope.seq;
    if (envelope.ack) frame["ack"] = *envelope.ack;
    if (envelope.dup) frame["dup"] = true;
    if (envelope.ch) frame["ch"] = *envelope.ch;
    if (envelope.ep) frame["ep"] = *envelope.ep;
    if (envelope.off) frame["off"] = *envelope.off;
    frame["data"] = envelope.data;
    return json::serialize(frame);
}

Envelope error_envelope(InputFault const& fault, std::int64_t ts, std::optional<std::string> re) {
    Envelope envelope;
    envelope.type = "error";
    envelope.ts = ts;
    envelope.re = std::move(re);
    envelope.data["code"] = code_name(fault.code);
    envelope.data["message"] = fault.message.empty() ? std::string(code_words(fault.code)) : fault.message;
    if (!fault.path.empty()) envelope.data["path"] = fault.path;
    return envelope;
}

}  // namespace signalos::protocol
