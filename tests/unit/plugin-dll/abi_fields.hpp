// Every field of the C header, in its order: X(struct, field). The test adds sizes and offsets by the compiler.
#pragma once

// clang-format off
#define SOS_ABI_FIELDS(X) \
    X(sos_open_args, login) X(sos_open_args, max_lots_per_order) X(sos_open_args, max_risk_percent) \
    X(sos_open_args, max_daily_loss_percent) X(sos_open_args, struct_size) X(sos_open_args, abi_version) \
    X(sos_open_args, magic_prefix) X(sos_open_args, mode) X(sos_open_args, max_open_positions) \
    X(sos_open_args, max_trades_per_day) X(sos_open_args, allow_open) X(sos_open_args, allow_stealth) \
    X(sos_open_args, reset_hour) X(sos_open_args, deviation) X(sos_open_args, margin_mode) \
    X(sos_open_args, trade_mode) X(sos_open_args, leverage) X(sos_open_args, currency_digits) \
    X(sos_open_args, terminal_build) X(sos_open_args, reconcile_wait_s) X(sos_open_args, link_loss) X(sos_open_args, link_loss_s) \
    X(sos_open_args, link_loss_scope) X(sos_open_args, reserved) X(sos_open_args, server) X(sos_open_args, company) \
    X(sos_open_args, currency) X(sos_open_args, relay_address) X(sos_open_args, pairing_code) \
    X(sos_open_args, ca_file) X(sos_open_args, data_dir) X(sos_open_args, allowed_symbols) \
    X(sos_open_args, ea_version) \
    X(sos_status_info, session_epoch) X(sos_status_info, latch_id) X(sos_status_info, clock_offset_ms) \
    X(sos_status_info, link_state) X(sos_status_info, paused) X(sos_status_info, latch_level) \
    X(sos_status_info, latch_scope) X(sos_status_info, rtt_ms) X(sos_status_info, commands_waiting) \
    X(sos_status_info, unsettled) X(sos_status_info, journal_ok) X(sos_status_info, link_text) \
    X(sos_status_info, journal_text) X(sos_status_info, terminal_name) X(sos_status_info, dll_version) \
    X(sos_command, cmd_seq) X(sos_command, magic) X(sos_command, position) X(sos_command, ticket) \
    X(sos_command, opposite) X(sos_command, latch_id) X(sos_command, expiration) \
    X(sos_command, filter_magic) X(sos_command, known_until) X(sos_command, volume) \
    X(sos_command, expected_volume) X(sos_command, price) X(sos_command, stop_limit) X(sos_command, sl) \
    X(sos_command, tp) X(sos_command, percent) X(sos_command, kind) X(sos_command, side) \
    X(sos_command, order_type) X(sos_command, deviation) X(sos_command, level) X(sos_command, scope) \
    X(sos_command, has_sl) X(sos_command, has_tp) X(sos_command, expected_side) \
    X(sos_command, filter_side) X(sos_command, filter_profit) X(sos_command, filter_flags) X(sos_command, id) X(sos_command, symbol) X(sos_command, comment) \
    X(sos_facts, login) X(sos_facts, position) X(sos_facts, ticket) X(sos_facts, server_time) X(sos_facts, volume) \
    X(sos_facts, volume_before) X(sos_facts, price) X(sos_facts, sl) X(sos_facts, tp) X(sos_facts, balance) \
    X(sos_facts, equity) X(sos_facts, day_start) X(sos_facts, risk_money) X(sos_facts, margin_free) X(sos_facts, sl_before) \
    X(sos_facts, struct_size) X(sos_facts, kind) X(sos_facts, leg) X(sos_facts, side) X(sos_facts, open_positions) \
    X(sos_facts, trades_today) X(sos_facts, connected) X(sos_facts, trade_allowed) X(sos_facts, id) \
    X(sos_facts, symbol) X(sos_facts, server) \
    X(sos_decision, magic) X(sos_decision, verdict) X(sos_decision, reserved) X(sos_decision, rule) \
    X(sos_decision, text) X(sos_decision, comment) \
    X(sos_result, order) X(sos_result, deal) X(sos_result, position) X(sos_result, ticket) \
    X(sos_result, request_ms) X(sos_result, price) X(sos_result, volume) X(sos_result, volume_left) \
    X(sos_result, struct_size) X(sos_result, outcome) X(sos_result, retcode) X(sos_result, leg) \
    X(sos_result, final) X(sos_result, already) X(sos_result, positions_left) X(sos_result, orders_left) \
    X(sos_result, id) X(sos_result, rule) X(sos_result, text) \
    X(sos_intent, magic) X(sos_intent, position) X(sos_intent, ticket) X(sos_intent, opposite) X(sos_intent, server_time) X(sos_intent, expiration) X(sos_intent, price) X(sos_intent, stop_limit) \
    X(sos_intent, sl) X(sos_intent, tp) X(sos_intent, has_sl) X(sos_intent, has_tp) \
    X(sos_intent, volume) X(sos_intent, volume_before) X(sos_intent, kind) X(sos_intent, side) X(sos_intent, leg) \
    X(sos_intent, watch) X(sos_intent, id) X(sos_intent, symbol) \
    X(sos_account, login) X(sos_account, last_trade_time) X(sos_account, balance) X(sos_account, equity) \
    X(sos_account, margin) X(sos_account, margin_free) X(sos_account, margin_level) X(sos_account, profit) \
    X(sos_account, day_start) X(sos_account, credit) X(sos_account, leverage) X(sos_account, connected) \
    X(sos_account, trades_today) X(sos_account, currency_digits) X(sos_account, trades_this_week) \
    X(sos_account, reserved) X(sos_account, currency) X(sos_account, server) \
    X(sos_position, position) X(sos_position, ticket) X(sos_position, magic) X(sos_position, time_msc) \
    X(sos_position, volume) X(sos_position, price_open) X(sos_position, price_current) X(sos_position, sl) \
    X(sos_position, tp) X(sos_position, profit) X(sos_position, swap) X(sos_position, commission) \
    X(sos_position, side) X(sos_position, digits) X(sos_position, reason) X(sos_position, reserved) \
    X(sos_position, symbol) X(sos_position, comment) \
    X(sos_order, ticket) X(sos_order, magic) X(sos_order, time_setup_msc) X(sos_order, expiration) \
    X(sos_order, volume) X(sos_order, price) X(sos_order, stop_limit) X(sos_order, sl) X(sos_order, tp) \
    X(sos_order, price_current) X(sos_order, type) X(sos_order, digits) X(sos_order, state) X(sos_order, reserved) \
    X(sos_order, symbol) X(sos_order, comment) \
    X(sos_deal, deal) X(sos_deal, order) X(sos_deal, position) X(sos_deal, magic) X(sos_deal, time_msc) \
    X(sos_deal, volume) X(sos_deal, price) X(sos_deal, profit) X(sos_deal, swap) X(sos_deal, commission) \
    X(sos_deal, sl) X(sos_deal, tp) X(sos_deal, volume_before) X(sos_deal, volume_after) X(sos_deal, side) X(sos_deal, entry) X(sos_deal, reason) X(sos_deal, digits) \
    X(sos_deal, symbol) X(sos_deal, comment) \
    X(sos_health, broker_ping_us) X(sos_health, server_time) X(sos_health, terminal_trade) \
    X(sos_health, program_trade) X(sos_health, account_trade) X(sos_health, expert_trade) X(sos_health, connected) \
    X(sos_health, dlls_allowed) X(sos_health, synchronised) X(sos_health, build) \
    X(sos_check, passed) X(sos_check, reserved) X(sos_check, name) X(sos_check, text) \
    X(sos_symbol, bid) X(sos_symbol, ask) X(sos_symbol, point) X(sos_symbol, volume_min) X(sos_symbol, volume_max) \
    X(sos_symbol, volume_step) X(sos_symbol, digits) X(sos_symbol, stops_level) X(sos_symbol, freeze_level) \
    X(sos_symbol, trade_mode) X(sos_symbol, order_modes) X(sos_symbol, expiry_modes) X(sos_symbol, symbol) \
    X(sos_pairing_info, expires_in_ms) X(sos_pairing_info, state) X(sos_pairing_info, qr_size) X(sos_pairing_info, code) \
    X(sos_pairing_info, fingerprint) X(sos_pairing_info, page) X(sos_pairing_info, text) X(sos_pairing_info, qr)

#define SOS_ABI_STRUCTS(X) \
    X(sos_open_args) \
    X(sos_status_info) \
    X(sos_command) \
    X(sos_facts) \
    X(sos_decision) \
    X(sos_result) \
    X(sos_intent) \
    X(sos_account) \
    X(sos_position) \
    X(sos_order) \
    X(sos_deal) \
    X(sos_health) \
    X(sos_check) \
    X(sos_symbol) \
    X(sos_pairing_info)
// clang-format on
