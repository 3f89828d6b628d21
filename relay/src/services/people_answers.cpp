#include "services/people_answers.hpp"

namespace signalos::relay {
namespace json = boost::json;

json::value terminals_json(TerminalScope const& scope) {
    if (scope.is_all()) return "*";
    json::array list;
    for (auto const& terminal : scope.terminals()) list.emplace_back(terminal.text());
    return list;
}

TerminalScope read_terminals(JsonReader& reader, json::object const& args, TerminalScope fallback) {
    auto const* const value = args.if_contains("terminals");
    if (value == nullptr || value->is_null()) return fallback;
    if (value->is_string() && value->get_string() == "*") return TerminalScope::all();
    std::set<TerminalId> terminals;
    bool sound = value->is_array() && value->get_array().size() <= 1000;
    if (sound)
        for (auto const& item : value->get_array()) {
            auto const id = item.is_string() ? TerminalId::parse(std::string_view(item.get_string()))
                                             : Result<TerminalId>(SIGNALOS_ERROR(errc::bad_request));
            sound = sound && id;
            if (id) terminals.insert(*id);
        }
    if (!sound) reader.fail("terminals", "must be \"*\" or an array of at most 1000 UUIDs");
    return TerminalScope(std::move(terminals));
}

json::object session_json(UserSession const& session, Principal const& who) {
    return {{"id", session.id.text()},
            {"user", session.user.text()},
            {"created_at", session.created_at},
            {"last_seen", session.last_seen},
            {"expires_at", std::min(session.idle_until, session.expires_at)},
            {"address", session.address},
            {"agent", session.agent},
            {"current", session.id.value == who.credential}};
}

json::object key_json(ApiKey const& key) {
    return {{"id", key.id.text()},
            {"user", key.user.text()},
            {"name", key.name},
            {"prefix", key.prefix},
            {"scope", key.scope},
            {"terminals", terminals_json(key.terminals)},
            {"created_at", key.created_at},
            {"expires_at", time_or_null(key.expires_at)},
            {"last_used", time_or_null(key.last_used)}};
}

json::object member_json(Member const& member) {
    auto const& user = member.user;
    return {{"id", user.id.text()},
            {"email", user.email},
            {"name", user.name},
            {"role", role_name(user.role)},
            {"disabled", user.disabled_at != 0},
            {"operator", user.is_operator},
            {"totp", !user.totp_seed.empty()},
            {"terminals", terminals_json(member.terminals)},
            {"created_at", user.created_at},
            {"last_seen", time_or_null(member.last_seen)}};
}

json::object invitation_json(Invitation const& invitation) {
    return {{"id", invitation.id.text()},          {"email", invitation.email},
            {"role", role_name(invitation.role)},  {"terminals", terminals_json(invitation.terminals)},
            {"invited_by", invitation.invited_by}, {"created_at", invitation.created_at},
            {"expires_at", invitation.expires_at}};
}

}  // namespace signalos::relay
