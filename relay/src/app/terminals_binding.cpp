#include "app/terminals_binding.hpp"

#include "app/store_reply.hpp"
#include "base/pairing_code.hpp"
#include "core/pairing_session.hpp"
#include "core/terminal_board.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
constexpr log::Logger logger{"app"};

TerminalsPort::Refused refused_of(PairingRefusal const& refusal) {
    return {refusal.code, refusal.retry_after_ms};
}

template <class T>
TerminalsPort::Refused refused_of(signalos::relay::Reply<T> const& reply) {
    return {static_cast<errc>(error_of(reply).value()), 0};
}

json::value or_null(std::string const& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value or_null(std::int64_t time) {
    return time == 0 ? json::value(nullptr) : json::value(time);
}

char const* state_of(Pairing const& pairing, std::int64_t now) {
    if (pairing.state == PairingState::denied) return "denied";
    if (pairing.state == PairingState::stored || !pairing.terminal.is_nil()) return "paired";
    if (pairing.expires_at <= now) return "expired";
    if (pairing.state == PairingState::approved) return "approved";
    return pairing.state == PairingState::offered ? "waiting" : "open";
}

json::object group_view(TerminalGroup const& group) {
    json::array terminals;
    for (auto const& terminal : group.terminals) terminals.emplace_back(terminal.text());
    return {{"id", group.id.text()},
            {"name", group.name},
            {"created_at", group.created_at},
            {"terminals", std::move(terminals)}};
}

Done<TerminalGroup> answer_group(GroupMemory& memory, OrgId org, TerminalsPort::Reply<json::object> reply) {
    return [&memory, org, reply = std::move(reply)](signalos::relay::Reply<TerminalGroup> group) {
        if (!group.ok()) {
            memory.look_again();  // in doubt: it may have changed
            return reply(refused_of(group));
        }
        memory.learn(org, group.value.id, group.value.terminals);
        reply(group_view(group.value));
    };
}

PairingCaller caller_at_desk(TerminalsPort::Caller const& caller) {
    return {caller.org, caller.actor, caller.address};
}

}  // namespace

json::object TerminalsBinding::pairing_view(Pairing const& pairing) const {
    json::object view{{"id", pairing.id.text()},
                      {"name", pairing.name},
                      {"state", state_of(pairing, ports_.clock.now())},
                      {"created_at", pairing.created_at},
                      {"expires_at", pairing.expires_at},
                      {"created_by", pairing.created_by.name},
                      {"rivals", pairing.rivals}};
    auto const& offer = pairing.offer;
    view["fingerprint"] = or_null(offer.fingerprint);
    view["account"] = offer.fingerprint.empty() ? json::value(nullptr)
                                                : json::value(json::object{{"login", offer.login},
                                                                           {"server", offer.server},
                                                                           {"company", offer.company},
                                                                           {"currency", offer.currency},
                                                                           {"trade_mode", offer.trade_mode}});
    view["address"] = or_null(offer.address);
    view["offered_at"] = or_null(pairing.offered_at);
    view["decided_at"] = or_null(pairing.decided_at);
    view["decided_by"] = or_null(pairing.decided_by.name);
    view["terminal"] = pairing.terminal.is_nil() ? json::value(nullptr) : json::value(pairing.terminal.text());
    return view;
}

json::object TerminalsBinding::terminal_view(Terminal const& terminal) const {
    bool const connected = ports_.registry.find(terminal.org, terminal.id) != nullptr;
    json::object view{{"terminal", terminal.id.text()},
                      {"name", terminal.name},
                      {"created_at", terminal.created_at},
                      {"connected", connected}};
    view["login"] = or_null(terminal.account.login);
    view["server"] = or_null(terminal.account.server);
    view["company"] = or_null(terminal.account.company);
    view["trade_mode"] = or_null(terminal.account.trade_mode);
    view["last_seen"] = or_null(terminal.last_seen);
    return view;
}

void TerminalsBinding::start_pairing(Caller caller, std::string name, Reply<Object> reply) {
    auto started = [this, reply = std::move(reply)](boost::system::result<StartedPairing, PairingRefusal> result) {
        if (!result) return reply(refused_of(result.error()));
        logger.info("pairing_started", {{"pairing", result->pairing.id.text()}});
        reply(json::object{{"code", result->code}, {"pairing", pairing_view(result->pairing)}});
    };
    desk_.start(caller_at_desk(caller), std::move(name), std::move(started));
}

void TerminalsBinding::find_pairing_by_code(Caller caller, std::string code, Reply<Object> reply) {
    auto found = [this, reply = std::move(reply)](boost::system::result<Pairing, PairingRefusal> result) {
        if (!result) return reply(refused_of(result.error()));
        reply(pairing_view(*result));
    };
    desk_.find(caller_at_desk(caller), code, std::move(found));
}

void TerminalsBinding::find_pairing(Caller caller, PairingId pairing, Reply<Object> reply) {
    auto found = [this, reply = std::move(reply)](signalos::relay::Reply<Pairing> row) {
        if (!row.ok()) return reply(refused_of(row));
        reply(pairing_view(row.value));
    };
    ports_.store.pairings().find_pairing(caller.org, pairing, std::move(found));
}

void TerminalsBinding::list_pairings(Caller caller, Reply<Array> reply) {
    auto listed = [this, reply = std::move(reply)](signalos::relay::Reply<std::vector<Pairing>> rows) {
        if (!rows.ok()) return reply(refused_of(rows));
        json::array views;
        for (auto const& row : rows.value) views.push_back(pairing_view(row));
        reply(std::move(views));
    };
    ports_.store.pairings().list_pairings(caller.org, std::move(listed));
}

void TerminalsBinding::approve_pairing(Caller caller, PairingId pairing, std::string fingerprint, std::string name,
                                       Reply<Object> reply) {
    decide(caller, pairing, true, std::move(fingerprint), std::move(name), std::move(reply));
}

void TerminalsBinding::deny_pairing(Caller caller, PairingId pairing, Reply<Object> reply) {
    decide(caller, pairing, false, "", "", std::move(reply));
}

void TerminalsBinding::decide(Caller const& caller, PairingId pairing, bool approve, std::string fingerprint,
                              std::string name, Reply<Object> reply) {
    auto decided = [this, approve, reply = std::move(reply)](boost::system::result<Pairing, PairingRefusal> result) {
        if (!result) return reply(refused_of(result.error()));
        logger.info(approve ? "pairing_approved" : "pairing_denied", {{"pairing", result->id.text()}});
        reply(pairing_view(*result));
    };
    desk_.decide(caller_at_desk(caller), pairing, approve, std::move(fingerprint), std::move(name), std::move(decided));
}

void TerminalsBinding::list_terminals(Caller caller, Reply<Array> reply) {
    auto listed = [this, scope = caller.scope,
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<Terminal>> rows) {
        if (!rows.ok()) return reply(refused_of(rows));
        json::array views;
        for (auto const& row : rows.value)
            if (scope.holds(row.id)) views.push_back(terminal_view(row));
        reply(std::move(views));
    };
    ports_.store.list_terminals(caller.org, std::move(listed));
}

void TerminalsBinding::rename_terminal(Caller caller, TerminalId terminal, std::string name, Reply<Object> reply) {
    auto renamed = [this, reply = std::move(reply)](signalos::relay::Reply<Terminal> row) {
        if (!row.ok()) return reply(refused_of(row));
        auto const& named = row.value;
        if (auto* const session = ports_.registry.find(named.org, named.id)) session->renamed(named.name);
        live_.publish_mission(named.org, named.id, json::object{{"name", named.name}});
        reply(terminal_view(named));
    };
    ports_.store.pairings().rename_terminal(caller.org, caller.scope.held_or_nil(terminal), std::move(name),
                                            caller.actor, ports_.clock.now(), std::move(renamed));
}

void TerminalsBinding::revoke_terminal(Caller caller, TerminalId terminal, Reply<Success> reply) {
    auto revoked = [this, org = caller.org, terminal,
                    reply = std::move(reply)](signalos::relay::Reply<CommandChange> change) {
        if (!change.ok()) return reply(refused_of(change));
        logger.info("terminal_revoked", {{"terminal", terminal.text()}});
        commands_.changed(change.value);
        if (auto* const session = ports_.registry.find(org, terminal)) session->revoke();
        live_.forget(org, terminal, ports_.clock.now());
        reply(Success{});
    };
    ports_.store.pairings().withdraw_terminal(caller.org, caller.scope.held_or_nil(terminal), caller.actor,
                                              ports_.clock.now(), std::move(revoked));
}

void TerminalsBinding::list_groups(Caller caller, Reply<Array> reply) {
    auto listed = [scope = caller.scope,
                   reply = std::move(reply)](signalos::relay::Reply<std::vector<TerminalGroup>> rows) {
        if (!rows.ok()) return reply(refused_of(rows));
        json::array views;
        for (auto& row : rows.value) {
            std::erase_if(row.terminals, [&](TerminalId terminal) { return !scope.holds(terminal); });
            views.push_back(group_view(row));
        }
        reply(std::move(views));
    };
    ports_.store.pairings().list_groups(caller.org, std::move(listed));
}

void TerminalsBinding::create_group(Caller caller, std::string name, Reply<Object> reply) {
    auto const id = GroupId{Uuid::make_v7(ports_.clock.port(), ports_.random)};
    ports_.store.pairings().create_group(caller.org, id, std::move(name), caller.actor, ports_.clock.now(),
                                         answer_group(commands_.groups(), caller.org, std::move(reply)));
}

void TerminalsBinding::rename_group(Caller caller, GroupId group, std::string name, Reply<Object> reply) {
    ports_.store.pairings().rename_group(caller.org, group, std::move(name), caller.actor, ports_.clock.now(),
                                         answer_group(commands_.groups(), caller.org, std::move(reply)));
}

void TerminalsBinding::delete_group(Caller caller, GroupId group, Reply<Success> reply) {
    auto deleted = [this, reply = std::move(reply)](signalos::relay::Reply<Nothing> done) {
        commands_.groups().look_again();
        if (!done.ok()) return reply(refused_of(done));
        reply(Success{});
    };
    ports_.store.pairings().delete_group(caller.org, group, caller.actor, ports_.clock.now(), std::move(deleted));
}

void TerminalsBinding::set_group_members(Caller caller, GroupId group, std::vector<TerminalId> members,
                                         Reply<Object> reply) {
    for (auto& member : members) member = caller.scope.held_or_nil(member);
    ports_.store.pairings().set_group_members(caller.org, group, std::move(members), caller.actor, ports_.clock.now(),
                                              answer_group(commands_.groups(), caller.org, std::move(reply)));
}

SessionMaker TerminalsBinding::pairing_session(std::string const& secret, std::string peer) {
    auto visitor = desk_.visitor(secret, std::move(peer));
    auto created = [this](Terminal const& made) {
        logger.info("terminal_paired", {{"terminal", made.id.text()}});
        live_.know(made, offline_row(made));
    };
    return [this, visitor = std::move(visitor), created = std::move(created)](SessionPort& port) {
        return std::make_shared<PairingSession>(ports_, desk_, port, visitor, created);
    };
}

}  // namespace signalos::relay
