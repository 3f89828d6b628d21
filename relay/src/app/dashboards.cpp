#include "app/dashboards.hpp"

#include "api/permission.hpp"
#include "app/command_views.hpp"
#include "app/store_reply.hpp"
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

std::vector<TerminalId> terminals_of(Hub const& hub, OrgId org) {
    std::vector<TerminalId> terminals;
    auto const* const mission = hub.mission_of(org);
    if (mission == nullptr) return terminals;
    for (auto const& row : *mission)
        if (auto const id = TerminalId::parse(std::string_view(row.key().data(), row.key().size())))
            terminals.push_back(*id);
    return terminals;
}

void answer_submitted(CommandAnswer const& answer, bool one, DashboardPorts::Submitted const& reply) {
    if (!answer.ok()) return reply(make_error_code(answer.code));
    auto views = views_of(answer.commands);
    if (one && !views.empty()) return reply(views.front().as_object());
    reply(json::object{{"commands", std::move(views)}});
}

}  // namespace

std::shared_ptr<Session> Dashboards::make(SessionPort& port, LoginSession const& login) {
    auto const& account = login.account;
    auto const org = account.organisation;
    DashboardIdentity who;
    who.org = org;
    who.user = account.id;
    who.name = account.name;
    who.may_command = strongest_permission(account.role) >= Permission::trade;

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
    ports.submit = [this, org, user = account.id, name = account.name](DashboardCommand command,
                                                                       DashboardPorts::Submitted reply) {
        CommandRequest request;
        request.org = org;
        request.user = user;
        request.user_name = name;
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
    ports.visible_terminals = [this, org] { return terminals_of(hub_, org); };
    return std::make_shared<DashboardSession>(std::move(who), port, ports_.clock.port(), ports_.random, hub_,
                                              std::move(ports));
}

}  // namespace signalos::relay
