// Binds what people do with terminals to the store, the pairing desk and the live sessions.
#pragma once
#include "api/terminals_port.hpp"
#include "app/live_view.hpp"
#include "core/command_service.hpp"
#include "core/pairing_desk.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Holds references that outlive it.
class TerminalsBinding final : public TerminalsPort {
public:
    TerminalsBinding(CorePorts ports, CommandService& commands, LiveView& live, PairingDesk& desk)
        : ports_(std::move(ports)), commands_(commands), live_(live), desk_(desk) {}

    void start_pairing(Caller caller, std::string name, Reply<Object> reply) override;
    void find_pairing_by_code(Caller caller, std::string code, Reply<Object> reply) override;
    void find_pairing(Caller caller, PairingId pairing, Reply<Object> reply) override;
    void list_pairings(Caller caller, Reply<Array> reply) override;
    void approve_pairing(Caller caller, PairingId pairing, std::string fingerprint, std::string name,
                         Reply<Object> reply) override;
    void deny_pairing(Caller caller, PairingId pairing, Reply<Object> reply) override;
    void list_terminals(Caller caller, Reply<Array> reply) override;
    void rename_terminal(Caller caller, TerminalId terminal, std::string name, Reply<Object> reply) override;
    void revoke_terminal(Caller caller, TerminalId terminal, Reply<Success> reply) override;
    void list_groups(Caller caller, Reply<Array> reply) override;
    void create_group(Caller caller, std::string name, Reply<Object> reply) override;
    void rename_group(Caller caller, GroupId group, std::string name, Reply<Object> reply) override;
    void delete_group(Caller caller, GroupId group, Reply<Success> reply) override;
    void set_group_members(Caller caller, GroupId group, std::vector<TerminalId> members, Reply<Object> reply) override;
    SessionMaker pairing_session(std::string const& secret, std::string peer) override;

private:
    void decide(Caller const& caller, PairingId pairing, bool approve, std::string fingerprint, std::string name,
                Reply<Object> reply);
    [[nodiscard]] Object terminal_view(Terminal const& terminal) const;
    [[nodiscard]] Object pairing_view(Pairing const& pairing) const;

    CorePorts ports_;
    CommandService& commands_;
    LiveView& live_;
    PairingDesk& desk_;
};

}  // namespace signalos::relay
