#include "app/dashboards.hpp"

#include "app/command_views.hpp"
#include "app/store_reply.hpp"
#include "core/channel.hpp"
#include "core/classic_session.hpp"
#include "core/dashboard_session.hpp"
#include "domain/json.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;

std::vector<EventRecord> records_of(std::vector<EventRow> const& rows) {
    std::vector<EventRecord> records;
    records.reserve(rows.size());
    for (auto const& row : rows)
        records.push_back({row.off, row.type, row.at, parse_object(row.data).value_or(json::object{})});
    return records;
}

std::vector<TerminalId> seen_by(Principal const& who, Hub const& hub) {
    std::vector<TerminalId> terminals;
    auto const* const mission = hub.mission_of(who.org);
    if (mission == nullptr) return terminals;
    for (auto const& row : *mission)
        if (auto const id = TerminalId::parse(std::string_view(row.key().data(), row.key().size()));
            id && who.sees(*id))
            terminals.push_back(*id);
    return terminals;
}

DashboardPreset preset_of(SocketView const& view) {
    DashboardPreset preset;
    if (view.kind == SocketView::Kind::mission) preset.channels = {"mission"};
    if (view.kind == SocketView::Kind::graph) {
        preset.channels = {view.terminal ? events_channel(*view.terminal) : "events:*"};
        preset.types = {"command_update"};
    }
    if (view.kind == SocketView::Kind::run) preset.run = view.command;
    return preset;
}

void answer_submitted(CommandAnswer const& answer, bool one, DashboardPorts::Submitted const& reply) {
    if (!answer.ok()) return reply(make_error_code(answer.code));
    auto views = views_of(answer.commands);
    if (one && !views.empty()) return reply(views.front().as_object());
    reply(json::object{{"commands", std::move(views)}});
}

}  // namespace

std::shared_ptr<Session> Dashboards::make(SessionPort& port, Principal const& caller, SocketView const& view) {
    DashboardIdentity who;
    who.org = caller.org;
    who.user = caller.user;
    who.name = caller.name;
    who.may_command = caller.may(Permission::trade);

    DashboardPorts ports;
    ports.refused = [counter = ports_.refusals](errc code) { counter->count(code); };
    ports.conflated = on_conflated;
    ports.load_events = [this](OrgId of, TerminalId terminal, std::int64_t from, std::size_t limit,
                               DashboardPorts::Events reply) {
        auto loaded = [reply = std::move(reply)](Reply<EventPage> page) {
            if (!page.ok()) return reply(error_of(page));
            reply(records_of(page.value.events));
        };
        // The store answers what lies behind an offset, the session asks for what begins at one.
        ports_.store.events_since(of, terminal, from - 1, static_cast<int>(limit), std::move(loaded));
    };
    ports.submit = [this, caller](DashboardCommand command, DashboardPorts::Submitted reply) {
        if (command.kind != "emergency_stop" && too_fast && too_fast(caller))
            return reply(make_error_code(errc::rate_limited));
        CommandRequest request;
        request.org = caller.org;
        request.user = caller.user;
        request.user_name = caller.name;
        request.scope = caller.terminals;
        request.kind = std::move(command.kind);
        request.terminal = command.terminal;
        request.args = std::move(command.args);
        if (command.key) request.key = command.key->text();
        bool const one = request.terminal.has_value();
        auto accepted = [one, reply = std::move(reply)](CommandAnswer const& answer) {
            answer_submitted(answer, one, reply);
        };
        commands_.accept(std::move(request), std::move(accepted));
    };
    ports.visible_terminals = [this, caller] { return seen_by(caller, hub_); };
    ports.may_see = [seen = caller.terminals](TerminalId terminal) { return seen.holds(terminal); };
    ports.find_command = [this, caller](CommandId id, DashboardPorts::Submitted reply) {
        auto found = [caller, reply = std::move(reply)](Reply<CommandRow> row) {
            if (!row.ok()) return reply(error_of(row));
            if (!caller.sees(row.value.terminal)) return reply(make_error_code(errc::not_found));
            reply(view_of(row.value));
        };
        ports_.store.find_command(caller.org, id, std::move(found));
    };
    if (view.kind == SocketView::Kind::classic)
        return live_.open<ClassicSession>(port, caller, [&] {
            return std::make_shared<ClassicSession>(std::move(who), port, ports_.clock.port(), ports_.random, hub_,
                                                    std::move(ports));
        });
    return live_.open<DashboardSession>(port, caller, [&] {
        return std::make_shared<DashboardSession>(std::move(who), port, ports_.clock.port(), ports_.random, hub_,
                                                  std::move(ports), preset_of(view));
    });
}

}  // namespace signalos::relay
