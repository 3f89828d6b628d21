#include "core/command_service.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <utility>

#include "core/reducing.hpp"
#include "protocol/command_args.hpp"
#include "protocol/limits.hpp"

namespace signalos::relay {

namespace {
namespace json = boost::json;
using protocol::CommandKind;

constexpr std::int64_t sweep_every_ms = 1000;

bool is_versioned(CommandKind kind) {
    return kind == CommandKind::pause || kind == CommandKind::resume;
}

bool stops_trading(CommandKind kind) {
    return kind == CommandKind::emergency_stop || kind == CommandKind::pause;
}

/// The request as the caller meant it: member order does not matter, and neither do defaults the relay fills in later.
std::string canonical(CommandRequest const& request) {
    std::vector<std::pair<std::string, std::string>> members;
    for (auto const& member : request.args)
        members.emplace_back(std::string(member.key()), json::serialize(member.value()));
    std::sort(members.begin(), members.end());
    std::string text = request.kind + '\n';
    text += request.terminal ? request.terminal->text() : request.group ? "group " + request.group->text() : "all";
    for (auto const& [name, value] : members) text += '\n' + name + '=' + value;
    return text;
}

template <class T>
errc error_of(Reply<T> const& reply) {
    return reply.outcome == Outcome::in_doubt ? errc::in_doubt : reply.reason;
}

CommandAnswer failed(errc code) {
    CommandAnswer answer;
    answer.code = code;
    return answer;
}

CommandAnswer bad_request(std::string path, std::string words) {
    auto answer = failed(errc::bad_request);
    answer.fault = {errc::bad_request, std::move(path), std::move(words)};
    return answer;
}

CommandAnswer answer_of(Accepted accepted) {
    CommandAnswer answer;
    answer.replayed = accepted.replayed;
    answer.commands = std::move(accepted.commands);
    bool const offline = answer.commands.size() == 1 && answer.commands[0].rule == "terminal_offline";
    if (offline) answer.code = errc::terminal_offline;
    return answer;
}
}  // namespace

CommandService::CommandService(CorePorts ports)
    : ports_(std::move(ports)),
      groups_(ports_),
      held_(ports_, [this](Accepted const& accepted) { deliver(accepted); }) {}

bool CommandService::Waiter::all_final() const {
    return std::all_of(answer.commands.begin(), answer.commands.end(),
                       [](CommandRow const& c) { return is_final(c.state); });
}

bool CommandService::check(CommandRequest& request, std::optional<CommandKind>& kind, CommandAnswer& refused) const {
    kind = protocol::command_kind_from(request.kind);
    if (!kind) {
        refused = bad_request("/kind", "unknown command kind");
        return false;
    }
    if (request.key.empty() && protocol::needs_idempotency_key(*kind)) {
        refused.code = errc::key_required;
        return false;
    }
    if (!request.terminal && protocol::needs_one_terminal(*kind)) {
        refused = bad_request("/terminal", "this kind goes to one terminal");
        return false;
    }
    auto args = protocol::decode_args(*kind, request.args, refused.fault);
    if (!args) {
        refused.code = refused.fault.code;
        return false;
    }
    if (auto* const stop = std::get_if<protocol::EmergencyStopArgs>(&*args)) stop->issued_at = ports_.clock.now();
    request.args = protocol::encode_args(*args);
    if (is_versioned(*kind)) request.args.erase("version");
    return true;
}

void CommandService::accept(CommandRequest request, Answer done) {
    if (request.terminal) request.terminal = request.scope.held_or_nil(*request.terminal);
    auto hash = ports_.sha256(canonical(request));
    if (request.received == 0) request.received = ports_.clock.now();
    // A replay must find its key although the position is gone by now: so a missing position is judged after the key.
    bool const position_known = !request.terminal || complete_reducing(ports_.streams, request.org, *request.terminal,
                                                                       request.kind, request.args);
    CommandAnswer refused;
    std::optional<CommandKind> kind;
    if (!check(request, kind, refused)) return done(std::move(refused));
    if (!position_known && request.key.empty()) return done(failed(errc::not_found));
    if (!position_known) {
        AcceptRequest only_replay{request.user, request.user_name, {request.route, request.key, hash}, {}, 0, 0, 0};
        auto answered = [this, wait_ms = request.wait_ms, done = std::move(done)](Reply<Accepted> reply) {
            if (!reply.ok()) return done(failed(error_of(reply)));
            if (reply.value.commands.empty()) return done(failed(errc::not_found));
            answer(answer_of(std::move(reply.value)), wait_ms, done);
        };
        return ports_.store.accept_commands(request.org, std::move(only_replay), std::move(answered));
    }
    if (request.terminal) {
        std::vector<TerminalId> one{*request.terminal};
        return accept_for(std::move(request), *kind, std::move(hash), std::move(one), std::move(done));
    }
    if (request.group) return accept_group(std::move(request), *kind, std::move(hash), std::move(done));
    auto const org = request.org;
    auto listed = [this, request = std::move(request), kind = *kind, hash = std::move(hash),
                   done = std::move(done)](Reply<std::vector<Terminal>> reply) {
        if (!reply.ok()) {
            auto live = ports_.registry.live_of(request.org);
            std::erase_if(live, [&](TerminalId terminal) { return !request.scope.holds(terminal); });
            auto accept = accept_request(request, kind, hash, live);
            return hold(request, kind, std::move(accept), error_of(reply), done);
        }
        std::vector<TerminalId> terminals;
        for (auto const& terminal : reply.value)
            if (request.scope.holds(terminal.id)) terminals.push_back(terminal.id);
        accept_for(request, kind, hash, std::move(terminals), done);
    };
    ports_.store.list_terminals(org, std::move(listed));
}

void CommandService::accept_group(CommandRequest request, CommandKind kind, std::string hash, Answer done) {
    auto const org = request.org;
    auto const group = *request.group;
    auto found = [this, request = std::move(request), kind, hash = std::move(hash),
                  done = std::move(done)](Reply<TerminalGroup> reply) {
        bool const unknown = !reply.ok() && reply.outcome != Outcome::rejected;
        if (!reply.ok() && !unknown) return done(failed(error_of(reply)));
        auto members = unknown ? groups_.members(request.org, *request.group) : std::move(reply.value.terminals);
        std::erase_if(members, [&](TerminalId terminal) { return !request.scope.holds(terminal); });
        if (unknown && members.empty()) return done(failed(error_of(reply)));
        if (unknown) return hold(request, kind, accept_request(request, kind, hash, members), error_of(reply), done);
        if (members.empty()) return done(bad_request("/group", "this group holds no terminal of yours"));
        accept_for(request, kind, hash, std::move(members), done);
    };
    ports_.store.pairings().find_group(org, group, std::move(found));
}

NewCommand CommandService::command_for(CommandRequest const& request, CommandKind kind, TerminalId terminal) const {
    NewCommand command;
    for (auto& id : command.ids) id = CommandId{Uuid::make_v7(ports_.clock.port(), ports_.random)};
    command.terminal = terminal;
    command.kind = request.kind;
    command.stop_lane = protocol::in_stop_lane(kind);
    command.args = json::serialize(request.args);
    command.versioned = is_versioned(kind);
    auto ttl = protocol::default_ttl_ms(kind);
    auto const* const order = request.args.if_contains("order");
    if (kind == CommandKind::open && order && *order != "market") ttl = protocol::pending_open_ttl_ms;
    if (ttl) command.expires_at = ports_.clock.now() + *ttl;
    auto const* const live = ports_.registry.find(request.org, terminal);
    if (live != nullptr) {
        command.live_epoch = live->epoch();
    } else if (protocol::needs_live_terminal(kind)) {
        command.refused_rule = "terminal_offline";
        command.refused_message = "The terminal is offline; a market order does not wait for it.";
    }
    return command;
}

AcceptRequest CommandService::accept_request(CommandRequest const& request, CommandKind kind, std::string const& hash,
                                             std::vector<TerminalId> const& terminals) const {
    AcceptRequest accept;
    accept.user = request.user;
    accept.user_name = request.user_name;
    accept.key = {request.route, request.key, hash};
    accept.received = request.received;
    accept.now = ports_.clock.now();
    accept.recv_max = static_cast<int>(protocol::recv_max);
    for (auto const& terminal : terminals) accept.commands.push_back(command_for(request, kind, terminal));
    return accept;
}

std::optional<CommandAnswer> CommandService::over_limit(OrgId org, CommandKind kind, std::size_t count) const {
    if (ports_.book == nullptr || stops_trading(kind)) return std::nullopt;
    auto const wait = ports_.book->take_commands(org, count, ports_.clock.steady());
    if (wait == 0) return std::nullopt;
    auto refused = failed(errc::rate_limited);
    refused.retry_after_ms = wait;
    refused.fault.message =
        "The organisation may give " + std::to_string(ports_.book->of(org).commands_per_minute) + " commands a minute.";
    return refused;
}

void CommandService::accept_for(CommandRequest request, CommandKind kind, std::string hash,
                                std::vector<TerminalId> terminals, Answer done) {
    if (auto refused = over_limit(request.org, kind, terminals.size())) return done(std::move(*refused));
    auto accept = accept_request(request, kind, hash, terminals);
    auto const org = request.org;
    auto answered = [this, request = std::move(request), kind, accept, done = std::move(done)](Reply<Accepted> reply) {
        if (!reply.ok() && reply.outcome != Outcome::rejected)
            return hold(request, kind, accept, error_of(reply), done);
        if (!reply.ok()) return done(failed(error_of(reply)));
        deliver(reply.value);
        answer(answer_of(std::move(reply.value)), request.wait_ms, done);
    };
    ports_.store.accept_commands(org, std::move(accept), std::move(answered));
}

void CommandService::hold(CommandRequest const& request, CommandKind kind, AcceptRequest accept, errc why,
                          Answer const& done) {
    bool const everywhere = !request.terminal && !request.group;
    HeldStop stop{
        request.org, everywhere, request.group, request.scope, std::move(accept), command_for(request, kind, {}), {}};
    auto shown = stops_trading(kind) ? held_.hold(std::move(stop)) : std::nullopt;
    if (!shown) return done(failed(why));
    CommandAnswer given;
    given.durable = false;
    given.commands = std::move(*shown);
    done(std::move(given));
}

void CommandService::deliver(Accepted const& accepted) {
    if (accepted.replayed) return;
    if (ports_.watch != nullptr)
        for (auto const& command : accepted.commands) ports_.watch->command_accepted(command);
    changed(accepted);
    for (auto const& command : accepted.commands) {
        auto* const live = ports_.registry.find(command.org, command.terminal);
        if (live == nullptr) continue;  // its next hello finds the row
        if (command.state == CommandState::sent && command.session_epoch == live->epoch()) live->send(command);
        if (command.state == CommandState::queued) live->wake();
    }
}

void CommandService::answer(CommandAnswer given, std::int64_t wait_ms, Answer done) {
    Waiter waiter{ports_.clock.steady() + wait_ms, std::move(given), std::move(done)};
    if (wait_ms <= 0 || stopping_ || waiter.all_final()) return waiter.done(std::move(waiter.answer));
    waiters_.push_back(std::move(waiter));
}

void CommandService::cancel(OrgId org, CommandId command, Done<CommandChange> done) {
    auto answered = [this, done = std::move(done)](Reply<CommandChange> reply) {
        if (reply.ok()) changed(reply.value);
        if (done) done(std::move(reply));
    };
    ports_.store.cancel_command(org, command, ports_.clock.now(), std::move(answered));
}

void CommandService::changed(CommandChange const& change) {
    for (auto const& event : change.events) ports_.streams.publish_event(event);
    for (auto const& command : change.commands) {
        if (ports_.watch != nullptr) ports_.watch->command_changed(command);
        if (auto* const live = ports_.registry.find(command.org, command.terminal)) live->command_changed(command);
        for (auto& waiter : waiters_) {
            for (auto& row : waiter.answer.commands) {
                if (row.id == command.id) row = command;
            }
        }
    }
    std::list<Waiter> finished;
    for (auto at = waiters_.begin(); at != waiters_.end();) {
        auto const next = std::next(at);
        if (at->all_final()) finished.splice(finished.end(), waiters_, at);
        at = next;
    }
    for (auto& waiter : finished) waiter.done(std::move(waiter.answer));
}

void CommandService::stop_waiting() {
    stopping_ = true;
    std::list<Waiter> waiters;
    waiters.swap(waiters_);
    for (auto& waiter : waiters) waiter.done(std::move(waiter.answer));
}

void CommandService::on_tick() {
    groups_.on_tick();
    held_.on_tick();
    auto const now = ports_.clock.steady();
    std::list<Waiter> late;
    for (auto at = waiters_.begin(); at != waiters_.end();) {
        auto const next = std::next(at);
        if (at->deadline <= now) late.splice(late.end(), waiters_, at);
        at = next;
    }
    for (auto& waiter : late) waiter.done(std::move(waiter.answer));
    if (now < next_sweep_ || sweeping_) return;
    next_sweep_ = now + sweep_every_ms;
    sweeping_ = true;
    auto expired = [this](Reply<CommandChange> reply) {
        sweeping_ = false;
        if (reply.ok()) changed(reply.value);
    };
    ports_.store.expire_queued(ports_.clock.now(), std::move(expired));
    ports_.registry.sweep();
}

}  // namespace signalos::relay
