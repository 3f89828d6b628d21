// The envelope every frame is: {type, ts, data} and, where needed, id, re, seq, ack, dup, ch, ep, off.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_reader.hpp"

namespace signalos::protocol {

struct Envelope {
    std::string type;
    std::int64_t ts = 0;  ///< sender's clock, ms since 1970 UTC
    boost::json::object data;
    std::optional<std::string> id;
    std::optional<std::string> re;
    std::optional<std::int64_t> seq;
    std::optional<std::int64_t> ack;
    bool dup = false;
    std::optional<std::string> ch;
    std::optional<std::string> ep;
    std::optional<std::int64_t> off;
};

/// Decodes one frame of at most max_bytes. On failure the fault says errc::too_large, too_deep or bad_frame, with path
/// and words; the error code is the same. Unknown members are ignored.
Result<Envelope> decode_envelope(std::string_view text, std::size_t max_bytes, InputFault& fault);

std::string encode(Envelope const& envelope);

/// `error {code, message, path?}` answering `re`, if any.
Envelope error_envelope(InputFault const& fault, std::int64_t ts, std::optional<std::string> re = std::nullopt);

}  // namespace signalos::protocol
