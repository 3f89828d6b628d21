// PeopleStore over an engine's runners.
#pragma once
#include "store/people_operations.hpp"
#include "store/sql_jobs.hpp"

namespace signalos::relay {

class SqlPeople final : public PeopleStore, private sql::Jobs {
public:
    using sql::Jobs::Jobs;
    using sql::Jobs::set_watch;

    void begin_try(std::vector<TryName> names, std::int64_t window_ms, std::int64_t now,
                   Done<std::int64_t> done) override {
        write("begin_try", std::move(done), [names = std::move(names), window_ms, now](sql::Session& db) {
            return sql::begin_try(db, names, window_ms, now);
        });
    }
    void try_succeeded(std::vector<std::string> names, Done<Nothing> done) override {
        write("try_succeeded", std::move(done),
              [names = std::move(names)](sql::Session& db) { sql::try_succeeded(db, names); });
    }
    void list_members(OrgId org, Done<std::vector<Member>> done) override {
        read("list_members", std::move(done), [org](sql::Session& db) { return sql::list_members(db, org); });
    }
    void find_member(OrgId org, UserId user, Done<Member> done) override {
        read("find_member", std::move(done), [org, user](sql::Session& db) { return sql::find_member(db, org, user); });
    }
    void change_user(OrgId org, UserId user, UserChange change, ChangeBy by, Done<Member> done) override {
        write("change_user", std::move(done),
              [org, user, change = std::move(change), by = std::move(by)](sql::Session& db) {
                  return sql::change_user(db, org, user, change, by);
              });
    }
    void reset_password(OrgId org, UserId user, std::string password_hash, ChangeBy by, Done<Nothing> done) override {
        write("reset_password", std::move(done),
              [org, user, password_hash = std::move(password_hash), by = std::move(by)](sql::Session& db) {
                  sql::reset_password(db, org, user, password_hash, by);
              });
    }
    void set_grants(OrgId org, UserId user, std::vector<TerminalId> terminals, ChangeBy by,
                    Done<Nothing> done) override {
        write("set_grants", std::move(done),
              [org, user, terminals = std::move(terminals), by = std::move(by)](sql::Session& db) {
                  sql::set_grants(db, org, user, terminals, by);
              });
    }
    void list_sessions(OrgId org, std::optional<UserId> user, std::int64_t now,
                       Done<std::vector<UserSession>> done) override {
        read("list_sessions", std::move(done),
             [org, user, now](sql::Session& db) { return sql::list_sessions(db, org, user, now); });
    }
    void find_session(OrgId org, SessionId session, std::int64_t now, Done<SignedIn> done) override {
        read("find_session", std::move(done),
             [org, session, now](sql::Session& db) { return sql::find_session(db, org, session, now); });
    }
    void end_sessions(OrgId org, UserId user, SessionId session, SessionId keep, ChangeBy by,
                      Done<std::vector<SessionId>> done) override {
        write("end_sessions", std::move(done), [org, user, session, keep, by = std::move(by)](sql::Session& db) {
            return sql::end_sessions(db, org, user, session, keep, by);
        });
    }
    void rotate_session(OrgId org, SessionId session, std::string token_hash, std::int64_t now,
                        Done<Nothing> done) override {
        write("rotate_session", std::move(done),
              [org, session, token_hash = std::move(token_hash), now](sql::Session& db) {
                  sql::rotate_session(db, org, session, token_hash, now);
              });
    }
    void totp_state(OrgId org, UserId user, Done<TotpState> done) override {
        read("totp_state", std::move(done), [org, user](sql::Session& db) { return sql::totp_state(db, org, user); });
    }
    void set_totp_pending(OrgId org, UserId user, std::string sealed, Done<Nothing> done) override {
        write("set_totp_pending", std::move(done), [org, user, sealed = std::move(sealed)](sql::Session& db) {
            sql::set_totp_pending(db, org, user, sealed);
        });
    }
    void confirm_totp(OrgId org, UserId user, std::int64_t step, std::vector<std::string> code_hashes, ChangeBy by,
                      Done<Nothing> done) override {
        write("confirm_totp", std::move(done),
              [org, user, step, code_hashes = std::move(code_hashes), by = std::move(by)](sql::Session& db) {
                  sql::confirm_totp(db, org, user, step, code_hashes, by);
              });
    }
    void remove_totp(OrgId org, UserId user, ChangeBy by, Done<Nothing> done) override {
        write("remove_totp", std::move(done),
              [org, user, by = std::move(by)](sql::Session& db) { sql::remove_totp(db, org, user, by); });
    }
    void replace_recovery_codes(OrgId org, UserId user, std::vector<std::string> code_hashes, ChangeBy by,
                                Done<Nothing> done) override {
        write("replace_recovery_codes", std::move(done),
              [org, user, code_hashes = std::move(code_hashes), by = std::move(by)](sql::Session& db) {
                  sql::replace_recovery_codes(db, org, user, code_hashes, by);
              });
    }
    void use_totp_step(OrgId org, UserId user, std::int64_t step, Done<Nothing> done) override {
        write("use_totp_step", std::move(done),
              [org, user, step](sql::Session& db) { sql::use_totp_step(db, org, user, step); });
    }
    void use_recovery_code(OrgId org, UserId user, std::string code_hash, ChangeBy by, Done<Nothing> done) override {
        write("use_recovery_code", std::move(done),
              [org, user, code_hash = std::move(code_hash), by = std::move(by)](sql::Session& db) {
                  sql::use_recovery_code(db, org, user, code_hash, by);
              });
    }
    void create_api_key(OrgId org, ApiKey key, ChangeBy by, Done<Nothing> done) override {
        write("create_api_key", std::move(done), [org, key = std::move(key), by = std::move(by)](sql::Session& db) {
            sql::create_api_key(db, org, key, by);
        });
    }
    void find_api_key(std::string key_hash, std::int64_t now, Done<KeyHolder> done) override {
        read("find_api_key", std::move(done),
             [key_hash = std::move(key_hash), now](sql::Session& db) { return sql::find_api_key(db, key_hash, now); });
    }
    void find_api_key_by_id(OrgId org, ApiKeyId key, std::int64_t now, Done<KeyHolder> done) override {
        read("find_api_key_by_id", std::move(done),
             [org, key, now](sql::Session& db) { return sql::find_api_key_by_id(db, org, key, now); });
    }
    void list_api_keys(OrgId org, std::optional<UserId> user, Done<std::vector<ApiKey>> done) override {
        read("list_api_keys", std::move(done),
             [org, user](sql::Session& db) { return sql::list_api_keys(db, org, user); });
    }
    void revoke_api_key(OrgId org, ApiKeyId key, std::optional<UserId> user, ChangeBy by, Done<Nothing> done) override {
        write("revoke_api_key", std::move(done),
              [org, key, user, by = std::move(by)](sql::Session& db) { sql::revoke_api_key(db, org, key, user, by); });
    }
    void touch_api_key(OrgId org, ApiKeyId key, std::int64_t now, Done<Nothing> done) override {
        write("touch_api_key", std::move(done),
              [org, key, now](sql::Session& db) { sql::touch_api_key(db, org, key, now); });
    }
    void create_invitation(OrgId org, Invitation invitation, ChangeBy by, Done<Nothing> done) override {
        write("create_invitation", std::move(done),
              [org, invitation = std::move(invitation), by = std::move(by)](sql::Session& db) {
                  sql::create_invitation(db, org, invitation, by);
              });
    }
    void list_invitations(OrgId org, std::int64_t now, Done<std::vector<Invitation>> done) override {
        read("list_invitations", std::move(done),
             [org, now](sql::Session& db) { return sql::list_invitations(db, org, now); });
    }
    void revoke_invitation(OrgId org, InvitationId invitation, ChangeBy by, Done<Nothing> done) override {
        write("revoke_invitation", std::move(done), [org, invitation, by = std::move(by)](sql::Session& db) {
            sql::revoke_invitation(db, org, invitation, by);
        });
    }
    void find_invitation(std::string token_hash, std::int64_t now, Done<Invitation> done) override {
        read("find_invitation", std::move(done), [token_hash = std::move(token_hash), now](sql::Session& db) {
            return sql::find_invitation(db, token_hash, now);
        });
    }
    void accept_invitation(std::string token_hash, User user, std::int64_t now, Done<User> done) override {
        write("accept_invitation", std::move(done),
              [token_hash = std::move(token_hash), user = std::move(user), now](sql::Session& db) {
                  return sql::accept_invitation(db, token_hash, user, now);
              });
    }
    void create_organisation(Organisation organisation, ChangeBy by, Done<Nothing> done) override {
        write("create_organisation", std::move(done),
              [organisation = std::move(organisation), by = std::move(by)](sql::Session& db) {
                  sql::create_organisation(db, organisation, by);
              });
    }
    void list_organisations(Done<std::vector<OrganisationRow>> done) override {
        read("list_organisations", std::move(done), [](sql::Session& db) { return sql::list_organisations(db); });
    }
    void find_organisation(OrgId org, Done<OrganisationRow> done) override {
        read("find_organisation", std::move(done), [org](sql::Session& db) { return sql::find_organisation(db, org); });
    }
    void change_limits(OrgId org, std::vector<LimitChange> changes, ChangeBy by, Done<OrganisationRow> done) override {
        write("change_limits", std::move(done),
              [org, changes = std::move(changes), by = std::move(by)](sql::Session& db) {
                  return sql::change_limits(db, org, changes, by);
              });
    }
    void disable_organisation(OrgId org, bool disabled, ChangeBy by, Done<Nothing> done) override {
        write("disable_organisation", std::move(done), [org, disabled, by = std::move(by)](sql::Session& db) {
            sql::disable_organisation(db, org, disabled, by);
        });
    }
    void audit_page(OrgId org, std::int64_t before, int limit, Done<std::vector<AuditEntry>> done) override {
        read("audit_page", std::move(done),
             [org, before, limit](sql::Session& db) { return sql::audit_page(db, org, before, limit); });
    }
    void verify_audit(OrgId org, Done<AuditVerdict> done) override {
        read("verify_audit", std::move(done), [org](sql::Session& db) { return sql::verify_audit(db, org); });
    }
};

}  // namespace signalos::relay
