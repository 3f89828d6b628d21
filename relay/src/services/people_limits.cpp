// What an organisation may have at most, and how much of it is used.
#include <algorithm>

#include "services/people_answers.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {
constexpr log::Logger logger{"auth"};
constexpr std::int64_t largest_limit = 1'000'000;

json::value used_of(OrganisationRow const& row, std::string_view name, std::size_t sockets) {
    if (name == "members") return row.members;
    if (name == "terminals") return row.terminals;
    if (name == "api_keys") return row.api_keys;
    if (name == "sockets") return sockets;
    return nullptr;  // a rate has no stock
}

json::object limits_json(OrganisationRow const& row, std::size_t sockets) {
    json::array limits;
    for (auto const& one : limit_names) {
        auto const limit = row.limits.*one.value;
        limits.push_back(json::object{{"name", one.name},
                                      {"limit", limit == 0 ? json::value(nullptr) : json::value(limit)},
                                      {"used", used_of(row, one.name, sockets)}});
    }
    return {
        {"organisation", row.organisation.id.text()}, {"name", row.organisation.name}, {"limits", std::move(limits)}};
}

// Null lifts a limit; an absent member leaves it.
std::vector<LimitChange> read_limits(json::object const& args, InputFault& fault) {
    std::vector<LimitChange> changes;
    JsonReader reader(args, fault);
    for (auto const& member : args) {
        std::string_view const key(member.key().data(), member.key().size());
        auto const* const known = std::find_if(std::begin(limit_names), std::end(limit_names),
                                               [&](LimitName const& one) { return one.name == key; });
        if (known == std::end(limit_names)) {
            reader.fail(key, "no such limit");
            break;
        }
        auto const* const number = member.value().if_int64();
        bool const sound = number != nullptr && *number >= 1 && *number <= largest_limit;
        if (!sound && !member.value().is_null()) reader.fail(key, "must be 1 to 1000000, or null for no limit");
        changes.push_back({known->value, number == nullptr ? 0 : *number});
    }
    return changes;
}
}  // namespace

void PeopleService::list_limits(PeopleCall call, PeopleReply reply) {
    auto found = [this, reply](Reply<OrganisationRow> row) {
        if (!row.ok()) return reply(people_error(row));
        auto body = limits_json(row.value, p_.live.count(row.value.organisation.id));
        json::array relay;
        if (p_.control != nullptr)
            for (auto const& setting : p_.control->settings())
                if (setting.at("key").as_string().starts_with("limits.")) relay.push_back(setting);
        body["relay"] = std::move(relay);
        reply(people_answer(std::move(body)));
    };
    p_.store.find_organisation(call.who.org, std::move(found));
}

void PeopleService::organisation_limits(PeopleCall call, PeopleReply reply) {
    auto const org = OrgId::parse(call.id);
    if (!org) return reply(people_error(errc::not_found));
    p_.store.find_organisation(*org, [this, reply](Reply<OrganisationRow> row) {
        if (!row.ok()) return reply(people_error(row));
        reply(people_answer(limits_json(row.value, p_.live.count(row.value.organisation.id))));
    });
}

void PeopleService::change_limits(PeopleCall call, PeopleReply reply) {
    InputFault fault;
    auto changes = read_limits(call.args, fault);
    if (!fault.message.empty()) return reply(people_fault(fault));
    auto const org = OrgId::parse(call.id);
    if (!org) return reply(people_error(errc::not_found));
    auto changed = [this, actor = call.who.actor(), reply](Reply<OrganisationRow> row) {
        if (!row.ok()) return reply(people_error(row));
        auto const id = row.value.organisation.id;
        logger.info("limits_changed", {{"organisation", id.text()}, {"by", actor}});
        if (p_.on_limits) p_.on_limits(id, row.value.limits);
        reply(people_answer(limits_json(row.value, p_.live.count(id))));
    };
    p_.store.change_limits(*org, std::move(changes), by(call), std::move(changed));
}

void PeopleService::with_room(OrgId org, std::int64_t OrganisationLimits::*limit, PeopleReply const& reply,
                              std::function<void()> go_on) {
    auto found = [limit, reply, go_on = std::move(go_on)](Reply<OrganisationRow> row) {
        if (!row.ok()) return reply(people_error(row));
        auto const most = row.value.limits.*limit;
        auto const* const name = std::find_if(std::begin(limit_names), std::end(limit_names),
                                              [&](LimitName const& one) { return one.value == limit; });
        auto const used = used_of(row.value, name->name, 0).to_number<std::int64_t>();
        if (most == 0 || used < most) return go_on();
        reply(people_fault("", "the organisation may have " + std::to_string(most) + " " + std::string(name->name) +
                                   " and has " + std::to_string(used) + "; the relay's operator sets this limit"));
    };
    p_.store.find_organisation(org, std::move(found));
}

}  // namespace signalos::relay
