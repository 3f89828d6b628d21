// Who asks: proven once per request or socket, and all that every guard behind it looks at.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

#include "base/ids.hpp"
#include "domain/permission.hpp"
#include "domain/terminal_scope.hpp"

namespace signalos::relay {

/// A caller with what the credential allows. A value: what it says was true when it was proven (`proven_mark`).
struct Principal {
    enum class Kind : std::uint8_t {
        session,       ///< a signed-in browser
        api_key,       ///< a script with a scoped key
        access_token,  ///< a script with a short-lived token, made from one of the above
        terminal,      ///< a terminal's own credential
        console,       ///< the operator on the relay's machine
    };

    Kind kind = Kind::session;
    Uuid credential;  ///< the session, the key or the terminal; of a token the credential it was made from
    OrgId org;
    std::string org_name;
    UserId user;  ///< nil: a terminal, or the console
    std::string email;
    std::string name;                                ///< as shown beside what was done
    std::string role;                                ///< viewer, trader, admin, owner; "terminal"; "operator"
    Permission strongest = Permission::open_to_all;  ///< the role's, or the credential's scope when that is less
    bool is_operator = false;                        ///< of the relay
    TerminalScope terminals;
    std::int64_t expires_at = 0;  ///< ms UTC; 0 = does not end by itself
    std::int64_t proved_at = 0;   ///< ms UTC: the password was given; 0 = never with this credential
    bool must_change_password = false;
    bool from_memory = false;       ///< the store does not answer; enough to stop and to pause, for nothing else
    std::uint64_t proven_mark = 0;  ///< the count of changes (AccessChanges) when proving began

    [[nodiscard]] bool may(Permission needed) const {
        return needed == Permission::operate ? is_operator : needed <= strongest;
    }
    [[nodiscard]] bool sees(TerminalId terminal) const { return terminals.holds(terminal); }
    /// The id that the audit log names.
    [[nodiscard]] std::string actor() const { return user.is_nil() ? name : user.text(); }
};

inline char const* kind_name(Principal::Kind kind) {
    switch (kind) {
        case Principal::Kind::session:
            return "session";
        case Principal::Kind::api_key:
            return "api_key";
        case Principal::Kind::access_token:
            return "access_token";
        case Principal::Kind::terminal:
            return "terminal";
        case Principal::Kind::console:
            return "console";
    }
    return "";
}

/// The names of what a principal may do beyond being signed in, weakest first.
inline std::vector<std::string_view> permissions_of(Principal const& who) {
    std::vector<std::string_view> names;
    for (auto const permission :
         {Permission::view, Permission::trade, Permission::manage, Permission::own, Permission::operate})
        if (who.may(permission)) names.push_back(permission_name(permission));
    return names;
}

}  // namespace signalos::relay
