// What several legs of one command amount to, and which of them may be sent again.
#pragma once
#include <cstdint>

#include "bridge/command.hpp"

namespace signalos::bridge {

/// The command state that SOS_DONE … mean for a leg or a single order.
Outcome outcome_of(std::int32_t outcome);
/// Of a close_all that has ended: done when every leg is, partial when some ran, else what the others came to. The
/// closing record counts for what never became a leg.
Outcome outcome_of_legs(Command const& command);
/// A netting position has one ticket for all its volume: a second close after one that may still fill, or that took
/// everything, would turn the position round. True when `facts` are such a leg.
bool would_turn_round(Command const& command, sos_facts const& facts, std::int32_t margin_mode);
/// Whether a closing order that `other` sent and that has no answer yet may still change the position of `facts`, so
/// that a second one would take away more than was meant. Whole closes on hedging accounts name a ticket and cannot.
bool may_still_change(Command const& other, sos_facts const& facts, std::int32_t margin_mode);
/// True when the deal is known to be of a leg of this command other than `except_leg`.
bool owns_deal(Command const& command, std::int32_t except_leg, std::int64_t deal);

}  // namespace signalos::bridge
