// What a relay that was put back to a backup asks a terminal, and the answer (protocol/README.md section 4).
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/json_reader.hpp"
#include "protocol/command_state.hpp"

namespace signalos::protocol {

/// Name the commands made since (ms UTC, told by their ids).
struct Recall {
    std::int64_t since = 0;
};

struct KnownCommand {
    Uuid id;
    std::optional<CommandState> ended;  ///< a final state; nothing = it has not ended
};

/// One page of the answer.
struct RecallPage {
    std::int64_t forgotten = 0;  ///< ms UTC: ids made at or before it may have left the journal; 0 = none has
    std::vector<KnownCommand> commands;
    bool more = false;  ///< another page follows
};

Result<Recall> decode_recall(boost::json::object const& data, InputFault& fault);
Result<RecallPage> decode_recalled(boost::json::object const& data, InputFault& fault);
boost::json::object encode_data(Recall const& message);
boost::json::object encode_data(RecallPage const& message);

}  // namespace signalos::protocol
