#include <catch2/catch.hpp>

#include "broker/valuation.hpp"
#include "lab.hpp"

using namespace signalos::broker;

TEST_CASE("a market order opens a position at the ask and charges margin and commission") {
    Lab lab;
    Result const opened = lab.trade(market(Side::buy, "1"));
    REQUIRE(opened.retcode == retcode_done);
    CHECK(opened.price == fixed("1.1001"));
    Figures const figures = figures_of(lab.server.engine().market(), lab.book());
    CHECK(figures.margin == fixed("1100.1"));
    CHECK(figures.balance == fixed("9996.5"));
    CHECK(figures.profit == fixed("-10"));
    CHECK(figures.equity == fixed("9986.5"));
    Position const& position = lab.book().positions().begin()->second;
    CHECK(position.ticket == opened.order);
    CHECK(position.identifier == opened.order);
    Deal const& deal = *lab.book().find_deal(opened.deal);
    CHECK(deal.magic == market(Side::buy, "1").magic);
    CHECK(deal.entry == Entry::in);
}

TEST_CASE("profit in another currency is converted to the account's") {
    Lab lab;
    Request request = market(Side::buy, "1");
    request.symbol = "USDJPY";
    REQUIRE(lab.trade(request).retcode == retcode_done);
    lab.price("USDJPY", "151.010", "151.020");
    Figures const figures = figures_of(lab.server.engine().market(), lab.book());
    CHECK(figures.profit.value() == Approx(100'000 / 151.02).margin(0.01));
}

TEST_CASE("a hedging close needs its ticket and leaves the other position alone") {
    Lab lab;
    Result const first = lab.trade(market(Side::buy, "0.5"));
    Result const second = lab.trade(market(Side::buy, "0.3"));
    CHECK(lab.trade(market(Side::sell, "0.5", first.order)).retcode == retcode_done);
    REQUIRE(lab.book().positions().size() == 1);
    CHECK(lab.book().positions().begin()->first == second.order);
    CHECK(lab.book().deals().back().entry == Entry::out);
    CHECK(lab.book().deals().back().position_id == first.order);
    CHECK(lab.trade(market(Side::sell, "0.5", first.order)).retcode == retcode_position_closed);
    CHECK(lab.trade(market(Side::sell, "0.5")).retcode == retcode_done);
    CHECK(lab.book().positions().size() == 2);
}

TEST_CASE("a partial close keeps ticket and rest, and more than the position is refused") {
    Lab lab;
    Result const opened = lab.trade(market(Side::buy, "0.5"));
    CHECK(lab.trade(market(Side::sell, "0.6", opened.order)).retcode == retcode_invalid_close_volume);
    CHECK(lab.trade(market(Side::sell, "0.2", opened.order)).retcode == retcode_done);
    CHECK(lab.book().find_position(opened.order)->volume == fixed("0.3"));
    CHECK(lab.stored.back().kind == "partial_close");
}

TEST_CASE("a stop closes at the market with the server's comment and the position's magic") {
    Lab lab;
    Request request = market(Side::buy, "0.1");
    request.sl = fixed("1.09900");
    Result const opened = lab.trade(request);
    lab.price("EURUSD", "1.09901", "1.09911");
    CHECK(lab.book().positions().size() == 1);
    lab.price("EURUSD", "1.09850", "1.09860");
    CHECK(lab.book().positions().empty());
    Deal const& deal = lab.book().deals().back();
    CHECK(deal.reason == Reason::sl);
    CHECK(deal.comment == "[sl 1.09900]");
    CHECK(deal.price == fixed("1.0985"));
    CHECK(deal.magic == request.magic);
    CHECK(lab.stored.back().source == Source::server);
    CHECK(lab.stored.back().ticket == opened.order);
}

TEST_CASE("a target closes a sell when the ask reaches it") {
    Lab lab;
    Request request = market(Side::sell, "0.1");
    request.tp = fixed("1.09900");
    lab.trade(request);
    lab.price("EURUSD", "1.09885", "1.09895");
    CHECK(lab.book().positions().empty());
    CHECK(lab.book().deals().back().reason == Reason::tp);
}

TEST_CASE("stop-out closes the largest loss first and stops when the level is back") {
    Lab lab;
    lab.trade(market(Side::buy, "4"));
    lab.trade(market(Side::buy, "3"));
    lab.price("EURUSD", "1.08900", "1.08910");
    CHECK(lab.book().positions().size() == 1);
    CHECK(lab.book().deals().back().reason == Reason::so);
    CHECK(lab.book().deals().back().volume == fixed("4"));
}

TEST_CASE("impossible requests get the return code that names the rule") {
    Lab lab;
    Request request = market(Side::buy, "0.1");
    std::uint32_t expected = 0;
    SECTION("volume off the step") {
        request.volume = fixed("0.105"), expected = retcode_invalid_volume;
    }
    SECTION("volume below the minimum") {
        request.volume = fixed("0.001"), expected = retcode_invalid_volume;
    }
    SECTION("unknown symbol") {
        request.symbol = "NOPE", expected = retcode_invalid;
    }
    SECTION("stop on the wrong side") {
        request.sl = fixed("1.2"), expected = retcode_invalid_stops;
    }
    SECTION("stop inside the stops level") {
        request.sl = fixed("1.09995"), expected = retcode_invalid_stops;
    }
    SECTION("filling mode the symbol lacks") {
        request.filling = Filling::ret, expected = retcode_invalid_fill;
    }
    SECTION("too little money") {
        request.volume = fixed("50"), expected = retcode_no_money;
    }
    CHECK(lab.trade(request).retcode == expected);
    CHECK(lab.book().positions().empty());
    CHECK(lab.stored.back().retcode == expected);
}

TEST_CASE("levels are changed in place and unchanged levels are refused") {
    Lab lab;
    Result const opened = lab.trade(market(Side::buy, "0.1"));
    Request levels;
    levels.action = Action::sltp;
    levels.symbol = "EURUSD";
    levels.position = opened.order;
    levels.sl = fixed("1.09");
    CHECK(lab.trade(levels).retcode == retcode_done);
    CHECK(lab.book().find_position(opened.order)->sl == fixed("1.09"));
    CHECK(lab.trade(levels).retcode == retcode_no_changes);
}

TEST_CASE("a netting account adds, reduces and reverses one position per symbol") {
    Lab lab;
    Result const opened = lab.trade(market(Side::buy, "0.2"), 1002);
    lab.price("EURUSD", "1.10100", "1.10110");
    lab.trade(market(Side::buy, "0.2"), 1002);
    Book const& book = lab.book(1002);
    REQUIRE(book.positions().size() == 1);
    CHECK(book.find_position(opened.order)->price == fixed("1.1006"));
    Result const reversed = lab.trade(market(Side::sell, "0.5"), 1002);
    Position const& position = book.positions().begin()->second;
    CHECK(position.side == Side::sell);
    CHECK(position.volume == fixed("0.1"));
    CHECK(position.ticket == reversed.order);
    CHECK(position.identifier == opened.order);
    CHECK(book.deals().back().entry == Entry::inout);
    lab.trade(market(Side::buy, "0.1"), 1002);
    CHECK(book.positions().empty());
}

TEST_CASE("a pending order fills when its price comes, and expires when its time goes") {
    Lab lab;
    Request request = market(Side::buy, "0.1");
    request.action = Action::pending;
    request.type = OrderType::buy_limit;
    request.price = fixed("1.09500");
    request.lifetime = Lifetime::specified;
    request.expiration = lab.now.wall + 60'000;
    Result const placed = lab.trade(request);
    REQUIRE(lab.book().orders().size() == 1);
    SECTION("filled") {
        lab.price("EURUSD", "1.09480", "1.09490");
        CHECK(lab.book().orders().empty());
        CHECK(lab.book().find_position(placed.order)->price == fixed("1.0949"));
        CHECK(lab.book().find_history_order(placed.order)->state == OrderState::filled);
    }
    SECTION("expired") {
        lab.pass(60'000);
        CHECK(lab.book().orders().empty());
        CHECK(lab.book().find_history_order(placed.order)->state == OrderState::expired);
        CHECK(lab.stored.back().kind == "expire");
    }
    SECTION("cancelled") {
        Request cancel;
        cancel.action = Action::remove;
        cancel.order = placed.order;
        CHECK(lab.trade(cancel).retcode == retcode_done);
        CHECK(lab.book().find_history_order(placed.order)->state == OrderState::canceled);
    }
}

TEST_CASE("close-by books the whole profit in the first deal and keeps the rest's ticket") {
    Lab lab;
    Result const buy = lab.trade(market(Side::buy, "0.3"));
    Result const sell = lab.trade(market(Side::sell, "0.1"));
    Request request;
    request.action = Action::close_by;
    request.position = buy.order;
    request.position_by = sell.order;
    CHECK(lab.trade(request).retcode == retcode_done);
    REQUIRE(lab.book().positions().size() == 1);
    CHECK(lab.book().find_position(buy.order)->volume == fixed("0.2"));
    auto const& deals = lab.book().deals();
    CHECK(deals[deals.size() - 2].profit == fixed("-1"));
    CHECK(deals.back().profit.is_zero());
    CHECK(lab.stored.back().deals.size() == 2);
}
