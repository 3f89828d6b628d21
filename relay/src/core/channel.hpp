// Names of channels: "mission", "user" (one's own account), "state:<terminal>", "events:<terminal>", and the wildcards
// "state:*" and "events:*".
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"

namespace signalos::relay {

struct Channel {
    enum class Kind { mission, state, events, user };
    Kind kind = Kind::mission;
    std::optional<TerminalId> terminal;  ///< nothing: mission, user, or every visible terminal
    /// Nothing for any other name.
    static std::optional<Channel> parse(std::string_view name) {
        if (name == "mission") return Channel{};
        Channel channel;
        if (name == "user") {
            channel.kind = Kind::user;
            return channel;
        }
        if (name.starts_with("state:"))
            channel.kind = Kind::state;
        else if (name.starts_with("events:"))
            channel.kind = Kind::events;
        else
            return std::nullopt;
        name.remove_prefix(name.find(':') + 1);
        if (name == "*") return channel;
        auto const terminal = TerminalId::parse(name);
        if (!terminal) return std::nullopt;
        channel.terminal = *terminal;
        return channel;
    }
};

inline std::string state_channel(TerminalId terminal) {
    return "state:" + terminal.text();
}
inline std::string events_channel(TerminalId terminal) {
    return "events:" + terminal.text();
}

}  // namespace signalos::relay
