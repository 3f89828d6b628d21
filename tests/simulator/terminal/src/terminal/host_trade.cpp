// Trading: requests go to the broker, the outcome comes back on the program's own thread.
#include "broker/check.hpp"
#include "broker/json.hpp"
#include "broker/valuation.hpp"
#include "terminal/program_host.hpp"
#include "terminal/transactions.hpp"

namespace signalos::terminal {
namespace {

using broker::Fixed;

constexpr std::size_t max_comment = 31;

broker::Request to_broker(mql::TradeRequest const& r) {
    broker::Request out;
    out.action = static_cast<broker::Action>(r.action);
    out.magic = r.magic;
    out.order = r.order;
    out.symbol = r.symbol;
    out.volume = Fixed::from_double(r.volume);
    out.price = Fixed::from_double(r.price);
    out.stoplimit = Fixed::from_double(r.stoplimit);
    out.sl = Fixed::from_double(r.sl);
    out.tp = Fixed::from_double(r.tp);
    out.deviation = r.deviation;
    out.type = static_cast<broker::OrderType>(r.type);
    out.filling = static_cast<broker::Filling>(r.type_filling);
    out.lifetime = static_cast<broker::Lifetime>(r.type_time);
    out.expiration = r.expiration * 1000;
    out.comment = r.comment.substr(0, max_comment);
    out.position = r.position;
    out.position_by = r.position_by;
    return out;
}

void read_result(boost::json::object const& answer, mql::TradeResult& result) {
    auto const* body = answer.if_contains("result");
    if (!body || !body->is_object()) {
        result.retcode = broker::retcode_error;
        return;
    }
    auto const r = broker::from_json<broker::Result>(body->get_object());
    result.retcode = r.retcode;
    result.deal = r.deal;
    result.order = r.order;
    result.volume = r.volume.value();
    result.price = r.price.value();
    result.bid = r.bid.value();
    result.ask = r.ask.value();
    result.comment = r.comment;
}

}  // namespace

// What the terminal refuses by itself, before anything reaches the server; 0 = nothing.
std::uint32_t ProgramHost::refusal() const {
    Permissions const& allowed = services_.permissions;
    if (!allowed.auto_trading || !allowed.program_trade) return broker::retcode_client_disables_at;
    return services_.mirror.read([&](MirrorData const& data) -> std::uint32_t {
        if (!data.connected) return broker::retcode_connection;
        if (!data.book.account().expert_allowed || !allowed.account_expert) return broker::retcode_server_disables_at;
        if (!data.book.account().trade_allowed || !allowed.account_trade) return broker::retcode_trade_disabled;
        return 0;
    });
}

void ProgramHost::post_request(mql::TradeRequest const& request, mql::TradeResult const& result) {
    mql::TradeTransaction transaction;
    transaction.type = mql::TransactionType::request;
    context_.post(TransactionEvent{transaction, request, result});
}

bool ProgramHost::order_send(mql::TradeRequest const& request, mql::TradeResult& result) {
    check_alive();
    result = {};
    result.retcode = refusal();
    if (result.retcode == 0) {
        result.request_id = services_.next_request++;
        auto const started = services_.surroundings.now();
        boost::json::object message{{"op", "order_send"}, {"request", broker::to_json(to_broker(request))}};
        auto const waited = services_.link.call_and_wait(std::move(message), services_.order_timeout);
        auto const took = services_.surroundings.now() - started;
        services_.mirror.change([&](MirrorData& data) {
            data.ping_us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
            return true;
        });
        if (waited.lost == BrokerLink::Lost::timeout) result.retcode = broker::retcode_timeout;
        if (waited.lost == BrokerLink::Lost::connection) result.retcode = broker::retcode_connection;
        if (waited.answer) read_result(*waited.answer, result);
        post_request(request, result);
    }
    if (result.comment.empty()) result.comment = broker::retcode_text(result.retcode);
    check_alive();
    return broker::is_success(result.retcode) || fail(error::send_failed);
}

bool ProgramHost::order_send_async(mql::TradeRequest const& request, mql::TradeResult& result) {
    check_alive();
    result = {};
    result.retcode = refusal();
    if (result.retcode != 0) {
        result.comment = broker::retcode_text(result.retcode);
        return fail(error::send_failed);
    }
    result.request_id = services_.next_request++;
    result.retcode = broker::retcode_placed;
    boost::json::object message{{"op", "order_send"}, {"request", broker::to_json(to_broker(request))}};
    auto const mailbox = context_.mailbox;
    auto done = [mailbox, request, id = result.request_id](BrokerLink::Answer answer) {
        mql::TradeResult outcome;
        outcome.request_id = id;
        outcome.retcode = broker::retcode_connection;
        if (answer) read_result(*answer, outcome);
        mql::TradeTransaction transaction;
        transaction.type = mql::TransactionType::request;
        mailbox->post(TransactionEvent{transaction, request, outcome});
    };
    services_.link.call(std::move(message), std::move(done));
    return true;
}

bool ProgramHost::order_check(mql::TradeRequest const& request, mql::TradeCheckResult& result) {
    check_alive();
    result = {};
    broker::Request const asked = to_broker(request);
    auto const now = time_trade_server() * 1000;
    services_.mirror.read([&](MirrorData const& data) {
        std::uint32_t code =
            data.connected ? broker::check_request(data.market, data.book, asked, now) : broker::retcode_connection;
        result.retcode = code == broker::retcode_done ? 0 : code;
        broker::Figures const f = broker::figures_of(data.market, data.book);
        broker::Fixed added;
        auto const* symbol = data.market.find_symbol(asked.symbol);
        auto const* quote = data.market.find_quote(asked.symbol);
        bool const opens = asked.action == broker::Action::deal && !broker::reduced_position(data.book, asked);
        if (symbol && quote && opens) {
            Fixed const price = broker::deal_price(*quote, broker::side_of(asked.type));
            added = broker::margin_of(data.market, data.book.account(), *symbol, asked.volume, price);
        }
        result.balance = f.balance.value();
        result.equity = f.equity.value();
        result.profit = f.profit.value();
        result.margin = (f.margin + added).value();
        result.margin_free = (f.free_margin - added).value();
        result.margin_level = result.margin > 0 ? 100.0 * result.equity / result.margin : 0.0;
        result.comment = result.retcode == 0 ? "Done" : broker::retcode_text(result.retcode);
        return true;
    });
    return result.retcode == 0;
}

std::optional<double> ProgramHost::order_calc_margin(mql::OrderType, std::string const& symbol, double volume,
                                                     double price) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    return services_.mirror.read([&](MirrorData const& data) {
        Fixed const lots = Fixed::from_double(volume);
        return broker::margin_of(data.market, data.book.account(), *s, lots, Fixed::from_double(price)).value();
    });
}

std::optional<double> ProgramHost::order_calc_profit(mql::OrderType type, std::string const& symbol, double volume,
                                                     double price_open, double price_close) {
    auto const s = spec(symbol);
    if (!s) return std::nullopt;
    return services_.mirror.read([&](MirrorData const& data) {
        auto const side = broker::side_of(static_cast<broker::OrderType>(type));
        Fixed const open = Fixed::from_double(price_open), close = Fixed::from_double(price_close);
        return broker::profit_of(data.market, data.book.account(), *s, side, Fixed::from_double(volume), open, close)
            .value();
    });
}

}  // namespace signalos::terminal
