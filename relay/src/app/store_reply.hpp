// From the store's answers to the error codes of the entrances.
#pragma once
#include "base/result.hpp"
#include "store/reply.hpp"

namespace signalos::relay {

/// The error of an answer that is not committed.
template <class T>
boost::system::error_code error_of(Reply<T> const& reply) {
    if (reply.outcome == Outcome::rejected) return make_error_code(reply.reason);
    if (reply.outcome == Outcome::in_doubt) return make_error_code(errc::in_doubt);
    return make_error_code(reply.reason == errc::disk_full ? errc::disk_full : errc::unavailable);
}

}  // namespace signalos::relay
