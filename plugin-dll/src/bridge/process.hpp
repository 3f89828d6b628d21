// All state of the bridge in one process: sessions by account, handles, the grace time. The exports forward to
// the_process().
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "bridge/session.hpp"

namespace signalos::bridge {

/// All outlive the process object.
struct ProcessPorts {
    Clock const& clock;
    Random& random;
    FileSystem& files;
    std::function<std::unique_ptr<Transport>()> make_transport;
    std::function<std::unique_ptr<Wake>()> make_wake;
    std::int64_t grace_ms = 10000;
    std::int64_t reconcile_wait_ms = 60000;
    std::uint64_t journal_least = std::uint64_t{4} << 20;  ///< bytes; a smaller journal is never rewritten
};

/// Thread-safe. Every method is the export of its name without sos_; see signalos/bridge.h.
class BridgeProcess {
public:
    explicit BridgeProcess(ProcessPorts ports) : ports_(std::move(ports)) {}

    std::int32_t open(sos_open_args const* args, std::int64_t* handle);
    std::int32_t attach(std::int64_t login, std::uint8_t const* server, std::int32_t size, std::int64_t* handle);
    std::int32_t close(std::int64_t handle, std::int32_t reason);
    /// Runs `call` with the handle's session. SOS_E_BUSY when another thread is inside a call on this handle.
    std::int32_t with(std::int64_t handle, bool changes, std::function<std::int32_t(Session&)> const& call);
    /// Of the calling thread.
    static std::string& last_error();

private:
    struct Handle {
        std::shared_ptr<Session> session;
        std::string account;
        bool read_only = false;
        bool busy = false;
    };
    std::int32_t make_session(sos_open_args const& args, std::string const& account, std::shared_ptr<Session>& out);

    std::int32_t find_credential(sos_open_args const& args, std::string const& account, std::string const& root,
                                 std::string const& folder, ConnectRequest& connect, std::optional<PairPlan>& plan);
    std::function<bool(PairWrite const&)> keeper(std::string const& account, std::string const& root,
                                                 std::string const& folder, std::string const& code);

    ProcessPorts ports_;
    std::mutex mutex_;
    std::map<std::int64_t, Handle> handles_;
    std::map<std::string, std::shared_ptr<Session>> sessions_;  // by "login@server"
    std::map<std::string, std::string> settings_;      // by account: what needs a new connection when it changes
    std::vector<std::shared_ptr<Session>> abandoned_;  // the link's thread did not end in time: never freed
    std::int64_t next_handle_ = 1;
};

/// The process object the exports forward to. Supplied by whoever links them: the DLL has one for good; a simulation
/// answers the one of the terminal whose EA is running.
BridgeProcess& the_process();

}  // namespace signalos::bridge
