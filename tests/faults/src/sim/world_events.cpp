// What users wish for and what goes wrong, carried out.
#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/world.hpp"

namespace signalos::sim {

namespace {
namespace json = boost::json;
constexpr Micros second = 1'000'000;
constexpr char const* symbols[] = {"EURUSD", "GBPUSD", "USDJPY", "XAUUSD"};
constexpr char const* levels[] = {"pause", "halt", "halt_cancel", "flatten", "flatten"};

constexpr std::string_view name_of(Wish::Kind kind) {
    constexpr std::string_view names[] = {"open",           "open",       "close",        "partial_close", "close_by",
                                          "close_all",      "modify",     "cancel_order", "pause",         "resume",
                                          "emergency_stop", "force_sync", "health_check", "cancel"};
    return names[static_cast<std::size_t>(kind)];
}
}  // namespace

broker::Position const* World::some_position(std::uint64_t account, std::uint64_t draw) {
    auto const& positions = broker_.server().engine().find_book(account)->positions();
    if (positions.empty()) return nullptr;
    return &std::next(positions.begin(), static_cast<std::ptrdiff_t>(draw % positions.size()))->second;
}

std::string World::some_order(std::uint64_t account, std::uint64_t draw) {
    auto const& orders = broker_.server().engine().find_book(account)->orders();
    if (orders.empty()) return "9";
    return std::to_string(std::next(orders.begin(), static_cast<std::ptrdiff_t>(draw % orders.size()))->first);
}

// Near enough to the market that some of them fill.
json::object World::pending_args(Dice& dice) {
    auto const& market = broker_.server().engine().market();
    auto const& symbol = *market.find_symbol(dice.pick(symbols));
    bool const buy = dice.chance(0.5);
    bool const limit = dice.chance(0.5);
    auto const away = symbol.point * dice.between(20, 200);
    auto const* const quote = market.find_quote(symbol.name);
    auto const price = buy == limit ? quote->bid - away : quote->ask + away;
    json::object args{{"symbol", symbol.name},
                      {"side", buy ? "buy" : "sell"},
                      {"order", limit ? "limit" : "stop"},
                      {"volume", "0.10"},
                      {"price", price.text()}};
    if (dice.chance(0.3)) args["expiry"] = NodeClock::epoch_ms + scheduler_.now() / 1000 + dice.between(2, 90) * 1000;
    return args;
}

json::object World::modify_args(Machine const& machine, Dice& dice) {
    auto const& market = broker_.server().engine().market();
    if (dice.chance(0.4)) return {{"ticket", some_order(machine.account, dice.draw())}, {"tp", "2.5"}};
    auto const* const position = some_position(machine.account, dice.draw());
    if (position == nullptr) return {{"position", "7"}, {"sl", "1.0"}};
    json::object args{{"position", std::to_string(position->identifier)}};
    if (dice.chance(0.3)) {
        args["remove"] = json::array{"sl"};
        return args;
    }
    auto const& symbol = *market.find_symbol(position->symbol);
    auto const away = symbol.point * dice.between(100, 900);
    args["sl"] = (position->side == broker::Side::buy ? position->price - away : position->price + away).text();
    return args;
}

json::object World::args_of(Wish const& wish, Machine const& machine) {
    using Kind = Wish::Kind;
    Dice dice(static_cast<std::uint64_t>(wish.choice));
    auto const* const position = some_position(machine.account, dice.draw());
    std::string const identifier = std::to_string(position == nullptr ? 7 : position->identifier);
    switch (wish.kind) {
        case Kind::open:
            return {{"symbol", dice.pick(symbols)},
                    {"side", dice.chance(0.5) ? "buy" : "sell"},
                    {"order", "market"},
                    {"volume", dice.chance(0.5) ? "0.10" : "0.20"}};
        case Kind::pending:
            return pending_args(dice);
        case Kind::modify:
            return modify_args(machine, dice);
        case Kind::cancel_order:
            return {{"ticket", some_order(machine.account, dice.draw())}};
        case Kind::close:
            return {{"position", identifier}};
        case Kind::partial:
            if (dice.chance(0.3)) return {{"position", identifier}, {"percent", "50"}};
            return {{"position", identifier},
                    {"volume", "0.05"},
                    {"expected_volume", position == nullptr ? "0.1" : position->volume.text()}};
        case Kind::close_by: {
            auto const* const other = some_position(machine.account, dice.draw());
            return {{"position", identifier}, {"opposite", std::to_string(other == nullptr ? 8 : other->identifier)}};
        }
        case Kind::close_all:
            if (dice.chance(0.5)) return {{"symbol", dice.pick(symbols)}};
            return {};
        case Kind::stop:
            return {{"level", dice.pick(levels)}, {"scope", dice.chance(0.5) ? "account" : "ours"}};
        default:
            return {};
    }
}

void World::fulfil(Wish const& wish) {
    if (wish.kind == Wish::Kind::cancel) return cancel_one(wish.choice);
    auto const& machine = machine_of(wish.terminal);
    relay::CommandRequest request;
    request.org = RelayDisk::org();
    request.user = RelayDisk::owner();
    request.scope = relay::TerminalScope::all();
    request.user_name = "Owner";
    request.terminal = RelayDisk::terminal(static_cast<std::size_t>(wish.terminal));
    request.key = "key-" + std::to_string(next_key_++);
    request.kind = name_of(wish.kind);
    request.args = args_of(wish, machine);
    users_.ask(std::move(request), machine.account, wish.impatient);
}

void World::cancel_one(std::int64_t choice) {
    auto const& promised = users_.promised();
    if (promised.empty() || !relay_ || relay_life_->dead) return;
    auto const& one = promised[static_cast<std::size_t>(choice) % promised.size()];
    relay_->commands().cancel(RelayDisk::org(), one.id, {});
}

// --- troubles

void World::begin(Trouble const& trouble) {
    using Kind = Trouble::Kind;
    auto& machine = machine_of(trouble.terminal);
    auto& way = network_.weather(machine.name);
    trace_.line("trouble", std::to_string(static_cast<int>(trouble.kind)) + " " + machine.name);
    Dice dice(static_cast<std::uint64_t>(trouble.choice));
    switch (trouble.kind) {
        case Kind::kill_relay:
            return kill_relay(dice.chance(0.4), trouble.lasts);
        case Kind::kill_terminal:
            return kill_terminal(machine, dice.chance(0.4), trouble.lasts);
        case Kind::cut:
            return network_.cut(machine.name, dice.chance(0.8), dice.chance(0.8));
        case Kind::half_open:
            way.up_swallowed = dice.chance(0.7);
            way.down_swallowed = !way.up_swallowed || dice.chance(0.4);
            break;
        case Kind::refuse:
            way.refused = true;
            return network_.cut(machine.name, true, true);
        case Kind::slow:
            way.delay_most = dice.between(100'000, 4 * second);
            break;
        case Kind::scramble:
            way.doubled = way.swapped = 0.2;
            break;
        case Kind::broker_fault:
            (void)broker_.server().faults().add(broker_fault(trouble.choice));
            break;
        case Kind::broker_away:
            broker_.set_reachable(false);
            return broker_.cut();
        case Kind::disk_full:
            machine.disk.weather.full = machine.disk_failed = true;
            break;
        case Kind::flush_fails:
            machine.disk.weather.flush_fails = machine.disk_failed = true;
            break;
        case Kind::clock_jump:
            return machine.clock.jump(dice.between(-3 * 86'400'000LL, 3 * 86'400'000LL));
        case Kind::store_away:
            if (relay_) relay_->weather.unavailable = relay_->weather.in_doubt = 0.4;
            break;
        case Kind::user_trade:
            return trade_by_user(machine, trouble.choice);
        case Kind::autotrading:
            machine.node.toggle_auto_trading(false);
            break;
        case Kind::store_faulty:
            if (relay_) relay_->weather.faulty = 0.25;
            break;
    }
}

void World::end(Trouble const& trouble) {
    using Kind = Trouble::Kind;
    auto& machine = machine_of(trouble.terminal);
    if (trouble.kind == Kind::broker_away) broker_.set_reachable(true);
    if (trouble.kind == Kind::disk_full) machine.disk.weather.full = false;
    if (trouble.kind == Kind::flush_fails) machine.disk.weather.flush_fails = false;
    bool const store = trouble.kind == Kind::store_away || trouble.kind == Kind::store_faulty;
    if (store && relay_) relay_->weather = {};
    if (trouble.kind == Kind::autotrading) machine.node.toggle_auto_trading(true);
    if (trouble.kind <= Kind::scramble) network_.weather(machine.name) = {};
}

void World::trade_by_user(Machine const& machine, std::int64_t choice) {
    Dice dice(static_cast<std::uint64_t>(choice));
    broker::Request request;
    request.symbol = dice.pick(symbols);
    request.type = dice.chance(0.5) ? broker::OrderType::buy : broker::OrderType::sell;
    request.volume = broker::Fixed::from_double(0.1);
    auto const& positions = broker_.server().engine().find_book(machine.account)->positions();
    if (!positions.empty() && dice.chance(0.5)) {
        auto const& position = positions.begin()->second;
        request.symbol = position.symbol;
        request.position = position.ticket;
        request.volume = position.volume;
        request.type = position.side == broker::Side::buy ? broker::OrderType::sell : broker::OrderType::buy;
    }
    broker_.server().trade_by_user(machine.account, request, broker_.now());
    broker_.plan();
}

}  // namespace signalos::sim
