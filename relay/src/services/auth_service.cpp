#include "services/auth_service.hpp"

#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"auth"};
// Writing "last seen" for every request would make every read a write.
constexpr std::int64_t touch_every_ms = 60'000;

}  // namespace

std::string normal_email(std::string_view email) {
    while (!email.empty() && email.front() == ' ') email.remove_prefix(1);
    while (!email.empty() && email.back() == ' ') email.remove_suffix(1);
    std::string text(email);
    for (auto& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

Principal principal_of(LoginSession const& session) {
    auto const& account = session.account;
    Principal who;
    who.kind = Principal::Kind::session;
    who.credential = session.id.value;
    who.org = account.organisation;
    who.org_name = account.organisation_name;
    who.user = account.id;
    who.email = account.email;
    who.name = account.name;
    who.role = account.role;
    who.strongest = strongest_permission(account.role);
    who.is_operator = account.is_operator;
    who.terminals = account.terminals;
    who.proved_at = session.proved_at;
    who.must_change_password = account.must_change_password;
    who.from_memory = session.from_memory;
    return who;
}

AuthService::AuthService(AccountStore& store, PasswordHasher& hasher, Clock const& clock, Random& random,
                         LoginGuard::Limits guard, SessionLimits limits, OnEnded on_ended)
    : store_(store),
      hasher_(hasher),
      clock_(clock),
      random_(random),
      guard_(guard),
      limits_(limits),
      on_ended_(std::move(on_ended)) {}

void AuthService::login(std::string email, Secret<std::string> password, std::string peer, LoginReply reply) {
    email = normal_email(email);
    auto const now = clock_.steady_ms();
    if (auto const locked = guard_.locked_for(email, peer, now); locked > 0) {
        logger.warn("login_locked", {{"peer", peer}, {"retry_after_ms", locked}});
        return reply(Refused{errc::locked_out, locked});
    }
    guard_.began(email, peer, now);
    auto found = [=, this, password = std::move(password)](Result<Account> account) mutable {
        if (!account && account.error() != errc::not_found) return reply(Refused{errc::unavailable});
        auto encoded = account ? account->password_hash : std::string{};
        auto verified = [=, this](bool good) {
            if (good) return finish_login(*account, email, peer, reply);
            logger.info("login_failed", {{"peer", peer}});
            reply(Refused{errc::bad_credentials});
        };
        if (!hasher_.verify(std::move(encoded), std::move(password), std::move(verified)))
            reply(Refused{errc::rate_limited});
    };
    store_.find_account(email, std::move(found));
}

void AuthService::finish_login(Account account, std::string email, std::string peer, LoginReply reply) {
    guard_.succeeded(email, peer);
    Entered signed_in;
    signed_in.token = Secret(random_token(random_, 32));
    signed_in.session.id = SessionId{Uuid::make_v7(clock_, random_)};
    signed_in.session.token_hash = hex(sha256(signed_in.token.reveal()));
    signed_in.session.account = std::move(account);
    signed_in.session.created_at = clock_.utc_ms();
    signed_in.session.last_seen_at = signed_in.session.created_at;
    signed_in.session.proved_at = signed_in.session.created_at;
    auto stored = [signed_in, reply](Result<Success> done) {
        if (!done) return reply(Refused{errc::unavailable});
        logger.info("signed_in", {{"user", signed_in.session.account.id.text()}});
        reply(signed_in);
    };
    auto const session = signed_in.session;
    store_.create_session(session, std::move(peer), std::move(stored));
}

void AuthService::authenticate(std::string const& token, AccountStore::Reply<LoginSession> reply) {
    if (token.empty() || token.size() > 128) return reply(SIGNALOS_ERROR(errc::unauthorized));
    auto const hash = hex(sha256(token));
    auto found = [this, hash, reply = std::move(reply)](Result<LoginSession> session) {
        if (!session && session.error() == errc::not_found) {
            memory_.forget(hash);
            return reply(SIGNALOS_ERROR(errc::unauthorized));
        }
        if (!session) {
            if (auto known = memory_.recall(hash, clock_.steady_ms())) return reply(std::move(*known));
            return reply(session.error());
        }
        auto const now = clock_.utc_ms();
        if (now - session->created_at >= limits_.absolute_ms || now - session->last_seen_at >= limits_.idle_ms) {
            store_.end_session(*session, [](Result<Success>) {});
            return reply(SIGNALOS_ERROR(errc::unauthorized));
        }
        memory_.confirmed(*session, clock_.steady_ms());
        if (now - session->last_seen_at >= touch_every_ms) store_.touch_session(*session, now);
        reply(std::move(session));
    };
    store_.find_session(hash, std::move(found));
}

void AuthService::session_ended(SessionId session) {
    memory_.forget(session);
    on_ended_(session);
}

void AuthService::logout(LoginSession const& session, AccountStore::Reply<Success> reply) {
    auto ended = [this, id = session.id, reply = std::move(reply)](Result<Success> done) {
        if (done) session_ended(id);
        reply(done);
    };
    store_.end_session(session, std::move(ended));
}

void AuthService::change_password(LoginSession session, Secret<std::string> current, Secret<std::string> next,
                                  AccountStore::Reply<Success> reply) {
    if (next.reveal().size() < min_password_bytes || next.reveal().size() > max_password_bytes)
        return reply(SIGNALOS_ERROR(errc::bad_request));
    auto const email = session.account.email;
    auto const now = clock_.steady_ms();
    if (guard_.locked_for(email, "", now) > 0) return reply(SIGNALOS_ERROR(errc::locked_out));
    guard_.began(email, "", now);
    auto encoded = session.account.password_hash;
    auto verified = [=, this](bool good) mutable {
        if (!good) return reply(SIGNALOS_ERROR(errc::bad_credentials));
        guard_.succeeded(email, "");
        store_new_password(session, next, reply);
    };
    if (!hasher_.verify(std::move(encoded), std::move(current), std::move(verified)))
        reply(SIGNALOS_ERROR(errc::rate_limited));
}

void AuthService::store_new_password(LoginSession session, Secret<std::string> next,
                                     AccountStore::Reply<Success> reply) {
    auto hashed = [=, this](std::string encoded) {
        if (encoded.empty()) return reply(SIGNALOS_ERROR(errc::unavailable));
        auto stored = [=, this](Result<std::vector<SessionId>> ended) {
            if (!ended) return reply(ended.error());
            for (auto const id : *ended) session_ended(id);
            logger.info("password_changed", {{"user", session.account.id.text()}});
            reply(Success{});
        };
        store_.change_password(session, std::move(encoded), std::move(stored));
    };
    if (!hasher_.hash(std::move(next), std::move(hashed))) reply(SIGNALOS_ERROR(errc::rate_limited));
}

}  // namespace signalos::relay
