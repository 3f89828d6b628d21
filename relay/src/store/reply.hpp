// How every storage operation answers: exactly once, and never with a guess.
#pragma once
#include <functional>
#include <utility>

#include "base/error.hpp"

namespace signalos::relay {

enum class Outcome {
    committed,    ///< durable (a read: done)
    rejected,     ///< a rule said no, nothing was written; Reply::reason says which
    in_doubt,     ///< the link to the store died during the commit: read again by id before answering anybody
    unavailable,  ///< nothing was written; try later
};

/// The answer of one operation. `value` means something only when committed.
template <class T>
struct Reply {
    Outcome outcome = Outcome::unavailable;
    errc reason = errc::unavailable;
    T value{};

    [[nodiscard]] bool ok() const { return outcome == Outcome::committed; }
    static Reply committed(T value) { return {Outcome::committed, errc{}, std::move(value)}; }
    static Reply rejected(errc reason) { return {Outcome::rejected, reason, T{}}; }
    static Reply in_doubt() { return {Outcome::in_doubt, errc::in_doubt, T{}}; }
    static Reply unavailable(errc reason = errc::unavailable) { return {Outcome::unavailable, reason, T{}}; }
};

/// Called exactly once, through the store's executor, unless the store is destroyed first. May be empty.
template <class T>
using Done = std::function<void(Reply<T>)>;

/// The value of an operation that has none.
struct Nothing {};

}  // namespace signalos::relay
