#include "broker/batch.hpp"

namespace signalos::broker {

Transaction order_transaction(TransactionType type, Order const& order) {
    Transaction t;
    t.type = type;
    t.order = order.ticket;
    t.position = order.position_id;
    t.position_by = order.position_by_id;
    t.symbol = order.symbol;
    t.order_type = order.type;
    t.order_state = order.state;
    t.lifetime = order.lifetime;
    t.expiration = order.expiration;
    t.price = order.price;
    t.price_trigger = order.stoplimit;
    t.sl = order.sl;
    t.tp = order.tp;
    t.volume = order.volume_current;
    return t;
}

// The order fields of a deal transaction stay at their defaults, as on a real server: nobody may rely on them.
Transaction deal_transaction(Deal const& deal, Ticket position) {
    Transaction t;
    t.type = TransactionType::deal_add;
    t.deal = deal.ticket;
    t.order = deal.order;
    t.position = position;
    t.symbol = deal.symbol;
    t.deal_type = deal.type;
    t.price = deal.price;
    t.sl = deal.sl;
    t.tp = deal.tp;
    t.volume = deal.volume;
    return t;
}

Transaction position_transaction(Position const& position) {
    Transaction t;
    t.type = TransactionType::position;
    t.position = position.ticket;
    t.symbol = position.symbol;
    t.deal_type = position.side == Side::buy ? DealType::buy : DealType::sell;
    t.price = position.price;
    t.sl = position.sl;
    t.tp = position.tp;
    t.volume = position.volume;
    return t;
}

}  // namespace signalos::broker
