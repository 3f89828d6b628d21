// Stops that differ from what somebody just pressed: those that came late, and the bridge's own. The bridge stops by
// itself, by the trader's own rule, when the relay has been gone for too long. Such a stop is a command like any other,
// journal, guard and legs included, except that the relay does not know its id: it is told of the latch, and of what
// became of it, in latch_state frames.
#include <algorithm>
#include <boost/json/serialize.hpp>

#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
constexpr std::int64_t late_stop_ms = 5 * 60 * 1000;

std::int32_t level_of(std::int32_t policy) {
    return policy == SOS_LINK_LOSS_FLATTEN ? SOS_LEVEL_FLATTEN : SOS_LEVEL_HALT;
}
}  // namespace

// What the trader did since such a stop was given is not what it was meant for. Without the relay's clock nothing is
// called late: a stop does too much rather than too little.
void Session::mark_late(RecvRecord& received) const {
    auto data = parse_object(received.data);
    auto const now = link_.relay_ms();
    if (!data || !now || text_of(*data, "kind") != "emergency_stop") return;
    auto const issued = integer_of(object_of(*data, "args"), "issued_at");
    if (!issued || *issued <= 0 || *now - *issued <= late_stop_ms) return;
    data->at("args").as_object()[json::string_view(late_mark.data(), late_mark.size())] = true;
    received.data = json::serialize(*data);
}

std::int64_t Session::known_until(Command const& command) const {
    if (command.issued_at == 0 || !have_health_) return 0;
    // Both ways of the broker's offset from UTC are whole quarters of an hour.
    return (command.issued_at - (to_utc(command.issued_at) - command.issued_at)) / 1000;
}

void Session::apply_policy() {
    sos_open_args const& a = config_.args;
    link_loss_.act_after(a.link_loss == SOS_LINK_LOSS_KEEP ? 0 : std::max(60, a.link_loss_s) * std::int64_t{1000});
}

void Session::watch_link() {
    bool const broker = have_health_ && health_.connected != 0 && ea_silent_since_ == 0;
    bool const up = link_loss_.step({link_.live(), broker, clock_.steady_ms(), clock_.utc_ms(), link_.excused_until()});
    // A terminal that no relay ever welcomed has no link to lose: it is being set up.
    if (up && book_.session.epoch > 0) stop_by_itself();
}

void Session::stop_by_itself() {
    sos_open_args const& a = config_.args;
    LatchRecord const& latch = book_.latch;
    std::int32_t const level = level_of(a.link_loss);
    bool const wider = latch.latch_id == 0 || a.link_loss_scope < latch.scope;
    if (latch.latch_id != 0 && latch.level >= level && !wider) return;
    json::object args{{"level", json::string_view(level_name(level).data(), level_name(level).size())},
                      {"scope", a.link_loss_scope == 0 ? "account" : "ours"},
                      {"issued_at", clock_.utc_ms()}};
    json::object data{{"kind", "emergency_stop"}, {"own", "link_loss"}, {"args", std::move(args)}};
    RecvRecord received{Uuid::make_v7(clock_, random_).text(), 0, clock_.utc_ms(), json::serialize(data)};
    std::string const id = received.id;
    // Without a journal it holds while this run lasts, as any stop does.
    if (!record(received)) book_.commands.emplace(id, parse_command(received));
    OwnStopRecord own{latch.last_id + 1, "The relay could not be reached for " + std::to_string(a.link_loss_s) +
                                             " s; the link-loss policy in the EA's inputs is " +
                                             (level == SOS_LEVEL_FLATTEN ? "flatten" : "pause")};
    if (!record(own)) book_.apply(own, 0);
    set_stop(*book_.find(id));
}

void Session::settle_own(Command& command, Outcome outcome, json::object data) {
    json::object state;
    state["paused"] = book_.latch.paused;
    state["pause_version"] = book_.latch.pause_version;
    state["latch"] = latch_json();
    state["by"] = "link_loss";
    state["result"] = std::move(data);
    emit(OutType::latch_state, command.id, outcome, std::move(state));
}

}  // namespace signalos::bridge
