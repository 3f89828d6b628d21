// Members of an organisation: roles, grants, invitations.
#include "services/people_answers.hpp"
#include "services/sound_name.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {
constexpr log::Logger logger{"auth"};
constexpr std::int64_t hour_ms = 3600 * 1000;
constexpr std::int64_t longest_invitation_h = 24 * 30;

bool sound_email(std::string const& email) {
    auto const at = email.find('@');
    return email.size() <= 254 && at != std::string::npos && at > 0 && at + 1 < email.size() &&
           email.find_first_of(" \t\r\n<>\"") == std::string::npos;
}
}  // namespace

void PeopleService::list_members(PeopleCall call, PeopleReply reply) {
    p_.store.list_members(call.who.org, [reply](Reply<std::vector<Member>> members) {
        if (!members.ok()) return reply(people_error(members));
        json::array list;
        for (auto const& member : members.value) list.push_back(member_json(member));
        reply(people_answer({{"users", std::move(list)}}));
    });
}

void PeopleService::find_member(PeopleCall call, PeopleReply reply) {
    auto const user = UserId::parse(call.id);
    if (!user) return reply(people_error(errc::not_found));
    p_.store.find_member(call.who.org, *user, [reply](Reply<Member> member) {
        reply(member.ok() ? people_answer({{"user", member_json(member.value)}}) : people_error(member));
    });
}

void PeopleService::with_member(PeopleCall const& call, PeopleReply const& reply, std::function<void(Member)> go_on) {
    auto const user = UserId::parse(call.id);
    if (!user) return reply(people_error(errc::not_found));
    auto found = [who = call.who, reply, go_on = std::move(go_on)](Reply<Member> member) {
        if (!member.ok()) return reply(people_error(member));
        if (member.value.user.role == Role::owner && !who.may(Permission::own))
            return reply(people_error(errc::forbidden));
        go_on(std::move(member.value));
    };
    p_.store.find_member(call.who.org, *user, std::move(found));
}

void PeopleService::change_member(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    UserChange change;
    change.name = reader.maybe_text("name");
    change.role = reader.maybe_choice("role", role_names);
    change.disabled = reader.maybe_boolean("disabled");
    change.is_operator = reader.maybe_boolean("operator");
    if (change.name && !sound_name(*change.name)) reader.fail("name", std::string(sound_name_words));
    if (!reader.ok()) return reply(people_fault(fault));
    if (change.role == Role::owner && !call.who.may(Permission::own)) return reply(people_error(errc::forbidden));
    // The relay's operators are made by one of them: an organisation's owner is none by that.
    if (change.is_operator && !call.who.may(Permission::operate)) return reply(people_error(errc::forbidden));
    with_member(call, reply, [this, call, change, reply](Member const& before) {
        auto const user = before.user.id;
        auto changed = [this, call, change, user, reply](Reply<Member> after) {
            if (!after.ok()) return reply(people_error(after));
            logger.info("user_changed", {{"user", user.text()}, {"by", call.who.actor()}});
            p_.auth.forget_user(user);
            if (change.role || change.is_operator) told_change(call.who.org, user, "role_changed");
            if (after.value.user.disabled_at != 0)
                p_.live.ended(user.value);
            else if (change.role || change.is_operator)
                p_.live.changed(user);
            reply(people_answer({{"user", member_json(after.value)}}));
        };
        p_.store.change_user(call.who.org, user, change, by(call), std::move(changed));
    });
}

void PeopleService::reset_member_password(PeopleCall call, PeopleReply reply) {
    with_member(call, reply, [this, call, reply](Member const& member) {
        auto const password = readable_password(p_.random);
        auto hashed = [this, call, user = member.user.id, password, reply](std::string encoded) {
            if (encoded.empty()) return reply(people_error(errc::unavailable));
            auto stored = [this, user, password, reply](Reply<Nothing> done) {
                if (!done.ok()) return reply(people_error(done));
                access_ended(user);
                reply(people_answer({{"one_time_password", password}}));
            };
            p_.store.reset_password(call.who.org, user, std::move(encoded), by(call), std::move(stored));
        };
        if (!p_.hasher.hash(Secret(password), std::move(hashed))) reply(people_error(errc::rate_limited));
    });
}

void PeopleService::remove_member_totp(PeopleCall call, PeopleReply reply) {
    with_member(call, reply,
                [this, call, reply](Member const& member) { remove_totp_of(call, member.user.id, reply); });
}

void PeopleService::end_member_sessions(PeopleCall call, PeopleReply reply) {
    with_member(call, reply,
                [this, call, reply](Member const& member) { end_sessions_of(call, member.user.id, {}, {}, reply); });
}

void PeopleService::set_grants(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    if (!call.args.contains("terminals")) reader.fail("terminals", "missing");
    auto const scope = read_terminals(reader, call.args, {});
    if (scope.is_all()) reader.fail("terminals", "give the ids; only admin and owner see all");
    if (!reader.ok()) return reply(people_fault(fault));
    with_member(call, reply, [this, call, scope, reply](Member const& member) {
        std::vector<TerminalId> const terminals(scope.terminals().begin(), scope.terminals().end());
        auto stored = [this, org = call.who.org, user = member.user.id, terminals, reply](Reply<Nothing> done) {
            if (!done.ok()) return reply(people_error(done));
            p_.auth.forget_user(user);
            told_change(org, user, "grants_changed");
            p_.live.changed(user);
            reply(people_answer({{"terminals", terminals_json(TerminalScope({terminals.begin(), terminals.end()}))}}));
        };
        p_.store.set_grants(call.who.org, member.user.id, terminals, by(call), std::move(stored));
    });
}

void PeopleService::list_roles(PeopleCall, PeopleReply reply) {
    json::array roles;
    for (auto const& [name, role] : role_names) {
        json::array permissions;
        for (auto const permission : {Permission::view, Permission::trade, Permission::manage, Permission::own})
            if (permission <= strongest_permission(name))
                permissions.emplace_back(std::string(permission_name(permission)));
        roles.push_back(json::object{{"role", std::string(name)},
                                     {"permissions", std::move(permissions)},
                                     {"sees", sees_every_terminal(name) ? "all" : "granted"}});
    }
    reply(people_answer({{"roles", std::move(roles)}}));
}

void PeopleService::list_invitations(PeopleCall call, PeopleReply reply) {
    p_.store.list_invitations(call.who.org, p_.clock.utc_ms(), [reply](Reply<std::vector<Invitation>> all) {
        if (!all.ok()) return reply(people_error(all));
        json::array list;
        for (auto const& one : all.value) list.push_back(invitation_json(one));
        reply(people_answer({{"invitations", std::move(list)}}));
    });
}

void PeopleService::create_invitation(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    Invitation invitation;
    invitation.org = call.who.org;
    invitation.email = normal_email(reader.text("email"));
    invitation.role = reader.choice("role", role_names);
    invitation.terminals = read_terminals(reader, call.args, {});
    auto const hours = reader.maybe_integer("expires_in_hours").value_or(72);
    if (reader.ok() && !sound_email(invitation.email)) reader.fail("email", "not an e-mail address");
    if (reader.ok() && invitation.terminals.is_all()) reader.fail("terminals", "give the ids");
    if (reader.ok() && (hours < 1 || hours > longest_invitation_h)) reader.fail("expires_in_hours", "must be 1 to 720");
    if (!reader.ok()) return reply(people_fault(fault));
    if (invitation.role == Role::owner && !call.who.may(Permission::own)) return reply(people_error(errc::forbidden));
    invitation.expires_at = p_.clock.utc_ms() + hours * hour_ms;
    with_room(invitation.org, &OrganisationLimits::members, reply,
              [this, call, invitation, reply] { invite(call, invitation, reply); });
}

void PeopleService::invite(PeopleCall const& call, Invitation invitation, PeopleReply reply) {
    auto const token = random_token(p_.random, 32);
    invitation.id = InvitationId{Uuid::make_v7(p_.clock, p_.random)};
    invitation.token_hash = hex(sha256(token));
    invitation.invited_by = call.who.actor();
    invitation.created_at = p_.clock.utc_ms();
    auto stored = [invitation, token, reply = std::move(reply)](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        reply(people_answer(
            {{"invitation", invitation_json(invitation)}, {"organisation", invitation.org.text()}, {"token", token}}));
    };
    p_.store.create_invitation(invitation.org, invitation, by(call), std::move(stored));
}

void PeopleService::revoke_invitation(PeopleCall call, PeopleReply reply) {
    auto const invitation = InvitationId::parse(call.id);
    if (!invitation) return reply(people_error(errc::not_found));
    p_.store.revoke_invitation(call.who.org, *invitation, by(call), people_done(std::move(reply)));
}

void PeopleService::look_at_invitation(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const token = reader.text("token");
    if (!reader.ok()) return reply(people_fault(fault));
    p_.store.find_invitation(hex(sha256(token)), p_.clock.utc_ms(), [reply](Reply<Invitation> found) {
        if (!found.ok()) return reply(people_error(found));
        reply(people_answer({{"email", found.value.email},
                             {"role", role_name(found.value.role)},
                             {"organisation", found.value.organisation_name},
                             {"expires_at", found.value.expires_at}}));
    });
}

void PeopleService::accept_invitation(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const token_hash = hex(sha256(reader.text("token")));
    User user;
    user.name = reader.text("name");
    Secret<std::string> const password(reader.text("password"));
    auto const length = password.reveal().size();
    if (reader.ok() && !sound_name(user.name)) reader.fail("name", std::string(sound_name_words));
    if (reader.ok() && (length < min_password_bytes || length > max_password_bytes))
        reader.fail("password", "must have 12 to 1024 characters");
    if (!reader.ok()) return reply(people_fault(fault));
    user.id = UserId{Uuid::make_v7(p_.clock, p_.random)};
    // Looked for first: a password is hashed for somebody who is invited, not for whoever asks.
    auto found = [this, token_hash, user, password, reply](Reply<Invitation> invitation) {
        if (!invitation.ok()) return reply(people_error(invitation));
        auto hashed = [this, token_hash, user, reply](std::string encoded) mutable {
            if (encoded.empty()) return reply(people_error(errc::unavailable));
            user.password_hash = std::move(encoded);
            auto accepted = [reply](Reply<User> made) {
                if (!made.ok()) return reply(people_error(made));
                logger.info("invitation_accepted", {{"user", made.value.id.text()}});
                reply(people_answer({{"email", made.value.email}, {"role", role_name(made.value.role)}}));
            };
            p_.store.accept_invitation(token_hash, user, p_.clock.utc_ms(), std::move(accepted));
        };
        if (!p_.hasher.hash(password, std::move(hashed))) reply(people_error(errc::rate_limited));
    };
    p_.store.find_invitation(token_hash, p_.clock.utc_ms(), std::move(found));
}

}  // namespace signalos::relay
