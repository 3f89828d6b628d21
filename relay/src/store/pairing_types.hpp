// Rows about pairings and groups of terminals.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

using PairingId = Id<struct PairingNoun>;
using GroupId = Id<struct GroupNoun>;

/// Who did it, for the audit log and for people: a user's id and name, or "operator".
struct Actor {
    std::string id;
    std::string name;
};

enum class PairingState { open, offered, approved, denied, stored };

/// What the terminal said about itself, shown to whoever decides.
struct PairingOffer {
    std::string proof_hash;   ///< SHA-256 of the terminal's own secret, hex
    std::string fingerprint;  ///< shown on both sides
    std::string login, server, company, currency, trade_mode;
    std::string address;  ///< of the terminal
};

struct Pairing {
    PairingId id;
    OrgId org;
    std::string name;  ///< that the terminal will have
    PairingState state = PairingState::open;
    std::int64_t created_at = 0;  ///< ms UTC
    std::int64_t expires_at = 0;  ///< ms UTC; an approval moves it, so that the terminal can fetch its key
    Actor created_by;
    PairingOffer offer;           ///< empty until a terminal came
    std::int64_t offered_at = 0;  ///< ms UTC
    std::int64_t rivals = 0;      ///< tries of other terminals with the same code
    std::int64_t decided_at = 0;  ///< ms UTC; 0 = not decided
    Actor decided_by;
    TerminalId terminal;  ///< nil until a key was given out
};

/// A pairing that a user begins: with a code of theirs, or by claiming what a terminal shows (`offer`).
struct NewPairing {
    PairingId id;
    std::string code_hash;  ///< SHA-256 of the normal form of the code, hex
    std::string name;
    Actor by;
    PairingOffer offer;           ///< empty: open
    std::int64_t now = 0;         ///< ms UTC
    std::int64_t expires_at = 0;  ///< ms UTC
    int open_limit = 20;          ///< of the organisation at once
};

struct PairingDecision {
    bool approve = false;
    std::string fingerprint;  ///< what the user saw; must be the terminal's when approving
    std::string name;         ///< of the terminal; empty = as it was begun
    Actor by;
    std::int64_t now = 0;          ///< ms UTC
    std::int64_t fetch_until = 0;  ///< ms UTC: how long the terminal may fetch its key
};

/// What became of a code that a terminal brought.
struct OfferedPairing {
    bool accepted = false;  ///< false: unknown, expired, decided or another terminal's; nothing says which
    Pairing pairing;
};

struct IssuedKey {
    Pairing pairing;
    Terminal terminal;
    bool created = false;  ///< the terminal is new; false: its key was replaced because the first may not have arrived
};

struct TerminalGroup {
    GroupId id;
    std::string name;                   ///< unique in the organisation
    std::int64_t created_at = 0;        ///< ms UTC
    std::vector<TerminalId> terminals;  ///< in order of their ids, without revoked ones
};

struct GroupMember {
    OrgId org;
    GroupId group;
    TerminalId terminal;
};

}  // namespace signalos::relay
