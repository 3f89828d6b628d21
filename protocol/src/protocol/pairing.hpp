// The frames by which a terminal without a credential gets one (protocol/README.md section 9).
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json_reader.hpp"

namespace signalos::protocol {

inline constexpr std::int64_t pairing_lifetime_ms = 5 * 60 * 1000;

/// First frame of a terminal that has no credential yet.
struct Pair {
    std::string role = "terminal";
    std::string platform = "mt5";
    std::vector<std::int64_t> proto{1};
    std::string ea_version, dll_version, os;
    std::string login, server, company, currency, trade_mode;  ///< of the account, for the person who decides
    std::string code;  ///< as typed; empty: the relay shall make one. Secret: never logged
};

/// How it stands: at once, and then every heartbeat_ms as a sign of life.
struct Pairing {
    std::string state = "waiting";  ///< nobody has decided yet
    std::string code;               ///< the one that the relay made; empty when the terminal brought its own
    std::string fingerprint;
    std::string page;  ///< where a person decides, without the code; empty: at the address of this relay
    std::int64_t expires_in_ms = 0;
};

/// Approved: the terminal's credential. Comes again, with another key, until `pair_stored` has answered it.
struct Paired {
    Uuid terminal;
    std::string terminal_name;
    std::string key;  ///< secret: never logged
};

struct PairingRefused {
    std::string reason;  ///< "code_refused", "denied", "expired", "locked", "busy"
    std::string message;
    std::int64_t retry_after_ms = 0;  ///< 0: not with this code
};

Result<Pair> decode_pair(boost::json::object const& data, InputFault& fault);
Result<Pairing> decode_pairing(boost::json::object const& data, InputFault& fault);
Result<Paired> decode_paired(boost::json::object const& data, InputFault& fault);
Result<PairingRefused> decode_pairing_refused(boost::json::object const& data, InputFault& fault);
boost::json::object encode_data(Pair const& pair);
boost::json::object encode_data(Pairing const& pairing);
boost::json::object encode_data(Paired const& paired);
boost::json::object encode_data(PairingRefused const& refused);

}  // namespace signalos::protocol
