// The audit log: each line holds the hash of the one before, so that a changed or missing one shows.
#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "base/hex.hpp"
#include "store/draft.hpp"
#include "store/people_rows.hpp"

namespace signalos::relay::sql {

namespace {
std::string chained(std::string const& before, OrgId org, AuditEntry const& entry) {
    // Each field is preceded by its length, so that no two entries read alike.
    std::string all;
    for (auto const& field : {before, org.text(), std::to_string(entry.n), std::to_string(entry.at), entry.actor,
                              entry.action, entry.subject, entry.detail}) {
        all += std::to_string(field.size()) + ':' + field;
    }
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(all.data()), all.size(), digest.data());
    return hex(digest);
}

AuditEntry read_entry(Query& query) {
    AuditEntry e;
    e.n = query.integer();
    e.at = query.integer();
    e.actor = query.text();
    e.action = query.text();
    e.subject = query.text();
    e.detail = query.text();
    e.hash = query.text();
    return e;
}
}  // namespace

void append_audit(Session& db, OrgId org, AuditEntry entry) {
    auto const& last = db.draft().last_audit(org);
    entry.n = last.n + 1;
    entry.hash = chained(last.hash, org, entry);
    db.draft().add(org, entry);
}

std::vector<AuditEntry> list_audit(Session& db, OrgId org, int limit) {
    std::vector<AuditEntry> entries;  // newest first, one more than asked: the hash that the last one is chained to
    auto query = db.query(
        "SELECT n, at, actor, action, subject, detail, hash FROM audit WHERE org_id=? ORDER BY n DESC LIMIT ?");
    query.all(org.text(), limit + 1);
    while (query.next()) {
        entries.push_back(read_entry(query));
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        bool const oldest_read = i + 1 == entries.size();
        if (oldest_read && entries[i].n != 1) break;  // what it is chained to was not read
        auto const& before = oldest_read ? std::string() : entries[i + 1].hash;
        bool const follows = oldest_read || entries[i + 1].n + 1 == entries[i].n;
        if (!follows || chained(before, org, entries[i]) != entries[i].hash) throw Rejected{errc::damaged};
    }
    if (entries.size() > static_cast<std::size_t>(limit)) entries.resize(static_cast<std::size_t>(limit));
    return entries;
}

std::vector<AuditEntry> audit_page(Session& db, OrgId org, std::int64_t before, int limit) {
    std::vector<AuditEntry> entries;
    auto query = db.query(
        "SELECT n, at, actor, action, subject, detail, hash FROM audit WHERE org_id=? AND (?=0 OR n<?) ORDER BY n DESC "
        "LIMIT ?");
    query.all(org.text(), before, before, std::clamp(limit, 1, 500));
    while (query.next()) entries.push_back(read_entry(query));
    return entries;
}

AuditVerdict verify_audit(Session& db, OrgId org) {
    AuditVerdict verdict;
    std::string before;
    auto query = db.query("SELECT n, at, actor, action, subject, detail, hash FROM audit WHERE org_id=? ORDER BY n");
    query.bind(org.text());
    while (query.next()) {
        auto const entry = read_entry(query);
        bool const holds = entry.n == ++verdict.entries && chained(before, org, entry) == entry.hash;
        if (!holds && verdict.first_bad == 0) verdict.first_bad = verdict.entries;
        before = entry.hash;
    }
    return verdict;
}

}  // namespace signalos::relay::sql
