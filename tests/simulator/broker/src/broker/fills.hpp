// Turning an order into deals and positions, on hedging and netting accounts.
#pragma once

#include "broker/batch.hpp"

namespace signalos::broker {

struct Fill {
    Deal deal;
    /// The position it opened, changed or closed.
    Ticket position = 0;
};

/// Fills `order` (its side, symbol, magic, comment, sl and tp count) with `volume` lots at `price`.
/// `position` is the position to reduce, or 0 to open one; a netting account finds its own by symbol.
/// Appends the deal, the position change and the new balance to `batch`; makes no transaction.
Fill fill_order(Batch& batch, Order const& order, Fixed volume, Fixed price, Ticket position);

/// Closes `volume` lots of the hedging position `ticket` at `price`; `entry` is out or out_by.
Fill reduce_position(Batch& batch, Order const& order, Ticket ticket, Fixed volume, Fixed price, Entry entry);

/// Moves `order` (state and done time set by the caller) from the live orders, if there, to history.
void archive_order(Batch& batch, Order const& order);

/// Re-opens position `ticket` under a fresh ticket, keeping its identifier; returns the new ticket, 0 if there is none.
Ticket renumber_position(Batch& batch, Ticket ticket);

}  // namespace signalos::broker
