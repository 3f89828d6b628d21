#include "core/held_stops.hpp"

#include <algorithm>
#include <utility>

namespace signalos::relay {

namespace {
constexpr std::size_t at_most = 256;
constexpr std::int64_t try_every_ms = 250;

CommandRow row_of(HeldStop const& stop, NewCommand const& command) {
    CommandRow row;
    row.org = stop.org;
    row.id = command.ids[0];
    row.terminal = command.terminal;
    row.actor = stop.accept.user;
    row.actor_name = stop.accept.user_name;
    row.kind = command.kind;
    row.stop_lane = command.stop_lane;
    row.args = command.args;
    row.message = "Given to the terminal; not recorded yet, because the relay's storage does not answer.";
    row.created_at = stop.accept.now;
    row.expires_at = command.expires_at;
    row.times.received = stop.accept.received;
    return row;
}
}  // namespace

std::optional<std::vector<CommandRow>> HeldStops::hold(HeldStop stop) {
    if (auto const* const known = find(stop.org, stop.accept.user, stop.accept.key)) return known->shown;
    // Of a terminal that is not live nobody knows here whether it is there at all.
    std::erase_if(stop.accept.commands, [&](NewCommand const& command) {
        return ports_.registry.find(stop.org, command.terminal) == nullptr;
    });
    bool const nobody = stop.accept.commands.empty() && !stop.every_terminal && !stop.group;
    if (nobody || waiting_.size() >= at_most) return std::nullopt;
    for (auto& command : stop.accept.commands) {
        // A spare id would be a second stop: the terminal has the first.
        std::fill(command.ids.begin() + 1, command.ids.end(), CommandId{});
        stop.shown.push_back(row_of(stop, command));
        ports_.registry.find(stop.org, command.terminal)->send_unrecorded(stop.shown.back());
    }
    waiting_.push_back(std::move(stop));
    return waiting_.back().shown;
}

HeldStop const* HeldStops::find(OrgId org, UserId user, RequestKey const& key) const {
    auto const same = [&](HeldStop const& stop) {
        auto const& held = stop.accept;
        return stop.org == org && held.user == user && held.key.route == key.route && held.key.key == key.key;
    };
    auto const known = std::find_if(waiting_.begin(), waiting_.end(), same);
    return key.key.empty() || known == waiting_.end() ? nullptr : &*known;
}

bool HeldStops::holds(TerminalId terminal) const {
    return std::any_of(waiting_.begin(), waiting_.end(), [terminal](HeldStop const& stop) {
        auto const& commands = stop.accept.commands;
        return std::any_of(commands.begin(), commands.end(),
                           [terminal](NewCommand const& command) { return command.terminal == terminal; });
    });
}

void HeldStops::on_tick() {
    auto const now = ports_.clock.steady();
    if (busy_ || waiting_.empty() || now < next_try_) return;
    next_try_ = now + try_every_ms;
    busy_ = true;
    auto const& oldest = waiting_.front();
    if (oldest.every_terminal || oldest.group) return find_the_absent();
    record();
}

void HeldStops::find_the_absent() {
    auto const& oldest = waiting_.front();
    auto const org = oldest.org;
    if (oldest.group) {
        auto found = [this](Reply<TerminalGroup> reply) {
            if (!reply.ok() && reply.outcome != Outcome::rejected) {
                busy_ = false;
                return;
            }
            complete(reply.value.terminals);  // rejected: the group is gone, those who have the stop remain
            record();
        };
        return ports_.store.pairings().find_group(org, *oldest.group, std::move(found));
    }
    auto listed = [this](Reply<std::vector<Terminal>> reply) {
        if (!reply.ok()) {
            busy_ = false;
            return;
        }
        std::vector<TerminalId> terminals;
        for (auto const& terminal : reply.value) terminals.push_back(terminal.id);
        complete(terminals);
        record();
    };
    ports_.store.list_terminals(org, std::move(listed));
}

void HeldStops::complete(std::vector<TerminalId> const& terminals) {
    auto& stop = waiting_.front();
    for (auto const& terminal : terminals) {
        auto const has = [&](NewCommand const& command) { return command.terminal == terminal; };
        if (!stop.scope.holds(terminal) || std::any_of(stop.accept.commands.begin(), stop.accept.commands.end(), has))
            continue;
        auto command = stop.pattern;
        for (auto& id : command.ids) id = CommandId{Uuid::make_v7(ports_.clock.port(), ports_.random)};
        command.terminal = terminal;
        stop.accept.commands.push_back(std::move(command));
    }
    stop.every_terminal = false;
    stop.group.reset();
}

void HeldStops::record() {
    auto request = waiting_.front().accept;
    request.now = ports_.clock.now();
    ports_.store.accept_commands(waiting_.front().org, std::move(request),
                                 [this](Reply<Accepted> reply) { ended(reply); });
}

void HeldStops::ended(Reply<Accepted> const& reply) {
    busy_ = false;
    // Rejected: its id or its key is there already, by an answer that was lost; or its terminal was revoked.
    if (reply.outcome != Outcome::committed && reply.outcome != Outcome::rejected) return;
    waiting_.pop_front();
    next_try_ = 0;
    if (reply.ok()) recorded_(reply.value);
}

}  // namespace signalos::relay
