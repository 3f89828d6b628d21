// Executing each kind of accepted request inside a batch.
#pragma once

#include "broker/batch.hpp"

namespace signalos::broker {

struct Executed {
    Result result;
    Ticket position = 0;
};

/// `request` has passed `check_request`. Fills `batch` with changes and transactions.
Executed execute_request(Batch& batch, Request const& request, Source source, Twists const& twists);

}  // namespace signalos::broker
