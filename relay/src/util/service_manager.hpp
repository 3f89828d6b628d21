// What a service manager is told by the protocol of sd_notify(3): one datagram a word. Without one, nothing happens.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace signalos::relay {

/// Reads NOTIFY_SOCKET and WATCHDOG_USEC of the environment once. One thread.
class ServiceManager {
public:
    ServiceManager();
    ~ServiceManager();
    ServiceManager(ServiceManager const&) = delete;
    ServiceManager& operator=(ServiceManager const&) = delete;

    /// "READY=1", "RELOADING=1", "STOPPING=1", "STATUS=…"; several joined by newlines.
    void tell(std::string_view words);
    /// A sign of life, as often as the manager asks for: at half its limit. Call it from the thread whose hanging would
    /// be a failure. `now_ms` by a steady clock.
    void alive(std::int64_t now_ms);

private:
    int socket_ = -1;
    std::string address_;
    std::int64_t every_ms_ = 0;
    std::int64_t next_ms_ = 0;
};

}  // namespace signalos::relay
