#include "broker/server.hpp"

#include <algorithm>
#include <memory>

#include "broker/check.hpp"
#include "broker/json.hpp"

namespace signalos::broker {

namespace json = boost::json;

struct Server::Pending {
    ConnectionId connection = 0;
    std::uint64_t account = 0;
    std::int64_t id = 0;
    Request request;
    Verdict verdict;
    Millis answer_after = 0;
};

namespace {

std::int64_t id_of(json::object const& message) {
    std::int64_t id = 0;
    detail::take(message, "id", id);
    return id;
}

std::string text_at(json::object const& message, char const* key) {
    std::string out;
    detail::take(message, key, out);
    return out;
}

json::object failure(std::int64_t id, std::string const& words) {
    return {{"re", id}, {"error", words}};
}

json::object quote_push(Quote const& quote) {
    json::object message = to_json(quote);
    message["push"] = "quote";
    return message;
}

// A seeded shuffle of our own: std::shuffle differs between standard libraries.
void shuffle(std::vector<Transaction>& items, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

json::object update_push(Outcome const& outcome, Verdict const& verdict) {
    std::vector<Transaction> transactions = outcome.transactions;
    if (verdict.shuffle_seed) shuffle(transactions, *verdict.shuffle_seed);
    if (verdict.displace) transactions.clear();
    json::array list;
    for (Transaction const& transaction : transactions) list.emplace_back(to_json(transaction));
    return {{"push", "update"}, {"changes", changes_to_json(outcome.changes)}, {"transactions", std::move(list)}};
}

}  // namespace

Server::Server(Engine engine, ServerPorts& ports, ServerOptions options)
    : engine_(std::move(engine)),
      ports_(ports),
      options_(options),
      walk_(options.seed),
      latency_random_(options.seed) {}

void Server::on_connect(ConnectionId connection) {
    sessions_[connection] = 0;
}

void Server::on_disconnect(ConnectionId connection) {
    sessions_.erase(connection);
}

std::size_t Server::terminals_of(std::uint64_t account) const {
    auto const count =
        std::count_if(sessions_.begin(), sessions_.end(), [&](auto const& s) { return s.second == account; });
    return static_cast<std::size_t>(count);
}

void Server::on_message(ConnectionId connection, json::object const& message, Now now) {
    std::string const op = text_at(message, "op");
    if (op == "login") return log_in(connection, message, now);
    if (op == "ping") return ports_.send(connection, {{"re", id_of(message)}, {"time", market_time(now)}});
    if (op == "rates") return answer_rates(connection, message, now);
    if (op != "order_send") return ports_.send(connection, failure(id_of(message), "unknown op"));
    if (sessions_[connection] == 0) return ports_.send(connection, failure(id_of(message), "log in first"));
    take_request(connection, message, now);
}

void Server::log_in(ConnectionId connection, json::object const& message, Now now) {
    std::uint64_t login = 0;
    detail::take(message, "login", login);
    Book const* book = engine_.find_book(login);
    if (!book) return ports_.send(connection, failure(id_of(message), "unknown account"));
    sessions_[connection] = login;
    json::array symbols, quotes;
    for (SymbolSpec const& symbol : engine_.market().symbols()) {
        symbols.emplace_back(to_json(symbol));
        if (auto const* quote = engine_.market().find_quote(symbol.name)) quotes.emplace_back(to_json(*quote));
    }
    json::object reply{{"re", id_of(message)}, {"time", market_time(now)}};
    reply["symbols"] = std::move(symbols);
    reply["quotes"] = std::move(quotes);
    reply["changes"] = changes_to_json(book->snapshot());
    ports_.send(connection, reply);
}

void Server::answer_rates(ConnectionId connection, json::object const& message, Now now) {
    std::int64_t minutes = 1, count = 1, until = market_time(now);
    detail::take(message, "minutes", minutes);
    detail::take(message, "count", count);
    detail::take(message, "until", until);
    auto const wanted = static_cast<std::size_t>(std::clamp<std::int64_t>(count, 0, 10'000));
    json::array bars;
    for (Bar const& bar : bars_.find(text_at(message, "symbol"), static_cast<int>(minutes), until, wanted)) {
        bars.push_back(
            json::array{bar.time, bar.open.text(), bar.high.text(), bar.low.text(), bar.close.text(), bar.ticks});
    }
    ports_.send(connection, {{"re", id_of(message)}, {"bars", std::move(bars)}});
}

void Server::take_request(ConnectionId connection, json::object const& message, Now now) {
    auto const* body = message.if_contains("request");
    if (!body || !body->is_object()) return ports_.send(connection, failure(id_of(message), "request: an object"));
    auto pending = std::make_shared<Pending>();
    pending->connection = connection;
    pending->account = sessions_[connection];
    pending->id = id_of(message);
    pending->request = from_json<Request>(body->get_object());
    Book const& book = *engine_.find_book(pending->account);
    pending->verdict =
        faults_.decide(pending->account, request_kind(book, pending->request), tag_of(pending->request.magic));

    std::uniform_int_distribution<Millis> latency(options_.latency_min, options_.latency_max);
    Millis const base = latency(latency_random_);
    Millis before = base / 2;
    pending->answer_after = base - before;
    if (pending->verdict.timeout_answer) {
        after(now, *pending->verdict.timeout_answer, [this, pending](Now) {
            Result result;
            result.retcode = retcode_timeout;
            result.comment = retcode_text(retcode_timeout);
            answer_request(*pending, result);
        });
        before += pending->verdict.delay;
    } else {
        before += pending->verdict.delay / 2;
        pending->answer_after += pending->verdict.delay - pending->verdict.delay / 2;
    }
    after(now, before, [this, pending](Now then) { run_request(pending, then); });
}

void Server::run_request(std::shared_ptr<Pending> const& pending, Now now) {
    Verdict const& verdict = pending->verdict;
    if (verdict.lost_before || (verdict.lost_after && verdict.cut)) {
        if (verdict.cut) {
            sessions_.erase(pending->connection);
            ports_.disconnect(pending->connection);
        }
        if (verdict.lost_before) return;
    }
    Millis const time = market_time(now);
    Outcome outcome = verdict.refuse
                          ? engine_.refuse(pending->account, pending->request, Source::ea, *verdict.refuse, time)
                          : engine_.execute(pending->account, pending->request, Source::ea, verdict.twists, time);
    outcome.row.faults = verdict.effects;
    if (verdict.timeout_answer) outcome.row.answered = retcode_timeout;
    if (verdict.lost_after) outcome.row.answered = 0;
    ports_.store(outcome.row, outcome.changes);
    rows_.push_back(outcome.row);

    // With `reorder` the terminal learns the result before any of its consequences.
    bool const answers = !verdict.timeout_answer && !verdict.lost_after;
    if (answers && verdict.shuffle_seed) answer_request(*pending, outcome.result);
    broadcast(pending->account, outcome, verdict);
    if (!answers || verdict.shuffle_seed) return;
    after(now, pending->answer_after,
          [this, pending, result = outcome.result](Now) { answer_request(*pending, result); });
}

void Server::answer_request(Pending const& pending, Result const& result) {
    if (sessions_.count(pending.connection) == 0) return;
    ports_.send(pending.connection, {{"re", pending.id}, {"result", to_json(result)}});
}

void Server::broadcast(std::uint64_t account, Outcome const& outcome, Verdict const& verdict) {
    if (outcome.changes.empty()) return;
    json::object const message = update_push(outcome, verdict);
    for (auto const& [connection, login] : sessions_) {
        if (login == account) ports_.send(connection, message);
    }
}

void Server::publish(Outcome outcome) {
    ports_.store(outcome.row, outcome.changes);
    rows_.push_back(outcome.row);
    broadcast(outcome.row.account, outcome, {});
}

void Server::after(Now now, Millis delay, std::function<void(Now)> step) {
    if (delay <= 0) return step(now);
    steps_.emplace(now.steady + delay, std::move(step));
}

std::optional<Millis> Server::next_step() const {
    if (steps_.empty()) return std::nullopt;
    return steps_.begin()->first;
}

void Server::on_time(Now now) {
    while (!steps_.empty() && steps_.begin()->first <= now.steady) {
        auto node = steps_.extract(steps_.begin());
        node.mapped()(now);
    }
    for (Outcome& outcome : engine_.on_time(market_time(now))) publish(std::move(outcome));
}

void Server::send_quote(Quote const& quote) {
    json::object const message = quote_push(quote);
    for (auto const& [connection, login] : sessions_) {
        if (login != 0) ports_.send(connection, message);
    }
}

void Server::tick(Now now) {
    for (SymbolSpec const& symbol : engine_.market().symbols()) {
        bool const ticks = walk_.ticks_now();
        Quote const quote = walk_.next(symbol, engine_.market().find_quote(symbol.name), market_time(now));
        bool const first = !engine_.market().find_quote(symbol.name);
        if ((ticks && !held_[symbol.name]) || first) set_price(quote, held_[symbol.name], now);
    }
}

void Server::set_price(Quote quote, bool hold, Now now) {
    held_[quote.symbol] = hold;
    quote.time = market_time(now);
    bars_.add(quote);
    auto outcomes = engine_.on_quote(quote, quote.time);
    send_quote(quote);
    for (Outcome& outcome : outcomes) publish(std::move(outcome));
}

Result Server::trade_by_user(std::uint64_t account, Request const& request, Now now) {
    Outcome outcome = engine_.execute(account, request, Source::user, {}, market_time(now));
    Result result = outcome.result;
    publish(std::move(outcome));
    return result;
}

void Server::make_bar_history(Now now, int minutes) {
    constexpr int ticks_per_bar = 6;
    for (SymbolSpec const& symbol : engine_.market().symbols()) {
        if (bars_.has(symbol.name)) continue;
        Quote const* known = engine_.market().find_quote(symbol.name);
        Quote quote = walk_.next(symbol, known, 0);
        Millis const first = market_time(now) - Millis{minutes} * 60'000;
        for (int i = 0; i < minutes * ticks_per_bar; ++i) {
            quote = walk_.next(symbol, &quote, first + Millis{i} * 60'000 / ticks_per_bar);
            bars_.add(quote);
        }
        if (!known) engine_.restore_quote(quote);
    }
}

}  // namespace signalos::broker
