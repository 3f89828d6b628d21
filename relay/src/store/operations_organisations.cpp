// Organisations and the most that each may have.
#include "store/people_rows.hpp"

namespace signalos::relay::sql {

void create_organisation(Session& db, Organisation const& organisation, ChangeBy const& by) {
    db.query("INSERT INTO organisations(id,name,created_at) VALUES(?,?,?)")
        .all(organisation.id.text(), organisation.name, by.now)
        .run();
    note(db, organisation.id, by, "organisation_created", organisation.id.text(), {{"name", organisation.name}});
}

namespace {
constexpr char const* row_columns =
    "SELECT o.id, o.name, o.created_at, o.disabled_at, (SELECT count(*) FROM users u WHERE u.org_id=o.id), "
    "(SELECT count(*) FROM terminals t WHERE t.org_id=o.id AND t.revoked_at=0), "
    "(SELECT count(*) FROM users u WHERE u.org_id=o.id AND u.disabled_at=0), "
    "(SELECT count(*) FROM api_keys k WHERE k.org_id=o.id AND k.revoked_at=0), "
    "o.max_members, o.max_terminals, o.max_api_keys, o.max_sockets, o.max_commands_per_minute FROM organisations o ";

OrganisationRow read_row(Query& query) {
    OrganisationRow row;
    row.organisation.id = id_of<OrgId>(query.text());
    row.organisation.name = query.text();
    row.created_at = query.integer();
    row.disabled_at = query.integer();
    row.users = query.integer();
    row.terminals = query.integer();
    row.members = query.integer();
    row.api_keys = query.integer();
    for (auto const& one : limit_names) row.limits.*one.value = query.integer();
    return row;
}

boost::json::object described(OrganisationLimits const& limits) {
    boost::json::object all;
    for (auto const& one : limit_names) all[one.name] = limits.*one.value;
    return all;
}
}  // namespace

std::vector<OrganisationRow> list_organisations(Session& db) {
    std::vector<OrganisationRow> rows;
    auto query = db.query(std::string(row_columns) + "ORDER BY o.name, o.id");
    while (query.next()) rows.push_back(read_row(query));
    return rows;
}

OrganisationRow find_organisation(Session& db, OrgId org) {
    auto query = db.query(std::string(row_columns) + "WHERE o.id=?");
    if (!query.bind(org.text()).next()) throw Rejected{errc::not_found};
    return read_row(query);
}

OrganisationRow change_limits(Session& db, OrgId org, std::vector<LimitChange> const& changes, ChangeBy const& by) {
    // Written before it is read, so that two changes at once come one after the other on every engine.
    db.query("UPDATE organisations SET name=name WHERE id=?").bind(org.text()).run();
    auto row = find_organisation(db, org);
    auto const before = row.limits;
    for (auto const& change : changes) row.limits.*change.limit = change.value;
    if (row.limits == before) return row;
    for (auto const& one : limit_names)
        db.query("UPDATE organisations SET " + std::string(one.column) + "=? WHERE id=?")
            .all(row.limits.*one.value, org.text())
            .run();
    note(db, org, by, "limits_changed", org.text(), {{"before", described(before)}, {"after", described(row.limits)}});
    return row;
}

void require_room(Session& db, OrgId org, std::int64_t OrganisationLimits::*limit) {
    // Two who take the last place come one after the other.
    db.query("UPDATE organisations SET name=name WHERE id=?").bind(org.text()).run();
    auto const row = find_organisation(db, org);
    auto const most = row.limits.*limit;
    auto const used = limit == &OrganisationLimits::members     ? row.members
                      : limit == &OrganisationLimits::terminals ? row.terminals
                                                                : row.api_keys;
    if (most != 0 && used >= most) throw Rejected{errc::limit_reached};
}

void disable_organisation(Session& db, OrgId org, bool disabled, ChangeBy const& by) {
    bool before = false;
    {
        auto query = db.query("SELECT disabled_at FROM organisations WHERE id=?");
        if (!query.bind(org.text()).next()) throw Rejected{errc::not_found};
        before = query.flag();
    }
    db.query("UPDATE organisations SET disabled_at=? WHERE id=?")
        .all(disabled ? by.now : std::int64_t{0}, org.text())
        .run();
    if (disabled) db.query("DELETE FROM sessions WHERE org_id=?").bind(org.text()).run();
    note(db, org, by, "organisation_changed", org.text(),
         {{"before", boost::json::object{{"disabled", before}}},
          {"after", boost::json::object{{"disabled", disabled}}}});
}

}  // namespace signalos::relay::sql
