// What a dashboard's socket shows, by the path it was asked at.
#pragma once
#include <optional>

#include "base/ids.hpp"
#include "net/http_types.hpp"

namespace signalos::relay {

struct SocketView {
    enum class Kind {
        by_subscription,  ///< /ws
        mission,          ///< /ws/mission
        graph,            ///< /ws/graph: every step of every command, of one terminal or of all
        run,              ///< /ws/runs/{id}: one command to its end
        classic,          ///< /ws/classic: for plain clients
    };
    Kind kind = Kind::by_subscription;
    std::optional<TerminalId> terminal;  ///< of graph; nothing: every visible terminal
    CommandId command;                   ///< of run
    bool bad_parameter = false;          ///< the terminal or command named is no UUID
};

/// Nothing when no dashboard's socket stands at this path.
std::optional<SocketView> socket_view(Request const& request);

}  // namespace signalos::relay
