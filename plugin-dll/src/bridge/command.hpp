// A command as the relay sent it, and what became of it here so far.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/records.hpp"
#include "signalos/bridge.h"

namespace signalos::bridge {

/// "close" for SOS_CLOSE; "unknown" for a number that is none.
std::string_view kind_name(std::int32_t kind);
std::string_view outcome_name(Outcome outcome);
std::string_view level_name(std::int32_t level);

/// Opens and whatever else adds risk; all other kinds only reduce it or change nothing.
inline bool adds_risk(std::int32_t kind) {
    return kind == SOS_OPEN;
}
/// A modification that lets more be lost than before: a stop moved away or removed, a pending order given another
/// price or more time. `facts` are of the moment before it would be sent. Setting a first stop and any target do not.
bool widens_risk(sos_command const& command, sos_facts const& facts);
/// Finished by the bridge itself, the EA never sees them.
bool bridge_finishes(sos_command const& command);

struct Intent {
    IntentRecord record;
    std::optional<LegRecord> end;  // settled when present
    bool unknown = false;          // SOS_UNKNOWN was reported, or the run that wrote it is gone
    int clean_scans = 0;
    std::int64_t first_scan = 0;  // steady ms
    std::int64_t suspect = 0;     // a deal without a mark that may be this leg's
};

struct Command {
    std::string id;
    sos_command args{};
    std::string fault;  // why it cannot be understood; empty when it can
    std::int64_t in_seq = 0;
    std::int64_t version = 0;              // pause, resume
    std::optional<std::int64_t> deadline;  // relay time, ms
    std::optional<std::int64_t> expires;   // steady ms; absent after a restart
    std::int64_t received = 0;
    std::int64_t began = 0;     // ms UTC of the first intent
    std::int64_t answered = 0;  // ms UTC of the broker's last answer
    bool stop_lane = false;
    std::int64_t issued_at = 0;  // a stop that was delivered late: relay time, ms; 0 = in time
    bool own = false;            // given by the bridge itself: the relay does not know its id
    bool stop_behind = false;    // repeated together with a stop that was given after it
    bool held = false;           // from before a restart: waits for the relay's clock and for its word on what it knows
    bool taken = false;          // the EA has it
    Outcome outcome = Outcome::none;
    std::vector<Intent> intents;
    std::optional<LegRecord> closing;  // the EA's final word; the command ends once no intent is open
    std::string report;                // data of the newest command_result
    std::string data;                  // the frame's, as it came
    int unacked = 0;                   // command_results that the relay does not have yet

    [[nodiscard]] bool settled() const { return outcome != Outcome::none && outcome != Outcome::in_doubt; }
    [[nodiscard]] bool has_open_intent() const;
    /// Not found at the broker, which a late find may still correct.
    [[nodiscard]] bool watched() const;
    [[nodiscard]] Intent* find_leg(std::int32_t leg);
    /// An emergency stop that has ended but is in force still: orders of ours that surface now are its business.
    [[nodiscard]] bool watches(LatchRecord const& latch) const {
        return stop_lane && settled() && args.level >= SOS_LEVEL_HALT_CANCEL && latch.latch_id != 0 &&
               args.level <= latch.level && received <= latch.since;
    }
    /// Handed out again after a restart: several legs, of which none is open and the EA has not said the last word.
    [[nodiscard]] bool may_go_on() const { return args.kind == SOS_CLOSE_ALL && !closing && !has_open_intent(); }
};

/// Put into a stop's arguments when it is received long after it was given, so that a restart judges it the same.
inline constexpr std::string_view late_mark = "delivered_late";

/// Reads `data` of a command frame. Never fails: what cannot be understood is said in `fault`.
Command parse_command(RecvRecord const& record);

}  // namespace signalos::bridge
