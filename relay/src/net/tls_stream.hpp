// The one name of the encrypted stream. Asio's own costs 73 KB a connection; a leaner one with the same members swaps
// in here.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

namespace signalos::relay {

namespace asio = boost::asio;
using boost::system::error_code;

/// One read and one write may be under way at the same time, both on the I/O thread.
using TlsStream = asio::ssl::stream<asio::ip::tcp::socket>;

}  // namespace signalos::relay
