#include "services/auth_service.hpp"

#include <algorithm>

#include "services/totp.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"
#include "util/network_address.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"auth"};
// Writing "last seen" for every request would make every read a write.
constexpr std::int64_t touch_every_ms = 60'000;

// Of every e-mail, known or not, alike: what is counted tells nobody who has an account.
std::string account_name(std::string_view email) {
    return "account:" + hex(sha256(email));
}

std::vector<std::string> names_of(std::vector<TryName> const& tries) {
    std::vector<std::string> names;
    for (auto const& one : tries) names.push_back(one.name);
    return names;
}

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

std::string totp_purpose(UserId user) {
    return "totp:" + user.text();
}

AuthService::AuthService(AccountStore& store, PasswordHasher& hasher, Clock const& clock, Random& random,
                         Sealer const& sealer, LoginLimits tries, SessionLimits limits, OnEnded on_ended)
    : store_(store),
      hasher_(hasher),
      clock_(clock),
      random_(random),
      sealer_(sealer),
      tries_(tries),
      limits_(limits),
      on_ended_(std::move(on_ended)) {}

void AuthService::login(std::string email, Proofs proofs, LoginReply reply) {
    email = normal_email(email);
    auto found = [=, this](Result<Account> account) {
        if (!account && account.error() != errc::not_found) return reply(Refused{errc::unavailable});
        auto who = account ? std::optional(*account) : std::nullopt;
        auto proven = [=, this](std::optional<Refused> refused) {
            if (refused) return reply(*refused);
            finish_login(*who, proofs, reply);
        };
        std::vector<TryName> names{{account_name(email), tries_.per_account},
                                   {"address:" + network_of(proofs.peer), tries_.per_address}};
        prove(who, std::move(names), proofs, std::move(proven));
    };
    store_.find_account(email, std::move(found));
}

void AuthService::prove(std::optional<Account> account, std::vector<TryName> names, Proofs proofs, Proven reply) {
    auto begun = [=, this](Result<std::int64_t> wait) {
        if (!wait) return reply(Refused{errc::unavailable});
        if (*wait > 0) {
            logger.warn("login_locked", {{"peer", proofs.peer}, {"retry_after_ms", *wait}});
            return reply(Refused{errc::locked_out, *wait});
        }
        auto succeeded = [=, this](std::optional<Refused> refused) {
            if (!refused) store_.try_succeeded(names_of(names));
            reply(refused);
        };
        auto verified = [=, this](bool good) {
            if (good) return prove_second(*account, proofs.code, succeeded);
            logger.info("login_failed", {{"peer", proofs.peer}});
            reply(Refused{errc::bad_credentials});
        };
        auto encoded = account ? account->password_hash : std::string{};
        if (!hasher_.verify(std::move(encoded), proofs.password, std::move(verified)))
            reply(Refused{errc::rate_limited});
    };
    store_.begin_try(names, tries_.window_ms, std::move(begun));
}

void AuthService::prove_second(Account const& account, Secret<std::string> const& code, Proven reply) {
    if (account.totp_seed.empty()) return reply(std::nullopt);
    if (code.reveal().empty()) return reply(Refused{errc::totp_required});
    auto used = [reply](Result<Success> done) {
        if (done) return reply(std::nullopt);
        bool const wrong = done.error() == errc::conflict || done.error() == errc::not_found;
        reply(Refused{wrong ? errc::bad_credentials : errc::unavailable});
    };
    if (!looks_like_totp(code.reveal()))
        return store_.use_recovery_code(account, recovery_code_hash(code.reveal()), std::move(used));
    auto const seed = sealer_.open(account.totp_seed, totp_purpose(account.id));
    if (!seed) logger.error("totp_seed_unreadable", {{"user", account.id.text()}});
    auto const step = seed ? totp_step_of(*seed, code.reveal(), clock_.utc_ms()) : std::nullopt;
    if (!step) return reply(Refused{errc::bad_credentials});
    store_.use_totp_step(account, *step, std::move(used));
}

void AuthService::finish_login(Account account, Proofs const& proofs, LoginReply reply) {
    Entered signed_in;
    signed_in.token = Secret(random_token(random_, 32));
    signed_in.session.id = SessionId{Uuid::make_v7(clock_, random_)};
    signed_in.session.token_hash = hex(sha256(signed_in.token.reveal()));
    signed_in.session.account = std::move(account);
    signed_in.session.created_at = clock_.utc_ms();
    signed_in.session.last_seen_at = signed_in.session.created_at;
    signed_in.session.proved_at = signed_in.session.created_at;
    signed_in.session.agent = proofs.agent;
    auto stored = [signed_in, reply](Result<Success> done) {
        // Disabled between the password and here, or an organisation that is: no hint which.
        if (!done && done.error() == errc::not_found) return reply(Refused{errc::bad_credentials});
        if (!done) return reply(Refused{errc::unavailable});
        logger.info("signed_in", {{"user", signed_in.session.account.id.text()}});
        reply(signed_in);
    };
    auto const session = signed_in.session;
    store_.create_session(session, proofs.peer, std::move(stored));
}

void AuthService::step_up(LoginSession session, Proofs proofs, LoginReply reply) {
    std::vector<TryName> names{{account_name(session.account.email), tries_.per_account}};
    auto proven = [=, this](std::optional<Refused> refused) {
        if (refused) return reply(*refused);
        Entered entered{Secret(random_token(random_, 32)), session};
        entered.session.token_hash = hex(sha256(entered.token.reveal()));
        entered.session.proved_at = clock_.utc_ms();
        memory_.forget(session.token_hash);
        auto stored = [entered, reply](Result<Success> done) {
            if (!done) return reply(Refused{errc::unavailable});
            logger.info("stepped_up", {{"user", entered.session.account.id.text()}});
            reply(entered);
        };
        store_.rotate_session(session, entered.session.token_hash, entered.session.proved_at, std::move(stored));
    };
    prove(session.account, std::move(names), std::move(proofs), std::move(proven));
}

std::int64_t AuthService::refresh(LoginSession const& session) {
    auto const now = clock_.utc_ms();
    store_.touch_session(session, now);
    return std::min(now + limits_.idle_ms, session.created_at + limits_.absolute_ms);
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
            auto known = memory_.recall(hash, clock_.steady_ms());
            if (!known) return reply(session.error());
            known->from_memory = true;
            return reply(std::move(*known));
        }
        auto const now = clock_.utc_ms();
        if (now - session->created_at >= limits_.absolute_ms || now - session->last_seen_at >= limits_.idle_ms) {
            store_.end_session(*session, [](Result<Success>) {});
            return reply(SIGNALOS_ERROR(errc::unauthorized));
        }
        memory_.confirmed(hash, *session, clock_.steady_ms());
        if (now - session->last_seen_at >= touch_every_ms) store_.touch_session(*session, now);
        reply(std::move(session));
    };
    store_.find_session(hash, std::move(found));
}

void AuthService::session_ended(SessionId session) {
    memory_.forget_if([session](LoginSession const& known) { return known.id == session; });
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
    std::vector<TryName> names{{account_name(session.account.email), tries_.per_account}};
    auto begun = [=, this](Result<std::int64_t> wait) {
        if (!wait) return reply(wait.error());
        if (*wait > 0) return reply(SIGNALOS_ERROR(errc::locked_out));
        auto verified = [=, this](bool good) {
            if (!good) return reply(SIGNALOS_ERROR(errc::bad_credentials));
            store_.try_succeeded(names_of(names));
            store_new_password(session, next, reply);
        };
        if (!hasher_.verify(session.account.password_hash, current, std::move(verified)))
            reply(SIGNALOS_ERROR(errc::rate_limited));
    };
    store_.begin_try(names, tries_.window_ms, std::move(begun));
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
