// The transport over TCP, TLS and WebSocket: one thread, `sos-link`, per session. Asio and OpenSSL stay in the .cpp.
#pragma once
#include <memory>

#include "bridge/ports.hpp"

namespace signalos::bridge {

/// Verifies chain and host name always; TLS 1.2 at least. Reasons of refusal are words for the trader.
std::unique_ptr<Transport> make_tls_transport();

}  // namespace signalos::bridge
