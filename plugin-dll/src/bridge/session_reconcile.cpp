// Orders without an answer: what is to be looked for, what a look proves, and what must wait for it.
#include "bridge/legs.hpp"
#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

std::int64_t Session::reconcile_wait_ms() const {
    return config_.args.reconcile_wait_s > 0 ? config_.args.reconcile_wait_s * 1000LL : config_.reconcile_wait_ms;
}

// Not for ever: what stays in doubt longer than reconciliation takes is for the trader to judge, a stop included.
std::optional<Refusal> Session::busy(Command const& command, sos_facts const& facts) const {
    for (auto const& [id, other] : book_.commands) {
        bool const recent = clock_.utc_ms() - other.began < 2 * reconcile_wait_ms();
        if (id == command.id || !recent || !may_still_change(other, facts, config_.args.margin_mode)) continue;
        return Refusal{"position_busy",
                       "An order of command " + id + " on this position has no answer yet and may still be filled",
                       {{"command", id}}};
    }
    return std::nullopt;
}

// One clean scan more. True when it is now proven that the leg did not run.
bool Session::not_found(Command& command, Intent& intent) {
    bool const synchronised = health_.connected != 0 && health_.synchronised != 0;
    if (!synchronised) return false;
    std::int64_t const now = clock_.steady_ms();
    if (intent.clean_scans++ == 0) intent.first_scan = now;
    if (intent.clean_scans < 2 || now - intent.first_scan < reconcile_wait_ms()) return false;
    // What sets levels or takes an order away does the same when it comes twice.
    bool const absolute = command.args.kind == SOS_MODIFY || command.args.kind == SOS_CANCEL_ORDER;
    bool const by_ticket = command.args.kind == SOS_CLOSE && config_.args.margin_mode == SOS_MARGIN_HEDGING &&
                           intent.record.leg == 0 && intent.record.ticket != 0 &&
                           intent.record.volume >= intent.record.volume_before;
    bool const repeatable = absolute || by_ticket;
    if (!repeatable || is_expired(command, now, link_.relay_ms())) return true;
    record(ClearedRecord{command.id, intent.record.leg});
    return false;
}

// A deal that may be this leg's but carries neither its number nor its comment: whoever calls the leg not executed now
// might lie, so it stays in doubt and the deal is named.
std::int32_t Session::suspect(Command& command, Intent* intent, LegRecord const& found) {
    if (book_.deals_of_finished.contains(found.deal)) return 1;
    for (auto const& [id, other] : book_.commands)
        if (owns_deal(other, id == command.id ? found.leg : -1, found.deal)) return 1;
    if (intent == nullptr || intent->end) return SOS_OK;
    intent->clean_scans = 0;
    if (intent->suspect == found.deal) return SOS_OK;
    intent->suspect = found.deal;
    json::object data;
    data["message"] = found.text;
    data["evidence"] = found.text;
    data["deal"] = std::to_string(found.deal);
    settle(command, Outcome::in_doubt, std::move(data));
    return journal_->flush() ? SOS_OK : SOS_E_JOURNAL;
}

bool Session::read_back(int index, sos_intent& out) const {
    std::lock_guard lock(mutex_);
    for (int watch = 0; watch < 2; ++watch)
        for (auto const& [id, command] : book_.commands)
            for (auto const& intent : command.intents) {
                bool const watched = command.settled() && intent.end && intent.end->outcome == SOS_NOT_FOUND;
                if (watch == 0 ? intent.end.has_value() : !watched) continue;
                if (index-- > 0) continue;
                IntentRecord const& r = intent.record;
                out = sos_intent{};
                out.magic = r.magic;
                out.position = r.position;
                out.ticket = r.ticket;
                out.opposite = command.args.opposite;
                out.server_time = r.server_time;
                out.expiration = command.args.expiration;
                out.price = command.args.price;
                out.stop_limit = command.args.stop_limit;
                out.sl = command.args.sl;
                out.tp = command.args.tp;
                out.has_sl = command.args.has_sl;
                out.has_tp = command.args.has_tp;
                out.volume = r.volume;
                out.volume_before = r.volume_before;
                out.kind = r.kind;
                out.side = r.side;
                out.leg = r.leg;
                out.watch = watch;
                write_text(out.id, r.id);
                write_text(out.symbol, r.symbol);
                return true;
            }
    return false;
}

}  // namespace signalos::bridge
