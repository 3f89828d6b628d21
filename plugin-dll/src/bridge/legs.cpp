#include "bridge/legs.hpp"

#include <algorithm>

namespace signalos::bridge {

namespace {
constexpr double volume_epsilon = 1e-9;

bool same_target(IntentRecord const& a, IntentRecord const& b) {
    return a.position != 0 ? a.position == b.position : a.ticket == b.ticket;
}

// What a leg left open another one, after a restart, may have done.
bool made_good(Command const& command, Intent const& leg) {
    return std::any_of(command.intents.begin(), command.intents.end(), [&](Intent const& other) {
        return other.end && outcome_of(other.end->outcome) == Outcome::done && same_target(other.record, leg.record);
    });
}
}  // namespace

Outcome outcome_of(std::int32_t outcome) {
    switch (outcome) {
        case SOS_DONE:
        case SOS_SKIPPED:
            return Outcome::done;
        case SOS_PARTIAL:
            return Outcome::partial;
        case SOS_REJECTED:
            return Outcome::rejected;
        case SOS_EA_REFUSED:
            return Outcome::refused;
        case SOS_NOT_FOUND:
            return Outcome::not_executed;
        default:
            return Outcome::in_doubt;
    }
}

Outcome outcome_of_legs(Command const& command) {
    Outcome const said = command.closing ? outcome_of(command.closing->outcome) : Outcome::done;
    bool ran = false;
    bool short_of = said != Outcome::done;
    bool unknown_ran = false;
    for (auto const& intent : command.intents) {
        Outcome const leg = intent.end ? outcome_of(intent.end->outcome) : Outcome::in_doubt;
        ran = ran || leg == Outcome::done || leg == Outcome::partial;
        short_of = short_of || !made_good(command, intent);
        unknown_ran = unknown_ran || leg == Outcome::not_executed;
    }
    if (!short_of) return Outcome::done;
    if (ran) return Outcome::partial;
    if (unknown_ran) return Outcome::not_executed;
    return said == Outcome::refused ? Outcome::refused : Outcome::rejected;
}

bool would_turn_round(Command const& command, sos_facts const& facts, std::int32_t margin_mode) {
    if (margin_mode == SOS_MARGIN_HEDGING || facts.position == 0) return false;
    return std::any_of(command.intents.begin(), command.intents.end(), [&](Intent const& intent) {
        if (!intent.end || intent.record.ticket != facts.ticket) return false;
        bool const took_all =
            intent.end->outcome == SOS_DONE && intent.record.volume >= intent.record.volume_before - volume_epsilon;
        return took_all || intent.end->outcome == SOS_NOT_FOUND;
    });
}

bool may_still_change(Command const& other, sos_facts const& facts, std::int32_t margin_mode) {
    bool const by_ticket =
        margin_mode == SOS_MARGIN_HEDGING && facts.kind != SOS_PARTIAL_CLOSE && facts.kind != SOS_CLOSE_BY;
    if (facts.position == 0 || by_ticket) return false;
    return std::any_of(other.intents.begin(), other.intents.end(),
                       [&](Intent const& intent) { return !intent.end && intent.record.position == facts.position; });
}

bool owns_deal(Command const& command, std::int32_t except_leg, std::int64_t deal) {
    return std::any_of(command.intents.begin(), command.intents.end(), [&](Intent const& intent) {
        return intent.record.leg != except_leg && intent.end && intent.end->deal == deal;
    });
}

}  // namespace signalos::bridge
