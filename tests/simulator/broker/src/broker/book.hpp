// One account as a value: the broker's truth, and the very same type as a terminal's mirror. Changes are the only way
// in.
#pragma once

#include <map>
#include <vector>

#include "broker/model.hpp"

namespace signalos::broker {

class Book {
public:
    /// Applying the same changes in the same order always gives the same book.
    void apply(Change const& change);

    Account const& account() const { return account_; }
    /// Keyed by ticket, so oldest first.
    std::map<Ticket, Position> const& positions() const { return positions_; }
    std::map<Ticket, Order> const& orders() const { return orders_; }
    /// In the order in which they happened.
    std::vector<Order> const& history_orders() const { return history_orders_; }
    std::vector<Deal> const& deals() const { return deals_; }

    /// nullptr when there is none; valid until the next change.
    Position const* find_position(Ticket ticket) const;
    Order const* find_order(Ticket ticket) const;
    Position const* find_position_of(std::string const& symbol) const;
    Order const* find_history_order(Ticket ticket) const;
    Deal const* find_deal(Ticket ticket) const;

    /// The whole book as changes: what a terminal receives when it logs in.
    std::vector<Change> snapshot() const;

private:
    struct Apply;
    Account account_;
    std::map<Ticket, Position> positions_;
    std::map<Ticket, Order> orders_;
    std::vector<Order> history_orders_;
    std::vector<Deal> deals_;
    std::map<Ticket, std::size_t> history_index_, deal_index_;
};

}  // namespace signalos::broker
