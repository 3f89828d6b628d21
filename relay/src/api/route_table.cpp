#include "api/route_table.hpp"

#include "api/handlers.hpp"
#include "api/handlers_people.hpp"

namespace signalos::relay {
namespace {

constexpr std::size_t nothing = 0;
constexpr std::size_t small = 4 * 1024;
constexpr std::size_t command = 16 * 1024;
constexpr std::size_t members = 32 * 1024;

constexpr Guard signed_in_browser{Permission::signed_in, Proof::session};
constexpr Guard recent_browser{Permission::signed_in, Proof::recent};
constexpr Guard manage_recent{Permission::manage, Proof::recent};
constexpr Guard operate{Permission::operate, Proof::session};
constexpr Guard operate_recent{Permission::operate, Proof::recent};
using People = PeopleService;

// clang-format off
constexpr Route table[] = {
    // verb       path                                permission               body     handler
    {Verb::post, "/api/auth/login",                   Permission::open_to_all, small,   &api::login},
    {Verb::post, "/api/auth/logout",                  signed_in_browser,       small,   &api::logout},
    {Verb::post, "/api/auth/password",                signed_in_browser,       small,   &api::change_password},
    {Verb::post, "/api/auth/step-up",                 signed_in_browser,       small,   &api::step_up},
    {Verb::post, "/api/auth/refresh",                 signed_in_browser,       small,   &api::refresh},
    {Verb::get,  "/api/auth/sessions",                signed_in_browser,       nothing, &api::people<&People::list_own_sessions>},
    {Verb::del,  "/api/auth/sessions",                signed_in_browser,       nothing, &api::people<&People::end_other_sessions>},
    {Verb::del,  "/api/auth/sessions/{id}",           signed_in_browser,       nothing, &api::people<&People::end_own_session>},
    {Verb::get,  "/api/auth/totp",                    signed_in_browser,       nothing, &api::people<&People::totp_state>},
    {Verb::post, "/api/auth/totp",                    recent_browser,          small,   &api::people<&People::enrol_totp>},
    {Verb::del,  "/api/auth/totp",                    recent_browser,          nothing, &api::people<&People::remove_own_totp>},
    {Verb::post, "/api/auth/totp/confirm",            recent_browser,          small,   &api::people<&People::confirm_totp>},
    {Verb::post, "/api/auth/totp/recovery-codes",     recent_browser,          small,   &api::people<&People::replace_recovery_codes>},
    {Verb::post, "/api/auth/token",                   Permission::view,        small,   &api::people<&People::make_access_token>},
    {Verb::get,  "/api/auth/api-keys",                signed_in_browser,       nothing, &api::people<&People::list_own_keys>},
    {Verb::post, "/api/auth/api-keys",                recent_browser,          command, &api::people<&People::create_key>},
    {Verb::del,  "/api/auth/api-keys/{id}",           signed_in_browser,       nothing, &api::people<&People::revoke_own_key>},
    {Verb::post, "/api/auth/invitation",              Permission::open_to_all, small,   &api::people<&People::look_at_invitation>},
    {Verb::post, "/api/auth/invitation/accept",       Permission::open_to_all, small,   &api::people<&People::accept_invitation>},
    {Verb::get,  "/api/me",                           Permission::signed_in,   nothing, &api::me},
    {Verb::get,  "/api/mt5/status",                   Permission::view,        nothing, &api::terminal_status},
    {Verb::post, "/api/terminals/pair/start",         Permission::manage,      small,   &api::start_pairing},
    {Verb::post, "/api/terminals/pair/find",          Permission::manage,      small,   &api::find_pairing_by_code},
    {Verb::post, "/api/terminals/pair/approve",       Permission::manage,      small,   &api::approve_pairing},
    {Verb::post, "/api/terminals/pair/deny",          Permission::manage,      small,   &api::deny_pairing},
    {Verb::get,  "/api/terminals/pair",               Permission::manage,      nothing, &api::list_pairings},
    {Verb::get,  "/api/terminals/pair/{id}",          Permission::manage,      nothing, &api::find_pairing},
    {Verb::get,  "/api/terminals",                    Permission::view,        nothing, &api::list_terminals},
    {Verb::put,  "/api/terminals/{id}",               Permission::manage,      small,   &api::rename_terminal},
    {Verb::post, "/api/terminals/{id}/revoke",        Permission::manage,      small,   &api::revoke_terminal},
    {Verb::get,  "/api/groups",                       Permission::view,        nothing, &api::list_groups},
    {Verb::post, "/api/groups",                       Permission::manage,      small,   &api::create_group},
    {Verb::put,  "/api/groups/{id}",                  Permission::manage,      small,   &api::rename_group},
    {Verb::del,  "/api/groups/{id}",                  Permission::manage,      nothing, &api::delete_group},
    {Verb::put,  "/api/groups/{id}/members",          Permission::manage,      members, &api::set_group_members},
    {Verb::post, "/api/terminals/{id}/health-check",  Permission::trade,       command, &api::health_check},
    {Verb::get,  "/api/trades",                       Permission::view,        nothing, &api::list_trades},
    {Verb::post, "/api/trades",                       Permission::trade,       command, &api::open_trade},
    {Verb::post, "/api/trades/{id}/close",            Permission::trade,       command, &api::close_trade},
    {Verb::post, "/api/trades/{id}/partial-close",    Permission::trade,       command, &api::partial_close_trade},
    {Verb::post, "/api/trades/{id}/close-by",         Permission::trade,       command, &api::close_trade_by},
    {Verb::put,  "/api/trades/{id}/modify",           Permission::trade,       command, &api::modify_trade},
    {Verb::get,  "/api/orders",                       Permission::view,        nothing, &api::list_orders},
    {Verb::get,  "/api/history",                      Permission::view,        nothing, &api::list_history},
    {Verb::del,  "/api/orders/{id}",                  Permission::trade,       nothing, &api::cancel_order},
    {Verb::post, "/api/trading/emergency-stop",       Permission::trade,       command, &api::emergency_stop, Stops::always},
    {Verb::post, "/api/trading/pause",                Permission::trade,       command, &api::pause_trading, Stops::always},
    {Verb::post, "/api/trading/resume",               Permission::trade,       command, &api::resume_trading},
    {Verb::post, "/api/firebridge/force-sync",        Permission::trade,       command, &api::force_sync},
    {Verb::post, "/api/firebridge/sync-user",         Permission::trade,       command, &api::sync_user},
    {Verb::get,  "/api/firebridge/pull-strategy/{id}", Permission::view,       nothing, &api::pull_strategy},
    {Verb::post, "/api/firebridge/push-trade-result", Permission::trade,       small,   &api::push_trade_result},
    {Verb::get,  "/api/firebridge/reports",           Permission::view,        nothing, &api::list_reports},
    {Verb::get,  "/api/commands",                     Permission::view,        nothing, &api::list_commands},
    {Verb::post, "/api/commands",                     Permission::trade,       command, &api::submit_command, Stops::maybe},
    {Verb::get,  "/api/commands/{id}",                Permission::view,        nothing, &api::find_command},
    {Verb::get,  "/api/alarms",                       Permission::view,        nothing, &api::list_alarms},
    {Verb::post, "/api/alarms/{id}/acknowledge",      Permission::trade,       small,   &api::acknowledge_alarm},
    {Verb::get,  "/api/dashboard/stats",              Permission::view,        nothing, &api::dashboard_stats},
    {Verb::get,  "/api/dashboard/money/stats",        Permission::view,        nothing, &api::money_stats},
    {Verb::get,  "/api/exports/commands.csv",         Permission::view,        nothing, &api::list_commands},
    {Verb::get,  "/api/exports/trades.csv",           Permission::view,        nothing, &api::list_trades},
    {Verb::get,  "/api/exports/orders.csv",           Permission::view,        nothing, &api::list_orders},
    {Verb::get,  "/api/exports/history.csv",          Permission::view,        nothing, &api::list_history},
    {Verb::get,  "/api/admin/users",                  Permission::manage,      nothing, &api::people<&People::list_members>},
    {Verb::get,  "/api/admin/users/{id}",             Permission::manage,      nothing, &api::people<&People::find_member>},
    {Verb::patch, "/api/admin/users/{id}",            manage_recent,           small,   &api::people<&People::change_member>},
    {Verb::put,  "/api/admin/users/{id}/grants",      manage_recent,           command, &api::people<&People::set_grants>},
    {Verb::post, "/api/admin/users/{id}/reset-password", manage_recent,        small,   &api::people<&People::reset_member_password>},
    {Verb::del,  "/api/admin/users/{id}/totp",        manage_recent,           nothing, &api::people<&People::remove_member_totp>},
    {Verb::del,  "/api/admin/users/{id}/sessions",    Permission::manage,      nothing, &api::people<&People::end_member_sessions>},
    {Verb::get,  "/api/admin/roles",                  Permission::manage,      nothing, &api::people<&People::list_roles>},
    {Verb::get,  "/api/admin/invitations",            Permission::manage,      nothing, &api::people<&People::list_invitations>},
    {Verb::post, "/api/admin/invitations",            manage_recent,           command, &api::people<&People::create_invitation>},
    {Verb::del,  "/api/admin/invitations/{id}",       Permission::manage,      nothing, &api::people<&People::revoke_invitation>},
    {Verb::get,  "/api/admin/sessions",               Permission::manage,      nothing, &api::people<&People::list_sessions>},
    {Verb::del,  "/api/admin/sessions/{id}",          Permission::manage,      nothing, &api::people<&People::end_session>},
    {Verb::get,  "/api/admin/api-keys",               Permission::manage,      nothing, &api::people<&People::list_keys>},
    {Verb::del,  "/api/admin/api-keys/{id}",          Permission::manage,      nothing, &api::people<&People::revoke_key>},
    {Verb::get,  "/api/admin/connections",            Permission::manage,      nothing, &api::people<&People::list_connections>},
    {Verb::del,  "/api/admin/connections/{id}",       Permission::manage,      nothing, &api::people<&People::kick>},
    {Verb::post, "/api/admin/broadcast",              Permission::manage,      small,   &api::people<&People::broadcast>},
    {Verb::get,  "/api/admin/audit",                  Permission::manage,      nothing, &api::people<&People::list_audit>},
    {Verb::get,  "/api/admin/audit/verify",           Permission::manage,      nothing, &api::people<&People::verify_audit>},
    {Verb::get,  "/api/admin/organisations",          operate,                 nothing, &api::people<&People::list_organisations>},
    {Verb::post, "/api/admin/organisations",          operate_recent,          small,   &api::people<&People::create_organisation>},
    {Verb::patch, "/api/admin/organisations/{id}",    operate_recent,          small,   &api::people<&People::change_organisation>},
    {Verb::get,  "/api/admin/organisations/{id}/limits", operate,              nothing, &api::people<&People::organisation_limits>},
    {Verb::patch, "/api/admin/organisations/{id}/limits", operate_recent,      small,   &api::people<&People::change_limits>},
    {Verb::get,  "/api/admin/limits",                 Permission::manage,      nothing, &api::people<&People::list_limits>},
    {Verb::get,  "/api/admin/settings",               operate,                 nothing, &api::people<&People::list_settings>},
    {Verb::patch, "/api/admin/settings",              operate_recent,          small,   &api::people<&People::change_settings>},
    {Verb::post, "/api/admin/settings/reload",        operate_recent,          small,   &api::people<&People::reload_settings>},
    {Verb::get,  "/api/admin/backups",                operate,                 nothing, &api::people<&People::list_backups>},
    {Verb::post, "/api/admin/backups",                operate_recent,          small,   &api::people<&People::make_backup>},
    {Verb::get,  "/api/system/health",                Permission::open_to_all, nothing, &api::system_health},
    {Verb::get,  "/api/openapi.json",                 Permission::open_to_all, nothing, &api::openapi},
    {Verb::get,  "/healthz",                          Permission::open_to_all, nothing, &api::healthz},
    {Verb::get,  "/readyz",                           Permission::open_to_all, nothing, &api::readyz},
    {Verb::get,  "/metrics",                          Permission::open_to_all, nothing, &api::metrics},
};
// clang-format on

bool fits(std::string_view pattern, std::string_view path, std::string& id) {
    auto const brace = pattern.find("{id}");
    if (brace == std::string_view::npos) return pattern == path;
    auto const before = pattern.substr(0, brace);
    auto const after = pattern.substr(brace + 4);
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after))
        return false;
    auto const middle = path.substr(before.size(), path.size() - before.size() - after.size());
    if (middle.find('/') != std::string_view::npos) return false;
    id = std::string(middle);
    return true;
}

}  // namespace

std::span<Route const> routes() {
    return table;
}

std::string_view verb_name(Verb verb) {
    switch (verb) {
        case Verb::get:
            return "GET";
        case Verb::head:
            return "HEAD";
        case Verb::post:
            return "POST";
        case Verb::put:
            return "PUT";
        case Verb::patch:
            return "PATCH";
        case Verb::del:
            return "DELETE";
        case Verb::options:
            return "OPTIONS";
        case Verb::other:
            return "";
    }
    return "";
}

RouteMatch match_route(Verb verb, std::string_view path) {
    if (verb == Verb::head) verb = Verb::get;
    RouteMatch match;
    // Linear: a few dozen short comparisons cost less than hashing the path.
    for (auto const& route : table) {
        std::string id;
        if (!fits(route.pattern, path, id)) continue;
        match.allow += (match.allow.empty() ? "" : ", ") + std::string(verb_name(route.verb));
        if (route.verb != verb) continue;
        match.route = &route;
        match.id = std::move(id);
        return match;
    }
    return match;
}

}  // namespace signalos::relay
