// Binds the entrances (REST and WebSocket upgrades) to the store and the cores.
#pragma once
#include "api/relay_port.hpp"
#include "app/live_view.hpp"
#include "core/command_service.hpp"
#include "core/core_ports.hpp"

namespace signalos::relay {

/// How sessions are made; the application binds it to the cores.
struct SessionFactories {
    std::function<std::shared_ptr<Session>(SessionPort&, Principal const&, SocketView const&)> dashboard;
    std::function<std::shared_ptr<Session>(SessionPort&, Terminal const&, std::string const& peer)> terminal;
};

/// All calls on the I/O thread. Holds references that outlive it.
class RelayBinding final : public RelayPort {
public:
    RelayBinding(CorePorts ports, CommandService& commands, LiveView const& live, SessionFactories factories)
        : ports_(std::move(ports)), commands_(commands), live_(live), factories_(std::move(factories)) {}

    /// Before the first upgrade.
    void set_factories(SessionFactories factories) { factories_ = std::move(factories); }

    template <class T>
    using Answer = RelayPort::Reply<T>;

    void submit(Submission submission, std::function<void(Submitted)> reply) override;
    void list_commands(Principal const& caller, CommandQuery filter, Answer<boost::json::array> reply) override;
    void find_command(Principal const& caller, CommandId id, Answer<boost::json::object> reply) override;
    void command_stats(Principal const& caller, Answer<boost::json::object> reply) override;
    void terminal_status(Principal const& caller, Answer<boost::json::array> reply) override;
    void open_trades(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                     Answer<boost::json::array> reply) override;
    void list_alarms(Principal const& caller, std::size_t limit, Answer<boost::json::array> reply) override;
    void acknowledge_alarm(Principal const& caller, TerminalId terminal, std::int64_t off,
                           Answer<boost::json::object> reply) override;
    void health(std::function<void(HealthSummary)> reply) override;
    SessionMaker dashboard_session(Principal caller, SocketView const& view) override;
    void terminal_session(std::string key_hash, std::string peer, Answer<SessionMaker> reply) override;

private:
    void add_recent(Principal const& caller, CommandStats stats, std::size_t active, Answer<boost::json::object> reply);

    CorePorts ports_;
    CommandService& commands_;
    LiveView const& live_;
    SessionFactories factories_;
};

}  // namespace signalos::relay
