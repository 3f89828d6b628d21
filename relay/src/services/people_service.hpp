// What people do with accounts: their own (sessions, second factor, keys) and, with the right to, those of others. One
// operation each, for REST and for the command line alike.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/json_reader.hpp"
#include "base/random.hpp"
#include "domain/principal.hpp"
#include "services/access_token.hpp"
#include "services/auth_service.hpp"
#include "services/live_people.hpp"
#include "services/password_hasher.hpp"
#include "services/relay_control.hpp"
#include "store/store.hpp"
#include "util/sealer.hpp"

namespace signalos::relay {

struct PeopleCall {
    Principal who;             ///< already allowed to call this operation at all
    std::string id;            ///< of the object, as it came; may be empty
    boost::json::object args;  ///< as they came
    std::string peer;          ///< address
};

struct PeopleAnswer {
    boost::json::object body;  ///< empty = nothing to say
    std::optional<errc> error;
    InputFault fault;  ///< where and why, of a bad_request
};
using PeopleReply = std::function<void(PeopleAnswer)>;

/// Everything on the I/O thread; every reply exactly once. Passwords, seeds, keys and tokens are answered once, where
/// they are made, and stored sealed or hashed. References outlive it.
class PeopleService {
public:
    struct Parts {
        PeopleStore& store;
        Store& whole;
        PasswordHasher& hasher;
        Clock const& clock;
        Random& random;
        Sealer const& sealer;
        AccessTokens const& tokens;
        AuthService& auth;
        LivePeople& live;
        RelayControl* control = nullptr;  ///< absent in tests that need none
        /// Told of limits that are durable; may be empty.
        std::function<void(OrgId, OrganisationLimits const&)> on_limits = {};
    };
    explicit PeopleService(Parts parts) : p_(std::move(parts)) {}

    using Operation = void (PeopleService::*)(PeopleCall, PeopleReply);

    /// Tells the user's other connections.
    void signed_in(LoginSession const& session) {
        told_change(session.account.organisation, session.account.id, "session_started");
    }

    /// The same for a password that its owner changed.
    void password_changed(Principal const& who) { told_change(who.org, who.user, "password_changed"); }

    /// Somebody's access was ended in the store: nothing vouches for it any more, and its sockets close.
    void access_ended(UserId user) {
        p_.auth.forget_user(user);
        p_.live.ended(user.value);
    }

    // --- one's own account ---
    void list_own_sessions(PeopleCall call, PeopleReply reply);
    void end_own_session(PeopleCall call, PeopleReply reply);
    /// All but the one that asks.
    void end_other_sessions(PeopleCall call, PeopleReply reply);
    void totp_state(PeopleCall call, PeopleReply reply);
    void enrol_totp(PeopleCall call, PeopleReply reply);
    void confirm_totp(PeopleCall call, PeopleReply reply);
    void remove_own_totp(PeopleCall call, PeopleReply reply);
    void replace_recovery_codes(PeopleCall call, PeopleReply reply);
    void make_access_token(PeopleCall call, PeopleReply reply);
    void list_own_keys(PeopleCall call, PeopleReply reply);
    void create_key(PeopleCall call, PeopleReply reply);
    void revoke_own_key(PeopleCall call, PeopleReply reply);
    void look_at_invitation(PeopleCall call, PeopleReply reply);
    void accept_invitation(PeopleCall call, PeopleReply reply);

    // --- the organisation ---
    void list_members(PeopleCall call, PeopleReply reply);
    void find_member(PeopleCall call, PeopleReply reply);
    void change_member(PeopleCall call, PeopleReply reply);
    void reset_member_password(PeopleCall call, PeopleReply reply);
    void remove_member_totp(PeopleCall call, PeopleReply reply);
    void end_member_sessions(PeopleCall call, PeopleReply reply);
    void set_grants(PeopleCall call, PeopleReply reply);
    void list_roles(PeopleCall call, PeopleReply reply);
    void list_invitations(PeopleCall call, PeopleReply reply);
    void create_invitation(PeopleCall call, PeopleReply reply);
    void revoke_invitation(PeopleCall call, PeopleReply reply);
    void list_sessions(PeopleCall call, PeopleReply reply);
    void end_session(PeopleCall call, PeopleReply reply);
    void list_keys(PeopleCall call, PeopleReply reply);
    void revoke_key(PeopleCall call, PeopleReply reply);
    void list_connections(PeopleCall call, PeopleReply reply);
    void kick(PeopleCall call, PeopleReply reply);
    void broadcast(PeopleCall call, PeopleReply reply);
    void list_audit(PeopleCall call, PeopleReply reply);
    void verify_audit(PeopleCall call, PeopleReply reply);

    /// Of the caller's own organisation, with the settings that bind every one.
    void list_limits(PeopleCall call, PeopleReply reply);

    // --- the relay ---
    void list_organisations(PeopleCall call, PeopleReply reply);
    /// With an invitation for its first owner.
    void create_organisation(PeopleCall call, PeopleReply reply);
    void change_organisation(PeopleCall call, PeopleReply reply);
    void organisation_limits(PeopleCall call, PeopleReply reply);
    void change_limits(PeopleCall call, PeopleReply reply);
    void list_settings(PeopleCall call, PeopleReply reply);
    void change_settings(PeopleCall call, PeopleReply reply);
    void reload_settings(PeopleCall call, PeopleReply reply);
    void list_backups(PeopleCall call, PeopleReply reply);
    /// Answers when it has begun.
    void make_backup(PeopleCall call, PeopleReply reply);

private:
    [[nodiscard]] ChangeBy by(PeopleCall const& call) const { return {call.who.actor(), p_.clock.utc_ms()}; }
    /// Goes on with the member when the caller may change one of that role: nobody but an owner touches an owner.
    void with_member(PeopleCall const& call, PeopleReply const& reply, std::function<void(Member)> go_on);
    void end_sessions_of(PeopleCall const& call, UserId user, SessionId one, SessionId keep, PeopleReply reply);
    void remove_totp_of(PeopleCall const& call, UserId user, PeopleReply reply);
    void told_change(OrgId org, UserId user, char const* what);
    /// Goes on once the line stands in the audit log; refuses when it cannot.
    void audited(PeopleCall const& call, char const* action, std::string subject, boost::json::object const& detail,
                 PeopleReply const& reply, std::function<void()> go_on);
    /// Goes on while the organisation has fewer than it may; else refuses with the figures.
    void with_room(OrgId org, std::int64_t OrganisationLimits::*limit, PeopleReply const& reply,
                   std::function<void()> go_on);
    void store_key(PeopleCall const& call, ApiKey const& key, std::string const& secret, PeopleReply const& reply);
    void invite(PeopleCall const& call, Invitation invitation, PeopleReply reply);

    Parts p_;
};

}  // namespace signalos::relay
