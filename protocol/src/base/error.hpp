// Every input-dependent failure of SignalOS: one enum, one table of stable codes and words.
#pragma once
#include <boost/system/error_code.hpp>
#include <string_view>
#include <type_traits>

namespace signalos {

/// Numbers are protocol and never reused: 1xxx request, 2xxx identity, 3xxx command, 4xxx guard, 5xxx store, 6xxx link.
enum class errc {
    bad_request = 1001,
    bad_frame = 1002,
    unknown_type = 1003,
    too_large = 1004,
    too_deep = 1005,
    rate_limited = 1006,
    not_found = 1007,
    conflict = 1008,
    method_not_allowed = 1009,
    key_reused = 1010,
    key_required = 1011,
    unauthorized = 2001,
    forbidden = 2002,
    bad_origin = 2003,
    bad_credentials = 2004,
    locked_out = 2005,
    step_up_required = 2006,
    totp_required = 2007,
    last_owner = 2008,
    limit_reached = 2009,
    terminal_offline = 3001,
    too_old = 3002,
    stale_epoch = 3003,
    bad_state = 3004,
    stale_latch = 3005,
    stale_version = 3006,
    terminal_taken = 3007,
    overflow = 4001,
    bad_decimal = 4002,
    unavailable = 5001,
    in_doubt = 5002,
    damaged = 5003,
    disk_full = 5004,
    internal = 9001,
};

boost::system::error_category const& error_category() noexcept;
boost::system::error_code make_error_code(errc code) noexcept;

/// The stable code on the wire and in REST, lower snake case: "not_found". Never localised, never reused.
std::string_view code_name(errc code) noexcept;
/// One sentence for a person, without internals.
std::string_view code_words(errc code) noexcept;

}  // namespace signalos

namespace boost::system {
template <>
struct is_error_code_enum<::signalos::errc> : std::true_type {};
}  // namespace boost::system
