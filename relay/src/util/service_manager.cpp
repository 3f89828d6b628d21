#include "util/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace signalos::relay {
namespace {

std::string_view variable(char const* name) {
    auto const* const value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view(value);
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

ServiceManager::ServiceManager() : address_(variable("NOTIFY_SOCKET")) {
    sockaddr_un const form{};
    if (address_.empty() || address_.size() >= sizeof form.sun_path) return;
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    auto const process = number_in(variable("WATCHDOG_PID"));
    if (process == 0 || process == ::getpid()) every_ms_ = number_in(variable("WATCHDOG_USEC")) / 2000;
}

ServiceManager::~ServiceManager() {
    if (socket_ >= 0) ::close(socket_);
}

void ServiceManager::tell(std::string_view words) {
    if (socket_ < 0) return;
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, address_.data(), address_.size());
    // '@' names the abstract namespace.
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    // A manager that does not read must not hold the relay: the word is lost, the next one comes.
    [[maybe_unused]] auto const sent =
        ::sendto(socket_, words.data(), words.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr const*>(&to), size);
}

void ServiceManager::alive(std::int64_t now_ms) {
    if (every_ms_ == 0 || now_ms < next_ms_) return;
    next_ms_ = now_ms + every_ms_;
    tell("WATCHDOG=1");
}

}  // namespace signalos::relay
