// The trade server without any I/O: events in, outcomes out. No clock, no random, no thread, no file: whoever runs it
// gives it the time and stores every outcome before telling anyone about it.
#pragma once

#include <map>
#include <optional>

#include "broker/batch.hpp"

namespace signalos::broker {

/// One decision with everything that follows from it.
struct Outcome {
    LedgerRow row;
    Result result;
    std::vector<Change> changes;
    /// In the order in which a real server sends them for this kind of request.
    std::vector<Transaction> transactions;
};

class Engine {
public:
    explicit Engine(std::vector<SymbolSpec> symbols) : market_(std::move(symbols)) {}

    Market const& market() const { return market_; }
    /// nullptr for an unknown login.
    Book const* find_book(std::uint64_t login) const;
    std::map<std::uint64_t, Book> const& books() const { return books_; }
    Counters const& counters() const { return counters_; }

    /// Opens an account and books its first deposit. The login must be new.
    Outcome create_account(Account account, Fixed deposit, Millis now);

    /// Decides `request` of an existing account. Always an outcome, refused ones included.
    Outcome execute(std::uint64_t login, Request const& request, Source source, Twists const& twists, Millis now);

    /// A row for a request that the server answered without executing it (an injected refusal).
    Outcome refuse(std::uint64_t login, Request const& request, Source source, std::uint32_t retcode, Millis now);

    /// Takes a new price, then does what it triggers: pending orders, stops and targets, stop-out; in this order.
    std::vector<Outcome> on_quote(Quote const& quote, Millis now);
    /// Removes pending orders whose time is over.
    std::vector<Outcome> on_time(Millis now);

    /// Puts a price in place without triggering anything: for restoring.
    void restore_quote(Quote const& quote) { market_.set_quote(quote); }
    /// Replays what an earlier run stored; also lifts the counters past everything seen.
    void restore(std::uint64_t login, LedgerRow const& row, std::vector<Change> const& changes);

private:
    Batch batch_for(Book& book, Millis now) { return Batch{market_, book, counters_, now}; }
    Outcome finish(Batch&& batch, LedgerRow row, Result result);
    Outcome fill_pending(Book& book, Order order, Fixed price, Millis now);
    Outcome close_by_server(Book& book, Position const& position, Reason reason, std::string comment, Millis now);
    std::optional<Outcome> trigger_order(Book& book, Order const& order, Quote const& quote, Millis now);
    std::optional<Outcome> trigger_position(Book& book, Position const& position, Quote const& quote, Millis now);
    std::optional<Outcome> stop_out(Book& book, Millis now);

    Market market_;
    std::map<std::uint64_t, Book> books_;
    Counters counters_;
};

}  // namespace signalos::broker
