// The organisation and the relay: sessions, keys, live connections, the audit log, organisations.
#include <boost/json/parse.hpp>

#include "services/people_answers.hpp"
#include "services/sound_name.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {
constexpr log::Logger logger{"auth"};
constexpr std::int64_t owner_invitation_ms = std::int64_t{7} * 24 * 3600 * 1000;
constexpr std::pair<std::string_view, std::string_view> severities[] = {
    {"low", "low"}, {"medium", "medium"}, {"high", "high"}};

json::object entry_json(AuditEntry const& entry) {
    json::error_code ec;
    auto detail = json::parse(entry.detail, ec);
    return {{"n", entry.n},
            {"at", entry.at},
            {"actor", entry.actor},
            {"action", entry.action},
            {"subject", entry.subject},
            {"detail", ec || !detail.is_object() ? json::value(json::object{}) : std::move(detail)},
            {"hash", entry.hash}};
}
}  // namespace

void PeopleService::list_sessions(PeopleCall call, PeopleReply reply) {
    auto listed = [who = call.who, reply](Reply<std::vector<UserSession>> rows) {
        if (!rows.ok()) return reply(people_error(rows));
        json::array list;
        for (auto const& row : rows.value) list.push_back(session_json(row, who));
        reply(people_answer({{"sessions", std::move(list)}}));
    };
    p_.store.list_sessions(call.who.org, std::nullopt, p_.clock.utc_ms(), std::move(listed));
}

void PeopleService::end_session(PeopleCall call, PeopleReply reply) {
    auto const session = SessionId::parse(call.id);
    if (!session || session->is_nil()) return reply(people_error(errc::not_found));
    auto found = [this, call, session = *session, reply](Reply<SignedIn> signed_in) {
        if (!signed_in.ok()) return reply(people_error(signed_in));
        auto const& user = signed_in.value.who.user;
        if (user.role == Role::owner && !call.who.may(Permission::own)) return reply(people_error(errc::forbidden));
        end_sessions_of(call, user.id, session, {}, reply);
    };
    p_.store.find_session(call.who.org, *session, p_.clock.utc_ms(), std::move(found));
}

void PeopleService::list_keys(PeopleCall call, PeopleReply reply) {
    p_.store.list_api_keys(call.who.org, std::nullopt, [reply](Reply<std::vector<ApiKey>> keys) {
        if (!keys.ok()) return reply(people_error(keys));
        json::array list;
        for (auto const& key : keys.value) list.push_back(key_json(key));
        reply(people_answer({{"api_keys", std::move(list)}}));
    });
}

void PeopleService::revoke_key(PeopleCall call, PeopleReply reply) {
    auto const key = ApiKeyId::parse(call.id);
    if (!key) return reply(people_error(errc::not_found));
    auto revoked = [this, key = *key, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        p_.live.ended(key.value);
        reply(PeopleAnswer{});
    };
    p_.store.revoke_api_key(call.who.org, *key, std::nullopt, by(call), std::move(revoked));
}

void PeopleService::list_connections(PeopleCall call, PeopleReply reply) {
    reply(people_answer({{"connections", p_.live.connections(call.who.org)}}));
}

void PeopleService::kick(PeopleCall call, PeopleReply reply) {
    auto const connection = Uuid::parse(call.id);
    if (!connection || !p_.live.has(call.who.org, *connection)) return reply(people_error(errc::not_found));
    audited(call, "connection_kicked", connection->text(), {}, reply,
            [this, org = call.who.org, connection = *connection, reply] {
                p_.live.kick(org, connection);  // gone by itself meanwhile: that is what was asked for
                reply(PeopleAnswer{});
            });
}

void PeopleService::broadcast(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const severity = reader.choice("severity", severities);
    auto const text = reader.text("text");
    auto const until = reader.maybe_integer("until");
    auto const everybody = reader.maybe_boolean("everybody").value_or(false);
    if (reader.ok() && (text.empty() || text.size() > 500)) reader.fail("text", "must have 1 to 500 characters");
    if (!reader.ok()) return reply(people_fault(fault));
    if (everybody && !call.who.may(Permission::operate)) return reply(people_error(errc::forbidden));
    json::object notice{{"severity", severity}, {"text", text}, {"until", nullptr}};
    if (until) notice["until"] = *until;
    auto detail = notice;
    detail["everybody"] = everybody;
    audited(call, "broadcast", {}, detail, reply, [this, call, everybody, notice, reply] {
        auto const reached = p_.live.broadcast(everybody ? OrgId{} : call.who.org, notice);
        logger.info("broadcast", {{"by", call.who.actor()}, {"reached", reached}});
        reply(people_answer({{"reached", reached}}));
    });
}

void PeopleService::list_audit(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const before = reader.maybe_integer("before").value_or(0);
    auto const limit = reader.maybe_integer("limit").value_or(100);
    if (reader.ok() && (limit < 1 || limit > 500)) reader.fail("limit", "must be 1 to 500");
    if (reader.ok() && (before < 0 || before > 2'000'000'000)) reader.fail("before", "must be the n of an entry");
    if (!reader.ok()) return reply(people_fault(fault));
    auto listed = [reply](Reply<std::vector<AuditEntry>> entries) {
        if (!entries.ok()) return reply(people_error(entries));
        json::array list;
        for (auto const& entry : entries.value) list.push_back(entry_json(entry));
        reply(people_answer({{"entries", std::move(list)}}));
    };
    p_.store.audit_page(call.who.org, before, static_cast<int>(limit), std::move(listed));
}

void PeopleService::verify_audit(PeopleCall call, PeopleReply reply) {
    p_.store.verify_audit(call.who.org, [reply](Reply<AuditVerdict> verdict) {
        if (!verdict.ok()) return reply(people_error(verdict));
        reply(people_answer({{"sound", verdict.value.first_bad == 0},
                             {"entries", verdict.value.entries},
                             {"first_bad", time_or_null(verdict.value.first_bad)}}));
    });
}

void PeopleService::list_organisations(PeopleCall, PeopleReply reply) {
    p_.store.list_organisations([reply](Reply<std::vector<OrganisationRow>> rows) {
        if (!rows.ok()) return reply(people_error(rows));
        json::array list;
        for (auto const& row : rows.value)
            list.push_back(json::object{{"id", row.organisation.id.text()},
                                        {"name", row.organisation.name},
                                        {"created_at", row.created_at},
                                        {"disabled", row.disabled_at != 0},
                                        {"users", row.users},
                                        {"terminals", row.terminals}});
        reply(people_answer({{"organisations", std::move(list)}}));
    });
}

void PeopleService::create_organisation(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    Organisation made{OrgId{Uuid::make_v7(p_.clock, p_.random)}, reader.text("name")};
    Invitation owner;
    owner.org = made.id;
    owner.email = normal_email(reader.text("owner_email"));
    owner.role = Role::owner;
    owner.expires_at = p_.clock.utc_ms() + owner_invitation_ms;
    if (reader.ok() && !sound_name(made.name)) reader.fail("name", std::string(sound_name_words));
    if (reader.ok() && owner.email.find('@') == std::string::npos) reader.fail("owner_email", "not an e-mail address");
    if (!reader.ok()) return reply(people_fault(fault));
    auto created = [this, call, owner, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        invite(call, owner, reply);
    };
    p_.store.create_organisation(made, by(call), std::move(created));
}

void PeopleService::change_organisation(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const disabled = reader.boolean("disabled");
    if (!reader.ok()) return reply(people_fault(fault));
    auto const org = OrgId::parse(call.id);
    if (!org) return reply(people_error(errc::not_found));
    // Whoever disables the organisation they sit in could not undo it.
    if (disabled && *org == call.who.org && call.who.kind != Principal::Kind::console)
        return reply(people_error(errc::conflict));
    auto changed = [this, org = *org, disabled, reply](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        if (disabled) p_.live.ended(org.value);
        reply(PeopleAnswer{});
    };
    p_.store.disable_organisation(*org, disabled, by(call), std::move(changed));
}

}  // namespace signalos::relay
