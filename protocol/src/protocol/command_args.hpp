// Typed arguments of each command kind, as they travel to the terminal (protocol/README.md section 4).
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/json_reader.hpp"
#include "protocol/command_kind.hpp"
#include "protocol/order_args.hpp"
#include "protocol/reduce_args.hpp"

namespace signalos::protocol {

struct PauseArgs {
    std::int64_t version = 0;
};

struct ResumeArgs {
    std::int64_t version = 0;
    std::optional<std::int64_t> latch_id;
};

struct EmergencyStopArgs {
    std::string level = "flatten";  ///< "pause", "halt", "halt_cancel", "flatten"
    std::string scope = "account";  ///< "account", "ours"
    std::int64_t issued_at = 0;     ///< relay time, ms UTC
};

struct NoArgs {};

using CommandArgs = std::variant<NoArgs, OpenArgs, ModifyArgs, CancelOrderArgs, CloseArgs, PartialCloseArgs,
                                 CloseByArgs, CloseAllArgs, PauseArgs, ResumeArgs, EmergencyStopArgs>;

/// Checks ranges as well as types; kinds that this version does not execute are errc::bad_request at "/kind".
Result<CommandArgs> decode_args(CommandKind kind, boost::json::object const& args, InputFault& fault);
boost::json::object encode_args(CommandArgs const& args);

}  // namespace signalos::protocol
