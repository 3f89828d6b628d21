#include "broker/engine.hpp"

#include <algorithm>

#include "broker/check.hpp"
#include "broker/requests.hpp"

namespace signalos::broker {
namespace {

Ticket target_of(Request const& request) {
    return request.position != 0 ? request.position : request.order;
}

LedgerRow row_of(Book const& book, Request const& request, Source source) {
    LedgerRow row;
    row.account = book.account().login;
    row.kind = request_kind(book, request);
    row.symbol = request.symbol;
    row.comment = request.comment;
    row.magic = request.magic;
    row.volume = request.volume;
    row.ticket = target_of(request);
    row.source = source;
    return row;
}

void fill_quote(Market const& market, std::string const& symbol, Result& result) {
    if (auto const* quote = market.find_quote(symbol)) {
        result.bid = quote->bid;
        result.ask = quote->ask;
    }
}

}  // namespace

Book const* Engine::find_book(std::uint64_t login) const {
    auto const found = books_.find(login);
    return found == books_.end() ? nullptr : &found->second;
}

Outcome Engine::finish(Batch&& batch, LedgerRow row, Result result) {
    row.n = counters_.row++;
    row.t = batch.now;
    row.account = batch.book.account().login;
    row.retcode = row.answered = result.retcode;
    row.deals = std::move(batch.deals);
    if (result.comment.empty()) result.comment = retcode_text(result.retcode);
    return {std::move(row), std::move(result), std::move(batch.changes), std::move(batch.transactions)};
}

Outcome Engine::create_account(Account account, Fixed deposit, Millis now) {
    Book& book = books_[account.login];
    Batch batch = batch_for(book, now);
    Deal deal;
    deal.ticket = counters_.deal++;
    deal.type = DealType::balance;
    deal.profit = deposit;
    deal.time = now;
    deal.comment = "Deposit";
    account.balance = deposit;
    batch.put(PutAccount{std::move(account)});
    batch.put(AddDeal{deal});
    batch.deals.push_back(deal.ticket);
    LedgerRow row;
    row.kind = "balance";
    row.deal = deal.ticket;
    row.price = deposit;
    row.source = Source::server;
    Result result;
    result.retcode = retcode_done;
    return finish(std::move(batch), std::move(row), std::move(result));
}

Outcome Engine::execute(std::uint64_t login, Request const& request, Source source, Twists const& twists, Millis now) {
    Book& book = books_.at(login);
    Batch batch = batch_for(book, now);
    LedgerRow row = row_of(book, request, source);
    row.request = counters_.request++;
    std::uint32_t const verdict = check_request(market_, book, request, now);
    Result result;
    if (verdict != retcode_done) {
        result.retcode = verdict;
        fill_quote(market_, request.symbol, result);
        return finish(std::move(batch), std::move(row), std::move(result));
    }
    Executed executed = execute_request(batch, request, source, twists);
    result = std::move(executed.result);
    fill_quote(market_, request.symbol, result);
    row.deal = result.deal;
    row.order = result.order;
    row.price = result.price;
    if (!result.volume.is_zero()) row.volume = result.volume;
    if (executed.position != 0) row.ticket = executed.position;
    return finish(std::move(batch), std::move(row), std::move(result));
}

Outcome Engine::refuse(std::uint64_t login, Request const& request, Source source, std::uint32_t retcode, Millis now) {
    Book& book = books_.at(login);
    LedgerRow row = row_of(book, request, source);
    row.request = counters_.request++;
    Result result;
    result.retcode = retcode;
    fill_quote(market_, request.symbol, result);
    return finish(batch_for(book, now), std::move(row), std::move(result));
}

void Engine::restore(std::uint64_t login, LedgerRow const& row, std::vector<Change> const& changes) {
    Book& book = books_[login];
    for (Change const& change : changes) {
        book.apply(change);
        if (auto const* order = std::get_if<PutOrder>(&change)) {
            counters_.order = std::max(counters_.order, order->value.ticket + 1);
        } else if (auto const* archived = std::get_if<AddHistoryOrder>(&change)) {
            counters_.order = std::max(counters_.order, archived->value.ticket + 1);
        } else if (auto const* position = std::get_if<PutPosition>(&change)) {
            counters_.order = std::max(counters_.order, position->value.ticket + 1);
        } else if (auto const* deal = std::get_if<AddDeal>(&change)) {
            counters_.deal = std::max(counters_.deal, deal->value.ticket + 1);
        }
    }
    counters_.row = std::max(counters_.row, row.n + 1);
    counters_.request = std::max(counters_.request, row.request + 1);
}

}  // namespace signalos::broker
