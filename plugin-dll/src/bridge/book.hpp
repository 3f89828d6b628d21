// Everything durable, rebuilt from the journal: commands, intents, the latch, the reliable frames not yet acknowledged.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_set>

#include "bridge/command.hpp"
#include "bridge/records.hpp"

namespace signalos::bridge {

struct OutFrame {
    OutRecord record;
    std::uint64_t journal_end = 0;  // may be sent once this much of the journal is durable
    bool sent = false;              // perhaps: then it goes out as `dup`
};

/// Changes only through apply(), so that a restart sees exactly what the live run saw.
class Book {
public:
    void apply(Record const& record, std::uint64_t journal_end);

    MetaRecord meta;
    LatchRecord latch;
    SessionRecord session;
    BaselineRecord baseline;
    std::map<std::string, Command> commands;
    std::deque<OutFrame> out;  // ascending seq, not yet acknowledged
    std::int64_t last_in = 0;
    std::int64_t last_out = 0;
    std::uint64_t last_in_end = 0;  // journal position behind the record of last_in
    std::unordered_set<std::int64_t> known_deals;

    [[nodiscard]] Command* find(std::string const& id);
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
};

}  // namespace signalos::bridge
