// The relay's end of a terminal that has no credential yet: protocol/README.md section 9, without I/O.
#pragma once
#include <deque>
#include <memory>
#include <string>

#include "core/pairing_desk.hpp"
#include "core/session.hpp"
#include "protocol/envelope.hpp"

namespace signalos::relay {

/// Held by shared_ptr; completions hold it weakly. The port and the desk outlive it.
class PairingSession final : public Session, public PairingPeer, public std::enable_shared_from_this<PairingSession> {
public:
    /// Told of each terminal that was made, after it is durable.
    using OnCreated = std::function<void(Terminal const&)>;

    PairingSession(CorePorts ports, PairingDesk& desk, SessionPort& socket, PairingDesk::Visitor visitor,
                   OnCreated on_created);

    void on_text(std::string_view text) override;
    std::vector<Frame> pull(std::size_t max_bytes) override;
    void on_tick() override;
    void on_closed() override;

    void look() override;
    void supersede() override;

private:
    enum class Phase { silent, asking, waiting, issuing, issued, closed };

    void on_pair(protocol::Envelope const& envelope);
    void settle(PairingEntry entry);
    void wait(PairingEntry const& entry);
    void issue();
    void tell_waiting();
    void refuse(protocol::PairingRefused const& refused);
    void fault(InputFault const& wrong);
    void send(std::string type, boost::json::object data);
    void close(std::uint16_t code, std::string_view reason);

    CorePorts ports_;
    PairingDesk& desk_;
    SessionPort& socket_;
    PairingDesk::Visitor visitor_;
    OnCreated on_created_;
    Phase phase_ = Phase::silent;
    std::deque<Frame> out_;
    std::string code_;   // made by the relay; empty when the terminal brought one, or somebody claimed it
    bool kept_ = false;  // in the store
    bool looking_ = false;
    bool look_again_ = false;
    bool entered_ = false;
    int bad_frames_ = 0;
    std::int64_t expires_at_ = 0;  // ms UTC
    std::int64_t deadline_;        // steady ms: of the phase silent or issued
    std::int64_t next_word_ = 0;   // steady ms
    std::int64_t next_look_ = 0;   // steady ms
};

}  // namespace signalos::relay
