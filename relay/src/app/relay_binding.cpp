#include "app/relay_binding.hpp"

#include <algorithm>

#include "app/command_views.hpp"
#include "app/store_reply.hpp"
#include "app/terminal_rows.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

Submitted submitted_of(CommandAnswer const& answer) {
    Submitted submitted;
    if (!answer.ok()) submitted.error = make_error_code(answer.code);
    if (!answer.fault.path.empty()) submitted.fields.push_back(FieldProblem{answer.fault.path, answer.fault.message});
    submitted.replay = answer.replayed;
    submitted.durable = answer.durable;
    submitted.commands = views_of(answer.commands);
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
    request.org = submission.organisation;
    request.user = submission.actor;
    request.user_name = std::move(submission.actor_name);
    request.kind = std::move(submission.kind);
    request.terminal = submission.terminal;
    request.args = std::move(submission.arguments);
    if (submission.key) request.key = submission.key->text();
    request.received = submission.received_at;
    request.wait_ms = submission.wait_ms;
    commands_.accept(std::move(request),
                     [reply = std::move(reply)](CommandAnswer const& answer) { reply(submitted_of(answer)); });
}

void RelayBinding::list_commands(OrgId organisation, CommandQuery query, Answer<json::array> reply) {
    CommandFilter filter;
    filter.terminal = query.terminal;
    if (query.final) filter.which = *query.final ? CommandFilter::Which::final : CommandFilter::Which::open;
    filter.limit = static_cast<int>(query.limit);
    filter.kind = std::move(query.kind);
    filter.state = std::move(query.state);
    filter.since = query.since;
    filter.until = query.until;
    filter.after = std::move(query.after);
    filter.oldest_first = query.oldest_first;
    ports_.store.list_commands(organisation, filter,
                               [reply = std::move(reply)](signalos::relay::Reply<std::vector<CommandRow>> rows) {
                                   if (!rows.ok()) return reply(error_of(rows));
                                   reply(views_of(rows.value));
                               });
}

void RelayBinding::find_command(OrgId organisation, CommandId id, Answer<json::object> reply) {
    ports_.store.find_command(organisation, id, [reply = std::move(reply)](signalos::relay::Reply<CommandRow> row) {
        if (!row.ok()) return reply(error_of(row));
        reply(view_of(row.value));
    });
}

void RelayBinding::command_stats(OrgId organisation, Answer<json::object> reply) {
    auto terminals = [this, organisation,
                      reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> listed) {
        if (!listed.ok()) return reply(error_of(listed));
        auto const is_live = [&](Terminal const& terminal) {
            return ports_.registry.find(organisation, terminal.id) != nullptr;
        };
        auto const active = static_cast<std::size_t>(std::count_if(listed.value.begin(), listed.value.end(), is_live));
        auto counted = [this, organisation, active, reply](signalos::relay::Reply<CommandStats> stats) {
            if (!stats.ok()) return reply(error_of(stats));
            add_recent(organisation, std::move(stats.value), active, reply);
        };
        ports_.store.command_stats(organisation, std::move(counted));
    };
    ports_.store.list_terminals(organisation, std::move(terminals));
}

void RelayBinding::add_recent(OrgId organisation, CommandStats stats, std::size_t active, Answer<json::object> reply) {
    std::sort(stats.latencies_ms.begin(), stats.latencies_ms.end());
    json::object answer{{"total_runs", stats.total}, {"active_terminals", active}};
    answer["success_rate"] = stats.final == 0
                                 ? json::value(nullptr)
                                 : json::value(static_cast<double>(stats.done) / static_cast<double>(stats.final));
    answer["latency"] =
        json::object{{"p50", percentile(stats.latencies_ms, 50)}, {"p95", percentile(stats.latencies_ms, 95)}};
    CommandFilter newest;
    newest.limit = 10;
    auto listed = [answer, reply = std::move(reply)](signalos::relay::Reply<std::vector<CommandRow>> rows) mutable {
        if (!rows.ok()) return reply(error_of(rows));
        answer["recent_runs"] = views_of(rows.value);
        reply(answer);
    };
    ports_.store.list_commands(organisation, newest, std::move(listed));
}

void RelayBinding::terminal_status(OrgId organisation, Answer<json::array> reply) {
    ports_.store.list_terminals(organisation, [this, organisation, reply = std::move(reply)](
                                                  signalos::relay::Reply<std::vector<Terminal>> listed) {
        if (!listed.ok()) return reply(error_of(listed));
        json::array rows;
        for (auto const& terminal : listed.value) {
            bool const connected = ports_.registry.find(organisation, terminal.id) != nullptr;
            rows.push_back(status_row(terminal, live_.find(organisation, terminal.id), connected, ports_.clock.now()));
        }
        reply(std::move(rows));
    });
}

void RelayBinding::open_trades(OrgId organisation, std::optional<TerminalId> terminal, std::string symbol,
                               Answer<json::array> reply) {
    auto listed = [this, organisation, terminal, symbol = std::move(symbol),
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> terminals) {
        if (!terminals.ok()) return reply(error_of(terminals));
        json::array trades;
        bool found = !terminal;
        for (auto const& one : terminals.value) {
            if (terminal && one.id != *terminal) continue;
            found = true;
            append_trades(trades, one, live_.find(organisation, one.id), symbol);
        }
        if (!found) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(std::move(trades));
    };
    ports_.store.list_terminals(organisation, std::move(listed));
}

void RelayBinding::list_alarms(OrgId organisation, std::size_t limit, Answer<json::array> reply) {
    auto listed = [reply = std::move(reply)](signalos::relay::Reply<std::vector<AlarmRow>> rows) {
        if (!rows.ok()) return reply(error_of(rows));
        json::array alarms;
        for (auto const& row : rows.value) alarms.push_back(alarm_view(row));
        reply(std::move(alarms));
    };
    ports_.store.list_alarms(organisation, static_cast<int>(limit), std::move(listed));
}

void RelayBinding::acknowledge_alarm(OrgId organisation, TerminalId terminal, std::int64_t off, std::string user_name,
                                     Answer<json::object> reply) {
    auto done = [this, reply = std::move(reply)](signalos::relay::Reply<Acknowledged> acknowledged) {
        if (!acknowledged.ok()) return reply(error_of(acknowledged));
        for (auto const& event : acknowledged.value.events) ports_.streams.publish_event(event);
        reply(alarm_view(acknowledged.value.alarm));
    };
    ports_.store.acknowledge_alarm(organisation, terminal, off, std::move(user_name), ports_.clock.now(),
                                   std::move(done));
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

SessionMaker RelayBinding::dashboard_session(LoginSession const& login, SocketView const& view) {
    return [this, login, view](SessionPort& port) { return factories_.dashboard(port, login, view); };
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
