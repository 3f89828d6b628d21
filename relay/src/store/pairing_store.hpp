// The store's operations about pairings, and about terminals and groups as people manage them. The rules of
// Store hold. Each change writes its line of the audit log, with what was before and after, in the same transaction.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/command_types.hpp"
#include "store/pairing_types.hpp"
#include "store/reply.hpp"

namespace signalos::relay {

class PairingStore {
public:
    virtual ~PairingStore() = default;

    /// rejected(conflict): the code is in use, draw another. rejected(rate_limited): as many are open as may be.
    /// rejected(not_found): the organisation does not exist. Pairings older than a day are forgotten.
    virtual void start_pairing(OrgId org, NewPairing pairing, Done<Pairing> done) = 0;
    /// A terminal comes with a code. The first one has it; the same terminal may come again. Another one is counted as
    /// a rival while the code is alive.
    virtual void offer_pairing(std::string code_hash, PairingOffer offer, std::int64_t now,
                               Done<OfferedPairing> done) = 0;
    /// By the terminal's own secret, whatever its state. rejected(not_found).
    virtual void find_pairing_by_proof(std::string proof_hash, Done<Pairing> done) = 0;
    virtual void find_pairing(OrgId org, PairingId pairing, Done<Pairing> done) = 0;
    /// rejected(not_found) unless this organisation began it with that code and it has not expired.
    virtual void find_pairing_by_code(OrgId org, std::string code_hash, std::int64_t now, Done<Pairing> done) = 0;
    /// Newest first, at most 100.
    virtual void list_pairings(OrgId org, Done<std::vector<Pairing>> done) = 0;
    /// rejected(bad_state): no terminal has come, it was decided before, or it has expired. rejected(conflict): the
    /// fingerprint is not the one of the terminal that waits.
    virtual void decide_pairing(OrgId org, PairingId pairing, PairingDecision decision, Done<Pairing> done) = 0;
    /// Approved and not expired: makes the terminal `fresh` with this key, or replaces the key of the one made before
    /// as long as nobody has signed in with it. rejected(not_found) otherwise.
    virtual void issue_pairing_key(std::string proof_hash, TerminalId fresh, std::string key_hash, std::int64_t now,
                                   Done<IssuedKey> done) = 0;
    /// The terminal has its key on its disk: no other is given out. No-op when it is stored already.
    virtual void finish_pairing(std::string proof_hash, std::int64_t now, Done<Nothing> done) = 0;

    virtual void rename_terminal(OrgId org, TerminalId terminal, std::string name, Actor by, std::int64_t now,
                                 Done<Terminal> done) = 0;
    /// Revokes for good and leaves nothing hanging: what was queued is cancelled, what was under way is in doubt.
    /// rejected(not_found) also when it is revoked already.
    virtual void withdraw_terminal(OrgId org, TerminalId terminal, Actor by, std::int64_t now,
                                   Done<CommandChange> done) = 0;

    /// rejected(conflict): the name is taken.
    virtual void create_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                              Done<TerminalGroup> done) = 0;
    virtual void rename_group(OrgId org, GroupId group, std::string name, Actor by, std::int64_t now,
                              Done<TerminalGroup> done) = 0;
    virtual void delete_group(OrgId org, GroupId group, Actor by, std::int64_t now, Done<Nothing> done) = 0;
    /// Replaces the members. rejected(not_found) when one of them is no terminal of this organisation, or revoked.
    virtual void set_group_members(OrgId org, GroupId group, std::vector<TerminalId> members, Actor by,
                                   std::int64_t now, Done<TerminalGroup> done) = 0;
    /// By name.
    virtual void list_groups(OrgId org, Done<std::vector<TerminalGroup>> done) = 0;
    virtual void find_group(OrgId org, GroupId group, Done<TerminalGroup> done) = 0;
    /// Of every organisation, without revoked terminals; for the relay itself, never for a caller.
    virtual void list_group_members(Done<std::vector<GroupMember>> done) = 0;
};

}  // namespace signalos::relay
