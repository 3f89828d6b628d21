#include "broker/accounts.hpp"

#include <array>
#include <stdexcept>

#include "broker/json.hpp"
#include "broker/valuation.hpp"

namespace signalos::broker {
namespace {

constexpr Fixed hundredths(std::int64_t count) {
    return Fixed::from_units(count * (Fixed::scale / 100));
}

NewAccount account_of(std::uint64_t login, char const* name, MarginMode mode) {
    Account account;
    account.login = login;
    account.name = name;
    account.server = "SignalOS-Demo";
    account.company = "SignalOS Simulator";
    account.margin_mode = mode;
    account.commission = hundredths(350);
    return {account, hundredths(1'000'000)};
}

struct DemoTrade {
    char const* symbol;
    Side side;
    int volume;
    /// Points from the price; 0 = none.
    int stop, target;
};

constexpr std::array demo_trades{DemoTrade{"EURUSD", Side::buy, 20, 300, 500},
                                 DemoTrade{"GBPUSD", Side::sell, 10, 400, 0}, DemoTrade{"USDJPY", Side::buy, 15, 0, 0},
                                 DemoTrade{"XAUUSD", Side::buy, 2, 1500, 3000}};

Request demo_request(Market const& market, DemoTrade const& trade) {
    SymbolSpec const& symbol = *market.find_symbol(trade.symbol);
    Quote const& quote = *market.find_quote(trade.symbol);
    Request request;
    request.symbol = trade.symbol;
    request.type = market_type(trade.side);
    request.volume = hundredths(trade.volume);
    Fixed const price = close_price(quote, trade.side);
    std::int64_t const up = trade.side == Side::buy ? 1 : -1;
    if (trade.stop != 0) request.sl = price - symbol.point * (up * trade.stop);
    if (trade.target != 0) request.tp = price + symbol.point * (up * trade.target);
    return request;
}

}  // namespace

std::vector<NewAccount> default_accounts() {
    return {account_of(1001, "Hedging demo", MarginMode::hedging),
            account_of(1002, "Netting demo", MarginMode::netting)};
}

std::vector<NewAccount> accounts_from_json(boost::json::array const& list) {
    std::vector<NewAccount> out;
    for (auto const& item : list) {
        boost::json::object const& in = item.as_object();
        NewAccount entry = account_of(0, "Simulated account", MarginMode::hedging);
        Account& account = entry.account;
        std::string mode = "hedging";
        detail::take(in, "login", account.login);
        detail::take(in, "name", account.name);
        detail::take(in, "currency", account.currency);
        detail::take(in, "leverage", account.leverage);
        detail::take(in, "margin_mode", mode);
        detail::take(in, "deposit", entry.deposit);
        detail::take(in, "commission", account.commission);
        if (account.login == 0) throw std::runtime_error("accounts: an entry without login");
        account.margin_mode = mode == "netting" ? MarginMode::netting : MarginMode::hedging;
        out.push_back(std::move(entry));
    }
    return out;
}

bool create_missing(Server& server, std::vector<NewAccount> const& accounts, Now now) {
    bool created = false;
    for (NewAccount const& entry : accounts) {
        if (server.engine().find_book(entry.account.login)) continue;
        server.publish(server.engine().create_account(entry.account, entry.deposit, server.market_time(now)));
        created = true;
    }
    return created;
}

void open_demo_positions(Server& server, Now now) {
    for (auto const& [login, book] : server.engine().books()) {
        for (DemoTrade const& trade : demo_trades) {
            server.trade_by_user(login, demo_request(server.engine().market(), trade), now);
        }
    }
}

}  // namespace signalos::broker
