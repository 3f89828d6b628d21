// Everything durable, rebuilt from the journal: commands, intents, the latch, the reliable frames not yet acknowledged.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "bridge/command.hpp"
#include "bridge/records.hpp"

namespace signalos::bridge {

struct OutFrame {
    OutRecord record;
    std::uint64_t journal_end = 0;  // may be sent once this much of the journal is durable
    bool sent = false;              // perhaps: then it goes out as `dup`
};

/// How long ids of finished commands are remembered: younger than the horizon, and the newest `keep` at any age.
struct Memory {
    std::size_t keep = 100'000;
    std::int64_t horizon_ms = 8LL * 24 * 3600 * 1000;  // the longest TTL and seven days
};

/// Of a command whose details are gone.
struct Finished {
    Outcome outcome = Outcome::none;  // none: final at the relay before it came here, or a stop of our own
    bool stop_lane = false;
};

/// Changes only through apply() and forget(), so that a restart sees exactly what the live run saw. A command that
/// ended, whose answer the relay has and whose order is not watched any more leaves `commands` for `finished`.
class Book {
public:
    explicit Book(Memory memory = {}) : memory_(memory) {}

    void apply(Record const& record, std::uint64_t journal_end);
    /// Lets go of what is older than the horizon, told by the newest id alone: no clock can make it forget too early.
    void forget();
    /// Records that make an empty book equal to this one, frames' journal positions excepted.
    void write(std::function<void(Record const&)> const& out) const;

    MetaRecord meta;
    LatchRecord latch;
    SessionRecord session;
    BaselineRecord baseline;
    OwnStopRecord own_stop;                   // the newest; says nothing once another latch is in force
    std::map<std::string, Command> commands;  // those that events may still concern; few
    std::unordered_map<std::string, Finished> finished;
    std::int64_t forgotten = 0;  // ms UTC: ids made at or before it that are not known may have been known
    std::deque<OutFrame> out;    // ascending seq, not yet acknowledged
    std::int64_t last_in = 0;
    std::int64_t last_out = 0;
    std::uint64_t last_in_end = 0;  // journal position behind the record of last_in
    std::int64_t spoken_out = 0;    // the highest number that a relay may have heard; higher ones are free still
    std::unordered_set<std::int64_t> known_deals;        // told as trade events
    std::unordered_set<std::int64_t> deals_of_finished;  // made by legs of commands in `finished`

    [[nodiscard]] Command* find(std::string const& id);
    [[nodiscard]] bool knows(std::string const& id) const { return commands.contains(id) || finished.contains(id); }
    /// In the order of cmd_seq; the stop lane first.
    [[nodiscard]] std::vector<Command*> unsettled();
    [[nodiscard]] int open_intents() const;

private:
    void on(MetaRecord const& r, std::uint64_t end);
    void on(RecvRecord const& r, std::uint64_t end);
    void on(IntentRecord const& r, std::uint64_t end);
    void on(LegRecord const& r, std::uint64_t end);
    void on(ClearedRecord const& r, std::uint64_t end);
    void on(OutRecord const& r, std::uint64_t end);
    void on(LatchRecord const& r, std::uint64_t end);
    void on(SessionRecord const& r, std::uint64_t end);
    void on(AckedRecord const& r, std::uint64_t end);
    void on(BaselineRecord const& r, std::uint64_t end);
    void on(FinishedRecord const& r, std::uint64_t end);
    void on(CarriedRecord const& r, std::uint64_t end);
    void on(ForgottenRecord const& r, std::uint64_t end);
    void on(DealsRecord const& r, std::uint64_t end);
    void on(RunRecord const& r, std::uint64_t end);
    void on(OwnStopRecord const& r, std::uint64_t end);
    void finish_if_over(std::string const& id);
    void finish_command(std::string const& id);

    Memory memory_;
    bool welcomed_ = true;  // journals of version 1 do not tell runs apart
};

}  // namespace signalos::bridge
