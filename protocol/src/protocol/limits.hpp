// The numbers both ends agree on (protocol/README.md sections 1, 3, 4 and 6).
#pragma once
#include <cstddef>
#include <cstdint>

namespace signalos::protocol {

constexpr std::size_t max_terminal_frame_bytes = 256 * 1024;
constexpr std::size_t max_dashboard_frame_bytes = 16 * 1024;
constexpr std::size_t max_json_depth = 32;
constexpr std::int64_t hello_timeout_ms = 5'000;
constexpr std::int64_t heartbeat_ms = 10'000;
/// A link without any frame for this long is dead: 2.5 heartbeats.
constexpr std::int64_t link_dead_ms = heartbeat_ms * 5 / 2;
constexpr std::int64_t recv_max = 64;  ///< reliable frames in flight, each direction
constexpr double dashboard_rate = 20, dashboard_burst = 60;
constexpr double terminal_rate = 500, terminal_burst = 2000;
constexpr int bad_frames_a_minute = 10;  ///< this many close with 4400
constexpr std::int64_t version = 1;
constexpr char const* subprotocol = "signalos.v1";

}  // namespace signalos::protocol
