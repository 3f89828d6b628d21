// Rows about terminals, their sessions and their event sequences.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace signalos::relay {

/// What the terminal said about its account at the last hello. Text as on the wire.
struct AccountFacts {
    std::string login;
    std::string server;
    std::string company;
    std::string currency;
    int currency_digits = 2;
    std::string margin_mode;  ///< "hedging" | "netting" | "exchange"
    std::string trade_mode;   ///< "demo" | "contest" | "real"
    std::int64_t leverage = 0;
};

struct Terminal {
    TerminalId id;
    OrgId org;
    std::string name;
    std::int64_t created_at = 0;  ///< ms UTC
    std::int64_t revoked_at = 0;  ///< ms UTC; 0 = valid
    AccountFacts account;         ///< empty before the first hello
    std::string mode;             ///< "live" | "test"; empty before the first hello
    int magic_prefix = 0;
    std::string instance;  ///< uuid of the installation; empty before the first hello
    std::string journal;   ///< uuid of the journal: names the lineage
    std::int64_t session_epoch = 0;
    bool connected = false;         ///< as last recorded; after a crash of the relay possibly stale
    std::int64_t connected_at = 0;  ///< ms UTC of the last welcome
    std::int64_t last_seen = 0;     ///< ms UTC, recorded when a session ends
    bool paused = false;
    std::int64_t pause_version = 0;
    std::string latch;           ///< JSON object of latch_state.latch; empty = none
    std::int64_t event_seq = 0;  ///< the newest `off` of its events
};

/// Makes a terminal. `key_hash` is unique over the whole relay.
struct NewTerminal {
    TerminalId id;
    std::string name;
    std::string key_hash;  ///< SHA-256 of the credential, hex
    std::int64_t now = 0;  ///< ms UTC
};

/// One row of a terminal's durable sequence. `off` counts 1, 2, … without a gap per terminal.
struct EventRow {
    OrgId org;
    TerminalId terminal;
    std::int64_t off = 0;
    std::int64_t at = 0;  ///< ms UTC
    std::string type;     ///< event type, lower snake case
    std::string data;     ///< JSON object
};

struct EventPage {
    std::vector<EventRow> events;  ///< in order of `off`
    std::int64_t top = 0;          ///< the newest `off` of this terminal at the time of reading
};

/// What open_terminal_session judges. See protocol/README.md section 3.
struct SessionRequest {
    std::string instance;               ///< uuid
    std::string journal;                ///< uuid
    std::string resume_hash;            ///< of the secret presented; empty = none
    std::string new_resume_hash;        ///< of the secret that welcome will carry
    bool incumbent_live = false;        ///< another socket of this terminal is live now
    bool incumbent_answered = false;    ///< and it has its welcome, so that only the newest secret is its successor's
    std::int64_t reported_epoch = 0;    ///< hello.session_epoch
    std::int64_t reported_last_in = 0;  ///< hello.last_in: our highest frame on its disk
    AccountFacts account;
    std::string mode;
    int magic_prefix = 0;
    bool paused = false;
    std::int64_t pause_version = 0;
    std::string latch;  ///< JSON object; empty = none
    /// hello.open_commands. One that the store does not know as this terminal's raises an error_alert, once ever.
    std::vector<CommandId> open_commands;
    std::int64_t now = 0;  ///< ms UTC
};

/// A terminal frame of the reliable class that is about a trade.
struct TradeEvent {
    std::string type;  ///< "position_open", …
    std::string data;  ///< JSON object with tradeId
};

/// latch_state as the terminal reported it.
struct LatchState {
    bool paused = false;
    std::int64_t pause_version = 0;
    std::string latch;  ///< JSON object; empty = none
    std::string data;   ///< JSON object: the frame's data, published as `kill_switch`
};

}  // namespace signalos::relay
