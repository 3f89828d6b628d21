#include "terminal/terminal.hpp"

#include <boost/json/array.hpp>
#include <cstdlib>

#include "broker/json.hpp"
#include "broker/valuation.hpp"
#include "terminal/charts.hpp"
#include "terminal/transactions.hpp"

namespace signalos::terminal {

namespace json = boost::json;
using control::failure;
using control::Reply;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds start_limit{15'000}, script_limit{30'000}, sign_in_limit{5'000};

std::string text_at(json::object const& in, char const* key) {
    std::string out;
    broker::detail::take(in, key, out);
    return out;
}

Inputs inputs_at(json::object const& body) {
    Inputs out;
    auto const* given = body.if_contains("inputs");
    if (!given || !given->is_object()) return out;
    for (auto const& [name, value] : given->get_object()) {
        if (value.is_string()) out[std::string(name)] = value.get_string().c_str();
    }
    return out;
}

json::object inputs_json(Inputs const& inputs) {
    json::object out;
    for (auto const& [name, value] : inputs) out[name] = name.find("Pairing") == std::string::npos ? value : "***";
    return out;
}

}  // namespace

struct Terminal::Impl {
    Programs programs;
    TerminalPorts ports;
    Mirror mirror;
    Journal journal;
    Globals globals;
    Permissions permissions;
    // One action at a time.
    std::mutex action_mutex, signed_in_mutex;
    std::unique_ptr<Parking> signed_in;
    Charts charts;
    std::unique_ptr<BrokerLink> link;
    std::unique_ptr<Services> services;

    Impl(TerminalOptions const& options, Programs known, TerminalPorts given)
        : programs(std::move(known)),
          ports(std::move(given)),
          journal(*ports.surroundings),
          globals(*ports.surroundings, ports.globals),
          signed_in(ports.surroundings->make_parking()),
          charts(programs.expert_name, programs.expert, options.symbol, options.inputs) {
        LinkEvents events;
        events.on_quote = [this](std::string const& name) { on_quote(name); };
        events.on_transaction = [this](broker::Transaction const& t) { on_transaction(t); };
        events.on_state = [this](std::uint64_t login, bool connected, std::string const& why) {
            on_state(login, connected, why);
        };
        link = ports.make_link(mirror, std::move(events));
        services.reset(new Services{*ports.surroundings, mirror, *link, journal, globals, permissions,
                                    ports.make_libraries, ports.data_path, ports.has_disk, options.order_timeout,
                                    options.timer_floor, options.idle_timer});
        charts.attach(Charts::first, *services);
    }

    ~Impl() {
        if (ports.surroundings->dead()) {
            charts.drop();
            return;
        }
        try {
            for (int const chart : charts.occupied()) charts.unload(chart, mql::DeinitReason::close);
            link.reset();
            globals.flush();
        } catch (Killed const&) {
            // In the middle of closing: it leaves nothing more behind.
        }
    }

    void on_quote(std::string const& name) {
        for (auto const& running : charts.experts())
            if (running->symbol() == name) running->post(TickEvent{});
    }

    void on_transaction(broker::Transaction const& transaction) {
        for (auto const& running : charts.experts()) {
            running->post(TransactionEvent{to_mql(transaction), {}, {}});
            running->post(TradeEvent{});
        }
    }

    void stir() {
        for (auto const& running : charts.experts()) running->stir();
    }

    void on_state(std::uint64_t login, bool connected, std::string const& why) {
        journal.write("terminal", std::to_string(login) + ": " + (connected ? "authorized" : why));
        { std::lock_guard lock(signed_in_mutex); }
        signed_in->notify_all();
        stir();
    }

    json::object show_program(int chart) {
        json::object out{{"chart", chart},
                         {"name", programs.expert_name},
                         {"state", "none"},
                         {"symbol", charts.look(chart).symbol},
                         {"comment", ""}};
        if (auto const running = charts.expert(chart)) {
            out["state"] = state_name(running->state());
            out["symbol"] = running->symbol();
            out["inputs"] = inputs_json(running->inputs());
            out["timer_us"] = running->timer_period().count();
            out["displaced"] = running->displaced();
            out["comment"] = running->comment();
        }
        return out;
    }

    Reply show_state() {
        json::object ea = show_program(Charts::first);
        json::array all;
        for (int const chart : charts.occupied()) all.push_back(show_program(chart));
        json::value const comment = ea["comment"];
        json::object const allowed{{"auto_trading", permissions.auto_trading.load()},
                                   {"program_trade", permissions.program_trade.load()},
                                   {"account_trade", permissions.account_trade.load()},
                                   {"account_expert", permissions.account_expert.load()},
                                   {"dlls", permissions.dlls.load()}};
        json::object out{
            {"ea", std::move(ea)}, {"charts", std::move(all)}, {"comment", comment}, {"permissions", allowed}};
        out["login"] = link->login();
        mirror.read([&](MirrorData const& mirrored) {
            broker::Figures const f = broker::figures_of(mirrored.market, mirrored.book);
            int const digits = mirrored.book.account().digits;
            out["connected"] = mirrored.connected;
            out["account"] =
                json::object{{"login", mirrored.book.account().login},  {"currency", mirrored.book.account().currency},
                             {"balance", f.balance.text(digits)},       {"equity", f.equity.text(digits)},
                             {"profit", f.profit.text(digits)},         {"positions", mirrored.book.positions().size()},
                             {"orders", mirrored.book.orders().size()}, {"deals", mirrored.book.deals().size()}};
            return true;
        });
        return {200, std::move(out)};
    }

    Reply show_log(std::uint64_t since) {
        json::array lines;
        for (JournalLine const& line : journal.since(since)) {
            lines.push_back(
                json::object{{"n", line.n}, {"t", line.time}, {"source", line.source}, {"text", line.text}});
        }
        return {200, json::object{{"lines", std::move(lines)}}};
    }

    Reply ea_reply(int chart = Charts::first) {
        auto const running = charts.expert(chart);
        std::string const state = running ? state_name(running->wait_started(start_limit)) : "none";
        return {200, json::object{{"ea", state}}};
    }

    Reply reload(int chart, mql::DeinitReason reason) {
        charts.unload(chart, reason);
        charts.attach(chart, *services);
        return ea_reply(chart);
    }

    bool knows(std::string const& symbol) const {
        return mirror.read([&](auto const& mirrored) { return mirrored.market.find_symbol(symbol) != nullptr; });
    }

    // A chart that is not there yet is opened with its symbol.
    Reply attach(int chart, json::object const& body) {
        if (!programs.expert) return failure(400, "no expert is built in");
        std::string const symbol = text_at(body, "symbol");
        if (!symbol.empty() && !knows(symbol)) return failure(400, "symbol: unknown");
        if (!symbol.empty()) charts.set_symbol(chart, symbol);
        charts.add_inputs(chart, inputs_at(body));
        return reload(chart, mql::DeinitReason::remove);
    }

    Reply remove(int chart, mql::DeinitReason reason) {
        charts.unload(chart, reason);
        return ea_reply(chart);
    }

    Reply change_symbol(int chart, json::object const& body) {
        std::string const wanted = text_at(body, "symbol");
        if (!knows(wanted)) return failure(400, "symbol: unknown");
        charts.set_symbol(chart, wanted);
        if (auto const running = charts.expert(chart)) running->restart(mql::DeinitReason::chart_change, wanted, {});
        return ea_reply(chart);
    }

    Reply change_inputs(int chart, json::object const& body) {
        Inputs const changed = inputs_at(body);
        if (changed.empty()) return failure(400, "inputs: an object of strings");
        charts.add_inputs(chart, changed);
        if (auto const running = charts.expert(chart)) running->restart(mql::DeinitReason::parameters, "", changed);
        return ea_reply(chart);
    }

    // One program was compiled anew: it is loaded anew wherever it runs.
    Reply recompile() {
        for (int const chart : charts.occupied()) reload(chart, mql::DeinitReason::recompile);
        if (!charts.expert(Charts::first)) charts.attach(Charts::first, *services);
        return ea_reply();
    }

    Reply relogin(json::object const& body) {
        std::uint64_t login = 0;
        bool at_once = false;
        broker::detail::take(body, "login", login);
        broker::detail::take(body, "at_once", at_once);
        if (login == 0) login = link->login();
        // At once: the account changes under the running program, in the middle of whatever it does, OrderSend
        // included; only then it is unloaded.
        if (at_once) {
            link->relogin(login);
            wait_signed_in(login);
        }
        std::vector<int> const loaded = charts.occupied();
        for (int const chart : loaded) charts.unload(chart, mql::DeinitReason::account);
        if (!at_once) link->relogin(login);
        for (int const chart : loaded) charts.attach(chart, *services);
        return ea_reply();
    }

    void wait_signed_in(std::uint64_t login) {
        auto const there = [&] {
            return mirror.read([&](auto const& data) { return data.connected && data.book.account().login == login; });
        };
        std::unique_lock lock(signed_in_mutex);
        signed_in->wait_until(lock, ports.surroundings->now() + sign_in_limit, there);
    }

    Reply toggle_auto_trading(json::object const& body) {
        bool on = !permissions.auto_trading;
        broker::detail::take(body, "on", on);
        permissions.auto_trading = on;
        journal.write("terminal", on ? "automated trading is enabled" : "automated trading is disabled");
        return {200, json::object{{"auto_trading", on}}};
    }

    Reply set_permissions(json::object const& body) {
        auto const set = [&](char const* key, std::atomic<bool>& flag) {
            bool value = flag;
            broker::detail::take(body, key, value);
            flag = value;
        };
        set("auto_trading", permissions.auto_trading);
        set("program_trade", permissions.program_trade);
        set("account_trade", permissions.account_trade);
        set("account_expert", permissions.account_expert);
        set("dlls", permissions.dlls);
        return show_state();
    }

    Reply set_link(bool enabled) {
        link->set_enabled(enabled);
        return {200, json::object{{"enabled", enabled}}};
    }

    Reply run_script(json::object const& body) {
        std::string const name = text_at(body, "script").empty() ? "SelfTest" : text_at(body, "script");
        auto const found = programs.scripts.find(name);
        if (found == programs.scripts.end() || !found->second) return failure(400, "script: not built in");
        auto const lines = journal.since(0);
        std::uint64_t const before = lines.empty() ? 0 : lines.back().n;
        Expert script(*services, ProgramStart{name, found->second, charts.look(Charts::first).symbol, inputs_at(body)});
        std::string const state = state_name(script.wait_ended(script_limit));
        Reply reply = show_log(before);
        reply.body.as_object()["state"] = state;
        return reply;
    }

    Reply act(json::object const& body) {
        std::string const name = text_at(body, "name");
        if (name == "kill") std::_Exit(137);
        int chart = Charts::first;
        broker::detail::take(body, "chart", chart);
        if (chart < Charts::first) return failure(400, "chart: a number from 1");
        std::lock_guard lock(action_mutex);
        if (name == "disconnect") return set_link(false);
        if (name == "reconnect") return set_link(true);
        if (name == "toggle_autotrading") return toggle_auto_trading(body);
        if (name == "set_permissions") return set_permissions(body);
        if (name == "run_script") return run_script(body);
        if (name == "change_symbol") return change_symbol(chart, body);
        if (name == "change_inputs") return change_inputs(chart, body);
        if (name == "relogin") return relogin(body);
        if (name == "recompile") return recompile();
        if (name == "attach") return attach(chart, body);
        if (name == "remove") return remove(chart, mql::DeinitReason::remove);
        if (name == "close_chart") return remove(chart, mql::DeinitReason::chart_close);
        return failure(400, "name: unknown; see tests/simulator/README.md");
    }
};

Terminal::Terminal(TerminalOptions options, Programs programs, TerminalPorts ports)
    : impl_(std::make_unique<Impl>(options, std::move(programs), std::move(ports))) {}
Terminal::~Terminal() = default;

std::string Terminal::wait_started() {
    auto const running = impl_->charts.expert(Charts::first);
    return running ? state_name(running->wait_started(start_limit)) : "none";
}

void Terminal::stir() {
    impl_->stir();
}

void Terminal::delay_account(milliseconds by) {
    impl_->services->account_delay_ms = static_cast<int>(by.count());
}

Reply Terminal::handle_control(control::Request const& request) {
    std::string const route = request.method + " " + request.path;
    if (route == "GET /state") return impl_->show_state();
    if (route == "GET /log") return impl_->show_log(request.number("since", 0));
    if (route == "POST /action") return impl_->act(request.body);
    return failure(404, "no such route; see tests/simulator/README.md");
}

}  // namespace signalos::terminal
