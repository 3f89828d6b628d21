// One's own account: sessions, second factor, keys and tokens.
#include "services/people_answers.hpp"
#include "services/sound_name.hpp"
#include "services/totp.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {
constexpr log::Logger logger{"auth"};
constexpr std::size_t max_keys = 50;
constexpr std::int64_t day_ms = std::int64_t{24} * 3600 * 1000;

SessionId own_session(PeopleCall const& call) {
    return SessionId{call.who.credential};
}

std::vector<std::string> hashes_of(std::vector<std::string> const& codes) {
    std::vector<std::string> hashes;
    for (auto const& code : codes) hashes.push_back(recovery_code_hash(code));
    return hashes;
}

json::object codes_json(std::vector<std::string> const& codes) {
    json::array list;
    for (auto const& code : codes) list.emplace_back(code);
    return {{"recovery_codes", std::move(list)}};
}

// The longest name of a permission that a key or a token may have and its maker has.
std::string widest_scope(Principal const& who) {
    return std::string(permission_name(std::min(who.strongest, Permission::manage)));
}
}  // namespace

void PeopleService::list_own_sessions(PeopleCall call, PeopleReply reply) {
    auto listed = [who = call.who, reply](Reply<std::vector<UserSession>> rows) {
        if (!rows.ok()) return reply(people_error(rows));
        json::array list;
        for (auto const& row : rows.value) list.push_back(session_json(row, who));
        reply(people_answer({{"sessions", std::move(list)}}));
    };
    p_.store.list_sessions(call.who.org, call.who.user, p_.clock.utc_ms(), std::move(listed));
}

void PeopleService::end_sessions_of(PeopleCall const& call, UserId user, SessionId one, SessionId keep,
                                    PeopleReply reply) {
    auto ended = [this, org = call.who.org, user, reply = std::move(reply)](Reply<std::vector<SessionId>> sessions) {
        if (!sessions.ok()) return reply(people_error(sessions));
        p_.auth.forget_user(user);
        for (auto const& session : sessions.value) p_.live.ended(session.value);
        if (!sessions.value.empty()) told_change(org, user, "session_ended");
        reply(PeopleAnswer{});
    };
    p_.store.end_sessions(call.who.org, user, one, keep, by(call), std::move(ended));
}

void PeopleService::end_own_session(PeopleCall call, PeopleReply reply) {
    auto const session = SessionId::parse(call.id);
    if (!session || session->is_nil()) return reply(people_error(errc::not_found));
    end_sessions_of(call, call.who.user, *session, {}, std::move(reply));
}

void PeopleService::end_other_sessions(PeopleCall call, PeopleReply reply) {
    end_sessions_of(call, call.who.user, {}, own_session(call), std::move(reply));
}

void PeopleService::told_change(OrgId org, UserId user, char const* what) {
    p_.live.tell(org, user, {{"what", what}, {"at", p_.clock.utc_ms()}});
}

void PeopleService::totp_state(PeopleCall call, PeopleReply reply) {
    p_.store.totp_state(call.who.org, call.who.user, [reply](Reply<TotpState> state) {
        if (!state.ok()) return reply(people_error(state));
        reply(people_answer({{"enabled", !state.value.seed.empty()},
                             {"pending", !state.value.pending.empty()},
                             {"recovery_codes_left", state.value.recovery_codes}}));
    });
}

void PeopleService::enrol_totp(PeopleCall call, PeopleReply reply) {
    auto const seed = new_totp_seed(p_.random);
    auto stored = [seed, email = call.who.email, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        reply(people_answer({{"secret", seed.reveal()}, {"address", totp_address(seed, email, "SignalOS")}}));
    };
    p_.store.set_totp_pending(call.who.org, call.who.user, p_.sealer.seal(seed.reveal(), totp_purpose(call.who.user)),
                              std::move(stored));
}

void PeopleService::confirm_totp(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const code = reader.text("code");
    if (!reader.ok()) return reply(people_fault(fault));
    auto read = [this, call, code, reply](Reply<TotpState> state) {
        if (!state.ok()) return reply(people_error(state));
        auto const seed = p_.sealer.open(state.value.pending, totp_purpose(call.who.user));
        if (!seed) return reply(people_error(errc::bad_state));
        auto const step = totp_step_of(*seed, code, p_.clock.utc_ms());
        if (!step) return reply(people_fault("/code", "not the present code; look at the clock of the phone"));
        auto const codes = new_recovery_codes(p_.random);
        auto stored = [this, call, codes, reply](Reply<Nothing> done) {
            if (!done.ok()) return reply(people_error(done));
            p_.auth.forget_user(call.who.user);
            told_change(call.who.org, call.who.user, "totp_on");
            reply(people_answer(codes_json(codes)));
        };
        p_.store.confirm_totp(call.who.org, call.who.user, *step, hashes_of(codes), by(call), std::move(stored));
    };
    p_.store.totp_state(call.who.org, call.who.user, std::move(read));
}

void PeopleService::remove_own_totp(PeopleCall call, PeopleReply reply) {
    remove_totp_of(call, call.who.user, std::move(reply));
}

void PeopleService::remove_totp_of(PeopleCall const& call, UserId user, PeopleReply reply) {
    auto removed = [this, org = call.who.org, user, reply = std::move(reply)](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        p_.auth.forget_user(user);
        told_change(org, user, "totp_off");
        reply(PeopleAnswer{});
    };
    p_.store.remove_totp(call.who.org, user, by(call), std::move(removed));
}

void PeopleService::replace_recovery_codes(PeopleCall call, PeopleReply reply) {
    auto const codes = new_recovery_codes(p_.random);
    auto stored = [codes, reply](Reply<Nothing> done) {
        reply(done.ok() ? people_answer(codes_json(codes)) : people_error(done));
    };
    p_.store.replace_recovery_codes(call.who.org, call.who.user, hashes_of(codes), by(call), std::move(stored));
}

void PeopleService::make_access_token(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const scope = reader.maybe_text("scope").value_or(widest_scope(call.who));
    auto const permission = permission_of_scope(scope);
    if (!permission) reader.fail("scope", "must be one of view trade manage");
    if (!reader.ok()) return reply(people_fault(fault));
    bool const from_session = call.who.kind == Principal::Kind::session;
    // A token makes no token: it would outlive its quarter of an hour.
    if ((!from_session && call.who.kind != Principal::Kind::api_key) || !call.who.may(*permission))
        return reply(people_error(errc::forbidden));
    auto const expires_at = (p_.clock.utc_ms() + access_token_ms) / 1000 * 1000;
    auto const token = p_.tokens.sign({call.who.org, call.who.credential, !from_session, scope, expires_at});
    reply(people_answer({{"access_token", token},
                         {"token_type", "Bearer"},
                         {"expires_in", access_token_ms / 1000},
                         {"expires_at", expires_at},
                         {"scope", scope}}));
}

void PeopleService::list_own_keys(PeopleCall call, PeopleReply reply) {
    p_.store.list_api_keys(call.who.org, call.who.user, [reply](Reply<std::vector<ApiKey>> keys) {
        if (!keys.ok()) return reply(people_error(keys));
        json::array list;
        for (auto const& key : keys.value) list.push_back(key_json(key));
        reply(people_answer({{"api_keys", std::move(list)}}));
    });
}

void PeopleService::create_key(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    ApiKey key;
    key.name = reader.text("name");
    key.scope = reader.text("scope");
    auto const days = reader.maybe_integer("expires_in_days").value_or(0);
    key.terminals = read_terminals(reader, call.args, TerminalScope::all());
    auto const permission = permission_of_scope(key.scope);
    if (reader.ok() && !sound_name(key.name)) reader.fail("name", std::string(sound_name_words));
    if (reader.ok() && !permission) reader.fail("scope", "must be one of view trade manage");
    if (reader.ok() && (days < 0 || days > 3650)) reader.fail("expires_in_days", "must be 0 (never) to 3650");
    if (!reader.ok()) return reply(people_fault(fault));
    if (!call.who.may(*permission)) return reply(people_error(errc::forbidden));
    for (auto const& terminal : key.terminals.terminals())
        if (!call.who.sees(terminal)) return reply(people_error(errc::not_found));
    auto const secret = "sosk_" + random_token(p_.random, 32);
    key.id = ApiKeyId{Uuid::make_v7(p_.clock, p_.random)};
    key.org = call.who.org;
    key.user = call.who.user;
    key.prefix = secret.substr(0, 11);
    key.key_hash = hex(sha256(secret));
    key.created_at = p_.clock.utc_ms();
    key.expires_at = days == 0 ? 0 : key.created_at + days * day_ms;
    auto counted = [this, call, key, secret, reply](Reply<std::vector<ApiKey>> keys) {
        if (!keys.ok()) return reply(people_error(keys));
        if (keys.value.size() >= max_keys) return reply(people_fault("", "revoke a key first: 50 are the most"));
        with_room(key.org, &OrganisationLimits::api_keys, reply,
                  [this, call, key, secret, reply] { store_key(call, key, secret, reply); });
    };
    p_.store.list_api_keys(key.org, key.user, std::move(counted));
}

void PeopleService::store_key(PeopleCall const& call, ApiKey const& key, std::string const& secret,
                              PeopleReply const& reply) {
    auto stored = [this, key, secret, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        auto const made = key.id;
        auto const owner = key.user;
        logger.info("api_key_created", {{"id", made.text()}, {"user", owner.text()}});
        told_change(key.org, key.user, "api_key_created");
        reply(people_answer({{"api_key", key_json(key)}, {"secret", secret}}));
    };
    p_.store.create_api_key(key.org, key, by(call), std::move(stored));
}

void PeopleService::revoke_own_key(PeopleCall call, PeopleReply reply) {
    auto const key = ApiKeyId::parse(call.id);
    if (!key) return reply(people_error(errc::not_found));
    auto revoked = [this, key = *key, org = call.who.org, user = call.who.user, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        p_.live.ended(key.value);
        told_change(org, user, "api_key_revoked");
        reply(PeopleAnswer{});
    };
    p_.store.revoke_api_key(call.who.org, *key, call.who.user, by(call), std::move(revoked));
}

}  // namespace signalos::relay
