#include "broker/fills.hpp"

#include "broker/valuation.hpp"

namespace signalos::broker {
namespace {

Deal deal_for(Batch& batch, Order const& order, Fixed volume, Fixed price, Entry entry, Ticket position_id) {
    Deal deal;
    deal.ticket = batch.counters.deal++;
    deal.order = order.ticket;
    deal.position_id = position_id;
    deal.type = side_of(order.type) == Side::buy ? DealType::buy : DealType::sell;
    deal.entry = entry;
    deal.symbol = order.symbol;
    deal.volume = volume;
    deal.price = price;
    deal.sl = order.sl;
    deal.tp = order.tp;
    deal.time = batch.now;
    deal.magic = order.magic;
    deal.reason = order.reason;
    deal.comment = order.comment;
    Account const& account = batch.book.account();
    deal.commission = -Fixed::from_double(account.commission.value() * volume.value()).rounded(account.digits);
    return deal;
}

void book_deal(Batch& batch, Deal const& deal) {
    Account account = batch.book.account();
    account.balance += deal.profit + deal.commission + deal.swap + deal.fee;
    batch.put(AddDeal{deal});
    batch.put(PutAccount{std::move(account)});
    batch.deals.push_back(deal.ticket);
}

Fixed share(Fixed amount, Fixed part, Fixed whole, int digits) {
    return whole.is_zero() ? Fixed()
                           : Fixed::from_double(amount.value() * part.value() / whole.value()).rounded(digits);
}

Fill open_position(Batch& batch, Order const& order, Fixed volume, Fixed price) {
    Position position;
    position.ticket = position.identifier = order.ticket;
    position.symbol = order.symbol;
    position.side = side_of(order.type);
    position.volume = volume;
    position.price = price;
    position.sl = order.sl;
    position.tp = order.tp;
    position.time = position.updated = batch.now;
    position.magic = order.magic;
    position.reason = order.reason;
    position.comment = order.comment;
    Deal const deal = deal_for(batch, order, volume, price, Entry::in, position.identifier);
    batch.put(PutPosition{position});
    book_deal(batch, deal);
    return {deal, position.ticket};
}

Fill enlarge_position(Batch& batch, Order const& order, Position position, Fixed volume, Fixed price) {
    double const cost = position.price.value() * position.volume.value() + price.value() * volume.value();
    position.volume += volume;
    position.price = Fixed::from_double(cost / position.volume.value());
    position.updated = batch.now;
    if (!order.sl.is_zero()) position.sl = order.sl;
    if (!order.tp.is_zero()) position.tp = order.tp;
    Deal const deal = deal_for(batch, order, volume, price, Entry::in, position.identifier);
    batch.put(PutPosition{position});
    book_deal(batch, deal);
    return {deal, position.ticket};
}

// One deal closes the old side and opens the rest on the other one: the identifier stays, the ticket becomes the
// order's.
Fill reverse_position(Batch& batch, Order const& order, Position position, Fixed volume, Fixed price) {
    Account const& account = batch.book.account();
    Deal deal = deal_for(batch, order, volume, price, Entry::inout, position.identifier);
    deal.swap = position.swap;
    if (auto const* symbol = batch.market.find_symbol(position.symbol)) {
        deal.profit = profit_of(batch.market, account, *symbol, position.side, position.volume, position.price, price);
    }
    batch.put(DropPosition{position.ticket});
    position.ticket = order.ticket;
    position.side = side_of(order.type);
    position.volume = volume - position.volume;
    position.price = price;
    position.swap = Fixed();
    position.sl = order.sl;
    position.tp = order.tp;
    position.updated = batch.now;
    batch.put(PutPosition{position});
    book_deal(batch, deal);
    return {deal, position.ticket};
}

Fill fill_netting(Batch& batch, Order const& order, Fixed volume, Fixed price) {
    auto const* position = batch.book.find_position_of(order.symbol);
    if (!position) return open_position(batch, order, volume, price);
    if (position->side == side_of(order.type)) return enlarge_position(batch, order, *position, volume, price);
    if (volume > position->volume) return reverse_position(batch, order, *position, volume, price);
    return reduce_position(batch, order, position->ticket, volume, price, Entry::out);
}

}  // namespace

Fill fill_order(Batch& batch, Order const& order, Fixed volume, Fixed price, Ticket position) {
    if (batch.book.account().margin_mode != MarginMode::hedging) return fill_netting(batch, order, volume, price);
    if (position == 0) return open_position(batch, order, volume, price);
    return reduce_position(batch, order, position, volume, price, Entry::out);
}

Fill reduce_position(Batch& batch, Order const& order, Ticket ticket, Fixed volume, Fixed price, Entry entry) {
    Position position = batch.book.positions().at(ticket);
    Account const& account = batch.book.account();
    Deal deal = deal_for(batch, order, volume, price, entry, position.identifier);
    deal.type = position.side == Side::buy ? DealType::sell : DealType::buy;
    deal.swap = share(position.swap, volume, position.volume, account.digits);
    if (auto const* symbol = batch.market.find_symbol(position.symbol)) {
        deal.profit = profit_of(batch.market, account, *symbol, position.side, volume, position.price, price);
    }
    position.swap -= deal.swap;
    position.volume -= volume;
    position.updated = batch.now;
    if (position.volume.is_zero()) {
        batch.put(DropPosition{ticket});
    } else {
        batch.put(PutPosition{position});
    }
    book_deal(batch, deal);
    return {deal, ticket};
}

void archive_order(Batch& batch, Order const& order) {
    if (batch.book.find_order(order.ticket)) batch.put(DropOrder{order.ticket});
    batch.put(AddHistoryOrder{order});
}

Ticket renumber_position(Batch& batch, Ticket ticket) {
    auto const* found = batch.book.find_position(ticket);
    if (!found) return 0;
    Position position = *found;
    batch.put(DropPosition{ticket});
    position.ticket = batch.counters.order++;
    position.updated = batch.now;
    batch.put(PutPosition{position});
    batch.transactions.push_back(position_transaction(position));
    return position.ticket;
}

}  // namespace signalos::broker
