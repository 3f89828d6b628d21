// One atomic step of an account: changes are applied to the book as they are made and kept for the ledger.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "broker/book.hpp"
#include "broker/market.hpp"

namespace signalos::broker {

/// Next free numbers, over all accounts. Orders and positions share one sequence: a position's ticket is its order's.
struct Counters {
    Ticket order = 50'000'001, deal = 70'000'001;
    std::uint64_t row = 1, request = 1;
};

/// What a misbehaving server does to a request while it executes it.
struct Twists {
    std::optional<std::string> comment;
    bool blank_magic = false;
    /// Part of the volume that is filled (0 to 1), floored to the volume step, at least one step.
    std::optional<double> fill_fraction;
    /// The position is re-opened under a new ticket; its identifier stays.
    bool new_ticket = false;
};

struct Batch {
    Market const& market;
    Book& book;
    Counters& counters;
    Millis now = 0;
    std::vector<Change> changes = {};
    std::vector<Transaction> transactions = {};
    std::vector<Ticket> deals = {};

    void put(Change change) {
        book.apply(change);
        changes.push_back(std::move(change));
    }
};

Transaction order_transaction(TransactionType type, Order const& order);
Transaction deal_transaction(Deal const& deal, Ticket position);
Transaction position_transaction(Position const& position);

}  // namespace signalos::broker
