// The server's TLS settings and its certificate from files.
#pragma once
#include <boost/asio/ssl/context.hpp>
#include <string>

namespace signalos::relay {

/// TLS 1.2 and newer, session tickets on. Throws std::runtime_error naming the file when certificate or key cannot be
/// used together.
boost::asio::ssl::context make_tls_context(std::string const& certificate_file, std::string const& key_file);

}  // namespace signalos::relay
