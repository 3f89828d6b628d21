// The messages of the terminal link as plain structs (protocol/README.md sections 3 and 4). Each decodes from the
// `data` of an envelope and encodes to it; decoding reports the first fault with its JSON path.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json_reader.hpp"

namespace signalos::protocol {

struct AccountIdentity {
    std::string login;
    std::string server;
    std::string company;
    std::string currency;
    std::int64_t currency_digits = 2;
    std::string margin_mode;  ///< "netting", "exchange", "hedging"
    std::string trade_mode;   ///< "demo", "contest", "real"
    std::int64_t leverage = 0;
};

/// The emergency stop in force.
struct Latch {
    std::int64_t id = 0;  ///< as text on the wire
    std::string level;    ///< "pause", "halt", "halt_cancel", "flatten"
    std::string scope;    ///< "account", "ours"
    std::int64_t since = 0;
    std::string reason;  ///< why the terminal stopped by itself; empty when somebody asked for it
};

struct OpenCommand {
    Uuid id;
    std::string state;  ///< "accepted", "executing", "in_doubt"
};

struct Hello {
    std::string role = "terminal";
    std::string platform = "mt5";
    std::vector<std::int64_t> proto{1};
    std::string ea_version, dll_version, os;
    std::int64_t build = 0;
    Uuid instance;
    Uuid journal;
    std::optional<std::string> resume;  ///< secret: never logged
    AccountIdentity account;
    std::string mode = "live";  ///< "live", "test"
    std::int64_t magic_prefix = 0;
    std::int64_t last_in = 0;
    std::int64_t last_out = 0;
    bool paused = false;
    std::int64_t pause_version = 0;
    std::optional<Latch> latch;
    std::int64_t session_epoch = 0;  ///< of the last welcome, 0 = none
    std::vector<OpenCommand> open_commands;
};

struct Welcome {
    std::string session_id;
    std::int64_t session_epoch = 0;
    Uuid terminal;
    std::string terminal_name;
    std::int64_t hb_ms = 0;
    std::int64_t server_ts = 0;
    std::string resume;  ///< secret: never logged
    std::int64_t recv_max = 0;
    std::int64_t last_in = 0;
    std::int64_t store_epoch = 0;
};

struct Heartbeat {
    std::int64_t n = 0;
    std::int64_t server_ts = 0;
    std::optional<std::int64_t> rtt_ms;
};

struct HeartbeatAck {
    std::int64_t n = 0;
    std::int64_t client_ts = 0;
};

/// What the relay sends; args stay JSON until decode_args of the kind (command_args.hpp).
struct Command {
    std::int64_t session_epoch = 0;
    std::int64_t cmd_seq = 0;
    std::string kind;
    std::string lane = "normal";  ///< "normal", "stop"
    std::optional<std::int64_t> ttl_ms;
    std::optional<std::int64_t> deadline;  ///< relay time, ms UTC
    bool settled = false;                  ///< final at the relay already: to be kept and acknowledged, never executed
    bool stop_behind = false;  ///< repeated, and an emergency stop given after it follows: it must not open anything
    boost::json::object args;
};

struct CommandStep {
    std::string step;
    std::optional<std::string> message;
};

struct ResultLeg {
    std::string ticket;
    std::string state;
    std::int64_t retcode = 0;
    std::optional<std::string> deal;
    std::optional<Decimal> volume;
    std::optional<std::string> message;
};

struct ResultScan {
    std::int64_t positions = 0;
    std::int64_t orders = 0;
};

struct CommandResult {
    std::string state;
    std::optional<std::int64_t> retcode;
    std::optional<std::string> retcode_text, rule, message, evidence;
    boost::json::object figures;
    std::optional<std::string> order, deal, ticket, position;
    std::optional<Decimal> price, volume;
    bool already = false;
    bool late = false;
    std::vector<ResultLeg> legs;
    std::optional<ResultScan> scan;
    boost::json::object times;  ///< stage name → ms UTC of the terminal's clock
};

struct LatchState {
    bool paused = false;
    std::int64_t pause_version = 0;
    std::optional<Latch> latch;
    std::string by;  ///< "command", "terminal", "link_loss"
};

/// The reliable frames up to and with `seq` that the other side still asks for are gone.
struct Reset {
    std::int64_t seq = 0;
    std::string reason;
};

/// Unreliable: whole keys or changed fields of keys.
struct StatePatch {
    bool reset = false;
    bool more = false;  ///< the rest of this patch follows
    boost::json::object set;
    std::vector<std::string> del;
};

/// decode(object, fault): errc::bad_frame-worthy faults carry path and words in `fault`.
Result<Hello> decode_hello(boost::json::object const& data, InputFault& fault);
Result<Welcome> decode_welcome(boost::json::object const& data, InputFault& fault);
Result<Heartbeat> decode_heartbeat(boost::json::object const& data, InputFault& fault);
Result<HeartbeatAck> decode_heartbeat_ack(boost::json::object const& data, InputFault& fault);
Result<Command> decode_command(boost::json::object const& data, InputFault& fault);
Result<CommandStep> decode_command_step(boost::json::object const& data, InputFault& fault);
Result<CommandResult> decode_command_result(boost::json::object const& data, InputFault& fault);
Result<LatchState> decode_latch_state(boost::json::object const& data, InputFault& fault);
Result<Reset> decode_reset(boost::json::object const& data, InputFault& fault);
Result<StatePatch> decode_state_patch(boost::json::object const& data, InputFault& fault);

boost::json::object encode_data(Hello const& message);
boost::json::object encode_data(Welcome const& message);
boost::json::object encode_data(Heartbeat const& message);
boost::json::object encode_data(HeartbeatAck const& message);
boost::json::object encode_data(Command const& message);
boost::json::object encode_data(CommandStep const& message);
boost::json::object encode_data(CommandResult const& message);
boost::json::object encode_data(LatchState const& message);
boost::json::object encode_data(Reset const& message);
boost::json::object encode_data(StatePatch const& message);
boost::json::object encode_data(Latch const& latch);

}  // namespace signalos::protocol
