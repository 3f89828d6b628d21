#include "services/people_table.hpp"

namespace signalos::relay {
namespace {

using P = PeopleService;

// clang-format off
constexpr NamedOperation table[] = {
    {"users.list", "GET /api/admin/users",
     "", &P::list_members},
    {"users.show", "GET /api/admin/users/{id}",
     "--id USER", &P::find_member},
    {"users.change", "PATCH /api/admin/users/{id}",
     "--id USER {name, role, disabled, operator}", &P::change_member},
    {"users.reset-password", "POST /api/admin/users/{id}/reset-password",
     "--id USER", &P::reset_member_password},
    {"users.remove-totp", "DELETE /api/admin/users/{id}/totp",
     "--id USER", &P::remove_member_totp},
    {"users.end-sessions", "DELETE /api/admin/users/{id}/sessions",
     "--id USER", &P::end_member_sessions},
    {"grants.set", "PUT /api/admin/users/{id}/grants",
     "--id USER {terminals: [...]}", &P::set_grants},
    {"roles.list", "GET /api/admin/roles",
     "", &P::list_roles},
    {"invitations.list", "GET /api/admin/invitations",
     "", &P::list_invitations},
    {"invitations.create", "POST /api/admin/invitations",
     "{email, role, terminals, expires_in_hours}", &P::create_invitation},
    {"invitations.revoke", "DELETE /api/admin/invitations/{id}",
     "--id INVITATION", &P::revoke_invitation},
    {"sessions.list", "GET /api/admin/sessions",
     "", &P::list_sessions},
    {"sessions.end", "DELETE /api/admin/sessions/{id}",
     "--id SESSION", &P::end_session},
    {"api-keys.list", "GET /api/admin/api-keys",
     "", &P::list_keys},
    {"api-keys.revoke", "DELETE /api/admin/api-keys/{id}",
     "--id KEY", &P::revoke_key},
    {"connections.list", "GET /api/admin/connections",
     "", &P::list_connections},
    {"connections.kick", "DELETE /api/admin/connections/{id}",
     "--id CONNECTION", &P::kick},
    {"broadcast", "POST /api/admin/broadcast",
     "{severity, text, until, everybody}", &P::broadcast},
    {"audit.list", "GET /api/admin/audit",
     "{before, limit}", &P::list_audit},
    {"audit.verify", "GET /api/admin/audit/verify",
     "", &P::verify_audit},
    {"limits.list", "GET /api/admin/limits",
     "", &P::list_limits},
    {"organisations.list", "GET /api/admin/organisations",
     "", &P::list_organisations},
    {"organisations.create", "POST /api/admin/organisations",
     "{name, owner_email}", &P::create_organisation},
    {"organisations.change", "PATCH /api/admin/organisations/{id}",
     "--id ORGANISATION {disabled}", &P::change_organisation},
    {"organisations.limits", "GET /api/admin/organisations/{id}/limits",
     "--id ORGANISATION", &P::organisation_limits},
    {"organisations.set-limits", "PATCH /api/admin/organisations/{id}/limits",
     "--id ORGANISATION {members, terminals, api_keys, sockets, commands_per_minute}", &P::change_limits},
    {"settings.list", "GET /api/admin/settings",
     "", &P::list_settings},
    {"settings.change", "PATCH /api/admin/settings",
     "{settings: {KEY: VALUE}}", &P::change_settings},
    {"settings.reload", "POST /api/admin/settings/reload",
     "", &P::reload_settings},
    {"backups.list", "GET /api/admin/backups",
     "", &P::list_backups},
    {"backups.make", "POST /api/admin/backups",
     "", &P::make_backup},
};
// clang-format on

}  // namespace

std::span<NamedOperation const> people_operations() {
    return table;
}

}  // namespace signalos::relay
