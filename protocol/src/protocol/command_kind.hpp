// Command kinds: names on the wire, default lifetimes, and what risk they mean.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace signalos::protocol {

/// Numbers are those of the bridge's ABI (plugin-dll/include/signalos/bridge.h).
enum class CommandKind {
    open = 1,
    close = 2,
    partial_close = 3,
    close_by = 4,
    modify = 5,
    cancel_order = 6,
    close_all = 7,
    pause = 8,
    resume = 9,
    emergency_stop = 10,
    force_sync = 11,
    health_check = 12,
};

/// Kinds that this version executes, by name.
constexpr std::pair<std::string_view, CommandKind> command_kinds[] = {
    {"open", CommandKind::open},
    {"close", CommandKind::close},
    {"partial_close", CommandKind::partial_close},
    {"close_by", CommandKind::close_by},
    {"modify", CommandKind::modify},
    {"cancel_order", CommandKind::cancel_order},
    {"close_all", CommandKind::close_all},
    {"pause", CommandKind::pause},
    {"resume", CommandKind::resume},
    {"emergency_stop", CommandKind::emergency_stop},
    {"force_sync", CommandKind::force_sync},
    {"health_check", CommandKind::health_check},
};

std::string_view name_of(CommandKind kind);
std::optional<CommandKind> command_kind_from(std::string_view name);

/// Milliseconds a command of this kind lives from acceptance; nullopt = it never expires.
std::optional<std::int64_t> default_ttl_ms(CommandKind kind);
/// The same for an open with a price of its own: what rests at the broker may come a little later.
constexpr std::int64_t pending_open_ttl_ms = 60'000;
/// Reducing kinds skip latch, pause, ceilings and policy.
bool is_reducing(CommandKind kind);
/// Kinds whose repetition could add risk: the request needs an Idempotency-Key.
bool needs_idempotency_key(CommandKind kind);
/// Kinds refused at once when the terminal is offline: a market price does not wait.
bool needs_live_terminal(CommandKind kind);
/// Kinds about one position or order, which only one terminal has.
bool needs_one_terminal(CommandKind kind);
/// Emergency stops jump the queue.
bool in_stop_lane(CommandKind kind);

}  // namespace signalos::protocol
