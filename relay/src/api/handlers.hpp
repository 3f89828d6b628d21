// All handlers of the route table, by the file that holds them.
#pragma once
#include "api/context.hpp"

namespace signalos::relay::api {

// handlers_auth.cpp
void login(ContextPtr context);
void logout(ContextPtr context);
void step_up(ContextPtr context);
void refresh(ContextPtr context);
void change_password(ContextPtr context);
void me(ContextPtr context);

// handlers_commands.cpp
void submit_command(ContextPtr context);
void open_trade(ContextPtr context);
void close_trade(ContextPtr context);
void partial_close_trade(ContextPtr context);
void modify_trade(ContextPtr context);
void cancel_order(ContextPtr context);
void close_trade_by(ContextPtr context);
void emergency_stop(ContextPtr context);
void pause_trading(ContextPtr context);
void resume_trading(ContextPtr context);
void force_sync(ContextPtr context);
void health_check(ContextPtr context);

// handlers_read.cpp
void list_commands(ContextPtr context);
void find_command(ContextPtr context);
void list_trades(ContextPtr context);
void terminal_status(ContextPtr context);
void dashboard_stats(ContextPtr context);

/// Reads ?terminal=; answers the problem itself and gives false when it is not a UUID.
bool read_terminal(ContextPtr const& context, std::optional<TerminalId>& terminal);
/// Reads ?limit= (1 to 500) where it is given; answers the problem itself and gives false when it makes no sense.
bool read_limit(ContextPtr const& context, std::size_t& limit);

// handlers_alarms.cpp
void list_alarms(ContextPtr context);
void acknowledge_alarm(ContextPtr context);

// handlers_history.cpp
void list_orders(ContextPtr context);
void list_history(ContextPtr context);
void money_stats(ContextPtr context);

// handlers_firebridge.cpp
void sync_user(ContextPtr context);
void pull_strategy(ContextPtr context);
void push_trade_result(ContextPtr context);
void list_reports(ContextPtr context);

// handlers_pairing.cpp
void start_pairing(ContextPtr context);
void find_pairing_by_code(ContextPtr context);
void list_pairings(ContextPtr context);
void find_pairing(ContextPtr context);
void approve_pairing(ContextPtr context);
void deny_pairing(ContextPtr context);

// handlers_terminals.cpp
void list_terminals(ContextPtr context);
void rename_terminal(ContextPtr context);
void revoke_terminal(ContextPtr context);
void list_groups(ContextPtr context);
void create_group(ContextPtr context);
void rename_group(ContextPtr context);
void delete_group(ContextPtr context);
void set_group_members(ContextPtr context);

// handlers_system.cpp
void system_health(ContextPtr context);
void healthz(ContextPtr context);
void openapi(ContextPtr context);

// handlers_operations.cpp
void readyz(ContextPtr context);
void metrics(ContextPtr context);

}  // namespace signalos::relay::api
