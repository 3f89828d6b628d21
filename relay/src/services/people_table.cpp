#include "services/people_table.hpp"

namespace signalos::relay {
namespace {

using P = PeopleService;

// clang-format off
constexpr NamedOperation table[] = {
    {"users.list",            "",                                             &P::list_members},
    {"users.show",            "--id USER",                                    &P::find_member},
    {"users.change",          "--id USER {name, role, disabled}",             &P::change_member},
    {"users.reset-password",  "--id USER",                                    &P::reset_member_password},
    {"users.remove-totp",     "--id USER",                                    &P::remove_member_totp},
    {"users.end-sessions",    "--id USER",                                    &P::end_member_sessions},
    {"grants.set",            "--id USER {terminals: [...]}",                 &P::set_grants},
    {"roles.list",            "",                                             &P::list_roles},
    {"invitations.list",      "",                                             &P::list_invitations},
    {"invitations.create",    "{email, role, terminals, expires_in_hours}",   &P::create_invitation},
    {"invitations.revoke",    "--id INVITATION",                              &P::revoke_invitation},
    {"sessions.list",         "",                                             &P::list_sessions},
    {"sessions.end",          "--id SESSION",                                 &P::end_session},
    {"api-keys.list",         "",                                             &P::list_keys},
    {"api-keys.revoke",       "--id KEY",                                     &P::revoke_key},
    {"connections.list",      "",                                             &P::list_connections},
    {"connections.kick",      "--id CONNECTION",                              &P::kick},
    {"broadcast",             "{severity, text, until, everybody}",           &P::broadcast},
    {"audit.list",            "{before, limit}",                              &P::list_audit},
    {"audit.verify",          "",                                             &P::verify_audit},
    {"organisations.list",    "",                                             &P::list_organisations},
    {"organisations.create",  "{name, owner_email}",                          &P::create_organisation},
    {"organisations.change",  "--id ORGANISATION {disabled}",                 &P::change_organisation},
};
// clang-format on

}  // namespace

std::span<NamedOperation const> people_operations() {
    return table;
}

}  // namespace signalos::relay
