// Plain records of the trade server. Every record lists its fields once, in `describe`; JSON goes through that list.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "broker/codes.hpp"
#include "broker/fixed.hpp"

namespace signalos::broker {

using Ticket = std::uint64_t;
/// Milliseconds since 1970 on the server's clock.
using Millis = std::int64_t;

struct SymbolSpec {
    std::string name, description, path, base, profit_currency, margin_currency;
    int digits = 5;
    Fixed point, tick_size, contract_size, volume_min, volume_max, volume_step, volume_limit;
    /// Flags as MetaTrader's: filling FOK 1, IOC 2; orders MARKET 1 to CLOSEBY 64; expiration GTC 1 to SPECIFIED_DAY 8.
    int filling_flags = 3, order_flags = 127, expiration_flags = 15;
    /// Points; 0 = none.
    int stops_level = 0, freeze_level = 0;
    TradeMode trade_mode = TradeMode::full;
    Execution execution = Execution::market;
    /// Points per lot and night.
    Fixed swap_long, swap_short;
    /// Where the price walk starts and how it moves: spread in points, standard deviation per tick in points.
    Fixed start_price;
    int spread = 10, step_points = 4;
};

struct Quote {
    std::string symbol;
    Fixed bid, ask;
    Millis time = 0;
};

struct Account {
    std::uint64_t login = 0;
    std::string name, server, company, currency = "USD";
    int digits = 2, leverage = 100;
    MarginMode margin_mode = MarginMode::hedging;
    Fixed balance, credit;
    /// Margin level in percent at which positions are closed by the server.
    Fixed stop_out = Fixed::from_units(50 * Fixed::scale), margin_call = Fixed::from_units(100 * Fixed::scale);
    /// Account currency per lot and side.
    Fixed commission;
    bool trade_allowed = true, expert_allowed = true;
    int limit_orders = 200;
};

struct Position {
    Ticket ticket = 0, identifier = 0;
    std::string symbol;
    Side side = Side::buy;
    Fixed volume, price, sl, tp, swap;
    Millis time = 0, updated = 0;
    std::uint64_t magic = 0;
    Reason reason = Reason::client;
    std::string comment;
};

struct Order {
    Ticket ticket = 0;
    OrderType type = OrderType::buy;
    OrderState state = OrderState::started;
    std::string symbol;
    Fixed volume_initial, volume_current, price, stoplimit, sl, tp;
    Filling filling = Filling::fok;
    Lifetime lifetime = Lifetime::gtc;
    Millis expiration = 0, setup = 0, done = 0;
    std::uint64_t magic = 0;
    Reason reason = Reason::client;
    Ticket position_id = 0, position_by_id = 0;
    std::string comment;
};

struct Deal {
    Ticket ticket = 0, order = 0, position_id = 0;
    DealType type = DealType::buy;
    Entry entry = Entry::in;
    std::string symbol;
    Fixed volume, price, commission, swap, profit, fee, sl, tp;
    Millis time = 0;
    std::uint64_t magic = 0;
    Reason reason = Reason::client;
    std::string comment;
};

struct Request {
    Action action = Action::deal;
    std::uint64_t magic = 0;
    Ticket order = 0, position = 0, position_by = 0;
    std::string symbol;
    Fixed volume, price, stoplimit, sl, tp;
    std::uint64_t deviation = 0;
    OrderType type = OrderType::buy;
    Filling filling = Filling::fok;
    Lifetime lifetime = Lifetime::gtc;
    Millis expiration = 0;
    std::string comment;
};

struct Result {
    std::uint32_t retcode = 0;
    Ticket deal = 0, order = 0;
    Fixed volume, price, bid, ask;
    std::string comment;
};

struct Transaction {
    TransactionType type = TransactionType::position;
    Ticket deal = 0, order = 0, position = 0, position_by = 0;
    std::string symbol;
    OrderType order_type = OrderType::buy;
    OrderState order_state = OrderState::started;
    DealType deal_type = DealType::buy;
    Lifetime lifetime = Lifetime::gtc;
    Millis expiration = 0;
    Fixed price, price_trigger, sl, tp, volume;
};

// What can change in an account. A list of these is what the ledger stores, what a restart replays and what a
// terminal's mirror applies: one truth, one code path.
struct PutAccount {
    Account value;
};
struct PutPosition {
    Position value;
};
struct DropPosition {
    Ticket ticket = 0;
};
struct PutOrder {
    Order value;
};
struct DropOrder {
    Ticket ticket = 0;
};
struct AddHistoryOrder {
    Order value;
};
struct AddDeal {
    Deal value;
};
using Change = std::variant<PutAccount, PutPosition, DropPosition, PutOrder, DropOrder, AddHistoryOrder, AddDeal>;

/// One decision of the server: a request answered, or an action of its own. The oracle of every exactly-once test.
struct LedgerRow {
    std::uint64_t n = 0;
    Millis t = 0;
    std::uint64_t account = 0, request = 0;
    /// Position ticket, deal, order; 0 where there is none.
    Ticket ticket = 0, deal = 0, order = 0;
    Fixed volume, price;
    std::string symbol, comment, kind;
    std::uint32_t retcode = 0, answered = 0;
    std::uint64_t magic = 0;
    Source source = Source::ea;
    std::vector<Ticket> deals;
    std::vector<std::string> faults;
};

}  // namespace signalos::broker
