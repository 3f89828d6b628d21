// The relay as a whole: its settings and its backups.
#include <boost/json/serialize.hpp>

#include "services/people_answers.hpp"

namespace signalos::relay {
namespace json = boost::json;

// First the line, then the deed: what cannot be audited is not done.
void PeopleService::audited(PeopleCall const& call, char const* action, std::string subject, json::object const& detail,
                            PeopleReply const& reply, std::function<void()> go_on) {
    AuditEntry entry{p_.clock.utc_ms(), call.who.actor(), action, std::move(subject), json::serialize(detail), 0, {}};
    auto stored = [reply, go_on = std::move(go_on)](Reply<Nothing> done) {
        if (!done.ok()) return reply(people_error(done));
        go_on();
    };
    p_.whole.append_audit(call.who.org, std::move(entry), std::move(stored));
}

void PeopleService::list_settings(PeopleCall, PeopleReply reply) {
    if (p_.control == nullptr) return reply(people_error(errc::unavailable));
    reply(people_answer({{"settings", p_.control->settings()}}));
}

void PeopleService::change_settings(PeopleCall call, PeopleReply reply) {
    if (p_.control == nullptr) return reply(people_error(errc::unavailable));
    InputFault fault;
    JsonReader reader(call.args, fault);
    auto const wanted = reader.object("settings");
    if (reader.ok() && wanted.empty()) reader.fail("settings", "name at least one");
    if (!reader.ok()) return reply(people_fault(fault));
    if (auto const wrong = p_.control->problem_with(wanted)) return reply(people_fault(*wrong));
    json::object before;
    for (auto const& setting : p_.control->settings())
        if (auto const& key = setting.at("key").as_string(); wanted.contains(key)) before[key] = setting.at("value");
    json::object const detail{{"before", std::move(before)}, {"after", wanted}};
    audited(call, "settings_changed", {}, detail, reply,
            [this, wanted, reply] { reply(people_answer(p_.control->change(wanted))); });
}

void PeopleService::reload_settings(PeopleCall call, PeopleReply reply) {
    if (p_.control == nullptr) return reply(people_error(errc::unavailable));
    audited(call, "settings_reloaded", {}, {}, reply, [this, reply] {
        auto answer = p_.control->reload();
        if (auto const* const words = answer.if_contains("error"))
            return reply(people_fault("", std::string(words->as_string())));
        reply(people_answer(std::move(answer)));
    });
}

void PeopleService::list_backups(PeopleCall, PeopleReply reply) {
    if (p_.control == nullptr) return reply(people_error(errc::unavailable));
    reply(people_answer(p_.control->backups()));
}

void PeopleService::make_backup(PeopleCall call, PeopleReply reply) {
    if (p_.control == nullptr) return reply(people_error(errc::unavailable));
    audited(call, "backup_requested", {}, {}, reply, [this, reply] {
        if (auto const refused = p_.control->start_backup()) return reply(people_fault("", *refused));
        reply(people_answer(p_.control->backups()));
    });
}

}  // namespace signalos::relay
