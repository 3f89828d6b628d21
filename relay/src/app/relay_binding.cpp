#include "app/relay_binding.hpp"

#include <algorithm>

#include "app/command_views.hpp"
#include "app/store_reply.hpp"
#include "app/terminal_rows.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

// With the hop that only this process knows: when the end of each was handed to dashboards.
json::array shown(std::vector<CommandRow> const& commands, LiveView const& live) {
    auto views = views_of(commands);
    for (auto& view : views) live.add_pushed(view.get_object());
    return views;
}

Submitted submitted_of(CommandAnswer const& answer, LiveView const& live) {
    Submitted submitted;
    if (!answer.ok()) submitted.error = make_error_code(answer.code);
    if (!answer.fault.path.empty()) submitted.fields.push_back(FieldProblem{answer.fault.path, answer.fault.message});
    if (answer.code == errc::rate_limited) submitted.detail = answer.fault.message;
    submitted.retry_after_ms = answer.retry_after_ms;
    submitted.replay = answer.replayed;
    submitted.durable = answer.durable;
    submitted.commands = shown(answer.commands, live);
    if (answer.code == errc::terminal_offline && !answer.commands.empty())
        submitted.detail = answer.commands.front().message;
    return submitted;
}

json::value percentile(std::vector<std::int64_t>& sorted, std::size_t percent) {
    if (sorted.empty()) return nullptr;
    return sorted[(sorted.size() - 1) * percent / 100];
}

}  // namespace

void RelayBinding::submit(Submission submission, std::function<void(Submitted)> reply) {
    CommandRequest request;
    request.org = submission.caller.org;
    request.user = submission.caller.user;
    request.user_name = submission.caller.name;
    request.scope = submission.caller.terminals;
    request.kind = std::move(submission.kind);
    request.terminal = submission.terminal;
    request.group = submission.group;
    request.args = std::move(submission.arguments);
    if (submission.key) request.key = submission.key->text();
    request.received = submission.received_at;
    request.wait_ms = submission.wait_ms;
    commands_.accept(std::move(request), [this, reply = std::move(reply)](CommandAnswer const& answer) {
        reply(submitted_of(answer, live_));
    });
}

void RelayBinding::list_commands(Principal const& caller, CommandQuery query, Answer<json::array> reply) {
    CommandFilter filter;
    filter.terminal = query.terminal;
    filter.scope = caller.terminals;
    if (query.final) filter.which = *query.final ? CommandFilter::Which::final : CommandFilter::Which::open;
    filter.limit = static_cast<int>(query.limit);
    filter.kind = std::move(query.kind);
    filter.state = std::move(query.state);
    filter.since = query.since;
    filter.until = query.until;
    filter.after = std::move(query.after);
    filter.oldest_first = query.oldest_first;
    ports_.store.list_commands(caller.org, filter,
                               [this, reply = std::move(reply)](signalos::relay::Reply<std::vector<CommandRow>> rows) {
                                   if (!rows.ok()) return reply(error_of(rows));
                                   reply(shown(rows.value, live_));
                               });
}

void RelayBinding::find_command(Principal const& caller, CommandId id, Answer<json::object> reply) {
    auto found = [this, seen = caller.terminals, reply = std::move(reply)](signalos::relay::Reply<CommandRow> row) {
        if (!row.ok()) return reply(error_of(row));
        if (!seen.holds(row.value.terminal)) return reply(SIGNALOS_ERROR(errc::not_found));
        auto view = view_of(row.value);
        live_.add_pushed(view);
        reply(std::move(view));
    };
    ports_.store.find_command(caller.org, id, std::move(found));
}

void RelayBinding::command_stats(Principal const& caller, Answer<json::object> reply) {
    auto terminals = [this, caller, reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> listed) {
        if (!listed.ok()) return reply(error_of(listed));
        auto const is_live = [&](Terminal const& terminal) {
            return caller.sees(terminal.id) && ports_.registry.find(caller.org, terminal.id) != nullptr;
        };
        auto const active = static_cast<std::size_t>(std::count_if(listed.value.begin(), listed.value.end(), is_live));
        auto counted = [this, caller, active, reply](signalos::relay::Reply<CommandStats> stats) {
            if (!stats.ok()) return reply(error_of(stats));
            add_recent(caller, std::move(stats.value), active, reply);
        };
        ports_.store.command_stats(caller.org, caller.terminals, std::move(counted));
    };
    ports_.store.list_terminals(caller.org, std::move(terminals));
}

void RelayBinding::add_recent(Principal const& caller, CommandStats stats, std::size_t active,
                              Answer<json::object> reply) {
    std::sort(stats.latencies_ms.begin(), stats.latencies_ms.end());
    json::object answer{{"total_runs", stats.total}, {"active_terminals", active}};
    answer["success_rate"] = stats.final == 0
                                 ? json::value(nullptr)
                                 : json::value(static_cast<double>(stats.done) / static_cast<double>(stats.final));
    answer["latency"] =
        json::object{{"p50", percentile(stats.latencies_ms, 50)}, {"p95", percentile(stats.latencies_ms, 95)}};
    CommandFilter newest;
    newest.limit = 10;
    newest.scope = caller.terminals;
    auto listed = [this, answer,
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<CommandRow>> rows) mutable {
        if (!rows.ok()) return reply(error_of(rows));
        answer["recent_runs"] = shown(rows.value, live_);
        reply(answer);
    };
    ports_.store.list_commands(caller.org, newest, std::move(listed));
}

void RelayBinding::terminal_status(Principal const& caller, Answer<json::array> reply) {
    auto listed = [this, caller, reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> terminals) {
        if (!terminals.ok()) return reply(error_of(terminals));
        json::array rows;
        for (auto const& terminal : terminals.value) {
            if (!caller.sees(terminal.id)) continue;
            bool const connected = ports_.registry.find(caller.org, terminal.id) != nullptr;
            rows.push_back(status_row(terminal, live_.find(caller.org, terminal.id), connected, ports_.clock.now()));
        }
        reply(std::move(rows));
    };
    ports_.store.list_terminals(caller.org, std::move(listed));
}

void RelayBinding::open_trades(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                               Answer<json::array> reply) {
    auto listed = [this, caller, terminal, symbol = std::move(symbol),
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> terminals) {
        if (!terminals.ok()) return reply(error_of(terminals));
        json::array trades;
        bool found = !terminal;
        for (auto const& one : terminals.value) {
            if ((terminal && one.id != *terminal) || !caller.sees(one.id)) continue;
            found = true;
            append_trades(trades, one, live_.find(caller.org, one.id), symbol);
        }
        if (!found) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(std::move(trades));
    };
    ports_.store.list_terminals(caller.org, std::move(listed));
}

void RelayBinding::list_alarms(Principal const& caller, std::size_t limit, Answer<json::array> reply) {
    auto listed = [reply = std::move(reply)](signalos::relay::Reply<std::vector<AlarmRow>> rows) {
        if (!rows.ok()) return reply(error_of(rows));
        json::array alarms;
        for (auto const& row : rows.value) alarms.push_back(alarm_view(row));
        reply(std::move(alarms));
    };
    ports_.store.list_alarms(caller.org, caller.terminals, static_cast<int>(limit), std::move(listed));
}

void RelayBinding::acknowledge_alarm(Principal const& caller, TerminalId terminal, std::int64_t off,
                                     Answer<json::object> reply) {
    auto done = [this, reply = std::move(reply)](signalos::relay::Reply<Acknowledged> acknowledged) {
        if (!acknowledged.ok()) return reply(error_of(acknowledged));
        for (auto const& event : acknowledged.value.events) ports_.streams.publish_event(event);
        reply(alarm_view(acknowledged.value.alarm));
    };
    ports_.store.acknowledge_alarm(caller.org, caller.terminals.held_or_nil(terminal), off, caller.name,
                                   ports_.clock.now(), std::move(done));
}

void RelayBinding::health(std::function<void(HealthSummary)> reply) {
    ports_.store.ping([this, reply = std::move(reply)](signalos::relay::Reply<StoreHealth> pong) {
        HealthSummary summary;
        summary.store_ok = pong.ok();
        summary.terminals_live = ports_.registry.live_count();
        if (!pong.ok()) return reply(summary);
        ports_.store.list_all_terminals([summary, reply](signalos::relay::Reply<std::vector<Terminal>> all) mutable {
            summary.store_ok = all.ok();
            summary.terminals_known = all.value.size();
            reply(summary);
        });
    });
}

SessionMaker RelayBinding::dashboard_session(Principal caller, SocketView const& view) {
    return [this, caller = std::move(caller), view](SessionPort& port) {
        return factories_.dashboard(port, caller, view);
    };
}

void RelayBinding::terminal_session(std::string key_hash, std::string peer, Answer<SessionMaker> reply) {
    auto found = [this, peer = std::move(peer), reply = std::move(reply)](signalos::relay::Reply<Terminal> terminal) {
        if (!terminal.ok()) return reply(error_of(terminal));
        reply(SessionMaker([this, peer, known = terminal.value](SessionPort& port) {
            return factories_.terminal(port, known, peer);
        }));
    };
    ports_.store.find_terminal_by_key_hash(std::move(key_hash), std::move(found));
}

}  // namespace signalos::relay
