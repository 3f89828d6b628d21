#include "app/store_accounts.hpp"

#include <algorithm>

#include "app/store_reply.hpp"
#include "services/roles.hpp"

namespace signalos::relay {
namespace {

Account account_of(UserWithOrganisation const& who) {
    Account account;
    account.id = who.user.id;
    account.organisation = who.user.org;
    account.organisation_name = who.organisation.name;
    account.email = who.user.email;
    account.name = who.user.name;
    account.role = role_name(who.user.role);
    account.password_hash = who.user.password_hash;
    account.must_change_password = who.user.must_change_password;
    account.is_operator = who.user.is_operator;
    account.totp_seed = who.user.totp_seed;
    return account;
}

Done<Nothing> success(AccountStore::Reply<Success> reply) {
    return [reply = std::move(reply)](Reply<Nothing> done) {
        if (!done.ok()) return reply(error_of(done));
        reply(Success{});
    };
}

}  // namespace

void StoreAccounts::find_account(std::string email, Answer<Account> reply) {
    store_.find_user_by_email(std::move(email),
                              [reply = std::move(reply)](signalos::relay::Reply<UserWithOrganisation> found) {
                                  if (!found.ok()) return reply(error_of(found));
                                  reply(account_of(found.value));
                              });
}

void StoreAccounts::create_session(LoginSession session, std::string peer, Answer<Success> reply) {
    UserSession row;
    row.id = session.id;
    row.org = session.account.organisation;
    row.user = session.account.id;
    row.token_hash = session.token_hash;
    row.created_at = session.created_at;
    row.last_seen = session.created_at;
    row.idle_until = session.created_at + limits_.idle_ms;
    row.expires_at = session.created_at + limits_.absolute_ms;
    row.address = std::move(peer);
    row.agent = session.agent;
    row.proved_at = session.proved_at;
    store_.create_user_session(row.org, row, success(std::move(reply)));
}

void StoreAccounts::find_session(std::string token_hash, Answer<LoginSession> reply) {
    auto found = [reply = std::move(reply)](signalos::relay::Reply<SignedIn> signed_in) {
        if (!signed_in.ok()) return reply(error_of(signed_in));
        auto const& row = signed_in.value.session;
        LoginSession session;
        session.id = row.id;
        session.token_hash = row.token_hash;
        session.account = account_of(signed_in.value.who);
        session.created_at = row.created_at;
        session.last_seen_at = row.last_seen;
        session.proved_at = row.proved_at;
        session.account.terminals = signed_in.value.terminals;
        reply(std::move(session));
    };
    store_.find_user_session(std::move(token_hash), clock_.utc_ms(), std::move(found));
}

void StoreAccounts::touch_session(LoginSession const& session, std::int64_t now) {
    auto const idle_until = std::min(now + limits_.idle_ms, session.created_at + limits_.absolute_ms);
    store_.touch_user_session(session.account.organisation, session.id, now, idle_until, nullptr);
}

void StoreAccounts::end_session(LoginSession const& session, Answer<Success> reply) {
    store_.delete_user_session(session.account.organisation, session.id, success(std::move(reply)));
}

void StoreAccounts::begin_try(std::vector<TryName> names, std::int64_t window_ms, Answer<std::int64_t> reply) {
    auto begun = [reply = std::move(reply)](signalos::relay::Reply<std::int64_t> wait) {
        if (!wait.ok()) return reply(error_of(wait));
        reply(wait.value);
    };
    store_.people().begin_try(std::move(names), window_ms, clock_.utc_ms(), std::move(begun));
}

void StoreAccounts::try_succeeded(std::vector<std::string> names) {
    store_.people().try_succeeded(std::move(names), nullptr);
}

void StoreAccounts::use_totp_step(Account const& account, std::int64_t step, Answer<Success> reply) {
    store_.people().use_totp_step(account.organisation, account.id, step, success(std::move(reply)));
}

void StoreAccounts::use_recovery_code(Account const& account, std::string code_hash, Answer<Success> reply) {
    ChangeBy const by{account.id.text(), clock_.utc_ms()};
    store_.people().use_recovery_code(account.organisation, account.id, std::move(code_hash), by,
                                      success(std::move(reply)));
}

void StoreAccounts::rotate_session(LoginSession const& session, std::string token_hash, std::int64_t now,
                                   Answer<Success> reply) {
    store_.people().rotate_session(session.account.organisation, session.id, std::move(token_hash), now,
                                   success(std::move(reply)));
}

void StoreAccounts::change_password(LoginSession const& session, std::string password_hash,
                                    Answer<std::vector<SessionId>> reply) {
    auto const& account = session.account;
    auto changed = [reply = std::move(reply)](signalos::relay::Reply<std::vector<SessionId>> ended) {
        if (!ended.ok()) return reply(error_of(ended));
        reply(std::move(ended.value));
    };
    store_.change_password(account.organisation, account.id, std::move(password_hash), session.id, clock_.utc_ms(),
                           std::move(changed));
}

}  // namespace signalos::relay
