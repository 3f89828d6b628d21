#include "terminal/transactions.hpp"

namespace signalos::terminal {

mql::TradeTransaction to_mql(broker::Transaction const& t) {
    mql::TradeTransaction out;
    out.deal = t.deal;
    out.order = t.order;
    out.symbol = t.symbol;
    out.type = static_cast<mql::TransactionType>(t.type);
    out.order_type = static_cast<mql::OrderType>(t.order_type);
    out.order_state = static_cast<mql::OrderState>(t.order_state);
    out.deal_type = static_cast<mql::DealType>(t.deal_type);
    out.time_type = static_cast<mql::OrderTime>(t.lifetime);
    out.time_expiration = t.expiration / 1000;
    out.price = t.price.value();
    out.price_trigger = t.price_trigger.value();
    out.price_sl = t.sl.value();
    out.price_tp = t.tp.value();
    out.volume = t.volume.value();
    out.position = t.position;
    out.position_by = t.position_by;
    return out;
}

}  // namespace signalos::terminal
