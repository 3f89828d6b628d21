#include <boost/json/serialize.hpp>

#include "store/operations.hpp"

namespace signalos::relay::sql {

namespace {
namespace json = boost::json;

constexpr std::int64_t kept_ms = std::int64_t{24} * 3600 * 1000;

constexpr char const* pairing_columns =
    "org_id, id, name, state, created_at, expires_at, created_by, created_by_name, proof_hash, fingerprint, login, "
    "server, company, currency, trade_mode, address, offered_at, rivals, decided_at, decided_by, decided_by_name, "
    "terminal_id FROM pairings ";

Pairing read_pairing(Query& row) {
    Pairing p;
    p.org = id_of<OrgId>(row.text());
    p.id = id_of<PairingId>(row.text());
    p.name = row.text();
    p.state = static_cast<PairingState>(row.integer());
    p.created_at = row.integer();
    p.expires_at = row.integer();
    p.created_by.id = row.text();
    p.created_by.name = row.text();
    p.offer.proof_hash = row.text();
    p.offer.fingerprint = row.text();
    p.offer.login = row.text();
    p.offer.server = row.text();
    p.offer.company = row.text();
    p.offer.currency = row.text();
    p.offer.trade_mode = row.text();
    p.offer.address = row.text();
    p.offered_at = row.integer();
    p.rivals = row.integer();
    p.decided_at = row.integer();
    p.decided_by.id = row.text();
    p.decided_by.name = row.text();
    if (auto const terminal = row.text(); !terminal.empty()) p.terminal = id_of<TerminalId>(terminal);
    return p;
}

template <class... Values>
Pairing find_where(Session& db, char const* condition, Values const&... values) {
    auto query = db.query(std::string("SELECT ") + pairing_columns + condition);
    if (!query.all(values...).next()) throw Rejected{errc::not_found};
    return read_pairing(query);
}

// Codes and hashes never enter it.
json::object audited(Pairing const& p) {
    return {{"name", p.name},
            {"login", p.offer.login},
            {"server", p.offer.server},
            {"fingerprint", p.offer.fingerprint},
            {"address", p.offer.address}};
}

void write_offer(Session& db, Pairing const& p, PairingOffer const& o, std::int64_t now) {
    db.query(
          "UPDATE pairings SET state=?, proof_hash=?, fingerprint=?, login=?, server=?, company=?, currency=?, "
          "trade_mode=?, address=?, offered_at=? WHERE org_id=? AND id=?")
        .all(static_cast<int>(PairingState::offered), o.proof_hash, o.fingerprint, o.login, o.server, o.company,
             o.currency, o.trade_mode, o.address, now, p.org.text(), p.id.text())
        .run();
}
}  // namespace

Pairing start_pairing(Session& db, OrgId org, NewPairing const& n) {
    if (!db.query("SELECT 1 FROM organisations WHERE id=?").bind(org.text()).next()) throw Rejected{errc::not_found};
    db.query("DELETE FROM pairings WHERE created_at<?").bind(n.now - kept_ms).run();
    if (db.query("SELECT 1 FROM pairings WHERE code_hash=?").bind(n.code_hash).next()) throw Rejected{errc::conflict};
    {
        auto query = db.query("SELECT COUNT(*) FROM pairings WHERE org_id=? AND state<2 AND expires_at>?");
        query.all(org.text(), n.now).next();
        if (query.integer() >= n.open_limit) throw Rejected{errc::rate_limited};
    }
    db.query(
          "INSERT INTO pairings(org_id,id,code_hash,name,state,created_at,expires_at,created_by,created_by_name) "
          "VALUES(?,?,?,?,?,?,?,?,?)")
        .all(org.text(), n.id.text(), n.code_hash, n.name, static_cast<int>(PairingState::open), n.now, n.expires_at,
             n.by.id, n.by.name)
        .run();
    auto const begun = find_pairing(db, org, n.id);
    bool const claimed = !n.offer.proof_hash.empty();
    if (claimed) {
        if (db.query("SELECT 1 FROM pairings WHERE proof_hash=?").bind(n.offer.proof_hash).next())
            throw Rejected{errc::conflict};
        write_offer(db, begun, n.offer, n.now);
    }
    auto const after = find_pairing(db, org, n.id);
    audit_change(db, org, n.by, n.now, claimed ? "pairing_claimed" : "pairing_started", n.id.text(), {},
                 audited(after));
    return after;
}

OfferedPairing offer_pairing(Session& db, std::string const& code_hash, PairingOffer const& offer, std::int64_t now) {
    auto query = db.query(std::string("SELECT ") + pairing_columns + "WHERE code_hash=?");
    if (!query.bind(code_hash).next()) return {};
    auto const p = read_pairing(query);
    bool const ours = p.offer.proof_hash == offer.proof_hash;
    if (ours) return {true, p};
    if (p.expires_at <= now) return {};
    if (!p.offer.proof_hash.empty()) {
        // Committed, not rejected: the owner sees that somebody else holds the code.
        db.query("UPDATE pairings SET rivals=rivals+1 WHERE org_id=? AND id=?").all(p.org.text(), p.id.text()).run();
        return {};
    }
    if (p.state != PairingState::open) return {};
    // One secret, one pairing: what was denied under it is not asked again under another code.
    if (db.query("SELECT 1 FROM pairings WHERE proof_hash=?").bind(offer.proof_hash).next()) return {};
    write_offer(db, p, offer, now);
    return {true, find_pairing(db, p.org, p.id)};
}

Pairing find_pairing_by_proof(Session& db, std::string const& proof_hash) {
    if (proof_hash.empty()) throw Rejected{errc::not_found};
    return find_where(db, "WHERE proof_hash=?", proof_hash);
}

Pairing find_pairing(Session& db, OrgId org, PairingId pairing) {
    return find_where(db, "WHERE org_id=? AND id=?", org.text(), pairing.text());
}

Pairing find_pairing_by_code(Session& db, OrgId org, std::string const& code_hash, std::int64_t now) {
    return find_where(db, "WHERE org_id=? AND code_hash=? AND expires_at>?", org.text(), code_hash, now);
}

std::vector<Pairing> list_pairings(Session& db, OrgId org) {
    std::vector<Pairing> rows;
    auto query = db.query(std::string("SELECT ") + pairing_columns +
                          "WHERE org_id=? ORDER BY created_at DESC, id DESC LIMIT 100");
    query.bind(org.text());
    while (query.next()) rows.push_back(read_pairing(query));
    return rows;
}

Pairing decide_pairing(Session& db, OrgId org, PairingId pairing, PairingDecision const& d) {
    auto const before = find_pairing(db, org, pairing);
    bool const undecided = before.state == PairingState::offered || (before.state == PairingState::open && !d.approve);
    if (!undecided || before.expires_at <= d.now) throw Rejected{errc::bad_state};
    if (d.approve && d.fingerprint != before.offer.fingerprint) throw Rejected{errc::conflict};
    if (d.approve) require_room(db, org, &OrganisationLimits::terminals);
    auto const state = d.approve ? PairingState::approved : PairingState::denied;
    auto const& name = d.name.empty() ? before.name : d.name;
    db.query(
          "UPDATE pairings SET state=?, name=?, expires_at=?, decided_at=?, decided_by=?, decided_by_name=? WHERE "
          "org_id=? AND id=?")
        .all(static_cast<int>(state), name, d.approve ? d.fetch_until : before.expires_at, d.now, d.by.id, d.by.name,
             org.text(), pairing.text())
        .run();
    auto const after = find_pairing(db, org, pairing);
    audit_change(db, org, d.by, d.now, d.approve ? "pairing_approved" : "pairing_denied", pairing.text(),
                 audited(before), audited(after));
    return after;
}

IssuedKey issue_pairing_key(Session& db, std::string const& proof_hash, TerminalId fresh, std::string const& key_hash,
                            std::int64_t now) {
    IssuedKey issued;
    auto const p = find_pairing_by_proof(db, proof_hash);
    if (p.state != PairingState::approved || p.expires_at <= now) throw Rejected{errc::not_found};
    issued.created = p.terminal.is_nil();
    if (issued.created) {
        create_terminal(db, p.org, NewTerminal{fresh, p.name, key_hash, now});
        db.query("UPDATE pairings SET terminal_id=? WHERE org_id=? AND id=?")
            .all(fresh.text(), p.org.text(), p.id.text())
            .run();
        audit_change(db, p.org, p.decided_by, now, "terminal_created", fresh.text(), {}, audited(p));
    } else {
        // Whoever signed in with the first key has stored it: the secret of the pairing opens nothing any more.
        auto const made = find_terminal(db, p.org, p.terminal);
        if (made.session_epoch != 0 || made.revoked_at != 0) throw Rejected{errc::not_found};
        db.query("UPDATE terminals SET key_hash=? WHERE org_id=? AND id=?")
            .all(key_hash, p.org.text(), p.terminal.text())
            .run();
    }
    issued.pairing = find_pairing(db, p.org, p.id);
    issued.terminal = find_terminal(db, p.org, issued.pairing.terminal);
    return issued;
}

void finish_pairing(Session& db, std::string const& proof_hash) {
    auto const p = find_pairing_by_proof(db, proof_hash);
    if (p.state == PairingState::stored) return;
    if (p.state != PairingState::approved || p.terminal.is_nil()) throw Rejected{errc::bad_state};
    db.query("UPDATE pairings SET state=? WHERE org_id=? AND id=?")
        .all(static_cast<int>(PairingState::stored), p.org.text(), p.id.text())
        .run();
}

}  // namespace signalos::relay::sql
