// Terminals and groups of them, as people manage them.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
namespace json = boost::json;

TerminalGroup read_members(Session& db, OrgId org, TerminalGroup group) {
    auto query = db.query(
        "SELECT m.terminal_id FROM terminal_group_members m JOIN terminals t ON t.org_id=m.org_id AND "
        "t.id=m.terminal_id WHERE m.org_id=? AND m.group_id=? AND t.revoked_at=0 ORDER BY m.terminal_id");
    query.all(org.text(), group.id.text());
    while (query.next()) group.terminals.push_back(id_of<TerminalId>(query.text()));
    return group;
}

json::object audited(TerminalGroup const& group) {
    json::array terminals;
    for (auto const& terminal : group.terminals) terminals.emplace_back(terminal.text());
    return {{"name", group.name}, {"terminals", std::move(terminals)}};
}

void refuse_taken_name(Session& db, OrgId org, GroupId group, std::string const& name) {
    if (db.query("SELECT 1 FROM terminal_groups WHERE org_id=? AND name=? AND id<>?")
            .all(org.text(), name, group.text())
            .next())
        throw Rejected{errc::conflict};
}
}  // namespace

void audit_change(Session& db, OrgId org, Actor const& by, std::int64_t now, char const* action,
                  std::string const& subject, json::object before, json::object after) {
    json::object detail;
    if (!before.empty()) detail["before"] = std::move(before);
    if (!after.empty()) detail["after"] = std::move(after);
    AuditEntry entry;
    entry.at = now;
    entry.actor = by.id;
    entry.action = action;
    entry.subject = subject;
    entry.detail = json::serialize(detail);
    append_audit(db, org, std::move(entry));
}

Terminal rename_terminal(Session& db, OrgId org, TerminalId terminal, std::string const& name, Actor const& by,
                         std::int64_t now) {
    auto const before = find_terminal(db, org, terminal);
    if (before.revoked_at != 0) throw Rejected{errc::not_found};
    if (before.name == name) return before;
    db.query("UPDATE terminals SET name=? WHERE org_id=? AND id=?").all(name, org.text(), terminal.text()).run();
    audit_change(db, org, by, now, "terminal_renamed", terminal.text(), {{"name", before.name}}, {{"name", name}});
    return find_terminal(db, org, terminal);
}

CommandChange withdraw_terminal(Session& db, OrgId org, TerminalId terminal, Actor const& by, std::int64_t now) {
    revoke_terminal(db, org, terminal, now);
    auto const gone = find_terminal(db, org, terminal);
    CommandChange change;
    std::vector<CommandId> queued;
    {
        auto query = db.query("SELECT id FROM commands WHERE org_id=? AND terminal_id=? AND state=0 ORDER BY cmd_seq");
        query.all(org.text(), terminal.text());
        while (query.next()) queued.push_back(id_of<CommandId>(query.text()));
    }
    for (auto const& id : queued) {
        auto command = find_command(db, org, id);
        command.state = CommandState::cancelled;
        command.message = "The terminal was revoked before it got this command.";
        command.times.result_stored = now;
        change_command(db, std::move(command), now, change);
    }
    static std::string const words = "The terminal was revoked; whether this command ran is not known.";
    auto const link = read_link(db, org, terminal);
    if (!link.journal.empty()) doubt_in_flight(db, org, terminal, link.journal, words, now, change);
    audit_change(db, org, by, now, "terminal_revoked", terminal.text(), {{"name", gone.name}, {"revoked_at", nullptr}},
                 {{"name", gone.name}, {"revoked_at", gone.revoked_at}});
    return change;
}

TerminalGroup find_group(Session& db, OrgId org, GroupId group) {
    TerminalGroup found;
    found.id = group;
    {
        auto query = db.query("SELECT name, created_at FROM terminal_groups WHERE org_id=? AND id=?");
        if (!query.all(org.text(), group.text()).next()) throw Rejected{errc::not_found};
        found.name = query.text();
        found.created_at = query.integer();
    }
    return read_members(db, org, std::move(found));
}

std::vector<TerminalGroup> list_groups(Session& db, OrgId org) {
    std::vector<TerminalGroup> groups;
    {
        auto query = db.query("SELECT id, name, created_at FROM terminal_groups WHERE org_id=? ORDER BY name, id");
        query.bind(org.text());
        while (query.next()) {
            TerminalGroup group;
            group.id = id_of<GroupId>(query.text());
            group.name = query.text();
            group.created_at = query.integer();
            groups.push_back(std::move(group));
        }
    }
    for (auto& group : groups) group = read_members(db, org, std::move(group));
    return groups;
}

std::vector<GroupMember> list_group_members(Session& db) {
    std::vector<GroupMember> members;
    auto query = db.query(
        "SELECT m.org_id, m.group_id, m.terminal_id FROM terminal_group_members m JOIN terminals t ON "
        "t.org_id=m.org_id AND t.id=m.terminal_id WHERE t.revoked_at=0 ORDER BY m.org_id, m.group_id, m.terminal_id");
    while (query.next()) {
        GroupMember member;
        member.org = id_of<OrgId>(query.text());
        member.group = id_of<GroupId>(query.text());
        member.terminal = id_of<TerminalId>(query.text());
        members.push_back(member);
    }
    return members;
}

TerminalGroup create_group(Session& db, OrgId org, GroupId group, std::string const& name, Actor const& by,
                           std::int64_t now) {
    if (!db.query("SELECT 1 FROM organisations WHERE id=?").bind(org.text()).next()) throw Rejected{errc::not_found};
    refuse_taken_name(db, org, group, name);
    db.query("INSERT INTO terminal_groups VALUES(?,?,?,?)").all(org.text(), group.text(), name, now).run();
    auto const made = find_group(db, org, group);
    audit_change(db, org, by, now, "group_created", group.text(), {}, audited(made));
    return made;
}

TerminalGroup rename_group(Session& db, OrgId org, GroupId group, std::string const& name, Actor const& by,
                           std::int64_t now) {
    auto const before = find_group(db, org, group);
    if (before.name == name) return before;
    refuse_taken_name(db, org, group, name);
    db.query("UPDATE terminal_groups SET name=? WHERE org_id=? AND id=?").all(name, org.text(), group.text()).run();
    audit_change(db, org, by, now, "group_renamed", group.text(), {{"name", before.name}}, {{"name", name}});
    return find_group(db, org, group);
}

void delete_group(Session& db, OrgId org, GroupId group, Actor const& by, std::int64_t now) {
    auto const before = find_group(db, org, group);
    db.query("DELETE FROM terminal_group_members WHERE org_id=? AND group_id=?").all(org.text(), group.text()).run();
    db.query("DELETE FROM terminal_groups WHERE org_id=? AND id=?").all(org.text(), group.text()).run();
    audit_change(db, org, by, now, "group_deleted", group.text(), audited(before), {});
}

TerminalGroup set_group_members(Session& db, OrgId org, GroupId group, std::vector<TerminalId> members, Actor const& by,
                                std::int64_t now) {
    auto const before = find_group(db, org, group);
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (before.terminals == members) return before;
    for (auto const& member : members)
        if (find_terminal(db, org, member).revoked_at != 0) throw Rejected{errc::not_found};
    db.query("DELETE FROM terminal_group_members WHERE org_id=? AND group_id=?").all(org.text(), group.text()).run();
    for (auto const& member : members)
        db.query("INSERT INTO terminal_group_members VALUES(?,?,?)").all(org.text(), group.text(), member.text()).run();
    auto const after = find_group(db, org, group);
    audit_change(db, org, by, now, "group_members_changed", group.text(), audited(before), audited(after));
    return after;
}

}  // namespace signalos::relay::sql
