// What the entrances need to pair, name, group and revoke terminals; the application binds it.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/system/result.hpp>
#include <functional>
#include <string>
#include <vector>

#include "api/relay_port.hpp"
#include "services/account_store.hpp"
#include "store/pairing_types.hpp"

namespace signalos::relay {

/// All calls and callbacks on the I/O thread; every callback exactly once. Objects have the form of the REST document.
/// Another organisation's object is errc::not_found.
class TerminalsPort {
public:
    /// Who asks, and from where.
    struct Caller {
        OrgId org;
        Actor actor;
        TerminalScope scope;  ///< what they may see and command
        std::string address;  ///< empty: the operator at the relay's own machine
    };
    struct Refused {
        errc code = errc::internal;
        std::int64_t retry_after_ms = 0;  ///< rate_limited and locked_out
    };
    template <class T>
    using Reply = std::function<void(boost::system::result<T, Refused>)>;
    using Object = boost::json::object;
    using Array = boost::json::array;

    virtual ~TerminalsPort() = default;

    /// {code, pairing}; the code is in no other answer.
    virtual void start_pairing(Caller caller, std::string name, Reply<Object> reply) = 0;
    virtual void find_pairing_by_code(Caller caller, std::string code, Reply<Object> reply) = 0;
    virtual void find_pairing(Caller caller, PairingId pairing, Reply<Object> reply) = 0;
    virtual void list_pairings(Caller caller, Reply<Array> reply) = 0;
    virtual void approve_pairing(Caller caller, PairingId pairing, std::string fingerprint, std::string name,
                                 Reply<Object> reply) = 0;
    virtual void deny_pairing(Caller caller, PairingId pairing, Reply<Object> reply) = 0;

    virtual void list_terminals(Caller caller, Reply<Array> reply) = 0;
    virtual void rename_terminal(Caller caller, TerminalId terminal, std::string name, Reply<Object> reply) = 0;
    /// Its sockets are closed before the answer.
    virtual void revoke_terminal(Caller caller, TerminalId terminal, Reply<Success> reply) = 0;

    virtual void list_groups(Caller caller, Reply<Array> reply) = 0;
    virtual void create_group(Caller caller, std::string name, Reply<Object> reply) = 0;
    virtual void rename_group(Caller caller, GroupId group, std::string name, Reply<Object> reply) = 0;
    virtual void delete_group(Caller caller, GroupId group, Reply<Success> reply) = 0;
    virtual void set_group_members(Caller caller, GroupId group, std::vector<TerminalId> members,
                                   Reply<Object> reply) = 0;

    /// For a socket of a terminal that has no credential yet; `secret` is its own.
    virtual SessionMaker pairing_session(std::string const& secret, std::string peer) = 0;
};

}  // namespace signalos::relay
