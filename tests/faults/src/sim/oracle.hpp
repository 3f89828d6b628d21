// The judge of a finished world: what the relay promised and answered against the broker's ledger.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "broker/book.hpp"
#include "broker/model.hpp"
#include "domain/command_row.hpp"
#include "sim/broker_node.hpp"
#include "sim/scheduler.hpp"

namespace signalos::sim {

/// A rule that a run broke.
struct Violation {
    std::string rule;   ///< "duplicate", "lost", "wrong_final", "flip", "late_start", "stop", "dashboard"
    std::string words;  ///< which command, and what was found
};

struct Verdict {
    std::int64_t commands = 0;
    std::int64_t duplicates = 0;
    std::int64_t lost = 0;
    std::int64_t wrong_final = 0;
    std::int64_t in_doubt = 0;
    std::vector<Violation> violations;

    void found(std::string rule, std::string words) { violations.push_back({std::move(rule), std::move(words)}); }
};

/// A command that a user was given a 202 for.
struct Promised {
    CommandId id;
    Micros at = 0;
    std::uint64_t account = 0;
};

/// From when to when a terminal had said that it is stopped or paused, and nobody had asked it to go on.
struct Stopped {
    std::uint64_t account = 0;
    Micros from = 0;
    Micros until = 0;
    bool in_memory = false;  ///< the terminal's disk had failed: only the relay's repeat carries it over a restart
};

/// Rows: every promised command as the relay knows it at the end; a missing one is lost.
void judge_commands(std::vector<Promised> const& promised, std::vector<relay::CommandRow> const& rows,
                    std::vector<broker::LedgerRow> const& ledger, Verdict& verdict);
/// A command that the relay forgot when a backup was put back: it ran once at most, and if it ran, people were told
/// (`told`).
void judge_orphan(CommandId const& command, std::string const& kind, bool told,
                  std::vector<broker::LedgerRow> const& ledger, Verdict& verdict);
/// No order of a closing command may have opened anything, unless the user traded the symbol by hand while the order
/// was on its way: a broker that nets offers nothing against that.
void judge_flips(std::vector<relay::CommandRow> const& rows, std::vector<broker::LedgerRow> const& ledger,
                 std::vector<OrderSent> const& sent, broker::Book const& book, Verdict& verdict);
/// What a cancel_order that is done was for stands no more.
void judge_removals(std::vector<relay::CommandRow> const& rows, broker::Book const& book, Verdict& verdict);
/// Nothing left a terminal after its time, or while it was stopped.
void judge_starts(std::vector<Promised> const& promised, std::vector<relay::CommandRow> const& rows,
                  std::vector<OrderSent> const& sent, std::vector<Stopped> const& stops, Verdict& verdict);
/// What dashboards see (`state` keys) is what the broker has.
void judge_dashboard(boost::json::object const* state, broker::Book const& book, Verdict& verdict);

}  // namespace signalos::sim
