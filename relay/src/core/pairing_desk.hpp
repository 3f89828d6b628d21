// Where people and terminals that pair meet: codes and claims on one side, waiting sockets on the other. What is
// decided lives in the store; here are only the limits, the requests that nobody has claimed yet, and who waits.
#pragma once
#include <boost/system/result.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/core_ports.hpp"
#include "core/sliding_limit.hpp"
#include "protocol/pairing.hpp"

namespace signalos::relay {

/// The signed-in person, or the operator at the relay's machine (empty address: not limited).
struct PairingCaller {
    OrgId org;
    Actor actor;
    std::string address;
};

struct PairingRefusal {
    errc code = errc::internal;
    std::int64_t retry_after_ms = 0;  ///< rate_limited and locked_out
};

struct StartedPairing {
    Pairing pairing;
    std::string code;  ///< shown once, kept nowhere
};

/// A terminal's socket that waits.
class PairingPeer {
public:
    virtual ~PairingPeer() = default;
    /// Something about its pairing changed: look again.
    virtual void look() = 0;
    /// The same terminal has come by a newer socket.
    virtual void supersede() = 0;
};

/// What a terminal's first frame came to.
struct PairingEntry {
    std::optional<Pairing> pairing;                   ///< in the store, in any state
    std::string code;                                 ///< made by the relay, nobody has claimed it
    std::int64_t expires_at = 0;                      ///< ms UTC
    std::optional<protocol::PairingRefused> refused;  ///< no pairing comes of it
    bool unavailable = false;                         ///< the store does not answer
};

/// All calls and callbacks on the I/O thread; must outlive what it has under way.
class PairingDesk {
public:
    /// `page`: where people decide, empty when it is at the address that terminals use.
    PairingDesk(CorePorts ports, std::string page);

    template <class T>
    using Answer = std::function<void(boost::system::result<T, PairingRefusal>)>;

    // --- people
    void start(PairingCaller const& caller, std::string name, Answer<StartedPairing> answer);
    /// By the code that a terminal shows, or by one's own: the pairing as it stands. A request that nobody has claimed
    /// becomes the organisation's. not_found for every code that is not alive here; locked_out after too many.
    void find(PairingCaller const& caller, std::string const& typed, Answer<Pairing> answer);
    void decide(PairingCaller const& caller, PairingId pairing, bool approve, std::string fingerprint, std::string name,
                Answer<Pairing> answer);

    // --- terminals
    struct Visitor {
        std::string proof_hash;
        std::string fingerprint;
        std::string address;
    };
    [[nodiscard]] Visitor visitor(std::string_view secret, std::string address) const;
    /// False when this address, or all together, have too many sockets; otherwise leave() must follow.
    bool enter(Visitor const& visitor, std::weak_ptr<PairingPeer> peer);
    void leave(Visitor const& visitor, PairingPeer const* peer);
    void offer(Visitor const& visitor, protocol::Pair const& pair, std::function<void(PairingEntry)> answer);
    void look(Visitor const& visitor, std::function<void(PairingEntry)> answer);
    /// A fresh key for the approved terminal; empty = none is given (any more).
    void issue(Visitor const& visitor, std::function<void(Reply<IssuedKey>, std::string key)> answer);
    void stored(Visitor const& visitor);
    [[nodiscard]] std::string const& page() const { return page_; }

private:
    struct Unclaimed {
        PairingOffer offer;
        std::string code;
        std::int64_t expires_at = 0;  // ms UTC
    };
    void draw(PairingCaller const& caller, NewPairing pairing, int tries, Answer<StartedPairing> answer);
    void claim(PairingCaller const& caller, std::string const& code_hash, Answer<Pairing> answer);
    PairingEntry show_code(Visitor const& visitor, protocol::Pair const& pair);
    void forget_expired();
    void tell(std::string const& proof_hash);
    [[nodiscard]] std::string hash_of(std::string_view code) const;

    CorePorts ports_;
    std::string page_;
    SlidingLimit starts_;
    SlidingLimit guesses_;
    std::map<std::string, Unclaimed> unclaimed_;                 // by proof hash
    std::map<std::string, std::weak_ptr<PairingPeer>> waiting_;  // by proof hash
    std::map<std::string, std::size_t> sockets_;                 // by address
    std::size_t sockets_open_ = 0;
};

}  // namespace signalos::relay
