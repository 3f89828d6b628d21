// Wakes a thread that is blocked on a socket: closing it from another thread would not.
#pragma once

#if defined(_WIN32)
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace signalos::control {

/// Both ways; the socket's owner still closes it.
template <class Handle>
void hang_up(Handle socket) {
#if defined(_WIN32)
    ::shutdown(socket, SD_BOTH);
#else
    ::shutdown(socket, SHUT_RDWR);
#endif
}

}  // namespace signalos::control
