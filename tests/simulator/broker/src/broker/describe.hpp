// The field list of each record: `describe(visit, record)` calls `visit("name", record.member)` for every field.
#pragma once

#include "broker/model.hpp"

namespace signalos::broker {

template <class R, class T>
concept Same = std::is_same_v<std::remove_const_t<R>, T>;

void describe(auto&& f, Same<SymbolSpec> auto& s) {
    f("name", s.name), f("description", s.description), f("path", s.path), f("base", s.base);
    f("profit_currency", s.profit_currency), f("margin_currency", s.margin_currency), f("digits", s.digits);
    f("point", s.point), f("tick_size", s.tick_size), f("contract_size", s.contract_size);
    f("volume_min", s.volume_min), f("volume_max", s.volume_max), f("volume_step", s.volume_step);
    f("volume_limit", s.volume_limit), f("filling_flags", s.filling_flags), f("order_flags", s.order_flags);
    f("expiration_flags", s.expiration_flags), f("stops_level", s.stops_level), f("freeze_level", s.freeze_level);
    f("trade_mode", s.trade_mode), f("execution", s.execution), f("swap_long", s.swap_long);
    f("swap_short", s.swap_short), f("start_price", s.start_price), f("spread", s.spread);
    f("step_points", s.step_points);
}

void describe(auto&& f, Same<Quote> auto& q) {
    f("symbol", q.symbol), f("bid", q.bid), f("ask", q.ask), f("time", q.time);
}

void describe(auto&& f, Same<Account> auto& a) {
    f("login", a.login), f("name", a.name), f("server", a.server), f("company", a.company);
    f("currency", a.currency), f("digits", a.digits), f("leverage", a.leverage), f("margin_mode", a.margin_mode);
    f("balance", a.balance), f("credit", a.credit), f("stop_out", a.stop_out), f("margin_call", a.margin_call);
    f("commission", a.commission), f("trade_allowed", a.trade_allowed), f("expert_allowed", a.expert_allowed);
    f("limit_orders", a.limit_orders);
}

void describe(auto&& f, Same<Position> auto& p) {
    f("ticket", p.ticket), f("identifier", p.identifier), f("symbol", p.symbol), f("side", p.side);
    f("volume", p.volume), f("price", p.price), f("sl", p.sl), f("tp", p.tp), f("swap", p.swap), f("time", p.time);
    f("updated", p.updated), f("magic", p.magic), f("reason", p.reason), f("comment", p.comment);
}

void describe(auto&& f, Same<Order> auto& o) {
    f("ticket", o.ticket), f("type", o.type), f("state", o.state), f("symbol", o.symbol);
    f("volume_initial", o.volume_initial), f("volume_current", o.volume_current), f("price", o.price);
    f("stoplimit", o.stoplimit), f("sl", o.sl), f("tp", o.tp), f("filling", o.filling), f("lifetime", o.lifetime);
    f("expiration", o.expiration), f("setup", o.setup), f("done", o.done), f("magic", o.magic);
    f("reason", o.reason), f("position_id", o.position_id), f("position_by_id", o.position_by_id);
    f("comment", o.comment);
}

void describe(auto&& f, Same<Deal> auto& d) {
    f("ticket", d.ticket), f("order", d.order), f("position_id", d.position_id), f("type", d.type);
    f("entry", d.entry), f("symbol", d.symbol), f("volume", d.volume), f("price", d.price);
    f("commission", d.commission), f("swap", d.swap), f("profit", d.profit), f("fee", d.fee), f("sl", d.sl);
    f("tp", d.tp), f("time", d.time), f("magic", d.magic), f("reason", d.reason), f("comment", d.comment);
}

void describe(auto&& f, Same<Request> auto& r) {
    f("action", r.action), f("magic", r.magic), f("order", r.order), f("position", r.position);
    f("position_by", r.position_by), f("symbol", r.symbol), f("volume", r.volume), f("price", r.price);
    f("stoplimit", r.stoplimit), f("sl", r.sl), f("tp", r.tp), f("deviation", r.deviation), f("type", r.type);
    f("filling", r.filling), f("lifetime", r.lifetime), f("expiration", r.expiration), f("comment", r.comment);
}

void describe(auto&& f, Same<Result> auto& r) {
    f("retcode", r.retcode), f("deal", r.deal), f("order", r.order), f("volume", r.volume), f("price", r.price);
    f("bid", r.bid), f("ask", r.ask), f("comment", r.comment);
}

void describe(auto&& f, Same<Transaction> auto& t) {
    f("type", t.type), f("deal", t.deal), f("order", t.order), f("position", t.position);
    f("position_by", t.position_by), f("symbol", t.symbol), f("order_type", t.order_type);
    f("order_state", t.order_state), f("deal_type", t.deal_type), f("lifetime", t.lifetime);
    f("expiration", t.expiration), f("price", t.price), f("price_trigger", t.price_trigger), f("sl", t.sl);
    f("tp", t.tp), f("volume", t.volume);
}

void describe(auto&& f, Same<LedgerRow> auto& r) {
    f("n", r.n), f("t", r.t), f("account", r.account), f("request", r.request), f("ticket", r.ticket);
    f("deal", r.deal), f("order", r.order), f("volume", r.volume), f("price", r.price), f("retcode", r.retcode);
    f("answered", r.answered), f("magic", r.magic), f("kind", r.kind), f("symbol", r.symbol);
    f("comment", r.comment), f("source", r.source), f("deals", r.deals), f("faults", r.faults);
}

}  // namespace signalos::broker
