#include "services/authenticator.hpp"

#include <algorithm>

#include "services/roles.hpp"
#include "util/crypto.hpp"

namespace signalos::relay {
namespace {

constexpr std::int64_t touch_every_ms = 60'000;
constexpr std::string_view key_mark = "sosk_";

template <class T>
boost::system::error_code unproven(Reply<T> const& reply) {
    return make_error_code(reply.outcome == Outcome::rejected ? errc::unauthorized : errc::unavailable);
}

Principal member_principal(UserWithOrganisation const& who, TerminalScope const& terminals) {
    Principal principal;
    principal.org = who.user.org;
    principal.org_name = who.organisation.name;
    principal.user = who.user.id;
    principal.email = who.user.email;
    principal.name = who.user.name;
    principal.role = role_name(who.user.role);
    principal.strongest = strongest_permission(principal.role);
    principal.terminals = terminals;
    return principal;
}

Principal key_principal(KeyHolder const& holder) {
    auto principal = member_principal(holder.who, holder.terminals.within(holder.key.terminals));
    principal.kind = Principal::Kind::api_key;
    principal.credential = holder.key.id.value;
    principal.strongest =
        std::min(principal.strongest, permission_of_scope(holder.key.scope).value_or(Permission::signed_in));
    principal.expires_at = holder.key.expires_at;
    return principal;
}

void narrow(Principal& principal, TokenClaims const& claims) {
    principal.kind = Principal::Kind::access_token;
    principal.strongest =
        std::min(principal.strongest, permission_of_scope(claims.scope).value_or(Permission::signed_in));
    principal.expires_at = claims.expires_at;
}

Principal terminal_principal(Terminal const& terminal) {
    Principal principal;
    principal.kind = Principal::Kind::terminal;
    principal.credential = terminal.id.value;
    principal.org = terminal.org;
    principal.name = terminal.name;
    principal.role = "terminal";
    principal.strongest = Permission::signed_in;
    principal.terminals = TerminalScope({terminal.id});
    return principal;
}

}  // namespace

void Authenticator::by_cookie(std::string const& token, Reply reply) {
    auto known = [mark = live_.mark(), reply = std::move(reply)](Result<LoginSession> session) {
        if (!session) return reply(session.error());
        Proven proven{principal_of(*session), std::move(*session)};
        proven.who.proven_mark = mark;
        reply(std::move(proven));
    };
    auth_.authenticate(token, std::move(known));
}

void Authenticator::by_bearer(std::string const& token, Reply reply) {
    auto const now = clock_.utc_ms();
    if (token.empty() || token.size() > 2048) return reply(SIGNALOS_ERROR(errc::unauthorized));
    auto const hash = hex(sha256(token));
    auto const answer = [this, hash, mark = live_.mark(), reply](Principal who) {
        who.proven_mark = mark;
        bearers_.confirmed(hash, who, clock_.steady_ms());
        reply(Proven{std::move(who), std::nullopt});
    };
    auto const refuse = [this, hash, now, reply = std::move(reply)](boost::system::error_code why) {
        auto known = why == errc::unavailable ? bearers_.recall(hash, clock_.steady_ms()) : std::nullopt;
        bool const expired = known && known->expires_at != 0 && known->expires_at <= now;
        if (!known || expired || live_.outdated(*known)) return reply(why);
        known->from_memory = true;
        reply(Proven{std::move(*known), std::nullopt});
    };
    if (token.starts_with(key_mark)) {
        auto found = [this, now, answer, refuse](signalos::relay::Reply<KeyHolder> holder) {
            if (!holder.ok()) return refuse(unproven(holder));
            auto const& key = holder.value.key;
            if (now - key.last_used >= touch_every_ms) store_.people().touch_api_key(key.org, key.id, now, nullptr);
            answer(key_principal(holder.value));
        };
        return store_.people().find_api_key(hash, now, std::move(found));
    }
    if (token.find('.') == std::string::npos) {
        auto found = [answer, refuse](signalos::relay::Reply<Terminal> terminal) {
            if (!terminal.ok()) return refuse(unproven(terminal));
            answer(terminal_principal(terminal.value));
        };
        return store_.find_terminal_by_key_hash(hash, std::move(found));
    }
    auto const claims = tokens_.read(token, now);
    if (!claims) return refuse(make_error_code(errc::unauthorized));
    if (claims->from_key) {
        auto found = [claims = *claims, answer, refuse](signalos::relay::Reply<KeyHolder> holder) {
            if (!holder.ok()) return refuse(unproven(holder));
            auto who = key_principal(holder.value);
            narrow(who, claims);
            answer(std::move(who));
        };
        return store_.people().find_api_key_by_id(claims->org, ApiKeyId{claims->source}, now, std::move(found));
    }
    auto found = [claims = *claims, answer, refuse](signalos::relay::Reply<SignedIn> signed_in) {
        if (!signed_in.ok()) return refuse(unproven(signed_in));
        auto who = member_principal(signed_in.value.who, signed_in.value.terminals);
        who.credential = claims.source;
        narrow(who, claims);
        answer(std::move(who));
    };
    store_.people().find_session(claims->org, SessionId{claims->source}, now, std::move(found));
}

}  // namespace signalos::relay
