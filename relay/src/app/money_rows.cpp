#include "app/money_rows.hpp"

#include "base/decimal.hpp"
#include "domain/json.hpp"

namespace signalos::relay {

namespace json = boost::json;

void MoneySum::add(std::string_view decimal) {
    auto const value = Decimal::parse(decimal);
    if (!value) {
        broken_ = true;
        return;
    }
    add(DealTotals::Sum{value->raw() / Decimal::scale, value->raw() % Decimal::scale});
}

void MoneySum::add(DealTotals::Sum const& sum) {
    known_ = true;
    bool const overflows =
        __builtin_add_overflow(whole_, sum.whole, &whole_) || __builtin_add_overflow(rest_, sum.rest, &rest_);
    broken_ = broken_ || overflows;
}

json::value MoneySum::text() const {
    std::int64_t raw = 0;
    if (!known_ || broken_ || __builtin_mul_overflow(whole_, Decimal::scale, &raw) ||
        __builtin_add_overflow(raw, rest_, &raw))
        return nullptr;
    return json::value(Decimal::from_raw(raw).text(2));
}

void MoneyRows::add_terminal(Terminal const& terminal, LiveView::Live const& live) {
    auto const& currency = terminal.account.currency;
    if (currency.empty()) return;  // has never said hello
    currency_of_[terminal.id] = currency;
    auto& row = by_currency_[currency];
    ++row.terminals;
    auto const* const account = live.keys == nullptr ? nullptr : live.keys->if_contains("account");
    auto const* const fields = account == nullptr ? nullptr : account->if_object();
    auto const balance = fields == nullptr ? std::string_view{} : text_of(*fields, "balance");
    if (balance.empty()) {
        ++row.unknown;
        return;
    }
    row.balance.add(balance);
    if (auto const profit = text_of(*fields, "profit"); !profit.empty()) row.pending.add(profit);
}

void MoneyRows::add_deals(DealTotals const& totals) {
    auto const at = currency_of_.find(totals.terminal);
    if (at == currency_of_.end()) return;
    auto& row = by_currency_[at->second];
    row.deals += totals.deals;
    row.earned.add(totals.pnl);
    row.commission.add(totals.commission);
    row.swap.add(totals.swap);
}

json::array MoneyRows::rows() const {
    json::array all;
    for (auto const& [currency, row] : by_currency_)
        all.push_back(
            json::object{{"currency", currency},
                         {"balance", row.balance.text()},
                         {"earned", row.earned.text()},
                         {"paid", json::object{{"commission", row.commission.text()}, {"swap", row.swap.text()}}},
                         {"pending", row.pending.text()},
                         {"deals", row.deals},
                         {"terminals", row.terminals},
                         {"terminals_unknown", row.unknown}});
    return all;
}

}  // namespace signalos::relay
