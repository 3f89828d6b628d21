#include "ws/deflate.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/beast/zlib/inflate_stream.hpp>

#include "net/deflate_offer.hpp"

namespace signalos::relay {
namespace {

namespace zlib = boost::beast::zlib;

// A page of a snapshot (64 KiB) takes 0.9 ms and becomes 29 % of its size; level 6 takes 1.5 ms for 26 %, a window of
// 32 KiB twice the memory for nothing.
constexpr int level = 3;
constexpr int memory_level = 5;
constexpr int widest_window_bits = 15;
// Ends every message and is not sent (RFC 7692, 7.2.1).
constexpr std::string_view flush_tail("\x00\x00\xff\xff", 4);
// Where a client ended its last block as the stream's, an empty block follows (7.2.3.4).
constexpr std::string_view tail_behind_last_block("\x00\x00\x00\xff\xff", 5);
// The bit of z_params::data_type that says: between two blocks.
constexpr int between_blocks = 128;

}  // namespace

std::string deflate_message(std::string_view payload) {
    zlib::deflate_stream stream;
    stream.reset(level, deflate_window_bits, memory_level, zlib::Strategy::normal);
    // Room behind the bound: with less than six bytes left the end would be written twice.
    std::string out(stream.upper_bound(payload.size()) + 16, '\0');
    zlib::z_params step;
    step.next_in = payload.data();
    step.avail_in = payload.size();
    step.next_out = out.data();
    step.avail_out = out.size();
    boost::beast::error_code ec;
    stream.write(step, zlib::Flush::sync, ec);
    out.resize(out.size() - step.avail_out);
    if (ec || step.avail_in != 0 || !std::string_view(out).ends_with(flush_tail)) return "";
    out.resize(out.size() - flush_tail.size());
    if (out.size() >= payload.size()) return "";
    out.shrink_to_fit();
    return out;
}

Result<std::string> inflate_message(std::string_view payload, std::size_t limit) {
    std::string const input = std::string(payload).append(flush_tail);
    // One byte more than is allowed tells too much from just enough.
    std::string out(limit + 1, '\0');
    zlib::inflate_stream stream;
    stream.reset(widest_window_bits);
    zlib::z_params step;
    step.next_in = input.data();
    step.avail_in = input.size();
    step.next_out = out.data();
    step.avail_out = out.size();
    boost::beast::error_code ec;
    stream.write(step, zlib::Flush::sync, ec);
    if (step.avail_out == 0) return make_error_code(errc::too_large);
    auto const rest = std::string_view(input).substr(input.size() - step.avail_in);
    bool const whole = ec == zlib::error::end_of_stream ? rest == tail_behind_last_block
                                                        : !ec && rest.empty() && (step.data_type & between_blocks) != 0;
    if (!whole) return make_error_code(errc::bad_frame);
    out.resize(out.size() - step.avail_out);
    out.shrink_to_fit();
    return out;
}

}  // namespace signalos::relay
