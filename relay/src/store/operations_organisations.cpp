// Organisations, and the audit log as a whole.
#include "store/people_rows.hpp"

namespace signalos::relay::sql {

void create_organisation(Session& db, Organisation const& organisation, ChangeBy const& by) {
    db.query("INSERT INTO organisations(id,name,created_at) VALUES(?,?,?)")
        .all(organisation.id.text(), organisation.name, by.now)
        .run();
    note(db, organisation.id, by, "organisation_created", organisation.id.text(), {{"name", organisation.name}});
}

std::vector<OrganisationRow> list_organisations(Session& db) {
    std::vector<OrganisationRow> rows;
    auto query = db.query(
        "SELECT o.id, o.name, o.created_at, o.disabled_at, (SELECT count(*) FROM users u WHERE u.org_id=o.id), (SELECT "
        "count(*) FROM terminals t WHERE t.org_id=o.id AND t.revoked_at=0) FROM organisations o ORDER BY o.name, o.id");
    while (query.next()) {
        OrganisationRow row;
        row.organisation.id = id_of<OrgId>(query.text());
        row.organisation.name = query.text();
        row.created_at = query.integer();
        row.disabled_at = query.integer();
        row.users = query.integer();
        row.terminals = query.integer();
        rows.push_back(std::move(row));
    }
    return rows;
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
