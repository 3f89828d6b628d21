#include "store/sql_pairing.hpp"

#include "store/operations.hpp"

namespace signalos::relay {

void SqlPairings::start_pairing(OrgId org, NewPairing pairing, Done<Pairing> done) {
    write("start_pairing", std::move(done),
          [org, pairing = std::move(pairing)](sql::Session& db) { return sql::start_pairing(db, org, pairing); });
}

void SqlPairings::offer_pairing(std::string code_hash, PairingOffer offer, std::int64_t now,
                                Done<OfferedPairing> done) {
    write("offer_pairing", std::move(done),
          [code_hash = std::move(code_hash), offer = std::move(offer), now](sql::Session& db) {
              return sql::offer_pairing(db, code_hash, offer, now);
          });
}

void SqlPairings::find_pairing_by_proof(std::string proof_hash, Done<Pairing> done) {
    read("find_pairing_by_proof", std::move(done),
         [proof_hash = std::move(proof_hash)](sql::Session& db) { return sql::find_pairing_by_proof(db, proof_hash); });
}

void SqlPairings::find_pairing(OrgId org, PairingId pairing, Done<Pairing> done) {
    read("find_pairing", std::move(done),
         [org, pairing](sql::Session& db) { return sql::find_pairing(db, org, pairing); });
}

void SqlPairings::find_pairing_by_code(OrgId org, std::string code_hash, std::int64_t now, Done<Pairing> done) {
    read("find_pairing_by_code", std::move(done), [org, code_hash = std::move(code_hash), now](sql::Session& db) {
        return sql::find_pairing_by_code(db, org, code_hash, now);
    });
}

void SqlPairings::list_pairings(OrgId org, Done<std::vector<Pairing>> done) {
    read("list_pairings", std::move(done), [org](sql::Session& db) { return sql::list_pairings(db, org); });
}

void SqlPairings::decide_pairing(OrgId org, PairingId pairing, PairingDecision decision, Done<Pairing> done) {
    write("decide_pairing", std::move(done), [org, pairing, decision = std::move(decision)](sql::Session& db) {
        return sql::decide_pairing(db, org, pairing, decision);
    });
}

void SqlPairings::issue_pairing_key(std::string proof_hash, TerminalId fresh, std::string key_hash, std::int64_t now,
                                    Done<IssuedKey> done) {
    write("issue_pairing_key", std::move(done),
          [proof_hash = std::move(proof_hash), fresh, key_hash = std::move(key_hash), now](sql::Session& db) {
              return sql::issue_pairing_key(db, proof_hash, fresh, key_hash, now);
          });
}

void SqlPairings::finish_pairing(std::string proof_hash, std::int64_t /*now*/, Done<Nothing> done) {
    write("finish_pairing", std::move(done),
          [proof_hash = std::move(proof_hash)](sql::Session& db) { sql::finish_pairing(db, proof_hash); });
}

void SqlPairings::rename_terminal(OrgId org, TerminalId terminal, std::string name, Actor by, std::int64_t now,
                                  Done<Terminal> done) {
    write("rename_terminal", std::move(done),
          [org, terminal, name = std::move(name), by = std::move(by), now](sql::Session& db) {
              return sql::rename_terminal(db, org, terminal, name, by, now);
          });
}

void SqlPairings::withdraw_terminal(OrgId org, TerminalId terminal, Actor by, std::int64_t now,
                                    Done<CommandChange> done) {
    write("withdraw_terminal", std::move(done), [org, terminal, by = std::move(by), now](sql::Session& db) {
        return sql::withdraw_terminal(db, org, terminal, by, now);
    });
}

void SqlPairings::create_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                               Done<TerminalGroup> done) {
    write("create_group", std::move(done),
          [org, group, name = std::move(name), by = std::move(by), now](sql::Session& db) {
              return sql::create_group(db, org, group, name, by, now);
          });
}

void SqlPairings::rename_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                               Done<TerminalGroup> done) {
    write("rename_group", std::move(done),
          [org, group, name = std::move(name), by = std::move(by), now](sql::Session& db) {
              return sql::rename_group(db, org, group, name, by, now);
          });
}

void SqlPairings::delete_group(OrgId org, GroupId group, Actor by, std::int64_t now, Done<Nothing> done) {
    write("delete_group", std::move(done),
          [org, group, by = std::move(by), now](sql::Session& db) { sql::delete_group(db, org, group, by, now); });
}

void SqlPairings::set_group_members(OrgId org, GroupId group, std::vector<TerminalId> members, Actor by,
                                    std::int64_t now, Done<TerminalGroup> done) {
    write("set_group_members", std::move(done),
          [org, group, members = std::move(members), by = std::move(by), now](sql::Session& db) {
              return sql::set_group_members(db, org, group, members, by, now);
          });
}

void SqlPairings::list_groups(OrgId org, Done<std::vector<TerminalGroup>> done) {
    read("list_groups", std::move(done), [org](sql::Session& db) { return sql::list_groups(db, org); });
}

void SqlPairings::find_group(OrgId org, GroupId group, Done<TerminalGroup> done) {
    read("find_group", std::move(done), [org, group](sql::Session& db) { return sql::find_group(db, org, group); });
}

void SqlPairings::list_group_members(Done<std::vector<GroupMember>> done) {
    read("list_group_members", std::move(done), [](sql::Session& db) { return sql::list_group_members(db); });
}

}  // namespace signalos::relay
