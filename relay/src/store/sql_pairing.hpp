// PairingStore over SQL.
#pragma once
#include "store/pairing_store.hpp"
#include "store/sql_jobs.hpp"

namespace signalos::relay {

class SqlPairings final : public PairingStore, private sql::Jobs {
public:
    using sql::Jobs::Jobs;
    using sql::Jobs::set_watch;

    void start_pairing(OrgId org, NewPairing pairing, Done<Pairing> done) override;
    void offer_pairing(std::string code_hash, PairingOffer offer, std::int64_t now, Done<OfferedPairing> done) override;
    void find_pairing_by_proof(std::string proof_hash, Done<Pairing> done) override;
    void find_pairing(OrgId org, PairingId pairing, Done<Pairing> done) override;
    void find_pairing_by_code(OrgId org, std::string code_hash, std::int64_t now, Done<Pairing> done) override;
    void list_pairings(OrgId org, Done<std::vector<Pairing>> done) override;
    void decide_pairing(OrgId org, PairingId pairing, PairingDecision decision, Done<Pairing> done) override;
    void issue_pairing_key(std::string proof_hash, TerminalId fresh, std::string key_hash, std::int64_t now,
                           Done<IssuedKey> done) override;
    void finish_pairing(std::string proof_hash, std::int64_t now, Done<Nothing> done) override;
    void rename_terminal(OrgId org, TerminalId terminal, std::string name, Actor by, std::int64_t now,
                         Done<Terminal> done) override;
    void withdraw_terminal(OrgId org, TerminalId terminal, Actor by, std::int64_t now,
                           Done<CommandChange> done) override;
    void create_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                      Done<TerminalGroup> done) override;
    void rename_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                      Done<TerminalGroup> done) override;
    void delete_group(OrgId org, GroupId group, Actor by, std::int64_t now, Done<Nothing> done) override;
    void set_group_members(OrgId org, GroupId group, std::vector<TerminalId> members, Actor by, std::int64_t now,
                           Done<TerminalGroup> done) override;
    void list_groups(OrgId org, Done<std::vector<TerminalGroup>> done) override;
    void find_group(OrgId org, GroupId group, Done<TerminalGroup> done) override;
    void list_group_members(Done<std::vector<GroupMember>> done) override;
};

}  // namespace signalos::relay
