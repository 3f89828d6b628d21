// What a store says and hears after it was put back to a backup.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "domain/command_state.hpp"

namespace signalos::relay {

/// A command that the terminal's journal names, with how it ended there; nothing = it has not ended.
struct RecalledCommand {
    CommandId command;
    std::optional<CommandState> ended;
};

/// One page of a terminal's answer to `recall`.
struct Recalled {
    std::vector<RecalledCommand> commands;
    std::int64_t forgotten = 0;  ///< ms UTC: ids made at or before it may have left the journal
    bool last = false;           ///< nothing follows: the question is answered
    std::int64_t now = 0;        ///< ms UTC
};

/// How a backup was put back.
struct RestoreFacts {
    std::int64_t now = 0;      ///< ms UTC
    std::int64_t made_at = 0;  ///< ms UTC, when the backup was made
};

/// What became of the rows.
struct RestoreSummary {
    std::int64_t store_epoch = 0;
    std::int64_t terminals = 0;
    std::int64_t in_doubt = 0;  ///< commands that were not final in the backup
    std::int64_t sessions = 0;  ///< sign-ins that ended
};

}  // namespace signalos::relay
