#include "broker/requests.hpp"

#include <algorithm>

#include "broker/check.hpp"
#include "broker/fills.hpp"
#include "broker/valuation.hpp"

namespace signalos::broker {
namespace {

constexpr std::size_t max_comment = 31;

Order order_from(Batch& batch, Request const& request, Source source, Twists const& twists) {
    Order order;
    order.ticket = batch.counters.order++;
    order.type = request.type;
    order.symbol = request.symbol;
    order.volume_initial = order.volume_current = request.volume;
    order.price = request.price;
    order.stoplimit = request.stoplimit;
    order.sl = request.sl;
    order.tp = request.tp;
    order.filling = request.filling;
    order.lifetime = request.lifetime;
    order.expiration = request.expiration;
    order.setup = batch.now;
    order.magic = twists.blank_magic ? 0 : request.magic;
    order.reason = source == Source::ea ? Reason::expert : Reason::client;
    order.comment = twists.comment.value_or(request.comment).substr(0, max_comment);
    return order;
}

Fixed filled_volume(Batch const& batch, Request const& request, Twists const& twists) {
    if (!twists.fill_fraction) return request.volume;
    auto const* symbol = batch.market.find_symbol(request.symbol);
    if (!symbol) return request.volume;
    std::int64_t const step = symbol->volume_step.units();
    auto const wanted =
        static_cast<std::int64_t>(request.volume.value() * *twists.fill_fraction * static_cast<double>(Fixed::scale));
    return std::min(request.volume, Fixed::from_units(std::max(step, wanted / step * step)));
}

void push_deal_sequence(Batch& batch, Order const& started, Order const& done, Fill const& fill, bool opening) {
    Transaction const added = order_transaction(TransactionType::order_add, started);
    Transaction const deal = deal_transaction(fill.deal, fill.position);
    Transaction const removed = order_transaction(TransactionType::order_delete, done);
    Transaction const archived = order_transaction(TransactionType::history_add, done);
    auto const sequence =
        opening ? std::vector{added, deal, removed, archived} : std::vector{added, removed, archived, deal};
    batch.transactions.insert(batch.transactions.end(), sequence.begin(), sequence.end());
}

Executed execute_deal(Batch& batch, Request const& request, Source source, Twists const& twists) {
    Quote const quote = *batch.market.find_quote(request.symbol);
    auto const* reduced = reduced_position(batch.book, request);
    Ticket const target = reduced ? reduced->ticket : 0;
    bool const opening = target == 0;
    Order order = order_from(batch, request, source, twists);
    order.price = deal_price(quote, side_of(order.type));
    Order const started = order;
    Fixed const volume = filled_volume(batch, request, twists);
    Fill const fill = fill_order(batch, order, volume, order.price, target);

    bool const whole = volume == request.volume;
    order.position_id = fill.deal.position_id;
    order.volume_current = request.volume - volume;
    order.state = whole ? OrderState::filled : OrderState::partial;
    order.done = batch.now;
    archive_order(batch, order);
    push_deal_sequence(batch, started, order, fill, opening);

    Executed out;
    out.position = fill.position;
    out.result.retcode = whole ? retcode_done : retcode_done_partial;
    out.result.deal = fill.deal.ticket;
    out.result.order = order.ticket;
    out.result.volume = volume;
    out.result.price = order.price;
    return out;
}

Executed place_pending(Batch& batch, Request const& request, Source source, Twists const& twists) {
    Order order = order_from(batch, request, source, twists);
    order.filling = Filling::ret;
    batch.transactions.push_back(order_transaction(TransactionType::order_add, order));
    order.state = OrderState::placed;
    batch.put(PutOrder{order});
    batch.transactions.push_back(order_transaction(TransactionType::order_update, order));
    Executed out;
    out.result.order = order.ticket;
    out.result.volume = order.volume_initial;
    out.result.price = order.price;
    return out;
}

Executed set_levels(Batch& batch, Request const& request) {
    auto const* found = batch.book.find_position(request.position);
    if (!found) found = batch.book.find_position_of(request.symbol);
    Position position = *found;
    position.sl = request.sl;
    position.tp = request.tp;
    position.updated = batch.now;
    batch.put(PutPosition{position});
    batch.transactions.push_back(position_transaction(position));
    Executed out;
    out.position = position.ticket;
    return out;
}

Executed modify_order(Batch& batch, Request const& request) {
    Order order = *batch.book.find_order(request.order);
    order.price = request.price;
    order.stoplimit = request.stoplimit;
    order.sl = request.sl;
    order.tp = request.tp;
    order.lifetime = request.lifetime;
    order.expiration = request.expiration;
    batch.put(PutOrder{order});
    batch.transactions.push_back(order_transaction(TransactionType::order_update, order));
    Executed out;
    out.result.order = order.ticket;
    out.result.price = order.price;
    return out;
}

Executed remove_order(Batch& batch, Request const& request) {
    Order order = *batch.book.find_order(request.order);
    order.state = OrderState::canceled;
    order.done = batch.now;
    archive_order(batch, order);
    batch.transactions.push_back(order_transaction(TransactionType::order_delete, order));
    batch.transactions.push_back(order_transaction(TransactionType::history_add, order));
    Executed out;
    out.result.order = order.ticket;
    return out;
}

// The first deal carries the whole profit at the other position's open price; the second is booked at its own open.
Executed close_by(Batch& batch, Request const& request, Source source, Twists const& twists) {
    Position const first = *batch.book.find_position(request.position);
    Position const second = *batch.book.find_position(request.position_by);
    Fixed const volume = std::min(first.volume, second.volume);
    Order order = order_from(batch, request, source, twists);
    order.type = OrderType::close_by;
    order.symbol = first.symbol;
    order.volume_initial = order.volume_current = volume;
    order.price = second.price;
    order.position_id = first.identifier;
    order.position_by_id = second.identifier;
    batch.transactions.push_back(order_transaction(TransactionType::order_add, order));
    Fill const out1 = reduce_position(batch, order, first.ticket, volume, second.price, Entry::out_by);
    batch.transactions.push_back(deal_transaction(out1.deal, first.ticket));
    Fill const out2 = reduce_position(batch, order, second.ticket, volume, second.price, Entry::out_by);
    for (Ticket const ticket : {first.ticket, second.ticket}) {
        if (auto const* rest = batch.book.find_position(ticket)) {
            batch.transactions.push_back(position_transaction(*rest));
        }
    }
    batch.transactions.push_back(deal_transaction(out2.deal, second.ticket));
    order.state = OrderState::filled;
    order.volume_current = Fixed();
    order.done = batch.now;
    archive_order(batch, order);
    batch.transactions.push_back(order_transaction(TransactionType::order_delete, order));
    batch.transactions.push_back(order_transaction(TransactionType::history_add, order));
    Executed out;
    out.position = first.ticket;
    out.result.deal = out1.deal.ticket;
    out.result.order = order.ticket;
    out.result.volume = volume;
    out.result.price = second.price;
    return out;
}

Executed dispatch(Batch& batch, Request const& request, Source source, Twists const& twists) {
    switch (request.action) {
        case Action::deal:
            return execute_deal(batch, request, source, twists);
        case Action::pending:
            return place_pending(batch, request, source, twists);
        case Action::sltp:
            return set_levels(batch, request);
        case Action::modify:
            return modify_order(batch, request);
        case Action::remove:
            return remove_order(batch, request);
        case Action::close_by:
            return close_by(batch, request, source, twists);
    }
    return {};
}

}  // namespace

Executed execute_request(Batch& batch, Request const& request, Source source, Twists const& twists) {
    Executed out = dispatch(batch, request, source, twists);
    if (out.result.retcode == 0) out.result.retcode = retcode_done;
    if (twists.new_ticket && out.position != 0) {
        Ticket const renumbered = renumber_position(batch, out.position);
        if (renumbered != 0) out.position = renumbered;
    }
    return out;
}

}  // namespace signalos::broker
