#include "protocol/command_kind.hpp"

namespace signalos::protocol {

std::string_view name_of(CommandKind kind) {
    switch (kind) {
        case CommandKind::open:
            return "open";
        case CommandKind::close:
            return "close";
        case CommandKind::partial_close:
            return "partial_close";
        case CommandKind::close_by:
            return "close_by";
        case CommandKind::modify:
            return "modify";
        case CommandKind::cancel_order:
            return "cancel_order";
        case CommandKind::close_all:
            return "close_all";
        case CommandKind::pause:
            return "pause";
        case CommandKind::resume:
            return "resume";
        case CommandKind::emergency_stop:
            return "emergency_stop";
        case CommandKind::force_sync:
            return "force_sync";
        case CommandKind::health_check:
            return "health_check";
    }
    return "unknown";
}

std::optional<CommandKind> command_kind_from(std::string_view name) {
    for (auto const& [known, kind] : command_kinds)
        if (known == name) return kind;
    return std::nullopt;
}

std::optional<std::int64_t> default_ttl_ms(CommandKind kind) {
    constexpr std::int64_t second = 1000;
    switch (kind) {
        case CommandKind::open:
            return 10 * second;
        case CommandKind::close:
        case CommandKind::partial_close:
        case CommandKind::close_by:
        case CommandKind::modify:
        case CommandKind::cancel_order:
        case CommandKind::close_all:
            return 120 * second;
        case CommandKind::pause:
        case CommandKind::resume:
        case CommandKind::force_sync:
        case CommandKind::health_check:
            return 24 * 3600 * second;
        case CommandKind::emergency_stop:
            return std::nullopt;
    }
    return 10 * second;
}

bool is_reducing(CommandKind kind) {
    return kind != CommandKind::open && kind != CommandKind::modify && kind != CommandKind::resume;
}

bool needs_idempotency_key(CommandKind kind) {
    return kind == CommandKind::open || kind == CommandKind::partial_close || kind == CommandKind::close_by ||
           kind == CommandKind::close_all;
}

bool needs_live_terminal(CommandKind kind) {
    return kind == CommandKind::open;
}

bool needs_one_terminal(CommandKind kind) {
    return kind == CommandKind::open || kind == CommandKind::close || kind == CommandKind::partial_close ||
           kind == CommandKind::close_by || kind == CommandKind::modify || kind == CommandKind::cancel_order;
}

bool in_stop_lane(CommandKind kind) {
    return kind == CommandKind::emergency_stop;
}

}  // namespace signalos::protocol
