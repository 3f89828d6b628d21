// What the journal holds. Every change of durable state is one of these, applied by the same code live and after a
// restart.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "bridge/json.hpp"

namespace signalos::bridge {

/// First record of every journal.
struct MetaRecord {
    std::int32_t version = 1;  // see journal_version
    std::string journal;       // uuid: the lineage
    std::string instance;      // uuid of the installation
};

/// A command frame came in; flushed before it is acknowledged.
struct RecvRecord {
    std::string id;
    std::int64_t in_seq = 0;
    std::int64_t received = 0;  // ms UTC
    std::string data;           // the frame's `data`, JSON text
};

/// About to be sent to the broker; flushed before sos_begin says SOS_GO.
struct IntentRecord {
    std::string id;
    std::int32_t leg = 0;
    std::int32_t kind = 0;
    std::int32_t side = 0;
    std::int64_t magic = 0;
    std::int64_t position = 0;
    std::int64_t ticket = 0;
    std::int64_t server_time = 0;  // seconds
    std::int64_t at = 0;           // ms UTC
    double volume = 0;
    double volume_before = 0;
    std::string symbol;
};

/// What became of one leg, and with `final` of the whole command.
struct LegRecord {
    std::string id;
    std::int32_t leg = 0;
    std::int32_t outcome = 0;  // SOS_DONE …
    std::int32_t retcode = 0;
    std::int32_t final = 0;
    std::int32_t already = 0;
    std::int32_t positions_left = 0;
    std::int32_t orders_left = 0;
    std::int64_t order = 0;
    std::int64_t deal = 0;
    std::int64_t position = 0;
    std::int64_t ticket = 0;
    std::int64_t at = 0;
    double price = 0;
    double volume = 0;
    std::string rule;
    std::string text;
};

/// A leg that was proven not to have run and may be given out again.
struct ClearedRecord {
    std::string id;
    std::int32_t leg = 0;
};

enum class OutType : std::int32_t { command_result = 0, trade_event = 1, latch_state = 2 };
enum class Outcome : std::int32_t { none, done, partial, rejected, refused, not_executed, expired, in_doubt };

/// A reliable frame for the relay; `data` is its JSON text.
struct OutRecord {
    std::int64_t seq = 0;
    OutType type = OutType::command_result;
    Outcome outcome = Outcome::none;  // of the command `re`
    std::int64_t deal = 0;            // trade_event: the deal behind it
    std::string re;
    std::string data;
};

/// Pause and emergency stop, always whole.
struct LatchRecord {
    bool paused = false;
    std::int64_t pause_version = 0;
    std::int64_t latch_id = 0;  // 0 = none in force
    std::int64_t last_id = 0;   // the highest ever given
    std::int32_t level = 0;
    std::int32_t scope = 0;
    std::int64_t since = 0;  // ms UTC
};

struct SessionRecord {
    std::int64_t epoch = 0;
    std::string resume;  // secret of the newest welcome
};

/// The relay has made everything up to `seq` durable.
struct AckedRecord {
    std::int64_t seq = 0;
};

/// Deals of before this server time (ms) happened before SignalOS was watching and make no events.
struct BaselineRecord {
    std::int64_t server_ms = 0;
};

// The following came with version 2; all but RunRecord are written only when the journal is rewritten without what is
// no longer needed.

/// A command that ended and whose answer the relay has: its id is remembered, so that it never runs again.
struct FinishedRecord {
    std::string id;
    Outcome outcome = Outcome::none;
    bool stop_lane = false;
};

/// How a command that is not finished stood; comes behind its recv, intents and legs.
struct CarriedRecord {
    std::string id;
    Outcome outcome = Outcome::none;
    std::int64_t began = 0;
    std::int64_t answered = 0;
    std::string report;    // data of the newest command_result
    bool closing = false;  // whether `last` is the EA's final word
    LegRecord last;
};

/// Ids of finished commands made at or before this time (ms UTC, the relay's, from the id) may have been forgotten.
struct ForgottenRecord {
    std::int64_t made = 0;
};

/// Deal tickets, 8 bytes each: whose events were told, or which legs of finished commands made.
struct DealsRecord {
    bool of_legs = false;
    std::string deals;
};

/// A run of the bridge began. Frames with numbers above `spoken_out` have not been sent by any earlier run: without a
/// welcome nothing is sent.
struct RunRecord {
    std::int64_t spoken_out = 0;
};

/// The bridge stopped by itself, by the trader's own rule; `latch_id` is the latch this set.
struct OwnStopRecord {
    std::int64_t latch_id = 0;
    std::string reason;  // for a person
};

using Record = std::variant<MetaRecord, RecvRecord, IntentRecord, LegRecord, ClearedRecord, OutRecord, LatchRecord,
                            SessionRecord, AckedRecord, BaselineRecord, FinishedRecord, CarriedRecord, ForgottenRecord,
                            DealsRecord, RunRecord, OwnStopRecord>;

/// The newest version of the file that this code reads, and the one it writes.
inline constexpr std::int32_t journal_version = 2;

/// The record's type number in the file: its place in the variant plus 1, never reused.
std::uint8_t record_type(Record const& record);
/// "recv" for a RecvRecord.
std::string_view record_name(Record const& record);
/// Every field under its own name, bytes and secrets included.
json::object to_json(Record const& record);
std::string encode(Record const& record);
/// nullopt for an unknown type or bytes that are not exactly one record.
std::optional<Record> decode(std::uint8_t type, std::string_view payload);

}  // namespace signalos::bridge
