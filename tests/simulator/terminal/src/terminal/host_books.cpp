// Positions, live orders and history, each with MQL5's selection cache.
#include <algorithm>

#include "broker/valuation.hpp"
#include "terminal/program_host.hpp"

namespace signalos::terminal {
namespace {

template <class T>
std::optional<T> copy_of(T const* found) {
    if (!found) return std::nullopt;
    return *found;
}

template <class Map>
std::uint64_t ticket_at(Map const& map, std::int32_t index) {
    if (index < 0 || static_cast<std::size_t>(index) >= map.size()) return 0;
    return std::next(map.begin(), index)->first;
}

std::uint64_t listed(std::vector<std::uint64_t> const& list, std::int32_t index) {
    if (index < 0 || static_cast<std::size_t>(index) >= list.size()) return 0;
    return list[static_cast<std::size_t>(index)];
}

std::int64_t integer_of(broker::Order const& o, mql::OrderInteger property) {
    using P = mql::OrderInteger;
    switch (property) {
        case P::ticket:
            return static_cast<std::int64_t>(o.ticket);
        case P::time_setup:
            return o.setup / 1000;
        case P::type:
            return static_cast<std::int64_t>(o.type);
        case P::state:
            return static_cast<std::int64_t>(o.state);
        case P::time_expiration:
            return o.expiration / 1000;
        case P::time_done:
            return o.done / 1000;
        case P::time_setup_msc:
            return o.setup;
        case P::time_done_msc:
            return o.done;
        case P::type_filling:
            return static_cast<std::int64_t>(o.filling);
        case P::type_time:
            return static_cast<std::int64_t>(o.lifetime);
        case P::magic:
            return static_cast<std::int64_t>(o.magic);
        case P::reason:
            return static_cast<std::int64_t>(o.reason);
        case P::position_id:
            return static_cast<std::int64_t>(o.position_id);
        case P::position_by_id:
            return static_cast<std::int64_t>(o.position_by_id);
    }
    return 0;
}

double double_of(MirrorData const& data, broker::Order const& o, mql::OrderDouble property) {
    using P = mql::OrderDouble;
    auto const* quote = data.market.find_quote(o.symbol);
    switch (property) {
        case P::volume_initial:
            return o.volume_initial.value();
        case P::volume_current:
            return o.volume_current.value();
        case P::price_open:
            return o.price.value();
        case P::sl:
            return o.sl.value();
        case P::tp:
            return o.tp.value();
        case P::price_current:
            return quote ? broker::deal_price(*quote, broker::side_of(o.type)).value() : 0.0;
        case P::price_stoplimit:
            return o.stoplimit.value();
    }
    return 0.0;
}

std::string string_of(broker::Order const& o, mql::OrderString property) {
    switch (property) {
        case mql::OrderString::symbol:
            return o.symbol;
        case mql::OrderString::comment:
            return o.comment;
        case mql::OrderString::external_id:
            return {};
    }
    return {};
}

}  // namespace

std::int32_t ProgramHost::positions_total() {
    check_alive();
    return services_.mirror.read([](auto const& d) { return static_cast<std::int32_t>(d.book.positions().size()); });
}

std::uint64_t ProgramHost::position_ticket(std::int32_t index) {
    auto const ticket =
        services_.mirror.read([&](auto const& data) { return ticket_at(data.book.positions(), index); });
    return ticket != 0 && position_select_by_ticket(ticket) ? ticket : 0;
}

bool ProgramHost::position_select(std::string const& symbol) {
    check_alive();
    std::string const name = own(symbol);
    position_ = services_.mirror.read([&](auto const& data) { return copy_of(data.book.find_position_of(name)); });
    return position_ || fail(error::position_not_found);
}

bool ProgramHost::position_select_by_ticket(std::uint64_t ticket) {
    check_alive();
    position_ = services_.mirror.read([&](auto const& data) { return copy_of(data.book.find_position(ticket)); });
    return position_ || fail(error::position_not_found);
}

std::optional<std::int64_t> ProgramHost::position_integer(mql::PositionInteger property) {
    if (!position_) return fail(error::position_not_found), std::nullopt;
    broker::Position const& p = *position_;
    using P = mql::PositionInteger;
    switch (property) {
        case P::ticket:
            return static_cast<std::int64_t>(p.ticket);
        case P::time:
            return p.time / 1000;
        case P::time_msc:
            return p.time;
        case P::time_update:
            return p.updated / 1000;
        case P::time_update_msc:
            return p.updated;
        case P::type:
            return static_cast<std::int64_t>(p.side);
        case P::magic:
            return static_cast<std::int64_t>(p.magic);
        case P::identifier:
            return static_cast<std::int64_t>(p.identifier);
        case P::reason:
            return static_cast<std::int64_t>(p.reason);
    }
    return std::nullopt;
}

std::optional<double> ProgramHost::position_double(mql::PositionDouble property) {
    if (!position_) return fail(error::position_not_found), std::nullopt;
    broker::Position const& p = *position_;
    return services_.mirror.read([&](MirrorData const& data) {
        auto const* quote = data.market.find_quote(p.symbol);
        using P = mql::PositionDouble;
        switch (property) {
            case P::volume:
                return p.volume.value();
            case P::price_open:
                return p.price.value();
            case P::sl:
                return p.sl.value();
            case P::tp:
                return p.tp.value();
            case P::price_current:
                return quote ? broker::close_price(*quote, p.side).value() : p.price.value();
            case P::swap:
                return p.swap.value();
            case P::profit:
                return broker::floating_profit(data.market, data.book.account(), p).value();
        }
        return 0.0;
    });
}

std::optional<std::string> ProgramHost::position_string(mql::PositionString property) {
    if (!position_) return fail(error::position_not_found), std::nullopt;
    switch (property) {
        case mql::PositionString::symbol:
            return position_->symbol;
        case mql::PositionString::comment:
            return position_->comment;
        case mql::PositionString::external_id:
            return std::string();
    }
    return std::nullopt;
}

std::int32_t ProgramHost::orders_total() {
    check_alive();
    return services_.mirror.read([](auto const& d) { return static_cast<std::int32_t>(d.book.orders().size()); });
}

std::uint64_t ProgramHost::order_ticket(std::int32_t index) {
    auto const ticket = services_.mirror.read([&](auto const& data) { return ticket_at(data.book.orders(), index); });
    return ticket != 0 && order_select(ticket) ? ticket : 0;
}

bool ProgramHost::order_select(std::uint64_t ticket) {
    check_alive();
    order_ = services_.mirror.read([&](auto const& data) { return copy_of(data.book.find_order(ticket)); });
    return order_ || fail(error::order_not_found);
}

std::optional<std::int64_t> ProgramHost::order_integer(mql::OrderInteger property) {
    if (!order_) return fail(error::order_not_found), std::nullopt;
    return integer_of(*order_, property);
}

std::optional<double> ProgramHost::order_double(mql::OrderDouble property) {
    if (!order_) return fail(error::order_not_found), std::nullopt;
    return services_.mirror.read([&](auto const& data) { return double_of(data, *order_, property); });
}

std::optional<std::string> ProgramHost::order_string(mql::OrderString property) {
    if (!order_) return fail(error::order_not_found), std::nullopt;
    return string_of(*order_, property);
}

bool ProgramHost::history_select(std::int64_t from, std::int64_t to) {
    check_alive();
    history_orders_.clear();
    history_deals_.clear();
    auto const inside = [&](broker::Millis time) { return time / 1000 >= from && time / 1000 <= to; };
    services_.mirror.read([&](MirrorData const& data) {
        for (auto const& order : data.book.history_orders()) {
            if (inside(order.done)) history_orders_.push_back(order.ticket);
        }
        for (auto const& deal : data.book.deals()) {
            if (inside(deal.time)) history_deals_.push_back(deal.ticket);
        }
        return true;
    });
    return true;
}

bool ProgramHost::history_select_by_position(std::uint64_t position_id) {
    check_alive();
    history_orders_.clear();
    history_deals_.clear();
    services_.mirror.read([&](MirrorData const& data) {
        for (auto const& order : data.book.history_orders()) {
            bool const belongs = order.position_id == position_id || order.position_by_id == position_id;
            if (belongs) history_orders_.push_back(order.ticket);
        }
        for (auto const& deal : data.book.deals()) {
            if (deal.position_id == position_id) history_deals_.push_back(deal.ticket);
        }
        return true;
    });
    return true;
}

bool ProgramHost::history_order_select(std::uint64_t ticket) {
    check_alive();
    bool const known =
        services_.mirror.read([&](auto const& d) { return d.book.find_history_order(ticket) != nullptr; });
    if (!known) return fail(error::order_not_found);
    history_orders_.assign(1, ticket);
    return true;
}

bool ProgramHost::history_deal_select(std::uint64_t ticket) {
    check_alive();
    bool const known = services_.mirror.read([&](auto const& data) { return data.book.find_deal(ticket) != nullptr; });
    if (!known) return fail(error::deal_not_found);
    history_deals_.assign(1, ticket);
    return true;
}

std::int32_t ProgramHost::history_orders_total() {
    return static_cast<std::int32_t>(history_orders_.size());
}
std::uint64_t ProgramHost::history_order_ticket(std::int32_t index) {
    return listed(history_orders_, index);
}
std::int32_t ProgramHost::history_deals_total() {
    return static_cast<std::int32_t>(history_deals_.size());
}
std::uint64_t ProgramHost::history_deal_ticket(std::int32_t index) {
    return listed(history_deals_, index);
}

// History getters see only what the last select put on the program's list.
std::optional<std::int64_t> ProgramHost::history_order_integer(std::uint64_t ticket, mql::OrderInteger property) {
    if (std::count(history_orders_.begin(), history_orders_.end(), ticket) == 0) {
        return fail(error::order_not_found), std::nullopt;
    }
    return services_.mirror.read(
        [&](auto const& d) { return integer_of(*d.book.find_history_order(ticket), property); });
}

std::optional<double> ProgramHost::history_order_double(std::uint64_t ticket, mql::OrderDouble property) {
    if (std::count(history_orders_.begin(), history_orders_.end(), ticket) == 0) {
        return fail(error::order_not_found), std::nullopt;
    }
    return services_.mirror.read(
        [&](auto const& data) { return double_of(data, *data.book.find_history_order(ticket), property); });
}

std::optional<std::string> ProgramHost::history_order_string(std::uint64_t ticket, mql::OrderString property) {
    if (std::count(history_orders_.begin(), history_orders_.end(), ticket) == 0) {
        return fail(error::order_not_found), std::nullopt;
    }
    return services_.mirror.read(
        [&](auto const& d) { return string_of(*d.book.find_history_order(ticket), property); });
}

std::optional<std::int64_t> ProgramHost::history_deal_integer(std::uint64_t ticket, mql::DealInteger property) {
    if (std::count(history_deals_.begin(), history_deals_.end(), ticket) == 0) {
        return fail(error::deal_not_found), std::nullopt;
    }
    auto const deal = services_.mirror.read([&](auto const& data) { return *data.book.find_deal(ticket); });
    using P = mql::DealInteger;
    switch (property) {
        case P::ticket:
            return static_cast<std::int64_t>(deal.ticket);
        case P::order:
            return static_cast<std::int64_t>(deal.order);
        case P::time:
            return deal.time / 1000;
        case P::time_msc:
            return deal.time;
        case P::type:
            return static_cast<std::int64_t>(deal.type);
        case P::entry:
            return static_cast<std::int64_t>(deal.entry);
        case P::magic:
            return static_cast<std::int64_t>(deal.magic);
        case P::reason:
            return static_cast<std::int64_t>(deal.reason);
        case P::position_id:
            return static_cast<std::int64_t>(deal.position_id);
    }
    return std::nullopt;
}

std::optional<double> ProgramHost::history_deal_double(std::uint64_t ticket, mql::DealDouble property) {
    if (std::count(history_deals_.begin(), history_deals_.end(), ticket) == 0) {
        return fail(error::deal_not_found), std::nullopt;
    }
    auto const deal = services_.mirror.read([&](auto const& data) { return *data.book.find_deal(ticket); });
    using P = mql::DealDouble;
    switch (property) {
        case P::volume:
            return deal.volume.value();
        case P::price:
            return deal.price.value();
        case P::commission:
            return deal.commission.value();
        case P::swap:
            return deal.swap.value();
        case P::profit:
            return deal.profit.value();
        case P::fee:
            return deal.fee.value();
        case P::sl:
            return deal.sl.value();
        case P::tp:
            return deal.tp.value();
    }
    return std::nullopt;
}

std::optional<std::string> ProgramHost::history_deal_string(std::uint64_t ticket, mql::DealString property) {
    if (std::count(history_deals_.begin(), history_deals_.end(), ticket) == 0) {
        return fail(error::deal_not_found), std::nullopt;
    }
    auto const deal = services_.mirror.read([&](auto const& data) { return *data.book.find_deal(ticket); });
    switch (property) {
        case mql::DealString::symbol:
            return deal.symbol;
        case mql::DealString::comment:
            return deal.comment;
        case mql::DealString::external_id:
            return std::string();
    }
    return std::nullopt;
}

}  // namespace signalos::terminal
