// Who is connected now, and what a change of rights does to them.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>

#include "base/ids.hpp"
#include "domain/principal.hpp"

namespace signalos::relay {

/// All calls on the I/O thread.
class LivePeople {
public:
    virtual ~LivePeople() = default;
    /// A credential (session, key), a user or an organisation is no more: its sockets close with 4401, and what is
    /// being proven with it at this moment opens none.
    virtual void ended(Uuid who) = 0;
    /// A user's role or grants changed: their sockets close with 1012 and come back with what is theirs now.
    virtual void changed(UserId user) = 0;
    /// An `account_update` on the user's own stream.
    virtual void tell(OrgId org, UserId user, boost::json::object data) = 0;
    /// Of one organisation, oldest first.
    [[nodiscard]] virtual boost::json::array connections(OrgId org) const = 0;
    [[nodiscard]] virtual bool has(OrgId org, Uuid connection) const = 0;
    /// How many of the organisation are open.
    [[nodiscard]] virtual std::size_t count(OrgId org) const = 0;
    /// false: no such connection in the organisation.
    virtual bool kick(OrgId org, Uuid connection) = 0;
    /// A `system_notice` to everybody of the organisation; nil = of the relay. How many got it.
    virtual std::size_t broadcast(OrgId org, boost::json::object data) = 0;
    /// Grows with every ended() and changed().
    [[nodiscard]] virtual std::uint64_t mark() const = 0;
    /// What this caller was proven with has ended or changed since it was proven.
    [[nodiscard]] virtual bool outdated(Principal const& who) const = 0;
};

}  // namespace signalos::relay
